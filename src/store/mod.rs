//! The one home of SQL: everything that the bot stores, in one SQLite file.
//!
//! **Reading** goes through [`Reader`], a few connections that can't write. **Writing** goes through one task
//! (`writer.rs`), which commits for many at once. Everything that a person typed is sealed before
//! it gets here or as it does: names and contacts to the coalition's keys, sign-ups, updates, forms, drafts and campaigns under the
//! store key.
//!
//! **IDs** of chats and people are in the database only as stored forms ([`StoredId`]). The methods of
//! [`Store`] take Telegram's IDs and hide them; everything below them knows stored forms alone.
//!
//! In reading order: `sql.rs` (queries, rows, codecs), `tx.rs` and `writer.rs` (how a write runs), `tables/` (one file for
//! each table), then the files about more than one table: `apply.rs` (a turn's changes), `snapshot.rs`, `audience.rs`,
//! `claims.rs`, `delivering.rs`, `orders.rs`, `planning.rs`, `past_broadcasts.rs`, `outlines.rs`,
//! `lifecycle.rs` (erase, migrate, sweep), `staffing.rs` (changes to the staff),
//! `staff_orders.rs` (those of the command line), `audit/` (the audit log), `freeze.rs`, `hiding.rs` and
//! `exchange.rs` (a file with Telegram's IDs is written anew).
//!
//! - **A new table or column:** write `migrations/000N_subject.sql`, add it to the list in `schema.rs`, and give a new table
//!   a file in `tables/`. A migration that was released is never edited.
//! - **A new query:** write it into the table's file, as a method of [`Reader`] (or of [`Store`], if it needs the store key).
//! - **A new write:** write a type that implements `WriteJob` into the table's file, and a method of [`Store`] that runs it.
//! - **A new change of a turn:** add it to [`Change`], and an arm to the match in `apply.rs`.
//!
//! SQL is text with bind parameters, each statement one literal. It keeps to the dialect that PostgreSQL speaks too: `$1`,
//! `ON CONFLICT`, `RETURNING`, `TRUE`. A test prepares every statement on PostgreSQL (`tests/it/store/postgres.rs`), except
//! those in `sqlite.rs`. Times are stored as whole milliseconds since 1970.

mod accepted_keys;
mod adopt;
mod apply;
mod audience;
mod audit;
mod change;
mod claims;
mod deeds;
mod delivering;
mod doctor;
mod error;
mod exchange;
mod folder;
mod forgotten;
mod freeze;
mod hiding;
mod holds;
mod key_check;
mod key_copy;
mod lifecycle;
mod manifest;
mod opt_outs;
mod orders;
mod outlines;
mod past_broadcasts;
mod personal_data;
mod planning;
mod pulse;
mod purge;
mod reader;
mod replay;
mod schema;
mod scratch;
mod snapshot;
mod sql;
mod sqlite;
mod staff_orders;
mod staffing;
mod stages;
mod standing;
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

use crate::crypto::{Fingerprints, IdKey, Recipients, StoreKey};
use crate::domain::{ChatId, PersonCode, StoredId};
use opt_outs::{OptOutList, list_state};
use purge::Purge;
use tables::settings;
use transaction::WriterState;
use writer::Writer;

pub(crate) use adopt::adopt;
pub(crate) use audit::audit_head_of;
pub(crate) use exchange::wipe;
pub(crate) use folder::take_empty;
pub(crate) use hiding::COPY as COPY_BEFORE_STORED_IDS;
pub(crate) use manifest::{read_manifest, write_manifest};
pub(crate) use replay::RestoreList;
pub(crate) use scratch::Scratch;

pub use accepted_keys::accept_keys;
pub use adopt::Restored;
pub use audit::{
    AuditFault, AuditFaultKind, AuditPage, AuditReader, AuditReport, HeadFound, ReadEntry, record_deed,
};
pub use change::{Change, ChangeSet};
pub use claims::{Claim, Claimed};
pub use delivering::{Delivered, Outcome};
pub use doctor::{DoctorNote, SchemaAge, StoreFacts};
pub use error::{FileError, StoreError};
pub use folder::until_free;
pub use forgotten::{end_forgetting, is_key_forgotten};
pub use key_check::{STORE_KEY_CHECK, knows_its_key};
pub use key_copy::KnownKey;
pub use lifecycle::SweepCounts;
pub use manifest::Manifest;
pub use opt_outs::{ListFacts, OptOutsError, list_facts};
pub use past_broadcasts::PastBroadcast;
pub use personal_data::PersonalData;
pub use planning::{News, Plan};
pub use reader::Reader;
pub use replay::Replayed;
pub use schema::{StoreSchema, store_schema};
pub use snapshot::ChatSnapshot;
pub use standing::{HoldStanding, ToldPerson};
pub use tables::campaigns::OpenCampaign;
pub use tables::deliveries::PastDelivery;
pub use tables::dialogues::SavedSignUp;
pub use tables::hold_notices::HoldNotice;
pub use tables::inbox::{ATTEMPTS, InboxCounts, InboxTask, Incoming, Pending, PostponedAnswer};
pub use tables::reminders::PastReminder;
pub use tables::silencings::UntoldSilencing;
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
    key: Arc<StoreKey>,
    ids: Arc<IdKey>,
    dir: PathBuf,
    /// Turns true when the key is to be forgotten.
    forgets: watch::Sender<bool>,
}

