//! Where data, keys and texts lie.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::config::{Lookup, SettingError, set};
use crate::slow_disk::look;
use crate::store::DATABASE;

/// How long the disks of the settings may take to answer at a start.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The bot's files and folders; `export` and `check` need no other settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// `DATA_DIR`: the store.
    pub data: PathBuf,
    /// `STORE_KEY_FILE`, or `STATE_KEY_FILE` as earlier versions called it: the store's key; outside `data`.
    pub store_key: PathBuf,
    /// `OPT_OUTS_FILE`: the list of people who opted out, which a restore obeys; outside `data`.
    pub opt_outs: PathBuf,
    /// `MESSAGES_DIR`: texts that replace the built-in ones.
    pub messages: Option<PathBuf>,
}

impl Folders {
    /// Reads the folders' settings.
    ///
    /// # Errors
    /// When the store key would lie with the data that it protects, or the list of opt-outs with the data that it outlives;
    /// when the store key's file is named twice.
    pub fn read(get: Lookup<'_>) -> Result<Folders, SettingError> {
        let path = |name, default: &str| PathBuf::from(set(get, name).unwrap_or_else(|| default.into()));
        let (key_setting, store_key) = store_key(get)?;
        let folders = Folders {
            data: path("DATA_DIR", "data"),
            store_key,
            opt_outs: path("OPT_OUTS_FILE", "opt-outs.list"),
            messages: set(get, "MESSAGES_DIR").map(PathBuf::from),
        };
        let looked_at = folders.clone();
        // A disk that does not answer keeps nobody from reading the settings. Whoever needs it tells of it.
        look(PATIENCE, move || looked_at.settled(key_setting)).unwrap_or(Ok(folders))
    }

    /// The same with the store key's file that is there, after a look at where links lead.
    fn settled(self, key_setting: &'static str) -> Result<Folders, SettingError> {
        let store_key = or_of_earlier_version(self.store_key);
        for (name, file, hint) in [
            (
                key_setting,
                &store_key,
                "the file must not lie in DATA_DIR, whose copies it protects; choose another folder",
            ),
            (
                "OPT_OUTS_FILE",
                &self.opt_outs,
                "the file must not lie in DATA_DIR, which it has to outlive; choose another folder",
            ),
        ] {
            match is_inside(file, &self.data) {
                Ok(false) => {}
                Ok(true) => return Err(SettingError::Malformed { name, hint }),
                Err(error) => return Err(SettingError::Path { name, kind: error.kind() }),
            }
        }
        Ok(Folders { store_key, ..self })
    }

    /// The database in the data folder.
    pub(crate) fn database(&self) -> PathBuf {
        self.data.join(DATABASE)
    }
}

/// The store key's file as it is set, and the setting that names it.
fn store_key(get: Lookup<'_>) -> Result<(&'static str, PathBuf), SettingError> {
    const NAME: &str = "STORE_KEY_FILE";
    const EARLIER: &str = "STATE_KEY_FILE";
    let (name, file) = match (set(get, NAME), set(get, EARLIER)) {
        (None, None) => (NAME, STORE_KEY.to_owned()),
        (Some(file), None) => (NAME, file),
        (None, Some(file)) => (EARLIER, file),
        (Some(file), Some(earlier)) if file == earlier => (NAME, file),
        (Some(_), Some(_)) => {
            let hint = "it is the earlier name of STORE_KEY_FILE, and the two name different files; keep the one that is \
                        the store's key";
            return Err(SettingError::Malformed { name: EARLIER, hint });
        }
    };
    Ok((name, file.into()))
}

/// The name of the store key's file, if no setting says otherwise.
const STORE_KEY: &str = "store.key";

/// The key's file, or the one beside it that an earlier version made: those called it `state.key`.
pub(super) fn or_of_earlier_version(file: PathBuf) -> PathBuf {
    let earlier = file.with_file_name("state.key");
    if file.ends_with(STORE_KEY) && !file.exists() && earlier.exists() { earlier } else { file }
}

