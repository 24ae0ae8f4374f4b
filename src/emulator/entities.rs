//! Message entities: what a piece of a text is (bold, a link, a command), with offsets in UTF-16 units.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// What an entity says about its piece of text; named as in the Bot API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `blockquote`
    Blockquote,
    /// `expandable_blockquote`
    ExpandableBlockquote,
    /// `mention`
    Mention,
    /// `hashtag`
    Hashtag,
    /// `bot_command`
    BotCommand,
    /// `url`
    Url,
    /// `email`
    Email,
    /// `phone_number`
    PhoneNumber,
    /// `text_link`
    TextLink,
    /// `text_mention`
    TextMention,
    /// `code`
    Code,
    /// `pre`
    Pre,
    /// `bold`
    Bold,
    /// `italic`
    Italic,
    /// `underline`
    Underline,
    /// `strikethrough`
    Strikethrough,
    /// `spoiler`
    Spoiler,
    /// `custom_emoji`
    CustomEmoji,
}

const NAMES: [(Kind, &str); 18] = [
    (Kind::Blockquote, "blockquote"),
    (Kind::ExpandableBlockquote, "expandable_blockquote"),
    (Kind::Mention, "mention"),
    (Kind::Hashtag, "hashtag"),
    (Kind::BotCommand, "bot_command"),
    (Kind::Url, "url"),
    (Kind::Email, "email"),
    (Kind::PhoneNumber, "phone_number"),
    (Kind::TextLink, "text_link"),
    (Kind::TextMention, "text_mention"),
    (Kind::Code, "code"),
    (Kind::Pre, "pre"),
    (Kind::Bold, "bold"),
    (Kind::Italic, "italic"),
    (Kind::Underline, "underline"),
    (Kind::Strikethrough, "strikethrough"),
    (Kind::Spoiler, "spoiler"),
    (Kind::CustomEmoji, "custom_emoji"),
];

impl Kind {
    /// The Bot API's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// Whether the kind may be cut in pieces and hold others: bold, italic and their like.
    fn is_style(self) -> bool {
        matches!(self, Self::Bold | Self::Italic | Self::Underline | Self::Strikethrough | Self::Spoiler)
    }

    fn is_quote(self) -> bool {
        matches!(self, Self::Blockquote | Self::ExpandableBlockquote)
    }

    fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::Pre)
    }
}

/// One entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: Kind,
    /// Where it starts, in UTF-16 units.
    pub offset: u32,
    /// How long it is, in UTF-16 units.
    pub length: u32,
    /// Address of a `text_link`.
    pub url: Option<Box<str>>,
    /// Language of a `pre`.
    pub language: Option<Box<str>>,
    /// Id of a `custom_emoji`.
    pub custom_emoji_id: Option<Box<str>>,
    /// Person of a `text_mention`.
    pub user: Option<i64>,
}

impl Entity {
    /// An entity without details.
    #[must_use]
    pub fn new(kind: Kind, offset: u32, length: u32) -> Self {
        Self { kind, offset, length, url: None, language: None, custom_emoji_id: None, user: None }
    }

    /// Reads a `MessageEntity` as a client sends it; automatic kinds and unknown ones give `None`.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        let name = value.get("type")?.as_str()?;
        let (kind, _) = NAMES.iter().find(|(_, known)| *known == name)?;
        let number = |key: &str| value.get(key)?.as_u64().and_then(|number| u32::try_from(number).ok());
        let text = |key: &str| value.get(key)?.as_str().map(Box::from);
        Some(Self {
            url: text("url"),
            language: text("language"),
            custom_emoji_id: text("custom_emoji_id"),
            user: value.get("user").and_then(|user| user.get("id")?.as_i64()),
            ..Self::new(*kind, number("offset")?, number("length")?)
        })
    }

    fn end(&self) -> u32 {
        self.offset + self.length
    }

    fn same_style(&self, other: &Self) -> bool {
        self.kind == other.kind && self.kind.is_style()
    }
}

impl Serialize for Entity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.kind.name())?;
        map.serialize_entry("offset", &self.offset)?;
        map.serialize_entry("length", &self.length)?;
        if let Some(url) = &self.url {
            map.serialize_entry("url", url)?;
        }
        if let Some(language) = &self.language {
            map.serialize_entry("language", language)?;
        }
        if let Some(id) = &self.custom_emoji_id {
            map.serialize_entry("custom_emoji_id", id)?;
        }
        if let Some(user) = self.user {
            // The emulator's own people are named by the client that shows them; ids are what bots use.
            map.serialize_entry("user", &serde_json::json!({"id": user, "is_bot": false, "first_name": ""}))?;
        }
        map.end()
    }
}

/// Length of `text` in UTF-16 units, as Telegram counts.
#[must_use]
pub fn utf16_len(text: &str) -> u32 {
    text.chars().map(|character| if character.len_utf16() == 2 { 2 } else { 1 }).sum()
}

