//! A Telegram chat as the bot remembers it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::{ChatId, Lang, MessageId, ReminderPrefs, Topic};

/// Telegram's kinds of chat, by the words in the `type` field of its chats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum ChatKind {
    /// One person.
    Private,
    /// A basic group.
    Group,
    /// A supergroup, with or without topics.
    Supergroup,
    /// A channel.
    Channel,
}

coded!(ChatKind);

/// A chat as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Its ID.
    pub id: ChatId,
    /// Its kind.
    pub kind: ChatKind,
    /// The language that the person chose; `None` until then.
    pub lang: Option<Lang>,
    /// The language of the command menu that was set for this chat alone, if any.
    pub menu: Option<Lang>,
    /// Whether the bot may write to it: false after a block, a kick or a deactivation, until it writes again.
    pub active: bool,
    /// The newest message of the bot that still carries buttons.
    pub screen: Option<MessageId>,
    /// The topics that are switched on.
    pub topics: BTreeSet<Topic>,
    /// When the person was told last that an edit of theirs does not count.
    pub edits_told: Option<Timestamp>,
    /// The topic of a forum where its messages go; `None` for General, and where there are no topics.
    pub thread: Option<MessageId>,
    /// Its choice of reminders; the default while no topic is on.
    pub reminders: ReminderPrefs,
}

impl Chat {
    /// A chat of which nothing else is known yet.
    pub fn new(id: ChatId, kind: ChatKind) -> Chat {
        Chat {
            id,
            kind,
            lang: None,
            menu: None,
            active: true,
            screen: None,
            topics: BTreeSet::new(),
            edits_told: None,
            thread: None,
            reminders: ReminderPrefs::default(),
        }
    }
}
