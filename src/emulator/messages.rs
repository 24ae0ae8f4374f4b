//! Messages and the history of a chat.

use std::collections::VecDeque;

use serde_json::{Map, Value};

use crate::emulator::entities::MessageEntity;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MessageSender {
    Bot,
    Person(i64),
    /// A channel writes in its own name.
    Channel,
}

#[derive(Debug, Clone)]
pub(crate) struct StoredMessage {
    pub id: i32,
    /// Unix time in seconds.
    pub date: i64,
    /// Unix time in seconds of the last edit, or 0.
    pub edit_date: i64,
    pub sender: MessageSender,
    /// The forum topic.
    pub thread: Option<i32>,
    pub reply_to: Option<i32>,
    /// The text, or the caption of media.
    pub text: Box<str>,
    pub entities: Box<[MessageEntity]>,
    /// The fields of media or of a service message: `photo`, `document`, `new_chat_members`, …
    pub media: Option<Box<Map<String, Value>>>,
    /// Fields that the emulator does not know, as they came.
    pub other: Option<Box<Map<String, Value>>>,
    /// Whether the bot switched previews of links off.
    pub no_link_preview: bool,
    /// The inline keyboard.
    pub keyboard: Option<Box<Value>>,
}

impl StoredMessage {
    pub fn is_text(&self) -> bool {
        self.media.is_none()
    }

    /// Whether editMessageCaption applies.
    pub fn has_caption(&self) -> bool {
        const CAPTIONED: [&str; 6] = ["photo", "document", "video", "animation", "audio", "voice"];
        self.media.as_ref().is_some_and(|media| CAPTIONED.iter().any(|kind| media.contains_key(*kind)))
    }

    /// Whether this is a service message (somebody joined, the group was upgraded), which cannot be edited.
    pub fn is_service(&self) -> bool {
        const SERVICE: [&str; 6] = [
            "new_chat_members",
            "left_chat_member",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "forum_topic_created",
            "group_chat_created",
        ];
        self.media.as_ref().is_some_and(|media| SERVICE.iter().any(|kind| media.contains_key(*kind)))
    }
}

/// The messages of a chat, oldest first. An empty history allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct ChatHistory(Option<Box<KeptMessages>>);

#[derive(Debug, Default)]
struct KeptMessages(VecDeque<StoredMessage>);

impl ChatHistory {
    /// Adds the newest message and drops the oldest beyond `cap`.
    pub fn push(&mut self, message: StoredMessage, cap: usize) {
        let KeptMessages(messages) = &mut **self.0.get_or_insert_default();
        messages.push_back(message);
        while messages.len() > cap {
            messages.pop_front();
        }
    }

    pub fn get(&self, id: i32) -> Option<&StoredMessage> {
        let KeptMessages(messages) = self.0.as_deref()?;
        messages.get(messages.binary_search_by_key(&id, |message| message.id).ok()?)
    }

    pub fn get_mut(&mut self, id: i32) -> Option<&mut StoredMessage> {
        let KeptMessages(messages) = self.0.as_deref_mut()?;
        let at = messages.binary_search_by_key(&id, |message| message.id).ok()?;
        messages.get_mut(at)
    }

    pub fn remove(&mut self, id: i32) -> Option<StoredMessage> {
        let KeptMessages(messages) = self.0.as_deref_mut()?;
        messages.remove(messages.binary_search_by_key(&id, |message| message.id).ok()?)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &StoredMessage> {
        self.0.iter().flat_map(|kept| kept.0.iter())
    }
}
