//! The meaning of an update: a pure function of its JSON and the bot's name. Texts, commands, deep links and callback data
//! are parsed here and nowhere else: when an update arrives, and again when it is read back from the inbox.
//!
//! [`Intent::policy`] is the table of how each intent is treated; the [router](super::router) leads it to its handler.

mod coalesce;
mod content;
mod json;
mod parse;
mod policy;
pub(crate) mod rights;
#[cfg(test)]
mod tests;
mod words;

pub use coalesce::Coalesce;
pub(crate) use content::UnfitContent;
pub use content::{Input, SharedContact};
pub use parse::ALLOWED_UPDATES;
pub use policy::{Access, Limit, Policy};

use crate::conversation::callback::Callback;
use crate::conversation::origin::Origin;
use crate::conversation::screen::Screen;
use crate::domain::{ChatId, ChatKind, StaffCommand};

/// An update as the conversation sees it.
#[derive(Clone)]
pub struct ParsedUpdate {
    /// Its origin; `None` if it has no chat, or its kind is unknown.
    pub origin: Option<Origin>,
    /// Its meaning.
    pub intent: Intent,
    /// Whether another bot wrote or tapped. Those who write in the name of a chat, such as anonymous administrators, are
    /// people, also where Telegram shows a bot of its own in their place.
    pub by_bot: bool,
}

/// The meaning of an update.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(IntentKind), derive(strum::EnumIter)))]
pub enum Intent {
    /// A button of the bot's was tapped.
    Callback(Callback),
    /// A button was tapped that the bot does not have, or does not have any more.
    StaleCallback,
    /// `/start`, with the screen that its deep link names, or home.
    Start(Screen),
    /// A command that opens a screen.
    Open(Screen),
    /// `/start` with a deep link that names no screen.
    BrokenLink,
    /// `/start` with the link of an invitation to the staff: the hash of its token.
    Join([u8; 32]),
    /// `/cancel`: ends what the person has begun.
    Cancel,
    /// `/stop`
    Stop,
    /// Words for "stop" in a private chat, without being a command: no more messages, unless they answer what the bot asked.
    StopWords(Input),
    /// `/record` with a form, as its whole text: staff enter the status of a call. For other people it opens the screen.
    Record(String),
    /// A command for staff, with its whole text. From other people it is an unknown command.
    StaffCommand(StaffCommand, String),
    /// A command that the bot does not know, with its whole text. It is no answer to anything.
    UnknownCommand(String),
    /// A command to another bot.
    ForeignCommand,
    /// Anything else that a person wrote or sent: the answer, if the bot has asked for something.
    Input(Input),
    /// A message that had come before was edited, and would mean this now.
    Edited(Box<Intent>),
    /// A message of Telegram's own about the chat.
    ServiceMessage,
    /// The group became the supergroup with this ID.
    Migration(ChatId),
    /// The bot was blocked, unblocked, added or removed.
    Membership {
        /// Whether it may write there now.
        present: bool,
        /// Whether it is known that it could not before.
        new: bool,
    },
    /// JSON that is no update of a known kind; the name of its kind, which is no personal data.
    Unknown(String),
}

impl ParsedUpdate {
    /// The kind of the chat that it comes from.
    #[must_use]
    pub(crate) fn chat_kind(&self) -> Option<ChatKind> {
        self.origin.as_ref().map(|origin| origin.kind)
    }

    /// Whether the bot takes no notice of it: other bots, and people in a group who talk to each other.
    #[must_use]
    pub fn is_ignored(&self) -> bool {
        let in_private = self.chat_kind() == Some(ChatKind::Private);
        self.by_bot || (self.intent.policy().limit == Limit::Words && !in_private)
    }

    /// How it is treated.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let policy = self.intent.policy();
        if self.chat_kind() == Some(ChatKind::Private) { policy } else { policy.outside_private_chats() }
    }
}
