//! Audiences of newcomers and of those who have not received a broadcast, and the numbers that staff see before they send.

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::campaign::{Order, Stage};
use pledge_bot::domain::{CampaignId, Lang};
use pledge_bot::store::Change;

use super::{campaigns, commit, confirms, readers, writes};
use crate::support::chat::english;
use crate::support::test_bot::{OWNER, TestBot};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How many of the readers got a text that begins like this.
fn got(bot: &TestBot, text: &str) -> usize {
    let events = bot.emulator().events_after(0).expect("all are kept");
    let is_it = |chat: i64, said: &str| (5000..6000).contains(&chat) && said.starts_with(text);
    events.iter().filter(|event| event.kind == "sent" && is_it(event.chat, event.text())).count()
}

#[tokio::test]
async fn newcomers_are_chosen_by_a_button_or_a_typed_day() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 12, Lang::En).await;
    bot.clock.advance(DAY * 20);
    readers(&bot, 5100, 11, Lang::En).await;
    bot.clock.advance(DAY * 10);
    readers(&bot, 5200, 2, Lang::En).await;
    // It is 25 December by now.
    writes(&owner, "Welcome").await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.campaign_button_since()).await.sees(say.campaign_since_ask("18.12.2026"));
    owner
        .taps(say.campaign_button_since_days(7))
        .await
        .sees(say.campaign_line_since(&say.date(date(2026, 12, 18))));
    owner.taps(say.campaign_button_has(&say.campaign_button_since())).await;
    for (typed, note) in [
        ("soon", say.campaign_since_shape()),
        ("31.02.2026", say.campaign_since_shape()),
        ("26.12.2026", say.campaign_since_future()),
    ] {
        let refused = owner.says(typed).await;
        assert!(refused.text().ends_with(&note.plain()), "{}", refused.shown());
    }
    bot.restart().await;
    let shown = owner.says("15.12.2026").await;
    shown
        .sees(say.campaign_line_since(&say.date(date(2026, 12, 15))))
        .sees(say.campaign_line_count_least(10));
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(say.campaign_button_confirm()).await;
    owner.taps(say.campaign_button_send_least(10)).await.opens_with(say.campaign_launched());
    bot.delivers().await;
    assert_eq!(got(&bot, "Welcome"), 13);
    // The list of news for everybody leaves it out.
    assert!(!campaigns(&bot).await[0].audience.is_all_of(pledge_bot::domain::Topic::News));
    let reader = bot.reader("Aigul").await;
    reader.says("/news").await.does_not_see("Welcome");
}

#[tokio::test]
async fn a_small_number_that_gives_people_away_is_not_shown() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 4, Lang::En).await;
    readers(&bot, 5100, 12, Lang::Ru).await;
    let alone = writes(&owner, "Hello").await;
    alone.sees(say.campaign_line_count_few()).sees(say.campaign_line_nothing_least(10));
    owner.taps(say.campaign_button_confirm()).await.has_button(say.campaign_button_send_few());
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(say.campaign_button_options()).await;
    owner.taps(say.campaign_button_fallback()).await;
    owner.taps(say.campaign_button_draft()).await.sees(say.campaign_line_count(16));
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.language_name()).await.sees(say.campaign_line_count_few());
    let russian = owner.taps(crate::support::chat::say(Lang::Ru).language_name()).await;
    russian.sees(say.campaign_line_count_least(10));
    owner.taps(say.language_name()).await;
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(say.campaign_button_confirm()).await.has_button(say.campaign_button_send_few());
    // The confirmation is bound to what was shown.
    readers(&bot, 5200, 1, Lang::En).await;
    owner.taps(say.campaign_button_send_few()).await.closes_with(say.campaign_changed());
    owner.taps(say.campaign_button_send_least(5)).await.opens_with(say.campaign_launched());
}

#[tokio::test]
async fn a_whole_topic_is_counted_exactly() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "Hello").await.sees(say.campaign_line_count(3));
    confirms(&owner, 3).await.opens_with(say.campaign_launched());
}

