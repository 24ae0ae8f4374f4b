//! What a handler says, as data; the sender turns it into calls to Telegram.

use serde::{Deserialize, Serialize};

use crate::{
    delivery::{Page, Post},
    domain::{ChatId, MessageId},
};

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
        post: Box<Post>,
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
    /// The chat in whose limits it counts. Answers to presses and menus count in none.
    #[must_use]
    pub fn counts_in(&self) -> Option<ChatId> {
        match self {
            Reply::Say { chat, .. }
            | Reply::Show { chat, .. }
            | Reply::Post { chat, .. }
            | Reply::Strip { chat, .. } => Some(*chat),
            Reply::Answer { .. } | Reply::SetMenu { .. } => None,
        }
    }
}

/// Commands and their descriptions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Menu(pub Vec<(String, String)>);
