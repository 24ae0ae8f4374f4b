//! Operators find every setting in the guide and in the example.

use std::collections::BTreeSet;
use std::fs;

use crate::assert_none;
use crate::source::{Tree, project};

/// Earlier names that still count. The guide mentions them, and the example has the present ones.
const EARLIER: [&str; 1] = ["STATE_KEY_FILE"];

/// Names in capitals among the texts of `config`.
fn settings(tree: &Tree) -> BTreeSet<&str> {
    let config = tree.files.iter().filter(|file| file.top() == "config");
    let texts = config.flat_map(|file| file.literals.iter().filter(|text| !text.is_test));
    let is_setting = |text: &&str| {
        text.len() > 4 && text.contains('_') && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
    };
    texts.map(|literal| literal.text.as_str()).filter(is_setting).chain(["RUST_LOG"]).collect()
}

/// Settings that the guide or the example leaves out.
fn unexplained(settings: &BTreeSet<&str>, guide: &str, example: &str) -> Vec<String> {
    let is_earlier = |name: &str| EARLIER.contains(&name) && guide.contains(&format!("`{name}`"));
    let in_guide = |name: &str| guide.contains(&format!("| `{name}` |")) || is_earlier(name);
    let in_example = |name: &str| example.contains(&format!("\n{name}=")) || is_earlier(name);
    let missing = settings.iter().filter(|name| !in_guide(name) || !in_example(name));
    missing.map(|name| format!("{name} is missing in docs/operate.md or in .env.example")).collect()
}

#[test]
fn every_setting_is_explained() {
    let read = |name: &str| fs::read_to_string(project().join(name)).expect("a file of the project");
    let tree = Tree::of_project();
    let settings = settings(&tree);
    assert!(settings.contains("BOT_TOKEN"), "the search finds nothing: {settings:?}");
    assert_none("settings", &unexplained(&settings, &read("docs/operate.md"), &read(".env.example")));
}

mod planted {
    use super::*;

    #[test]
    fn a_setting_that_is_not_explained_is_found() {
        let tree = Tree::planted(&[("config/a.rs", "fn f() { read(\"NEW_SETTING\"); read(\"other\"); }")]);
        let found = settings(&tree);
        assert!(found.contains("NEW_SETTING") && found.len() == 2);
        let (guide, example) = ("| `NEW_SETTING` |\n| `RUST_LOG` |", "\nNEW_SETTING=1\nRUST_LOG=info");
        assert_none("", &unexplained(&found, guide, example));
        assert_eq!(unexplained(&found, "", example).len(), 2);
        assert_eq!(unexplained(&found, guide, "").len(), 2);
    }
}
