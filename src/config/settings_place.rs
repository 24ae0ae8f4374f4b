//! Which file the settings are in.

use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::config::env_file;

/// The file of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsPlace {
    /// `.env` in the current folder.
    Folder(PathBuf),
    /// The file of the Debian package.
    Package(PathBuf),
    /// Another file, which the person at the command line names.
    Named(PathBuf),
}

impl SettingsPlace {
    /// The file of the Debian package.
    pub const PACKAGE: &str = "/etc/pledge-bot/pledge-bot.env";
    /// The folder in which the Debian package keeps the bot's data, as its user's home.
    pub const HOME: &str = "/var/lib/pledge-bot";

    /// The file that is named, or else `.env` in this folder, or else the file of the package. Where neither is there, a new
    /// installation begins in the package's folder, if there is one.
    pub fn find(named: Option<PathBuf>, folder: &Path, package: &Path) -> SettingsPlace {
        let own = folder.join(".env");
        let is_there = |path: &Path| path.try_exists().unwrap_or(true);
        match named {
            Some(path) => SettingsPlace::Named(path),
            None if is_there(&own) || !package.parent().is_some_and(is_there) => SettingsPlace::Folder(own),
            None => SettingsPlace::Package(package.to_owned()),
        }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        match self {
            SettingsPlace::Folder(path) | SettingsPlace::Package(path) | SettingsPlace::Named(path) => path,
        }
    }

    /// The file as messages call it: `.env`, or its whole path.
    pub fn shown(&self) -> String {
        env_file::shown(self.path())
    }

    /// The user and the group to whom it belongs and who run the bot: the owner of the file, or of the package's home while there
    /// is none.
    ///
    /// # Errors
    /// When neither can be looked at.
    pub fn owner(&self) -> io::Result<Option<(u32, u32)>> {
        let found = match (self.path().metadata(), self) {
            (Err(error), SettingsPlace::Package(_)) if error.kind() == io::ErrorKind::NotFound => {
                Path::new(SettingsPlace::HOME).metadata()
            }
            (found, _) => found,
        };
        match found {
            Ok(found) => Ok(Some((found.uid(), found.gid()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_named_file_comes_first_then_the_folders_own_then_the_packages() {
        let dir = tempfile::tempdir().expect("a folder");
        let (own, package) = (dir.path().join("own"), dir.path().join("etc/pledge-bot/pledge-bot.env"));
        fs::create_dir(&own).expect("made");
        let find = |named: Option<&str>| SettingsPlace::find(named.map(PathBuf::from), &own, &package);
        assert_eq!(find(None), SettingsPlace::Folder(own.join(".env")), "no package is installed");
        fs::create_dir_all(package.parent().expect("a folder")).expect("made");
        assert_eq!(find(None), SettingsPlace::Package(package.clone()));
        fs::write(&package, "").expect("written");
        assert_eq!(find(None), SettingsPlace::Package(package.clone()));
        fs::write(own.join(".env"), "").expect("written");
        assert_eq!(find(None), SettingsPlace::Folder(own.join(".env")));
        assert_eq!(find(Some("/x")), SettingsPlace::Named("/x".into()));
        assert_eq!((find(Some("/x")).shown(), find(None).shown()), ("/x".to_owned(), ".env".to_owned()));
    }
}
