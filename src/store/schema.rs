//! The schema: its migrations, and whether a file is ours.

use std::path::Path;

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection};
use crate::store::sqlite::APPLICATION;
use crate::store::{DATABASE, exchange, sqlite};

/// Each migration runs once, in a transaction of its own, and is never edited after a release.
const MIGRATIONS: [(i64, &str, &str); 15] = [
    (1, "chats, sign-ups, supporters and inbox", include_str!("migrations/0001_first.sql")),
    (2, "campaigns", include_str!("migrations/0002_campaigns.sql")),
    (3, "lost chats and ids of messages", include_str!("migrations/0003_lost_chats_and_messages.sql")),
    (4, "deadlines, reminders and the state of the calls", include_str!("migrations/0004_deadlines.sql")),
    (5, "languages of deliveries, and changes of campaigns", include_str!("migrations/0005_changes.sql")),
    (6, "kind and target of campaigns", include_str!("migrations/0006_campaign_columns.sql")),
    (7, "opt-outs, forms and answers that hold", include_str!("migrations/0007_faults.sql")),
    (8, "supporters who say one thing at a time", include_str!("migrations/0008_supporters.sql")),
    (9, "forms under way", include_str!("migrations/0009_forms.sql")),
    (10, "days of supporters", include_str!("migrations/0010_supporter_days.sql")),
    (11, "stored forms of IDs", include_str!("migrations/0011_stored_ids.sql")),
    (12, "people on staff", include_str!("migrations/0012_staff.sql")),
    (13, "sealed opt-outs", include_str!("migrations/0013_sealed_opt_outs.sql")),
    (14, "audit log", include_str!("migrations/0014_audit_log.sql")),
    (15, "actions of staff that are held", include_str!("migrations/0015_holds.sql")),
];

/// The last schema with Telegram's IDs in it. A database with rows does not just get the next one: it is written anew
/// ([`hiding`](crate::store::hiding)).
pub(crate) const BEFORE_STORED_IDS: i64 = 10;

/// The first schema without them.
pub(crate) const STORED_IDS: i64 = 11;

/// The first schema with the audit log.
pub(crate) const AUDIT_LOG: i64 = 14;

/// The newest schema.
pub(crate) const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Brings a database of ours, in which all IDs are stored forms, to the newest schema; an empty file becomes one.
pub(crate) async fn migrate(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    migrate_to(db, path, NEWEST).await
}

/// Whether a database has Telegram's IDs in it.
pub(crate) async fn has_plain_ids(db: &mut Connection, path: &Path) -> Result<bool, StoreError> {
    Ok(!db.is_empty().await? && (1..=BEFORE_STORED_IDS).contains(&version(db, path).await?))
}

/// Brings a database of ours to a schema; an empty file becomes one.
pub(crate) async fn migrate_to(db: &mut Connection, path: &Path, schema: i64) -> Result<(), StoreError> {
    // The mark comes first, so that a crash between it and the first table leaves a file that is still ours.
    if db.is_empty().await? && db.application().await? == 0 {
        db.mark_as_ours().await?;
    }
    let found = version(db, path).await?;
    if found > NEWEST {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST });
    }
    let migrations = MIGRATIONS.into_iter().filter(|(version, ..)| *version <= schema);
    let migrations = migrations.map(|(version, description, sql)| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let migrator = Migrator::with_migrations(migrations.collect());
    migrator.run_direct(None, &mut db.0, false).await.map_err(|error| match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        error => StoreError::Corrupt(error.to_string()),
    })
}

/// The schema of a store that nobody has opened yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreSchema {
    /// Its number.
    pub found: i64,
    /// The newest one that this program knows.
    pub newest: i64,
    /// Whether Telegram's IDs are in it as they are.
    pub has_plain_ids: bool,
}

impl StoreSchema {
    /// Whether opening the store changes its schema.
    pub fn is_older(&self) -> bool {
        self.found < self.newest
    }
}

/// The schema of the store in a data folder; `None` if there is none yet.
///
/// # Errors
/// When it is not ours, damaged, or newer than this program.
pub async fn store_schema(dir: &Path) -> Result<Option<StoreSchema>, StoreError> {
    let path = exchange::with_data(&dir.join(DATABASE));
    if path.metadata().map_or(0, |file| file.len()) == 0 {
        return Ok(None);
    }
    let mut db = sqlite::open_reader(&path, false).await?;
    let found = version(&mut db, &path).await?;
    db.close().await?;
    if found > NEWEST {
        return Err(StoreError::Newer { path, found, known: NEWEST });
    }
    let has_plain_ids = found <= BEFORE_STORED_IDS;
    Ok((found > 0).then_some(StoreSchema { found, newest: NEWEST, has_plain_ids }))
}

/// Checks that a database is ours and not newer than this binary; a migration may follow.
pub(crate) async fn recognize(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    match version(db, path).await? {
        0 => Err(StoreError::Foreign(path.to_owned())),
        found if found > NEWEST => Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST }),
        _ => Ok(()),
    }
}

/// Checks that a database that is only read has the newest schema.
pub(crate) async fn check(db: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let (path, known) = (path.to_owned(), NEWEST);
    match version(db, &path).await? {
        NEWEST => Ok(()),
        found if found > known => Err(StoreError::Newer { path, found, known }),
        found => Err(StoreError::Older { path, found, known }),
    }
}

/// The schema of a file of ours; 0 if nothing has been made yet.
async fn version(db: &mut Connection, path: &Path) -> Result<i64, StoreError> {
    if db.application().await? != APPLICATION {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    found(db).await
}

/// The schema that a file has; 0 if it is not ours, or nothing has been made yet.
pub(crate) async fn found(db: &mut Connection) -> Result<i64, StoreError> {
    if db.application().await? != APPLICATION || db.is_empty().await? {
        return Ok(0);
    }
    let row = sql::query("SELECT COALESCE(MAX(version), 0) AS version FROM _sqlx_migrations");
    row.fetch_one(db).await?.get("version")
}
