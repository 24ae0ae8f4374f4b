//! Deliveries as a person's data: shown to the person, and reduced to plain counts later.

use jiff::SignedDuration;
use pledge_bot::domain::campaign::DeliveryStatus;
use pledge_bot::domain::{ChatId, MessageId, Retention};
use pledge_bot::store::Change;

use crate::support::delivery_harness::{DeliveryHarness, FIRST};

#[tokio::test]
async fn a_person_sees_what_was_sent_to_them_until_they_erase_it() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    let chat = ChatId::new(FIRST);
    let kept = harness.store.personal_data(chat).await.expect("read");
    let sent = harness.events(chat, "sent")[0].message_id().expect("a message");
    assert_eq!(kept.deliveries.len(), 1);
    let delivery = &kept.deliveries[0];
    assert_eq!((delivery.campaign, delivery.status, delivery.reason), (id, DeliveryStatus::Sent, None));
    assert_eq!(delivery.messages, [MessageId(sent)]);

    let before = harness.tally(id).await;
    harness.change(chat, vec![Change::Erase]).await;
    assert!(harness.store.personal_data(chat).await.expect("read").deliveries.is_empty());
    assert_eq!(harness.tally(id).await, before, "the counts stay");
}

#[tokio::test]
async fn an_unreachable_chat_that_is_deleted_leaves_counts() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    let (chat, keep) = (ChatId::new(FIRST), Retention::new(24, 7, 1, 90));
    harness.change(chat, vec![Change::MarkUnreachable]).await;
    let before = harness.tally(id).await;
    let now = harness.clock.now();
    harness.store.sweep(now, &keep).await.expect("swept");
    let swept = harness.store.sweep(now + SignedDuration::from_hours(24), &keep).await.expect("swept");
    assert_eq!(swept.chats, 1);
    assert!(harness.store.personal_data(chat).await.expect("read").deliveries.is_empty());
    assert_eq!(harness.tally(id).await, before);
}

#[tokio::test]
async fn deliveries_are_archived_as_counts_after_their_time() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    let (before, keep, ended) = (harness.tally(id).await, Retention::default(), harness.clock.now());
    let chat = ChatId::new(FIRST);
    let swept = harness.store.sweep(ended + keep.deliveries, &keep).await.expect("swept");
    assert_eq!(swept.deliveries, 0, "not a moment too early");
    assert_eq!(harness.store.personal_data(chat).await.expect("read").deliveries.len(), 1);

    let later = ended + keep.deliveries + SignedDuration::from_millis(1);
    let swept = harness.store.sweep(later, &keep).await.expect("swept");
    assert_eq!(swept.deliveries, 3);
    assert!(harness.store.personal_data(chat).await.expect("read").deliveries.is_empty());
    assert_eq!(harness.tally(id).await, before, "the counts stay");
    assert_eq!(harness.store.sweep(later, &keep).await.expect("swept").deliveries, 0, "once");
}
