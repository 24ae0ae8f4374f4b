//! Ids of the messages that stand in private chats, so that an erasure can take them along; and all else that only the
//! person themselves asks for.

use jiff::Timestamp;
use sqlx::{Row, SqliteConnection};

use crate::domain::{ChatId, MessageId, Topic};
use crate::store::apply::stored;
use crate::store::chats::word;
use crate::store::{Store, StoreError};

/// How many ids are kept of one chat, the newest; only a flood reaches it.
const MOST: i64 = 1000;

/// What is stored of a chat beyond what each visit needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The topics that are on, and since when, the oldest first.
    pub topics: Vec<(Topic, Timestamp)>,
    /// The messages in the chat whose ids are kept, and since when they stand there, the oldest first.
    pub messages: Vec<(MessageId, Timestamp)>,
}

impl Store {
    /// What is stored of a chat beyond its [`Visit`](crate::store::Visit).
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn kept(&self, chat: ChatId) -> Result<Kept, StoreError> {
        let mut kept = Kept::default();
        let rows = sqlx::query("SELECT topic, since FROM topics WHERE chat_id = $1 ORDER BY since, topic")
            .bind(chat.0)
            .fetch_all(&self.reader.pool)
            .await?;
        for row in rows {
            let topic: String = row.try_get("topic")?;
            kept.topics.push((word("topic", &topic, Topic::from_code)?, time(row.try_get("since")?)?));
        }
        let rows = sqlx::query(
            "SELECT message_id, since FROM messages WHERE chat_id = $1 ORDER BY message_id DESC LIMIT $2",
        )
        .bind(chat.0)
        .bind(MOST)
        .fetch_all(&self.reader.pool)
        .await?;
        for row in rows.iter().rev() {
            let id: i64 = row.try_get("message_id")?;
            let id = i32::try_from(id).map_err(|_| StoreError::Corrupt("id of a message".to_owned()))?;
            kept.messages.push((MessageId(id), time(row.try_get("since")?)?));
        }
        Ok(kept)
    }
}

fn time(millis: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(millis).map_err(|_| StoreError::Corrupt("time".to_owned()))
}

/// Keeps ids; the first time of each stays, and those of a chat that is not known are left out.
pub(crate) async fn keep(
    connection: &mut SqliteConnection,
    chat: ChatId,
    ids: &[MessageId],
    since: Timestamp,
) -> Result<(), StoreError> {
    for id in ids {
        sqlx::query(
            "INSERT INTO messages (chat_id, message_id, since)
             SELECT chat_id, $2, $3 FROM chats WHERE chat_id = $1 ON CONFLICT DO NOTHING",
        )
        .bind(chat.0)
        .bind(i64::from(id.0))
        .bind(stored(since))
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query(
        "DELETE FROM messages WHERE chat_id = $1 AND message_id <= (
             SELECT message_id FROM messages WHERE chat_id = $1 ORDER BY message_id DESC LIMIT 1 OFFSET $2)",
    )
    .bind(chat.0)
    .bind(MOST)
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes the ids of messages that stand since that time or longer; returns how many.
pub(crate) async fn remove_since(connection: &mut SqliteConnection, until: i64) -> Result<u64, StoreError> {
    let removed =
        sqlx::query("DELETE FROM messages WHERE since <= $1").bind(until).execute(connection).await?;
    Ok(removed.rows_affected())
}
