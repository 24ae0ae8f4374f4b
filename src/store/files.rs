//! The data folder: who may read it, and who has it.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use crate::store::StoreError;

/// The database's file in the data folder; SQLite adds `-wal` and `-shm` beside it while it is open.
pub(crate) const DATABASE: &str = "pledge.db";
const LOCK: &str = "pledge.lock";

/// Makes the folder (0700) and the files (0600) where they are missing, and takes the folder for this process.
///
/// The lock lasts as long as the returned file is open, and ends with the process however that ends.
pub(crate) fn take(dir: &Path) -> Result<File, StoreError> {
    let lock = lock(dir)?;
    // SQLite gives -wal and -shm the mode of the database, so the database is made before SQLite could.
    let path = dir.join(DATABASE);
    private(&path).map_err(|error| failed(&path, error))?;
    for suffix in ["-wal", "-shm"] {
        let path = beside(&path, suffix);
        match fs::set_permissions(&path, Permissions::from_mode(0o600)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(&path, error)),
            _ => {}
        }
    }
    Ok(lock)
}

/// Makes the folder where it is missing, and takes it for this process where it has no database; `None` where it has.
pub(crate) fn take_empty(dir: &Path) -> Result<Option<File>, StoreError> {
    let lock = lock(dir)?;
    let path = dir.join(DATABASE);
    let is_there = |path: &Path| path.symlink_metadata().is_ok_and(|file| file.len() > 0 || !file.is_file());
    Ok((!is_there(&path) && !is_there(&beside(&path, "-wal"))).then_some(lock))
}

fn lock(dir: &Path) -> Result<File, StoreError> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(|error| failed(dir, error))?;
    let path = dir.join(LOCK);
    let lock = private(&path).map_err(|error| failed(&path, error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(&path, error)),
    }
}

/// Opens a file to write, made with mode 0600; one that a restored backup left readable to others is closed to them.
fn private(path: &Path) -> io::Result<File> {
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    if file.metadata()?.permissions().mode() & 0o777 != 0o600 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// The path with something added to the file's name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Names the file or folder that an error is about.
pub(crate) fn failed(path: &Path, error: io::Error) -> StoreError {
    StoreError::Folder { path: path.to_owned(), source: Arc::new(error) }
}
