//! Applies to a restored backup all opt-outs that are later than the backup.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::path::Path;

use crate::crypto::{Fingerprint, IdKey, Identity, StoreKey};
use crate::domain::StoredId;
use crate::store::error::StoreError;
use crate::store::lifecycle;
use crate::store::opt_outs::{
    EntryOpener, HashedEntry, ListEntry, ListKey, OpenEntryError, OpenedEntry, OptOut, OptOutsError,
    SealedEntry, Tag, entries_after, list_key, list_state, set_seen, take,
};
use crate::store::sql::Connection;
use crate::store::tables::{chats, supporters, topics};

/// The list of opt-outs of a restore.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RestoreList<'a> {
    /// The file.
    pub path: &'a Path,
    /// Opens its entries.
    pub identity: &'a Identity,
}

/// The effect of the list of opt-outs on a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replayed {
    /// How many entries of the list were later than the backup.
    pub later: u64,
    /// The number of opt-outs among them that concerned chats that the backup knew.
    pub applied: u64,
}

/// The later entries.
#[derive(Debug, Default)]
pub(crate) struct LaterEntries {
    /// Of earlier versions: numbers and covers by tag.
    hashed: HashMap<Tag, Vec<(u64, u64)>>,
    /// Of this version: numbers and opt-outs by chat.
    opened: HashMap<StoredId, Vec<(u64, OptOut)>>,
}

impl LaterEntries {
    pub fn add_hashed(&mut self, number: u64, entry: HashedEntry) {
        self.hashed.entry(entry.tag).or_default().push((number, entry.cover));
    }

    fn add_opened(&mut self, number: u64, entry: OpenedEntry) {
        self.opened.entry(entry.chat).or_default().push((number, entry.opt_out));
    }

    /// The entries of one chat.
    fn of(&self, hashes: Option<&ListKey>, ids: &IdKey, chat: StoredId) -> Vec<(u64, OptOut)> {
        let mut all = self.opened.get(&chat).cloned().unwrap_or_default();
        let Some(key) = hashes.filter(|_| !self.hashed.is_empty()) else { return all };
        let id = ids.reveal(chat);
        for kind in OptOut::ALL {
            for (number, cover) in self.hashed.get(&key.tag(id, kind)).into_iter().flatten() {
                let opt_out = match kind {
                    OptOut::MovedTo(_) => OptOut::MovedTo(ids.hide(key.uncover(id, kind, *cover))),
                    kind => kind,
                };
                all.push((*number, opt_out));
            }
        }
        all
    }
}

/// An entry whose chat was found: its number, the chat and its opt-out.
pub(crate) type Match = (u64, StoredId, OptOut);

/// The entries that can't be opened.
#[derive(Default)]
struct UnopenedEntries {
    /// How many are sealed to other keys.
    to_others: u64,
    /// These keys.
    keys: BTreeSet<Fingerprint>,
    /// How many are under another store key.
    of_others: u64,
}

impl UnopenedEntries {
    /// # Errors
    /// When there are any: without them, people who have left would come back.
    fn refuse(self, path: &Path) -> Result<(), OptOutsError> {
        let UnopenedEntries { to_others, keys, of_others } = self;
        if to_others > 0 {
            let keys = keys.into_iter().collect();
            return Err(OptOutsError::OtherKeys { path: path.to_owned(), count: to_others, keys });
        }
        if of_others > 0 {
            return Err(OptOutsError::OtherStoreKey { path: path.to_owned(), count: of_others });
        }
        Ok(())
    }
}

/// Applies all opt-outs of the list that the database has not seen, in their order, and remembers that.
///
/// An opt-out that a later choice of the same person undid is applied too, because that choice is not in the backup. In
/// doubt a person is asked again and never written to.
///
/// # Errors
/// When the list is missing, in use, belongs to another store, is too old, or damaged; when a later entry can't be opened.
pub(crate) async fn replay(
    db: &mut Connection,
    store_key: &StoreKey,
    restore: RestoreList<'_>,
) -> Result<Replayed, StoreError> {
    let path = restore.path;
    let (name, seen) = list_state(db).await?.ok_or(OptOutsError::Unknown)?;
    let list = take(path)?.ok_or_else(|| OptOutsError::Missing(path.to_owned()))?;
    if list.name != name {
        return Err(OptOutsError::Other(path.to_owned()).into());
    }
    if list.count < seen {
        return Err(OptOutsError::Old(path.to_owned()).into());
    }
    let (mut later, mut unopened, count) = (LaterEntries::default(), UnopenedEntries::default(), list.count);
    let opener = EntryOpener::new(restore.identity, store_key);
    entries_after(list, path, seen, |number, entry| match entry {
        ListEntry::Hashed(entry) => {
            later.add_hashed(number, entry);
            Ok(())
        }
        ListEntry::Sealed(entry) => open(&opener, path, number, &entry, &mut later, &mut unopened),
    })?;
    unopened.refuse(path)?;
    let hashes = list_key(db, store_key).await?;
    let matches = matches(db, &IdKey::of(store_key), hashes.as_ref(), &later).await?;
    // A restored store has no sign-ups under way, so nothing has to be sealed anew.
    apply_all(db, &StoreKey::generate(), &matches).await?;
    set_seen(db, count).await?;
    let applied =
        matches.iter().filter(|(.., opt_out)| !matches!(opt_out, OptOut::MovedTo(_))).count() as u64;
    Ok(Replayed { later: count - seen, applied })
}

