//! A planned broadcast is changed until it runs. It stays as it is, and goes out as it is, until the change is confirmed.

use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use pledge_bot::conversation::{Answered, Context, Intent, route};
use pledge_bot::domain::campaign::{Pause, Stage};
use pledge_bot::domain::{Campaign, CampaignId, Lang, Region};
use pledge_bot::store::Change;
use pledge_bot::texts::Html;

use super::{
    becomes_supporter, campaigns, confirms, content, first_question, has, opens, readers, report_title,
    rewrites, two_owners, writes,
};
use crate::support::chat::{Heard, Person, english};
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// An hour and a half from the beginning.
const PLANNED: &str = "2026-11-25 12:30";

/// Writes a draft, and plans it for so many readers.
async fn plans(owner: &Person, text: &str, count: i64) {
    writes(owner, text).await;
    owner.taps(english().campaign_button_time()).await;
    owner.says(PLANNED).await;
    confirms(owner, count).await.opens_with(english().campaign_scheduled());
}

/// Begins to change a planned broadcast.
async fn changes(owner: &Person, code: i64) -> Heard {
    opens(owner, code).await;
    owner.taps(english().campaign_button_change()).await
}

/// Puts another text into the change under way, and asks for the confirmation.
async fn changes_text(owner: &Person, code: i64, text: &str) -> Heard {
    changes(owner, code).await;
    rewrites(owner, text).await;
    owner.taps(english().campaign_button_confirm()).await
}

/// The only campaign.
async fn only(bot: &TestBot) -> Campaign {
    let mut all = campaigns(bot).await;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// The English text of the only campaign.
async fn text(bot: &TestBot) -> String {
    let campaign = only(bot).await;
    let versions = content(bot, &campaign).await;
    versions.by_lang[&Lang::En].body.text().expect("a text").text.clone()
}

/// How many of the readers got a text that begins like this.
fn got(bot: &TestBot, text: &str) -> usize {
    let events = bot.emulator().events_after(0).expect("all are kept");
    let is_it = |chat: i64, said: &str| (5000..6000).contains(&chat) && said.starts_with(text);
    events.iter().filter(|event| event.kind == "sent" && is_it(event.chat, event.text())).count()
}

#[tokio::test]
async fn text_time_and_audience_change_in_place() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 3, Lang::En).await;
    becomes_supporter(&bot, 5001, Region::Naryn).await;
    plans(&owner, "At ten", 3).await;
    let before = only(&bot).await;
    bot.clock.advance(SignedDuration::from_mins(1));

    let draft = changes(&owner, 1).await;
    draft.opens_with(Html::paragraphs([say.campaign_title_change(1), say.campaign_line_planned(1)]));
    draft.sees(say.campaign_line_quote("At ten")).sees("12:30");
    owner.taps(say.campaign_button_confirm()).await.closes_with(say.campaign_change_nothing(1));
    rewrites(&owner, "At eleven").await;
    bot.restart().await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.campaign_button_supporters()).await;
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(say.campaign_button_time()).await;
    owner.says("2026-11-25 15:00").await;
    let preview = owner.taps(say.campaign_button_preview()).await;
    preview.sees(format!("At eleven\n\n{}", say.campaign_footer(1)));
    assert_eq!(only(&bot).await, before, "nothing is changed yet");
    owner.taps(say.campaign_button_confirm()).await.opens_with(say.campaign_confirm_change(1));
    owner.taps(say.campaign_button_send_change_few()).await.opens_with(say.campaign_change_made(1));

    let after = only(&bot).await;
    assert_eq!((after.id, after.stage), (before.id, Stage::Scheduled));
    assert!(after.audience.supporters && after.created == bot.clock.now() && after.due > before.due);
    owner.says("/broadcast").await.sees(first_question());
    bot.clock.advance(SignedDuration::from_hours(2));
    bot.delivers().await;
    assert_eq!(got(&bot, "At"), 0, "its old time is no time any more");
    bot.clock.advance(SignedDuration::from_hours(2));
    bot.delivers().await;
    assert_eq!((got(&bot, "At ten"), got(&bot, "At eleven")), (0, 1));
}

