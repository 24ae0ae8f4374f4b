//! Files that are not to stay: a folder for copies of the database, and a file that is not yet whole.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::store::files;

/// A folder of its own in the data folder, for its owner alone (0700), which goes away when this is dropped. What a kill
/// leaves of it is removed by the next one, or by [`clear`].
pub(crate) struct Scratch {
    path: PathBuf,
    /// Locked as long as the folder is in use.
    _lock: File,
}

const NAME: &str = "copy.tmp";

impl Scratch {
    /// Makes the folder; `WouldBlock` where another process has it.
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

    /// A new, empty file in the folder (0600), to be filled by SQLite or by hand.
    pub fn file(&self, name: &str) -> io::Result<(File, PathBuf)> {
        let path = self.path.join(name);
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
        Ok((file, path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Removes what a killed process left. One that is still at work keeps its folder.
pub(crate) fn clear(dir: &Path) {
    if dir.join(NAME).exists() {
        drop(Scratch::make(dir));
    }
}

/// A file in the making (0600) beside its place, which goes away unless it is finished.
pub(crate) struct Part {
    part: PathBuf,
    path: PathBuf,
}

impl Part {
    /// Begins the file; what an earlier attempt left is removed.
    pub fn begin(path: &Path) -> io::Result<(Part, File)> {
        let part = files::beside(path, ".part");
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&part)?;
        Ok((Part { part, path: path.to_owned() }, file))
    }

    /// Opens what was written, to read it back.
    pub fn open(&self) -> io::Result<File> {
        File::open(&self.part)
    }

    /// Moves the file, which is whole and on the disk, to its place.
    pub fn finish(self) -> io::Result<()> {
        move_whole(&self.part, &self.path)
    }
}

/// Moves a file that is whole and on the disk; it is there after a power cut too.
pub(crate) fn move_whole(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

impl Drop for Part {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}
