//! Replies as data: handlers make them, the sender turns them into calls to Telegram.

use serde::{Deserialize, Serialize};

use crate::domain::message::{Button, CampaignMessage, FORMAT, FormattedText, SendOptions, check_format};
use crate::domain::{ChatId, MessageId};
use crate::telegram::Page;
use crate::texts::Html;

/// One reply. It is stored, sealed, until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// A new message.
    Say {
        /// The chat.
        chat: ChatId,
        /// The topic, in a forum.
        thread: Option<MessageId>,
        /// The page.
        page: Page,
    },
    /// A new content for a message, or a new message if that one can't be edited.
    Show {
        /// The chat.
        chat: ChatId,
        /// The message that is edited.
        message: MessageId,
        /// The topic, in a forum.
        thread: Option<MessageId>,
        /// The page.
        page: Page,
    },
    /// A new message that says how the replies before it fared that go to other chats.
    Outcome {
        /// The chat.
        chat: ChatId,
        /// The page, if Telegram took all of them.
        sent: Page,
        /// The page, if it did not.
        failed: Page,
    },
    /// A message or an album of a campaign: a preview for its author, or one that was sent, to be read again.
    #[serde(rename = "Post")]
    Campaign {
        /// The chat.
        chat: ChatId,
        /// The message, with the line below it.
        #[serde(rename = "post")]
        message: Box<CampaignMessage>,
        /// How it is sent.
        #[serde(default)]
        options: SendOptions,
        /// The text for the person if Telegram refuses it.
        #[serde(default)]
        if_refused: Option<Html>,
    },
    /// A file.
    Document {
        /// The chat.
        chat: ChatId,
        /// The file's name.
        name: String,
        /// Its content, at most [`Reply::DOCUMENT_MAX`] bytes.
        #[serde(with = "base64_text")]
        content: Vec<u8>,
        /// The text under it, at most 1024 UTF-16 units after entity parsing.
        caption: Html,
    },
    /// A picture.
    Photo {
        /// The chat.
        chat: ChatId,
        /// The PNG, at most [`Reply::DOCUMENT_MAX`] bytes.
        #[serde(with = "base64_text")]
        content: Vec<u8>,
        /// The text under it, at most 1024 UTF-16 units after entity parsing.
        caption: Html,
    },
    /// Deletes messages, as far as Telegram lets the bot: those of the last 48 hours.
    Delete {
        /// The chat.
        chat: ChatId,
        /// The messages, any number.
        messages: Vec<MessageId>,
        /// The text for the person if Telegram refuses to delete one of them.
        #[serde(default)]
        if_refused: Option<Html>,
    },
    /// Takes the buttons of a message away.
    Strip {
        /// The chat.
        chat: ChatId,
        /// The message.
        message: MessageId,
    },
    /// Gives a message other buttons, and leaves its text as it is.
    SetButtons {
        /// The chat.
        chat: ChatId,
        /// The message.
        message: MessageId,
        /// The rows of buttons.
        rows: Vec<Vec<Button>>,
    },
    /// Answers the tap on a button, as every tap must be answered.
    Answer {
        /// Telegram's ID of the callback query.
        query: String,
        /// A short note for the person, at most 200 characters.
        toast: Option<String>,
        /// Whether the note stays until the person closes it. Otherwise it is gone in three seconds.
        #[serde(default)]
        alert: bool,
    },
    /// Sets the command menu of this chat alone, or removes it.
    SetMenu {
        /// The chat.
        chat: ChatId,
        /// The menu; `None` for the one that all chats have.
        menu: Option<Menu>,
    },
}

/// Replies as they are stored, until they are sent.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum StoredReplies<R> {
    Numbered {
        format: u32,
        replies: R,
    },
    /// Format 0 had no number.
    Bare(R),
}

