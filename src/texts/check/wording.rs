//! Letters that do not belong: a word of another language, or a letter that only looks like the right one.

use crate::{domain::Lang, texts::Fault, texts::files::Files};

/// Latin words that stand in every language.
const LATIN: [&str; 3] = ["Telegram", "name@example", "org"];

/// Faults of one language.
pub(super) fn faults(files: &Files, lang: Lang) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, text) in files.of(lang) {
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            for word in words(&value(line)) {
                if let Some(reason) = wrong(&word, lang) {
                    faults.push(Fault { file: file.to_owned(), line: index + 1, reason });
                }
            }
        }
    }
    faults
}

/// What a reader sees of a line: without the id, placeables, variants' keys, tags and commands.
fn value(line: &str) -> String {
    let line = match line.split_once('=') {
        Some((id, rest)) if !line.starts_with(' ') && is_id(id.trim()) => rest,
        _ => line,
    };
    let mut shown = String::new();
    let mut inside: Option<char> = None;
    for c in line.chars() {
        match (inside, c) {
            (None, '{') => inside = Some('}'),
            (None, '<') => inside = Some('>'),
            (None, '[') => inside = Some(']'),
            (None, '/') => inside = Some(' '),
            (None, c) => shown.push(c),
            (Some(end), c) if c == end || (end == ' ' && !c.is_ascii_lowercase()) => {
                inside = None;
                shown.push(' ');
            }
            (Some(_), _) => {}
        }
    }
    shown
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '@').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn wrong(word: &str, lang: Lang) -> Option<String> {
    let latin = word.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = word.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    match lang {
        _ if latin && cyrillic => Some(format!("{word:?} mixes Latin and Cyrillic letters that look alike")),
        Lang::En if cyrillic => Some(format!("{word:?} is no English word")),
        Lang::Ky | Lang::Ru if latin && !LATIN.contains(&word) => {
            Some(format!("{word:?} is written in Latin letters"))
        }
        _ => None,
    }
}
