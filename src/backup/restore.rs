//! Restore: a backup becomes the store of an empty data folder. Before that, all of it is checked, and everybody who has
//! left since the backup is taken out again.

use std::fs::File;
use std::io;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::backup::drill_folder::DrillFolder;
use crate::backup::store_key::{BackupKey, KeyFileOutcome, RestoredKeyError, recover};
use crate::crypto::{Identity, SealError, StoreKey};
use crate::store::{
    DATABASE, FileError, KnownKey, RestoreList, Restored, Scratch, StoreError, adopt, take_empty,
};

/// The reasons why nothing was restored, each as one line.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The data folder or the list of opt-outs can't be used, or the database in the backup is not ours.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The backup can't be read or unpacked.
    #[error(transparent)]
    File(#[from] FileError),
    /// The private key does not open it.
    #[error("{}: {source}", path.display())]
    Unopened {
        /// The backup.
        path: PathBuf,
        /// The reason.
        source: SealError,
    },
    /// It was cut short or altered.
    #[error("{} is cut short or damaged, so nothing of it was restored: take another copy or an older backup", .0.display())]
    Damaged(PathBuf),
    /// It opens, but is no backup.
    #[error("{} is no backup of pledge-bot, which `pledge-bot backup` makes; a sealed copy of the supporters is read by: pledge-bot export --from", .0.display())]
    NotABackup(PathBuf),
    /// The restored store would have no key.
    #[error(transparent)]
    Key(#[from] RestoredKeyError),
    /// The data folder has a store.
    #[error("{} has data already, which is never overwritten: give an empty folder with --data, or move that one away", .0.display())]
    NotEmpty(PathBuf),
}

/// Restores a backup into a data folder without a store (the folder is made if it is missing). Nothing is there before all
/// of the backup was checked.
///
/// Opt-outs in the list at `list` that are later than the backup are applied; with `None`, the people who have left since
/// come back. The inbox, sign-ups under way and drafts are emptied. The store is marked with
/// [`RESTORED_AT`](crate::store::RESTORED_AT).
///
/// The backup's store key is written to `key_file`, unless it is there. A backup of an earlier version goes on with the key in
/// the file, or with a new one.
///
/// # Errors
/// When the backup can't be opened, is cut short, altered, of a newer version or no backup; when the folder has a store;
/// when the list is missing, in use, of another store, or old, or the identity does not open a later entry; when the file has
/// another key. Nothing is left in the folder then.
pub async fn restore(
    backup: &Path,
    identity: &Identity,
    dir: &Path,
    list: Option<&Path>,
    key_file: &Path,
    now: Timestamp,
) -> Result<(Restored, KeyFileOutcome), RestoreError> {
    // Before the folder is made, which a wrong name should not leave behind.
    let sealed = File::open(backup).map_err(FileError::cannot("read", backup))?;
    let lock = take_empty(dir)?.ok_or_else(|| RestoreError::NotEmpty(dir.to_owned()))?;
    let cannot_use = FileError::cannot("use", dir);
    let scratch = Scratch::make(dir).map_err(&cannot_use)?;
    let (file, path) = scratch.file(DATABASE).map_err(&cannot_use)?;
    unpack(sealed, backup, identity, file).await?;
    let known = KnownKey::of_copy(&path, backup).await?;
    let key = BackupKey::settle(&known, identity, backup, key_file)?;
    let list = list.map(|path| RestoreList { path, identity });
    let restored = adopt(&path, backup, list, &key.key, now).await?;
    File::open(&path).and_then(|file| file.sync_all()).map_err(&cannot_use)?;
    // The key comes first: a store without its key is of no use.
    let outcome = key.place(key_file)?;
    scratch.release(DATABASE, dir).map_err(&cannot_use)?;
    drop(lock);
    Ok((restored, outcome))
}

/// The store key that a backup holds a sealed copy of. The backup's database is meanwhile in a folder as that of a drill, which is in
/// `folder`.
///
/// # Errors
/// When the backup can't be opened or is none, and as [`recover`].
pub async fn recover_from_backup(
    backup: &Path,
    identity: &Identity,
    folder: &Path,
) -> Result<StoreKey, RestoreError> {
    let sealed = File::open(backup).map_err(FileError::cannot("read", backup))?;
    let temporary = DrillFolder::make(folder)?;
    let path = temporary.path().join(DATABASE);
    let file = File::create_new(&path).map_err(FileError::cannot("write", folder))?;
    unpack(sealed, backup, identity, file).await?;
    let known = KnownKey::of_copy(&path, backup).await?;
    temporary.remove()?;
    Ok(recover(&known, identity, backup).map_err(RestoredKeyError::from)?)
}

/// Opens the backup into a file, from beginning to end.
pub(super) async fn unpack(
    sealed: File,
    backup: &Path,
    identity: &Identity,
    mut out: File,
) -> Result<(), RestoreError> {
    const STEP: usize = 1024 * 1024;
    let cannot_read = FileError::cannot("read", backup);
    let mut opened = identity.opener(BufReader::new(sealed)).map_err(|error| match error {
        SealError::Damaged => RestoreError::Damaged(backup.to_owned()),
        SealError::NotSealed => RestoreError::NotABackup(backup.to_owned()),
        source => RestoreError::Unopened { path: backup.to_owned(), source },
    })?;
    let (mut buffer, mut is_first) = (vec![0; STEP], true);
    loop {
        // These kinds of error mean damage; all others come from the disk.
        let count = opened.read(&mut buffer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                RestoreError::Damaged(backup.to_owned())
            }
            _ => cannot_read(error).into(),
        })?;
        if std::mem::take(&mut is_first) && !buffer[..count].starts_with(b"SQLite format 3\0") {
            return Err(RestoreError::NotABackup(backup.to_owned()));
        }
        if count == 0 {
            return Ok(());
        }
        out.write_all(&buffer[..count]).map_err(&cannot_read)?;
        tokio::task::yield_now().await;
    }
}
