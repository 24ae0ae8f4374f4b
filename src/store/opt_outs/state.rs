//! The settings of the database that belong to its list of opt-outs.

use zeroize::Zeroizing;

use crate::crypto::{Purpose, StoreKey};
use crate::store::error::StoreError;
use crate::store::opt_outs::ListKey;
use crate::store::sql::Connection;
use crate::store::tables::settings;

/// The key of the hashes, sealed and in hexadecimal digits.
const KEY: &str = "opt_outs_key";
/// The name of the list.
const NAME: &str = "opt_outs_list";
/// How many entries of the list the database has seen.
const SEEN: &str = "opt_outs_seen";

/// The name of the list that the store keeps, and how many of its entries it has seen; `None` if it keeps none.
pub(crate) async fn list_state(db: &mut Connection) -> Result<Option<(String, u64)>, StoreError> {
    let Some(name) = settings::get(&mut *db, NAME).await? else { return Ok(None) };
    let seen = settings::get(&mut *db, SEEN).await?.and_then(|seen| seen.parse().ok());
    let seen = seen.ok_or_else(|| StoreError::Corrupt("how many opt-outs were seen".to_owned()))?;
    Ok(Some((name, seen)))
}

/// Keeps another list from now on. None of its entries has been seen yet.
pub(crate) async fn set_list(db: &mut Connection, name: &str) -> Result<(), StoreError> {
    settings::put(db, NAME, name).await?;
    set_seen(db, 0).await
}

/// Remembers how many entries were seen.
pub(crate) async fn set_seen(db: &mut Connection, seen: u64) -> Result<(), StoreError> {
    settings::put(db, SEEN, &seen.to_string()).await
}

/// Keeps no list any more. The next start begins another one, and refuses one that this store has not kept.
pub(crate) async fn forget_list(db: &mut Connection) -> Result<(), StoreError> {
    settings::remove(db, NAME).await?;
    settings::remove(db, SEEN).await
}

/// The key of the hashes, if an earlier version made one. It is sealed under the store key; earlier versions had it in clear.
pub(crate) async fn list_key(
    db: &mut Connection,
    store_key: &StoreKey,
) -> Result<Option<ListKey>, StoreError> {
    let corrupt = || StoreError::Corrupt("the key of the opt-outs".to_owned());
    let Some(stored) = settings::get(&mut *db, KEY).await? else { return Ok(None) };
    let stored = hex::decode(stored).map(Zeroizing::new).map_err(|_| corrupt())?;
    if let Ok(clear) = <&[u8; 32]>::try_from(stored.as_slice()) {
        let sealed = store_key.seal(Purpose::OptOuts, 0, clear);
        settings::put(db, KEY, &hex::encode(sealed)).await?;
        return Ok(Some(ListKey::new(clear)));
    }
    let opened = store_key.open(Purpose::OptOuts, 0, &stored).map(Zeroizing::new).map_err(|_| corrupt())?;
    Ok(Some(ListKey::new(opened.first_chunk().ok_or_else(corrupt)?)))
}