impl Reply {
    /// The JSON that is stored.
    pub fn to_json(replies: &[Reply]) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&StoredReplies::Numbered { format: FORMAT, replies })
    }

    /// Reads stored JSON, also that of earlier versions; `None` where it can't be read.
    pub fn from_json(json: &[u8]) -> Option<Vec<Reply>> {
        match serde_json::from_slice(json).ok()? {
            StoredReplies::Numbered { format, replies } => check_format(format).ok().map(|()| replies),
            StoredReplies::Bare(replies) => Some(replies),
        }
    }

    /// How many bytes it takes in memory, about.
    pub(crate) fn size(&self) -> usize {
        let content = match self {
            Reply::Say { page, .. } | Reply::Show { page, .. } => page.text.as_str().len(),
            Reply::Outcome { sent, failed, .. } => sent.text.as_str().len() + failed.text.as_str().len(),
            Reply::Document { content, .. } | Reply::Photo { content, .. } => content.len(),
            Reply::Campaign { message, .. } => {
                message.body.texts().into_iter().map(FormattedText::units).sum()
            }
            Reply::Delete { .. }
            | Reply::Strip { .. }
            | Reply::SetButtons { .. }
            | Reply::Answer { .. }
            | Reply::SetMenu { .. } => 0,
        };
        // The rest is buttons and formatting.
        content + 2048
    }

    /// The largest file that is sent, in bytes, such as an export of some 7,000 supporters. Telegram takes far more, but the
    /// file is held in memory and stored with the reply.
    pub const DOCUMENT_MAX: usize = 8 << 20;

    /// The same as a new message to a group that has this ID now. `None` for what was to happen to messages there: a supergroup
    /// counts its messages anew, so that their numbers are those of other messages. `None` also for what no group gets.
    pub(crate) fn moved(&self, to: ChatId) -> Option<Reply> {
        match self.clone() {
            Reply::Say { page, .. } | Reply::Show { page, .. } => {
                Some(Reply::Say { chat: to, thread: None, page })
            }
            Reply::Campaign { message, options, if_refused, .. } => {
                Some(Reply::Campaign { chat: to, message, options, if_refused })
            }
            Reply::Document { name, content, caption, .. } => {
                Some(Reply::Document { chat: to, name, content, caption })
            }
            Reply::Photo { content, caption, .. } => Some(Reply::Photo { chat: to, content, caption }),
            Reply::Outcome { .. }
            | Reply::Delete { .. }
            | Reply::Strip { .. }
            | Reply::SetButtons { .. }
            | Reply::Answer { .. }
            | Reply::SetMenu { .. } => None,
        }
    }

    /// The chat whose limits it counts towards. Answers to taps and menus count towards none.
    pub fn counts_in(&self) -> Option<ChatId> {
        match self {
            Reply::Say { chat, .. }
            | Reply::Show { chat, .. }
            | Reply::Outcome { chat, .. }
            | Reply::Campaign { chat, .. }
            | Reply::Document { chat, .. }
            | Reply::Photo { chat, .. }
            | Reply::Delete { chat, .. }
            | Reply::Strip { chat, .. }
            | Reply::SetButtons { chat, .. } => Some(*chat),
            Reply::Answer { .. } | Reply::SetMenu { .. } => None,
        }
    }
}

/// Commands and their descriptions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Menu(pub Vec<(String, String)>);

/// Bytes as base64 in JSON; a list of numbers would be four times as long.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::message::{
        Button, ButtonAction, Entity, EntityKind, FormattedText, Media, MediaKind, MessageBody,
    };

    /// The JSON of format 0, with every reply.
    const OLD: &str = include_str!("replies_v0.json");

    fn old() -> Vec<Reply> {
        let button = |label: &str, action| Button { label: label.into(), action };
        let rows = vec![vec![
            button("d", ButtonAction::Data("r:x".into())),
            button("u", ButtonAction::Url("https://t.me/bot?start=a".into())),
            button("c", ButtonAction::Copy("text".into())),
        ]];
        let page = Page { text: Html::escaped("a & b"), rows };
        let bold = Entity { kind: EntityKind::Bold, offset: 0, length: 1 };
        let caption = FormattedText { text: "c".into(), entities: vec![bold] };
        let photo =
            Media { kind: MediaKind::Photo, file: "file".into(), caption, spoiler: true, above: true };
        let message = Box::new(CampaignMessage::new(MessageBody::Media(photo)));
        let (chat, caption) = (ChatId::new(5), Html::escaped("x"));
        vec![
            Reply::Say { chat, thread: Some(MessageId(2)), page: page.clone() },
            Reply::Show { chat, message: MessageId(3), thread: None, page },
            Reply::Campaign { chat, message, options: SendOptions::default(), if_refused: None },
            Reply::Document { chat, name: "a.json".into(), content: b"{}".into(), caption: caption.clone() },
            Reply::Photo { chat, content: b"png".into(), caption },
            Reply::Delete { chat, messages: vec![MessageId(1), MessageId(2)], if_refused: None },
            Reply::Strip { chat, message: MessageId(9) },
            Reply::Answer { query: "q".into(), toast: Some("t".into()), alert: false },
            Reply::SetMenu { chat, menu: Some(Menu(vec![("start".into(), "Begin".into())])) },
        ]
    }

    #[test]
    fn replies_of_every_format_are_read() {
        assert_eq!(Reply::from_json(OLD.as_bytes()), Some(old()));
        let json = Reply::to_json(&old()).expect("plain data");
        assert!(json.starts_with(b"{\"format\":2,"));
        assert_eq!(Reply::from_json(&json), Some(old()));
        assert_eq!(Reply::from_json(br#"{"format":3,"replies":[]}"#), None);
    }
}
