//! The sources of the project, and where the paths in them lead.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::reading;

/// The path of a module, or a path to an item as it is written, by its segments.
pub type Segments = Vec<String>;

/// A file of `src`.
pub struct Source {
    /// Where it is in `src`, such as `store/reader.rs`.
    pub path: String,
    pub text: String,
    /// Its module; empty for `lib.rs` and `main.rs`.
    pub module: Segments,
    /// Its modules: itself, and those that are written inside it.
    pub modules: Vec<Segments>,
    pub uses: Vec<Use>,
    /// Paths in code, types, patterns and macros.
    pub paths: Vec<InlinePath>,
    pub types: Vec<TypeName>,
    /// Types that implement `std::error::Error`, by hand or by `derive`.
    pub errors: Vec<String>,
    pub literals: Vec<Literal>,
}

/// A name that a `use` brings in.
pub struct Use {
    /// The module in which it stands.
    pub module: Segments,
    pub path: Segments,
    /// `None` for a glob.
    pub name: Option<String>,
    /// Whether the path goes on inside braces, as in `use crate::{store::Reader, texts::Say}`.
    pub is_nested: bool,
    pub is_test: bool,
}

/// A path that is written where it is used.
pub struct InlinePath {
    pub module: Segments,
    pub path: Segments,
    pub is_test: bool,
}

/// A struct, enum, union, trait or type alias.
pub struct TypeName {
    pub name: String,
    pub is_test: bool,
}

/// A text in code.
pub struct Literal {
    pub text: String,
    /// Whether it goes to the log, or says why the program cannot go on.
    pub is_for_developers: bool,
    pub is_test: bool,
}

impl Source {
    pub fn read(path: &str, text: &str) -> Source {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut module: Segments = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|name| ["mod", "lib", "main"].contains(&name.as_str())) {
            module.pop();
        }
        let mut source = Source {
            path: path.to_owned(),
            text: text.to_owned(),
            modules: vec![module.clone()],
            module,
            uses: Vec::new(),
            paths: Vec::new(),
            types: Vec::new(),
            errors: Vec::new(),
            literals: Vec::new(),
        };
        reading::read(&mut source, &file);
        source
    }

    /// The name of the file's top-level module, such as `store`; `lib` and `main` are their own.
    pub fn top(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The lines before the file's own tests.
    pub fn lines_without_tests(&self) -> impl Iterator<Item = &str> {
        self.text.split("#[cfg(test)]").next().unwrap_or_default().lines()
    }

    /// The number of lines before the tests that hold code.
    pub fn lines_of_code(&self) -> usize {
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        self.lines_without_tests().filter(is_code).count()
    }
}

/// All files of `src`, or those that a test makes up.
pub struct Tree {
    pub files: Vec<Source>,
    /// Which file holds which module.
    modules: BTreeMap<Segments, usize>,
    /// The names that are brought into each module, with their paths and the modules in which those are written.
    names: BTreeMap<Segments, BTreeMap<String, Segments>>,
}

impl Tree {
    /// The project's own sources.
    pub fn of_project() -> Tree {
        let src = project().join("src");
        let mut files = Vec::new();
        for path in rust_files(&src) {
            let text = fs::read_to_string(&path).expect("a source");
            let path = path.strip_prefix(&src).expect("a file in src").display().to_string();
            files.push(Source::read(&path, &text));
        }
        assert!(files.len() > 100, "the search finds only {} files", files.len());
        Tree::new(files)
    }

    /// Sources that a test makes up: their paths in `src` and their texts.
    pub fn planted(files: &[(&str, &str)]) -> Tree {
        Tree::new(files.iter().map(|(path, text)| Source::read(path, text)).collect())
    }

    fn new(files: Vec<Source>) -> Tree {
        let (mut modules, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (nth, file) in files.iter().enumerate() {
            modules.extend(file.modules.iter().map(|module| (module.clone(), nth)));
            for used in &file.uses {
                if let Some(name) = &used.name {
                    let names: &mut BTreeMap<_, _> = names.entry(used.module.clone()).or_default();
                    names.insert(name.clone(), used.path.clone());
                }
            }
        }
        Tree { files, modules, names }
    }

    /// The path from the root of the crate, where a path leads to something of ours.
    pub fn absolute(&self, module: &[String], path: &[String]) -> Option<Segments> {
        // Names that lead to each other would never end.
        self.absolute_within(module, path, 8)
    }

    fn absolute_within(&self, module: &[String], path: &[String], steps: u8) -> Option<Segments> {
        let (first, rest) = path.split_first()?;
        let join = |start: &[String]| Some([start, rest].concat());
        match first.as_str() {
            "crate" | "pledge_bot" => join(&[]),
            "self" => join(module),
            "super" => {
                let parent = module.split_last()?.1;
                if rest.first().is_some_and(|next| next == "super") {
                    return self.absolute_within(parent, rest, steps);
                }
                join(parent)
            }
            _ => {
                let child = [module, std::slice::from_ref(first)].concat();
                if self.modules.contains_key(&child) {
                    return join(&child);
                }
                let named = self.names.get(module)?.get(first)?;
                // `use name::Type` of another crate names itself.
                if steps == 0 || named.first() == Some(first) {
                    return None;
                }
                join(&self.absolute_within(module, named, steps - 1)?)
            }
        }
    }

    /// The file that defines what an absolute path leads to, through the names that modules pass on.
    pub fn definition(&self, path: &[String]) -> usize {
        self.definition_within(path, 8)
    }

    fn definition_within(&self, path: &[String], steps: u8) -> usize {
        let mut module: Segments = Vec::new();
        for (nth, segment) in path.iter().enumerate() {
            let next = [&module[..], std::slice::from_ref(segment)].concat();
            if self.modules.contains_key(&next) {
                module = next;
                continue;
            }
            let passed_on = self.names.get(&module).and_then(|names| names.get(segment));
            let passed_on = passed_on.and_then(|passed_on| self.absolute(&module, passed_on));
            if let Some(passed_on) = passed_on.filter(|_| steps > 0) {
                return self.definition_within(&[&passed_on[..], &path[nth + 1..]].concat(), steps - 1);
            }
            break;
        }
        self.modules.get(&module).copied().unwrap_or_default()
    }

    /// Everything of ours that a file names, as absolute paths, with whether only its tests do.
    pub fn named_by(&self, file: &Source) -> Vec<(Segments, bool)> {
        let uses = file.uses.iter().map(|used| (&used.module, &used.path, used.is_test));
        let paths = file.paths.iter().map(|inline| (&inline.module, &inline.path, inline.is_test));
        let named = uses.chain(paths);
        named
            .filter_map(|(module, path, is_test)| Some((self.absolute(module, path)?, is_test)))
            .filter(|(path, _)| !path.is_empty())
            .collect()
    }
}

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files in a folder, and in those inside it, that end in `.rs`.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| path.is_dir());
    let is_rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    files.into_iter().filter(is_rust).chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}
