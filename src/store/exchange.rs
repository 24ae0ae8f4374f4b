//! A database that was written anew takes the place of the earlier one, which is overwritten and removed. A process that ends
//! at any moment leaves one of the two, whole.

use std::fs;
use std::fs::{File, OpenOptions};
use std::io;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use crate::store::error::{FileError, StoreError};
use crate::store::folder::{OLD, beside, folder_of};

/// The end of the new file's name while it grows.
const NEW: &str = ".new";
/// How many bytes are overwritten at once.
const STEP: usize = 1024 * 1024;

/// The path of the file that is to take the place of this one.
pub(crate) fn new_beside(path: &Path) -> PathBuf {
    beside(path, NEW)
}

/// Puts the new file, which is whole and on the disk, in the place of the earlier one.
pub(crate) fn exchange(path: &Path) -> io::Result<()> {
    let old = beside(path, OLD);
    rename(path, &old)?;
    rename(&new_beside(path), path)?;
    wipe(&old)
}

/// Finishes an exchange of files that was interrupted, and removes what an interrupted rewriting left.
///
/// # Errors
/// When a file can't be renamed, overwritten or removed.
pub(crate) fn finish(path: &Path) -> Result<(), StoreError> {
    let (new, old) = (new_beside(path), beside(path, OLD));
    let failed = FileError::cannot("use", path);
    if exists(&old) && !exists(path) && exists(&new) {
        // The old file has its other name only once the new one is whole.
        rename(&new, path).map_err(&failed)?;
    }
    if exists(&old) && exists(path) {
        wipe(&old).map_err(&failed)?;
    }
    if new.symlink_metadata().is_ok() {
        wipe(&new).map_err(&failed)?;
    }
    Ok(())
}

/// The file that has the data, also where an exchange of files was interrupted.
pub(crate) fn with_data(path: &Path) -> PathBuf {
    let new = new_beside(path);
    if !exists(path) && exists(&beside(path, OLD)) && exists(&new) { new } else { path.to_owned() }
}

/// Whether there is a file with something in it.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|file| file.len() > 0)
}

/// Renames a file; it has the new name after a power cut too.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    File::open(folder_of(to))?.sync_all()
}

/// Overwrites a file and removes it.
pub(crate) fn wipe(path: &Path) -> io::Result<()> {
    overwrite(&mut OpenOptions::new().write(true).open(path)?)?;
    fs::remove_file(path)?;
    File::open(folder_of(path))?.sync_all()
}

/// Overwrites a file, which may have no name any more.
pub(crate) fn overwrite(file: &mut File) -> io::Result<()> {
    let (mut left, zeros) = (file.metadata()?.len(), vec![0; STEP]);
    file.rewind()?;
    while left > 0 {
        let step = usize::try_from(left).unwrap_or(STEP).min(STEP);
        file.write_all(&zeros[..step])?;
        left -= step as u64;
    }
    file.sync_all()
}
