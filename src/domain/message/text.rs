//! Texts with formatting, as the Bot API describes it.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};

/// A text with formatting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedText {
    /// The text.
    pub text: String,
    /// Its formatting.
    #[serde(deserialize_with = "known_entities")]
    pub entities: Vec<Entity>,
}

/// The formatting of a part of a text (the Bot API's `MessageEntity`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The formatting.
    #[serde(flatten)]
    pub kind: EntityKind,
    /// Where the part begins, in UTF-16 units.
    pub offset: usize,
    /// How long the part is, in UTF-16 units.
    pub length: usize,
}

/// A kind of formatting, by the Bot API's names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the Bot API's")]
pub enum EntityKind {
    Mention,
    Hashtag,
    Cashtag,
    BotCommand,
    Url,
    Email,
    PhoneNumber,
    Bold,
    Blockquote,
    ExpandableBlockquote,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    Pre {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
    },
    TextLink {
        url: String,
    },
    TextMention {
        user: MentionedUser,
    },
    CustomEmoji {
        custom_emoji_id: String,
    },
}

/// A person without a username who is mentioned in a text. Telegram needs no more than the ID, so no name is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionedUser {
    /// Telegram's ID.
    pub id: u64,
}

impl FormattedText {
    /// A text without formatting.
    pub fn plain(text: impl Into<String>) -> FormattedText {
        FormattedText { text: text.into(), entities: Vec::new() }
    }

    /// Its length in UTF-16 units.
    pub fn units(&self) -> usize {
        self.text.encode_utf16().count()
    }

    /// Whether its author has formatted a part of it. Telegram marks addresses, names and the like by itself.
    pub fn is_formatted(&self) -> bool {
        self.entities.iter().any(|entity| match entity.kind {
            EntityKind::Mention
            | EntityKind::Hashtag
            | EntityKind::Cashtag
            | EntityKind::BotCommand
            | EntityKind::Url
            | EntityKind::Email
            | EntityKind::PhoneNumber => false,
            EntityKind::Bold
            | EntityKind::Blockquote
            | EntityKind::ExpandableBlockquote
            | EntityKind::Italic
            | EntityKind::Underline
            | EntityKind::Strikethrough
            | EntityKind::Spoiler
            | EntityKind::Code
            | EntityKind::Pre { .. }
            | EntityKind::TextLink { .. }
            | EntityKind::TextMention { .. }
            | EntityKind::CustomEmoji { .. } => true,
        })
    }

    /// Adds another text as a paragraph of its own.
    pub fn append(&mut self, other: &FormattedText) {
        if other.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let begin = self.units();
        self.text.push_str(&other.text);
        let moved = |entity: &Entity| Entity { offset: begin + entity.offset, ..entity.clone() };
        self.entities.extend(other.entities.iter().map(moved));
    }

    /// Adds a paragraph in italics.
    pub(super) fn add_footer(&mut self, footer: &str) {
        let mut footer = FormattedText::plain(footer);
        let length = footer.units();
        footer.entities.push(Entity { kind: EntityKind::Italic, offset: 0, length });
        self.append(&footer);
    }
}

/// Reads entities and leaves out those of kinds that this version does not know: the text itself is worth more than its
/// formatting.
fn known_entities<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entity>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Read {
        Known(Entity),
        Unknown(IgnoredAny),
    }
    let all = Vec::<Read>::deserialize(deserializer)?;
    let known = all.into_iter().filter_map(|read| match read {
        Read::Known(entity) => Some(entity),
        Read::Unknown(_) => None,
    });
    Ok(known.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_footer_stands_below_in_italics() {
        let mut text = FormattedText::plain("Салам 🙂");
        text.add_footer("/stop");
        assert_eq!(text.text, "Салам 🙂\n\n/stop");
        assert_eq!(text.entities, [Entity { kind: EntityKind::Italic, offset: 10, length: 5 }]);
    }

    #[test]
    fn what_telegram_marks_by_itself_is_no_formatting() {
        let entity = |kind| Entity { kind, offset: 0, length: 1 };
        let text = |entities| FormattedText { text: "a".into(), entities };
        assert!(!text(vec![entity(EntityKind::Url), entity(EntityKind::Hashtag)]).is_formatted());
        assert!(text(vec![entity(EntityKind::Url), entity(EntityKind::Bold)]).is_formatted());
    }

    #[test]
    fn formatting_moves_along_with_a_paragraph() {
        let bold = Entity { kind: EntityKind::Bold, offset: 0, length: 2 };
        let mut text = FormattedText::plain("🙂");
        text.append(&FormattedText { text: "hi".into(), entities: vec![bold.clone()] });
        text.append(&FormattedText::default());
        assert_eq!(text.text, "🙂\n\nhi");
        assert_eq!(text.entities, [Entity { offset: 4, ..bold }]);
    }

    #[test]
    fn formatting_that_is_not_known_costs_no_text() {
        let json = r#"{"text": "At noon, in bold", "entities": [
            {"type": "date_time", "unix_time": 1764000000, "offset": 0, "length": 7},
            {"type": "text_link", "offset": 0, "length": 7},
            {"type": "bold", "offset": 12, "length": 4}
        ]}"#;
        let text: FormattedText = serde_json::from_str(json).expect("read");
        assert_eq!(text.text, "At noon, in bold");
        assert_eq!(text.entities, [Entity { kind: EntityKind::Bold, offset: 12, length: 4 }]);
    }
}
