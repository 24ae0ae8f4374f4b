//! Random sequences of changes to the store and to a model in memory: both must give the same afterwards.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use pledge_bot::domain::time::home_day;
use pledge_bot::domain::{
    Chat, ChatId, ChatKind, ChatMenu, Lang, LocalHour, MessageId, Region, ReminderPrefs, ReminderScope,
    Supporter, Topic,
};
use pledge_bot::store::{Change, ChangeSet, StoreError};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::support::{Folder, noon};

const CHATS: [ChatId; 3] = [ChatId::new(1), ChatId::new(2), ChatId::new(-3)];

#[derive(Debug, Clone, PartialEq)]
struct Known {
    chat: Chat,
    supporter: Option<Supporter>,
}

/// All chats by ID. Some are unknown, and a change to one of those does nothing, or fails.
#[derive(Debug, Clone, Default)]
struct Model(BTreeMap<ChatId, Known>);

impl Model {
    /// Applies a turn; `false`, and no change at all, when a change needs a chat that is unknown.
    fn turn(&mut self, set: ChangeSet) -> bool {
        let mut next = self.clone();
        let mut id = set.chat;
        for change in set.list {
            if let Change::MigrateTo(new) = change {
                next.migrate(id, new);
                id = new;
            } else if !next.one(id, change) {
                return false;
            }
        }
        *self = next;
        true
    }

    fn one(&mut self, id: ChatId, change: Change) -> bool {
        if let Change::Meet(kind) = change {
            let fresh = Known { chat: Chat::new(id, kind), supporter: None };
            let known = self.0.entry(id).or_insert(fresh);
            known.chat.kind = kind;
            known.chat.active = true;
            return true;
        }
        if change == Change::Erase {
            self.0.remove(&id);
            return true;
        }
        let Some(Known { chat, supporter }) = self.0.get_mut(&id) else {
            let needs_it = matches!(
                change,
                Change::SetLang(_) | Change::SetTopic(_, true, _) | Change::SaveSupporter(_)
            );
            return !needs_it;
        };
        match change {
            Change::Meet(_)
            | Change::Snooze(_)
            | Change::Unsnooze(_)
            | Change::Await(..)
            | Change::EndAwait
            | Change::EndSignUp
            | Change::SaveForm(..)
            | Change::EndForm(_)
            | Change::SetDeadline(..)
            | Change::RemoveDeadline(..)
            | Change::EnterStatus(..)
            | Change::Hold(_)
            | Change::StopHold(..)
            | Change::LetGo(..)
            | Change::TellOfSilencing(..)
            | Change::MigrateTo(_)
            | Change::Erase
            | Change::Launch(..)
            | Change::PlanAnew(..)
            | Change::Order(..)
            | Change::SaveDraft(_)
            | Change::EndDraft
            | Change::RecordDeed(..)
            | Change::Staff(..)
            | Change::Freeze(_)
            | Change::LiftFreeze(_)
            | Change::KeepMessages(..) => {}
            Change::SetLang(lang) => chat.lang = Some(lang),
            Change::SetMenu(menu) => chat.menu = menu,
            Change::SetThread(thread) => chat.thread = thread,
            Change::TellOfEdits(now) => chat.edits_told = Some(now),
            Change::SetScreen(screen) => chat.screen = screen,
            Change::SetTopic(topic, true, _) => drop(chat.topics.insert(topic)),
            Change::SetTopic(topic, false, _) => drop(chat.topics.remove(&topic)),
            // It is forgotten below if no topic is on.
            Change::SetReminderPrefs(prefs, _) => chat.reminders = prefs,
            Change::StopAll => chat.topics.clear(),
            Change::SaveSupporter(new) => *supporter = Some(new),
            Change::Withdraw => *supporter = None,
            Change::MarkUnreachable => chat.active = false,
        }
        if chat.topics.is_empty() {
            chat.reminders = ReminderPrefs::default();
        }
        true
    }

