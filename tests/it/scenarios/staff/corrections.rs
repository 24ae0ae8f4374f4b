//! Corrections whose broadcast has changed since they were begun.

use std::sync::Arc;

use jiff::SignedDuration;
use pledge_bot::domain::Lang;
use pledge_bot::domain::campaign::Stage;

use super::{campaigns, confirms, confirms_correction, opens, readers, sends_unsure, two_owners, writes};
use crate::support::chat::{Person, english};
use crate::support::test_bot::TestBot;

/// Begins a correction of №1 with this text.
async fn corrects(owner: &Person, text: &str) {
    opens(owner, 1).await;
    owner.taps(english().campaign_button_correct()).await;
    owner.says(text).await;
    owner.taps(english().campaign_button_draft()).await;
}

/// Takes №1 back.
async fn takes_back(owner: &Person) {
    opens(owner, 1).await;
    owner.taps(english().campaign_button_take_back()).await;
    let begun = owner.taps(english().campaign_button_take_back_yes()).await;
    begun.opens_with(english().campaign_launched_take_back());
}

/// Two owners, and №1, which two readers got.
async fn sent() -> (Arc<TestBot>, Person, Person) {
    let (bot, olga, bakyt) = two_owners().await;
    readers(&bot, 5000, 2, Lang::En).await;
    writes(&olga, "Meeting at 18:00").await;
    confirms(&olga, 2).await;
    bot.delivers().await;
    bot.clock.advance(SignedDuration::from_secs(1));
    (bot, olga, bakyt)
}

#[tokio::test]
async fn a_correction_of_what_was_taken_back_cant_be_sent_and_says_why() {
    let say = english();
    let (bot, olga, bakyt) = sent().await;
    corrects(&olga, "Meeting at 19:00").await;
    olga.taps(say.campaign_button_confirm()).await;
    let confirmation = olga.first_button();
    takes_back(&bakyt).await;
    let reason = || say.campaign_correct_taken_back(1, 2);
    // The confirmation is void, and nothing that leads to another stays.
    olga.presses(&confirmation).await.sees(reason()).has_no_button(say.campaign_button_confirm());
    bot.delivers().await;
    let draft = olga.says("/broadcast").await;
    draft
        .sees(reason())
        .does_not_see(say.campaign_line_count(2))
        .has_no_button(say.campaign_button_preview());
    let confirm = format!("d:s:{}:confirm", bot.clock.now().as_second());
    olga.presses_data(&confirm).await.has_no_button(say.campaign_button_correct_yes());
    olga.newest_has(reason());
    assert_eq!(campaigns(&bot).await.len(), 2, "only the deletion");
    // Nor can another one be begun.
    opens(&bakyt, 1)
        .await
        .has_no_button(say.campaign_button_correct())
        .has_no_button(say.campaign_button_take_back());
    bakyt.presses_data("d:correct:1").await.opens_with(reason());
    olga.says("/broadcast").await;
    olga.taps(say.campaign_button_discard()).await;
    olga.taps(say.campaign_button_discard_yes()).await.opens_with(say.campaign_discarded());
}

#[tokio::test]
async fn a_deletion_that_was_called_off_leaves_the_correction_as_it_was() {
    let say = english();
    let (bot, olga, bakyt) = sent().await;
    corrects(&olga, "Meeting at 19:00").await;
    takes_back(&bakyt).await;
    bakyt.presses_data("d:order:2:cancel:0").await;
    olga.says("/broadcast").await.has_line(say.campaign_line_count(2));
    confirms_correction(&olga, 1, 2).await.opens_with(say.campaign_launched_correction());
    assert_eq!(campaigns(&bot).await.len(), 3);
}

#[tokio::test]
async fn a_correction_that_a_colleague_sent_meanwhile_is_named_before_it_is_replaced() {
    let say = english();
    let (bot, olga, bakyt) = sent().await;
    corrects(&olga, "Meeting at 19:00").await;
    olga.taps(say.campaign_button_confirm()).await;
    let confirmation = olga.first_button();
    bot.clock.advance(SignedDuration::from_secs(1));
    corrects(&bakyt, "Meeting at 20:00").await;
    confirms_correction(&bakyt, 1, 2).await;
    let warning = || say.campaign_warn_corrected(1, 2);
    olga.presses(&confirmation).await.closes_with(say.campaign_changed()).sees(warning());
    olga.says("/broadcast").await.sees(warning());
    confirms_correction(&olga, 1, 2).await.opens_with(say.campaign_launched_correction());
    assert_eq!(campaigns(&bot).await[1].stage, Stage::Cancelled, "the newer one counts");
}

#[tokio::test]
async fn what_is_being_sent_again_is_not_corrected_meanwhile() {
    let say = english();
    let (bot, olga, bakyt) = two_owners().await;
    sends_unsure(&bot, &olga, "Meeting at 18:00", 2).await;
    corrects(&olga, "Meeting at 19:00").await;
    opens(&bakyt, 1).await;
    bakyt.taps(say.campaign_button_repeat()).await;
    bakyt.taps(say.campaign_button_repeat()).await;
    olga.says("/broadcast").await.sees(say.campaign_correct_under_way(1));
    bot.delivers().await;
    olga.says("/broadcast").await.has_line(say.campaign_line_count(2));
}

#[tokio::test]
async fn what_nobody_knows_the_recipients_of_is_not_corrected_by_a_draft_of_before() {
    let say = english();
    let (bot, olga, _) = sent().await;
    corrects(&olga, "Meeting at 19:00").await;
    let keep = pledge_bot::domain::Retention::default();
    let later = bot.clock.now() + keep.deliveries + SignedDuration::from_hours(1);
    bot.service(async |service| {
        // The first sweep removes the deliveries, the second notes that none is left.
        for _ in 0..2 {
            service.app().store.sweep(later, &keep).await.expect("swept");
        }
    })
    .await;
    olga.says("/broadcast")
        .await
        .sees(say.campaign_correct_unknown(1))
        .has_no_button(say.campaign_button_confirm());
}
