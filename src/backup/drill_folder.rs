//! The folder in which a backup is unpacked for a moment, for a drill or to recover its store key. It is for its owner alone, and goes
//! away in whatever way that ends; what a killed process has left is removed by the next one.

use std::fs::{self, File, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::geteuid;

use crate::store::FileError;

/// The beginning of its name; random letters follow.
const START: &str = "pledge-bot-drill-";
/// How often removing is tried: a connection that is being closed may still make a file.
const TRIES: u32 = 5;
/// The wait between two of them.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// The folders of the drills that are at work in this process, for an end that drops nothing.
static IN_USE: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A folder of its own for a drill, which goes away when this is dropped.
#[derive(Debug)]
pub struct DrillFolder {
    path: PathBuf,
    /// Locked as long as the folder is in use.
    _lock: File,
}

impl DrillFolder {
    /// Makes the folder in another one, after what killed drills of the same user have left there, or in the system's folder for
    /// temporary files, was removed.
    ///
    /// # Errors
    /// When it can't be made, or remains can't be removed: they hold what was restored.
    pub fn make(parent: &Path) -> Result<DrillFolder, FileError> {
        let make = || {
            clear(parent)?;
            if let Err(error) = clear(&std::env::temp_dir()) {
                let temporary = std::env::temp_dir();
                log::warn!(
                    "{} can't be searched for what a drill has left: {}",
                    temporary.display(),
                    error.kind()
                );
            }
            let mut in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
            let own = Permissions::from_mode(0o700);
            let folder = tempfile::Builder::new().prefix(START).permissions(own).tempdir_in(parent)?;
            let lock = File::open(folder.path())?;
            lock.try_lock()?;
            let path = folder.keep();
            in_use.push(path.clone());
            Ok(DrillFolder { path, _lock: lock })
        };
        make().map_err(FileError::cannot("use", parent))
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it now.
    ///
    /// # Errors
    /// When it can't be removed: what was restored is still in it.
    pub fn remove(self) -> Result<(), FileError> {
        remove_all(&self.path).map_err(FileError::cannot("remove", &self.path))
    }

    /// Removes the folders of all drills of this process, for an end of it that drops nothing. No drill makes another one as long as
    /// the result is there.
    #[must_use]
    pub fn remove_those_in_use() -> impl Drop {
        let folders = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        for path in folders.iter() {
            report(path, remove_all(path));
        }
        folders
    }
}

impl Drop for DrillFolder {
    fn drop(&mut self) {
        report(&self.path, remove_all(&self.path));
        let mut folders = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|path| *path != self.path);
    }
}

fn remove_all(path: &Path) -> io::Result<()> {
    let mut tries = 1;
    loop {
        match fs::remove_dir_all(path) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if tries == TRIES => return Err(error),
            Err(_) => {}
        }
        tries += 1;
        thread::sleep(BETWEEN_TRIES);
    }
}

fn report(path: &Path, removed: io::Result<()>) {
    if let Err(error) = removed {
        log::error!(
            "the folder of the backup that was tried can't be removed ({}); remove it yourself, as it holds what was restored: {}",
            error.kind(),
            path.display()
        );
    }
}

/// Removes what killed drills have left. A drill that is still at work keeps its folder.
fn clear(parent: &Path) -> io::Result<()> {
    for entry in parent.read_dir()? {
        let entry = entry?;
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(START));
        if !is_ours {
            continue;
        }
        // It may have gone meanwhile.
        let Ok(found) = entry.path().symlink_metadata() else { continue };
        if !found.is_dir() || found.uid() != geteuid().as_raw() {
            continue;
        }
        let Ok(lock) = File::open(entry.path()) else { continue };
        match lock.try_lock() {
            Ok(()) => {
                fs::remove_dir_all(entry.path())?;
                log::warn!(
                    "a backup that was unpacked in {} had been left there; it was removed",
                    entry.path().display()
                );
            }
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_goes_away_and_remains_go_with_the_next_drill() {
        let parent = tempfile::tempdir().expect("a folder");
        let left = parent.path().join("pledge-bot-drill-abc");
        fs::create_dir(&left).expect("made");
        fs::write(left.join("pledge.db"), "restored").expect("written");
        fs::create_dir(parent.path().join("other")).expect("made");
        let folder = DrillFolder::make(parent.path()).expect("made");
        assert!(!left.exists());
        assert_eq!(folder.path().metadata().expect("there").permissions().mode() & 0o777, 0o700);
        fs::write(folder.path().join("pledge.db"), "restored").expect("written");
        let another = DrillFolder::make(parent.path()).expect("beside it");
        assert!(folder.path().join("pledge.db").exists(), "that drill is at work");
        drop((folder, another));
        let names: Vec<_> =
            parent.path().read_dir().expect("read").map(|it| it.expect("it").file_name()).collect();
        assert_eq!(names, ["other"]);
    }

    #[test]
    fn a_folder_that_can_not_be_removed_is_told() {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = DrillFolder::make(parent.path()).expect("made");
        let path = folder.path().to_owned();
        fs::remove_dir(&path).expect("removed");
        fs::write(&path, "what is no folder").expect("written");
        let error = folder.remove().expect_err("it is still there").to_string();
        assert!(
            error.starts_with("cannot remove ") && error.contains(&path.display().to_string()),
            "{error}"
        );
    }
}
