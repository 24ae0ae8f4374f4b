//! Words that people type to get somewhere: greetings, thanks, and names of screens. A message counts only if it says nothing
//! else.
//!
//! The words stand in a file beside this one and not in `messages/`, since people write them and nobody reads them. None of
//! them does anything but show something: a screen, or the question before a change.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::visible;

/// A typed text that is no answer to anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownWords {
    /// A greeting.
    Greeting,
    /// Thanks.
    Thanks,
    /// The name of a screen; with its code.
    Screen(&'static str),
}

/// The file of the words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KnownWordsToml {
    beside: Vec<String>,
    greetings: Vec<String>,
    greeting_signs: String,
    thanks: Vec<String>,
    thanks_signs: String,
    screens: BTreeMap<String, Vec<String>>,
}

/// The words in the form in which they are compared.
struct Vocabulary {
    /// One or more words with a space between, and what they mean; `None` if they say nothing.
    phrases: HashMap<String, Option<KnownWords>>,
    /// The number of words in the longest phrase.
    longest: usize,
    greeting_signs: HashSet<char>,
    thanks_signs: HashSet<char>,
}

static FILE: LazyLock<KnownWordsToml> =
    LazyLock::new(|| toml::from_str(include_str!("known_words.toml")).expect("a file of our own"));

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let meanings = meanings(&FILE);
    let phrases: HashMap<_, _> =
        meanings.map(|(phrase, meaning)| (compared(phrase).join(" "), meaning)).collect();
    Vocabulary {
        longest: phrases.keys().map(|phrase| phrase.split(' ').count()).max().unwrap_or_default(),
        phrases,
        greeting_signs: FILE.greeting_signs.chars().collect(),
        thanks_signs: FILE.thanks_signs.chars().collect(),
    }
});

/// Longer messages, in bytes, say more than that.
const LONGEST: usize = 400;

/// The meaning of a message that says nothing but known words. Letter case, punctuation, emoji, invisible marks, letters that
/// look alike and repeated letters make no difference. A message that names two screens means neither.
pub fn meaning(text: &str) -> Option<KnownWords> {
    if text.len() > LONGEST {
        return None;
    }
    let words = compared(text);
    if words.is_empty() {
        return of_signs(text);
    }
    let (mut found, mut rest) = (BTreeSet::new(), &words[..]);
    while !rest.is_empty() {
        let most = VOCABULARY.longest.min(rest.len());
        let phrase = |count: usize| Some((count, VOCABULARY.phrases.get(&rest[..count].join(" "))?));
        let (count, meaning) = (1..=most).rev().find_map(phrase)?;
        found.extend(*meaning);
        rest = &rest[count..];
    }
    let screens = found.iter().filter(|meaning| matches!(meaning, KnownWords::Screen(_))).count();
    if screens > 1 { None } else { found.last().copied() }
}

/// The meaning of a message that has signs alone, such as 👍.
fn of_signs(text: &str) -> Option<KnownWords> {
    let is_sign = |c: &char| !c.is_whitespace() && !visible::is_ignorable(*c) && !visible::is_skin(*c);
    let signs: Vec<char> = text.chars().filter(is_sign).collect();
    let are_all = |known: &HashSet<char>| !signs.is_empty() && signs.iter().all(|sign| known.contains(sign));
    if are_all(&VOCABULARY.greeting_signs) {
        Some(KnownWords::Greeting)
    } else {
        are_all(&VOCABULARY.thanks_signs).then_some(KnownWords::Thanks)
    }
}

/// Each phrase of the file.
fn meanings(file: &'static KnownWordsToml) -> impl Iterator<Item = (&'static str, Option<KnownWords>)> {
    let all = |phrases: &'static Vec<String>, meaning| phrases.iter().map(move |it| (it.as_str(), meaning));
    let screens = file.screens.iter();
    let screens = screens.flat_map(move |(code, phrases)| all(phrases, Some(KnownWords::Screen(code))));
    all(&file.beside, None)
        .chain(all(&file.greetings, Some(KnownWords::Greeting)))
        .chain(all(&file.thanks, Some(KnownWords::Thanks)))
        .chain(screens)
}

/// Every phrase of the file.
#[cfg(test)]
pub fn phrases() -> impl Iterator<Item = &'static str> {
    meanings(&FILE).map(|(phrase, _)| phrase)
}

/// The words of a text in the form in which they are compared.
fn compared(text: &str) -> Vec<String> {
    let plain = visible::plain_words(text);
    plain.split(' ').filter(|word| !word.is_empty()).map(visible::keyboard_look).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stop_words::are_stop_words;

    #[test]
    fn every_phrase_of_the_file_means_one_thing_and_is_found_as_it_stands_there() {
        let mut seen = HashMap::new();
        for (phrase, means) in meanings(&FILE) {
            let known = seen.insert(compared(phrase).join(" "), means);
            assert!(known.is_none_or(|known| known == means), "{phrase}: {known:?} and {means:?}");
            assert_eq!(meaning(phrase), means, "{phrase}");
            assert_eq!(meaning(&phrase.to_uppercase()), means, "{phrase}");
            assert!(!are_stop_words(phrase), "{phrase}");
        }
    }

    #[test]
    fn a_message_counts_however_it_is_typed_and_with_words_that_say_nothing() {
        let screen = |code| Some(KnownWords::Screen(code));
        for (text, means) in [
            ("салам", Some(KnownWords::Greeting)),
            ("Саламатсызбы!", Some(KnownWords::Greeting)),
            ("Салам! Кандайсыз?", Some(KnownWords::Greeting)),
            ("ПРИВЕТТТТ 👋", Some(KnownWords::Greeting)),
            ("Рахмат!!!", Some(KnownWords::Thanks)),
            ("Здравствуйте, спасибо!", Some(KnownWords::Thanks)),
            ("👍", Some(KnownWords::Thanks)),
            ("👍🏽👍🏽", Some(KnownWords::Thanks)),
            ("🙏 ❤️", Some(KnownWords::Thanks)),
            ("Здравствуйте! Где призывы?", screen("calls")),
            ("покажи мне призывы пожалуйста", screen("calls")),
            ("Моонот", screen("deadline")),
            ("МӨӨНӨТҮ", screen("deadline")),
            ("туп нуска", screen("original")),
            ("Жанылыктар", screen("news")),
            ("менин маалыматым", screen("mydata")),
            ("Heлp", None),
            ("Неlр", screen("help")),
            ("по-русски", screen("language")),
            ("I don't understand", screen("help")),
            ("Стереть всё", screen("erase")),
        ] {
            assert_eq!(meaning(text), means, "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_known() {
        for text in [
            "",
            " ",
            "?",
            "пожалуйста",
            "💣",
            "👍💣",
            "Можно ли подписать бумажно?",
            "призывы и новости",
            "Спасибо, но это не так",
            "не хочу поддержать",
            "Айгүл",
            "да",
            "макулмун",
            &"салам ".repeat(100),
        ] {
            assert_eq!(meaning(text), None, "{text}");
        }
    }
}
