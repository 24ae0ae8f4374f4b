//! The schema: its migrations, and whether a file is ours.

use std::path::Path;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Row, SqlSafeStr, SqliteConnection};

use crate::store::StoreError;

/// What SQLite's header says whose file it is (<https://www.sqlite.org/pragma.html#pragma_application_id>): "PLDG".
const APPLICATION: i32 = i32::from_be_bytes(*b"PLDG");

/// Each migration runs once, in a transaction of its own, and is never edited afterwards.
const MIGRATIONS: [(i64, &str, &str); 5] = [
    (1, "chats, sign-ups, supporters and inbox", include_str!("migrations/0001_first.sql")),
    (2, "campaigns", include_str!("migrations/0002_campaigns.sql")),
    (3, "lost chats and ids of messages", include_str!("migrations/0003_lost_chats_and_messages.sql")),
    (4, "deadlines, reminders and the state of the calls", include_str!("migrations/0004_deadlines.sql")),
    (5, "languages of deliveries, and changes of campaigns", include_str!("migrations/0005_changes.sql")),
];

/// The newest schema.
const NEWEST: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Brings a database of ours to the newest schema; an empty file becomes one.
pub(crate) async fn migrate(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    // The mark comes first, so that a crash between it and the first table leaves a file that is still ours.
    if tables(connection).await? == 0 && application(connection).await? == 0 {
        sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA application_id = {APPLICATION}")))
            .execute(&mut *connection)
            .await?;
    }
    let found = version(connection, path).await?;
    if found > NEWEST {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST });
    }
    let migrations = MIGRATIONS.map(|(version, description, sql)| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let migrated = Migrator::with_migrations(migrations.to_vec()).run_direct(None, connection, false).await;
    migrated.map_err(|error| match error {
        sqlx::migrate::MigrateError::Execute(error)
        | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => error.into(),
        error => StoreError::Corrupt(error.to_string()),
    })
}

/// Checks that a database, which a migration may follow, is one of ours and not newer than this binary.
pub(crate) async fn recognize(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    match version(connection, path).await? {
        0 => Err(StoreError::Foreign(path.to_owned())),
        found if found > NEWEST => Err(StoreError::Newer { path: path.to_owned(), found, known: NEWEST }),
        _ => Ok(()),
    }
}

/// Checks that a database that is only read has the newest schema.
pub(crate) async fn check(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    let (path, known) = (path.to_owned(), NEWEST);
    match version(connection, &path).await? {
        NEWEST => Ok(()),
        found if found > known => Err(StoreError::Newer { path, found, known }),
        found => Err(StoreError::Older { path, found, known }),
    }
}

/// The schema of a file of ours; 0 where nothing has been made yet.
async fn version(connection: &mut SqliteConnection, path: &Path) -> Result<i64, StoreError> {
    if application(connection).await? != APPLICATION {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    if tables(connection).await? == 0 {
        return Ok(0);
    }
    let row =
        sqlx::query("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations").fetch_one(connection).await?;
    Ok(row.try_get(0)?)
}

async fn application(connection: &mut SqliteConnection) -> Result<i32, StoreError> {
    Ok(sqlx::query("PRAGMA application_id").fetch_one(connection).await?.try_get(0)?)
}

async fn tables(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query("SELECT COUNT(*) FROM sqlite_schema").fetch_one(connection).await?.try_get(0)?)
}
