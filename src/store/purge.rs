//! After an erasure nothing of the chat may be left in the bytes of any file.
//!
//! `secure_delete` overwrites deleted rows, but a page that was split, or a log that was not yet emptied, may still hold a
//! copy. So the database is written anew (`VACUUM`) and the log emptied. Everybody waits meanwhile, so that is done once a
//! minute at most, however many people erase themselves, and when the bot stops. It waits for the updates of the erased
//! chats that are still in the inbox, because their rows carry its ID; the erasing update itself is one of them. What is left of
//! an answer that could not be said carries it sealed alone, and holds up nothing. Until the purge is done, a setting says so
//! and survives a crash. It holds the ID of an update, never that of the chat.

use crate::domain::StoredId;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::Connection;
use crate::store::tables::{inbox, settings};
use crate::store::tx::{PurgeOccasion, Tx, WriteJob};

/// The setting: a purge is due as soon as the inbox holds no update up to this ID.
const DUE: &str = "purge_after";
/// From this size on, in bytes, the database is written anew with the next sweep, and only the log is emptied within the
/// minute: everybody waits while the database is written, about a second for each 100 MiB.
const LARGE: i64 = 64 * 1024 * 1024;

/// The state of the purge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purge {
    /// There is nothing to purge.
    Nothing,
    /// A chat was erased.
    Due,
    /// A chat was erased, and the rest of the work is left to the next sweep.
    WithSweep,
}

impl Store {
    /// Purges the bytes of chats that were erased, and retries what a failing disk has held up. To be called once a minute.
    pub async fn purge(&self) -> Result<(), StoreError> {
        self.writer.run(PurgeNow).await
    }
}

struct PurgeNow;

impl WriteJob for PurgeNow {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.left.purges = Some(PurgeOccasion::Minute);
        Ok(())
    }
}

impl Purge {
    /// The state in which an earlier run left it.
    pub(crate) async fn resume(db: &mut Connection) -> Result<Purge, StoreError> {
        let due = settings::get(&mut *db, DUE).await?;
        Ok(if due.is_some() { Purge::Due } else { Purge::Nothing })
    }

    /// Does the work that is due and possible now. If it fails, the next sweep tries again.
    pub(crate) async fn step(self, db: &mut Connection, occasion: PurgeOccasion) -> Purge {
        let is_time = match self {
            Purge::Nothing => false,
            Purge::Due => occasion != PurgeOccasion::Sweep,
            Purge::WithSweep => occasion != PurgeOccasion::Minute,
        };
        if !is_time {
            return self;
        }
        match step(db, occasion).await {
            Ok(next) => next,
            Err(error) => {
                log::warn!("what was erased is not yet gone from the files' bytes, trying again: {error}");
                Purge::WithSweep
            }
        }
    }
}

/// Notes, in the erasing transaction, that a purge is due once the inbox is rid of the chat.
pub(crate) async fn note(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    let last = inbox::last_update_of(db, chat).await?;
    let noted = settings::get(&mut *db, DUE).await?.and_then(|value| value.parse().ok());
    let until = last.max(noted).unwrap_or(i64::MIN);
    settings::put(db, DUE, &until.to_string()).await
}

/// Forgets the note: a restored database is written anew all the same.
pub(crate) async fn forget(db: &mut Connection) -> Result<(), StoreError> {
    settings::remove(db, DUE).await
}

async fn step(db: &mut Connection, occasion: PurgeOccasion) -> Result<Purge, StoreError> {
    let until = settings::get(&mut *db, DUE).await?.and_then(|value| value.parse().ok());
    if inbox::has_updates_until(db, until.unwrap_or(i64::MIN)).await? {
        return Ok(Purge::Due);
    }
    let is_large = db.size().await? > LARGE;
    if is_large && occasion == PurgeOccasion::Minute {
        db.checkpoint().await?;
        return Ok(Purge::WithSweep);
    }
    db.vacuum(is_large).await?;
    if !db.checkpoint().await? {
        // A reader of an old state, such as a backup, puts it off.
        return Ok(Purge::WithSweep);
    }
    settings::remove(db, DUE).await?;
    Ok(Purge::Nothing)
}
