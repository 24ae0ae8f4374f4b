//! Documents name only files that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::assert_none;
use crate::source::project;

/// The folders whose files documents name.
const FOLDERS: [&str; 7] = ["src/", "tests/", "benches/", "docs/", "messages/", "packaging/", ".ci/"];

/// All documents of the project.
pub fn documents() -> Vec<PathBuf> {
    let in_folder = |folder: &str| {
        let entries = fs::read_dir(project().join(folder)).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>()
    };
    let all = ["", "docs", "docs/decisions", "docs/emergencies"].into_iter().flat_map(in_folder);
    let is_document = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    all.filter(is_document).chain([project().join("src/lib.rs")]).collect()
}

/// The paths that a text names between backticks, without those that stand for several files.
fn paths(text: &str) -> BTreeSet<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_path = |text: &&str| {
        FOLDERS.iter().any(|folder| text.starts_with(folder))
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b))
            && !["000N", "-N"].iter().any(|number| text.contains(number))
    };
    quoted.filter(is_path).collect()
}

/// Paths in a text that lead nowhere.
fn dead_ends(text: &str, exists: impl Fn(&Path) -> bool) -> Vec<String> {
    paths(text).into_iter().filter(|path| !exists(Path::new(path))).map(str::to_owned).collect()
}

#[test]
fn documents_name_files_that_exist() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = fs::read_to_string(&document).expect("a document");
        let name = document.strip_prefix(project()).expect("a file of the project").display().to_string();
        let missing = dead_ends(&text, |path| project().join(path).exists());
        broken.extend(missing.into_iter().map(|path| format!("{name}: {path}")));
    }
    assert_none("each file that a document names is there", &broken);
}

mod planted {
    use super::*;

    #[test]
    fn a_file_that_is_gone_is_found() {
        let text =
            "See `src/store/reader.rs` and `src/gone.rs`. `src/<name>.rs`, `cargo run`, `tests/run sign`.";
        let missing = dead_ends(text, |path| path == Path::new("src/store/reader.rs"));
        assert_eq!(missing, ["src/gone.rs"]);
    }
}
