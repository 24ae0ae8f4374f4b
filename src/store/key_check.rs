//! How a store recognizes its key. At the first opening with a key it notes the key's check value; from then on it opens with
//! that key alone, because under another one nobody would be found in it.

use std::path::Path;

use crate::crypto::StoreKey;
use crate::store::error::StoreError;
use crate::store::sql::Connection;
use crate::store::tables::{campaigns, inbox, settings};
use crate::store::{DATABASE, exchange, schema, sqlite};

/// The setting with the check value of the store's key, in hexadecimal digits; none in a store that no version with such
/// values has opened.
pub const STORE_KEY_CHECK: &str = "store_key_check";

/// Whether the data folder has a store that knows its key. If it does, a new key is of no use.
///
/// # Errors
/// When there is a database that can't be read.
pub async fn knows_its_key(dir: &Path) -> Result<bool, StoreError> {
    let path = exchange::with_data(&dir.join(DATABASE));
    if !path.exists() {
        return Ok(false);
    }
    let mut db = sqlite::open_reader(&path, false).await?;
    let noted = noted(&mut db).await;
    db.close().await?;
    Ok(noted?.is_some())
}

/// Checks the key with which a store is about to be opened. Nothing in it has changed then.
///
/// # Errors
/// [`StoreError::WrongKey`] when the store knows another one. A store of a newer version is refused for that, by its migration.
pub(crate) async fn check(db: &mut Connection, dir: &Path, key: &StoreKey) -> Result<(), StoreError> {
    let is_newer = schema::found(db).await? > schema::NEWEST;
    match noted(db).await? {
        Some(noted) if noted != key.check_value() && !is_newer => Err(StoreError::WrongKey(dir.to_owned())),
        Some(_) | None => Ok(()),
    }
}

/// Notes the key of a store that knows none yet. Warns if it opens nothing that was sealed before.
pub(crate) async fn note(db: &mut Connection, key: &StoreKey) -> Result<(), StoreError> {
    if settings::get(&mut *db, STORE_KEY_CHECK).await?.is_some() {
        return Ok(());
    }
    let mut opened = campaigns::open_newest(db, key).await?;
    opened.extend(inbox::open_first(db, key).await?);
    if !opened.is_empty() && !opened.contains(&true) {
        log::warn!(
            "nothing that an earlier version sealed in this store (broadcasts, updates in hand) opens with the store key, so \
             it may be another store's; if you have the right key file, stop the bot now, put back the data folder as it was \
             before this start, and that file with it"
        );
    }
    settings::put(db, STORE_KEY_CHECK, &key.check_value()).await
}

async fn noted(db: &mut Connection) -> Result<Option<String>, StoreError> {
    // The first schema has settings already.
    if schema::found(db).await? > 0 { settings::get(db, STORE_KEY_CHECK).await } else { Ok(None) }
}
