//! The folder of a drill. It is for its owner alone, and goes away in whatever way the drill ends; what a killed drill has left is
//! removed by the next one.

use std::fs::{self, File, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::process::geteuid;

use crate::store::FileError;

/// The beginning of its name; random letters follow.
const START: &str = "pledge-bot-drill-";
/// How often removing is tried: a connection that is being closed may still make a file.
const TRIES: u32 = 5;

/// A folder of its own for a drill, which goes away when this is dropped.
#[derive(Debug)]
pub struct DrillFolder {
    path: PathBuf,
    /// Locked as long as the folder is in use.
    _lock: File,
}

impl DrillFolder {
    /// Makes the folder in another one, after what killed drills of the same user have left there was removed.
    ///
    /// # Errors
    /// When it can't be made, or remains can't be removed: they hold what was restored.
    pub fn make(parent: &Path) -> Result<DrillFolder, FileError> {
        let make = || {
            clear(parent)?;
            let own = Permissions::from_mode(0o700);
            let folder = tempfile::Builder::new().prefix(START).permissions(own).tempdir_in(parent)?;
            let lock = File::open(folder.path())?;
            lock.try_lock()?;
            Ok(DrillFolder { path: folder.keep(), _lock: lock })
        };
        make().map_err(FileError::cannot("use", parent))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for DrillFolder {
    fn drop(&mut self) {
        for _ in 0..TRIES {
            match fs::remove_dir_all(&self.path) {
                Ok(()) => return,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return,
                Err(_) => {}
            }
        }
        log::error!(
            "the folder of the drill can't be removed; remove it yourself, as it holds what was restored: {}",
            self.path.display()
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
                    "a drill that did not come to its end had left {}; it was removed",
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
}
