//! The sealed copy of the store key, which lies in the store itself and so in each of its backups.

use std::path::Path;

use crate::crypto::{Fingerprints, Recipients, StoreKey};
use crate::store::error::StoreError;
use crate::store::key_check::STORE_KEY_CHECK;
use crate::store::sql::Connection;
use crate::store::tables::settings;
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Reader, Store, schema, sqlite};

/// The copy, an age file as text.
const COPY: &str = "store_key_copy";
/// Which key it is a copy of, and to which keys it is sealed: the check value and the fingerprints. The copy itself does not
/// tell.
pub(crate) const COPY_OF: &str = "store_key_copy_of";

/// The facts about its key that a store holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// The key's check value; none in the store of an earlier version.
    pub check: Option<String>,
    /// The key, sealed to the coalition's keys; none where the bot was not started with such keys yet.
    pub copy: Option<String>,
}

impl KnownKey {
    /// Reads them from a data folder or a copy of one, also of an earlier version.
    ///
    /// # Errors
    /// When there is no database, or it is not ours, damaged, or newer than this binary.
    pub async fn read(dir: &Path) -> Result<KnownKey, StoreError> {
        let reader = Reader::open_any(dir).await?;
        Ok(KnownKey { check: reader.setting(STORE_KEY_CHECK).await?, copy: reader.setting(COPY).await? })
    }

    /// Reads them from a database that is open.
    pub(crate) async fn of(db: &mut Connection) -> Result<KnownKey, StoreError> {
        let check = settings::get(&mut *db, STORE_KEY_CHECK).await?;
        Ok(KnownKey { check, copy: settings::get(db, COPY).await? })
    }

    /// Reads them from the database at `path`, a copy out of the file `backup`.
    pub(crate) async fn of_copy(path: &Path, backup: &Path) -> Result<KnownKey, StoreError> {
        let mut db = sqlite::open_copy(path).await?;
        schema::recognize(&mut db, backup).await?;
        let known = KnownKey::of(&mut db).await?;
        db.close().await?;
        Ok(known)
    }

    /// Whether this may be the key. Any may, where the store does not know its own.
    pub fn fits(&self, key: &StoreKey) -> bool {
        self.check.as_ref().is_none_or(|check| *check == key.check_value())
    }
}

/// What a copy of the key with this check value, sealed to these keys, is noted as.
pub(crate) fn is_copy_of(check: &str, keys: &Fingerprints) -> String {
    format!("{check} {keys}")
}

impl Reader {
    /// # Errors
    /// When the store knows its key, and has no copy of it that is sealed to these keys.
    pub(crate) async fn require_key_copy(&self, keys: &Fingerprints) -> Result<(), StoreError> {
        let Some(check) = self.setting(STORE_KEY_CHECK).await? else { return Ok(()) };
        let fits = self.setting(COPY_OF).await?.is_some_and(|of| of == is_copy_of(&check, keys));
        if fits && self.setting(COPY).await?.is_some() { Ok(()) } else { Err(StoreError::NoKeyCopy) }
    }
}

/// Puts the copy into a database that is open, of whatever version, if that knows the key and has no copy for these keys: the backup
/// that is made before its schema is changed is to have it.
pub(crate) async fn ensure(
    db: &mut Connection,
    key: &StoreKey,
    recipients: &Recipients,
) -> Result<(), StoreError> {
    // An empty file has no settings yet.
    if schema::found(db).await? == 0 {
        return Ok(());
    }
    let check = key.check_value();
    let of = is_copy_of(&check, &recipients.fingerprints());
    let has_copy = settings::get(&mut *db, COPY).await?.is_some();
    if settings::get(&mut *db, STORE_KEY_CHECK).await? != Some(check)
        || has_copy && settings::get(&mut *db, COPY_OF).await?.as_ref() == Some(&of)
    {
        return Ok(());
    }
    db.begin().await?;
    settings::put(&mut *db, COPY, &recipients.seal_store_key(key)).await?;
    settings::put(&mut *db, COPY_OF, &of).await?;
    db.commit().await
}

/// Removes the copy: the keys that open it are no longer accepted.
pub(crate) async fn remove(db: &mut Connection) -> Result<(), StoreError> {
    settings::remove(&mut *db, COPY).await?;
    settings::remove(db, COPY_OF).await
}

impl Store {
    /// Keeps a copy of the store key that the coalition's keys open. It is made anew for other keys, and removed where there
    /// are none any more: whoever has a private key that is not accepted should not get the store key.
    pub async fn keep_key_copy(&self, recipients: Option<&Recipients>) -> Result<(), StoreError> {
        let of = recipients.map(|keys| is_copy_of(&self.key.check_value(), &keys.fingerprints()));
        if self.setting(COPY_OF).await? == of && self.setting(COPY).await?.is_some() == of.is_some() {
            return Ok(());
        }
        let copy = recipients.map(|keys| keys.seal_store_key(&self.key));
        self.writer.run(PutCopy { copy, of }).await
    }
}

struct PutCopy {
    copy: Option<String>,
    of: Option<String>,
}

impl WriteJob for PutCopy {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        for (key, value) in [(COPY, &self.copy), (COPY_OF, &self.of)] {
            match value {
                Some(value) => settings::put(tx.db, key, value).await?,
                None => settings::remove(tx.db, key).await?,
            }
        }
        Ok(())
    }
}
