//! The entities that Telegram finds itself in a text: commands, mentions, hashtags, URLs and e-mail addresses.

use crate::emulator::entities::{MessageEntity, MessageEntityKind as Kind, sort, utf16_len};
use crate::emulator::links;

/// Adds the entities that Telegram finds itself, except where they overlap given ones.
pub(crate) fn add(text: &str, entities: &mut Vec<MessageEntity>) {
    if !text.contains(['/', '@', '#', '.']) {
        return;
    }
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let body = bare.trim_start_matches(['(', '[', '"', '«', '\'', '<']);
        if let Some((kind, length)) = classify(body) {
            let start = bare.len() - body.len();
            found.push(MessageEntity::new(
                kind,
                offset + utf16_len(&bare[..start]),
                utf16_len(&body[..length]),
            ));
        }
        offset += utf16_len(word);
    }
    found.retain(|new| {
        !entities.iter().any(|old| {
            !old.kind.is_style() && !old.kind.is_quote() && old.offset < new.end() && new.offset < old.end()
        })
    });
    entities.append(&mut found);
    sort(entities);
}

/// The kind and the length in bytes of the entity that a word starts with.
fn classify(word: &str) -> Option<(Kind, usize)> {
    if let Some(rest) = word.strip_prefix('/')
        && (1..=64).contains(&name_length(rest))
    {
        return command(rest);
    }
    if let Some(rest) = word.strip_prefix('@') {
        let name = name_length(rest);
        return (3..=32).contains(&name).then_some((Kind::Mention, 1 + name));
    }
    if let Some(rest) = word.strip_prefix('#') {
        return hashtag(rest);
    }
    url_or_email(word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '»', '\'', '>']))
}

fn name_length(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
}

/// `rest` follows the slash.
fn command(rest: &str) -> Option<(Kind, usize)> {
    let command = name_length(rest);
    let after = &rest[command..];
    let bot = after.strip_prefix('@').map_or(0, name_length);
    if after.starts_with('/') {
        return None;
    }
    Some((Kind::BotCommand, 1 + command + if bot >= 3 { 1 + bot } else { 0 }))
}

/// `rest` follows the hash.
fn hashtag(rest: &str) -> Option<(Kind, usize)> {
    let tag: usize = rest
        .chars()
        .take_while(|character| character.is_alphanumeric() || *character == '_')
        .map(char::len_utf8)
        .sum();
    (tag > 0 && rest[..tag].chars().any(char::is_alphabetic)).then_some((Kind::Hashtag, 1 + tag))
}

fn url_or_email(word: &str) -> Option<(Kind, usize)> {
    let has_protocol = ["http://", "https://", "tg://"].iter().any(|protocol| word.starts_with(protocol));
    if !has_protocol && let Some((user, host)) = word.split_once('@') {
        let plain = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-+".contains(&byte))
        };
        return (plain(user) && plain(host) && known_domain(host)).then_some((Kind::Email, word.len()));
    }
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    (has_protocol && links::check(word).is_ok() || known_domain(host)).then_some((Kind::Url, word.len()))
}

/// A bare `example.org` becomes a link only for a known top-level domain. This list has the common ones.
fn known_domain(host: &str) -> bool {
    const TOP: [&str; 16] = [
        "kg", "org", "com", "net", "ru", "int", "me", "info", "eu", "io", "kz", "uz", "edu", "gov", "uk",
        "tj",
    ];
    host.rsplit_once('.').is_some_and(|(name, top)| {
        !name.is_empty() && !name.starts_with('.') && TOP.contains(&top.to_ascii_lowercase().as_str())
    })
}
