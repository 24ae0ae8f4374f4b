//! What a person reads stands in `messages/`, where it can be translated, and never in Rust.

use crate::assert_none;
use crate::source::{Source, Tree};

/// The modules that say something to people.
const SPEAKING: [&str; 2] = ["conversation", "campaigns"];
/// Those around them, which name Telegram's own messages in English.
const NEAR: [&str; 3] = ["telegram", "updates", "domain"];

fn is_cyrillic(text: &str) -> bool {
    text.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c))
}

/// Whether a text has three words in a row, as English sentences do.
fn is_english(text: &str) -> bool {
    let is_word = |word: &&str| {
        let bare = word.trim_end_matches([',', '.', ';', ':', '!', '?', '…']);
        !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphabetic() || c == '\'' || c == '’')
    };
    let words: Vec<_> = text.split(' ').collect();
    let has_lower = |words: &[&str]| words.concat().chars().any(|c| c.is_ascii_lowercase());
    words.windows(3).any(|three| three.iter().all(is_word) && has_lower(three))
}

/// Sentences in code that speaks to people, except those for the log and for `panic!`.
fn sentences(tree: &Tree) -> Vec<String> {
    let speaks = |file: &Source| SPEAKING.contains(&file.top());
    let files = tree.files.iter().filter(|file| speaks(file) || NEAR.contains(&file.top()));
    files
        .flat_map(|file| {
            let literals =
                file.literals.iter().filter(|literal| !literal.is_test && !literal.is_for_developers);
            let found = literals.filter(move |literal| {
                is_cyrillic(&literal.text) || speaks(file) && is_english(&literal.text)
            });
            found.map(move |literal| format!("src/{}: {:?}", file.path, literal.text))
        })
        .collect()
}

#[test]
fn no_sentence_that_a_person_reads_stands_in_rust() {
    assert_none("sentences stand in messages/", &sentences(&Tree::of_project()));
}

mod planted {
    use super::*;

    #[test]
    fn a_sentence_is_found() {
        for code in [
            "fn f() -> &'static str { \"Салам\" }",
            "const A: &str = \"Choose a language\";",
            "fn f(n: u8) -> String { format!(\"You have {n} messages, choose one of them.\") }",
        ] {
            assert_eq!(sentences(&Tree::planted(&[("conversation/a.rs", code)])).len(), 1, "{code}");
            assert_none("", &sentences(&Tree::planted(&[("cli/a.rs", code)])));
            let near = sentences(&Tree::planted(&[("domain/a.rs", code)]));
            assert_eq!(near.len(), usize::from(is_cyrillic(code)), "{code}");
        }
    }

    #[test]
    fn texts_for_machines_and_developers_are_none() {
        let code = r#"
            /// A sentence in a comment is welcome here.
            #[error("the store is not there")]
            fn f() {
                log::error!(update = 1; "it could not be handled");
                std::fs::read("a file").expect("a file of our own");
                panic!("this can never be reached");
                return Err(StoreError::Corrupt("a row without an end".to_owned()));
                let known = ["campaign:send", "text/calendar; charset=utf-8", "{} {} {}", "A B C"];
            }
            #[cfg(test)]
            mod tests { const A: &str = "Салам, a text in a test"; }"#;
        assert_none("", &sentences(&Tree::planted(&[("conversation/a.rs", code)])));
    }
}
