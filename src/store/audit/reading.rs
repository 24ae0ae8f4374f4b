//! Reads entries, a page at a time.

use std::path::Path;

use crate::crypto::StoreKey;
use crate::domain::audit::{AuditEntry, AuditFilter, AuditHash, AuditHead, Doer};
use crate::store::audit::chain;
use crate::store::error::StoreError;
use crate::store::key_check::STORE_KEY_CHECK;
use crate::store::sql::Session;
use crate::store::tables::audit_log;
use crate::store::{Reader, Store, schema, sqlite};

/// The number of rows that are read at once.
const CHUNK: u32 = 500;

/// An entry with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadEntry {
    /// Its number.
    pub number: i64,
    /// The entry; `None` if it can't be read, because somebody has altered it.
    pub entry: Option<AuditEntry>,
}

/// A part of the log, the newest entry first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries that were looked for.
    pub entries: Vec<ReadEntry>,
    /// Whether there are older ones.
    pub has_older: bool,
}

impl Store {
    /// The newest entries that are looked for, before this number if there is one.
    pub async fn audit(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        most: usize,
    ) -> Result<AuditPage, StoreError> {
        page(&self.reader, &self.key, filter, before, most).await
    }

    /// Those who did something lately, whoever did something last first.
    pub async fn audit_doers(&self, most: usize) -> Result<Vec<Doer>, StoreError> {
        let mut doers: Vec<Doer> = Vec::new();
        for row in audit_log::before(&self.reader.pool, None, CHUNK).await? {
            let doer = chain::entry(&self.key, &row).map(|entry| entry.doer);
            let is_new = |doer: &Doer| doers.iter().all(|other| other.code() != doer.code());
            let doer = doer.filter(is_new);
            doers.extend(doer);
        }
        doers.truncate(most);
        Ok(doers)
    }
}

/// The log in a data folder or a copy of one, for the command line. It needs no lock, and works while the bot runs.
#[derive(Debug)]
pub struct AuditReader {
    pub(super) reader: Reader,
    pub(super) key: StoreKey,
}

impl AuditReader {
    /// Opens a data folder to read its log.
    ///
    /// # Errors
    /// As [`Reader::open_copy`], and when the store knows another key.
    pub async fn open(dir: &Path, key: StoreKey) -> Result<AuditReader, StoreError> {
        let reader = Reader::open_copy(dir).await?;
        if reader.setting(STORE_KEY_CHECK).await?.is_some_and(|check| check != key.check_value()) {
            return Err(StoreError::WrongKey(dir.to_owned()));
        }
        Ok(AuditReader { reader, key })
    }

    /// As [`Store::audit`].
    pub async fn page(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        most: usize,
    ) -> Result<AuditPage, StoreError> {
        page(&self.reader, &self.key, filter, before, most).await
    }
}

impl Reader {
    /// The newest entry of the log; `None` while there is none.
    pub async fn audit_head(&self) -> Result<Option<AuditHead>, StoreError> {
        head_of(&self.pool).await
    }
}

/// The newest entry of the log in a copy of a database, which nobody else has.
pub(crate) async fn audit_head_of(path: &Path) -> Result<Option<AuditHead>, StoreError> {
    let mut db = sqlite::open_reader(path, true).await?;
    // Earlier versions keep no log.
    let has_log = schema::found(&mut db).await? >= schema::AUDIT_LOG;
    let head = if has_log { head_of(&mut db).await? } else { None };
    db.close().await?;
    Ok(head)
}

/// The newest entry of a log.
pub(crate) async fn head_of(session: impl Into<Session<'_>>) -> Result<Option<AuditHead>, StoreError> {
    let rows = audit_log::before(session, None, 1).await?;
    Ok(rows.first().and_then(|row| {
        let hash = row.hash.as_slice().try_into().map(AuditHash).ok()?;
        Some(AuditHead { number: row.number, hash })
    }))
}

/// The newest entries that are looked for, before this number if there is one. Those that can't be read are among them in
/// whatever way one looks.
async fn page(
    reader: &Reader,
    key: &StoreKey,
    filter: &AuditFilter,
    mut before: Option<i64>,
    most: usize,
) -> Result<AuditPage, StoreError> {
    let mut entries = Vec::new();
    loop {
        let rows = audit_log::before(&reader.pool, before, CHUNK).await?;
        let Some(last) = rows.last() else { return Ok(AuditPage { entries, has_older: false }) };
        before = Some(last.number);
        for row in &rows {
            let entry = chain::entry(key, row);
            if !entry.as_ref().is_none_or(|entry| filter.wants(entry)) {
                continue;
            }
            if entries.len() == most {
                return Ok(AuditPage { entries, has_older: true });
            }
            entries.push(ReadEntry { number: row.number, entry });
        }
    }
}
