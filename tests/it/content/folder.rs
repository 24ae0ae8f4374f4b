//! A folder like `messages/`, with altered copies of built-in files.

use std::fs;
use std::path::Path;

use pledge_bot::texts::{ContentError, Texts, check_report};

/// A folder that overrides the built-in texts and facts; deleted at the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty folder.
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

    /// Says in each language how people reach the coalition.
    pub fn with_contact(self) -> Folder {
        ["ky", "ru", "en"].into_iter().fold(self, |folder, lang| {
            folder.write(&format!("{lang}/controller.ftl"), "controller-contact = name@example.org\n")
        })
    }

    /// Replaces one text of a built-in file by another, in the folder's copy of the file.
    pub fn alter(self, name: &str, from: &str, to: &str) -> Folder {
        let here = fs::read_to_string(self.path().join(name));
        let text = here.unwrap_or_else(|_| Folder::builtin(name));
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replacen(from, to, 1))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The texts and facts with this folder.
    pub fn content(&self) -> Texts {
        Texts::load(self.path()).unwrap_or_else(|faults| panic!("{faults:#?}"))
    }

    /// Its faults, as an operator sees them.
    pub fn faults(&self) -> Vec<String> {
        let faults = check_report(Some(self.path())).expect_err("a fault");
        assert!(faults.is_sorted(), "{faults:#?}");
        faults.iter().map(|fault| self.short(fault)).collect()
    }

    /// The fault without the folder's name, which differs from run to run.
    fn short(&self, fault: &ContentError) -> String {
        fault.to_string().replace(&format!("{}/", self.path().display()), "")
    }

    /// The number of the line with a text, counted from 1.
    pub fn line(&self, name: &str, text: &str) -> usize {
        let file = fs::read_to_string(self.path().join(name)).expect("an altered file");
        let at = file.find(text).unwrap_or_else(|| panic!("{name} has no {text:?}"));
        file[..at].matches('\n').count() + 1
    }
}
