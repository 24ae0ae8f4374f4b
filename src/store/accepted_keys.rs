//! The coalition's keys that were accepted. Other ones in `SEAL_RECIPIENTS` are refused: whoever exchanges the setting would
//! get everything that is sealed afterwards.

use std::path::Path;

use crate::crypto::Fingerprints;
use crate::store::error::StoreError;
use crate::store::sql::Connection;
use crate::store::tables::settings;
use crate::store::tx::{Tx, WriteJob};
use crate::store::{DATABASE, Reader, Store, exchange, folder, key_copy, schema, sqlite};

/// The accepted fingerprints. There are none before the first start with keys.
const ACCEPTED: &str = "accepted_keys";
/// Present while owners are still to be told that other keys were accepted.
const UNTOLD: &str = "accepted_keys_untold";
/// Present where a bot of this version was started without keys before it had any.
const WITHOUT: &str = "started_without_keys";

impl Reader {
    /// The fingerprints that were accepted; `None` before the first start with keys.
    pub async fn accepted_keys(&self) -> Result<Option<Fingerprints>, StoreError> {
        parse(self.setting(ACCEPTED).await?)
    }

    /// # Errors
    /// When other keys than these were accepted.
    pub(crate) async fn require_keys(&self, keys: &Fingerprints) -> Result<(), StoreError> {
        self.accepted_keys().await?.map_or(Ok(()), |accepted| Ok(keys.require(accepted)?))
    }
}

impl Store {
    /// Accepts the first keys that the bot is started with, also where an earlier version has used them already. Owners are to be told
    /// of those that come after a time without keys.
    ///
    /// # Errors
    /// When other keys were accepted before.
    pub async fn settle_keys(&self, keys: &Fingerprints) -> Result<(), StoreError> {
        if self.reader.accepted_keys().await?.is_none() {
            self.writer.run(FirstKeys(keys.clone())).await?;
        }
        self.reader.require_keys(keys).await
    }

    /// Whether owners are still to be told that other keys were accepted.
    pub async fn are_keys_untold(&self) -> Result<bool, StoreError> {
        Ok(self.setting(UNTOLD).await?.is_some())
    }

    /// Owners have been told.
    pub async fn note_keys_told(&self) -> Result<(), StoreError> {
        self.writer.run(KeysTold).await
    }
}

/// The keys that the bot is started with before it has accepted any.
struct FirstKeys(Fingerprints);

impl WriteJob for FirstKeys {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return settings::put(tx.db, WITHOUT, "true").await;
        }
        settings::put(tx.db, ACCEPTED, &self.0.to_string()).await?;
        if settings::get(&mut *tx.db, WITHOUT).await?.is_some() {
            settings::put(tx.db, UNTOLD, "true").await?;
            settings::remove(tx.db, WITHOUT).await?;
        }
        Ok(())
    }
}

struct KeysTold;

impl WriteJob for KeysTold {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        settings::remove(tx.db, UNTOLD).await
    }
}

/// Accepts these keys in place of earlier ones, in a data folder on which no bot runs. Owners are told at the next start, which also
/// makes a new copy of the store key: that for the earlier keys is removed. Needs no store key.
///
/// # Errors
/// When the folder has no database of ours, or a bot runs on it.
pub async fn accept_keys(dir: &Path, keys: &Fingerprints) -> Result<(), StoreError> {
    let _lock = folder::take_existing(dir)?;
    let path = dir.join(DATABASE);
    let mut db = sqlite::open_writer(&path).await?;
    schema::recognize(&mut db, &path).await?;
    if accepted(&mut db).await?.as_ref() != Some(keys) {
        put(&mut db, keys).await?;
    }
    db.close().await
}

/// Compares these keys with those that the data folder has accepted. There may be none, or data of an earlier version. Nothing is
/// changed.
///
/// # Errors
/// When other keys were accepted, or there is a database that can't be read.
pub(crate) async fn require_in(dir: &Path, keys: &Fingerprints) -> Result<(), StoreError> {
    let path = exchange::with_data(&dir.join(DATABASE));
    if path.metadata().map_or(0, |file| file.len()) == 0 {
        return Ok(());
    }
    let mut db = sqlite::open_reader(&path, false).await?;
    // A file that is not ours is refused by whoever opens it to write.
    let accepted = if schema::found(&mut db).await? > 0 { accepted(&mut db).await? } else { None };
    db.close().await?;
    accepted.map_or(Ok(()), |accepted| Ok(keys.require(accepted)?))
}

/// The fingerprints that were accepted, in a database that is open.
pub(crate) async fn accepted(db: &mut Connection) -> Result<Option<Fingerprints>, StoreError> {
    parse(settings::get(db, ACCEPTED).await?)
}

async fn put(db: &mut Connection, keys: &Fingerprints) -> Result<(), StoreError> {
    db.begin().await?;
    settings::put(db, ACCEPTED, &keys.to_string()).await?;
    settings::put(db, UNTOLD, "true").await?;
    key_copy::remove(db).await?;
    db.commit().await
}

fn parse(stored: Option<String>) -> Result<Option<Fingerprints>, StoreError> {
    let parsed = stored.map(|text| text.parse()).transpose();
    parsed.map_err(|_| StoreError::Corrupt("the accepted keys".to_owned()))
}
