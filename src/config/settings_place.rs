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
    /// installation begins in the package's folder, if there is one. For root and for the bot's user (`guards_package`) the package
    /// comes first: anybody may have put a `.env` into the folder in which they type.
    pub fn find(
        named: Option<PathBuf>,
        folder: &Path,
        package: &Path,
        guards_package: bool,
    ) -> SettingsPlace {
        let own = folder.join(".env");
        let is_there = |path: &Path| path.try_exists().unwrap_or(true);
        let is_installed = package.parent().is_some_and(is_there);
        match named {
            Some(path) if path == package => SettingsPlace::Package(path),
            Some(path) => SettingsPlace::Named(path),
            None if is_installed && (guards_package || !is_there(&own)) => {
                SettingsPlace::Package(package.to_owned())
            }
            None => SettingsPlace::Folder(own),
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

    /// The user and the group who run the bot: the owner of the file, or for the package's file that of the package's home, which
    /// root does not get by writing a file.
    ///
    /// # Errors
    /// When neither can be looked at.
    pub fn owner(&self) -> io::Result<Option<(u32, u32)>> {
        self.owner_beside(Path::new(SettingsPlace::HOME))
    }

    fn owner_beside(&self, home: &Path) -> io::Result<Option<(u32, u32)>> {
        let of = |path: &Path| match path.metadata() {
            Ok(found) => Ok(Some((found.uid(), found.gid()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        let owner = match self {
            SettingsPlace::Package(_) => of(home)?,
            SettingsPlace::Folder(_) | SettingsPlace::Named(_) => None,
        };
        owner.map_or_else(|| of(self.path()), |owner| Ok(Some(owner)))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::chown;

    use super::*;

    #[test]
    fn a_named_file_comes_first_then_the_folders_own_then_the_packages() {
        let dir = tempfile::tempdir().expect("a folder");
        let (own, package) = (dir.path().join("own"), dir.path().join("etc/pledge-bot/pledge-bot.env"));
        fs::create_dir(&own).expect("made");
        let find = |named: Option<&str>| SettingsPlace::find(named.map(PathBuf::from), &own, &package, false);
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

    #[test]
    fn a_file_that_somebody_has_put_into_the_folder_is_nothing_to_root() {
        let dir = tempfile::tempdir().expect("a folder");
        let (planted, package) = (dir.path().join(".env"), dir.path().join("etc/pledge-bot/pledge-bot.env"));
        fs::write(&planted, "").expect("written");
        let find =
            |named: Option<&Path>| SettingsPlace::find(named.map(Path::to_owned), dir.path(), &package, true);
        assert_eq!(find(None), SettingsPlace::Folder(planted.clone()), "no package is installed");
        fs::create_dir_all(package.parent().expect("a folder")).expect("made");
        assert_eq!(find(None), SettingsPlace::Package(package.clone()));
        assert_eq!(find(Some(&planted)), SettingsPlace::Named(planted.clone()), "root wants it");
        assert_eq!(find(Some(&package)), SettingsPlace::Package(package.clone()), "as the service names it");
    }

    #[test]
    fn the_bots_user_is_who_has_the_packages_home_even_where_root_has_written_the_file() {
        if !rustix::process::geteuid().is_root() {
            println!("NOT TESTED: only root can give files away");
            return;
        }
        let dir = tempfile::tempdir().expect("a folder");
        let (file, home) = (dir.path().join("pledge-bot.env"), dir.path().join("home"));
        let owner = |place: &SettingsPlace| place.owner_beside(&home).expect("looked at");
        let (package, named) = (SettingsPlace::Package(file.clone()), SettingsPlace::Named(file.clone()));
        assert_eq!((owner(&package), owner(&named)), (None, None));
        fs::write(&file, "").expect("written");
        assert_eq!((owner(&package), owner(&named)), (Some((0, 0)), Some((0, 0))));
        fs::create_dir(&home).expect("made");
        chown(&home, Some(65534), Some(65534)).expect("given");
        assert_eq!((owner(&package), owner(&named)), (Some((65534, 65534)), Some((0, 0))));
    }
}
