//! Updates in hand.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::{Lang, Retention};
use pledge_bot::store::{ATTEMPTS, Change, InboxCounts, InboxTask, PostponedAnswer, Store, StoreError};
use proptest::prelude::*;

use super::support::{AIGUL, Folder, incoming, met, noon, set};

async fn pending_ids(store: &Store) -> Vec<i64> {
    store.pending(None, 100).await.expect("read").iter().map(|update| update.update_id).collect()
}

fn handle(raw: &str) -> InboxTask {
    InboxTask::Handle(raw.as_bytes().to_vec())
}

#[tokio::test]
async fn an_update_waits_until_it_is_done_and_survives_a_restart() {
    let folder = Folder::new();
    let store = folder.open().await;
    let new = store.enqueue(&[incoming(11, "{\"a\":1}"), incoming(10, "{}")], noon()).await.expect("taken");
    assert_eq!(new, [11, 10]);
    store.close().await.expect("closed");

    let store = folder.open().await;
    let pending = store.pending(None, 100).await.expect("read");
    let seen: Vec<_> = pending.iter().map(|p| (p.update_id, p.chat, p.attempts)).collect();
    assert_eq!(seen, [(10, Some(AIGUL), 0), (11, Some(AIGUL), 0)]);
    assert_eq!(store.load(10).await.expect("read"), Some(handle("{}")));
    assert_eq!(store.load(11).await.expect("read"), Some(handle("{\"a\":1}")));
    store.commit(Some(10), None).await.expect("done");
    assert_eq!(pending_ids(&store).await, [11]);
    assert!(store.load(10).await.expect("read").is_none());
    assert!(store.load(11).await.expect("read").is_some());
}

#[tokio::test]
async fn pending_updates_come_page_by_page() {
    let folder = Folder::new();
    let store = folder.open().await;
    let updates: Vec<_> = (1..=5).map(|id| incoming(id, "{}")).collect();
    store.enqueue(&updates, noon()).await.expect("taken");
    let page = store.pending(Some(2), 2).await.expect("read");
    assert_eq!(page.iter().map(|update| update.update_id).collect::<Vec<_>>(), [3, 4]);
}

#[tokio::test]
async fn an_update_delivered_again_is_dropped_whether_or_not_it_was_handled() {
    let folder = Folder::new();
    let store = folder.open().await;
    assert_eq!(store.enqueue(&[incoming(5, "{}"), incoming(5, "{}")], noon()).await.expect("taken"), [5]);
    store.commit(Some(5), None).await.expect("done");
    store.enqueue(&[incoming(6, "{}")], noon()).await.expect("taken");
    store.close().await.expect("closed");

    let store = folder.open().await;
    let again = [incoming(5, "{}"), incoming(6, "{}"), incoming(7, "{}")];
    assert_eq!(store.enqueue(&again, noon()).await.expect("taken"), [7]);
    assert_eq!(pending_ids(&store).await, [6, 7]);
}

#[tokio::test]
async fn ids_may_start_again_lower_or_where_they_were_long_ago() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.enqueue(&[incoming(900, "{}"), incoming(901, "{}")], noon()).await.expect("taken");
    store.commit(Some(900), None).await.expect("done");
    assert_eq!(store.enqueue(&[incoming(3, "{}")], noon()).await.expect("taken"), [3], "lower is not old");

    let a_week_later = noon() + SignedDuration::from_hours(7 * 24);
    let again = [incoming(900, "new"), incoming(901, "new")];
    assert_eq!(store.enqueue(&again, a_week_later).await.expect("taken"), [900]);
    let kept = store.load(901).await.expect("read");
    assert_eq!(kept, Some(handle("{}")), "what is still in hand is not overwritten");
}

