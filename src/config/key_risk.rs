//! Whether whoever takes the machine gets the store key together with the data.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::config::Folders;
use crate::crypto::StoreKeyFile;

/// The risk that the store key's file is, as a line for the log. `by_command`: a command prints the key.
pub(super) fn risk(folders: &Folders, by_command: bool) -> Option<String> {
    let file = &folders.store_key;
    match StoreKeyFile::read(file).ok()? {
        StoreKeyFile::Locked(_) => None,
        StoreKeyFile::Plain(_) if by_command => Some(format!(
            "STORE_KEY_COMMAND prints the store key, and the key is in {} too, open to whoever takes the machine; once the \
             command works, keep a copy of the file somewhere else and remove it here",
            file.display()
        )),
        StoreKeyFile::Missing if by_command => None,
        StoreKeyFile::Plain(_) | StoreKeyFile::Missing => (disk(file)? == disk(&folders.data)?).then(|| {
            "the store key is on the same disk as the data: whoever takes the disk can read who uses the bot; \
             docs/operate.md tells how to keep the key apart (The store key)"
                .to_owned()
        }),
    }
}

/// The disk of a path, or of the folder in which it will be made.
pub(super) fn disk(path: &Path) -> Option<u64> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find_map(|place| place.metadata().ok()).map(|found| found.dev())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_key_that_is_open_beside_the_data_is_a_risk() {
        let dir = tempfile::tempdir().expect("a folder");
        let key = dir.path().join("store.key");
        let (data, opt_outs) = (dir.path().join("data"), dir.path().join("list"));
        let folders = Folders { data, store_key: key.clone(), opt_outs, messages: None };
        let risk_of = |by_command| risk(&folders, by_command).unwrap_or_default();
        assert!(risk_of(false).contains("same disk"), "it will be made there");
        assert_eq!(risk_of(true), "", "no file is made");
        fs::write(&key, "ab".repeat(32)).expect("written");
        assert!(risk_of(false).contains("same disk"));
        assert!(risk_of(true).contains("remove it here"));
        let elsewhere = Folders { store_key: "/proc/self/status".into(), ..folders.clone() };
        assert_eq!(risk(&elsewhere, false), None, "that is another file system");
        fs::write(&key, "age-encryption.org/v1\n").expect("written");
        assert_eq!((risk_of(false), risk_of(true)), (String::new(), String::new()), "it has a passphrase");
    }
}
