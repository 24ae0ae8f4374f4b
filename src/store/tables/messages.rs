//! Ids of the messages that stand in private chats, so that an erasure can take them along.

use jiff::Timestamp;
use sqlx::SqliteConnection;

use crate::domain::{ChatId, MessageId};
use crate::store::StoreError;
use crate::store::apply::stored;

/// How many ids are kept of one chat, the newest; only a flood reaches it.
pub(crate) const MOST: i64 = 1000;

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
