//! Message entities: formatting, links and commands in a text, with offsets in UTF-16 units.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// The type of an entity. The order of the variants is the order in which Telegram sorts entities of equal range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum MessageEntityKind {
    Blockquote,
    ExpandableBlockquote,
    Mention,
    Hashtag,
    BotCommand,
    Url,
    Email,
    PhoneNumber,
    TextLink,
    TextMention,
    Code,
    Pre,
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    CustomEmoji,
    /// A kind that the emulator does not know, as Telegram may add one any day.
    New,
}

impl MessageEntityKind {
    /// The name in the Bot API.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether entities of this kind can be split and nested.
    pub(crate) fn is_style(self) -> bool {
        matches!(
            self,
            Self::Bold | Self::Italic | Self::Underline | Self::Strikethrough | Self::Spoiler | Self::New
        )
    }

    pub(crate) fn is_quote(self) -> bool {
        matches!(self, Self::Blockquote | Self::ExpandableBlockquote)
    }

    pub(crate) fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::Pre)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MessageEntity {
    pub kind: MessageEntityKind,
    /// Start in UTF-16 units.
    pub offset: u32,
    /// Length in UTF-16 units.
    pub length: u32,
    /// For `text_link`.
    pub url: Option<Box<str>>,
    /// For `pre`.
    pub language: Option<Box<str>>,
    pub custom_emoji_id: Option<Box<str>>,
    /// For `text_mention`.
    pub user: Option<i64>,
    /// If the emulator does not know its type or one of its fields: all of them, as they came.
    pub fields: Option<Box<Map<String, Value>>>,
}

impl MessageEntity {
    pub fn new(kind: MessageEntityKind, offset: u32, length: u32) -> Self {
        Self {
            kind,
            offset,
            length,
            url: None,
            language: None,
            custom_emoji_id: None,
            user: None,
            fields: None,
        }
    }

    /// Reads a Bot API `MessageEntity`; `None` if the type is unknown.
    pub fn from_json(value: &Value) -> Option<Self> {
        let kind: MessageEntityKind = value.get("type")?.as_str()?.parse().ok()?;
        (kind != MessageEntityKind::New).then(|| Self::of_kind(kind, value)).flatten()
    }

    /// Reads an entity of a person's message. One of an unknown type, or with unknown fields, keeps its fields as they came.
    pub fn of_person(value: &Value) -> Option<Self> {
        const KNOWN: [&str; 7] = ["type", "offset", "length", "url", "language", "custom_emoji_id", "user"];
        let entity = Self::from_json(value).or_else(|| Self::of_kind(MessageEntityKind::New, value))?;
        let all = value.as_object()?;
        let is_new =
            entity.kind == MessageEntityKind::New || all.keys().any(|name| !KNOWN.contains(&name.as_str()));
        Some(Self { fields: is_new.then(|| Box::new(all.clone())), ..entity })
    }

    fn of_kind(kind: MessageEntityKind, value: &Value) -> Option<Self> {
        let number = |key: &str| value.get(key)?.as_u64().and_then(|number| u32::try_from(number).ok());
        let text = |key: &str| value.get(key)?.as_str().map(Box::from);
        Some(Self {
            url: text("url"),
            language: text("language"),
            custom_emoji_id: text("custom_emoji_id"),
            user: value.get("user").and_then(|user| user.get("id")?.as_i64()),
            ..Self::new(kind, number("offset")?, number("length")?)
        })
    }

    pub(crate) fn end(&self) -> u32 {
        self.offset + self.length
    }

    pub(crate) fn same_style(&self, other: &Self) -> bool {
        self.kind == other.kind && self.kind.is_style() && self.kind != MessageEntityKind::New
    }
}

impl Serialize for MessageEntity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(fields) = &self.fields {
            for (name, value) in
                fields.iter().filter(|(name, _)| !matches!(name.as_str(), "offset" | "length"))
            {
                map.serialize_entry(name, value)?;
            }
        } else {
            map.serialize_entry("type", self.kind.name())?;
        }
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
            // Bots use the id; the page finds the name itself.
            map.serialize_entry("user", &serde_json::json!({"id": user, "is_bot": false, "first_name": ""}))?;
        }
        map.end()
    }
}

/// The length of a text in UTF-16 units, in which Telegram counts.
pub(crate) fn utf16_len(text: &str) -> u32 {
    text.chars().map(|character| if character.len_utf16() == 2 { 2 } else { 1 }).sum()
}

/// Sorts as Telegram does: by start, then longer first, then by kind.
pub(crate) fn sort(entities: &mut [MessageEntity]) {
    entities.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)).then(a.kind.cmp(&b.kind)));
}
