//! Finds letters of another alphabet, look-alike letters, and commands that the bot does not know.

use crate::domain::{Command, Lang, StaffCommand};
use crate::texts::ContentError;
use crate::texts::ftl_file::FtlFile;
use crate::texts::pattern::PatternParts;

/// Words in Latin letters that every language may use. Other names stand as a literal, which this check skips:
/// `{ "Human Rights 75" }`.
const NAMES: [&str; 1] = ["Telegram"];

/// Faults of one language.
pub(super) fn faults(lang: Lang, own: &[FtlFile<'_>]) -> Vec<ContentError> {
    let mut faults = Vec::new();
    for source in own {
        for message in source.messages() {
            let texts = message.value.as_ref().map(PatternParts::of).unwrap_or_default().texts;
            for text in texts {
                let of_contact = message.id.name == "controller-contact";
                for token in tokens(text) {
                    faults.extend(fault(token, lang, of_contact).map(|reason| source.fault(token, reason)));
                }
            }
        }
    }
    faults
}

/// The words of a text, without tags and entities.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    outside(text, '<', '>').flat_map(|part| outside(part, '&', ';')).flat_map(str::split_whitespace)
}

/// The parts of a text that stand outside pairs of an opening and a closing sign.
pub(super) fn outside(text: &str, open: char, close: char) -> impl Iterator<Item = &str> {
    text.split(open).enumerate().map(move |(nth, part)| match part.split_once(close) {
        Some((inside, after)) if nth > 0 && !inside.starts_with(' ') => after,
        _ => part,
    })
}

/// The fault of a word. An address may stand in the letters of any language.
fn fault(token: &str, lang: Lang, of_contact: bool) -> Option<String> {
    if let Some(name) = token.strip_prefix('/').filter(|name| !name.is_empty()) {
        return command_fault(name);
    }
    let is_address = token.contains('@') || token.starts_with("https://");
    if is_address && token.is_ascii() {
        return None;
    }
    token
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .find_map(|word| word_fault(word, lang, of_contact))
}

fn command_fault(rest: &str) -> Option<String> {
    let name = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    let known = Command::from_name(name).is_some() || StaffCommand::from_name(name).is_some();
    (!known).then(|| format!("/{name} is no command of the bot's"))
}

fn word_fault(word: &str, lang: Lang, of_contact: bool) -> Option<String> {
    if word.chars().any(is_mark) {
        return Some(format!(
            "{word:?} has an accent as a character of its own; type the letter as one character"
        ));
    }
    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = word.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c));
    if latin && cyrillic {
        return Some(format!("{word:?} mixes Latin and Cyrillic letters that look alike; type it anew"));
    }
    if latin && lang != Lang::En && !of_contact && !NAMES.contains(&word) {
        return Some(format!(
            "{word:?} stands in Latin letters; translate it, or write a name as {{ \"{word}\" }}"
        ));
    }
    let strange = word.chars().find(|c| c.is_alphabetic() && !latin_in_place(*c) && !belongs(*c, lang))?;
    Some(format!("{strange:?} in {word:?} is no letter of this language"))
}

/// Latin letters were checked by the word.
fn latin_in_place(c: char) -> bool {
    c.is_ascii_alphabetic()
}

/// Whether a letter is in the language's alphabet. English includes the accented letters of foreign names.
fn belongs(c: char, lang: Lang) -> bool {
    let russian = matches!(c, 'А'..='я' | 'Ё' | 'ё');
    match lang {
        Lang::En => ('\u{c0}'..='\u{24f}').contains(&c),
        Lang::Ru => russian,
        Lang::Ky => russian || matches!(c, 'Ң' | 'ң' | 'Ө' | 'ө' | 'Ү' | 'ү'),
    }
}

/// Whether a character is a combining mark, such as a separate accent.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_another_alphabet_are_found() {
        for (token, lang) in [
            ("Wарианты", Lang::Ru),
            ("support", Lang::Ru),
            ("a", Lang::Ky),
            ("көңүлi", Lang::Ky),
            ("қала", Lang::Ky),
            ("өмүр", Lang::Ru),
            ("и\u{306}", Lang::Ru),
            ("слово", Lang::En),
            ("λόγος", Lang::En),
            ("/privcy", Lang::En),
            ("/старт", Lang::Ru),
        ] {
            assert!(fault(token, lang, false).is_some(), "{token}");
        }
    }

    #[test]
    fn words_of_the_language_pass() {
        for (token, lang) in [
            ("Ысык-Көл,", Lang::Ky),
            ("1ден", Lang::Ky),
            ("75-й", Lang::Ru),
            ("Telegram.", Lang::Ru),
            ("name@example.org", Lang::Ky),
            ("https://example.org/a,", Lang::Ru),
            ("/start,", Lang::Ky),
            ("/", Lang::En),
            ("Chüy", Lang::En),
            ("🇰🇬", Lang::En),
        ] {
            assert_eq!(fault(token, lang, false), None, "{token}");
        }
    }

    #[test]
    fn an_address_may_stand_in_latin_letters_but_not_in_mixed_ones() {
        assert_eq!(fault("Manas-Street", Lang::Ky, true), None);
        assert!(fault("nаme@example.org", Lang::Ky, true).is_some(), "one letter is Cyrillic");
    }

    #[test]
    fn tags_and_entities_are_skipped() {
        assert_eq!(tokens("<b>a</b> c <a href=\"x\">d</a>").collect::<Vec<_>>(), ["a", "c", "d"]);
        assert_eq!(tokens("a > b &amp; c; d").collect::<Vec<_>>(), ["a", ">", "b", "c;", "d"]);
    }
}