#[tokio::test]
async fn those_who_came_since_it_was_planned_get_it_too() {
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    plans(&owner, "At ten", 1).await;
    bot.clock.advance(SignedDuration::from_mins(1));
    readers(&bot, 5001, 1, Lang::En).await;
    changes_text(&owner, 1, "At eleven").await;
    owner.taps(english().campaign_button_send_change(2)).await;
    bot.clock.advance(SignedDuration::from_hours(2));
    bot.delivers().await;
    assert_eq!(got(&bot, "At eleven"), 2);
}

#[tokio::test]
async fn it_goes_out_as_it_was_planned_while_the_change_is_not_confirmed() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 2, Lang::En).await;
    plans(&owner, "At ten", 2).await;
    changes_text(&owner, 1, "At eleven").await;
    let confirmation = owner.first_button();
    bot.clock.advance(SignedDuration::from_hours(2));
    bot.delivers().await;
    assert_eq!((got(&bot, "At ten"), got(&bot, "At eleven")), (2, 0));
    let late = owner.presses(&confirmation).await;
    late.sees(say.campaign_change_begun(1)).sees(say.campaign_line_quote("At eleven"));
    bot.restart().await;
    let draft = owner.says("/broadcast").await;
    draft.sees(say.campaign_change_begun(1)).has_no_button(say.campaign_button_confirm());
    // The draft is not lost: it becomes a broadcast of its own.
    bot.clock.advance(SignedDuration::from_mins(1));
    let new = owner.taps(say.campaign_button_as_new()).await;
    new.opens_with(say.campaign_title()).sees(say.campaign_line_quote("At eleven"));
    owner.taps(say.campaign_button_time()).await;
    owner.taps(say.campaign_button_now()).await;
    confirms(&owner, 2).await.opens_with(say.campaign_launched());
    assert_eq!(campaigns(&bot).await.len(), 2);
}

#[tokio::test]
async fn a_change_of_one_that_was_called_off_becomes_a_new_broadcast() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 2, Lang::En).await;
    plans(&owner, "At ten", 2).await;
    changes_text(&owner, 1, "At eleven").await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_call_off()).await;
    owner.taps(say.campaign_button_call_off_yes()).await.has_no_button(say.campaign_button_change());
    owner.says("/broadcast").await.sees(say.campaign_change_called_off(1));
    owner.taps(say.campaign_button_as_new()).await.opens_with(say.campaign_title());
}

#[tokio::test]
async fn one_that_is_paused_before_it_began_is_changed_and_goes_on() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 2, Lang::En).await;
    plans(&owner, "At ten", 2).await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_pause()).await.has_button(say.campaign_button_change());
    bot.clock.advance(SignedDuration::from_hours(2));
    bot.delivers().await;
    assert_eq!(only(&bot).await.stage, Stage::Paused(Pause::Author));
    changes_text(&owner, 1, "At eleven").await.sees(say.campaign_line_now());
    owner.taps(say.campaign_button_send_change(2)).await.opens_with(say.campaign_change_made(1));
    bot.delivers().await;
    assert_eq!((got(&bot, "At eleven"), only(&bot).await.stage), (2, Stage::Done));
    opens(&owner, 1).await.has_no_button(say.campaign_button_change());
}

#[tokio::test]
async fn another_owner_changes_it_and_answers_for_it_then() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    readers(&bot, 5000, 2, Lang::En).await;
    plans(&olga, "At ten", 2).await;
    changes_text(&olga, 1, "At nine").await;
    let confirmation = olga.first_button();
    bot.clock.advance(SignedDuration::from_mins(1));
    changes_text(&bakyt, 1, "At eleven").await;
    bakyt.taps(say.campaign_button_send_change(2)).await.opens_with(say.campaign_change_made(1));
    assert_eq!((text(&bot).await, only(&bot).await.author), ("At eleven".into(), Some(bot.stored(bakyt.id))));
    // What Olga confirmed was made for the broadcast as it was before.
    let noticed = olga.presses(&confirmation).await;
    noticed.closes_with(say.campaign_changed()).sees(say.campaign_change_changed(1));
    assert_eq!(text(&bot).await, "At eleven");
    olga.taps(say.campaign_button_send_change(2)).await.opens_with(say.campaign_change_made(1));
    assert_eq!((text(&bot).await, only(&bot).await.author), ("At nine".into(), Some(bot.stored(olga.id))));
}

