//! What a handler says, as data; the sender turns it into calls to Telegram.

use serde::{Deserialize, Serialize};

use crate::domain::{ChatId, MessageId};
use crate::telegram::{CampaignMessage, Page};
use crate::texts::Html;

/// One thing to say or show. It is kept, sealed, until it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// A new message.
    Say {
        /// Where.
        chat: ChatId,
        /// The topic of a forum, when it is one.
        thread: Option<MessageId>,
        /// What.
        page: Page,
    },
    /// Another content for a message; a new message where that one can't be edited any more.
    Show {
        /// Where.
        chat: ChatId,
        /// The message to edit.
        message: MessageId,
        /// The topic of a forum, when it is one.
        thread: Option<MessageId>,
        /// What.
        page: Page,
    },
    /// A message or an album as a campaign sends it, for its author to look at.
    Post {
        /// Where.
        chat: ChatId,
        /// What, with all that stands at its end.
        post: Box<CampaignMessage>,
    },
    /// A file.
    Document {
        /// Where.
        chat: ChatId,
        /// The file's name.
        name: String,
        /// What stands in it, at most [`Reply::DOCUMENT_MAX`] bytes.
        #[serde(with = "base64_text")]
        content: Vec<u8>,
        /// What stands under it, at most 1024 UTF-16 units after entity parsing.
        caption: Html,
    },
    /// A picture.
    Photo {
        /// Where.
        chat: ChatId,
        /// The PNG, at most [`Reply::DOCUMENT_MAX`] bytes.
        #[serde(with = "base64_text")]
        content: Vec<u8>,
        /// What stands under it, at most 1024 UTF-16 units after entity parsing.
        caption: Html,
    },
    /// Deletes messages, as far as Telegram lets the bot: those of the last 48 hours. Whether it could is not told.
    Delete {
        /// Where.
        chat: ChatId,
        /// The messages, as many as one likes.
        messages: Vec<MessageId>,
    },
    /// Takes the buttons of a message away.
    Strip {
        /// Where.
        chat: ChatId,
        /// The message.
        message: MessageId,
    },
    /// Answers the press of a button, as every press must be.
    Answer {
        /// Telegram's id of the callback query.
        query: String,
        /// A short note for the person, at most 200 characters.
        toast: Option<String>,
    },
    /// The command menu of this chat alone, or none of its own any more.
    SetMenu {
        /// Where.
        chat: ChatId,
        /// The menu.
        menu: Option<Menu>,
    },
}

impl Reply {
    /// The largest file that is sent, in bytes: far less than Telegram takes, and little enough to be held in memory and
    /// stored with the answer. Some 7,000 supporters.
    pub const DOCUMENT_MAX: usize = 8 << 20;

    /// The chat in whose limits it counts. Answers to presses and menus count in none.
    #[must_use]
    pub fn counts_in(&self) -> Option<ChatId> {
        match self {
            Reply::Say { chat, .. }
            | Reply::Show { chat, .. }
            | Reply::Post { chat, .. }
            | Reply::Document { chat, .. }
            | Reply::Photo { chat, .. }
            | Reply::Delete { chat, .. }
            | Reply::Strip { chat, .. } => Some(*chat),
            Reply::Answer { .. } | Reply::SetMenu { .. } => None,
        }
    }
}

/// Commands and their descriptions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Menu(pub Vec<(String, String)>);

/// Bytes as text in JSON, which would take four times as much as numbers.
mod base64_text {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(content: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(content))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