/// Opens an entry, or counts it among those that can't be opened.
fn open(
    opener: &EntryOpener<'_>,
    path: &Path,
    number: u64,
    entry: &SealedEntry,
    later: &mut LaterEntries,
    unopened: &mut UnopenedEntries,
) -> Result<(), OptOutsError> {
    match opener.open(entry) {
        Ok(plain) => later.add_opened(number, plain),
        Err(OpenEntryError::OtherKeys) => {
            unopened.to_others += 1;
            unopened.keys.extend(entry.keys.iter());
        }
        Err(OpenEntryError::OtherStore) => unopened.of_others += 1,
        Err(OpenEntryError::Damaged) => {
            return Err(OptOutsError::Damaged { path: path.to_owned(), line: number + 2 });
        }
    }
    Ok(())
}

/// The entries of chats in the database, and of the supergroups that these became.
async fn matches(
    db: &mut Connection,
    ids: &IdKey,
    hashes: Option<&ListKey>,
    later: &LaterEntries,
) -> Result<Vec<Match>, StoreError> {
    let mut found = FoundMatches::new(hashes, ids, later)?;
    let mut last = None;
    while !(later.hashed.is_empty() && later.opened.is_empty()) {
        let page = chats::page(db, last).await?;
        last = page.last().copied();
        if last.is_none() {
            break;
        }
        found.add(page);
    }
    Ok(found.in_order())
}

/// The entries of these chats in their order, and of the supergroups that these became.
///
/// # Errors
/// When there are hashes, and the database has no key of theirs.
pub(crate) fn matches_of(
    hashes: Option<&ListKey>,
    ids: &IdKey,
    later: &LaterEntries,
    chats: Vec<StoredId>,
) -> Result<Vec<Match>, StoreError> {
    let mut found = FoundMatches::new(hashes, ids, later)?;
    found.add(chats);
    Ok(found.in_order())
}

/// Looks for the entries of chats.
struct FoundMatches<'a> {
    hashes: Option<&'a ListKey>,
    ids: &'a IdKey,
    later: &'a LaterEntries,
    found: Vec<Match>,
    seen: HashSet<StoredId>,
}

impl FoundMatches<'_> {
    fn new<'a>(
        hashes: Option<&'a ListKey>,
        ids: &'a IdKey,
        later: &'a LaterEntries,
    ) -> Result<FoundMatches<'a>, StoreError> {
        if hashes.is_none() && !later.hashed.is_empty() {
            return Err(StoreError::Corrupt("the key of the opt-outs is missing".to_owned()));
        }
        Ok(FoundMatches { hashes, ids, later, found: Vec::new(), seen: HashSet::new() })
    }

    /// Adds the entries of chats, and of each supergroup that they became, one after another.
    fn add(&mut self, chats: Vec<StoredId>) {
        let mut chats = VecDeque::from(chats);
        while let Some(chat) = chats.pop_front() {
            if self.seen.contains(&chat) {
                continue;
            }
            for (number, opt_out) in self.later.of(self.hashes, self.ids, chat) {
                if let OptOut::MovedTo(new) = opt_out {
                    chats.push_back(new);
                }
                self.found.push((number, chat, opt_out));
                self.seen.insert(chat);
            }
        }
    }

    fn in_order(mut self) -> Vec<Match> {
        self.found.sort_by_key(|(number, ..)| *number);
        self.found
    }
}

/// Applies opt-outs in their order.
pub(crate) async fn apply_all(
    db: &mut Connection,
    key: &StoreKey,
    matches: &[Match],
) -> Result<(), StoreError> {
    for (_, chat, opt_out) in matches {
        let chat = *chat;
        match *opt_out {
            OptOut::Erase => lifecycle::erase(db, chat).await.map(drop)?,
            OptOut::Withdraw => supporters::withdraw(db, chat).await.map(drop)?,
            OptOut::Unpublish => supporters::unpublish(db, chat).await.map(drop)?,
            OptOut::Stop => lifecycle::stop_all(db, chat).await.map(drop)?,
            OptOut::Topic(topic) => topics::switch_off(db, chat, topic).await.map(drop)?,
            OptOut::MovedTo(new) => lifecycle::migrate(db, key, chat, new).await.map(drop)?,
        }
    }
    Ok(())
}
