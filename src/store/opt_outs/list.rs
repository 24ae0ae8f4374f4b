//! The list of a store that is open: found or begun then, and appended to by the writer.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::crypto::{Recipients, StoreKey};
use crate::domain::StoredId;
use crate::store::error::{FileError, StoreError};
use crate::store::opt_outs::file::{FoundList, begin, examine, find, is_same, line, lock, take, write};
use crate::store::opt_outs::{
    ListKey, OptOut, OptOutsError, SealedEntry, list_key, list_state, set_list, set_seen,
};
use crate::store::sql::Connection;
use crate::store::tables::unlisted;
use crate::store::tables::unlisted::UnlistedRow;

/// The list of a store that is open.
#[derive(Debug)]
pub(crate) struct OptOutList {
    pub path: PathBuf,
    /// Its random name.
    name: String,
    /// The file, which nobody else uses meanwhile.
    file: File,
    /// The key of the hashes that earlier versions wrote; `None` in a store that never had one.
    pub hashes: Option<ListKey>,
    /// The keys that later entries are sealed to; without them, they are sealed under the store key.
    pub recipients: Option<Recipients>,
    /// How many entries it has, as far as the store knows.
    pub count: u64,
    /// Where the last of these ends.
    end: u64,
    /// Whether it may have more, of an attempt that failed.
    has_remains: bool,
}

impl OptOutList {
    /// Opens the list of a store, or begins one. The store's settings follow.
    pub async fn open(
        db: &mut Connection,
        store_key: &StoreKey,
        path: &Path,
    ) -> Result<OptOutList, StoreError> {
        let hashes = list_key(db, store_key).await?;
        let (name, seen) = list_state(db).await?.unwrap_or_default();
        let found = match take(path)? {
            Some(found) if found.name == name || is_new(&found, store_key) => found,
            Some(_) => return Err(OptOutsError::Other(path.to_owned()).into()),
            None => begin(path, store_key)?,
        };
        if found.name == name && found.count < seen {
            return Err(OptOutsError::Old(path.to_owned()).into());
        }
        if found.name != name {
            if seen > 0 {
                log::warn!(
                    "the list of opt-outs was missing and is begun anew: make a new backup, as older ones can't be \
                     restored with this list"
                );
            }
            db.begin().await?;
            set_list(db, &found.name).await?;
            db.commit().await?;
        }
        let FoundList { file, name, count, end, .. } = found;
        let path = path.to_owned();
        Ok(OptOutList { path, name, file, hashes, recipients: None, count, end, has_remains: false })
    }

    /// The list as it is in the file.
    pub fn look(&self) -> Result<FoundList, StoreError> {
        examine(self.file.try_clone().map_err(FileError::cannot("use", &self.path))?, &self.path)
    }

    /// The text of the entry that an opt-out gets.
    pub fn seal(&self, chat: StoredId, opt_out: OptOut, store_key: &StoreKey) -> String {
        SealedEntry::seal(chat, opt_out, store_key, self.recipients.as_ref()).to_string()
    }

    /// Copies to the list all opt-outs that it does not have yet. They are committed in the store before, so they hold
    /// whatever happens here. After a failure, or a crash between the two steps, they are copied once more: an entry
    /// that comes twice does no harm.
    pub async fn catch_up(&mut self, db: &mut Connection) -> Result<(), StoreError> {
        loop {
            let rows = unlisted::page(db, 0).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            let begun_before = std::mem::replace(&mut self.has_remains, true);
            let end = self.append(&rows, begun_before).await?;
            let count = self.count + rows.len() as u64;
            db.begin().await?;
            if let Err(error) = note_listed(db, last.id, count).await {
                db.roll_back().await;
                return Err(error);
            }
            (self.count, self.end, self.has_remains) = (count, end, false);
        }
    }

    /// Writes entries behind the last one; when it returns, they are on the disk. They count from when the store knows
    /// of it: until then, the next attempt writes over them. Gives where they end.
    async fn append(&mut self, rows: &[UnlistedRow], overwrites: bool) -> Result<u64, StoreError> {
        let lines = rows.iter().zip(self.count + 1..).map(|(row, number)| line(number, &row.entry));
        let (path, text) = (self.path.clone(), lines.collect::<String>());
        let held = self.file.try_clone().map_err(FileError::cannot("use", &path))?;
        let known = KnownList { path, name: self.name.clone(), count: self.count, end: self.end, held };
        let written = tokio::task::spawn_blocking(move || {
            let (file, at) = known.place(overwrites)?;
            write(&file, at, text.as_bytes()).map_err(FileError::cannot("write", &known.path))?;
            Ok((file, at + text.len() as u64))
        });
        let (file, end) = written.await.unwrap_or(Err(StoreError::Closed))?;
        self.file = file;
        Ok(end)
    }
}

/// A list without entries is as good as a new one, unless it is another store's: a crash right after the list was begun leaves
/// one.
fn is_new(found: &FoundList, store_key: &StoreKey) -> bool {
    let ours = hex::encode(store_key.fingerprint());
    found.count == 0 && found.store.as_ref().is_none_or(|store| *store == ours)
}

/// The list as the store knows it.
struct KnownList {
    path: PathBuf,
    name: String,
    count: u64,
    end: u64,
    held: File,
}

impl KnownList {
    /// The file, and the place behind its last entry. It is looked for each time: if it was removed, or another one put in its
    /// place, that is noticed, and nothing is written to a file that is lost. Entries that another store wrote are never
    /// written over.
    fn place(&self, overwrites: bool) -> Result<(File, u64), StoreError> {
        let list = find(&self.path)?.ok_or_else(|| OptOutsError::Missing(self.path.clone()))?;
        let path = || self.path.clone();
        match list.count {
            _ if list.name != self.name => return Err(OptOutsError::Other(path()).into()),
            found if found < self.count => return Err(OptOutsError::Old(path()).into()),
            found if found > self.count && !overwrites => {
                return Err(OptOutsError::OldStore { path: path(), later: found - self.count }.into());
            }
            _ => {}
        }
        let at = if list.count == self.count { list.end } else { self.end };
        let unusable = FileError::cannot("use", &self.path);
        if is_same(&self.held, &list.file).map_err(&unusable)? {
            return Ok((self.held.try_clone().map_err(unusable)?, at));
        }
        // A copy of the list was put in its place.
        lock(&list.file, &self.path)?;
        Ok((list.file, at))
    }
}

/// Commits that the list has all entries up to this row, and how many entries it has now.
async fn note_listed(db: &mut Connection, last: i64, count: u64) -> Result<(), StoreError> {
    unlisted::remove_until(db, last).await?;
    set_seen(db, count).await?;
    db.commit().await
}
