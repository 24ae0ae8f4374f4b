//! Words by which people ask for no more messages. A message counts only if it says nothing else.
//!
//! The words stand in a file beside this one and not in `messages/`: whether a message is an opt-out is decided when it
//! arrives, before any texts are at hand, and no change of texts may take such a word away.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::visible;

/// The file of the words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopWordsToml {
    polite: Vec<String>,
    ky: Vec<String>,
    ru: Vec<String>,
    en: Vec<String>,
}

/// The words, with letters that look alike made the same.
struct StopWords {
    polite: HashSet<String>,
    stop: HashSet<String>,
}

static WORDS: LazyLock<StopWords> = LazyLock::new(|| {
    let file: StopWordsToml = toml::from_str(include_str!("stop_words.toml")).expect("a file of our own");
    let stop = [&file.ky, &file.ru, &file.en].into_iter().flatten();
    StopWords {
        polite: file.polite.iter().map(|word| visible::keyboard_look(&visible::plain_words(word))).collect(),
        stop: stop.map(|words| visible::keyboard_look(&visible::plain_words(words))).collect(),
    }
});

/// Longer messages, in bytes, say more than that.
const LONGEST: usize = 400;

/// Whether a message asks for no more messages and says nothing else. Letter case, punctuation, emoji, invisible marks, letters
/// that look alike, repeated letters and words, and politeness make no difference.
pub fn are_stop_words(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let plain = visible::plain_words(text);
    let is_polite = |word: &&str| WORDS.polite.contains(&visible::keyboard_look(word));
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty() && !is_polite(word)).collect();
    words.dedup();
    // s t o p
    let is_spelled = words.iter().all(|word| word.chars().count() == 1);
    let words = words.join(if is_spelled { "" } else { " " });
    !words.is_empty() && WORDS.stop.contains(&visible::keyboard_look(&words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_file_is_found_as_it_stands_there() {
        let file: StopWordsToml = toml::from_str(include_str!("stop_words.toml")).expect("a file");
        for words in [file.ky, file.ru, file.en].concat() {
            assert!(are_stop_words(&words) && are_stop_words(&words.to_uppercase()), "{words}");
        }
        for words in file.polite {
            assert!(!are_stop_words(&words), "{words}");
        }
    }

    #[test]
    fn a_message_without_words_asks_for_nothing() {
        for text in ["", " ", "!!!", "🛑", "\u{200b}", "пожалуйста", &"стоп ".repeat(1000)] {
            assert!(!are_stop_words(text), "{text:?}");
        }
    }
}
