//! The one home of SQL: chats, topics, sign-ups under way, supporters, the inbox and settings, in one SQLite file.
//!
//! **Reading** goes through [`Reader`], a few connections that can't write. **Writing** goes through one task
//! (`writer.rs`), which commits for many at once. What a person typed is sealed before it gets here or as it does: names and
//! contacts to the coalition's key, sign-ups and updates under the state key.
//!
//! **To add a table or a column:** write `migrations/000N_what.sql`, add it to the list in `schema.rs`, and give it a file
//! here with its queries. A migration that was ever released is never edited.
//! **To add a query:** write it into the table's file, as a method of [`Reader`] (or of [`Store`], where it needs the state key).
//! **To add a change:** add it to [`Change`], a function to the table's file, and an arm to `apply.rs`; it then runs in
//! the same transaction as everything else of its turn. What is not a turn's gets a `Work` in `writer.rs`.
//!
//! SQL keeps to what PostgreSQL speaks too: `$1`, `ON CONFLICT`, `RETURNING`, `TRUE`; SQLite's own words (`PRAGMA`,
//! `VACUUM`, `BEGIN IMMEDIATE`, `BLOB`) stand in `mod.rs`, `purge.rs`, `reader.rs`, `schema.rs`, `writer.rs` and the
//! migrations only.
//! Times are stored as whole milliseconds since 1970.

mod apply;
mod audience;
mod backup;
mod change;
mod claims;
mod error;

mod files;
mod personal_data;

mod opt_outs;
mod purge;
mod reader;
mod restore;
mod schema;
pub(crate) mod scratch;
mod tables;
mod unreachable;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection};

use crate::crypto::StateKey;
use crate::domain::Retention;
use opt_outs::List;
use purge::Purge;
use tables::settings;
use writer::{Hand, Reply, Work, Writer};

pub use backup::{BackedUp, BackupError, backup};
pub use change::{Change, ChangeSet};
pub use claims::{Claim, Claimed};
pub use error::StoreError;
pub use opt_outs::{OptOutsError, Replayed};
pub use personal_data::{PastDelivery, PersonalData};
pub use reader::Reader;
pub use restore::{RestoreError, Restored, restore};
pub use tables::campaigns::OpenCampaign;
pub use tables::chats::ChatSnapshot;
pub use tables::deadlines::DeadlineDraft;
pub use tables::deliveries::{Delivered, Outcome};
pub use tables::dialogues::SavedSignUp;
pub use tables::inbox::{ATTEMPTS, Counts, InboxTask, Incoming, Pending, Swept};
pub use tables::reminders::{Plan, Reminded};

/// The setting that says when the store was restored from a backup, in milliseconds since 1970; none when it never was.
/// What was planned before that must not be sent as if nothing had happened.
pub const RESTORED_AT: &str = "restored_at";

/// The data folder, open for this process alone.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    writer: Writer,
    key: Arc<StateKey>,
    dir: PathBuf,
}

impl Store {
    /// Opens the data folder as [`Store::open_with_list`] does, but keeps no list of opt-outs: for stores that no backup is
    /// ever restored to, as in a test.
    ///
    /// # Errors
    /// As there, and when the store has kept a list before.
    pub async fn open(dir: &Path, key: StateKey) -> Result<Store, StoreError> {
        Store::open_or_make(dir, key, None).await
    }

    /// Opens the data folder, and makes it (0700, its files 0600) where it is missing; an older schema is brought up to
    /// date. The folder is this process's until [`Store::close`], or until the process ends in whatever way. Opt-outs are
    /// listed in the file at `list`, which is begun where it is missing.
    ///
    /// # Errors
    /// When the folder can't be used, another process has it, or what is in it is not ours, damaged, or newer than
    /// this binary; when the list belongs to another store or is an old copy. Nothing has changed then.
    pub async fn open_with_list(dir: &Path, key: StateKey, list: &Path) -> Result<Store, StoreError> {
        Store::open_or_make(dir, key, Some(list)).await
    }

    async fn open_or_make(dir: &Path, key: StateKey, list: Option<&Path>) -> Result<Store, StoreError> {
        let lock = files::take(dir)?;
        scratch::clear(dir);
        let path = dir.join(files::DATABASE);
        let options = reader::options(&path)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit is on the disk when it returns, also when the power fails.
            .synchronous(SqliteSynchronous::Full)
            // What is deleted is overwritten.
            .pragma("secure_delete", "ON")
            // No query of the writer waits for its rows to be taken.
            .row_buffer_size(writer::ROWS);
        let mut connection = SqliteConnection::connect_with(&options).await?;
        schema::migrate(&mut connection, &path).await?;
        let list = match list {
            Some(list) => Some(List::open(&mut connection, list).await?),
            None if opt_outs::recall(&mut connection).await?.is_none() => None,
            None => return Err(OptOutsError::Unlisted.into()),
        };
        // A copy of the one file is recognized as ours from the first start on.
        writer::settle(&mut connection).await?;
        let purge = Purge::resume(&mut connection).await?;
        let restored = settings::get(&mut connection, RESTORED_AT).await?.is_some();
        let key = Arc::new(key);
        let writer = Writer::start(Hand { connection, key: Arc::clone(&key), list, restored, purge, lock });
        Ok(Store { reader: Reader::connect(&path, false), writer, key, dir: dir.to_owned() })
    }

    /// What can be read without the state key.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Applies what a turn changes and removes its update from the inbox: both or neither, and on the disk when it returns.
    ///
    /// # Errors
    /// [`StoreError::UnknownChat`] when a change needs a chat that was never met; others when the database fails. Nothing
    /// was changed then, and the update is still in the inbox.
    pub async fn commit(&self, done: Option<i64>, set: Option<ChangeSet>) -> Result<(), StoreError> {
        self.writer.ask(Work::Turn(done, set)).await.map(drop)
    }

    /// Removes what has been kept for as long as `keep` says, and clears the log of what was deleted; returns how many of
    /// each. Chats that can't be written to are counted as lost from the first sweep that finds them so. To be called
    /// every hour or so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sweep(&self, now: Timestamp, keep: &Retention) -> Result<Swept, StoreError> {
        scratch::clear(&self.dir);
        let Reply::Swept(mut swept) = self.writer.ask(Work::Sweep(now.as_millisecond(), *keep)).await? else {
            unreachable!("a sweep is answered by what was swept")
        };
        let before = now.saturating_sub(keep.deliveries).unwrap_or(Timestamp::MIN).as_millisecond();
        loop {
            match self.writer.ask(Work::Shrink(before)).await? {
                Reply::Counted(more) if more > 0 => swept.deliveries += more,
                _ => return Ok(swept),
            }
        }
    }

    /// When the store was restored from a backup; none when it never was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn restored_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let millis = self.setting(RESTORED_AT).await?.and_then(|millis| millis.parse().ok());
        Ok(millis.and_then(|millis| Timestamp::from_millisecond(millis).ok()))
    }

    /// Finishes what was asked before, puts everything into the one database file, and lets the folder go. Whoever asks
    /// anything afterwards gets [`StoreError::Closed`].
    ///
    /// # Errors
    /// When it was closed already, or the database fails.
    pub async fn close(&self) -> Result<(), StoreError> {
        // The writer goes last, as only the last connection tidies up.
        self.reader.pool.close().await;
        self.writer.ask(Work::Close).await.map(drop)
    }
}
