//! What people bring to the emulator: themselves, groups, messages and presses.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A person to add.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct NewPerson {
    /// The first name, as Telegram shows it.
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: Option<String>,
    /// The public name, without `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// What the person's Telegram says of its language, an IETF tag of at most 11 bytes.
    #[serde(default)]
    pub language_code: Option<String>,
    /// The id; chosen by the emulator where it is missing.
    #[serde(default)]
    pub id: Option<i64>,
    /// Whether the person has written to the bot before, so that the bot may write first.
    #[serde(default)]
    pub started: bool,
}

impl NewPerson {
    /// A person with a first name and a language.
    #[must_use]
    pub fn new(first_name: &str, language_code: &str) -> Self {
        Self {
            first_name: first_name.to_owned(),
            language_code: Some(language_code.to_owned()).filter(|code| !code.is_empty()),
            ..Self::default()
        }
    }
}

/// A group, supergroup or channel to add.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct NewGroup {
    /// Its title.
    pub title: String,
    /// `group`, `supergroup` or `channel`.
    #[serde(rename = "type")]
    pub kind: String,
    /// People in it.
    #[serde(default)]
    pub members: Vec<i64>,
    /// Those of them that are administrators; the bot's id makes the bot one.
    #[serde(default)]
    pub admins: Vec<i64>,
    /// Whether it has topics.
    #[serde(default)]
    pub is_forum: bool,
    /// The public name, without `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// Whether the bot is in it from the start; it is, unless this says `false`.
    #[serde(default)]
    pub bot: Option<bool>,
}

/// A message that a person sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Outgoing {
    /// Who sends it; in a private chat the person it belongs to.
    pub from: Option<i64>,
    /// The text.
    pub text: Option<String>,
    /// The caption of media.
    pub caption: Option<String>,
    /// `text`, `photo`, `document`, `voice`, `sticker`, `video`, `animation`, `audio`, `contact`, `location`, `dice`
    /// or `poll`; `text` where it is missing.
    pub kind: Option<String>,
    /// Whether a photo, video or animation is covered until it is tapped.
    pub has_media_spoiler: bool,
    /// Whether its caption stands above it.
    pub show_caption_above_media: bool,
    /// The name of a document.
    pub file_name: Option<String>,
    /// The content of a file.
    pub content_base64: Option<String>,
    /// The topic of a forum.
    pub message_thread_id: Option<i32>,
    /// The message that it replies to.
    pub reply_to: Option<i32>,
    /// Shared by the messages of an album.
    pub media_group_id: Option<String>,
    /// Entities in the Bot API's shape, besides those that Telegram finds by itself.
    pub entities: Vec<Value>,
}

impl Outgoing {
    /// A plain text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: Some(text.to_owned()), ..Self::default() }
    }
}

/// What became of a person's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sent {
    /// Its id in the chat.
    pub message_id: i32,
    /// The update that the bot gets, if it asks for such and may see it.
    pub update_id: Option<i64>,
}

/// Which button a person presses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Press {
    /// Who presses; in a private chat the person it belongs to.
    pub from: Option<i64>,
    /// The message with the button; the newest with a keyboard where it is missing.
    pub message_id: Option<i32>,
    /// The button with this callback data (whether it is there or not: old clients keep old keyboards).
    pub data: Option<String>,
    /// The button with this label.
    pub text: Option<String>,
    /// The button in this row, counted from 0.
    pub row: Option<usize>,
    /// The button in this column, counted from 0.
    pub col: Option<usize>,
}

/// What a press does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Pressed {
    /// The bot gets a callback query.
    Callback {
        /// Its id, which the bot answers.
        callback_query_id: String,
    },
    /// The client opens an address; the bot hears nothing.
    Url {
        /// The address.
        url: String,
    },
    /// The client copies a text; the bot hears nothing.
    CopyText {
        /// The text.
        copy_text: String,
    },
    /// The client does something else; the bot hears nothing.
    Other {
        /// The button.
        button: Value,
    },
}