#[tokio::test]
async fn an_update_that_fails_three_times_is_a_dead_letter() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.enqueue(&[incoming(1, "{}"), incoming(2, "{}")], noon()).await.expect("taken");
    for attempt in 1..=ATTEMPTS {
        assert_eq!(pending_ids(&store).await, [1, 2]);
        assert_eq!(store.fail(1).await.expect("counted"), attempt);
    }
    store.bury(1, "message", "a handler panicked", noon()).await.expect("buried");
    assert_eq!(pending_ids(&store).await, [2]);
    assert_eq!(store.counts().await.expect("read"), InboxCounts { pending: 1, dead: 1 });
    assert_eq!(store.load(1).await.expect("read"), None, "nothing of what it said is kept");
    assert_eq!(store.fail(77).await.expect("counted"), 0, "nothing to count");

    let later = noon() + SignedDuration::from_hours(7 * 24);
    assert_eq!(store.sweep(later, &Retention::default()).await.expect("swept").dead, 1);
    assert_eq!(store.counts().await.expect("read"), InboxCounts { pending: 1, dead: 0 });
}

#[tokio::test]
async fn an_answer_takes_the_place_of_its_update_until_it_is_said() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.enqueue(&[incoming(1, "{}")], noon()).await.expect("taken");
    let unknown = Some(set(AIGUL, [Change::SetLang(Lang::Ky)]));
    assert!(matches!(store.answer(1, unknown, b"hello").await, Err(StoreError::UnknownChat)));
    assert_eq!(store.load(1).await.expect("read"), Some(handle("{}")));

    store.answer(1, Some(set(AIGUL, [met()])), b"hello").await.expect("answered");
    store.close().await.expect("closed");
    let store = folder.open().await;
    assert_eq!(store.load(1).await.expect("read"), Some(InboxTask::Say(b"hello".to_vec())));
    assert!(store.snapshot(AIGUL).await.expect("read").chat.is_some());
    store.commit(Some(1), None).await.expect("said");
    assert_eq!(pending_ids(&store).await, Vec::<i64>::new());
}

#[tokio::test]
async fn what_is_left_of_an_answer_waits_for_its_next_attempt_over_restarts() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.enqueue(&[incoming(1, "{}"), incoming(2, "{}")], noon()).await.expect("taken");
    store.answer(1, Some(set(AIGUL, [met()])), b"hello").await.expect("answered");
    assert!(store.postponed(10).await.expect("read").is_empty(), "it is said for the first time");
    let said = Some(set(AIGUL, [Change::SetLang(Lang::Ky)]));
    assert!(store.postpone(1, said, b"llo", 1).await.expect("kept"));
    assert!(store.postpone(1, None, b"lo", 2).await.expect("kept"));
    assert!(!store.postpone(77, None, b"lo", 1).await.expect("dropped"), "it was erased meanwhile");
    store.close().await.expect("closed");

    let store = folder.open().await;
    assert_eq!(pending_ids(&store).await, [2], "it is not handled again");
    let left = PostponedAnswer { update_id: 1, tries: 2, answer: Some(b"lo".to_vec()) };
    assert_eq!(store.postponed(10).await.expect("read"), [left]);
    assert_eq!(store.load(1).await.expect("read"), Some(InboxTask::Say(b"lo".to_vec())));
    assert_eq!(store.snapshot(AIGUL).await.expect("read").chat.and_then(|chat| chat.lang), Some(Lang::Ky));
    store.commit(Some(1), None).await.expect("said");
    assert!(store.postponed(10).await.expect("read").is_empty());
}

#[tokio::test]
async fn a_failed_turn_leaves_its_update_and_its_neighbours_alone() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.enqueue(&[incoming(1, "{}"), incoming(2, "{}"), incoming(3, "{}")], noon()).await.expect("taken");
    // The chat of the second one was never met, so its change fails. All are sent before any is answered.
    let (first, second, third) = tokio::join!(
        store.commit(Some(1), Some(set(AIGUL, [met()]))),
        store.commit(Some(2), Some(set(pledge_bot::domain::ChatId::new(99), [Change::SetLang(Lang::Ky)]))),
        store.commit(Some(3), Some(set(AIGUL, [Change::SetLang(Lang::Ru)]))),
    );
    assert!(matches!((first, second, third), (Ok(()), Err(StoreError::UnknownChat), Ok(()))));
    assert_eq!(pending_ids(&store).await, [2]);
    let chat = store.snapshot(AIGUL).await.expect("read").chat.expect("met");
    assert_eq!(chat.lang, Some(Lang::Ru));
}

