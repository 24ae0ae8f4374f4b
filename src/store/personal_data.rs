//! All that is stored of a chat beyond what each visit needs: for the person themselves, who asks what it is.

use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::domain::campaign::{CampaignId, DeliveryStatus, Reason};
use crate::domain::reminder::Snooze;
use crate::domain::{ChatId, MessageId, ReminderPrefs, Topic};
use crate::store::tables::chats::word;
use crate::store::tables::{deliveries, messages, topics};
use crate::store::{Store, StoreError};

/// What is stored of a chat beyond its [`Visit`](crate::store::ChatSnapshot).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonalData {
    /// The topics that are on, and since when, the oldest first.
    pub topics: Vec<(Topic, Timestamp)>,
    /// The messages in the chat whose ids are kept, and since when they stand there, the oldest first.
    pub messages: Vec<(MessageId, Timestamp)>,
    /// What was sent to it along with many others, or is to be, the oldest first.
    pub deliveries: Vec<PastDelivery>,
    /// When and of what it wants to be reminded; none while no topic is on.
    pub wish: Option<ReminderPrefs>,
    /// The reminders that it put off, the earliest first.
    pub snoozes: Vec<Snooze>,
    /// Whether there is a draft of something to send to many.
    pub draft: bool,
}

/// One campaign's delivery to the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastDelivery {
    /// The campaign.
    pub campaign: CampaignId,
    /// How it stands.
    pub status: DeliveryStatus,
    /// Why.
    pub reason: Option<Reason>,
    /// Since when; for one that waits, not before when.
    pub at: Timestamp,
    /// The messages that were sent.
    pub messages: Vec<MessageId>,
}

impl Store {
    /// What is stored of a chat beyond its [`Visit`](crate::store::ChatSnapshot).
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn kept(&self, chat: ChatId) -> Result<PersonalData, StoreError> {
        let draft = sqlx::query("SELECT 1 FROM drafts WHERE chat_id = $1").bind(chat.0);
        Ok(PersonalData {
            topics: self.topics(chat).await?,
            messages: self.messages(chat).await?,
            deliveries: self.deliveries(chat).await?,
            wish: self.wish(chat).await?,
            snoozes: topics::snoozes_of(&self.reader, chat).await?,
            draft: draft.fetch_optional(&self.reader.pool).await?.is_some(),
        })
    }

    async fn topics(&self, chat: ChatId) -> Result<Vec<(Topic, Timestamp)>, StoreError> {
        let rows = sqlx::query("SELECT topic, since FROM topics WHERE chat_id = $1 ORDER BY since, topic")
            .bind(chat.0)
            .fetch_all(&self.reader.pool)
            .await?;
        let read = |row: &SqliteRow| {
            let topic: String = row.try_get("topic")?;
            Ok((word("topic", &topic, Topic::from_code)?, time(row, "since")?))
        };
        rows.iter().map(read).collect()
    }

    async fn wish(&self, chat: ChatId) -> Result<Option<ReminderPrefs>, StoreError> {
        let row = sqlx::query("SELECT slot, which FROM topics WHERE chat_id = $1 LIMIT 1").bind(chat.0);
        row.fetch_optional(&self.reader.pool).await?.as_ref().map(topics::wish).transpose()
    }

    async fn messages(&self, chat: ChatId) -> Result<Vec<(MessageId, Timestamp)>, StoreError> {
        let rows = sqlx::query(
            "SELECT message_id, since FROM messages WHERE chat_id = $1 ORDER BY message_id DESC LIMIT $2",
        )
        .bind(chat.0)
        .bind(messages::MOST)
        .fetch_all(&self.reader.pool)
        .await?;
        let read = |row: &SqliteRow| {
            let id = i32::try_from(row.try_get::<i64, _>("message_id")?);
            let id = id.map_err(|_| StoreError::Corrupt("id of a message".to_owned()))?;
            Ok((MessageId(id), time(row, "since")?))
        };
        rows.iter().rev().map(read).collect()
    }

    async fn deliveries(&self, chat: ChatId) -> Result<Vec<PastDelivery>, StoreError> {
        // There are few campaigns that still have rows, and one row of a chat in each.
        let rows = sqlx::query(
            "SELECT campaign, status, reason, at, messages FROM deliveries
             WHERE chat_id = $1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk) ORDER BY campaign",
        )
        .bind(chat.0)
        .fetch_all(&self.reader.pool)
        .await?;
        rows.iter().map(delivery).collect()
    }
}

fn delivery(row: &SqliteRow) -> Result<PastDelivery, StoreError> {
    let status = usize::try_from(row.try_get::<i64, _>("status")?);
    let status = status.ok().and_then(|place| DeliveryStatus::ALL.get(place).copied());
    let reason: Option<String> = row.try_get("reason")?;
    Ok(PastDelivery {
        campaign: CampaignId(row.try_get("campaign")?),
        status: status.ok_or_else(|| StoreError::Corrupt("status of a delivery".to_owned()))?,
        reason: reason.map(|code| word("reason", &code, Reason::from_code)).transpose()?,
        at: time(row, "at")?,
        messages: deliveries::split(row.try_get::<Option<String>, _>("messages")?.as_deref()),
    })
}

fn time(row: &SqliteRow, column: &str) -> Result<Timestamp, StoreError> {
    let time = Timestamp::from_millisecond(row.try_get(column)?);
    time.map_err(|_| StoreError::Corrupt("time".to_owned()))
}
