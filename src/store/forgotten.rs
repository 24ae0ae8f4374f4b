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
    ///
    /// # Errors
    /// When something can't be written. Everything may be frozen then, and no key is forgotten.
    pub async fn forget_key(&self, now: Timestamp) -> Result<(), StoreError> {
        self.freeze_by_command_line(true, now).await?;
        make(&self.dir).map_err(FileError::cannot("write", &marker(&self.dir)))?;
        let record = DeedRecord::done(Deed::ForgetKey, None);
        if let Err(error) = self.record_by_command_line(record, now).await {
            let _ = end_forgetting(&self.dir);
            return Err(error);
        }
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

/// Makes the file, on the disk with its name. It is empty, and takes no room but that of its name.
fn make(dir: &Path) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(marker(dir))?;
    file.sync_all()?;
    File::open(dir)?.sync_all()
}

fn marker(dir: &Path) -> PathBuf {
    dir.join("key-forgotten")
}
