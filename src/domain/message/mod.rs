//! The content of messages: the text, files and buttons that a campaign sends, one version for each language. It is
//! stored as it was approved, so exactly that goes out.
//!
//! The JSON of these types is stored (in campaigns, drafts and answers that wait to be sent), so its shape is kept: entities
//! and file kinds have the Bot API's names. [`FORMAT`] counts the changes to it.

mod body;
mod button;
mod media;
mod options;
mod text;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::Lang;

pub use body::MessageBody;
pub use button::{Button, ButtonAction, LinkButton};
pub use media::{Media, MediaKind};
pub use options::SendOptions;
pub use text::{Entity, EntityKind, FormattedText, MentionedUser};

/// The version of the stored JSON. Version 0 had no number; its entities were written by teloxide 0.17. Version 1 had no
/// [`SendOptions`].
pub const FORMAT: u32 = 2;

/// The content of a campaign, in each language that it has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredVersions", into = "StoredVersions")]
pub struct MessageVersions {
    /// One version for each language.
    pub by_lang: BTreeMap<Lang, CampaignMessage>,
    /// Whether a chat whose language is missing gets another version: Kyrgyz before Russian before English.
    pub fallback: bool,
    /// How every version is sent.
    pub options: SendOptions,
}

/// [`MessageVersions`] as they are stored.
#[derive(Serialize, Deserialize)]
struct StoredVersions {
    #[serde(default)]
    format: u32,
    #[serde(rename = "posts")]
    by_lang: BTreeMap<Lang, CampaignMessage>,
    fallback: bool,
    #[serde(default)]
    options: SendOptions,
}

/// The JSON was written by a later version of the bot, which may have meant something that this one can't know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stored messages of format {0}, which this version does not know")]
pub struct FormatError(u32);

/// Checks the format of stored JSON.
pub fn check_format(format: u32) -> Result<(), FormatError> {
    if format > FORMAT { Err(FormatError(format)) } else { Ok(()) }
}

/// One message of a campaign, or an album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignMessage {
    /// The text or the files.
    pub body: MessageBody,
    /// Buttons that open an address, each in a row of its own; an album has none.
    pub links: Vec<LinkButton>,
    /// Rows of buttons that answer to the bot, below those.
    #[serde(default, rename = "keys", skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Vec<Button>>,
}

impl MessageVersions {
    /// The version for a chat that chose this language, or none yet; `None` where there is none and no other may take its
    /// place.
    pub fn version(&self, lang: Option<Lang>) -> Option<(Lang, &CampaignMessage)> {
        let lang = lang.unwrap_or(Lang::ALL[0]);
        let in_order = [lang].into_iter().chain(Lang::ALL.into_iter().filter(|_| self.fallback));
        in_order.into_iter().find_map(|lang| self.by_lang.get(&lang).map(|message| (lang, message)))
    }
}

impl MessageVersions {
    /// The JSON that is stored.
    ///
    /// # Panics
    /// Never: it is plain data with keys that are text.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("content is plain data")
    }

    /// Reads stored JSON, also that of earlier versions.
    ///
    /// # Errors
    /// When it is of a later version, or no such JSON.
    pub fn from_json(json: &[u8]) -> Result<MessageVersions, serde_json::Error> {
        serde_json::from_slice(json)
    }
}

impl TryFrom<StoredVersions> for MessageVersions {
    type Error = FormatError;

    fn try_from(stored: StoredVersions) -> Result<MessageVersions, FormatError> {
        check_format(stored.format)?;
        Ok(MessageVersions { by_lang: stored.by_lang, fallback: stored.fallback, options: stored.options })
    }
}

impl From<MessageVersions> for StoredVersions {
    fn from(versions: MessageVersions) -> StoredVersions {
        let MessageVersions { by_lang, fallback, options } = versions;
        StoredVersions { format: FORMAT, by_lang, fallback, options }
    }
}

impl CampaignMessage {
    /// A message without buttons.
    pub fn new(body: MessageBody) -> CampaignMessage {
        CampaignMessage { body, links: Vec::new(), buttons: Vec::new() }
    }

    /// A text without formatting or buttons.
    pub fn plain(text: impl Into<String>) -> CampaignMessage {
        CampaignMessage::new(MessageBody::Text(FormattedText::plain(text)))
    }

