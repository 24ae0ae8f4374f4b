//! After an erasure nothing of the chat may be left in the bytes of any file.
//!
//! `secure_delete` overwrites what is deleted, and yet a page that was split or a log that was not yet emptied may hold
//! a copy. So the database is written anew (`VACUUM`) and the log emptied. That waits for the updates of the erased chat
//! that are still in the inbox, since their rows carry its id; the erasing update's own is one of them. Until it is
//! done a setting says so, and survives a crash; it holds the id of an update, never that of the chat.

use sqlx::{Row, SqliteConnection};

use crate::domain::ChatId;
use crate::store::StoreError;
use crate::store::tables::settings;
use crate::store::writer::{run_sql, settle};

/// The setting: a purge is due as soon as the inbox holds no update up to this id.
pub(crate) const DUE: &str = "purge_after";
/// From this size on, in bytes, the database is written anew with the next sweep, and only the log is emptied at once:
/// everybody waits while it is written, about a second for each 100 MiB.
const LARGE: i64 = 64 * 1024 * 1024;

/// Where the purge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purge {
    /// There is nothing to purge.
    Nothing,
    /// Something was erased.
    Due,
    /// Something was erased, and the rest of the work is left to the next sweep.
    WithSweep,
}

impl Purge {
    /// Where an earlier run left it.
    pub(crate) async fn resume(connection: &mut SqliteConnection) -> Result<Purge, StoreError> {
        let due = settings::get(connection, DUE).await?;
        Ok(if due.is_some() { Purge::Due } else { Purge::Nothing })
    }

    /// Does what is due and possible now. What fails is done with the next sweep.
    pub(crate) async fn step(self, connection: &mut SqliteConnection, is_sweep: bool) -> Purge {
        if self == Purge::Nothing || (self == Purge::WithSweep && !is_sweep) {
            return self;
        }
        match step(connection, is_sweep).await {
            Ok(next) => next,
            Err(error) => {
                log::warn!("what was erased is not yet gone from the files' bytes, trying again: {error}");
                Purge::WithSweep
            }
        }
    }
}

/// Notes, in the erasing transaction, that a purge is due once the inbox is rid of the chat.
pub(crate) async fn note(connection: &mut SqliteConnection, chat: ChatId) -> Result<(), StoreError> {
    let row = sqlx::query("SELECT MAX(update_id) FROM inbox WHERE chat_id = $1")
        .bind(chat.0)
        .fetch_one(&mut *connection)
        .await?;
    let last: Option<i64> = row.try_get(0)?;
    let noted = settings::get(connection, DUE).await?.and_then(|value| value.parse().ok());
    let until = last.max(noted).unwrap_or(i64::MIN);
    settings::put(connection, DUE, &until.to_string()).await
}

async fn step(connection: &mut SqliteConnection, is_sweep: bool) -> Result<Purge, StoreError> {
    let until = settings::get(connection, DUE).await?.and_then(|value| value.parse::<i64>().ok());
    let waiting = sqlx::query("SELECT 1 FROM inbox WHERE update_id <= $1 LIMIT 1")
        .bind(until.unwrap_or(i64::MIN))
        .fetch_optional(&mut *connection)
        .await?;
    if waiting.is_some() {
        return Ok(Purge::Due);
    }
    let is_large = size(connection).await? > LARGE;
    if is_large && !is_sweep {
        settle(connection).await?;
        return Ok(Purge::WithSweep);
    }
    // What is written anew meanwhile: in memory, or, where it is too large, in a file without a name that SQLite makes.
    run_sql(connection, if is_large { "PRAGMA temp_store = FILE" } else { "PRAGMA temp_store = MEMORY" })
        .await?;
    run_sql(connection, "VACUUM").await?;
    if !settle(connection).await? {
        // Somebody reads an old state, as a backup does for a while.
        return Ok(Purge::WithSweep);
    }
    settings::remove(connection, DUE).await?;
    Ok(Purge::Nothing)
}

async fn size(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}
