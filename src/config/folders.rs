//! Where data, keys and texts lie.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::config::{Lookup, SettingError, set};

/// The bot's files and folders; `export` and `check` need no other settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// `DATA_DIR`: the store.
    pub data: PathBuf,
    /// `STATE_KEY_FILE`: the key that seals pending work; outside `data`.
    pub state_key: PathBuf,
    /// `OPT_OUTS_FILE`: the list of people who opted out, which a restore obeys; outside `data`.
    pub opt_outs: PathBuf,
    /// `MESSAGES_DIR`: texts that replace the built-in ones.
    pub messages: Option<PathBuf>,
}

impl Folders {
    /// Reads the folders' settings.
    ///
    /// # Errors
    /// When the state key would lie with the data that it protects, or the list of opt-outs with the data that it outlives.
    pub fn read(get: Lookup<'_>) -> Result<Folders, SettingError> {
        let path = |name, default: &str| PathBuf::from(set(get, name).unwrap_or_else(|| default.into()));
        let data = path("DATA_DIR", "data");
        let state_key = path("STATE_KEY_FILE", "state.key");
        let opt_outs = path("OPT_OUTS_FILE", "opt-outs.list");
        for (name, file, hint) in [
            (
                "STATE_KEY_FILE",
                &state_key,
                "the file must not lie in DATA_DIR, whose copies it protects; choose another folder",
            ),
            (
                "OPT_OUTS_FILE",
                &opt_outs,
                "the file must not lie in DATA_DIR, which it has to outlive; choose another folder",
            ),
        ] {
            match is_inside(file, &data) {
                Ok(false) => {}
                Ok(true) => return Err(SettingError::Malformed { name, hint }),
                Err(error) => return Err(SettingError::Path { name, kind: error.kind() }),
            }
        }
        Ok(Folders { data, state_key, opt_outs, messages: set(get, "MESSAGES_DIR").map(PathBuf::from) })
    }
}

/// Whether `path` lies inside `folder`, with links and `..` followed. Neither needs to exist.
fn is_inside(path: &Path, folder: &Path) -> io::Result<bool> {
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
        assert!(inside("data/state.key"));
        assert!(inside("data/deeper/state.key"));
        assert!(inside("keys/../data/state.key"));
        assert!(!inside("data/../state.key"));
        assert!(!inside("data-keys/state.key"));
        symlink("data", dir.path().join("link")).expect("linked");
        assert!(inside("link/state.key"), "the link's target need not exist yet");
        fs::create_dir(&data).expect("made");
        assert!(inside("link/state.key"));
        assert!(!inside("link/../state.key"), "`..` of a link is the parent of its target");
        fs::write(dir.path().join("file"), "").expect("written");
        assert!(!inside("file/state.key"), "making the key will fail");
        symlink("circle", dir.path().join("circle")).expect("linked");
        assert!(is_inside(&dir.path().join("circle/state.key"), &data).is_err());
    }

    #[test]
    fn a_link_cannot_bring_the_state_key_or_the_opt_outs_into_the_data_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name).display().to_string();
        fs::create_dir(at("data")).expect("made");
        symlink(at("data"), at("link")).expect("linked");
        fs::write(at("data/state.key"), "").expect("written");
        symlink(at("data/state.key"), at("linked.key")).expect("linked");
        let read = |data: &str, name: &str, file: &str| {
            let pairs = [("DATA_DIR", at(data)), (name, at(file))];
            Folders::read(&|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()))
        };
        for (name, file) in [
            ("STATE_KEY_FILE", "link/state.key"),
            ("STATE_KEY_FILE", "linked.key"),
            ("OPT_OUTS_FILE", "link/opt-outs.list"),
        ] {
            let error = read("data", name, file).expect_err(file).to_string();
            assert!(error.starts_with(name) && error.contains("must not lie in DATA_DIR"), "{error}");
        }
        assert!(read("link", "STATE_KEY_FILE", "state.key").is_ok(), "the data folder may be a link");
    }
}
