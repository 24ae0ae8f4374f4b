//! The tags of Telegram's HTML, and the entities that they become.

use crate::emulator::entities::{MessageEntity, MessageEntityKind as Kind};
use crate::emulator::links;

/// The tags that Telegram knows.
pub(crate) const TAGS: [&str; 16] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// A start tag that is still open.
pub(crate) struct OpenTag {
    pub name: String,
    /// The value of the attribute that matters for this tag, or an empty text.
    pub argument: String,
    /// Start of the tag's text in UTF-16 units.
    pub offset: u32,
    /// Start of the tag's text in bytes.
    pub text_start: usize,
}

impl OpenTag {
    /// Closes the tag after `length` UTF-16 units and adds its entity. `text` is the whole text so far.
    pub fn close(&self, length: u32, text: &[u8], found: &mut Vec<MessageEntity>) -> Result<(), String> {
        let argument = (!self.argument.is_empty()).then(|| self.argument.clone().into_boxed_str());
        let entity = |kind| MessageEntity::new(kind, self.offset, length);
        let same_range = found.last_mut().filter(|last| last.offset == self.offset && last.length == length);
        let entity = match (self.name.as_str(), same_range) {
            ("b" | "strong", _) => Some(entity(Kind::Bold)),
            ("i" | "em", _) => Some(entity(Kind::Italic)),
            ("u" | "ins", _) => Some(entity(Kind::Underline)),
            ("s" | "strike" | "del", _) => Some(entity(Kind::Strikethrough)),
            ("span" | "tg-spoiler", _) => Some(entity(Kind::Spoiler)),
            ("blockquote", _) if argument.is_some() => Some(entity(Kind::ExpandableBlockquote)),
            ("blockquote", _) => Some(entity(Kind::Blockquote)),
            ("tg-emoji", _) => {
                if self.argument.parse::<i64>().map_or(true, |id| id == 0) {
                    return Err("Invalid custom emoji identifier specified".to_owned());
                }
                Some(MessageEntity { custom_emoji_id: argument, ..entity(Kind::CustomEmoji) })
            }
            // <pre> and <code class="language-…"> with the same text are one entity.
            ("pre", Some(last)) if last.kind == Kind::Code && last.language.is_some() => {
                last.kind = Kind::Pre;
                None
            }
            ("pre", _) => Some(entity(Kind::Pre)),
            ("code", Some(last)) if last.kind == Kind::Pre && argument.is_some() => {
                last.language = argument;
                None
            }
            ("code", _) => Some(MessageEntity { language: argument, ..entity(Kind::Code) }),
            _ => self.link(length, text),
        };
        found.extend(entity);
        Ok(())
    }

    /// Turns `<a>` into a link or a mention, or into nothing if the URL is invalid.
    fn link(&self, length: u32, text: &[u8]) -> Option<MessageEntity> {
        let url = if self.argument.is_empty() {
            String::from_utf8_lossy(&text[self.text_start..]).into_owned()
        } else {
            self.argument.clone()
        };
        let entity = |kind| MessageEntity::new(kind, self.offset, length);
        if let Some(user) = links::user_id(&url) {
            return Some(MessageEntity { user: Some(user), ..entity(Kind::TextMention) });
        }
        let url = links::check(&url).ok()?;
        Some(MessageEntity { url: Some(url.into()), ..entity(Kind::TextLink) })
    }
}
