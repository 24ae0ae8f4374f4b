//! SQL, and each library that the code is to be kept apart from, has its place. Telegram's IDs have none in the store.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::source::{Source, Tree};

/// Libraries and the only modules that may name them. `domain` is pure: it names none of them.
const PLACES: [(&str, &[&str]); 6] = [
    ("sqlx", &["store"]),
    ("teloxide", &["telegram", "updates"]),
    ("fluent_bundle", &["texts"]),
    ("age", &["crypto"]),
    ("axum", &["emulator", "updates", "vitals", "http"]),
    ("prometheus", &["vitals"]),
];

/// The module that waits for nothing and nobody: what a function of it gives depends on its arguments alone.
const PURE: &str = "domain";
const IMPURE: [&str; 4] = ["tokio", "reqwest", "log", "futures_util"];

/// Whether a file names a library.
fn names_library(file: &Source, library: &str) -> bool {
    let uses = file.uses.iter().map(|used| &used.path);
    let paths = file.paths.iter().map(|inline| &inline.path);
    uses.chain(paths).any(|path| path.first().is_some_and(|first| first == library))
}

/// Libraries that are named outside of their places.
fn out_of_place(tree: &Tree, places: &[(&str, &[&str])]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in &tree.files {
        for (library, allowed) in places {
            if !allowed.contains(&file.top()) && names_library(file, library) {
                broken.push(format!("src/{}: it names {library}", file.path));
            }
        }
        for library in IMPURE.iter().filter(|library| file.top() == PURE && names_library(file, library)) {
            broken.push(format!("src/{}: it names {library}, and {PURE} is pure", file.path));
        }
    }
    broken
}

/// Whether a text looks like a statement to a database, or like a piece of one.
fn is_sql(text: &str) -> bool {
    let words: Vec<_> = text.split_whitespace().collect();
    let first = words.first().copied().unwrap_or_default();
    let is_statement = match first {
        "VACUUM" | "BEGIN" | "COMMIT" => true,
        "SELECT" | "INSERT" | "DELETE" | "REPLACE" | "PRAGMA" | "ATTACH" => words.len() > 1,
        "CREATE" | "ALTER" | "DROP" => words.len() > 2,
        "UPDATE" => words.contains(&"SET"),
        "WITH" => words.contains(&"SELECT"),
        _ => false,
    };
    let is_piece = ["FROM", "WHERE", "ORDER BY", "GROUP BY", "ON CONFLICT", "VALUES"]
        .iter()
        .any(|keyword| text.starts_with(&format!("{keyword} ")) || text.contains(&format!(" {keyword} ")));
    is_statement || is_piece
}

/// Statements outside of the store.
fn homeless_sql(tree: &Tree) -> Vec<String> {
    let others = tree.files.iter().filter(|file| file.top() != "store");
    let found: BTreeSet<_> = others
        .flat_map(|file| {
            let statements = file.literals.iter().filter(|literal| is_sql(&literal.text));
            statements.map(move |literal| format!("src/{}: {:?}", file.path, literal.text))
        })
        .collect();
    found.into_iter().collect()
}

/// The way to the number in a `ChatId`. Without it, a statement can bind nothing but the stored form.
const NUMBER: &str = "telegram_number";
/// The only files of the store that need it, each for what it does not store.
const WITH_NUMBERS: [&str; 1] = ["store/opt_outs/hashed.rs"]; // tries IDs on the hashes of earlier versions

/// Files of the store that ask for the number of Telegram's ID.
fn plain_ids(tree: &Tree) -> Vec<String> {
    let asks = |file: &&Source| file.top() == "store" && file.text.contains(NUMBER);
    let files = tree.files.iter().filter(asks).filter(|file| !WITH_NUMBERS.contains(&file.path.as_str()));
    files.map(|file| format!("src/{}: it asks for a {NUMBER}", file.path)).collect()
}

#[test]
fn the_store_knows_stored_forms_of_ids_alone() {
    let tree = Tree::of_project();
    assert_none("the store binds no ID of Telegram's", &plain_ids(&tree));
    let ids = tree.files.iter().find(|file| file.path == "domain/ids.rs").expect("the file");
    assert!(ids.text.contains("pub struct ChatId(i64);"), "the number can't be had in another way");
    for path in WITH_NUMBERS {
        let file = tree.files.iter().find(|file| file.path == path).expect("the file");
        assert!(file.text.contains(NUMBER), "{path} is no exception any more");
    }
}

#[test]
fn libraries_stay_in_their_places() {
    assert_none("each library is named in its modules only", &out_of_place(&Tree::of_project(), &PLACES));
}

#[test]
fn sql_has_one_home() {
    assert_none("SQL is in the store only", &homeless_sql(&Tree::of_project()));
}

mod planted {
    use super::*;

    #[test]
    fn a_library_out_of_its_place_is_found() {
        for named in [
            "use sqlx::Row;",
            "fn f(row: &sqlx::Row) {}",
            "fn f() { println!(\"{}\", sqlx::query(\"\")); }",
            "use sqlx as database;",
            "#[cfg(test)] mod tests { use sqlx::Row; }",
        ] {
            assert_eq!(out_of_place(&Tree::planted(&[("bot/a.rs", named)]), &PLACES).len(), 1, "{named}");
            assert_none("", &out_of_place(&Tree::planted(&[("store/a.rs", named)]), &PLACES));
        }
        assert_eq!(out_of_place(&Tree::planted(&[("domain/a.rs", "use tokio::fs;")]), &PLACES).len(), 1);
    }

    #[test]
    fn a_plain_id_in_the_store_is_found() {
        let code = "fn f(chat: ChatId) { query(\"SELECT $1\").bind(chat.telegram_number()); }";
        assert_eq!(plain_ids(&Tree::planted(&[("store/a.rs", code)])).len(), 1);
        assert_none("", &plain_ids(&Tree::planted(&[("telegram/a.rs", code)])));
    }

    #[test]
    fn a_statement_out_of_the_store_is_found() {
        for statement in [
            "SELECT 1",
            "INSERT INTO chats (chat_id) VALUES ($1)",
            "\n    UPDATE chats SET active = FALSE",
            "DELETE FROM inbox",
            "PRAGMA user_version",
            "WITH n AS (SELECT 1) SELECT * FROM n",
            "WHERE chat_id = $1",
            "a FROM b WHERE c",
        ] {
            for code in
                [format!("const A: &str = {statement:?};"), format!("fn f() {{ query!({statement:?}); }}")]
            {
                assert_eq!(homeless_sql(&Tree::planted(&[("bot/a.rs", code.as_str())])).len(), 1, "{code}");
                assert_none("", &homeless_sql(&Tree::planted(&[("store/a.rs", code.as_str())])));
            }
        }
        for other in ["Select a language", "UPDATE", "DELETE", "updates from Telegram", "GET /where"] {
            assert!(!is_sql(other), "{other}");
        }
    }
}
