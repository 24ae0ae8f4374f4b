//! Orders of the author, also across a restart.

use jiff::SignedDuration;
use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::domain::campaign::{Audience, DeliveryStatus, Launch, Order, Pause, Reason, Stage};
use pledge_bot::domain::{CampaignId, ChatId, Topic};
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::store::Change;

use crate::support::delivery_harness::{AUTHOR, DeliveryHarness, FIRST};

/// A campaign that waits after its trial of two, so that the author can give an order.
async fn tried(recipients: u32) -> (DeliveryHarness, CampaignId) {
    let harness =
        DeliveryHarness::ruled(recipients, DeliveryPolicy { trial: 2, ..DeliveryPolicy::default() }).await;
    let id = harness.launches(Launch { trial: true, ..harness.launch() }).await;
    harness.works().await;
    (harness, id)
}

#[tokio::test]
async fn a_trial_goes_to_a_few_and_to_the_rest_on_order() {
    let (harness, id) = tried(10).await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Trial));
    assert_eq!(harness.told(), "paused:trial: queued 8, sent 2");
    harness.works().await;
    assert_eq!(harness.tally(id).await.of(DeliveryStatus::Sent), 2, "nothing goes on by itself");
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 10");
}

#[tokio::test]
async fn a_cancelled_campaign_is_skipped_and_stays_cancelled() {
    let (harness, id) = tried(2500).await;
    harness.orders(id, Order::Cancel).await;
    harness.works().await;
    assert_eq!(harness.told(), "cancelled: sent 2, skipped(cancelled) 2498");
    for order in [Order::Resume, Order::Pause, Order::Repeat] {
        harness.orders(id, order).await;
        harness.works().await;
        assert_eq!(harness.stage(id).await, Stage::Cancelled);
    }
    assert_eq!(harness.count(id, DeliveryStatus::Skipped, Some(Reason::Cancelled)).await, 2498);
}

#[tokio::test]
async fn a_pause_lasts_over_a_restart() {
    let mut harness = DeliveryHarness::with(10).await;
    let id = harness.launches(harness.launch()).await;
    harness.orders(id, Order::Pause).await;
    harness.works().await;
    harness.restart().await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Author));
    assert!(harness.heard(ChatId::new(FIRST)).is_empty());
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 10");
}

#[tokio::test]
async fn orders_that_come_too_late_change_nothing() {
    let harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    for order in [Order::Pause, Order::Resume, Order::Cancel] {
        harness.orders(id, order).await;
        harness.works().await;
        assert_eq!(harness.stage(id).await, Stage::Done);
    }
    assert_eq!(harness.heard(ChatId::new(FIRST)).len(), 1);
}

/// The place of a campaign's first or last message among all events.
fn place(harness: &DeliveryHarness, id: CampaignId, last: bool) -> Option<u64> {
    let code = format!("/stop en {}", id.0);
    let events = harness.emulator.events_after(0).expect("all are kept");
    let mut places = events.into_iter().filter(|event| event.text().ends_with(&code)).map(|event| event.seq);
    if last { places.next_back() } else { places.next() }
}

#[tokio::test]
async fn an_urgent_campaign_does_not_wait_for_the_end_of_a_long_one() {
    let harness = DeliveryHarness::with(2500).await;
    let reader = ChatId::new(FIRST + 7);
    harness.change(reader, vec![Change::SetTopic(Topic::Calls, true, harness.clock.now())]).await;
    let long = harness.launches(harness.launch()).await;
    let urgent = Launch { urgent: true, audience: Audience::of(Topic::Calls), ..harness.launch() };
    let meanwhile = async {
        let begun = |event: &EmulatorEvent| event.kind == "sent" && event.chat >= FIRST;
        harness.emulator.next_event(0, begun).await.expect("the long one has begun");
        harness.launches(urgent).await
    };
    let (_, urgent) = tokio::join!(harness.works(), meanwhile);
    harness.works().await;
    assert!(
        place(&harness, urgent, false) < place(&harness, long, true),
        "it came after all of the long one"
    );
    assert_eq!(harness.tally(long).await.of(DeliveryStatus::Sent), 2500);
}

#[tokio::test]
async fn an_urgent_campaign_that_falls_due_does_not_wait_for_the_end_of_a_long_one() {
    let harness = DeliveryHarness::with(2500).await;
    harness.change(ChatId::new(FIRST), vec![Change::SetTopic(Topic::Calls, true, harness.clock.now())]).await;
    let long = harness.launches(harness.launch()).await;
    let due = harness.clock.now() + SignedDuration::from_mins(10);
    let audience = Audience::of(Topic::Calls);
    let planned = harness.launches(Launch { due, urgent: true, audience, ..harness.launch() }).await;
    let meanwhile = async {
        let begun = |event: &EmulatorEvent| event.kind == "sent" && event.chat >= FIRST;
        harness.emulator.next_event(0, begun).await.expect("the long one has begun");
        harness.later(SignedDuration::from_mins(10));
    };
    tokio::join!(harness.works(), meanwhile);
    harness.works().await;
    let (first, last) = (place(&harness, planned, false), place(&harness, long, true));
    assert!(first.is_some() && first < last, "it came after all of the long one");
}

#[tokio::test]
async fn the_report_of_an_early_cancellation_counts_the_whole_audience() {
    let harness = DeliveryHarness::with(1200).await;
    let id = harness.launches(harness.launch()).await;
    let campaign = harness.store.reader().campaign(id).await.expect("read").expect("launched");
    harness.store.set_stage(&campaign, Stage::Filling, harness.clock.now()).await.expect("stored");
    assert!(!harness.store.fill(&campaign, harness.clock.now()).await.expect("filled"), "there are more");
    harness.orders(id, Order::Cancel).await;
    harness.works().await;
    assert_eq!(harness.told(), "cancelled: skipped(cancelled) 1200");
}

#[tokio::test]
async fn an_order_takes_effect_while_the_report_is_being_sent() {
    let harness = DeliveryHarness::with(3).await;
    let _ = harness.emulator.fault(InjectedFault::new(FaultKind::Reset).after().chat(FIRST));
    let id = harness.launches(harness.launch()).await;
    // The report itself is slow.
    let slow =
        InjectedFault::new(FaultKind::Delay).chat(AUTHOR.telegram_number()).method("sendMessage").after();
    let ordered = async {
        let sent = |event: &EmulatorEvent| event.kind == "sent" && event.chat == AUTHOR.telegram_number();
        harness.emulator.next_event(0, sent).await.expect("progress");
        let seq = harness.emulator.seq();
        let _ = harness.emulator.fault(slow);
        let done = |event: &EmulatorEvent| sent(event) && event.text().starts_with("done");
        harness.emulator.next_event(seq, done).await.expect("the report");
        harness.orders(id, Order::Repeat).await;
        harness.emulator.clear_faults();
    };
    tokio::join!(harness.works(), ordered);
    harness.works().await;
    assert_eq!(harness.tally(id).await.open(), 0);
    assert_eq!(harness.told(), "done: sent 3");
}

#[tokio::test]
async fn two_campaigns_that_take_turns_report_no_more_often_than_one() {
    let harness = DeliveryHarness::with(2500).await;
    for _ in 0..2 {
        harness.launches(harness.launch()).await;
    }
    harness.works().await;
    // The clock stands still, so each author gets one progress message and one report.
    assert_eq!(harness.heard(AUTHOR).len(), 4);
    let edits = harness.events(AUTHOR, "edited");
    let texts: Vec<_> = edits.iter().filter(|event| event.method == Some("editMessageText")).collect();
    assert!(texts.is_empty(), "{texts:?}");
}
