//! The files of `messages/`: the built-in ones, and over them the messages and the facts of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use include_dir::{Dir, include_dir};

use crate::domain::Lang;
use crate::texts::ContentError;
use crate::texts::ftl_file::{ContentFile, FtlFile};
use crate::texts::renamed::Renaming;
use crate::texts::{gone, merge, renamed};

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/messages");

/// The file of the facts.
pub(super) const FACTS: &str = "pledge.toml";
/// The file of the pledge as it was submitted, word for word.
pub(super) const ORIGINAL: &str = "original.en.txt";
/// More than any text of ours needs; a file that is larger was put there by mistake.
const MAX_BYTES: u64 = 1 << 20;
/// The deepest nesting of braces. Fluent's parser calls itself for each brace within braces, and would exhaust the stack,
/// which ends the process. No text of ours comes near.
const MAX_NESTING: usize = 200;

/// Texts by their path within `messages/`, with `/` between folder and file.
pub(super) struct ContentFiles {
    by_path: BTreeMap<String, ContentFile>,
    /// The built-in messages beside those of a folder's file, by the same paths.
    rests: BTreeMap<String, ContentFile>,
    /// The errors of files that could not be taken over from the folder.
    pub(super) faults: Vec<ContentError>,
    /// Notes on a folder without files, and on names in it that have changed since, which take effect all the same.
    pub(super) notes: Vec<ContentError>,
}

impl ContentFiles {
    /// The built-in files.
    pub(super) fn builtin() -> ContentFiles {
        let folders = [&BUILTIN].into_iter().chain(BUILTIN.dirs());
        let files = folders.flat_map(Dir::files).filter_map(|file| {
            let path = file.path().to_str()?.replace('\\', "/");
            let (shown, text) = (format!("messages/{path}"), file.contents_utf8()?.to_owned());
            is_ours(&path).then_some((path, ContentFile { shown, text, is_rest: false }))
        });
        let (by_path, rests) = (files.collect(), BTreeMap::new());
        ContentFiles { by_path, rests, faults: Vec::new(), notes: Vec::new() }
    }

    /// The built-in files, and over them the files of a folder.
    pub(super) fn over_builtin(folder: &Path) -> ContentFiles {
        let mut files = ContentFiles::builtin();
        match fs::read_dir(folder) {
            Ok(_) if is_of_language(folder) => {
                files.fault_of_folder(folder, "this is the folder of one language; give the folder above it");
            }
            Ok(_) => {
                if files.take_over(folder, "") == 0 && files.faults.is_empty() {
                    let reason =
                        "this folder has no texts and no facts; those that are built in stay as they are";
                    files.notes.push(of_folder(folder, reason));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                files.fault_of_folder(
                    folder,
                    "there is no such folder; give one that is laid out like messages/",
                );
            }
            Err(error) => {
                let reason = format!("can't be read as a folder laid out like messages/: {}", error.kind());
                files.fault_of_folder(folder, &reason);
            }
        }
        files
    }

    /// Takes over the files of a folder, and of the folders of languages in it; gives their number.
    fn take_over(&mut self, folder: &Path, prefix: &str) -> usize {
        let mut taken = 0;
        for path in listed(folder) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let inside = format!("{prefix}{name}");
            if path.is_dir() {
                if prefix.is_empty() && Lang::from_code(name).is_some() {
                    taken += self.take_over(&path, &format!("{name}/"));
                } else if listed(&path).iter().any(|inner| has_extension(inner, "ftl")) {
                    self.fault(
                        &path,
                        "no language has this folder; the folders are ky, ru and en".to_owned(),
                    );
                }
            } else if self.by_path.contains_key(&inside) {
                taken += 1;
                self.take_over_file(&path, inside);
            } else if let Some(now) = renamed::file(name).filter(|_| !prefix.is_empty()) {
                taken += 1;
                self.take_over_renamed(&path, prefix, now);
            } else if has_extension(&path, "ftl") || has_extension(&path, "toml") {
                self.fault(&path, "messages/ has no such file; is its name misspelt?".to_owned());
            }
        }
        taken
    }

    /// Takes over one file. Its messages may have names from before; those that it leaves out stay as built in.
    fn take_over_file(&mut self, path: &Path, inside: String) {
        let shown = path.display().to_string();
        let text = match read(path) {
            Ok(text) if has_extension(path, "ftl") => {
                let renewed = renamed::renew(&text);
                let cleared = gone::clear(&renewed.text);
                self.note_names(&shown, &text, &renewed.names, &cleared.lines);
                let builtin = self.get(&inside);
                let (shown, text) = (builtin.shown.clone(), merge::rest(&builtin.text, &cleared.text));
                self.rests.insert(inside.clone(), ContentFile { shown, text, is_rest: true });
                cleared.text
            }
            Ok(text) => text,
            Err(reason) => return self.fault(path, reason),
        };
        self.by_path.insert(inside, ContentFile { shown, text, is_rest: false });
    }

