//! When a campaign goes out: at its time, not at night, and not long after it was meant to.

use jiff::{SignedDuration, civil::Time, tz::TimeZone};
use pledge_bot::{
    delivery::{Quiet, Rules},
    domain::{
        ChatId,
        campaign::{Launch, Order, Pause, Stage},
    },
    emulator::{FaultKind, FloodLimits, InjectedFault},
    store::{Delivered, Outcome, RESTORED_AT},
};

use crate::post_office::{FIRST, PostOffice};

fn nights() -> Rules {
    let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
    let quiet = Quiet { from: Time::constant(22, 0, 0, 0), until: Time::constant(8, 0, 0, 0), zone };
    Rules { quiet: Some(quiet), ..Rules::default() }
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

#[tokio::test]
async fn it_waits_for_its_time() {
    let mut office = PostOffice::with(3).await;
    let due = office.clock.now() + hours(5);
    let id = office.launches(Launch { due, ..office.launch() }).await;
    assert_eq!(office.works().await, Some(due));
    assert_eq!(office.stage(id).await, Stage::Scheduled);
    office.later(hours(2));
    office.restart().await;
    assert_eq!(office.works().await, Some(due), "a restart changes nothing");
    office.later(hours(3));
    office.works().await;
    assert_eq!(office.told(), "done: sent 3");
}

#[tokio::test]
async fn what_the_machine_slept_over_is_asked_for_again() {
    let mut office = PostOffice::with(3).await;
    let due = office.clock.now() + hours(1);
    let id = office.launches(Launch { due, ..office.launch() }).await;
    office.later(hours(3));
    office.restart().await;
    office.works().await;
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Late));
    assert!(office.told().starts_with("paused:late"));
    assert!(office.heard(ChatId(FIRST)).is_empty());
    office.orders(id, Order::Resume).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 3");
}

#[tokio::test]
async fn within_its_grace_it_goes_out() {
    let mut office = PostOffice::with(3).await;
    let due = office.clock.now() + hours(1);
    office.launches(Launch { due, ..office.launch() }).await;
    office.later(hours(2));
    office.restart().await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 3");
}

#[tokio::test]
async fn nothing_goes_out_at_night_unless_it_is_urgent() {
    let office = PostOffice::ruled(3, nights()).await;
    // It is eleven in the morning; at eleven in the evening:
    office.later(hours(12));
    let id = office.launches(office.launch()).await;
    let urgent = office.launches(Launch { urgent: true, ..office.launch() }).await;
    let morning = office.works().await.expect("it waits for the morning");
    assert_eq!(morning.to_string(), "2026-11-26T02:00:00Z");
    assert_eq!(office.stage(urgent).await, Stage::Done);
    assert_eq!(office.stage(id).await, Stage::Scheduled);
    office.later(hours(9));
    office.works().await;
    assert_eq!(office.stage(id).await, Stage::Done);
}

#[tokio::test]
async fn a_night_is_no_delay() {
    let mut office = PostOffice::ruled(3, nights()).await;
    office.later(hours(12));
    let id = office.launches(office.launch()).await;
    office.works().await;
    office.later(hours(9));
    office.restart().await;
    office.works().await;
    assert_eq!(office.stage(id).await, Stage::Done);
}

#[tokio::test]
async fn what_a_backup_brings_back_is_asked_for_again() {
    let mut office = PostOffice::with(3).await;
    let id = office.launches(office.launch()).await;
    let restored = office.clock.now().as_millisecond().to_string();
    office.store.put_setting(RESTORED_AT, &restored).await.expect("stored");
    office.restart().await;
    office.works().await;
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Late));
    office.later(SignedDuration::from_secs(1));
    office.orders(id, Order::Resume).await;
    office.restart().await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 3");
}

#[tokio::test]
async fn what_was_paused_when_the_backup_was_made_is_asked_for_again_too() {
    let mut office = PostOffice::with(3).await;
    let id = office.launches(office.launch()).await;
    office.orders(id, Order::Pause).await;
    let restored = office.clock.now().as_millisecond().to_string();
    office.store.put_setting(RESTORED_AT, &restored).await.expect("stored");
    office.later(SignedDuration::from_secs(1));
    office.restart().await;
    office.works().await;
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Late));
    office.orders(id, Order::Resume).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 3", "the author knows");
}

#[tokio::test]
async fn what_the_machine_slept_over_midway_is_asked_for_again() {
    let office = PostOffice::with(100).await;
    let fault = InjectedFault::new(FaultKind::Delay).chat(FIRST).method("sendMessage").after();
    let _ = office.emulator.fault(fault);
    let id = office.launches(office.launch()).await;
    let asleep = async {
        let sent = |event: &pledge_bot::emulator::EmulatorEvent| event.kind == "sent" && event.chat == FIRST;
        office.emulator.next_event(0, sent).await.expect("sent");
        office.later(hours(10));
        office.emulator.clear_faults();
    };
    tokio::join!(office.works(), asleep);
    assert_eq!(office.stage(id).await, Stage::Paused(Pause::Late));
    assert!(office.told().starts_with("paused:late"), "{}", office.told());
    office.orders(id, Order::Resume).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 100");
}

#[tokio::test]
async fn a_clock_that_is_set_back_lets_nobody_wait_for_what_was_not_sent() {
    let mut office = PostOffice::with(3).await;
    let id = office.launches(office.launch()).await;
    let campaign = office.store.reader().campaign(id).await.expect("read").expect("launched");
    for stage in [Stage::Filling, Stage::Running] {
        let campaign = office.store.reader().campaign(id).await.expect("read").expect("launched");
        office.store.set_stage(&campaign, stage, office.clock.now()).await.expect("stored");
    }
    office.store.fill(&campaign, office.clock.now()).await.expect("filled");
    let claimed = office.store.deliver(&campaign, Vec::new(), 3, office.clock.now()).await.expect("claimed");
    let unsent = |chat| Delivered { chat, outcome: Outcome::Later(Outcome::AT_ONCE) };
    let results = claimed.claims.iter().map(|claim| unsent(claim.chat)).collect();
    office.store.deliver(&campaign, results, 0, office.clock.now()).await.expect("stored");
    office.later(hours(-3));
    office.restart().await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 3");
}

#[tokio::test]
async fn nobody_pays_where_that_was_switched_off_since() {
    let office = PostOffice::with(3).await;
    office.emulator.limits(FloodLimits { enforced: true, paid_per_second: 0, ..FloodLimits::default() });
    office.launches(Launch { paid: true, ..office.launch() }).await;
    office.works().await;
    assert_eq!(office.told(), "done: sent 3");
}
