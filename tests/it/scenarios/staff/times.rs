//! When a broadcast goes out, as staff read it: with the quiet hours that are kept, and by their own clock too.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::clock::Clock;
use pledge_bot::domain::{Lang, LocalHour, QuietHours, ReminderPrefs, Topic};
use pledge_bot::store::Change;
use pledge_bot::texts::Html;

use super::{campaigns, commit, opens, readers, writes};
use crate::support::chat::{Person, english, say};
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// A bot that keeps the quiet hours from 22:00 to 08:00, where it is this time now, and an owner who reads this language.
async fn at_night(now: &str, lang: Lang) -> (Arc<TestBot>, Person) {
    let time = |text: &str| text.parse().expect("a time");
    let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
    let quiet = QuietHours { from: time("22:00"), until: time("08:00"), zone };
    let rules = DeliveryPolicy { quiet: Some(quiet), ..DeliveryPolicy::default() };
    let clock = Clock::by_hand(now.parse().expect("a timestamp"));
    let bot = TestBot::with(Setup { owners: vec![OWNER], rules, clock, ..Setup::default() }).await;
    let owner = bot.person("Olga", "en");
    owner.starts(lang).await;
    readers(&bot, 5000, 3, lang).await;
    (bot, owner)
}

/// A moment as staff in Bishkek read it.
fn moment(lang: Lang, time: &str) -> Html {
    let say = say(lang);
    say.campaign_moment(&say.moment(time.parse().expect("a timestamp")))
}

/// The number of readers who have got the text.
fn got(bot: &TestBot, text: &str) -> usize {
    (5000..5003).filter(|id| bot.emulator().transcript(*id).contains(text)).count()
}

#[tokio::test]
async fn a_time_in_quiet_hours_is_shown_as_it_will_be_kept() {
    for lang in Lang::ALL {
        let say = say(lang);
        let (bot, owner) = at_night("2026-11-28T06:00:00Z", lang).await;
        owner.says("/broadcast").await;
        owner.says("Tomorrow at ten").await;
        owner.taps(say.campaign_button_time()).await;
        let held = || say.campaign_line_when_held("23:30", &moment(lang, "2026-11-29T02:00:00Z"));
        owner.says("2026-11-28 23:30").await.sees(held());
        owner.taps(say.campaign_button_confirm()).await.sees(held());
        owner.taps(say.campaign_button_send(3)).await.sees(held());
        owner.presses_data("d:report:1").await.sees(held());
        bot.clock.advance(SignedDuration::from_hours(12));
        bot.delivers().await;
        assert_eq!(got(&bot, "Tomorrow at ten"), 0, "it is held at 00:00");
        bot.clock.advance(SignedDuration::from_hours(8));
        bot.delivers().await;
        assert_eq!(got(&bot, "Tomorrow at ten"), 3, "it goes out at 08:00");
        // The report that the bot sends by itself.
        owner.newest_has(say.campaign_line_when(&moment(lang, "2026-11-29T02:00:00Z")));
    }
}

#[tokio::test]
async fn at_once_in_quiet_hours_says_when_it_goes_out() {
    let say = english();
    let (bot, owner) = at_night("2026-11-28T17:00:00Z", Lang::En).await;
    let held = || say.campaign_line_now_held(&moment(Lang::En, "2026-11-29T02:00:00Z"));
    writes(&owner, "Hello").await.sees(held());
    // An urgent one arrives at night too.
    owner.taps(say.campaign_button_options()).await;
    owner.taps(say.campaign_button_urgent()).await;
    owner.taps(say.campaign_button_draft()).await.sees(say.campaign_line_now());
    owner.taps(say.campaign_button_options()).await;
    owner.taps(say.campaign_button_quiet()).await;
    owner.taps(say.campaign_button_draft()).await.sees(held());
    owner.taps(say.campaign_button_confirm()).await.sees(held());
    let receipt = owner.taps(say.campaign_button_send(3)).await;
    receipt.opens_with(say.campaign_scheduled()).sees(held());
    bot.delivers().await;
    assert_eq!(got(&bot, "Hello"), 0);
    let at_night = say.campaign_line_when_held("23:00", &moment(Lang::En, "2026-11-29T02:00:00Z"));
    opens(&owner, 1).await.sees(at_night);
}

#[tokio::test]
async fn a_confirmation_does_not_survive_the_beginning_or_the_end_of_quiet_hours() {
    let say = english();
    let (bot, owner) = at_night("2026-11-28T15:55:00Z", Lang::En).await;
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_confirm()).await.sees(say.campaign_line_now());
    bot.clock.advance(SignedDuration::from_mins(6));
    owner.taps(say.campaign_button_send(3)).await.closes_with(say.campaign_changed());
    assert!(campaigns(&bot).await.is_empty(), "it would not go out at once any more");
    bot.clock.advance(SignedDuration::from_hours(9) + SignedDuration::from_mins(55));
    owner.says("/broadcast").await;
    owner.taps(say.campaign_button_confirm()).await;
    bot.clock.advance(SignedDuration::from_mins(5));
    owner.taps(say.campaign_button_send(3)).await.closes_with(say.campaign_changed());
    owner.taps(say.campaign_button_send(3)).await.opens_with(say.campaign_launched());
}

#[tokio::test]
async fn an_owner_abroad_sees_their_own_time_too() {
    let say = english();
    let (bot, owner) = at_night("2026-11-28T06:00:00Z", Lang::En).await;
    let hour = LocalHour::default().in_zone("Europe/Berlin").expect("a zone");
    let prefs = ReminderPrefs { hour, ..ReminderPrefs::default() };
    let on = Change::SetTopic(Topic::Deadlines, true, bot.clock.now());
    commit(&bot, owner.id, vec![on, Change::SetReminderPrefs(prefs, bot.clock.now())]).await;
    let at: Timestamp = "2026-11-29T02:00:00Z".parse().expect("a timestamp");
    let berlin = Html::escaped("03:00");
    let both = || say.campaign_moment_both(&say.moment(at), &say.zone_name("berlin"), &berlin);
    writes(&owner, "Hello").await;
    owner.taps(say.campaign_button_time()).await;
    owner.says("2026-11-28 23:30").await.sees(say.campaign_line_when_held("23:30", &both()));
    owner.taps(say.campaign_button_confirm()).await.sees(both());
    owner.taps(say.campaign_button_send(3)).await.sees(both());
    bot.clock.advance(SignedDuration::from_hours(20));
    bot.delivers().await;
    // The report that the bot sends by itself.
    owner.newest_has(say.campaign_line_when(&both()));
}
