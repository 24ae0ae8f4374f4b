//! The settings that are paths, and where a relative one begins.

use std::path::{Path, PathBuf};

use crate::config::{Lookup, set};

/// Those that mean a place even if they are unset, and that place.
const USUAL: [(&str, &str); 3] =
    [("DATA_DIR", "data"), ("STORE_KEY_FILE", "store.key"), ("OPT_OUTS_FILE", "opt-outs.list")];
/// Those that mean none then.
const OTHERS: [&str; 4] = ["STATE_KEY_FILE", "BACKUP_DIR", "OPT_OUTS_COPY_DIR", "MESSAGES_DIR"];

/// The paths in these settings in full: a relative one begins in this folder.
pub fn full_paths(home: &Path, get: Lookup<'_>) -> Vec<(&'static str, PathBuf)> {
    let key_of_earlier_version = set(get, "STATE_KEY_FILE").is_some();
    let usual = USUAL.iter().filter(|(name, _)| !(*name == "STORE_KEY_FILE" && key_of_earlier_version));
    let usual = usual.map(|(name, usual)| (*name, set(get, name).unwrap_or_else(|| (*usual).to_owned())));
    let others = OTHERS.iter().filter_map(|name| Some((*name, set(get, name)?)));
    usual.chain(others).map(|(name, path)| (name, home.join(path))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_begin_in_the_folder_and_others_stay() {
        let of = |pairs: &'static [(&str, &str)]| {
            let get =
                |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            let paths = full_paths(Path::new("/home"), &get);
            let paths = paths.into_iter().map(|(name, path)| format!("{name}={}", path.display()));
            paths.collect::<Vec<_>>()
        };
        let usual =
            ["DATA_DIR=/home/data", "STORE_KEY_FILE=/home/store.key", "OPT_OUTS_FILE=/home/opt-outs.list"];
        assert_eq!(of(&[]), usual);
        assert_eq!(
            of(&[("DATA_DIR", "/data"), ("STATE_KEY_FILE", "state.key"), ("MESSAGES_DIR", "texts")]),
            ["DATA_DIR=/data", usual[2], "STATE_KEY_FILE=/home/state.key", "MESSAGES_DIR=/home/texts"]
        );
    }
}
