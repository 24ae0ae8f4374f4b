//! The data folder: who may read it, and which process has it.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use crate::clock::Clock;
use crate::store::DATABASE;
use crate::store::error::{FileError, StoreError};

const LOCK: &str = "pledge.lock";
/// The pause between two looks at whether a folder is free.
const PAUSE: Duration = Duration::from_millis(250);
/// How often it is looked: half a minute, which is longer than a bot takes to end.
const LOOKS: u32 = 120;
/// The end of the name that a database has while another one takes its place (`exchange.rs`).
pub(crate) const OLD: &str = ".old";

/// Makes the folder (0700) and the files (0600) if they are missing, and takes the folder for this process.
///
/// The lock lasts as long as the returned file is open, and ends with the process however that ends.
pub(crate) fn take(dir: &Path) -> Result<File, StoreError> {
    let lock = lock(dir)?;
    // SQLite gives -wal and -shm the mode of the database, so the database's file is made here, before SQLite would make
    // one that others can read.
    let path = dir.join(DATABASE);
    private(&path).map_err(FileError::cannot("use", &path))?;
    for suffix in ["-wal", "-shm"] {
        let path = beside(&path, suffix);
        match fs::set_permissions(&path, Permissions::from_mode(0o600)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            done => done.map_err(FileError::cannot("use", &path))?,
        }
    }
    Ok(lock)
}

/// Waits until no process has the folder, for as long as a bot takes to end. The folder has to be there.
///
/// # Errors
/// When a process still has it then, or it can't be used.
pub async fn until_free(dir: &Path, clock: &Clock) -> Result<(), StoreError> {
    for _ in 0..LOOKS {
        match lock(dir) {
            Err(StoreError::InUse(_)) => clock.sleep(PAUSE).await,
            taken => return taken.map(drop),
        }
    }
    lock(dir).map(drop)
}

/// Takes a folder that has a database, and makes nothing.
pub(crate) fn take_existing(dir: &Path) -> Result<File, StoreError> {
    has_database(dir)?;
    take(dir)
}

/// # Errors
/// When the folder has no database.
pub(crate) fn has_database(dir: &Path) -> Result<(), StoreError> {
    let path = dir.join(DATABASE);
    path.metadata().map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => StoreError::NoData(dir.to_owned()),
        _ => FileError::cannot("use", &path)(error).into(),
    })
}

/// Makes the folder if it is missing, and takes it for this process; `None` if it has a database.
pub(crate) fn take_empty(dir: &Path) -> Result<Option<File>, StoreError> {
    let lock = lock(dir)?;
    let path = dir.join(DATABASE);
    let is_there = |path: &Path| path.symlink_metadata().is_ok_and(|file| file.len() > 0 || !file.is_file());
    Ok((!is_there(&path) && !is_there(&beside(&path, "-wal")) && !is_there(&beside(&path, OLD)))
        .then_some(lock))
}

fn lock(dir: &Path) -> Result<File, StoreError> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(FileError::cannot("use", dir))?;
    let path = dir.join(LOCK);
    let lock = private(&path).map_err(FileError::cannot("use", &path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(FileError::cannot("use", &path)(error).into()),
    }
}

/// Opens a file to write, made with mode 0600. A file that a restored backup left readable to others is closed to them.
fn private(path: &Path) -> io::Result<File> {
    let file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    if file.metadata()?.permissions().mode() & 0o777 != 0o600 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

/// The folder of a file.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path with a suffix added to the file's name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
