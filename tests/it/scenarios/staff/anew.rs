//! A new draft begins with a past broadcast, and nobody's work is lost on the way.

use pledge_bot::domain::campaign::Stage;
use pledge_bot::domain::{Lang, Topic};
use sqlx::Connection as _;

use super::{begins, campaigns, confirms, content, first_question, opens, readers, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

/// A broadcast with a link button to supporters of the topic Calls in English, which is due at a set time.
async fn planned(bot: &TestBot, owner: &Person) {
    let say = english();
    readers(bot, 5000, 2, Lang::En).await;
    begins(owner).await;
    owner.says("Meeting at 18:00").await;
    owner.taps(say.campaign_button_links()).await;
    owner.says("Join - https://example.org/join").await;
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(say.campaign_button_audience()).await;
    owner.taps(say.language_name()).await;
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(say.campaign_button_options()).await;
    owner.taps(say.campaign_button_silent()).await;
    owner.taps(say.campaign_button_draft()).await;
    owner.taps(say.campaign_button_time()).await;
    owner.says("2026-11-25 12:30").await;
    owner.taps(say.campaign_button_confirm()).await;
    let send = owner.first_button();
    owner.presses(&send).await.opens_with(say.campaign_scheduled());
}

#[tokio::test]
async fn a_new_draft_has_everything_of_it_but_the_time() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    planned(&bot, &owner).await;
    let planned = campaigns(&bot).await.remove(0);
    opens(&owner, 1).await;
    let draft = owner.taps(say.campaign_button_from()).await;
    draft.closes_with(say.campaign_from(1)).sees(say.campaign_title()).has_line(say.campaign_line_now());
    draft.sees(say.campaign_line_lang(&say.language_name())).has_line(say.campaign_line_silent());
    bot.restart().await;
    owner.says("/broadcast").await.sees(say.campaign_line_quote("Meeting at 18:00"));
    owner.taps(say.campaign_button_confirm()).await;
    let send = owner.first_button();
    owner.presses(&send).await.opens_with(say.campaign_launched());
    let all = campaigns(&bot).await;
    assert_eq!((all.len(), &all[0].audience), (2, &planned.audience));
    assert_eq!(content(&bot, &all[0]).await, content(&bot, &planned).await);
    assert_eq!(all[1], planned, "the planned one stays as it is");
}

#[tokio::test]
async fn it_begins_with_what_was_sent_corrected_called_off_or_taken_back() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    let reader = bot.reader("Bakyt").await;
    reader.switches_on(Topic::News).await;
    writes(&owner, "Meeting at 18:00").await;
    confirms(&owner, 1).await;
    bot.delivers().await;
    opens(&owner, 1).await;
    super::corrects(&owner, "Meeting at 19:00", 1).await;
    bot.delivers().await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_take_back()).await;
    owner.taps(say.campaign_button_take_back_yes()).await;
    bot.delivers().await;
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_from()).await.sees(say.campaign_line_quote("Meeting at 19:00"));
    owner.taps(say.campaign_button_confirm()).await;
    let send = owner.first_button();
    owner.presses(&send).await;
    opens(&owner, 4).await;
    owner.taps(say.campaign_button_call_off()).await;
    owner.taps(say.campaign_button_call_off_yes()).await;
    assert_eq!(campaigns(&bot).await[0].stage, Stage::Cancelled);
    owner.taps(say.campaign_button_from()).await.closes_with(say.campaign_from(4));
    // A correction or a deletion is no broadcast to begin with.
    opens(&owner, 2).await.has_no_button(say.campaign_button_from());
}

#[tokio::test]
async fn a_draft_under_way_is_asked_about_first() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    planned(&bot, &owner).await;
    bot.clock.advance(jiff::SignedDuration::from_secs(1));
    writes(&owner, "Something else").await;
    opens(&owner, 1).await;
    let asked = owner.taps(say.campaign_button_from()).await;
    asked.opens_with(say.campaign_from_ask(1)).sees(say.campaign_line_quote("Something else"));
    let yes = owner.first_button();
    owner.taps(say.campaign_button_draft()).await.sees(say.campaign_line_quote("Something else"));
    bot.clock.advance(jiff::SignedDuration::from_secs(1));
    owner.presses(&yes).await.sees(say.campaign_line_quote("Meeting at 18:00"));
    // A second tap touches no other draft than the one that was asked about.
    super::rewrites(&owner, "Meeting at 20:00").await;
    owner.presses(&yes).await.opens_with(say.campaign_from_ask(1)).sees("Meeting at 20:00");
    // Nothing is lost with a draft that has no version yet.
    owner.says("/broadcast").await;
    owner.taps(say.campaign_button_discard()).await;
    owner.taps(say.campaign_button_discard_yes()).await;
    owner.says("/broadcast").await.sees(first_question());
    opens(&owner, 1).await;
    owner.taps(say.campaign_button_from()).await.closes_with(say.campaign_from(1));
}

#[tokio::test]
async fn what_can_not_be_read_any_more_is_said() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    planned(&bot, &owner).await;
    // An earlier version of the bot lost its key, and with it what was sealed.
    let mut db = bot.database().await;
    sqlx::query("UPDATE campaigns SET sealed = X'02'").execute(&mut db).await.expect("changed");
    db.close().await.expect("closed");
    for button in [say.campaign_button_from(), say.campaign_button_change()] {
        opens(&owner, 1).await;
        owner.taps(button).await.is_alerted(say.campaign_unreadable_toast());
    }
}
