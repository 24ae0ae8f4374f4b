//! IDs of the messages in private chats, so that an erasure can delete the messages too.

use jiff::Timestamp;

use crate::domain::{ChatId, MessageId, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, hour, odd};

/// The most IDs that are kept for one chat, the newest ones. Only a flood reaches it.
const MOST: i64 = 1000;

impl Store {
    /// The IDs of messages that are kept for a chat, each with the hour of its message, the oldest first.
    pub(crate) async fn messages(&self, chat: ChatId) -> Result<Vec<(MessageId, Timestamp)>, StoreError> {
        let chat = self.ids.hide(chat);
        let rows = sql::query(
            "SELECT message_id, since FROM messages WHERE chat_id = $1 ORDER BY message_id DESC LIMIT $2",
        )
        .bind(chat)
        .bind(MOST)
        .fetch_all(&self.reader.pool)
        .await?;
        let messages = rows.iter().rev().map(|row| {
            let id = row.message_id("message_id")?.ok_or_else(|| odd("message_id"))?;
            Ok((id, row.time("since")?))
        });
        messages.collect()
    }
}

/// Keeps IDs of messages, each with the hour of its message. The first one of each stays, and those of an unknown chat are left
/// out.
pub(crate) async fn keep(
    db: &mut Connection,
    chat: StoredId,
    ids: &[MessageId],
    since: Timestamp,
) -> Result<(), StoreError> {
    for id in ids {
        sql::query(
            "INSERT INTO messages (chat_id, message_id, since)
             SELECT chat_id, $2, $3 FROM chats WHERE chat_id = $1 ON CONFLICT DO NOTHING",
        )
        .bind(chat)
        .bind(i64::from(id.0))
        .bind(hour(since))
        .run(&mut *db)
        .await?;
    }
    sql::query(
        "DELETE FROM messages WHERE chat_id = $1 AND message_id <= (
             SELECT message_id FROM messages WHERE chat_id = $1 ORDER BY message_id DESC LIMIT 1 OFFSET $2)",
    )
    .bind(chat)
    .bind(MOST)
    .run(db)
    .await
}

/// Removes the IDs of messages that have been there since that time or longer, or since later in its hour; returns how many.
pub(crate) async fn remove_since(db: &mut Connection, until: i64) -> Result<u64, StoreError> {
    sql::query("DELETE FROM messages WHERE since <= $1").bind(until).execute(db).await
}
