//! The entities that Telegram finds itself in a text: commands, mentions, hashtags, URLs and e-mail addresses.

use crate::emulator::entities::{MessageEntity, MessageEntityKind, sort, utf16_len};
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
        if let Some((kind, skip, length)) = classify(bare) {
            found.push(MessageEntity::new(
                kind,
                offset + utf16_len(&bare[..skip]),
                utf16_len(&bare[skip..skip + length]),
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

/// The entity in a word: its kind, its start in the word, and its length in bytes.
fn classify(word: &str) -> Option<(MessageEntityKind, usize, usize)> {
    let skip = word.len() - word.trim_start_matches(['(', '[', '"', '«', '\'', '<']).len();
    let body = &word[skip..];
    let name_length =
        |text: &str| text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    if let Some(rest) = body.strip_prefix('/') {
        let command = name_length(rest);
        if (1..=64).contains(&command) {
            let after = &rest[command..];
            let bot = after.strip_prefix('@').map_or(0, name_length);
            if after.starts_with('/') {
                return None;
            }
            return Some((
                MessageEntityKind::BotCommand,
                skip,
                1 + command + if bot >= 3 { 1 + bot } else { 0 },
            ));
        }
    }
    if let Some(rest) = body.strip_prefix('@') {
        let name = name_length(rest);
        return (3..=32).contains(&name).then_some((MessageEntityKind::Mention, skip, 1 + name));
    }
    if let Some(rest) = body.strip_prefix('#') {
        let tag: usize = rest
            .chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .map(char::len_utf8)
            .sum();
        return (tag > 0 && rest[..tag].chars().any(char::is_alphabetic)).then_some((
            MessageEntityKind::Hashtag,
            skip,
            1 + tag,
        ));
    }
    let body = body.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '»', '\'', '>']);
    let has_protocol = ["http://", "https://", "tg://"].iter().any(|protocol| body.starts_with(protocol));
    if !has_protocol && let Some((user, host)) = body.split_once('@') {
        let plain = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-+".contains(&byte))
        };
        return (plain(user) && plain(host) && known_domain(host)).then_some((
            MessageEntityKind::Email,
            skip,
            body.len(),
        ));
    }
    let host = body.split(['/', '?', '#', ':']).next().unwrap_or_default();
    (has_protocol && links::check(body).is_ok() || known_domain(host)).then_some((
        MessageEntityKind::Url,
        skip,
        body.len(),
    ))
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