#[tokio::test]
async fn those_who_have_not_received_a_broadcast_get_another_one() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "First").await;
    owner.taps(say.campaign_button_audience()).await;
    let none = owner.taps(say.campaign_button_without()).await;
    none.sees(say.campaign_without_ask(90)).sees(say.campaign_without_none());
    owner.taps(say.button_back()).await;
    owner.taps(say.campaign_button_draft()).await;
    confirms(&owner, 3).await;
    bot.delivers().await;
    bot.clock.advance(DAY);
    readers(&bot, 5100, 2, Lang::En).await;
    writes(&owner, "Second").await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.campaign_button_without()).await;
    for (typed, note) in [("twelve", say.campaign_without_shape()), ("№12", say.campaign_without_refused(12))]
    {
        let refused = owner.says(typed).await;
        assert!(refused.text().ends_with(&note.plain()), "{}", refused.shown());
    }
    bot.restart().await;
    let chosen = owner.says("№1").await;
    // Ninety days after it went out, less the day that nobody can be sure of.
    let until = say.date(date(2027, 2, 22));
    chosen.sees(say.campaign_line_without(1)).sees(say.campaign_without_until(1, &until));
    owner.taps(say.campaign_button_draft()).await.sees(say.campaign_line_count_few());
    owner.taps(say.campaign_button_time()).await;
    owner.says("2027-02-23 12:00").await;
    owner.taps(say.campaign_button_confirm()).await.sees(say.campaign_without_late(1, &until));
    owner.taps(say.campaign_button_time()).await;
    owner.says("2027-02-22 10:45").await;
    owner.taps(say.campaign_button_confirm()).await;
    owner.taps(say.campaign_button_send_few()).await.opens_with(say.campaign_scheduled());
    bot.clock.advance(DAY * 88);
    bot.delivers().await;
    assert_eq!((got(&bot, "First"), got(&bot, "Second")), (3, 2));
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Done);
}

#[tokio::test]
async fn a_broadcast_that_was_just_called_off_is_chosen_only_when_it_is_known_who_got_it() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "First").await;
    confirms(&owner, 3).await;
    // Its audience is written down, and it is called off before the first message.
    let (first, now) = (campaigns(&bot).await[0].clone(), bot.clock.now());
    bot.service(async |service| service.app().store.fill(&first, now).await.expect("filled")).await;
    commit(&bot, OWNER, vec![Change::Order(first.id, Order::Cancel, now)]).await;
    writes(&owner, "Second").await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.campaign_button_without()).await.sees(say.campaign_without_none());
    let refused = owner.says("№1").await;
    assert!(refused.text().ends_with(&say.campaign_without_refused(1).plain()), "{}", refused.shown());
    bot.delivers().await;
    owner.says("№1").await.sees(say.campaign_line_without(1));
}

#[tokio::test]
async fn a_draft_whose_recipients_are_forgotten_meanwhile_is_not_sent() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "First").await;
    confirms(&owner, 3).await;
    bot.delivers().await;
    readers(&bot, 5100, 2, Lang::En).await;
    writes(&owner, "Second").await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.campaign_button_without()).await;
    let chosen = say.campaign_button_without_one(1, &say.day(bot.clock.now()).plain());
    owner.taps(chosen).await.sees(say.campaign_line_without(1));
    bot.clock.advance(DAY * 91);
    bot.sweeps().await;
    bot.sweeps().await;
    owner.says("/broadcast").await.sees(say.campaign_without_unknown(1));
    let refused = owner.taps(say.campaign_button_confirm()).await;
    refused.opens_with(say.campaign_without_unknown(1)).has_no_button(say.campaign_button_send(2));
    assert_eq!(campaigns(&bot).await[0].id, CampaignId(1));
}

#[tokio::test]
async fn a_draft_whose_recipients_are_forgotten_while_it_is_confirmed_is_not_sent() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    writes(&owner, "First").await;
    confirms(&owner, 3).await;
    bot.delivers().await;
    let forgotten = campaigns(&bot).await[0].touched + DAY * 89;
    readers(&bot, 5100, 2, Lang::En).await;
    writes(&owner, "Second").await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.campaign_button_without()).await;
    owner.says("1").await.sees(say.campaign_line_without(1));
    let minute = SignedDuration::from_mins(1);
    bot.clock.advance(forgotten.duration_since(bot.clock.now()) - minute);
    owner.says("/broadcast").await;
    owner.taps(say.campaign_button_confirm()).await.has_button(say.campaign_button_send_few());
    bot.clock.advance(minute);
    owner.taps(say.campaign_button_send_few()).await.opens_with(say.campaign_without_unknown(1));
    assert_eq!(campaigns(&bot).await.len(), 1);
}

#[tokio::test]
async fn few_buttons_stand_below_an_error_about_who_is_left_out() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    for nth in 1..=5 {
        writes(&owner, &format!("Text {nth}")).await;
        confirms(&owner, 3).await;
        bot.delivers().await;
    }
    writes(&owner, "Another").await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.campaign_button_without()).await;
    owner.says("soon").await.closes_with(say.campaign_without_shape());
    let rows = owner.newest()["reply_markup"]["inline_keyboard"].as_array().map(Vec::len);
    assert!(rows.is_some_and(|rows| (1..=5).contains(&rows)), "{rows:?} rows");
}
