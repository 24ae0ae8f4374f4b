//! The actions of people, as tests and the page describe them, and their outcomes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A person to add.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct NewPerson {
    /// The first name.
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: Option<String>,
    /// The username, without `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// The language of the person's client: an IETF tag of at most 11 bytes.
    #[serde(default)]
    pub language_code: Option<String>,
    /// The id. Without it, the emulator chooses one.
    #[serde(default)]
    pub id: Option<i64>,
    /// Whether the person has written to the bot already, so that the bot may write to them.
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
    /// The title.
    pub title: String,
    /// `group`, `supergroup` or `channel`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The ids of its members.
    #[serde(default)]
    pub members: Vec<i64>,
    /// The ids of its administrators among the members; may include the bot's id.
    #[serde(default)]
    pub admins: Vec<i64>,
    /// Whether it is a forum.
    #[serde(default)]
    pub is_forum: bool,
    /// The username, without `@`.
    #[serde(default)]
    pub username: Option<String>,
    /// Whether the bot is a member from the start; by default it is.
    #[serde(default)]
    pub bot: Option<bool>,
}

/// A message that a person sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewMessage {
    /// The person who sends it. In a private chat it is the chat's own person.
    pub from: Option<i64>,
    /// The text.
    pub text: Option<String>,
    /// The caption, for media.
    pub caption: Option<String>,
    /// `text` (the default), `photo`, `document`, `voice`, `sticker`, `video`, `animation`, `audio`, `contact`,
    /// `location`, `dice` or `poll`.
    pub kind: Option<String>,
    /// Whether a spoiler covers the photo, video or animation.
    pub has_media_spoiler: bool,
    /// Whether the caption stands above the photo, video or animation.
    pub show_caption_above_media: bool,
    /// The name of the file.
    pub file_name: Option<String>,
    /// The content of the file.
    pub content_base64: Option<String>,
    /// The topic, in a forum.
    pub message_thread_id: Option<i32>,
    /// The id of the message that it replies to.
    pub reply_to: Option<i32>,
    /// The id of the album.
    pub media_group_id: Option<String>,
    /// Entities as Bot API `MessageEntity`, in addition to those that Telegram finds itself. Those of unknown types are passed
    /// on as they are.
    pub entities: Vec<Value>,
    /// Any other fields of a Bot API `Message`. They are passed on as they are, so that a bot meets what is new at Telegram.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl NewMessage {
    /// A text without formatting.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: Some(text.to_owned()), ..Self::default() }
    }
}

/// The outcome of a person's message or edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MessageOutcome {
    /// The message's id in the chat.
    pub message_id: i32,
    /// The id of the bot's update. `None` means that the bot may not see the message or does not ask for its kind.
    pub update_id: Option<i64>,
}

/// A press of a button: the message, and the button by data, label or place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ButtonPress {
    /// The person who presses. In a private chat it is the chat's own person.
    pub from: Option<i64>,
    /// The id of the message. Without it, the newest message with a keyboard is meant.
    pub message_id: Option<i32>,
    /// The callback data. The button need not exist, because old clients keep old keyboards.
    pub data: Option<String>,
    /// The label.
    pub text: Option<String>,
    /// The row, counted from 0.
    pub row: Option<usize>,
    /// The column, counted from 0.
    pub col: Option<usize>,
}

/// The outcome of a press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PressOutcome {
    /// The bot gets a callback query.
    Callback {
        /// The id for answerCallbackQuery.
        callback_query_id: String,
    },
    /// The client opens a URL; the bot gets nothing.
    Url {
        /// The URL.
        url: String,
    },
    /// The client copies a text; the bot gets nothing.
    CopyText {
        /// The text.
        copy_text: String,
    },
    /// The client does something else; the bot gets nothing.
    Other {
        /// The button.
        button: Value,
    },
}
