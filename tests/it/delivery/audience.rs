//! Audiences of newcomers, and of those who have not received another campaign.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::campaign::{Audience, DeliveryStatus, Launch, Order, Pause, Stage};
use pledge_bot::domain::{CampaignId, ChatId, Lang, Retention, Topic};
use pledge_bot::emulator::{FaultKind, InjectedFault};
use sqlx::{Connection, SqliteConnection};

use crate::support::campaign::content;
use crate::support::delivery_harness::{DeliveryHarness, FIRST};

fn without(id: CampaignId) -> Audience {
    Audience { without: Some(id), ..Audience::of(Topic::News) }
}

/// A second text, to this audience.
fn second(harness: &DeliveryHarness, audience: Audience) -> Launch {
    Launch { audience, content: content(&[(Lang::En, "Second")]), ..harness.launch() }
}

/// The readers who got the second text, counted from the first reader.
fn got_second(harness: &DeliveryHarness, readers: i64) -> BTreeSet<i64> {
    let got =
        |nth: &i64| harness.heard(ChatId::new(FIRST + nth)).iter().any(|text| text.starts_with("Second"));
    (0..readers).filter(got).collect()
}

async fn counts(harness: &DeliveryHarness, audience: &Audience) -> u64 {
    harness.store.reader().audience(audience, harness.clock.now()).await.expect("counted")
}

/// Forgets who received the campaign, as a sweep does.
async fn reduces(harness: &DeliveryHarness, id: CampaignId) {
    let mut db = SqliteConnection::connect(&harness.database()).await.expect("opened");
    for sql in
        ["DELETE FROM deliveries WHERE campaign = $1", "UPDATE campaigns SET shrunk = TRUE WHERE id = $1"]
    {
        sqlx::query(sql).bind(id.0).execute(&mut db).await.expect("done");
    }
}

#[tokio::test]
async fn those_who_came_on_the_day_or_later_get_it() {
    let harness = DeliveryHarness::with(2).await;
    // It is eleven in the morning of the 25th in Bishkek, and 37 hours later the 27th begins.
    harness.later(SignedDuration::from_hours(37) - SignedDuration::from_secs(1));
    harness.emulator.crowd(FIRST + 2, 2, "en").expect("people");
    harness.subscribes(ChatId::new(FIRST + 2), Lang::En).await;
    harness.later(SignedDuration::from_secs(1));
    harness.subscribes(ChatId::new(FIRST + 3), Lang::En).await;
    let audience = Audience { since: Some(date(2026, 11, 27)), ..Audience::of(Topic::News) };
    assert_eq!(counts(&harness, &audience).await, 1);
    harness.launches(Launch { urgent: true, ..second(&harness, audience) }).await;
    harness.works().await;
    assert_eq!(got_second(&harness, 4), [3].into());
}

#[tokio::test]
async fn those_who_received_another_one_are_left_out_also_where_it_is_unsure() {
    let harness = DeliveryHarness::with(4).await;
    let reset = InjectedFault::new(FaultKind::Reset).method("sendMessage");
    let _ = harness.emulator.fault(reset.chat(FIRST + 1).after());
    let refuse =
        InjectedFault::new(FaultKind::BadRequest).method("sendMessage").description("Bad Request: no");
    let _ = harness.emulator.fault(refuse.chat(FIRST + 2));
    let first = harness.launches(harness.launch()).await;
    harness.works().await;
    assert_eq!(harness.count(first, DeliveryStatus::Unsure, None).await, 0);
    assert_eq!(harness.tally(first).await.of(DeliveryStatus::Unsure), 1);
    harness.emulator.crowd(FIRST + 4, 1, "en").expect("people");
    harness.later(SignedDuration::from_secs(1));
    harness.subscribes(ChatId::new(FIRST + 4), Lang::En).await;
    // Refused in the one, and not there yet in the other.
    assert_eq!(counts(&harness, &without(first)).await, 2);
    let id = harness.launches(second(&harness, without(first))).await;
    harness.works().await;
    assert_eq!((got_second(&harness, 5), harness.stage(id).await), ([2, 4].into(), Stage::Done));
}

#[tokio::test]
async fn it_goes_to_nobody_once_the_recipients_of_the_other_one_are_forgotten() {
    let mut harness = DeliveryHarness::with(3).await;
    let first = harness.launches(harness.launch()).await;
    harness.works().await;
    let due = harness.clock.now() + SignedDuration::from_hours(1);
    let id = harness.launches(Launch { due, ..second(&harness, without(first)) }).await;
    reduces(&harness, first).await;
    assert_eq!(counts(&harness, &without(first)).await, 0, "nobody, and not everybody");
    harness.restart().await;
    harness.later(SignedDuration::from_mins(61));
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Recipients));
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Recipients));
    // Not even if the engine had asked a moment earlier.
    let campaign = harness.store.reader().campaign(id).await.expect("read").expect("there");
    assert!(harness.store.fill(&campaign, harness.clock.now()).await.expect("filled"));
    assert_eq!((harness.tally(id).await.total(), got_second(&harness, 3)), (0, BTreeSet::new()));
}

