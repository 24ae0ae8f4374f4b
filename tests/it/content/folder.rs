//! A folder like `messages/`, made of built-in files that were altered.

use std::fs;
use std::path::Path;

use pledge_bot::texts::{ContentError, Texts, check_report};

/// A folder that is laid over the built-in words and facts; deleted at the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty one.
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    /// The text of a built-in file.
    pub fn builtin(name: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages").join(name);
        fs::read_to_string(path).expect("a built-in file")
    }

    /// Writes a file.
    pub fn write(self, name: &str, bytes: impl AsRef<[u8]>) -> Folder {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    /// Copies a built-in file, once, and puts one text in the place of another that stands in it.
    pub fn alter(self, name: &str, from: &str, to: &str) -> Folder {
        let here = fs::read_to_string(self.path().join(name));
        let text = here.unwrap_or_else(|_| Folder::builtin(name));
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replacen(from, to, 1))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The words and facts under it.
    pub fn content(&self) -> Texts {
        Texts::load(self.path()).unwrap_or_else(|faults| panic!("{faults:#?}"))
    }

    /// What is wrong with it, each as it is shown to the operator.
    pub fn faults(&self) -> Vec<String> {
        let faults = check_report(Some(self.path())).expect_err("a fault");
        assert!(faults.is_sorted(), "{faults:#?}");
        faults.iter().map(|fault| self.short(fault)).collect()
    }

    /// The fault without the folder's name, which differs from run to run.
    fn short(&self, fault: &ContentError) -> String {
        fault.to_string().replace(&format!("{}/", self.path().display()), "")
    }

    /// The line of a file, counted from 1, on which a text stands.
    pub fn line(&self, name: &str, text: &str) -> usize {
        let file = fs::read_to_string(self.path().join(name)).expect("an altered file");
        let at = file.find(text).unwrap_or_else(|| panic!("{name} has no {text:?}"));
        file[..at].matches('\n').count() + 1
    }
}
