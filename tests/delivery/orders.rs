//! What the author says, and what a restart in the middle of it leaves.

use pledge_bot::{
    delivery::Rules,
    domain::{
        ChatId,
        campaign::{Launch, Order, Pause, Reason, Stage, Status},
    },
};

use crate::post_office::{FIRST, PostOffice};

/// A trial of two, so that there is a moment to say something in.
async fn tried(recipients: u32) -> (PostOffice, pledge_bot::domain::CampaignId) {
    let office = PostOffice::ruled(recipients, Rules { trial: 2, ..Rules::default() }).await;
    let id = office.launches(Launch { trial: true, ..office.launch() }).await;
    office.works().await;
    (office, id)
}

#[tokio::test]
async fn a_few_get_it_first_and_the_rest_when_the_author_says_so() {
    let (office, id) = tried(10).await;
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Trial));
    assert_eq!(office.told(), "paused:trial: queued 8, sent 2");
    office.works().await;
    assert_eq!(office.tally(id).await.of(Status::Sent), 2, "nothing goes on by itself");
    office.orders(id, Order::Resume).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 10");
}

#[tokio::test]
async fn what_is_called_off_is_skipped_and_stays_so() {
    let (office, id) = tried(2500).await;
    office.orders(id, Order::Cancel).await;
    office.works().await;
    assert_eq!(office.told(), "cancelled: sent 2, skipped(cancelled) 2498");
    for order in [Order::Resume, Order::Pause, Order::Repeat] {
        office.orders(id, order).await;
        office.works().await;
        assert_eq!(office.stage(id).await, Stage::Cancelled);
    }
    assert_eq!(office.count(id, Status::Skipped, Some(Reason::Cancelled)).await, 2498);
}

#[tokio::test]
async fn a_pause_lasts_over_a_restart() {
    let mut office = PostOffice::with(10).await;
    let id = office.launches(office.launch()).await;
    office.orders(id, Order::Pause).await;
    office.works().await;
    office.restart().await;
    office.works().await;
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Author));
    assert!(office.heard(ChatId(FIRST)).is_empty());
    office.orders(id, Order::Resume).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 10");
}

#[tokio::test]
async fn orders_that_come_too_late_change_nothing() {
    let office = PostOffice::with(3).await;
    let id = office.launches(office.launch()).await;
    office.works().await;
    for order in [Order::Pause, Order::Resume, Order::Cancel] {
        office.orders(id, order).await;
        office.works().await;
        assert_eq!(office.stage(id).await, Stage::Done);
    }
    assert_eq!(office.heard(ChatId(FIRST)).len(), 1);
}