/// Whether `path` lies inside `folder`, with links and `..` followed. Neither needs to exist.
pub(super) fn is_inside(path: &Path, folder: &Path) -> io::Result<bool> {
    Ok(resolve(path)?.starts_with(resolve(folder)?))
}

/// The absolute path, with links followed as far as it exists.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
        match resolved.canonicalize() {
            Ok(real) => resolved = real,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                // A link to a path that does not exist yet. Links in a circle give another error, so this ends.
                if let Ok(target) = resolved.read_link() {
                    resolved.pop();
                    resolved = resolve(&resolved.join(target))?;
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_and_parent_folders_are_followed_whether_or_not_they_exist() {
        let dir = tempfile::tempdir().expect("a folder");
        let data = dir.path().join("data");
        let inside = |path: &str| is_inside(&dir.path().join(path), &data).expect("paths");
        assert!(inside("data/store.key"));
        assert!(inside("data/deeper/store.key"));
        assert!(inside("keys/../data/store.key"));
        assert!(!inside("data/../store.key"));
        assert!(!inside("data-keys/store.key"));
        symlink("data", dir.path().join("link")).expect("linked");
        assert!(inside("link/store.key"), "the link's target need not exist yet");
        fs::create_dir(&data).expect("made");
        assert!(inside("link/store.key"));
        assert!(!inside("link/../store.key"), "`..` of a link is the parent of its target");
        fs::write(dir.path().join("file"), "").expect("written");
        assert!(!inside("file/store.key"), "making the key will fail");
        symlink("circle", dir.path().join("circle")).expect("linked");
        assert!(is_inside(&dir.path().join("circle/store.key"), &data).is_err());
    }

    #[test]
    fn the_key_of_an_earlier_version_is_found_by_its_setting_and_by_its_place() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name).display().to_string();
        let read = |pairs: &[(&str, &str)]| {
            let get =
                |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            Folders::read(&get).map(|folders| folders.store_key.display().to_string())
        };
        assert_eq!(read(&[]).as_deref(), Ok("store.key"));
        let (new, old, other) = (at("store.key"), at("state.key"), at("other.key"));
        assert_eq!(read(&[("STORE_KEY_FILE", &new)]).as_ref(), Ok(&new));
        assert_eq!(read(&[("STATE_KEY_FILE", &other)]).as_ref(), Ok(&other));
        let error = read(&[("STORE_KEY_FILE", &new), ("STATE_KEY_FILE", &other)]).expect_err("two files");
        assert!(error.to_string().contains("STATE_KEY_FILE is malformed"), "{error}");
        fs::write(&old, "").expect("written");
        assert_eq!(read(&[("STORE_KEY_FILE", &new)]).as_ref(), Ok(&old), "nothing is made beside it");
        assert_eq!(read(&[("STORE_KEY_FILE", &other)]).as_ref(), Ok(&other), "another bot's may lie there");
        fs::write(&new, "").expect("written");
        assert_eq!(read(&[("STORE_KEY_FILE", &new)]).as_ref(), Ok(&new));
    }

    #[test]
    fn a_link_cannot_bring_the_store_key_or_the_opt_outs_into_the_data_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name).display().to_string();
        fs::create_dir(at("data")).expect("made");
        symlink(at("data"), at("link")).expect("linked");
        fs::write(at("data/store.key"), "").expect("written");
        symlink(at("data/store.key"), at("linked.key")).expect("linked");
        let read = |data: &str, name: &str, file: &str| {
            let pairs = [("DATA_DIR", at(data)), (name, at(file))];
            Folders::read(&|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()))
        };
        for (name, file) in [
            ("STORE_KEY_FILE", "link/store.key"),
            ("STORE_KEY_FILE", "linked.key"),
            ("OPT_OUTS_FILE", "link/opt-outs.list"),
        ] {
            let error = read("data", name, file).expect_err(file).to_string();
            assert!(error.starts_with(name) && error.contains("must not lie in DATA_DIR"), "{error}");
        }
        assert!(read("link", "STORE_KEY_FILE", "store.key").is_ok(), "the data folder may be a link");
    }
}
