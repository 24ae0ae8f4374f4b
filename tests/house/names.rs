//! A name means one thing, and an error is called one.

use std::collections::{BTreeMap, BTreeSet};

use crate::assert_none;
use crate::source::Tree;

/// Names that several types may bear, and why.
const SHARED: [(&str, &str); 0] = [];

/// Types that share their name with another one.
fn homonyms(tree: &Tree, shared: &[(&str, &str)]) -> Vec<String> {
    let mut places = BTreeMap::<_, Vec<_>>::new();
    for file in &tree.files {
        for named in file.types.iter().filter(|named| !named.is_test) {
            places.entry(named.name.as_str()).or_default().push(file.path.as_str());
        }
    }
    let is_shared = |name: &str| shared.iter().any(|(known, _)| *known == name);
    let twice = places.iter().filter(|(name, places)| places.len() > 1 && !is_shared(name));
    twice
        .flat_map(|(name, places)| {
            places.iter().map(move |place| format!("src/{place}: {name} (in {})", places.join(", ")))
        })
        .collect()
}

/// Exceptions that are none any more.
fn needless(tree: &Tree, shared: &[(&str, &str)]) -> Vec<String> {
    let all = homonyms(tree, &[]).join("\n");
    let is_needless = |name: &str| !all.contains(&format!(": {name} (in"));
    shared.iter().filter(|(name, _)| is_needless(name)).map(|(name, _)| (*name).to_owned()).collect()
}

/// Types that implement `std::error::Error` and do not say so in their name.
fn nameless_errors(tree: &Tree) -> Vec<String> {
    let all = tree.files.iter().flat_map(|file| file.errors.iter().map(move |name| (file, name)));
    let wrong: BTreeSet<_> = all
        .filter(|(_, name)| !name.ends_with("Error"))
        .map(|(file, name)| format!("src/{}: {name}", file.path))
        .collect();
    wrong.into_iter().collect()
}

#[test]
fn no_two_types_share_a_name() {
    let tree = Tree::of_project();
    assert_none("each type has a name of its own", &homonyms(&tree, &SHARED));
    assert_none("these names are not shared any more", &needless(&tree, &SHARED));
}

#[test]
fn errors_are_called_errors() {
    assert_none("a type that is an error ends in `Error`", &nameless_errors(&Tree::of_project()));
}

mod planted {
    use super::*;

    #[test]
    fn a_name_that_two_types_share_is_found() {
        for other in [
            "pub enum Page {}",
            "struct Page;",
            "trait Page {}",
            "type Page = u8;",
            "mod inside { pub struct Page; }",
        ] {
            let tree = Tree::planted(&[("bot/a.rs", "pub struct Page;"), ("emulator/b.rs", other)]);
            assert_eq!(homonyms(&tree, &[]).len(), 2, "{other}");
            assert_none("", &homonyms(&tree, &[("Page", "a reason")]));
            assert_none("", &needless(&tree, &[("Page", "a reason")]));
        }
    }

    #[test]
    fn names_of_tests_and_of_associated_types_do_not_count() {
        let other =
            "impl A for B { type Page = u8; } trait C { type Page; } #[cfg(test)] mod tests { struct Page; }";
        let tree = Tree::planted(&[("a.rs", "pub struct Page;"), ("b.rs", other)]);
        assert_none("", &homonyms(&tree, &[]));
        assert_eq!(needless(&tree, &[("Page", "a reason")]), ["Page"]);
    }

    #[test]
    fn an_error_by_another_name_is_found() {
        for wrong in [
            "#[derive(Debug, thiserror::Error)] pub enum Fault {}",
            "use thiserror::Error; #[derive(Error)] struct Fault;",
            "impl std::error::Error for Fault {}",
            "use std::error::Error; impl Error for Fault {}",
        ] {
            assert_eq!(nameless_errors(&Tree::planted(&[("a.rs", wrong)])), ["src/a.rs: Fault"], "{wrong}");
            let right = wrong.replace("Fault", "SendError");
            assert_none("", &nameless_errors(&Tree::planted(&[("a.rs", right.as_str())])));
        }
    }
}
