//! The order to forget the store key: a file in the data folder. While it is there, no bot takes the key anew, although it may be in
//! a file.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::domain::audit::{Deed, DeedRecord};
use crate::store::Store;
use crate::store::error::{FileError, StoreError};

/// Whether the key of the store in this folder is to stay forgotten.
pub fn is_key_forgotten(dir: &Path) -> bool {
    marker(dir).symlink_metadata().is_ok()
}

/// Lets a bot take the key of the store in this folder again.
///
/// # Errors
/// When the file can't be removed.
pub fn end_forgetting(dir: &Path) -> Result<(), FileError> {
    for path in [marker(dir), prepared(dir)] {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(FileError::cannot("write", &path)(error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

impl Store {
    /// Freezes everything by an order of the command line, and has the bot forget the key: the one that runs now, and each later
    /// one until [`end_forgetting`].
    ///
    /// # Errors
    /// When something can't be written. Everything may be frozen then, and no key is forgotten.
    pub async fn forget_key(&self, now: Timestamp) -> Result<(), StoreError> {
        self.freeze_by_command_line(true, now).await?;
        let path = marker(&self.dir);
        let cannot = FileError::cannot("write", &path);
        prepare(&self.dir).map_err(&cannot)?;
        // It is in the log before it counts. What may fail for want of room is done by then.
        self.record_by_command_line(DeedRecord::done(Deed::ForgetKey, None), now).await?;
        give(&self.dir).map_err(&cannot)?;
        self.forgets.send_replace(true);
        Ok(())
    }

    /// Whether the key is to be forgotten.
    pub fn forgets_its_key(&self) -> bool {
        *self.forgets.borrow()
    }

    /// Waits until the key is to be forgotten.
    pub async fn key_forgotten(&self) {
        let mut forgets = self.forgets.subscribe();
        if forgets.wait_for(|forgets| *forgets).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Makes the file under another name, under which it means nothing. It is empty, and takes no room but that of its name.
fn prepare(dir: &Path) -> io::Result<()> {
    if marker(dir).is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(prepared(dir))?;
    file.sync_all()?;
    File::open(dir)?.sync_all()
}

/// Gives the file its name, on the disk.
fn give(dir: &Path) -> io::Result<()> {
    fs::rename(prepared(dir), marker(dir))?;
    File::open(dir)?.sync_all()
}

fn prepared(dir: &Path) -> PathBuf {
    dir.join("key-forgotten.new")
}

fn marker(dir: &Path) -> PathBuf {
    dir.join("key-forgotten")
}