impl Store {
    /// Opens the data folder as [`Store::open_with_list`] does, but keeps no list of opt-outs: for a store to which no backup
    /// will ever be restored, such as that of a test or a benchmark. Fails also if the store has kept a list before.
    pub async fn open(dir: &Path, key: StoreKey) -> Result<Store, StoreError> {
        Store::open_or_make(dir, key, None).await
    }

    /// Opens the data folder. It is made (0700, its files 0600) if it is missing, and an older schema is brought up to date.
    /// The folder is this process's until [`Store::close`], or until the process ends in whatever way. Opt-outs are listed
    /// in the file at `list`, which is begun if it is missing.
    ///
    /// # Errors
    /// When the folder can't be used, another process has it, or the database in it is not ours, damaged, or newer than
    /// this binary; when it knows another key; when the list belongs to another store or is an old copy, or the folder is.
    /// Nothing that anybody chose has changed then.
    pub async fn open_with_list(dir: &Path, key: StoreKey, list: &Path) -> Result<Store, StoreError> {
        Store::open_or_make(dir, key, Some(list)).await
    }

    /// Writes the database of an earlier version anew, with stored forms in the place of Telegram's IDs; changes nothing if that
    /// was done. A sealed copy of the data as they were is left in the folder if there are `recipients`, and the store gets a copy
    /// of its key that they open, if it lacks one. Opening does the same without these copies.
    ///
    /// # Errors
    /// As [`Store::open_with_list`], when there is too little room, and when other keys than those of `recipients` were accepted.
    /// The data are as they were then.
    pub async fn upgrade(
        dir: &Path,
        key: &StoreKey,
        recipients: Option<&Recipients>,
    ) -> Result<(), StoreError> {
        let _lock = folder::take(dir)?;
        let keys = recipients.map_or_else(Fingerprints::default, Recipients::fingerprints);
        accepted_keys::require_in(dir, &keys).await?;
        let mut db = hiding::open(&dir.join(DATABASE), key, recipients).await?;
        if let Some(recipients) = recipients {
            key_copy::ensure(&mut db, key, recipients).await?;
        }
        db.close().await
    }

    async fn open_or_make(dir: &Path, key: StoreKey, list: Option<&Path>) -> Result<Store, StoreError> {
        let lock = folder::take(dir)?;
        scratch::clear(dir);
        let path = dir.join(DATABASE);
        let mut db = hiding::open(&path, &key, None).await?;
        schema::migrate(&mut db, &path).await?;
        key_check::note(&mut db, &key).await?;
        let (ids, key) = (Arc::new(IdKey::of(&key)), Arc::new(key));
        let list = match list {
            Some(list) => Some(OptOutList::open(&mut db, &key, list).await?),
            None if list_state(&mut db).await?.is_none() => None,
            None => return Err(OptOutsError::Unlisted.into()),
        };
        if let Some(list) = &list {
            unseen::settle(&mut db, &key, &ids, list).await?;
        }
        // A copy of the one file is recognized as ours from the first start on.
        db.checkpoint().await?;
        let purge = Purge::resume(&mut db).await?;
        let restored = settings::get(&mut db, RESTORED_AT).await?.is_some();
        let frozen = watch::Sender::new(freeze::read(&mut db, &key).await?.is_some());
        let (is_list_behind, warnings) = (true, watch::Sender::default());
        let mut state = WriterState {
            db,
            key: Arc::clone(&key),
            ids: Arc::clone(&ids),
            list,
            is_list_behind,
            restored,
            purge,
            frozen,
            warnings,
            lock,
        };
        state.copy_opt_outs().await;
        let reader = Reader { pool: sqlite::open_readers(&path, false) };
        Ok(Store {
            reader,
            writer: Writer::start(state),
            key,
            ids,
            dir: dir.to_owned(),
            forgets: watch::Sender::new(false),
        })
    }

    /// Reads everything that needs no store key.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The form in which the store has the ID of a chat or a person.
    pub fn stored_id(&self, id: ChatId) -> StoredId {
        self.ids.hide(id)
    }

    /// Telegram's ID of a stored form, to call Telegram.
    pub fn telegram_id(&self, id: StoredId) -> ChatId {
        self.ids.reveal(id)
    }

    /// The code of a person for the command line and the audit log.
    pub fn person_code(&self, person: StoredId) -> PersonCode {
        self.ids.code(person)
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