    /// The same with a small line at its end.
    #[must_use]
    pub fn with_footer(&self, footer: &str) -> CampaignMessage {
        let mut message = self.clone();
        if let Some(text) = message.body.text_mut() {
            text.add_footer(footer);
        }
        message
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_only_where_it_may() {
        let mut content = MessageVersions::default();
        content.by_lang.insert(Lang::Ru, CampaignMessage::plain("привет"));
        assert_eq!(content.version(Some(Lang::En)), None);
        content.fallback = true;
        assert_eq!(content.version(Some(Lang::En)).map(|(lang, _)| lang), Some(Lang::Ru));
        content.by_lang.insert(Lang::Ky, CampaignMessage::plain("салам"));
        assert_eq!(content.version(None).map(|(lang, _)| lang), Some(Lang::Ky));
        assert_eq!(content.version(Some(Lang::Ru)).map(|(lang, _)| lang), Some(Lang::Ru));
    }

    fn media(kind: MediaKind, caption: FormattedText) -> Media {
        Media { kind, file: "file".to_owned(), caption, spoiler: false, above: false }
    }

    /// Messages in version 0 of the JSON, with every field that it had.
    const OLD: &str = include_str!("stored_v0.json");

    fn old() -> MessageVersions {
        let kinds = [
            EntityKind::Mention,
            EntityKind::Hashtag,
            EntityKind::Cashtag,
            EntityKind::BotCommand,
            EntityKind::Url,
            EntityKind::Email,
            EntityKind::PhoneNumber,
            EntityKind::Bold,
            EntityKind::Blockquote,
            EntityKind::ExpandableBlockquote,
            EntityKind::Italic,
            EntityKind::Underline,
            EntityKind::Strikethrough,
            EntityKind::Spoiler,
            EntityKind::Code,
            EntityKind::Pre { language: None },
            EntityKind::Pre { language: Some("rust".into()) },
            EntityKind::TextLink { url: "https://example.org/a?b=c".into() },
            EntityKind::TextMention { user: MentionedUser { id: 77 } },
            EntityKind::CustomEmoji { custom_emoji_id: "5368324170671202286".into() },
        ];
        let entities = kinds.into_iter().enumerate().map(|(n, kind)| Entity { kind, offset: n, length: 1 });
        let text = FormattedText { text: "abcdefghijklmnopqrstuvwxyz".into(), entities: entities.collect() };
        let button = |label: &str, action| Button { label: label.into(), action };
        let bold = Entity { kind: EntityKind::Bold, offset: 0, length: 1 };
        let caption = FormattedText { text: "c".into(), entities: vec![bold] };
        let photo = Media { spoiler: true, above: true, ..media(MediaKind::Photo, caption.clone()) };
        let album = [MediaKind::Video, MediaKind::Document].map(|kind| media(kind, caption.clone()));
        let messages = [
            CampaignMessage {
                body: MessageBody::Text(text),
                links: vec![LinkButton { label: "l".into(), url: "http://example.org/".into() }],
                buttons: vec![vec![
                    button("d", ButtonAction::Data("r:x".into())),
                    button("u", ButtonAction::Url("https://t.me/bot?start=a".into())),
                    button("c", ButtonAction::Copy("text".into())),
                ]],
            },
            CampaignMessage::new(MessageBody::Media(photo)),
            CampaignMessage::new(MessageBody::Album(album.into())),
        ];
        MessageVersions {
            by_lang: Lang::ALL.into_iter().zip(messages).collect(),
            fallback: true,
            ..MessageVersions::default()
        }
    }

    #[test]
    fn stored_json_is_read_back() {
        let options = SendOptions { silent: true, link_preview: true };
        let content = MessageVersions { options, ..old() };
        let json = content.to_json();
        assert!(json.starts_with(b"{\"format\":2,"));
        assert_eq!(MessageVersions::from_json(&json).expect("read"), content);
    }

    #[test]
    fn json_of_earlier_versions_is_read() {
        assert_eq!(MessageVersions::from_json(OLD.as_bytes()).expect("read"), old());
        let second = OLD.replacen('{', "{\"format\":1,", 1);
        assert_eq!(MessageVersions::from_json(second.as_bytes()).expect("read"), old());
    }

    #[test]
    fn the_footer_joins_the_caption_of_an_album_wherever_that_is() {
        let footed = |captions: [&str; 3]| {
            let all = captions.map(|caption| media(MediaKind::Photo, FormattedText::plain(caption)));
            let message = CampaignMessage::new(MessageBody::Album(all.into())).with_footer("/stop");
            message.body.texts().into_iter().map(|text| text.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(footed(["", "two", ""]), ["", "two\n\n/stop", ""]);
        assert_eq!(footed(["", "", ""]), ["/stop", "", ""]);
    }

    #[test]
    fn json_of_a_later_version_is_refused() {
        let json = br#"{"format":3,"posts":{},"fallback":false}"#;
        assert!(MessageVersions::from_json(json).is_err());
    }
}
