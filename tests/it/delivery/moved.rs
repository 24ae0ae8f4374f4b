//! Groups that become supergroups while the audience of a campaign is written down, piece by piece, in the order of stored IDs.

use jiff::SignedDuration;
use jiff::civil::date;
use pledge_bot::domain::campaign::{Audience, Launch, Order, Stage};
use pledge_bot::domain::reminder::Snooze;
use pledge_bot::domain::{ChatId, ChatKind, Lang, ReminderScope, StoredId, Topic};
use pledge_bot::emulator::{EmulatorEvent, FaultKind, InjectedFault};
use pledge_bot::store::{Change, ChangeSet};

use crate::support::delivery_harness::{DeliveryHarness, FIRST};
use crate::support::subscribers::store_all;

/// So many people are three pieces.
const PEOPLE: usize = 2500;

/// A group whose stored ID is between these.
fn group_between(harness: &DeliveryHarness, after: StoredId, before: StoredId) -> ChatId {
    let groups = (1..).map(|n| ChatId::new(-n));
    let is_between = |group: &ChatId| (after..before).contains(&harness.store.stored_id(*group));
    groups.into_iter().find(is_between).expect("there are many IDs")
}

fn subscription(harness: &DeliveryHarness, chat: ChatId, kind: ChatKind) -> ChangeSet {
    let topic = Change::SetTopic(Topic::News, true, harness.clock.now());
    ChangeSet { chat, list: vec![Change::Meet(kind), Change::SetLang(Lang::En), topic] }
}

#[tokio::test]
async fn a_group_is_in_the_audience_once_wherever_its_new_id_is_and_everybody_else_too() {
    let harness = DeliveryHarness::with(0).await;
    let people: Vec<_> = (FIRST..).take(PEOPLE).map(ChatId::new).collect();
    let mut turn: Vec<_> = people.iter().map(|chat| harness.store.stored_id(*chat)).collect();
    turn.sort_unstable();
    // The first piece ends at about the thousandth.
    let moves = [
        ("far beyond the first piece", 100, 2200),
        ("into the next piece", 200, 1100),
        ("into the first piece, which is written down", 2300, 300),
        ("from there to another place in it", 400, 500),
        ("among those that are still to come", 1700, 2400),
    ];
    let groups = moves.map(|(_, old, new)| {
        [old, new].map(|place: usize| group_between(&harness, turn[place], turn[place + 50]))
    });
    let sets = people.iter().map(|chat| subscription(&harness, *chat, ChatKind::Private));
    let group_sets = groups.iter().map(|[old, _]| subscription(&harness, *old, ChatKind::Group));
    store_all(&harness.store, sets.chain(group_sets)).await;
    let audience = Audience { groups: None, ..Audience::of(Topic::News) };
    let id = harness.launches(Launch { audience, ..harness.launch() }).await;
    let campaign = harness.store.reader().campaign(id).await.expect("read").expect("there is one");
    let now = harness.clock.now();
    assert!(!harness.store.fill(&campaign, now).await.expect("filled"));
    for [old, new] in groups {
        harness.change(old, vec![Change::MigrateTo(new)]).await;
    }
    let mut pieces = 1;
    while !harness.store.fill(&campaign, now).await.expect("filled") {
        pieces += 1;
        assert!(pieces < 10, "it comes to an end");
    }
    let missed = "SELECT COUNT(*) FROM topics t
                  WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.chat_id = t.chat_id)";
    assert_eq!(harness.rows(missed).await, 0);
    let all = i64::try_from(PEOPLE + moves.len()).expect("few");
    assert_eq!(harness.rows("SELECT COUNT(*) FROM deliveries WHERE status = 0").await, all);
    assert!(harness.store.fill(&campaign, now).await.expect("filled"), "it stays complete");
    assert_eq!(harness.tally(id).await.total(), all.unsigned_abs());
}

#[tokio::test]
async fn a_group_that_got_it_before_it_moved_gets_no_second_one_after_a_pause() {
    let harness = DeliveryHarness::with(0).await;
    let (group, id) = harness.group().await;
    let new = group_between(&harness, harness.store.stored_id(group), StoredId::LAST);
    let delay = InjectedFault::new(FaultKind::Delay).chat(group.telegram_number()).after();
    let _ = harness.emulator.fault(delay);
    let moved = async {
        let sent = |event: &EmulatorEvent| event.kind == "sent" && event.chat == group.telegram_number();
        harness.emulator.next_event(0, sent).await.expect("it is under way");
        harness.change(group, vec![Change::MigrateTo(new)]).await;
        harness.orders(id, Order::Pause).await;
        harness.emulator.clear_faults();
    };
    tokio::join!(harness.works(), moved);
    harness.orders(id, Order::Resume).await;
    harness.works().await;
    assert_eq!((harness.stage(id).await, harness.told()), (Stage::Done, "done: sent 1".to_owned()));
}

#[tokio::test]
async fn a_reminder_that_a_group_put_off_comes_to_its_new_id() {
    let harness = DeliveryHarness::with(0).await;
    let (group, _) = harness.group().await;
    harness.works().await;
    let new = group_between(&harness, StoredId::from_bits(i64::MIN), StoredId::LAST);
    let deadline = harness.sets("2026-12-25", &[]).await;
    harness.wants(group, ReminderScope::All, 10, "Asia/Bishkek").await;
    let due = harness.clock.now() + SignedDuration::from_hours(1);
    let snooze = Snooze { chat: group, deadline, date: date(2026, 12, 25), due };
    harness.change(group, vec![Change::Snooze(snooze)]).await;
    harness.later(SignedDuration::from_hours(1));
    harness.plans().await;
    harness.change(group, vec![Change::MigrateTo(new)]).await;
    harness.works().await;
    let reminded =
        "SELECT COUNT(*) FROM deliveries d JOIN campaigns k ON k.id = d.campaign WHERE k.kind = 'remind'";
    assert_eq!(harness.rows(reminded).await, 1);
    assert_eq!(harness.rows("SELECT COUNT(*) FROM snoozes").await, 0, "it is brought once");
}
