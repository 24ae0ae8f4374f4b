//! Normalisation of a text with its entities, as `fix_formatted_text` in `TDLib` does it.

use crate::emulator::entities::{MessageEntity, MessageEntityKind, sort, utf16_len};

/// A text with its entities, normalised.
pub(crate) type NormalisedText = (String, Vec<MessageEntity>);

/// Removes control characters and white space at both ends, resolves overlapping entities, and drops excess entities.
/// Fails with Telegram's reason if an entity reaches beyond the end.
pub(crate) fn normalise(
    text: &str,
    mut entities: Vec<MessageEntity>,
) -> Result<(String, Vec<MessageEntity>), String> {
    sort(&mut entities);
    check_bounds(text, &entities)?;
    let (text, mut entities) = clean(text, entities);
    sort(&mut entities);
    let mut entities = resolve_overlaps(entities);
    let first = entities.first().map_or(u32::MAX, |entity| entity.offset);
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b' ' | b'\n') || u32::try_from(at).is_ok_and(|at| at >= first) {
            break;
        }
        start = at + 1;
    }
    let trimmed = text[start..].trim_end_matches([' ', '\n']);
    if trimmed.chars().all(is_invisible) {
        return Ok((String::new(), Vec::new()));
    }
    let (shift, end) = (u32::try_from(start).unwrap_or(0), utf16_len(trimmed));
    entities.retain_mut(|entity| {
        entity.offset -= shift.min(entity.offset);
        entity.length = entity.length.min(end.saturating_sub(entity.offset));
        entity.length > 0
    });
    keep_at_most(&mut entities, MOST_ENTITIES);
    Ok((trimmed.to_owned(), entities))
}

/// The most entities that Telegram keeps. It drops the rest silently, styles first.
const MOST_ENTITIES: usize = 100;

fn keep_at_most(entities: &mut Vec<MessageEntity>, most: usize) {
    if entities.len() <= most {
        return;
    }
    let mut left = most;
    for styles in [false, true] {
        entities.retain(|entity| {
            if entity.kind.is_style() != styles || entity.kind == MessageEntityKind::CustomEmoji {
                return true;
            }
            let keep = left > 0;
            left = left.saturating_sub(1);
            keep
        });
    }
}

/// A text that has only such characters counts as empty.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{3164}' | '\u{2800}')
}

fn check_bounds(text: &str, entities: &[MessageEntity]) -> Result<(), String> {
    if entities.is_empty() {
        return Ok(());
    }
    let length = utf16_len(text);
    for entity in entities {
        let (offset, end) = (entity.offset, entity.offset.saturating_add(entity.length));
        if offset > length || offset == length && entity.length > 0 {
            return Err(format!("entity begins after the end of the text at UTF-16 offset {offset}"));
        }
        if end > length {
            return Err(format!(
                "entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
            ));
        }
    }
    Ok(())
}

/// Removes carriage returns, direction marks and combining lines, replaces other control characters by spaces, and
/// moves the entities accordingly.
fn clean(text: &str, entities: Vec<MessageEntity>) -> (String, Vec<MessageEntity>) {
    let dropped = |character: char| {
        matches!(character, '\r' | '\u{2028}'..='\u{202e}' | '\u{333}' | '\u{33f}' | '\u{30a}')
    };
    if !text.chars().any(|character| dropped(character) || character < ' ' && character != '\n') {
        return (text.to_owned(), entities);
    }
    let mut out = String::with_capacity(text.len());
    let mut removed = Vec::new();
    let mut at = 0_u32;
    for character in text.chars() {
        if dropped(character) {
            removed.push(at);
        } else if character < ' ' && character != '\n' {
            out.push(' ');
        } else {
            out.push(character);
        }
        at += if character.len_utf16() == 2 { 2 } else { 1 };
    }
    let moved = |offset: u32| {
        offset - u32::try_from(removed.iter().filter(|position| **position < offset).count()).unwrap_or(0)
    };
    let entities = entities
        .into_iter()
        .filter_map(|mut entity| {
            let end = moved(entity.end());
            entity.offset = moved(entity.offset);
            entity.length = end.saturating_sub(entity.offset);
            (entity.length > 0).then_some(entity)
        })
        .collect();
    (out, entities)
}

/// Joins adjacent styles, cuts styles out of code, and drops entities that may not overlap.
fn resolve_overlaps(entities: Vec<MessageEntity>) -> Vec<MessageEntity> {
    let mut solid: Vec<MessageEntity> = Vec::new();
    let mut quotes: Vec<MessageEntity> = Vec::new();
    let mut styles: Vec<MessageEntity> = Vec::new();
    for entity in entities {
        if entity.kind.is_quote() {
            if quotes.last().is_none_or(|last| last.end() <= entity.offset) {
                quotes.push(entity);
            }
        } else if !entity.kind.is_style() {
            if solid.last().is_none_or(|last| last.end() <= entity.offset) {
                solid.push(entity);
            }
        } else if let Some(last) = styles.iter_mut().rev().find(|last| last.same_style(&entity))
            && entity.offset <= last.end()
        {
            last.length = last.length.max(entity.end() - last.offset);
        } else {
            styles.push(entity);
        }
    }
    for code in solid.iter().filter(|entity| entity.kind.is_code()) {
        styles = styles.into_iter().flat_map(|style| cut_out(style, code.offset, code.end())).collect();
    }
    let mut all = [solid, quotes, styles].concat();
    sort(&mut all);
    all
}

/// The parts of an entity before `from` and after `to`.
fn cut_out(entity: MessageEntity, from: u32, to: u32) -> impl Iterator<Item = MessageEntity> {
    let before =
        MessageEntity { length: from.min(entity.end()).saturating_sub(entity.offset), ..entity.clone() };
    let start = to.max(entity.offset);
    let after = MessageEntity { offset: start, length: entity.end().saturating_sub(start), ..entity };
    [before, after].into_iter().filter(|part| part.length > 0)
}