    /// Notes which names in a file are from before, and which messages on these lines nothing shows any more.
    fn note_names(&mut self, file: &str, text: &str, names: &[Renaming], gone: &[usize]) {
        let note = |line, reason| ContentError { file: file.to_owned(), line, reason };
        let renamed = names.iter().filter(|name| !gone.contains(&name.line));
        self.notes.extend(renamed.map(|Renaming { line, before, now }| {
            note(*line, format!("{before} is called {now} now; both names take effect"))
        }));
        self.notes.extend(gone.iter().map(|line| {
            let name = text.lines().nth(line - 1).and_then(|line| line.split(' ').next());
            let name = name.unwrap_or_default();
            note(*line, format!("{name} has no effect any more; take it out"))
        }));
    }

    /// Takes over a file that has its name from before.
    fn take_over_renamed(&mut self, path: &Path, prefix: &str, now: &str) {
        if path.with_file_name(now).exists() {
            let both =
                format!("this file is called {now} now, and the folder has that one too; keep one of them");
            return self.fault(path, both);
        }
        let reason = format!("this file is called {now} now; both names take effect");
        self.notes.push(ContentError { file: path.display().to_string(), line: 1, reason });
        self.take_over_file(path, format!("{prefix}{now}"));
    }

    fn fault_of_folder(&mut self, folder: &Path, reason: &str) {
        self.faults.push(of_folder(folder, reason));
    }

    fn fault(&mut self, path: &Path, reason: String) {
        self.faults.push(ContentError { file: path.display().to_string(), line: 1, reason });
    }

    /// A file. Every name that is asked for is built in.
    pub(super) fn get(&self, path: &str) -> &ContentFile {
        static NONE: ContentFile = ContentFile { shown: String::new(), text: String::new(), is_rest: false };
        self.by_path.get(path).unwrap_or(&NONE)
    }

    /// The `.ftl` files of a language.
    pub(super) fn of(&self, lang: Lang) -> impl Iterator<Item = &ContentFile> {
        self.named(lang).map(|(_, file)| file)
    }

    /// The `.ftl` files of a language, parsed.
    pub(super) fn sources(&self, lang: Lang) -> Vec<FtlFile<'_>> {
        self.named(lang).map(|(name, file)| FtlFile::parse(name, file)).collect()
    }

    fn named(&self, lang: Lang) -> impl Iterator<Item = (&str, &ContentFile)> {
        self.by_path.iter().chain(&self.rests).filter_map(move |(path, file)| {
            let (folder, name) = path.split_once('/')?;
            (folder == lang.code()).then_some((name, file))
        })
    }
}

fn is_ours(path: &str) -> bool {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let of_language = folder.is_some_and(|folder| Lang::from_code(folder).is_some());
    path == FACTS || path == ORIGINAL || (of_language && has_extension(Path::new(path), "ftl"))
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}

/// Whether a folder is that of one language, and not the one around those.
fn is_of_language(folder: &Path) -> bool {
    let inside = listed(folder);
    let is_language = |path: &PathBuf| {
        path.is_dir()
            && path
                .file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| Lang::from_code(name).is_some())
    };
    inside.iter().any(|path| has_extension(path, "ftl")) && !inside.iter().any(is_language)
}

/// About a folder as a whole.
fn of_folder(folder: &Path, reason: &str) -> ContentError {
    ContentError { file: folder.display().to_string(), line: 0, reason: reason.to_owned() }
}

/// The entries of a folder, sorted by name.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| format!("can't be read: {}", error.kind()))?.len();
    if size > MAX_BYTES {
        return Err(format!("is larger than {MAX_BYTES} bytes; this is no file of texts"));
    }
    let bytes = fs::read(path).map_err(|error| format!("can't be read: {}", error.kind()))?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8; save it as UTF-8".to_owned())?;
    if nesting(&text) > MAX_NESTING {
        return Err("is no file of texts: braces stand within braces more than 200 deep".to_owned());
    }
    // Editors on Windows begin a file with a byte order mark, which would become part of its first name.
    Ok(text.strip_prefix('\u{FEFF}').map_or_else(|| text.clone(), str::to_owned))
}

/// The deepest nesting of braces, and of parentheses within braces.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '(' if depth > 0 => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
