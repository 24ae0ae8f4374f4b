//! A planned campaign is changed in place, by whoever comes first: the change or the start.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::{Launch, Order, PlanState, Stage};
use pledge_bot::domain::{Campaign, CampaignId, ChatId, ChatKind, Lang, MessageId};
use pledge_bot::store::{Change, ChangeSet, StoreError};

use crate::support::campaign::content;
use crate::support::delivery_harness::{AUTHOR, DeliveryHarness, FIRST};

/// A campaign to three readers, planned for the next hour.
async fn planned() -> (DeliveryHarness, Campaign) {
    let harness = DeliveryHarness::with(3).await;
    let due = harness.clock.now() + SignedDuration::from_hours(1);
    let id = harness.launches(Launch { due, ..harness.launch() }).await;
    let campaign = read(&harness, id).await;
    // Nothing happens in the same millisecond.
    harness.later(SignedDuration::from_secs(1));
    (harness, campaign)
}

async fn read(harness: &DeliveryHarness, id: CampaignId) -> Campaign {
    harness.store.reader().campaign(id).await.expect("it is read").expect("there is one")
}

/// Plans the campaign for the hour after the next, with another text, together with another change of the same turn.
async fn plans_anew(harness: &DeliveryHarness, id: CampaignId, was: PlanState) -> Result<(), StoreError> {
    let now = harness.clock.now();
    let due = now + SignedDuration::from_hours(2);
    let launch = Launch { due, content: content(&[(Lang::En, "Anew")]), ..harness.launch() };
    let other = Change::SetScreen(Some(MessageId(7)));
    let list = vec![other, Change::PlanAnew(id, was, Box::new(launch), now)];
    harness.store.commit(None, Some(ChangeSet { chat: AUTHOR, list })).await
}

#[tokio::test]
async fn a_change_that_comes_after_the_start_changes_nothing_at_all() {
    let (harness, campaign) = planned().await;
    harness.change(AUTHOR, vec![Change::Meet(ChatKind::Private)]).await;
    harness.later(SignedDuration::from_hours(1));
    harness.works().await;
    for was in [campaign.plan_state(), read(&harness, campaign.id).await.plan_state()] {
        let refused = plans_anew(&harness, campaign.id, was).await;
        assert!(matches!(refused, Err(StoreError::Overtaken)), "{refused:?}");
    }
    let author = harness.store.snapshot(AUTHOR).await.expect("read").chat.expect("known");
    assert_eq!(author.screen, None, "the rest of the turn is not stored either");
    assert_eq!(harness.heard(ChatId::new(FIRST)), ["Hello\n\n/stop en 1"]);
}

#[tokio::test]
async fn a_change_that_was_confirmed_for_another_state_is_refused() {
    let (harness, campaign) = planned().await;
    plans_anew(&harness, campaign.id, campaign.plan_state()).await.expect("the first");
    let second = plans_anew(&harness, campaign.id, campaign.plan_state()).await;
    assert!(matches!(second, Err(StoreError::Overtaken)), "{second:?}");
    harness.orders(campaign.id, Order::Pause).await;
    let was = PlanState { stage: Stage::Scheduled, ..read(&harness, campaign.id).await.plan_state() };
    let paused = plans_anew(&harness, campaign.id, was).await;
    assert!(matches!(paused, Err(StoreError::Overtaken)), "{paused:?}");
}

#[tokio::test]
async fn a_start_that_comes_after_the_change_waits_for_the_new_time() {
    let (harness, old) = planned().await;
    plans_anew(&harness, old.id, old.plan_state()).await.expect("planned anew");
    harness.later(SignedDuration::from_hours(1));
    let now = harness.clock.now();
    // An engine that read the campaign before the change.
    assert!(!harness.store.set_stage(&old, Stage::Filling, now).await.expect("asked"));
    assert!(!harness.store.fill(&old, now).await.expect("asked"));
    let campaign = read(&harness, old.id).await;
    assert_eq!((campaign.stage, campaign.begun), (Stage::Scheduled, false));
    harness.works().await;
    assert!(harness.heard(ChatId::new(FIRST)).is_empty());
    harness.later(SignedDuration::from_hours(1));
    harness.works().await;
    assert_eq!(harness.heard(ChatId::new(FIRST)), ["Anew\n\n/stop en 1"]);
}

#[tokio::test]
async fn one_that_was_written_down_in_part_can_not_be_changed_however_it_waits() {
    let (harness, campaign) = planned().await;
    harness.later(SignedDuration::from_hours(1));
    harness.store.set_stage(&campaign, Stage::Filling, harness.clock.now()).await.expect("set");
    let filling = read(&harness, campaign.id).await;
    harness.store.fill(&filling, harness.clock.now()).await.expect("filled");
    for order in [Order::Pause, Order::Resume] {
        harness.orders(campaign.id, order).await;
        let now = read(&harness, campaign.id).await;
        assert!(now.begun && !now.can_be_planned_anew(), "{:?}", now.stage);
        let refused = plans_anew(&harness, campaign.id, now.plan_state()).await;
        assert!(matches!(refused, Err(StoreError::Overtaken)), "{refused:?}");
    }
}

#[tokio::test]
async fn one_that_found_nobody_at_first_goes_to_those_of_the_new_time() {
    let harness = DeliveryHarness::with(0).await;
    let id = harness.launches(harness.launch()).await;
    harness
        .store
        .set_stage(&read(&harness, id).await, Stage::Filling, harness.clock.now())
        .await
        .expect("set");
    let filling = read(&harness, id).await;
    assert!(harness.store.fill(&filling, harness.clock.now()).await.expect("filled"));
    harness.orders(id, Order::Pause).await;
    harness.emulator.crowd(FIRST, 1, "en").expect("people");
    harness.subscribes(ChatId::new(FIRST), Lang::En).await;
    harness.later(SignedDuration::from_secs(1));
    plans_anew(&harness, id, read(&harness, id).await.plan_state()).await.expect("planned anew");
    harness.later(SignedDuration::from_hours(2));
    harness.works().await;
    assert_eq!(harness.heard(ChatId::new(FIRST)), ["Anew\n\n/stop en 1"]);
}