#[tokio::test]
async fn a_sweep_keeps_the_recipients_that_a_planned_one_leaves_out_until_it_is_over() {
    let harness = DeliveryHarness::with(3).await;
    let (first, other) = (harness.launches(harness.launch()).await, harness.launches(harness.launch()).await);
    harness.works().await;
    let keep = Retention::default();
    let due = harness.clock.now() + keep.deliveries - SignedDuration::from_hours(48);
    let id = harness.launches(Launch { due, ..second(&harness, without(first)) }).await;
    harness.orders(id, Order::Pause).await;
    harness.later(keep.deliveries + SignedDuration::from_hours(24));
    let rows = async |id: CampaignId| {
        let all = harness.store.reader().campaign(id).await.expect("read").expect("there");
        (all.revision == pledge_bot::domain::campaign::Revision::Archived, harness.tally(id).await.total())
    };
    let sweeps = async || {
        for _ in 0..2 {
            harness.store.sweep(harness.clock.now(), &keep).await.expect("swept");
        }
    };
    sweeps().await;
    assert_eq!((rows(first).await, rows(other).await), ((false, 3), (true, 3)));
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!((harness.stage(id).await, got_second(&harness, 3)), (Stage::Done, BTreeSet::new()));
    sweeps().await;
    assert_eq!(rows(first).await, (true, 3), "nothing keeps them any more");
}

#[tokio::test]
async fn one_that_stays_paused_keeps_the_recipients_of_the_other_for_a_week_after_its_time() {
    let harness = DeliveryHarness::with(3).await;
    let first = harness.launches(harness.launch()).await;
    harness.works().await;
    let (keep, week) = (Retention::default(), SignedDuration::from_hours(7 * 24));
    let due = harness.clock.now() + keep.deliveries - SignedDuration::from_hours(48);
    let id = harness.launches(Launch { due, ..second(&harness, without(first)) }).await;
    harness.orders(id, Order::Pause).await;
    let is_known = async || {
        harness.store.sweep(harness.clock.now(), &keep).await.expect("swept");
        harness.store.reader().knows(&without(first)).await.expect("read")
    };
    harness.later(due.duration_since(harness.clock.now()) + week - SignedDuration::from_secs(1));
    assert!(is_known().await);
    harness.later(SignedDuration::from_secs(1));
    assert!(!is_known().await);
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!(harness.stage(id).await, Stage::Paused(Pause::Recipients));
    assert_eq!(got_second(&harness, 3), BTreeSet::new(), "it goes to nobody, and not to everybody");
}

#[tokio::test]
async fn recipients_of_which_some_are_forgotten_are_not_known_any_more() {
    let harness = DeliveryHarness::with(3).await;
    let first = harness.launches(harness.launch()).await;
    harness.works().await;
    let mut db = SqliteConnection::connect(&harness.database()).await.expect("opened");
    // So many that a sweep takes two steps, of which the second fails.
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
                INSERT INTO deliveries (campaign, chat_id, status, at) SELECT $1, 8000000000 + i, 2, 0 FROM n";
    sqlx::query(many).bind(first.0).execute(&mut db).await.expect("inserted");
    let fail = "CREATE TRIGGER fail BEFORE DELETE ON deliveries
                WHEN OLD.chat_id = (SELECT MAX(chat_id) FROM deliveries WHERE campaign = OLD.campaign)
                BEGIN SELECT RAISE(ABORT, 'no'); END";
    sqlx::query(fail).execute(&mut db).await.expect("made");
    let keep = Retention::default();
    let later = harness.clock.now() + keep.deliveries + SignedDuration::from_secs(1);
    harness.store.sweep(later, &keep).await.expect_err("the second step fails");
    let left = async || harness.tally(first).await.total();
    assert_eq!(
        (harness.store.reader().knows(&without(first)).await.expect("read"), left().await),
        (false, 5003)
    );
    assert_eq!(counts(&harness, &without(first)).await, 0, "nobody, and not those who are forgotten");

    sqlx::query("DROP TRIGGER fail").execute(&mut db).await.expect("dropped");
    let swept = harness.store.sweep(later, &keep).await.expect("swept");
    assert_eq!((swept.deliveries, left().await), (3, 5003), "the next sweep does the rest");
}
