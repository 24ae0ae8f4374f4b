//! Applies to a restored backup all opt-outs that are later than the backup.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;

use crate::crypto::StateKey;
use crate::domain::ChatId;
use crate::store::error::StoreError;
use crate::store::lifecycle;
use crate::store::opt_outs::{
    ListEntry, ListKey, OptOut, OptOutsError, Tag, entries_after, find, list_key, list_state, set_seen,
};
use crate::store::sql::Connection;
use crate::store::tables::{chats, supporters, topics};

/// The effect of the list of opt-outs on a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replayed {
    /// How many entries of the list were later than the backup.
    pub later: u64,
    /// How many erasures, withdrawals, stops and switched-off topics concerned chats that the backup knew.
    pub applied: u64,
}

/// The later entries: numbers and covers by tag.
#[derive(Debug, Default)]
pub(crate) struct LaterEntries(HashMap<Tag, Vec<(u64, u64)>>);

impl LaterEntries {
    pub fn add(&mut self, number: u64, entry: ListEntry) {
        self.0.entry(entry.tag).or_default().push((number, entry.cover));
    }
}

/// An entry whose chat was found: its number, the chat and its opt-out.
pub(crate) type Match = (u64, ChatId, OptOut);

/// Applies all opt-outs of the list that the database has not seen, in their order, and remembers that.
///
/// An opt-out that a later choice of the same person undid is applied too, because that choice is not in the backup. In
/// doubt a person is asked again and never written to.
///
/// # Errors
/// When the list is missing, belongs to another store, is too old, or damaged.
pub(crate) async fn replay(db: &mut Connection, path: &Path) -> Result<Replayed, StoreError> {
    let (name, seen) = list_state(db).await?.ok_or(OptOutsError::Unknown)?;
    let list = find(path)?.ok_or_else(|| OptOutsError::Missing(path.to_owned()))?;
    if list.name != name {
        return Err(OptOutsError::Other(path.to_owned()).into());
    }
    if list.count < seen {
        return Err(OptOutsError::Old(path.to_owned()).into());
    }
    let (mut later, count) = (LaterEntries::default(), list.count);
    entries_after(list, path, seen, |number, entry| later.add(number, entry))?;
    let key = list_key(db).await?;
    let matches = matches(db, &key, &later).await?;
    // A restored store has no sign-ups under way, so nothing has to be sealed anew.
    apply_all(db, &StateKey::generate(), &matches).await?;
    set_seen(db, count).await?;
    let applied =
        matches.iter().filter(|(.., opt_out)| !matches!(opt_out, OptOut::MovedTo(_))).count() as u64;
    Ok(Replayed { later: count - seen, applied })
}

/// The entries of chats in the database, and of the supergroups that these became.
async fn matches(db: &mut Connection, key: &ListKey, later: &LaterEntries) -> Result<Vec<Match>, StoreError> {
    let (mut found, mut seen, mut last) = (Vec::new(), HashSet::new(), Some(ChatId(i64::MIN)));
    while let Some(after) = last.filter(|_| !later.0.is_empty()) {
        let page = chats::page(db, after).await?;
        last = page.last().copied();
        add_matches(key, later, page, &mut found, &mut seen);
    }
    found.sort_by_key(|(number, ..)| *number);
    Ok(found)
}

/// The entries of these chats in their order, and of the supergroups that these became.
pub(crate) fn matches_of(key: &ListKey, later: &LaterEntries, chats: Vec<ChatId>) -> Vec<Match> {
    let mut found = Vec::new();
    add_matches(key, later, chats, &mut found, &mut HashSet::new());
    found.sort_by_key(|(number, ..)| *number);
    found
}

/// Adds the entries of chats, and of each supergroup that they became, one after another.
fn add_matches(
    key: &ListKey,
    later: &LaterEntries,
    chats: Vec<ChatId>,
    found: &mut Vec<Match>,
    seen: &mut HashSet<ChatId>,
) {
    let mut chats = VecDeque::from(chats);
    while let Some(chat) = chats.pop_front() {
        if seen.contains(&chat) {
            continue;
        }
        for kind in OptOut::ALL {
            for (number, cover) in later.0.get(&key.tag(chat, kind)).into_iter().flatten() {
                let opt_out = match kind {
                    OptOut::MovedTo(_) => {
                        OptOut::MovedTo(ChatId(key.cover(chat, kind, *cover).cast_signed()))
                    }
                    kind => kind,
                };
                if let OptOut::MovedTo(new) = opt_out {
                    chats.push_back(new);
                }
                found.push((*number, chat, opt_out));
                seen.insert(chat);
            }
        }
    }
}

/// Applies opt-outs in their order.
pub(crate) async fn apply_all(
    db: &mut Connection,
    key: &StateKey,
    matches: &[Match],
) -> Result<(), StoreError> {
    for (_, chat, opt_out) in matches {
        match *opt_out {
            OptOut::Erase => lifecycle::erase(db, *chat).await.map(drop)?,
            OptOut::Withdraw => supporters::withdraw(db, *chat).await.map(drop)?,
            OptOut::Unpublish => supporters::unpublish(db, *chat).await.map(drop)?,
            OptOut::Stop => lifecycle::stop_all(db, *chat).await.map(drop)?,
            OptOut::Topic(topic) => topics::switch_off(db, *chat, topic).await.map(drop)?,
            OptOut::MovedTo(new) => lifecycle::migrate(db, key, *chat, new).await.map(drop)?,
        }
    }
    Ok(())
}
