//! A restored backup goes through all opt-outs that are later than it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;

use sqlx::{Row, SqliteConnection};

use crate::crypto::StateKey;
use crate::domain::ChatId;
use crate::store::opt_outs::list::OptOutsError;
use crate::store::opt_outs::{Kind, ListKey, SEEN, Tag, list};
use crate::store::tables::{chats, dialogues, settings, supporters};
use crate::store::{StoreError, apply};

/// What a restore did on account of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replayed {
    /// How many entries of the list were later than the backup.
    pub later: u64,
    /// How many erasures, withdrawals, stops and switched-off topics were of chats that the backup knew.
    pub applied: u64,
}

/// What later entries say: by hash, the numbers and covers.
type Later = HashMap<Tag, Vec<(u64, u64)>>;

/// Applies all opt-outs of the list that the database has not seen, in their order, and remembers that.
///
/// An opt-out that a later choice of the same person undid is applied too, as that choice is not in the backup: who is
/// in doubt is asked again, never written to.
///
/// # Errors
/// When the list is missing, another one, too old, or damaged.
pub(crate) async fn replay(connection: &mut SqliteConnection, path: &Path) -> Result<Replayed, StoreError> {
    let (name, seen) = list::recall(connection).await?.ok_or(OptOutsError::Unknown)?;
    let found = list::found(path)?.ok_or_else(|| OptOutsError::Missing(path.to_owned()))?;
    if found.name != name {
        return Err(OptOutsError::Other(path.to_owned()).into());
    }
    if found.count < seen {
        return Err(OptOutsError::Old(path.to_owned()).into());
    }
    let (mut later, count) = (Later::new(), found.count);
    list::entries_after(found, path, seen, |number, tag, cover| {
        later.entry(tag).or_default().push((number, cover));
    })?;
    let key = list::key(connection).await?;
    let mut matches = matches(connection, &key, &later).await?;
    matches.sort_by_key(|(number, ..)| *number);
    for (_, chat, kind) in &matches {
        apply_one(connection, *chat, *kind).await?;
    }
    settings::put(connection, SEEN, &count.to_string()).await?;
    let applied = matches.iter().filter(|(.., kind)| !matches!(kind, Kind::MovedTo(_))).count() as u64;
    Ok(Replayed { later: count - seen, applied })
}

/// The entries that are of chats in the database, or of chats that those became.
async fn matches(
    connection: &mut SqliteConnection,
    key: &ListKey,
    later: &Later,
) -> Result<Vec<(u64, ChatId, Kind)>, StoreError> {
    const PAGE: i64 = 10_000;
    let (mut found, mut moved, mut last) = (Vec::new(), HashSet::new(), Some(i64::MIN));
    while let Some(after) = last.filter(|_| !later.is_empty()) {
        let rows = sqlx::query("SELECT chat_id FROM chats WHERE chat_id > $1 ORDER BY chat_id LIMIT $2")
            .bind(after)
            .bind(PAGE)
            .fetch_all(&mut *connection)
            .await?;
        last = None;
        for row in rows {
            let id = row.try_get(0)?;
            last = Some(id);
            of_chat(key, later, ChatId(id), &mut found, &mut moved);
        }
    }
    Ok(found)
}

/// Adds the entries of a chat, and of those that it became one after the other.
fn of_chat(
    key: &ListKey,
    later: &Later,
    chat: ChatId,
    found: &mut Vec<(u64, ChatId, Kind)>,
    seen: &mut HashSet<ChatId>,
) {
    let mut chats = VecDeque::from([chat]);
    while let Some(chat) = chats.pop_front() {
        if seen.contains(&chat) {
            continue;
        }
        for kind in Kind::ALL {
            for (number, cover) in later.get(&key.tag(chat, kind)).into_iter().flatten() {
                let kind = match kind {
                    Kind::MovedTo(_) => Kind::MovedTo(ChatId(key.cover(chat, kind, *cover).cast_signed())),
                    kind => kind,
                };
                if let Kind::MovedTo(new) = kind {
                    chats.push_back(new);
                }
                found.push((*number, chat, kind));
                seen.insert(chat);
            }
        }
    }
}

async fn apply_one(connection: &mut SqliteConnection, chat: ChatId, kind: Kind) -> Result<(), StoreError> {
    match kind {
        Kind::Erase => apply::erase(connection, chat).await.map(drop),
        Kind::Withdraw => supporters::withdraw(connection, chat).await.map(drop),
        Kind::Stop => {
            chats::topics_off(connection, chat).await?;
            dialogues::end(connection, chat).await
        }
        Kind::Topic(topic) => chats::topic_off(connection, chat, topic).await.map(drop),
        // A restored store has no sign-ups under way, so nothing has to be sealed anew.
        Kind::MovedTo(new) => apply::migrate(connection, &StateKey::generate(), chat, new).await.map(drop),
    }
}
