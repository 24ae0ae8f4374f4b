//! A file that appears at its place only when it is whole.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::store::folder;

/// A file in the making (0600) beside its place, which goes away unless it is finished.
pub(crate) struct PartialFile {
    part: PathBuf,
    path: PathBuf,
}

impl PartialFile {
    /// Begins the file; the remains of an earlier attempt are removed.
    pub fn begin(path: &Path) -> io::Result<(PartialFile, File)> {
        let part = folder::beside(path, ".part");
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let file = new_file(&part)?;
        Ok((PartialFile { part, path: path.to_owned() }, file))
    }

    /// Opens the file, to read it back.
    pub fn open(&self) -> io::Result<File> {
        File::open(&self.part)
    }

    /// Moves the file, which is whole and on the disk, to its place.
    pub fn finish(self) -> io::Result<()> {
        move_whole(&self.part, &self.path)
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}

/// Makes an empty file (0600) if there is none.
pub(crate) fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
}

/// Moves a file that is whole and on the disk. It is at its place after a power cut too.
pub(crate) fn move_whole(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
