//! A campaign goes out only while somebody who may send answers for it.

use pledge_bot::domain::ChatId;
use pledge_bot::domain::campaign::{CampaignKind, Launch, Order, Pause, Stage};
use pledge_bot::store::Change;

use crate::support::delivery_harness::{AUTHOR, DeliveryHarness, FIRST};

const FORMER: ChatId = ChatId::new(901);

#[tokio::test]
async fn whatever_a_former_owner_planned_is_paused_at_every_stage() {
    let harness = DeliveryHarness::with(3).await;
    let sent = harness.launches(harness.launch()).await;
    let other = harness.launches(harness.launch()).await;
    harness.works().await;
    let by_former = |kind| Launch { author: Some(FORMER), kind, ..harness.launch() };
    let new = harness.launches(by_former(CampaignKind::Send)).await;
    let correction = harness.launches(by_former(CampaignKind::Replace(sent))).await;
    let take_back = harness.launches(by_former(CampaignKind::Delete(other))).await;
    let due = harness.clock.now() + jiff::SignedDuration::from_hours(5);
    let later = harness.launches(Launch { due, ..by_former(CampaignKind::Send) }).await;
    let rests = harness.launches(Launch { due, ..by_former(CampaignKind::Send) }).await;
    harness.orders(rests, Order::Pause).await;
    let running = harness.launches(by_former(CampaignKind::Send)).await;
    let campaign = harness.store.reader().campaign(running).await.expect("read").expect("launched");
    harness.store.set_stage(&campaign, Stage::Running, harness.clock.now()).await.expect("set");
    let told = harness.heard(AUTHOR).len();
    harness.works().await;
    harness.works().await;
    for id in [new, correction, take_back, later, rests, running] {
        assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Permission), "{id:?}");
    }
    assert_eq!(harness.heard(AUTHOR).len(), told + 6, "the owner hears of each, once");
    assert!(harness.heard(FORMER).is_empty(), "the former owner hears nothing");
    assert_eq!(harness.heard(ChatId::new(FIRST)).len(), 2, "what the owner sent");
}

#[tokio::test]
async fn the_owner_who_lets_it_go_on_answers_for_it() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(Launch { author: Some(FORMER), ..harness.launch() }).await;
    harness.works().await;
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3");
    let campaign = harness.store.reader().campaign(id).await.expect("read").expect("launched");
    assert_eq!(campaign.author, Some(harness.store.stored_id(AUTHOR)));
}

#[tokio::test]
async fn an_author_who_erases_themselves_midway_sends_nothing_more() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    let campaign = async || harness.store.reader().campaign(id).await.expect("read").expect("launched");
    let now = harness.clock.now();
    harness.store.set_stage(&campaign().await, Stage::Filling, now).await.expect("set");
    assert!(harness.store.fill(&campaign().await, now).await.expect("filled"));
    harness.store.set_stage(&campaign().await, Stage::Running, now).await.expect("set");
    let before = campaign().await;
    harness.change(AUTHOR, vec![Change::Erase]).await;
    let claimed = harness.store.deliver(&before, Vec::new(), 3, now).await.expect("tried");
    assert!(claimed.claims.is_empty(), "a claim looks at the author again");
    assert_eq!(campaign().await.author, None);
    assert_eq!(harness.rows("SELECT COUNT(*) FROM campaigns WHERE author IS NOT NULL").await, 0);
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Permission));
}
