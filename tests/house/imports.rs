//! Imports run one way: downwards between the top-level modules, and never in a circle between the files of one.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::source::{Source, Tree};

/// The modules of the program around the library, from the top down. Those of the library follow, as `lib.rs` lists them.
const PROGRAM: [&str; 2] = ["main", "cli"];

/// All modules from the top down.
fn layers(tree: &Tree) -> Vec<String> {
    let library = tree.files.iter().find(|file| file.path == "lib.rs").expect("lib.rs");
    let listed = library.text.lines().filter_map(|line| line.strip_prefix("//! - [`")?.split_once('`'));
    PROGRAM.into_iter().chain(listed.map(|(name, _)| name)).map(str::to_owned).collect()
}

/// Modules that the list leaves out, and names on it that are no modules.
fn unlisted(tree: &Tree) -> Vec<String> {
    let listed: BTreeSet<_> = layers(tree).into_iter().collect();
    let present: BTreeSet<_> =
        tree.files.iter().map(|file| file.top().to_owned()).filter(|name| name != "lib").collect();
    let difference = listed.symmetric_difference(&present);
    difference
        .map(|name| format!("src/{name}: it is not both a module and on the list in src/lib.rs"))
        .collect()
}

/// Imports of modules that stand above.
fn upward(tree: &Tree) -> Vec<String> {
    let layers = layers(tree);
    let rank = |name: &str| layers.iter().position(|layer| layer == name);
    let mut broken = BTreeSet::new();
    for file in &tree.files {
        for (path, _) in tree.named_by(file) {
            let target = tree.files[tree.definition(&path)].top();
            for named in [path[0].as_str(), target] {
                if let (Some(own), Some(other)) = (rank(file.top()), rank(named))
                    && other < own
                {
                    broken.insert(format!("src/{}: {} is above {}", file.path, path.join("::"), file.top()));
                }
            }
        }
    }
    broken.into_iter().collect()
}

/// Uses of the emulator outside of itself, the demo and the command line that starts them.
fn leaning_on_the_emulator(tree: &Tree) -> Vec<String> {
    let others = tree.files.iter().filter(|file| !["emulator", "demo", "cli"].contains(&file.top()));
    let uses =
        |file: &Source| tree.named_by(file).iter().any(|(path, is_test)| path[0] == "emulator" && !is_test);
    others.filter(|file| uses(file)).map(|file| format!("src/{}: it needs the emulator", file.path)).collect()
}

/// Which files of the same module each file imports, by their places in the tree. A file may use what is in the `mod.rs`
/// of a folder in which it lies.
fn siblings(tree: &Tree) -> Vec<BTreeSet<usize>> {
    let of_file = |nth: usize| {
        let file = &tree.files[nth];
        let named = tree.named_by(file).into_iter().filter(|(_, is_test)| !is_test);
        let targets = named.map(|(path, _)| tree.definition(&path));
        let is_sibling = |target: &usize| {
            let other = &tree.files[*target];
            *target != nth && other.top() == file.top() && !file.module.starts_with(&other.module)
        };
        targets.filter(is_sibling).collect()
    };
    (0..tree.files.len()).map(of_file).collect()
}

/// All that can be reached from a file.
fn reachable(from: usize, edges: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let (mut found, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        next.extend(edges[file].iter().copied().filter(|other| found.insert(*other)));
    }
    found
}

