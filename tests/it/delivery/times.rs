//! The time of a campaign: when it is due, not at night, and not long after it was due.

use jiff::SignedDuration;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::domain::campaign::{Launch, Order, Pause, Stage};
use pledge_bot::domain::{ChatId, QuietHours};
use pledge_bot::emulator::{FaultKind, FloodLimits, InjectedFault};
use pledge_bot::store::{Delivered, Outcome};

use crate::support::delivery_harness::{DeliveryHarness, FIRST};

fn nights() -> DeliveryPolicy {
    let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
    let quiet = QuietHours { from: Time::constant(22, 0, 0, 0), until: Time::constant(8, 0, 0, 0), zone };
    DeliveryPolicy { quiet: Some(quiet), ..DeliveryPolicy::default() }
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

#[tokio::test]
async fn a_campaign_waits_for_its_time() {
    let mut harness = DeliveryHarness::with(3).await;
    let due = harness.clock.now() + hours(5);
    let id = harness.launches(Launch { due, ..harness.launch() }).await;
    assert_eq!(harness.works().await, Some(due));
    assert_eq!(harness.stage(id).await, Stage::Scheduled);
    harness.later(hours(2));
    harness.restart().await;
    assert_eq!(harness.works().await, Some(due), "a restart changes nothing");
    harness.later(hours(3));
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3");
}

#[tokio::test]
async fn a_campaign_that_is_late_after_a_sleep_waits_for_an_order() {
    let mut harness = DeliveryHarness::with(3).await;
    let due = harness.clock.now() + hours(1);
    let id = harness.launches(Launch { due, ..harness.launch() }).await;
    harness.later(hours(3));
    harness.restart().await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Late));
    assert!(harness.told().starts_with("paused:late"));
    assert!(harness.heard(ChatId::new(FIRST)).is_empty());
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3");
}

#[tokio::test]
async fn a_campaign_that_is_a_little_late_goes_out() {
    let mut harness = DeliveryHarness::with(3).await;
    let due = harness.clock.now() + hours(1);
    harness.launches(Launch { due, ..harness.launch() }).await;
    harness.later(hours(2));
    harness.restart().await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3");
}

#[tokio::test]
async fn only_urgent_campaigns_go_out_at_night() {
    let harness = DeliveryHarness::ruled(3, nights()).await;
    // From eleven in the morning to eleven in the evening.
    harness.later(hours(12));
    let id = harness.launches(harness.launch()).await;
    let urgent = harness.launches(Launch { urgent: true, ..harness.launch() }).await;
    let morning = harness.works().await.expect("it waits for the morning");
    assert_eq!(morning.to_string(), "2026-11-26T02:00:00Z");
    assert_eq!(harness.stage(urgent).await, Stage::Done);
    assert_eq!(harness.stage(id).await, Stage::Scheduled);
    harness.later(hours(9));
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Done);
}

#[tokio::test]
async fn quiet_hours_are_no_delay() {
    let mut harness = DeliveryHarness::ruled(3, nights()).await;
    harness.later(hours(12));
    let id = harness.launches(harness.launch()).await;
    harness.works().await;
    harness.later(hours(9));
    harness.restart().await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Done);
}

#[tokio::test]
async fn a_campaign_from_a_backup_waits_for_an_order() {
    let mut harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    // The other machine's clock is two hours behind, which changes nothing.
    harness.restores(hours(-2)).await;
    harness.works().await;
    harness.later(hours(2));
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Late));
    assert!(harness.heard(ChatId::new(FIRST)).is_empty());
    harness.later(SignedDuration::from_secs(1));
    harness.orders(id, Order::Resume).await;
    harness.restart().await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3");
}

#[tokio::test]
async fn a_campaign_that_was_paused_in_a_backup_tells_its_author_of_the_restore() {
    let mut harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    harness.orders(id, Order::Pause).await;
    harness.restores(SignedDuration::from_secs(1)).await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Late));
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3", "the author knows");
}

#[tokio::test]
async fn a_campaign_that_is_late_midway_waits_for_an_order() {
    let harness = DeliveryHarness::with(100).await;
    let fault = InjectedFault::new(FaultKind::Delay).chat(FIRST).method("sendMessage").after();
    let _ = harness.emulator.fault(fault);
    let id = harness.launches(harness.launch()).await;
    let asleep = async {
        let sent = |event: &pledge_bot::emulator::EmulatorEvent| event.kind == "sent" && event.chat == FIRST;
        harness.emulator.next_event(0, sent).await.expect("sent");
        harness.clock.set(hours(10));
        harness.telegram_answers();
        harness.emulator.clear_faults();
    };
    tokio::join!(harness.works(), asleep);
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Late));
    assert!(harness.told().starts_with("paused:late"), "{}", harness.told());
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 100");
}

#[tokio::test]
async fn a_campaign_goes_on_after_the_clock_was_ahead_for_a_while_midway() {
    let harness = DeliveryHarness::with(100).await;
    let fault = InjectedFault::new(FaultKind::Delay).chat(FIRST).method("sendMessage").after();
    let _ = harness.emulator.fault(fault);
    let id = harness.launches(harness.launch()).await;
    let set_ahead = async {
        let sent = |event: &pledge_bot::emulator::EmulatorEvent| event.kind == "sent" && event.chat == FIRST;
        harness.emulator.next_event(0, sent).await.expect("sent");
        harness.clock.set(hours(10));
        harness.emulator.clear_faults();
    };
    tokio::join!(harness.works(), set_ahead);
    assert_eq!(harness.stage(id).await, Stage::Running, "nobody has to decide");
    harness.clock.set(hours(-10));
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 100");
}

#[tokio::test]
async fn deliveries_do_not_wait_for_a_clock_that_was_set_back() {
    let mut harness = DeliveryHarness::with(3).await;
    let id = harness.launches(harness.launch()).await;
    let campaign = harness.store.reader().campaign(id).await.expect("read").expect("launched");
    for stage in [Stage::Filling, Stage::Running] {
        let campaign = harness.store.reader().campaign(id).await.expect("read").expect("launched");
        harness.store.set_stage(&campaign, stage, harness.clock.now()).await.expect("stored");
    }
    harness.store.fill(&campaign, harness.clock.now()).await.expect("filled");
    let claimed =
        harness.store.deliver(&campaign, Vec::new(), 3, harness.clock.now()).await.expect("claimed");
    let results =
        claimed.claims.iter().map(|claim| Delivered::of(claim, Outcome::Later(Outcome::AT_ONCE))).collect();
    harness.store.deliver(&campaign, results, 0, harness.clock.now()).await.expect("stored");
    harness.clock.set(hours(-3));
    harness.restart().await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3");
}

#[tokio::test]
async fn nobody_pays_once_paying_was_switched_off() {
    let harness = DeliveryHarness::with(3).await;
    harness.emulator.limits(FloodLimits { enforced: true, paid_per_second: 0, ..FloodLimits::default() });
    harness.launches(Launch { paid: true, ..harness.launch() }).await;
    harness.works().await;
    assert_eq!(harness.told(), "done: sent 3");
}
