//! The place and the person that an update comes from.

use jiff::Timestamp;

use crate::domain::{ChatId, ChatKind, MessageId};

/// The chat, the person and the trigger of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The chat.
    pub chat: ChatId,
    /// Its kind.
    pub kind: ChatKind,
    /// The person, whose ID is that of their private chat.
    pub person: Option<ChatId>,
    /// The language that the person's client reports, an IETF tag.
    pub client: Option<String>,
    /// Whether it is written in the name of the group, as its administrators may
    /// (<https://core.telegram.org/bots/api#message>, `sender_chat`).
    pub as_group: bool,
    /// The event.
    pub trigger: Trigger,
}

/// The event that an answer responds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// A message came.
    Message {
        /// The message.
        message: MessageId,
        /// When it was sent, by Telegram's clock.
        sent: Timestamp,
        /// The topic of the forum.
        thread: Option<MessageId>,
    },
    /// A message that had come before was edited.
    Edit {
        /// The message.
        message: MessageId,
        /// When it was sent, by Telegram's clock.
        sent: Timestamp,
        /// The topic of the forum.
        thread: Option<MessageId>,
    },
    /// A button was tapped.
    Button {
        /// Telegram's ID of the callback query.
        query: String,
        /// The message with the button.
        message: MessageId,
        /// Whether that message can still be edited.
        editable: bool,
        /// The topic of the forum.
        thread: Option<MessageId>,
    },
    /// The bot's membership changed: there is no message to answer.
    Membership,
}