#[tokio::test]
async fn a_pause_between_the_confirmation_and_the_tap_is_noticed() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    readers(&bot, 5000, 2, Lang::En).await;
    plans(&olga, "At ten", 2).await;
    changes_text(&olga, 1, "At nine").await;
    opens(&bakyt, 1).await;
    bakyt.taps(say.campaign_button_pause()).await;
    olga.taps(say.campaign_button_send_change(2)).await.closes_with(say.campaign_changed());
    assert_eq!(only(&bot).await.stage, Stage::Paused(Pause::Author));
}

#[tokio::test]
async fn a_change_waits_for_the_draft_under_way() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    plans(&owner, "At ten", 1).await;
    writes(&owner, "Something else").await;
    changes(&owner, 1).await.closes_with(say.campaign_busy()).sees(say.campaign_line_quote("Something else"));
    owner.taps(has(Lang::En)).await;
    owner.says("/campaigns").await;
    assert_eq!(text(&bot).await, "At ten");
}

#[tokio::test]
async fn a_second_tap_on_a_confirmation_says_that_the_broadcast_is_planned() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    plans(&owner, "At ten", 1).await;
    changes_text(&owner, 1, "At nine").await;
    let confirmation = owner.first_button();
    owner.presses(&confirmation).await.opens_with(say.campaign_change_made(1));
    owner.presses(&confirmation).await.is_alerted(say.campaign_scheduled());
}

#[tokio::test]
async fn a_draft_without_a_version_holds_up_no_change() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    readers(&bot, 5000, 1, Lang::En).await;
    plans(&owner, "At ten", 1).await;
    owner.says("/broadcast").await;
    changes(&owner, 1).await.sees(say.campaign_line_quote("At ten")).does_not_see(say.campaign_busy());
}

/// Answers as the bot does, but the broadcast begins just before the answer that changes it is stored.
fn begins_meanwhile(context: Context, intent: Intent) -> BoxFuture<'static, Answered> {
    Box::pin(async move {
        let (app, now) = (context.app.clone(), context.now);
        let turn = route(context, intent).await?;
        if turn.changes.iter().any(|change| matches!(change, Change::PlanAnew(..))) {
            let campaign = app.store.reader().campaign(CampaignId(1)).await?.expect("a campaign");
            app.store.set_stage(&campaign, Stage::Filling, now).await?;
        }
        Ok(turn)
    })
}

#[tokio::test]
async fn of_a_change_and_the_start_at_the_same_moment_the_first_counts() {
    let say = english();
    let setup = Setup { owners: vec![OWNER], router: begins_meanwhile, ..Setup::default() };
    let bot = TestBot::with(setup).await;
    let owner = bot.reader("Olga").await;
    readers(&bot, 5000, 2, Lang::En).await;
    plans(&owner, "At ten", 2).await;
    changes_text(&owner, 1, "At eleven").await;
    let told = owner.taps(say.campaign_button_send_change(2)).await;
    told.sees(say.campaign_change_begun(1)).does_not_see(say.campaign_change_made(1));
    assert_eq!((text(&bot).await, only(&bot).await.stage), ("At ten".into(), Stage::Filling));
    let counts = bot.service(async |service| service.app().store.counts().await.expect("counts")).await;
    assert_eq!((counts.pending, counts.dead), (0, 0), "nothing failed");
    opens(&owner, 1).await.opens_with(report_title(1, Stage::Filling));
    owner.says("/broadcast").await.sees(say.campaign_line_quote("At eleven"));
}
