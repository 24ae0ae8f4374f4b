//! The house keeps its order: imports run one way, SQL has one home, and no sentence stands in Rust.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the top down: each may import from those below it.
const LAYERS: [&str; 18] = [
    "main",
    "operator",
    "demo",
    "service",
    "config",
    "updates",
    "conversation",
    "campaigns",
    "telegram",
    "export",
    "backup",
    "store",
    "crypto",
    "texts",
    "calendar",
    "picture",
    "domain",
    "clock",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    files.into_iter().filter(rust).chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The top-level module that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(src()).expect("a source");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The top-level modules that a source imports, from `use crate::…` and paths alike.
fn imports(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for part in code.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            found.extend(group_heads(group));
        } else {
            found.push(part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found
}

/// The first names in `{a::{b, c}, d}`, given what follows the first brace.
fn group_heads(group: &str) -> Vec<String> {
    let (mut depth, mut heads, mut head) = (0, Vec::new(), Some(String::new()));
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => head = Some(String::new()),
            _ => {}
        }
        let part_of_name = c.is_alphanumeric() || c == '_';
        match &mut head {
            Some(name) if depth == 0 && part_of_name => name.push(c),
            Some(name) if !name.is_empty() => heads.extend(head.take()),
            _ => {}
        }
    }
    heads.extend(head.filter(|name| !name.is_empty()));
    heads
}

#[test]
fn imports_run_downwards_only() {
    let rank = |module: &str| LAYERS.iter().position(|layer| *layer == module);
    let mut wrong = Vec::new();
    for path in sources(&src()) {
        let own = module(&path);
        let Some(own_rank) = rank(&own) else { continue };
        for import in imports(&fs::read_to_string(&path).expect("a source")) {
            if rank(&import).is_some_and(|rank| rank < own_rank) {
                wrong.push(format!("{} imports {import}, which stands above {own}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_emulator_knows_nothing_of_the_bot() {
    for path in sources(&src().join("emulator")) {
        for import in imports(&fs::read_to_string(&path).expect("a source")) {
            assert_eq!(import, "emulator", "in {}", path.display());
        }
    }
}

#[test]
fn every_module_has_its_place() {
    let known =
        |module: &String| LAYERS.contains(&module.as_str()) || ["lib", "emulator"].contains(&module.as_str());
    let strangers: Vec<_> =
        sources(&src()).iter().map(|path| module(path)).filter(|module| !known(module)).collect();
    assert!(strangers.is_empty(), "give them a place in LAYERS: {strangers:?}");
}

#[test]
fn sql_has_one_home() {
    for path in sources(&src()) {
        let text = fs::read_to_string(&path).expect("a source");
        let at_home = ["store"].contains(&module(&path).as_str());
        assert!(at_home || !text.contains("sqlx"), "{} speaks to the database", path.display());
    }
}

#[test]
fn no_sentence_that_a_citizen_reads_stands_in_rust() {
    for folder in ["conversation", "campaigns", "telegram", "updates", "domain"] {
        for path in sources(&src().join(folder)) {
            let text = fs::read_to_string(&path).expect("a source");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                let cyrillic = line.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
                assert!(!cyrillic, "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn every_setting_is_explained() {
    let read = |name: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of the project")
    };
    let files = sources(&src().join("config"));
    let code = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a source");
        text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
    };
    let code: String = files.iter().map(code).collect();
    let is_setting = |text: &&str| {
        text.len() > 4 && text.contains('_') && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
    };
    let settings: BTreeSet<_> = code.split('"').filter(is_setting).chain(["RUST_LOG"]).collect();
    assert!(settings.contains("BOT_TOKEN"), "the search finds nothing: {settings:?}");
    let (guide, example) = (read("docs/operate.md"), read(".env.example"));
    for name in settings {
        assert!(guide.contains(&format!("| `{name}` |")), "{name} is missing in docs/operate.md");
        assert!(example.contains(&format!("\n{name}=")), "{name} is missing in .env.example");
    }
}

#[test]
fn files_do_not_outgrow_a_reader() {
    let code = |text: &str| {
        let body = text.split("#[cfg(test)]").next().unwrap_or_default();
        body.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//")).count()
    };
    let long: Vec<_> = sources(&src())
        .into_iter()
        .filter(|path| code(&fs::read_to_string(path).expect("a source")) > 400)
        .collect();
    assert!(long.is_empty(), "split them: {long:?}");
}
