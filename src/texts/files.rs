//! The files of `messages/`: those in the binary, and those of a folder over them, file by file.

use std::{collections::BTreeMap, fs, path::Path};

use include_dir::{Dir, include_dir};

use crate::{domain::Lang, texts::Fault};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/messages");

/// The facts.
pub(super) const FACTS: &str = "pledge.toml";
/// The pledge as it was submitted, word for word.
pub(super) const ORIGINAL: &str = "original.en.txt";
/// More than any text of ours needs; a file that is larger was put there by mistake.
const MAX_BYTES: u64 = 1 << 20;

/// Texts by their path within `messages/`, with `/` between folder and file.
pub(super) struct Files(BTreeMap<String, String>);

impl Files {
    /// The files in the binary.
    pub(super) fn builtin() -> Files {
        let folders = [&BUILTIN].into_iter().chain(BUILTIN.dirs());
        let files = folders.flat_map(Dir::files).filter_map(|file| {
            let path = file.path().to_str()?.replace('\\', "/");
            Some((path, file.contents_utf8()?.to_owned()))
        });
        Files(files.collect())
    }

    /// The files in the binary, and over them those of a folder.
    pub(super) fn over_builtin(folder: &Path) -> Result<Files, Vec<Fault>> {
        let mut files = Files::builtin();
        let mut faults = Vec::new();
        if !folder.is_dir() {
            return Err(vec![fault(&folder.display().to_string(), "is no folder; name one laid out like messages/")]);
        }
        let languages = Lang::ALL.map(|lang| folder.join(lang.code()));
        for path in [folder.to_owned()].iter().chain(&languages).flat_map(|folder| listed(folder)) {
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            let of_ours = name == FACTS || name == ORIGINAL || (name.contains('/') && name.ends_with(".ftl"));
            if !of_ours {
                continue;
            }
            if !files.0.contains_key(&name) {
                faults.push(fault(&name, "there is no such file in messages/: the name is misspelt"));
                continue;
            }
            match read(&path) {
                Ok(text) => drop(files.0.insert(name, text)),
                Err(reason) => faults.push(fault(&name, &reason)),
            }
        }
        if faults.is_empty() { Ok(files) } else { Err(faults) }
    }

    /// A file's text; empty where there is none.
    pub(super) fn get(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    /// The `.ftl` files of a language, with their paths.
    pub(super) fn of(&self, lang: Lang) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{}/", lang.code());
        self.0.iter().filter(move |(path, _)| path.starts_with(&prefix)).map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

fn fault(file: &str, reason: &str) -> Fault {
    Fault { file: file.to_owned(), line: 1, reason: reason.to_owned() }
}

fn listed(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| format!("can't be read: {}", error.kind()))?.len();
    if size > MAX_BYTES {
        return Err(format!("is larger than {MAX_BYTES} bytes; this is no file of texts"));
    }
    let bytes = fs::read(path).map_err(|error| format!("can't be read: {}", error.kind()))?;
    String::from_utf8(bytes).map_err(|_| "is not UTF-8; save it as UTF-8".to_owned())
}
