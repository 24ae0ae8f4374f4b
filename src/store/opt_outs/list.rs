//! The list of a store that is open: found or begun then, and appended to by the writer.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::crypto::{Recipients, StoreKey};
use crate::domain::StoredId;
use crate::slow_disk::{NoAnswer, SlowDisk, within};
use crate::store::error::{FileError, StoreError};
use crate::store::opt_outs::file::{FoundList, begin, examine, find, is_same, line, lock, take, write};
use crate::store::opt_outs::{
    ListKey, OptOut, OptOutsError, SealedEntry, list_key, list_state, set_list, set_seen,
};
use crate::store::sql::Connection;
use crate::store::tables::unlisted;
use crate::store::tables::unlisted::UnlistedRow;

/// How long the writer waits for the disk of the list. All other changes wait with it.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a start waits for it. A disk that sleeps takes a while to wake up.
const START_PATIENCE: Duration = Duration::from_secs(30);

/// The list of a store that is open.
#[derive(Debug)]
pub(crate) struct OptOutList {
    pub path: PathBuf,
    /// Its disk, which may be one on another machine.
    pub disk: SlowDisk,
    /// How long the writer waits for it.
    pub patience: Duration,
    /// What is being written.
    writing: Option<Writing>,
    /// Whether the disk took too long, and the list is not complete since.
    is_late: bool,
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

/// Entries that are being written. That goes on by itself, whether or not somebody waits.
#[derive(Debug)]
struct Writing {
    /// Gives the file, and where the entries end.
    written: JoinHandle<Result<(File, u64), StoreError>>,
    /// The last row of the entries.
    last: i64,
    /// How many entries the list has with them.
    count: u64,
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
        let found = {
            let (path, name, store) = (path.to_owned(), name.clone(), store_key.fingerprint());
            within(START_PATIENCE, move || found_or_begun(&path, &name, store)).await
        };
        let found = found.map_err(|why| no_answer(why, path))??;
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
        Ok(OptOutList {
            path: path.to_owned(),
            disk: SlowDisk::default(),
            patience: PATIENCE,
            writing: None,
            is_late: false,
            name,
            file,
            hashes,
            recipients: None,
            count,
            end,
            has_remains: false,
        })
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
            let under_way = match self.writing.take() {
                None => self.begin_writing(&unlisted::page(db, 0).await?)?,
                under_way => under_way,
            };
            let Some(mut writing) = under_way else {
                self.is_late = false;
                return Ok(());
            };
            // A disk that took too long is waited for no more until the list is complete: each commit only looks.
            let limit = if self.is_late { Duration::ZERO } else { self.patience };
            let Ok(written) = timeout(limit, &mut writing.written).await else {
                (self.writing, self.is_late) = (Some(writing), true);
                return Err(OptOutsError::NoAnswer(self.path.clone()).into());
            };
            let (file, end) = written.unwrap_or(Err(StoreError::Closed))?;
            self.file = file;
            db.begin().await?;
            if let Err(error) = note_listed(db, writing.last, writing.count).await {
                db.roll_back().await;
                return Err(error);
            }
            (self.count, self.end, self.has_remains) = (writing.count, end, false);
        }
    }

    /// Begins to write entries behind the last one; once they are written, they are on the disk. They count from when the store
    /// knows of it: until then, the next attempt writes over them.
    fn begin_writing(&mut self, rows: &[UnlistedRow]) -> Result<Option<Writing>, StoreError> {
        let Some(last) = rows.last() else { return Ok(None) };
        let overwrites = std::mem::replace(&mut self.has_remains, true);
        let lines = rows.iter().zip(self.count + 1..).map(|(row, number)| line(number, &row.entry));
        let (path, text) = (self.path.clone(), lines.collect::<String>());
        let held = self.file.try_clone().map_err(FileError::cannot("use", &path))?;
        let known = KnownList { path, name: self.name.clone(), count: self.count, end: self.end, held };
        let write = async move {
            let (file, at) = known.place(overwrites)?;
            write(&file, at, text.as_bytes()).map_err(FileError::cannot("write", &known.path))?;
            Ok((file, at + text.len() as u64))
        };
        let disk = self.disk.clone();
        let work = async move { disk.work(Duration::MAX, write).await.unwrap_or(Err(StoreError::Closed)) };
        let written = tokio::spawn(work);
        Ok(Some(Writing { written, last: last.id, count: self.count + rows.len() as u64 }))
    }
}

/// Takes the list of a store, which knows it by this name, or begins one.
fn found_or_begun(path: &Path, name: &str, store: [u8; 16]) -> Result<FoundList, StoreError> {
    match take(path)? {
        Some(found) if found.name == name || is_new(&found, store) => Ok(found),
        Some(_) => Err(OptOutsError::Other(path.to_owned()).into()),
        None => begin(path, store),
    }
}

fn no_answer(why: NoAnswer, path: &Path) -> StoreError {
    match why {
        NoAnswer::Late => OptOutsError::NoAnswer(path.to_owned()).into(),
        NoAnswer::Failed => StoreError::Closed,
    }
}

/// A list without entries is as good as a new one, unless it is another store's: a crash right after the list was begun leaves
/// one.
fn is_new(found: &FoundList, store: [u8; 16]) -> bool {
    let ours = hex::encode(store);
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
