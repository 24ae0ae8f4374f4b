//! Restore: a backup becomes the store of an empty data folder, after it was checked whole and everybody who left since
//! then was taken out again.

use std::fs::File;
use std::io;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::{Connection, Row, SqliteConnection};

use crate::crypto::{Identity, SealError};
use crate::store::opt_outs::{Replayed, replay};
use crate::store::scratch::Scratch;
use crate::store::tables::settings;
use crate::store::writer::run_sql;
use crate::store::{RESTORED_AT, StoreError, apply, files, opt_outs, purge, reader, schema, scratch};

/// A store that was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// How many chats it knows.
    pub chats: u64,
    /// How many supporters it has.
    pub supporters: u64,
    /// What the list of opt-outs did; `None` where there was none to heed.
    pub replayed: Option<Replayed>,
}

/// Why nothing was restored. Each is one line.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The data folder can't be used, the list of opt-outs can't, or what is in the backup is not ours.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The backup can't be read, or not be unpacked.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The private key does not open it.
    #[error("{}: {source}", path.display())]
    Unopened {
        /// The backup.
        path: PathBuf,
        /// Why.
        source: SealError,
    },
    /// It was cut short or altered.
    #[error("{} is cut short or damaged, so nothing of it was restored: take another copy or an older backup", .0.display())]
    Damaged(PathBuf),
    /// It opens, and is something else.
    #[error("{} is no backup of pledge-bot; a copy of the supporters is read by: pledge-bot export --from", .0.display())]
    NotABackup(PathBuf),
    /// The data folder has a store.
    #[error("{} has data already, which is never overwritten: give an empty folder with --data, or move that one away", .0.display())]
    NotEmpty(PathBuf),
}

/// Restores a backup into a data folder without a store (it is made where it is missing). Nothing is there before all of
/// it was checked.
///
/// Opt-outs in the list at `list` that are later than the backup are applied; `None` leaves them out, and those who have
/// left since come back. The inbox, sign-ups under way and drafts are emptied: what was in hand then is over, and another state
/// key could not read it. The store is marked with [`RESTORED_AT`].
///
/// # Errors
/// When the backup can't be opened, is cut short, altered, of a newer version or something else; when the folder has a
/// store; when the list is missing, of another store, or old. Nothing is left in the folder then.
pub async fn restore(
    backup: &Path,
    identity: &Identity,
    dir: &Path,
    list: Option<&Path>,
    now: Timestamp,
) -> Result<Restored, RestoreError> {
    let lock = files::take_empty(dir)?.ok_or_else(|| RestoreError::NotEmpty(dir.to_owned()))?;
    let in_folder = |error| files::failed(dir, error);
    let scratch = Scratch::make(dir).map_err(in_folder)?;
    let (file, path) = scratch.file(files::DATABASE).map_err(in_folder)?;
    unpack(backup, identity, file).await?;
    let restored = prepare(&path, backup, list, now).await?;
    File::open(&path).and_then(|file| file.sync_all()).map_err(in_folder)?;
    scratch::move_whole(&path, &dir.join(files::DATABASE)).map_err(in_folder)?;
    drop(lock);
    Ok(restored)
}

/// Opens the backup into a file, from beginning to end.
async fn unpack(backup: &Path, identity: &Identity, mut out: File) -> Result<(), RestoreError> {
    const STEP: usize = 1024 * 1024;
    let failed = |source| RestoreError::File { path: backup.to_owned(), source };
    let sealed = BufReader::new(File::open(backup).map_err(failed)?);
    let mut opened = identity.opener(sealed).map_err(|error| match error {
        SealError::Damaged => RestoreError::Damaged(backup.to_owned()),
        source => RestoreError::Unopened { path: backup.to_owned(), source },
    })?;
    let (mut buffer, mut is_first) = (vec![0; STEP], true);
    loop {
        // Only damage is told by these kinds; the rest is what the disk says.
        let count = opened.read(&mut buffer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                RestoreError::Damaged(backup.to_owned())
            }
            _ => failed(error),
        })?;
        if std::mem::take(&mut is_first) && !buffer[..count].starts_with(b"SQLite format 3\0") {
            return Err(RestoreError::NotABackup(backup.to_owned()));
        }
        if count == 0 {
            return Ok(());
        }
        out.write_all(&buffer[..count]).map_err(failed)?;
        tokio::task::yield_now().await;
    }
}

/// Checks the database and makes it one to go on with.
async fn prepare(
    path: &Path,
    backup: &Path,
    list: Option<&Path>,
    now: Timestamp,
) -> Result<Restored, RestoreError> {
    let options = reader::options(path).pragma("secure_delete", "ON");
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(StoreError::from)?;
    let db = &mut connection;
    schema::recognize(db, backup).await?;
    check(db).await?;
    schema::migrate(db, backup).await?;
    run_sql(db, "BEGIN IMMEDIATE").await?;
    run_sql(db, "DELETE FROM inbox").await?;
    run_sql(db, "DELETE FROM dialogues").await?;
    run_sql(db, "DELETE FROM drafts").await?;
    settings::remove(db, purge::DUE).await?;
    settings::put(db, RESTORED_AT, &apply::stored(now).to_string()).await?;
    let replayed = if let Some(list) = list {
        Some(replay(db, list).await?)
    } else {
        // The next start begins another list, and refuses one that this store has not kept.
        settings::remove(db, opt_outs::NAME).await?;
        settings::remove(db, opt_outs::SEEN).await?;
        None
    };
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM chats) AS chats, (SELECT COUNT(*) FROM supporters) AS supporters",
    )
    .fetch_one(&mut *db)
    .await
    .map_err(StoreError::from)?;
    run_sql(db, "COMMIT").await?;
    // Who was taken out is gone from the bytes too.
    run_sql(db, "VACUUM").await?;
    let count = |column| -> Result<u64, StoreError> { Ok(row.try_get::<i64, _>(column)?.cast_unsigned()) };
    let restored = Restored { chats: count("chats")?, supporters: count("supporters")?, replayed };
    connection.close().await.map_err(StoreError::from)?;
    Ok(restored)
}

/// Whether SQLite finds the whole file in order.
async fn check(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let row = sqlx::query("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?;
    let broken = sqlx::query("PRAGMA foreign_key_check").fetch_optional(connection).await?;
    if row.try_get::<String, _>(0)? != "ok" || broken.is_some() {
        return Err(StoreError::Corrupt("found while checking the backup".to_owned()));
    }
    Ok(())
}