/// Sorts as Telegram does: by start, longer first, then by kind.
pub fn sort(entities: &mut [Entity]) {
    entities.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)).then(a.kind.cmp(&b.kind)));
}

/// Cleans a text as Telegram's servers do before it is kept: control characters, white space at both ends,
/// entities that hold nothing visible, repeated and overlapping ones.
#[must_use]
pub fn normalise(text: &str, entities: Vec<Entity>) -> (String, Vec<Entity>) {
    let (text, mut entities) = clean(text, entities);
    sort(&mut entities);
    let mut entities = untangle(entities);
    drop_blank(&text, &mut entities);
    let first = entities.first().map_or(u32::MAX, |entity| entity.offset);
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b' ' | b'\n') || u32::try_from(at).is_ok_and(|at| at >= first) {
            break;
        }
        start = at + 1;
    }
    let trimmed = text[start..].trim_end();
    let (shift, end) = (u32::try_from(start).unwrap_or(0), utf16_len(trimmed));
    entities.retain_mut(|entity| {
        entity.offset -= shift.min(entity.offset);
        entity.length = entity.length.min(end.saturating_sub(entity.offset));
        entity.length > 0
    });
    (trimmed.to_owned(), entities)
}

/// Drops carriage returns and direction marks, makes other control characters spaces, and moves the entities along.
fn clean(text: &str, entities: Vec<Entity>) -> (String, Vec<Entity>) {
    let dropped = |character: char| matches!(character, '\r' | '\u{2028}'..='\u{202e}');
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

/// Joins touching styles, cuts styles out of code, and drops what may not overlap.
fn untangle(entities: Vec<Entity>) -> Vec<Entity> {
    let mut solid: Vec<Entity> = Vec::new();
    let mut quotes: Vec<Entity> = Vec::new();
    let mut styles: Vec<Entity> = Vec::new();
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
        styles = styles.into_iter().flat_map(|style| without(style, code.offset, code.end())).collect();
    }
    let mut all = [solid, quotes, styles].concat();
    sort(&mut all);
    all
}

/// The parts of `entity` before `from` and after `to`.
fn without(entity: Entity, from: u32, to: u32) -> impl Iterator<Item = Entity> {
    let before = Entity { length: from.min(entity.end()).saturating_sub(entity.offset), ..entity.clone() };
    let start = to.max(entity.offset);
    let after = Entity { offset: start, length: entity.end().saturating_sub(start), ..entity };
    [before, after].into_iter().filter(|part| part.length > 0)
}

fn drop_blank(text: &str, entities: &mut Vec<Entity>) {
    if entities.is_empty() {
        return;
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let blank = |unit: &u16| matches!(*unit, 0x20 | 0x0a);
    entities.retain(|entity| {
        let range = entity.offset as usize..(entity.end() as usize).min(units.len());
        units.get(range).is_some_and(|piece| !piece.iter().all(blank))
    });
}

/// Adds what Telegram finds by itself in a text: commands, mentions, hashtags, addresses and e-mail.
pub fn find(text: &str, entities: &mut Vec<Entity>) {
    if !text.contains(['/', '@', '#', '.']) {
        return;
    }
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if let Some((kind, skip, length)) = classify(bare) {
            found.push(Entity::new(
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

/// What a word without white space is: the kind, where in the word it starts and how many bytes it takes.
fn classify(word: &str) -> Option<(Kind, usize, usize)> {
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
            return Some((Kind::BotCommand, skip, 1 + command + if bot >= 3 { 1 + bot } else { 0 }));
        }
    }
    if let Some(rest) = body.strip_prefix('@') {
        let name = name_length(rest);
        return (3..=32).contains(&name).then_some((Kind::Mention, skip, 1 + name));
    }
    if let Some(rest) = body.strip_prefix('#') {
        let tag: usize = rest
            .chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .map(char::len_utf8)
            .sum();
        return (tag > 0 && rest[..tag].chars().any(char::is_alphabetic)).then_some((
            Kind::Hashtag,
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
        return (plain(user) && plain(host) && known_domain(host)).then_some((Kind::Email, skip, body.len()));
    }
    let host = body.split(['/', '?', '#', ':']).next().unwrap_or_default();
    (has_protocol && super::links::check(body).is_ok() || known_domain(host)).then_some((
        Kind::Url,
        skip,
        body.len(),
    ))
}

/// A bare `example.org` becomes a link only for top-level domains that exist; these are the ones met here.
fn known_domain(host: &str) -> bool {
    const TOP: [&str; 16] = [
        "kg", "org", "com", "net", "ru", "int", "me", "info", "eu", "io", "kz", "uz", "edu", "gov", "uk",
        "tj",
    ];
    host.rsplit_once('.').is_some_and(|(name, top)| {
        !name.is_empty() && !name.starts_with('.') && TOP.contains(&top.to_ascii_lowercase().as_str())
    })
}
