//! What a campaign says: one message for each language, stored as itself, so that what was approved is what goes out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use teloxide::types::{MessageEntity, MessageEntityKind};

use crate::domain::Lang;
use crate::telegram::Button;

/// What a campaign says, in every language that it has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageVersions {
    /// One version a language.
    pub posts: BTreeMap<Lang, CampaignMessage>,
    /// Whether whoever's language is missing gets another one: Kyrgyz before Russian before English.
    pub fallback: bool,
}

/// One message of a campaign, or an album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignMessage {
    /// What it is.
    pub body: MessageBody,
    /// Buttons that open an address, one a row; an album has none.
    pub links: Vec<LinkButton>,
    /// Rows of buttons of the bot's own, below those.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Vec<Button>>,
}

/// What a message consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageBody {
    /// A text.
    Text(FormattedText),
    /// A file with a caption.
    Media(Media),
    /// Two to ten files that are shown together.
    Album(Vec<Media>),
}

/// A file that Telegram has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// What it is shown as.
    pub kind: MediaKind,
    /// Telegram's `file_id`, which this bot alone can use.
    pub file: String,
    /// What stands below it, or above.
    pub caption: FormattedText,
    /// Whether it is covered until somebody taps it (`has_spoiler`); of photos, videos and animations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spoiler: bool,
    /// Whether the caption stands above it (`show_caption_above_media`); of photos, videos and animations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub above: bool,
}

/// What a file is shown as, by the Bot API's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// `sendPhoto`
    Photo,
    /// `sendVideo`
    Video,
    /// `sendAnimation`
    Animation,
    /// `sendDocument`
    Document,
    /// `sendAudio`
    Audio,
    /// `sendVoice`
    Voice,
}

/// A text with formatting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormattedText {
    /// The text.
    pub text: String,
    /// Its formatting, in offsets of UTF-16 units as the Bot API has them.
    pub entities: Vec<MessageEntity>,
}

/// A button that opens an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkButton {
    /// What stands on it.
    pub label: String,
    /// What it opens.
    pub url: reqwest::Url,
}

impl MessageVersions {
    /// The version for somebody who chose this language, or who chose none yet; `None` where there is none and no other
    /// may take its place.
    #[must_use]
    pub fn post(&self, lang: Option<Lang>) -> Option<(Lang, &CampaignMessage)> {
        let lang = lang.unwrap_or(Lang::ALL[0]);
        let in_order = [lang].into_iter().chain(Lang::ALL.into_iter().filter(|_| self.fallback));
        in_order.into_iter().find_map(|lang| self.posts.get(&lang).map(|post| (lang, post)))
    }
}

impl CampaignMessage {
    /// One without buttons.
    #[must_use]
    pub fn new(body: MessageBody) -> CampaignMessage {
        CampaignMessage { body, links: Vec::new(), keys: Vec::new() }
    }

    /// The same with a small line at its end.
    #[must_use]
    pub fn with_footer(&self, footer: &str) -> CampaignMessage {
        let mut post = self.clone();
        match &mut post.body {
            MessageBody::Text(text) => text.end_with(footer),
            MessageBody::Media(media) => media.caption.end_with(footer),
            MessageBody::Album(all) => {
                if let Some(first) = all.first_mut() {
                    first.caption.end_with(footer);
                }
            }
        }
        post
    }

    /// The longest of its texts, and how long it may be, in UTF-16 units: 4096 for a text, 1024 for a caption
    /// (<https://core.telegram.org/bots/api#sendmessage>).
    #[must_use]
    pub fn length(&self) -> (usize, usize) {
        const TEXT: usize = 4096;
        const CAPTION: usize = 1024;
        match &self.body {
            MessageBody::Text(text) => (text.units(), TEXT),
            MessageBody::Media(media) => (media.caption.units(), CAPTION),
            MessageBody::Album(all) => {
                (all.iter().map(|media| media.caption.units()).max().unwrap_or_default(), CAPTION)
            }
        }
    }
}

impl FormattedText {
    /// How long it is, in UTF-16 units.
    #[must_use]
    pub fn units(&self) -> usize {
        self.text.encode_utf16().count()
    }

    fn end_with(&mut self, footer: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let offset = self.units();
        self.text.push_str(footer);
        let length = self.units() - offset;
        self.entities.push(MessageEntity { kind: MessageEntityKind::Italic, offset, length });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> CampaignMessage {
        CampaignMessage::new(MessageBody::Text(FormattedText { text: text.to_owned(), entities: Vec::new() }))
    }

    #[test]
    fn the_footer_stands_below_in_italics() {
        let MessageBody::Text(rich) = text("Салам 🙂").with_footer("/stop").body else {
            panic!("a text")
        };
        assert_eq!(rich.text, "Салам 🙂\n\n/stop");
        let italic = &rich.entities[0];
        assert_eq!((italic.kind.clone(), italic.offset, italic.length), (MessageEntityKind::Italic, 10, 5));
    }

    #[test]
    fn a_missing_language_falls_back_only_where_it_may() {
        let mut content = MessageVersions::default();
        content.posts.insert(Lang::Ru, text("привет"));
        assert_eq!(content.post(Some(Lang::En)), None);
        content.fallback = true;
        assert_eq!(content.post(Some(Lang::En)).map(|(lang, _)| lang), Some(Lang::Ru));
        content.posts.insert(Lang::Ky, text("салам"));
        assert_eq!(content.post(None).map(|(lang, _)| lang), Some(Lang::Ky));
        assert_eq!(content.post(Some(Lang::Ru)).map(|(lang, _)| lang), Some(Lang::Ru));
    }

    #[test]
    fn content_is_read_back_as_it_was() {
        let mut content = MessageVersions { fallback: true, ..MessageVersions::default() };
        let rich = FormattedText {
            text: "see".to_owned(),
            entities: vec![MessageEntity { kind: MessageEntityKind::Bold, offset: 0, length: 3 }],
        };
        let media = Media {
            kind: MediaKind::Photo,
            file: "file".to_owned(),
            caption: rich,
            spoiler: false,
            above: false,
        };
        let links =
            vec![LinkButton { label: "a".to_owned(), url: "https://example.org/".parse().expect("a url") }];
        content
            .posts
            .insert(Lang::Ky, CampaignMessage { links, ..CampaignMessage::new(MessageBody::Media(media)) });
        let json = serde_json::to_vec(&content).expect("plain data");
        assert_eq!(serde_json::from_slice::<MessageVersions>(&json).expect("read"), content);
    }
}
