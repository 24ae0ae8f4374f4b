//! A folder for temporary copies of the database.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::{fs, io};

const NAME: &str = "copy.tmp";

/// A folder of its own in the data folder, for its owner alone (0700), which goes away when this is dropped. The remains
/// of a killed process are removed by the next one, or by [`clear`].
pub(crate) struct Scratch {
    path: PathBuf,
    /// Locked as long as the folder is in use.
    _lock: File,
}

impl Scratch {
    /// Makes the folder; `WouldBlock` if another process has it.
    pub fn make(dir: &Path) -> io::Result<Scratch> {
        let path = dir.join(NAME);
        match DirBuilder::new().mode(0o700).create(&path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let lock = File::open(&path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        for entry in path.read_dir()? {
            fs::remove_file(entry?.path())?;
        }
        Ok(Scratch { path, _lock: lock })
    }

    /// A new, empty file in the folder (0600).
    pub fn file(&self, name: &str) -> io::Result<(File, PathBuf)> {
        let path = self.path.join(name);
        let options = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).clone();
        Ok((options.open(&path)?, path))
    }

    /// Moves a file that is whole and on the disk into the data folder. It is there after a power cut too.
    pub fn release(&self, name: &str, dir: &Path) -> io::Result<()> {
        fs::rename(self.path.join(name), dir.join(name))?;
        File::open(dir)?.sync_all()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Removes the remains of a killed process. A process that is still at work keeps its folder.
pub(crate) fn clear(dir: &Path) {
    if dir.join(NAME).exists() {
        drop(Scratch::make(dir));
    }
}
