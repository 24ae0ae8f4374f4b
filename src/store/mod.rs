//! The one home of SQL: everything that the bot stores, in one SQLite file.
//!
//! **Reading** goes through [`Reader`], a few connections that can't write. **Writing** goes through one task
//! (`writer.rs`), which commits for many at once. Everything that a person typed is sealed before
//! it gets here or as it does: names and contacts to the coalition's keys, sign-ups, updates, drafts and campaigns under the
//! state key.
//!
//! In reading order: `sql.rs` (queries, rows, codecs), `tx.rs` and `writer.rs` (how a write runs), `tables/` (one file for
//! each table), then the files about more than one table: `apply.rs` (a turn's changes), `snapshot.rs`, `audience.rs`,
//! `claims.rs`, `delivering.rs`, `orders.rs`, `planning.rs`, `past_broadcasts.rs`, `lifecycle.rs` (erase, migrate, sweep).
//!
//! - **A new table or column:** write `migrations/000N_subject.sql`, add it to the list in `schema.rs`, and give a new table
//!   a file in `tables/`. A migration that was released is never edited.
//! - **A new query:** write it into the table's file, as a method of [`Reader`] (or of [`Store`], if it needs the state key).
//! - **A new write:** write a type that implements `WriteJob` into the table's file, and a method of [`Store`] that runs it.
//! - **A new change of a turn:** add it to [`Change`], and an arm to the match in `apply.rs`.
//!
//! SQL is text with bind parameters, each statement one literal. It keeps to the dialect that PostgreSQL speaks too: `$1`,
//! `ON CONFLICT`, `RETURNING`, `TRUE`. A test prepares every statement on PostgreSQL (`tests/it/store/postgres.rs`), except
//! those in `sqlite.rs`. Times are stored as whole milliseconds since 1970.

mod adopt;
mod apply;
mod audience;
mod change;
mod claims;
mod delivering;
mod error;
mod folder;
mod lifecycle;
mod opt_outs;
mod orders;
mod past_broadcasts;
mod personal_data;
mod planning;
mod purge;
mod reader;
mod replay;
mod schema;
mod scratch;
mod snapshot;
mod sql;
mod sqlite;
mod tables;
mod transaction;
mod trouble;
mod tx;
mod unseen;
mod warnings;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::watch;

use crate::crypto::StateKey;
use opt_outs::{OptOutList, list_state};
use purge::Purge;
use tables::settings;
use transaction::WriterState;
use writer::Writer;

pub(crate) use adopt::adopt;
pub(crate) use folder::take_empty;
pub(crate) use scratch::Scratch;

pub use adopt::Restored;
pub use change::{Change, ChangeSet};
pub use claims::{Claim, Claimed};
pub use delivering::{Delivered, Outcome};
pub use error::{FileError, StoreError};
pub use lifecycle::SweepCounts;
pub use opt_outs::OptOutsError;
pub use past_broadcasts::PastBroadcast;
pub use personal_data::PersonalData;
pub use planning::{News, Plan};
pub use reader::Reader;
pub use replay::Replayed;
pub use snapshot::ChatSnapshot;
pub use tables::campaigns::OpenCampaign;
pub use tables::deadlines::DeadlineDraft;
pub use tables::deliveries::PastDelivery;
pub use tables::dialogues::SavedSignUp;
pub use tables::inbox::{ATTEMPTS, InboxCounts, InboxTask, Incoming, Pending};
pub use tables::reminders::PastReminder;
pub use trouble::StoreTrouble;
pub use warnings::StoreWarnings;

/// The setting with the time when the store was restored from a backup, in milliseconds since 1970; none if it never was.
/// Campaigns and entries of before have marks of their own.
pub const RESTORED_AT: &str = "restored_at";

/// The database's file in the data folder; SQLite adds `-wal` and `-shm` beside it while it is open.
pub(crate) const DATABASE: &str = "pledge.db";

/// The data folder, open for this process alone.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    writer: Writer,
    key: Arc<StateKey>,
    dir: PathBuf,
}

impl Store {
    /// Opens the data folder as [`Store::open_with_list`] does, but keeps no list of opt-outs: for a store to which no backup
    /// will ever be restored, such as that of a test or a benchmark. Fails also if the store has kept a list before.
    pub async fn open(dir: &Path, key: StateKey) -> Result<Store, StoreError> {
        Store::open_or_make(dir, key, None).await
    }

    /// Opens the data folder. It is made (0700, its files 0600) if it is missing, and an older schema is brought up to date.
    /// The folder is this process's until [`Store::close`], or until the process ends in whatever way. Opt-outs are listed
    /// in the file at `list`, which is begun if it is missing.
    ///
    /// # Errors
    /// When the folder can't be used, another process has it, or the database in it is not ours, damaged, or newer than
    /// this binary; when the list belongs to another store or is an old copy, or the folder is. Nothing that
    /// anybody chose has changed then.
    pub async fn open_with_list(dir: &Path, key: StateKey, list: &Path) -> Result<Store, StoreError> {
        Store::open_or_make(dir, key, Some(list)).await
    }

    async fn open_or_make(dir: &Path, key: StateKey, list: Option<&Path>) -> Result<Store, StoreError> {
        let lock = folder::take(dir)?;
        scratch::clear(dir);
        let path = dir.join(DATABASE);
        let mut db = sqlite::open_writer(&path).await?;
        db.check().await?;
        schema::migrate(&mut db, &path).await?;
        let list = match list {
            Some(list) => Some(OptOutList::open(&mut db, list).await?),
            None if list_state(&mut db).await?.is_none() => None,
            None => return Err(OptOutsError::Unlisted.into()),
        };
        if let Some(list) = &list {
            unseen::settle(&mut db, &key, list).await?;
        }
        // A copy of the one file is recognized as ours from the first start on.
        db.checkpoint().await?;
        let purge = Purge::resume(&mut db).await?;
        let restored = settings::get(&mut db, RESTORED_AT).await?.is_some();
        let key = Arc::new(key);
        let (is_list_behind, warnings) = (true, watch::Sender::default());
        let mut state =
            WriterState { db, key: Arc::clone(&key), list, is_list_behind, restored, purge, warnings, lock };
        state.copy_opt_outs().await;
        let reader = Reader { pool: sqlite::open_readers(&path, false) };
        Ok(Store { reader, writer: Writer::start(state), key, dir: dir.to_owned() })
    }

    /// Reads everything that needs no state key.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// When the store was restored from a backup; `None` if it never was.
    pub async fn restored_at(&self) -> Result<Option<Timestamp>, StoreError> {
        self.reader.setting_time(RESTORED_AT).await
    }

    /// Changes whenever delivery is to look at the campaigns again: at a launch, an order, or a change of the deadlines.
    pub fn campaigns_changed(&self) -> watch::Receiver<u64> {
        self.writer.campaigns.subscribe()
    }

    /// Finishes all earlier requests, puts everything into the one database file, and lets the folder go. Later requests
    /// get [`StoreError::Closed`].
    ///
    /// # Errors
    /// When it was closed already, or the database fails.
    pub async fn close(&self) -> Result<(), StoreError> {
        // The writer goes last, as only the last connection tidies up.
        self.reader.pool.close().await;
        self.writer.close().await
    }
}
