//! The text or the files of a message.

use serde::{Deserialize, Serialize};

use crate::domain::message::media::Media;
use crate::domain::message::text::FormattedText;

/// The text or the files of a message.
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

impl MessageBody {
    /// The item whose text is the text of the message. Any item of an album can have it, and Telegram shows it below the album
    /// only while no other item has one; if none has, it is the first.
    pub fn item_with_text(&self) -> usize {
        match self {
            MessageBody::Text(_) | MessageBody::Media(_) => 0,
            MessageBody::Album(all) => {
                all.iter().position(|media| !media.caption.text.is_empty()).unwrap_or_default()
            }
        }
    }

    /// The text or caption that people read; `None` for an album without items.
    pub fn text(&self) -> Option<&FormattedText> {
        match self {
            MessageBody::Text(text) => Some(text),
            MessageBody::Media(media) => Some(&media.caption),
            MessageBody::Album(all) => all.get(self.item_with_text()).map(|media| &media.caption),
        }
    }

    /// The same, to be changed.
    pub fn text_mut(&mut self) -> Option<&mut FormattedText> {
        let item = self.item_with_text();
        match self {
            MessageBody::Text(text) => Some(text),
            MessageBody::Media(media) => Some(&mut media.caption),
            MessageBody::Album(all) => all.get_mut(item).map(|media| &mut media.caption),
        }
    }

    /// Every text in it.
    pub fn texts(&self) -> Vec<&FormattedText> {
        match self {
            MessageBody::Text(text) => vec![text],
            MessageBody::Media(media) => vec![&media.caption],
            MessageBody::Album(all) => all.iter().map(|media| &media.caption).collect(),
        }
    }

    /// The length of the longest of its texts, and the limit for it, in UTF-16 units: 4096 for a text, 1024 for a caption
    /// (<https://core.telegram.org/bots/api#sendmessage>).
    pub fn length(&self) -> (usize, usize) {
        let length = self.texts().into_iter().map(FormattedText::units).max().unwrap_or_default();
        let limit = match self {
            MessageBody::Text(_) => 4096,
            MessageBody::Media(_) | MessageBody::Album(_) => 1024,
        };
        (length, limit)
    }
}