#[tokio::test]
async fn a_store_of_an_earlier_version_takes_another_key_and_loses_only_pending_work() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.enqueue(&[incoming(1, "{}")], noon()).await.expect("taken");
    store.close().await.expect("closed");
    folder.forget_key().await;

    let store = Store::open(&folder.data(), StoreKey::generate()).await.expect("opens all the same");
    assert_eq!(store.load(1).await.expect("read"), Some(InboxTask::Unreadable));
    store.commit(Some(1), None).await.expect("done");
    assert_eq!(store.counts().await.expect("read"), InboxCounts { pending: 0, dead: 0 });
}

#[tokio::test]
async fn many_at_once_are_taken_in_one_call() {
    let folder = Folder::new();
    let store = folder.open().await;
    let updates: Vec<_> = (0..2500).map(|id| incoming(id, "{}")).collect();
    assert_eq!(store.enqueue(&updates, noon()).await.expect("taken").len(), 2500);
    assert!(store.enqueue(&updates, noon()).await.expect("taken").is_empty());
    assert!(store.enqueue(&[], noon()).await.expect("taken").is_empty());
}

/// The events that can happen to the inbox.
#[derive(Debug, Clone)]
enum Event {
    Take(Vec<i64>),
    Done(i64),
    Fail(i64),
    Bury(i64),
    Restart,
}

fn an_event() -> impl Strategy<Value = Event> {
    let id = || 0..12_i64;
    prop_oneof![
        4 => prop::collection::vec(id(), 0..6).prop_map(Event::Take),
        4 => id().prop_map(Event::Done),
        4 => id().prop_map(Event::Fail),
        1 => id().prop_map(Event::Bury),
        1 => Just(Event::Restart),
    ]
}

/// Each ID is taken once however often it comes, and waits until it is done or buried.
async fn takes_each_once(events: Vec<Event>) -> Result<(), TestCaseError> {
    let folder = Folder::new();
    let mut store = folder.open().await;
    let (mut seen, mut waiting) = (BTreeSet::new(), BTreeMap::new());
    for event in events {
        match event {
            Event::Take(ids) => {
                let updates: Vec<_> = ids.iter().map(|id| incoming(*id, "{}")).collect();
                let new: Vec<_> = ids.into_iter().filter(|id| seen.insert(*id)).collect();
                waiting.extend(new.iter().map(|id| (*id, 0)));
                prop_assert_eq!(store.enqueue(&updates, noon()).await.expect("taken"), new);
            }
            Event::Done(id) => {
                waiting.remove(&id);
                store.commit(Some(id), None).await.expect("done");
            }
            Event::Fail(id) => {
                let attempts = waiting.get_mut(&id).map_or(0, |attempts| {
                    *attempts += 1;
                    *attempts
                });
                prop_assert_eq!(store.fail(id).await.expect("counted"), attempts);
            }
            Event::Bury(id) => {
                waiting.remove(&id);
                store.bury(id, "panic", "a handler panicked", noon()).await.expect("buried");
            }
            Event::Restart => {
                store.close().await.expect("closed");
                store = folder.open().await;
            }
        }
        let expected: Vec<_> = waiting.iter().map(|(id, n)| (*id, *n)).collect();
        let pending = store.pending(None, 100).await.expect("read");
        prop_assert_eq!(pending.iter().map(|p| (p.update_id, p.attempts)).collect::<Vec<_>>(), expected);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_inbox_does_what_a_model_of_it_does(events in prop::collection::vec(an_event(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(takes_each_once(events))?;
    }
}