/// Circles of imports between the files of a module.
fn circles(tree: &Tree) -> Vec<String> {
    let edges = siblings(tree);
    let reach: Vec<_> = (0..edges.len()).map(|file| reachable(file, &edges)).collect();
    let mut circles = BTreeSet::new();
    for file in 0..edges.len() {
        let circle: Vec<_> =
            reach[file].iter().copied().filter(|other| reach[*other].contains(&file)).collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    let name = |file: usize| tree.files[file].path.as_str();
    let shown = |circle: &Vec<usize>| {
        let inside = |file: &usize| edges[*file].iter().copied().filter(|other| circle.contains(other));
        let edges = circle
            .iter()
            .flat_map(|file| inside(file).map(move |other| format!("{} → {}", name(*file), name(other))));
        format!(
            "src/{}: a circle of {} files: {}",
            name(circle[0]),
            circle.len(),
            edges.collect::<Vec<_>>().join(", ")
        )
    };
    circles.iter().map(shown).collect()
}

/// Imports that are not in the one form: a `use` for each module, without `super::super`.
fn roundabout(tree: &Tree) -> Vec<String> {
    let mut broken = BTreeSet::new();
    for file in &tree.files {
        for used in file.uses.iter().filter(|used| used.is_nested) {
            broken.insert(format!(
                "src/{}: braces with paths inside, around {}",
                file.path,
                used.path.join("::")
            ));
        }
        let paths =
            file.uses.iter().map(|used| &used.path).chain(file.paths.iter().map(|inline| &inline.path));
        for path in paths.filter(|path| path.starts_with(&["super".to_owned(), "super".to_owned()])) {
            broken.insert(format!("src/{}: {}", file.path, path.join("::")));
        }
    }
    broken.into_iter().collect()
}

#[test]
fn every_module_is_on_the_list() {
    assert_none("the list in src/lib.rs names all modules", &unlisted(&Tree::of_project()));
}

#[test]
fn imports_run_downwards() {
    assert_none(
        "a module imports only those below it on the list in src/lib.rs",
        &upward(&Tree::of_project()),
    );
}

#[test]
fn only_the_demo_needs_the_emulator() {
    assert_none("only the demo and the command line use it", &leaning_on_the_emulator(&Tree::of_project()));
}

#[test]
fn files_do_not_import_in_circles() {
    assert_none("of two files of a module at most one needs the other", &circles(&Tree::of_project()));
}

#[test]
fn imports_have_one_form() {
    assert_none("one `use` a module, no `super::super`", &roundabout(&Tree::of_project()));
}

mod planted {
    use super::*;

    const LIB: (&str, &str) =
        ("lib.rs", "//! - [`bot`]: above.\n//! - [`store`]: below.\n//! - [`emulator`]: aside.\n");

    fn tree(files: &[(&str, &str)]) -> Tree {
        Tree::planted(&[&[LIB], files].concat())
    }

    #[test]
    fn a_module_that_is_not_listed_is_found() {
        let files = [("main.rs", ""), ("cli/mod.rs", ""), ("bot/mod.rs", ""), ("store/mod.rs", "")];
        assert_eq!(unlisted(&tree(&files)).len(), 1, "the emulator is listed, and is not there");
        let files = [&files[..], &[("emulator.rs", ""), ("other.rs", "")]].concat();
        assert!(unlisted(&tree(&files))[0].starts_with("src/other"));
    }

    #[test]
    fn an_import_from_above_is_found_in_every_form() {
        let clean = [
            ("bot/mod.rs", "use crate::store::Store;\nuse std::fs;\npub struct Bot;"),
            ("store/mod.rs", "pub struct Store;"),
        ];
        assert_none("", &upward(&tree(&clean)));
        for from_above in [
            "use crate::bot::Bot;",
            "use crate::{bot::Bot, store};",
            "use super::bot::Bot;",
            "use pledge_bot::bot;",
            "use super::super::bot as above;",
            "fn f() -> crate::bot::Bot { todo!() }",
            "fn f() { crate::bot::start(); }",
            "fn f() { super::bot::start(); }",
            "fn f() { println!(\"{}\", crate::bot::NAME); }",
            "fn f() { select! { _ = async { super::bot::start() } => {} } }",
            "mod inside { use super::super::bot::Bot; }",
            "#[cfg(test)] mod tests { use crate::bot::Bot; }",
        ] {
            let at_top = from_above.replace("super::super::bot as", "super::bot as");
            let files = [("bot/mod.rs", "pub struct Bot;"), ("store.rs", at_top.as_str())];
            assert_eq!(upward(&tree(&files)).len(), 1, "{from_above}");
        }
    }

    #[test]
    fn an_import_from_above_is_found_behind_a_name_that_is_passed_on() {
        let files = [
            ("lib.rs", LIB.1),
            ("bot/mod.rs", "pub struct Bot;"),
            ("store/mod.rs", "mod a; mod b;"),
            ("store/a.rs", "pub use super::super::bot as above;"),
            ("store/b.rs", "use super::a::above::Bot;"),
        ];
        let broken = upward(&Tree::planted(&files));
        assert!(broken.iter().any(|place| place.starts_with("src/store/b.rs")), "{broken:?}");
    }

    #[test]
    fn a_use_of_the_emulator_is_found() {
        let clean = [
            ("bot.rs", "#[cfg(test)] mod tests { use crate::emulator::Emulator; }"),
            ("emulator.rs", "use crate::emulator::A;"),
        ];
        assert_none("", &leaning_on_the_emulator(&tree(&clean)));
        let files = [("bot.rs", "use crate::emulator::Emulator;"), ("emulator.rs", "")];
        assert_eq!(leaning_on_the_emulator(&tree(&files)).len(), 1);
    }

    #[test]
    fn a_circle_is_found_in_every_form() {
        for back in [
            "use crate::store::a::A;",
            "use super::a::A;",
            "use super::A;",
            "use crate::store::A;",
            "fn f() { crate::store::a::start(); }",
            "use super::a; fn f() { a::start(); }",
            "use crate::store; fn f() -> store::A { todo!() }",
            "fn f() { write!(out, \"{}\", super::A); }",
        ] {
            let files = [
                ("store/mod.rs", "mod a; mod b; mod c; pub use a::A;"),
                ("store/a.rs", "use super::c::C; pub struct A;"),
                ("store/b.rs", back),
                ("store/c.rs", "use crate::store::b::B; pub struct C;"),
            ];
            let broken = circles(&tree(&files));
            assert_eq!(broken.len(), 1, "{back}");
            assert!(broken[0].contains("3 files"), "{broken:?}");
        }
    }

    #[test]
    fn a_circle_through_another_folder_is_found() {
        let files = [
            ("store/mod.rs", "mod a; mod inner;"),
            ("store/a.rs", "use super::inner::start; pub struct A;"),
            ("store/inner/mod.rs", "mod b; use b::B;"),
            ("store/inner/b.rs", "use crate::store::a::A;"),
        ];
        assert_eq!(circles(&tree(&files)).len(), 1);
    }

    #[test]
    fn a_file_may_use_its_folder_and_a_test_its_neighbours() {
        let files = [
            ("store/mod.rs", "mod a; mod b; pub use b::B; pub struct Store;"),
            ("store/a.rs", "use super::Store; use super::b::B;"),
            ("store/b.rs", "use crate::store::Store; #[cfg(test)] mod tests { use crate::store::a::A; }"),
        ];
        assert_none("", &circles(&tree(&files)));
    }

    #[test]
    fn imports_in_other_forms_are_found() {
        assert_none(
            "",
            &roundabout(&tree(&[("store.rs", "use crate::a::{B, C as D, self}; use super::e::F;")])),
        );
        for other in [
            "use crate::{a::B, c::D};",
            "use std::{fs, io::Write};",
            "mod a { mod b { use super::super::C; } }",
        ] {
            assert!(!roundabout(&tree(&[("store.rs", other)])).is_empty(), "{other}");
        }
    }
}
