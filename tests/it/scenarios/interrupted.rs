//! Commands where the bot waits for something else: none of them is ever an answer, and `/cancel` ends what was begun.

use pledge_bot::domain::Lang;

use super::staff::{begins, writes};
use crate::support::chat::{CARD, CONTACT, NAME, REGION, english, say};
use crate::support::test_bot::TestBot;

#[tokio::test]
async fn a_command_that_the_bot_does_not_know_is_no_name() {
    let say = english();
    let bot = TestBot::new().await;
    for (step, answer) in [(NAME, "Aigul"), (CONTACT, "aigul@example.org")] {
        let aigul = bot.reader("Aigul").await;
        aigul.supports_up_to(step).await;
        for command in
            ["/skip", "/back", "/menu", "/broadcast", "/campaigns", "/export", "/deadlines\ndate: 2027-03-01"]
        {
            aigul.says(command).await.opens_with(say.home_unknown_command());
        }
        aigul.says(answer).await.asks(CARD);
    }
}

#[tokio::test]
async fn cancel_leaves_a_question_and_nothing_that_was_given_is_lost() {
    let bot = TestBot::new().await;
    for lang in Lang::ALL {
        let say = say(lang);
        for step in [REGION, NAME, CONTACT] {
            let aigul = bot.person("Aigul", "en");
            aigul.starts(lang).await;
            aigul.supports_up_to(step).await;
            aigul.says("/cancel").await.opens_with(say.home_cancelled());
            aigul.says("Aigul").await.is_short(say.home_hint());
            aigul.says("/cancel").await.is_short(say.home_nothing_to_cancel());
            aigul.says("/support").await.opens_with(say.sign_up_already());
        }
    }
    assert_eq!(bot.supporters().await, 9);
}

#[tokio::test]
async fn a_command_is_no_time_zone_and_cancel_ends_the_question() {
    let say = english();
    let bot = TestBot::new().await;
    let aigul = bot.reader("Aigul").await;
    aigul.presses_data("o:zone").await.opens_with(say.reminders_zone_ask());
    aigul.says("/skip").await.opens_with(say.home_unknown_command());
    aigul.says("/cancel").await.is_short(say.home_cancelled());
    aigul.says("Osh").await.is_short(say.home_hint());
}

#[tokio::test]
async fn an_owner_who_cancels_a_version_sends_cancel_to_nobody() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    begins(&owner).await;
    owner.says("/cancel").await.opens_with(say.campaign_discarded());
    owner.says("/cancel").await.is_short(say.home_nothing_to_cancel());
    owner.says("We meet on Friday").await.is_short(say.home_hint());
    let drafts = bot
        .service(async |service| service.app().store.reader().campaigns(9).await.expect("campaigns"))
        .await;
    assert!(drafts.is_empty());
}

#[tokio::test]
async fn a_draft_with_versions_is_not_lost_by_one_command() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    writes(&owner, "We meet on Friday").await;
    owner.taps(say.campaign_button_time()).await;
    owner.says("/cancel").await.opens_with(say.campaign_discard_ask());
    // It waits for nothing any more.
    owner.says("tomorrow").await.is_short(say.home_hint());
    owner.says("/broadcast").await.sees(say.campaign_title());
    owner.says("/cancel").await;
    owner.taps(say.campaign_button_discard_yes()).await.opens_with(say.campaign_discarded());
    drop(bot);
}

#[tokio::test]
async fn a_command_that_the_bot_does_not_know_is_no_version() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    begins(&owner).await;
    for command in ["/skip", "/nosuchthing", "/menu and more"] {
        let heard = owner.says(command).await;
        heard.opens_with(say.home_unknown_command()).has_button(say.campaign_button_draft());
    }
    owner.says("We meet on Friday").await.sees(say.campaign_line_quote("We meet on Friday"));
    drop(bot);
}

#[tokio::test]
async fn a_form_is_cancelled_before_it_takes_effect() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner
        .says("/deadlines\ndate: 2027-03-06\nky: Отчет\nru: Отчёт\nen: Report")
        .await
        .sees(say.staff_deadline_ask());
    let yes = owner.first_button();
    owner.says("/cancel").await.opens_with(say.form_dropped());
    owner.presses(&yes).await.is_noted(say.campaign_gone_toast());
    drop(bot);
}

#[tokio::test]
async fn staffs_commands_are_staffs_while_they_are_asked_for_their_own_name() {
    let say = english();
    let (bot, owner) = TestBot::with_owner().await;
    owner.supports_up_to(NAME).await;
    owner.says("/broadcast").await.sees(say.campaign_title());
    owner.says("/support").await.has_line(say.sign_up_line_no_name());
    drop(bot);
}
