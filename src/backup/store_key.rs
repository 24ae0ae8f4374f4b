//! The store key of a backup: it is in the backup, sealed to the coalition's keys. A restored store is of use with that key
//! alone.

use std::path::{Path, PathBuf};

use crate::crypto::{Identity, SealError, StoreKey, StoreKeyError};
use crate::secret_file::{SecretFile, SecretFileError};
use crate::store::KnownKey;

/// The reasons why a store key can't be recovered, each as one line.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// There is no copy.
    #[error(
        "there is no sealed copy of the store key in {}; the bot makes one when it starts with SEAL_RECIPIENTS. The \
         key can only come from a copy of its file",
        .0.display()
    )]
    NoCopy(PathBuf),
    /// The private key does not open the copy.
    #[error("the sealed copy of the store key in {}: {source}", path.display())]
    Unopened {
        /// The folder or the backup.
        path: PathBuf,
        /// The reason.
        source: SealError,
    },
    /// The copy is of another key than that which the store knows.
    #[error(
        "the sealed copy in {} is of another key than that of its data, so somebody has changed it; take the copy from a \
         backup: --from BACKUP",
        .0.display()
    )]
    OtherKey(PathBuf),
}

/// The reasons why a restored store would have no key, each as one line.
#[derive(Debug, thiserror::Error)]
pub enum RestoredKeyError {
    /// The key in the backup can't be recovered.
    #[error(transparent)]
    Recover(#[from] RecoverError),
    /// The key in the backup can't be recovered, and there is no file with it.
    #[error("{0}. Whoever has the file of its store key can go on with that: name it with --store-key")]
    NeedsFile(RecoverError),
    /// The key's file can't be read or written.
    #[error(transparent)]
    File(#[from] StoreKeyError),
    /// The file has another key than the backup.
    #[error(
        "{} holds another store key than that of the backup; give the name of a new file with --store-key, and have \
         STORE_KEY_FILE name that file where the restored data is used",
        .0.display()
    )]
    OtherKey(PathBuf),
    /// The backup knows its key, and has no copy of it.
    #[error(
        "{} has no sealed copy of its store key, because the bot was never started with SEAL_RECIPIENTS; put the key's file \
         at {}, or name it with --store-key",
        backup.display(),
        file.display()
    )]
    NoKey {
        /// The backup.
        backup: PathBuf,
        /// The file.
        file: PathBuf,
    },
}

/// The file of a restored store's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFileOutcome {
    /// The backup's key was written to it.
    Written,
    /// It was there with the backup's key in it.
    Kept,
    /// The backup knows no key, as one of an earlier version. A new key was written to it.
    Made,
    /// The backup knows no key, as one of an earlier version. The key in the file is used from now on.
    Adopted,
}

/// The key that a store or a backup holds a sealed copy of; `from` is named in errors.
///
/// # Errors
/// When there is no copy, it does not open, or it is of another key than that which the store knows.
pub fn recover(known: &KnownKey, identity: &Identity, from: &Path) -> Result<StoreKey, RecoverError> {
    let copy = known.copy.as_deref().ok_or_else(|| RecoverError::NoCopy(from.to_owned()))?;
    let key = identity.open_store_key(copy);
    let key = key.map_err(|source| RecoverError::Unopened { path: from.to_owned(), source })?;
    if known.fits(&key) { Ok(key) } else { Err(RecoverError::OtherKey(from.to_owned())) }
}

/// Writes a store key to a new file, for its owner alone.
///
/// # Errors
/// When the file is there already or can't be written.
pub fn write_key_file(key: &StoreKey, file: &Path) -> Result<(), SecretFileError> {
    SecretFile::write(file, key.to_key_file().as_bytes()).map(drop)
}

/// The key with which the store of a backup goes on, and where it is or will be.
pub(super) struct BackupKey {
    pub key: StoreKey,
    /// Whether the backup has a copy that the private key opens.
    pub is_in_backup: bool,
    outcome: KeyFileOutcome,
}

impl BackupKey {
    /// Recovers the key from the backup, and compares it with that in `file`, if there is one. If the copy in the backup does not
    /// open, as one for other keys of the coalition's, the file is enough, if it has the key that the store knows.
    ///
    /// # Errors
    /// When the file has another key, or neither the backup nor the file has the key that the store knows.
    pub fn settle(
        known: &KnownKey,
        identity: &Identity,
        backup: &Path,
        file: &Path,
    ) -> Result<BackupKey, RestoredKeyError> {
        // A link that leads nowhere is no free place either.
        let is_there = file.symlink_metadata().is_ok();
        let present = is_there.then(|| StoreKey::load_or_create(file)).transpose()?.map(|(key, _)| key);
        let settled = |key, outcome| Ok(BackupKey { key, is_in_backup: false, outcome });
        let knows_key = known.check.is_some();
        if known.copy.is_some() {
            let recovered = |key, outcome| Ok(BackupKey { key, is_in_backup: true, outcome });
            return match (recover(known, identity, backup), present) {
                (Ok(key), None) => recovered(key, KeyFileOutcome::Written),
                (Ok(key), Some(present)) if present.check_value() == key.check_value() => {
                    recovered(key, KeyFileOutcome::Kept)
                }
                (Err(_), Some(present)) if knows_key && known.fits(&present) => {
                    settled(present, KeyFileOutcome::Kept)
                }
                (Ok(_), Some(_)) => Err(RestoredKeyError::OtherKey(file.to_owned())),
                (Err(error), _) if knows_key => Err(RestoredKeyError::NeedsFile(error)),
                (Err(error), _) => Err(error.into()),
            };
        }
        match (present, knows_key) {
            (Some(present), true) if known.fits(&present) => settled(present, KeyFileOutcome::Kept),
            (Some(_), true) => Err(RestoredKeyError::OtherKey(file.to_owned())),
            (None, true) => Err(RestoredKeyError::NoKey { backup: backup.to_owned(), file: file.to_owned() }),
            (Some(present), false) => settled(present, KeyFileOutcome::Adopted),
            (None, false) => settled(StoreKey::generate(), KeyFileOutcome::Made),
        }
    }

    /// Writes the key to its file, unless it is there.
    ///
    /// # Errors
    /// When the file can't be written. Nothing is ever written over.
    pub fn place(&self, file: &Path) -> Result<KeyFileOutcome, RestoredKeyError> {
        match self.outcome {
            KeyFileOutcome::Written | KeyFileOutcome::Made => {
                write_key_file(&self.key, file).map_err(StoreKeyError::Make)?;
            }
            KeyFileOutcome::Kept | KeyFileOutcome::Adopted => {}
        }
        Ok(self.outcome)
    }
}
