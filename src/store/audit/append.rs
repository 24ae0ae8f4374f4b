//! Adds entries.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use crate::crypto::{Purpose, StoreKey};
use crate::domain::StoredId;
use crate::domain::audit::{AuditEntry, AuditHash, DeedRecord, DeedResult, Doer};
use crate::store::audit::chain;
use crate::store::error::StoreError;
use crate::store::sql::Connection;
use crate::store::tables::{audit_log, staff};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{DATABASE, Store, folder, key_check, schema, sqlite};

/// The most refusals that are recorded within an hour, so that nobody can fill the disk by tapping what they may not do.
const REFUSALS: usize = 20;
/// The number of newest entries among which refusals are counted.
const LOOKED_AT: u32 = 60;

/// Adds an entry about somebody on staff, in the transaction that carries the deed out.
pub(crate) async fn append(
    tx: &mut Tx<'_>,
    person: StoredId,
    record: DeedRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    let doer = Doer::staff(&tx.ids.code(person), staff::find(tx, person).await?.as_ref());
    record_in(tx.db, tx.key, AuditEntry { at: now, doer, record }).await
}

/// Adds an entry to the end of the log.
pub(crate) async fn record_in(
    db: &mut Connection,
    key: &StoreKey,
    entry: AuditEntry,
) -> Result<(), StoreError> {
    if entry.record.result == DeedResult::Refused && has_many_refusals(db, key, entry.at).await? {
        return Ok(());
    }
    let (number, before) = match audit_log::before(&mut *db, None, 1).await?.first() {
        // Where somebody has put something else in its place, the check finds that.
        Some(last) => (last.number.saturating_add(1), last.hash.as_slice().try_into().map(AuditHash)),
        None => (1, Ok(chain::BEFORE_FIRST)),
    };
    let plain = chain::plain(&entry);
    let hash = chain::hash(before.unwrap_or(chain::BEFORE_FIRST), &plain);
    audit_log::insert(db, number, &hash.0, &key.seal(Purpose::Audit, number, &plain)).await
}

/// Whether so many refusals were recorded lately that one more would say nothing new.
async fn has_many_refusals(db: &mut Connection, key: &StoreKey, now: Timestamp) -> Result<bool, StoreError> {
    let rows = audit_log::before(db, None, LOOKED_AT).await?;
    let is_recent_refusal = |entry: &AuditEntry| {
        let is_recent = now.duration_since(entry.at).abs() < SignedDuration::from_hours(1);
        is_recent && entry.record.result == DeedResult::Refused
    };
    let refusals = rows.iter().filter_map(|row| chain::entry(key, row)).filter(is_recent_refusal);
    Ok(refusals.count() >= REFUSALS)
}

impl Store {
    /// Adds an entry about the command line.
    pub async fn record_by_command_line(&self, record: DeedRecord, now: Timestamp) -> Result<(), StoreError> {
        let entry = AuditEntry { at: now, doer: Doer::CommandLine, record };
        self.writer.run(RecordEntry(entry)).await
    }
}

struct RecordEntry(AuditEntry);

impl WriteJob for RecordEntry {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        record_in(tx.db, tx.key, self.0.clone()).await
    }
}

/// Adds an entry about the command line to the log in a data folder on which no bot runs. Changes nothing else.
///
/// # Errors
/// When the folder has no database of this version, a bot runs on it, or its store knows another key.
pub async fn record_deed(
    dir: &Path,
    key: &StoreKey,
    record: DeedRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    let _lock = folder::take_existing(dir)?;
    let path = dir.join(DATABASE);
    let mut db = sqlite::open_writer(&path).await?;
    let recorded =
        record_at_end(&mut db, dir, key, AuditEntry { at: now, doer: Doer::CommandLine, record }).await;
    db.close().await?;
    recorded
}

async fn record_at_end(
    db: &mut Connection,
    dir: &Path,
    key: &StoreKey,
    entry: AuditEntry,
) -> Result<(), StoreError> {
    schema::check(db, &dir.join(DATABASE)).await?;
    key_check::check(db, dir, key).await?;
    db.begin().await?;
    record_in(db, key, entry).await?;
    db.commit().await
}
