//! The order to forget the store key: a file in the data folder. While it is there, no bot takes the key anew, although it may be in
//! a file.

use std::fs::{self, OpenOptions};
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
    match fs::remove_file(marker(dir)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(FileError::cannot("write", &marker(dir))(error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

impl Store {
    /// Freezes everything by an order of the command line, and has the bot forget the key: the one that runs now, and each later
    /// one until [`end_forgetting`].
    pub async fn forget_key(&self, now: Timestamp) -> Result<(), StoreError> {
        self.freeze_by_command_line(true, now).await?;
        self.record_by_command_line(DeedRecord::done(Deed::ForgetKey, None), now).await?;
        let path = marker(&self.dir);
        let made = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
        made.and_then(|file| file.sync_all()).map_err(FileError::cannot("write", &path))?;
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

fn marker(dir: &Path) -> PathBuf {
    dir.join("key-forgotten")
}