    fn migrate(&mut self, old: ChatId, new: ChatId) {
        if old == new {
            return;
        }
        let Some(mut moved) = self.0.remove(&old) else { return };
        moved.chat = Chat { id: new, kind: ChatKind::Supergroup, menu: None, screen: None, ..moved.chat };
        let merged = match self.0.remove(&new) {
            None => moved,
            Some(known) => Known {
                chat: match known.chat {
                    // Somebody has chosen there already: topics that they ended must not come back.
                    chat if chat.lang.is_some() => Chat { kind: ChatKind::Supergroup, ..chat },
                    chat => Chat {
                        kind: ChatKind::Supergroup,
                        lang: moved.chat.lang,
                        topics: &chat.topics | &moved.chat.topics,
                        reminders: if chat.topics.is_empty() { moved.chat.reminders } else { chat.reminders },
                        ..chat
                    },
                },
                supporter: known.supporter.or(moved.supporter),
            },
        };
        self.0.insert(new, merged);
    }
}

fn a_change() -> impl Strategy<Value = Change> {
    let lang = || select(&Lang::ALL[..]);
    prop_oneof![
        4 => select(&ChatKind::ALL[..]).prop_map(Change::Meet),
        1 => lang().prop_map(Change::SetLang),
        2 => (select(&ReminderScope::ALL[..]), 0..24_i8).prop_map(|(scope, hour)| {
            let slot = LocalHour::new(hour, "Europe/Berlin").expect("a slot");
            Change::SetReminderPrefs(ReminderPrefs { scope, hour: slot }, Timestamp::UNIX_EPOCH)
        }),
        1 => prop::option::of(a_menu()).prop_map(Change::SetMenu),
        1 => prop::option::of(any::<i32>().prop_map(MessageId)).prop_map(Change::SetScreen),
        2 => (select(&Topic::ALL[..]), any::<bool>()).prop_map(|(topic, on)| Change::SetTopic(topic, on, noon())),
        1 => Just(Change::StopAll),
        1 => Just(Change::EndSignUp),
        2 => a_supporter().prop_map(Change::SaveSupporter),
        1 => any::<i32>().prop_map(|id| Change::KeepMessages(vec![MessageId(id)], noon())),
        1 => Just(Change::Withdraw),
        1 => Just(Change::Erase),
        1 => Just(Change::MarkUnreachable),
        1 => select(&CHATS[..]).prop_map(Change::MigrateTo),
    ]
}

fn a_menu() -> impl Strategy<Value = ChatMenu> {
    (select(&Lang::ALL[..]), 0..9_usize).prop_map(|(lang, staff_commands)| ChatMenu { lang, staff_commands })
}

fn a_supporter() -> impl Strategy<Value = Supporter> {
    let sealed = || prop::option::of(vec(any::<u8>(), 0..40));
    let day = || (0..10_000_i64).prop_map(|after| home_day(noon() + SignedDuration::from_hours(24 * after)));
    let said = (select(&Region::ALL[..]), any::<bool>(), any::<u32>(), any::<i64>());
    (said, day(), day(), sealed(), sealed(), sealed()).prop_map(
        |((region, publish, consent, number), supported_on, consented_on, name, contact, joint)| Supporter {
            region,
            publish,
            consented_on,
            name,
            contact,
            joint,
            ..Supporter::new(number, consent, supported_on)
        },
    )
}

fn a_turn() -> impl Strategy<Value = ChangeSet> {
    (select(&CHATS[..]), vec(a_change(), 0..6)).prop_map(|(chat, list)| ChangeSet { chat, list })
}

async fn follows_the_model(turns: Vec<ChangeSet>) -> Result<(), TestCaseError> {
    let folder = Folder::new();
    let store = folder.open().await;
    let mut model = Model::default();
    // All are sent before the first is answered, so that many share a transaction.
    let answers =
        futures_util::future::join_all(turns.iter().map(|turn| store.commit(None, Some(turn.clone()))));
    for (turn, answer) in turns.iter().zip(answers.await) {
        let applied = model.turn(turn.clone());
        prop_assert!(
            matches!((applied, &answer), (true, Ok(())) | (false, Err(StoreError::UnknownChat))),
            "{answer:?}"
        );
    }
    for id in CHATS {
        let snapshot = store.snapshot(id).await.expect("read");
        let known = model.0.get(&id);
        prop_assert_eq!(snapshot.chat.as_ref(), known.map(|known| &known.chat));
        prop_assert_eq!(snapshot.supporter.as_ref(), known.and_then(|known| known.supporter.as_ref()));
    }
    let signed = model.0.values().filter(|known| known.supporter.is_some()).count();
    prop_assert_eq!(store.supporters().await.expect("read"), signed as u64);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_store_does_what_the_model_does(turns in vec(a_turn(), 1..20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(follows_the_model(turns))?;
    }
}
