//! All that is stored about a chat beyond its snapshot, for the person who asks for it.

use jiff::Timestamp;

use crate::domain::reminder::Snooze;
use crate::domain::{ChatId, MessageId, ReminderPrefs, Topic};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::tables::deliveries::PastDelivery;

/// All that is stored about a chat beyond its [`ChatSnapshot`](crate::store::ChatSnapshot).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonalData {
    /// The topics that are on, and since when, the oldest first.
    pub topics: Vec<(Topic, Timestamp)>,
    /// The IDs of messages that are kept for the chat, each with the time of its message, the oldest first.
    pub messages: Vec<(MessageId, Timestamp)>,
    /// The deliveries of campaigns to the chat, the oldest first.
    pub deliveries: Vec<PastDelivery>,
    /// Its choice of reminders; `None` while no topic is on.
    pub reminders: Option<ReminderPrefs>,
    /// The reminders that it put off, the earliest first.
    pub snoozes: Vec<Snooze>,
    /// Whether there is a draft of a broadcast.
    pub draft: bool,
    /// Whether there are forms of staff under way.
    pub forms: bool,
}

impl Store {
    /// All that is stored about a chat beyond its [`ChatSnapshot`](crate::store::ChatSnapshot).
    pub async fn personal_data(&self, chat: ChatId) -> Result<PersonalData, StoreError> {
        Ok(PersonalData {
            topics: self.topics(chat).await?,
            messages: self.messages(chat).await?,
            deliveries: self.deliveries(chat).await?,
            reminders: self.reminder_prefs(chat).await?,
            snoozes: self.snoozes(chat).await?,
            draft: self.has_draft(chat).await?,
            forms: self.has_forms(chat).await?,
        })
    }
}
