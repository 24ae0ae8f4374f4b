//! The manifest of a backup: what was in it when it was made. It lies in the backup's own database, as one of its settings, so a
//! backup is still one file that any version of the bot reads. A restored store has none.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, Query};
use crate::store::tables::settings;
use crate::store::{schema, sqlite};

/// The setting with the manifest, as JSON.
const MANIFEST: &str = "backup_manifest";

/// The content of a backup when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// When it was made.
    pub made: Timestamp,
    /// The version of the program that made it.
    pub program: String,
    /// The schema of its database.
    pub schema: i64,
    /// How many rows it has of each kind.
    pub counts: BTreeMap<String, u64>,
}

impl Manifest {
    /// How many supporters are in it.
    pub fn supporters(&self) -> u64 {
        self.counts.get(SUPPORTERS).copied().unwrap_or_default()
    }
}

/// The kinds of rows that are counted: the words for people, the first schema that has them, and the statement.
type CountedKind = (&'static str, i64, fn() -> Query);

const COUNTED: [CountedKind; 11] = [
    ("chats", 1, || sql::query("SELECT COUNT(*) AS count FROM chats")),
    ("topics switched on", 1, || sql::query("SELECT COUNT(*) AS count FROM topics")),
    (SUPPORTERS, 1, || sql::query("SELECT COUNT(*) AS count FROM supporters")),
    ("broadcasts and reminders", 2, || sql::query("SELECT COUNT(*) AS count FROM campaigns")),
    ("deliveries", 2, || sql::query("SELECT COUNT(*) AS count FROM deliveries")),
    ("counts of earlier deliveries", 2, || sql::query("SELECT COUNT(*) AS count FROM tallies")),
    ("deadlines", 4, || sql::query("SELECT COUNT(*) AS count FROM deadlines")),
    ("decisions about reminders", 4, || sql::query("SELECT COUNT(*) AS count FROM reminders")),
    ("statuses of calls", 4, || sql::query("SELECT COUNT(*) AS count FROM record")),
    ("people on staff", 12, || sql::query("SELECT COUNT(*) AS count FROM staff")),
    ("entries of the audit log", 14, || sql::query("SELECT COUNT(*) AS count FROM audit_log")),
];

/// The kind of the supporters.
const SUPPORTERS: &str = "supporters";

/// Checks that the copy of a database is whole, counts what is in it, and writes that into it.
///
/// # Errors
/// When it is damaged: nobody could restore it.
pub(crate) async fn write_manifest(path: &Path, now: Timestamp) -> Result<Manifest, StoreError> {
    let mut db = sqlite::open_copy(path).await?;
    if !db.is_intact().await? {
        return Err(StoreError::Corrupt("found while checking the copy for a backup".to_owned()));
    }
    let schema = schema::found(&mut db).await?;
    let manifest = Manifest {
        made: now,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        counts: count_all(&mut db, schema).await?,
    };
    let json = serde_json::to_string(&manifest).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    settings::put(&mut db, MANIFEST, &json).await?;
    db.close().await?;
    Ok(manifest)
}

/// The manifest of a backup that was unpacked, and what is in it. Backups of earlier versions have no manifest.
pub(crate) async fn read_manifest(
    path: &Path,
) -> Result<(Option<Manifest>, BTreeMap<String, u64>), StoreError> {
    let mut db = sqlite::open_copy(path).await?;
    let schema = schema::found(&mut db).await?;
    let json = settings::get(&mut db, MANIFEST).await?;
    let manifest = json.map(|json| serde_json::from_str(&json)).transpose();
    let manifest = manifest.map_err(|_| StoreError::Corrupt("the manifest of the backup".to_owned()))?;
    let counts = count_all(&mut db, schema).await?;
    db.close().await?;
    Ok((manifest, counts))
}

/// Takes the manifest out of a backup that becomes a store to go on with.
pub(crate) async fn remove_manifest(db: &mut Connection) -> Result<(), StoreError> {
    settings::remove(db, MANIFEST).await
}

async fn count_all(db: &mut Connection, schema: i64) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut counts = BTreeMap::new();
    for (kind, _, query) in COUNTED.into_iter().filter(|(_, since, _)| *since <= schema) {
        counts.insert(kind.to_owned(), query().fetch_one(&mut *db).await?.count("count")?);
    }
    Ok(counts)
}
