//! Whatever happens, in whatever order: no restore turns an opt-out into an opt-in, or brings back a person who was erased.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use pledge_bot::domain::{ChatId, Supporter, Topic};
use pledge_bot::store::{Change, Store};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::support::{Vault, change, met, noon, supporter};

const CHATS: [ChatId; 3] = [ChatId::new(11), ChatId::new(-22), ChatId::new(-1_000_000_000_033)];

#[derive(Debug, Clone)]
enum Step {
    Sign(ChatId),
    Topic(ChatId, Topic, bool),
    Stop(ChatId),
    Withdraw(ChatId),
    Erase(ChatId),
    Move(ChatId, ChatId),
    BackUp,
    /// One of the backups so far, if there is any.
    Restore(Index),
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Known {
    topics: BTreeSet<Topic>,
    signed: bool,
}

/// Chats as the store knows them, as a backup would if it were restored now, or as the people themselves do.
type State = BTreeMap<ChatId, Known>;

/// The knowledge after a step. An opt-out, or a move, reaches the backups as well; an opt-in does not.
fn follow(state: &mut State, step: &Step, is_backup: bool) {
    match step {
        Step::Sign(chat) if !is_backup => state.entry(*chat).or_default().signed = true,
        Step::Topic(chat, topic, true) if !is_backup => {
            state.entry(*chat).or_default().topics.insert(*topic);
        }
        Step::Topic(chat, topic, false) => {
            if let Some(known) = state.get_mut(chat) {
                known.topics.remove(topic);
            }
        }
        Step::Stop(chat) => drop(state.entry(*chat).and_modify(|known| known.topics.clear())),
        Step::Withdraw(chat) => drop(state.entry(*chat).and_modify(|known| known.signed = false)),
        Step::Erase(chat) => drop(state.remove(chat)),
        Step::Move(old, new) if old != new => {
            let Some(moved) = state.remove(old) else { return };
            let known = state.entry(*new).or_default();
            known.topics.extend(moved.topics);
            known.signed |= moved.signed;
        }
        _ => {}
    }
}

fn changes(step: &Step) -> Option<(ChatId, Vec<Change>)> {
    Some(match *step {
        Step::Sign(chat) => (chat, vec![met(), Change::SaveSupporter(supporter(None))]),
        Step::Topic(chat, topic, true) => (chat, vec![met(), Change::SetTopic(topic, true, noon())]),
        Step::Topic(chat, topic, false) => (chat, vec![Change::SetTopic(topic, false, noon())]),
        Step::Stop(chat) => (chat, vec![Change::StopAll]),
        Step::Withdraw(chat) => (chat, vec![Change::Withdraw]),
        Step::Erase(chat) => (chat, vec![Change::Erase]),
        Step::Move(old, new) => (old, vec![Change::MigrateTo(new)]),
        Step::BackUp | Step::Restore(_) => return None,
    })
}

fn a_step() -> impl Strategy<Value = Step> {
    let chat = || select(&CHATS[..]);
    prop_oneof![
        3 => chat().prop_map(Step::Sign),
        4 => (chat(), select(&Topic::ALL[..])).prop_map(|(chat, topic)| Step::Topic(chat, topic, true)),
        2 => (chat(), select(&Topic::ALL[..])).prop_map(|(chat, topic)| Step::Topic(chat, topic, false)),
        1 => chat().prop_map(Step::Stop),
        1 => chat().prop_map(Step::Withdraw),
        1 => chat().prop_map(Step::Erase),
        1 => (chat(), chat()).prop_map(|(old, new)| Step::Move(old, new)),
        2 => Just(Step::BackUp),
        2 => any::<Index>().prop_map(Step::Restore),
    ]
}

async fn known(store: &Store) -> State {
    let mut state = State::new();
    for id in CHATS {
        let snapshot = store.snapshot(id).await.expect("read");
        if let Some(chat) = snapshot.chat {
            state.insert(id, Known { topics: chat.topics, signed: snapshot.supporter.is_some() });
        }
    }
    state
}

async fn nobody_is_brought_back(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let vault = Vault::new();
    let mut data = "data".to_owned();
    let mut store = vault.open_at(&data).await;
    let (mut live, mut wanted) = (State::new(), State::new());
    let mut backups: Vec<(PathBuf, State)> = Vec::new();
    for (nth, step) in steps.iter().enumerate() {
        match step {
            Step::BackUp => {
                let path = vault.back_up(&data, &format!("{nth}.age")).await;
                backups.push((path, live.clone()));
            }
            Step::Restore(_) if backups.is_empty() => {}
            Step::Restore(which) => {
                let (path, state) = which.get(&backups);
                store.close().await.expect("closed");
                data = format!("data-{nth}");
                vault.restore(path, &data).await.expect("restored");
                // Whether there are keys of the coalition changes too.
                store = if nth % 2 == 0 {
                    vault.open_at(&data).await
                } else {
                    vault.open_without_keys(&data).await
                };
                live = state.clone();
            }
            step => {
                let (chat, list) = changes(step).expect("a change");
                change(&store, chat, list).await;
                follow(&mut live, step, false);
                follow(&mut wanted, step, false);
                for (_, state) in &mut backups {
                    follow(state, step, true);
                }
            }
        }
        let found = known(&store).await;
        prop_assert_eq!(&found, &live, "after {:?}", step);
        for (chat, known) in found {
            let Some(wanted) = wanted.get(&chat) else {
                return Err(TestCaseError::fail(format!("{chat:?} is back after {step:?}")));
            };
            prop_assert!(known.topics.is_subset(&wanted.topics), "{:?} hears what it left", chat);
            prop_assert!(!known.signed || wanted.signed, "{:?} is a supporter again", chat);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_restore_brings_anybody_back(steps in vec(a_step(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(nobody_is_brought_back(steps))?;
    }
}

#[tokio::test]
async fn a_permission_to_publish_that_was_taken_back_stays_away_after_a_restore() {
    let (vault, chat) = (Vault::new(), CHATS[0]);
    let store = vault.open().await;
    change(&store, chat, [met(), Change::SaveSupporter(supporter(None))]).await;
    store.close().await.expect("closed");
    let allowed = vault.back_up("data", "allowed.age").await;
    let store = vault.open().await;
    let taken_back = Supporter { publish: false, ..supporter(None) };
    for _ in 0..2 {
        change(&store, chat, [Change::SaveSupporter(taken_back.clone())]).await;
    }
    store.close().await.expect("closed");
    let restored = vault.restore(&allowed, "new").await.expect("restored");
    let replayed = restored.replayed.expect("the list was read");
    assert_eq!((replayed.later, replayed.applied), (1, 1), "it is listed once");
    let supporter = vault.open_at("new").await.snapshot(chat).await.expect("read").supporter;
    assert!(!supporter.expect("still a supporter").publish);
}
