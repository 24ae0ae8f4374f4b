//! Chats that the bot can't write to any more, and what becomes of them.

use sqlx::{Row, SqliteConnection};

use crate::domain::ChatId;
use crate::store::StoreError;
use crate::store::tables::tallies;

/// How many chats one sweep removes at most, so that the writer is free again soon; the next sweep goes on.
const MOST: i64 = 1000;

/// Counts the time of those that were lost since the last sweep. Whatever lost them need not know the time.
pub(crate) async fn mark(connection: &mut SqliteConnection, now: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE chats SET lost_at = $1 WHERE NOT active AND lost_at IS NULL")
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets the topics and the language of supporters' chats lost at that time or before; returns how many had any.
pub(crate) async fn mute_supporters(
    connection: &mut SqliteConnection,
    until: i64,
) -> Result<u64, StoreError> {
    let muted = sqlx::query(
        "UPDATE chats SET lang = NULL, menu = NULL, screen = NULL
         WHERE NOT active AND lost_at <= $1
           AND EXISTS (SELECT 1 FROM supporters s WHERE s.chat_id = chats.chat_id)
           AND (lang IS NOT NULL OR menu IS NOT NULL OR screen IS NOT NULL
                OR EXISTS (SELECT 1 FROM topics t WHERE t.chat_id = chats.chat_id))",
    )
    .bind(until)
    .execute(&mut *connection)
    .await?;
    for sql in [
        "DELETE FROM topics WHERE chat_id IN (
             SELECT c.chat_id FROM chats c JOIN supporters s ON s.chat_id = c.chat_id
             WHERE NOT c.active AND c.lost_at <= $1)",
        "DELETE FROM snoozes WHERE chat_id IN (
             SELECT c.chat_id FROM chats c JOIN supporters s ON s.chat_id = c.chat_id
             WHERE NOT c.active AND c.lost_at <= $1)",
    ] {
        sqlx::query(sql).bind(until).execute(&mut *connection).await?;
    }
    Ok(muted.rows_affected())
}

/// Forgets the chats lost at that time or before, but those of supporters; returns how many. What was sent to them becomes
/// plain counts.
pub(crate) async fn remove(connection: &mut SqliteConnection, until: i64) -> Result<u64, StoreError> {
    let rows = sqlx::query(
        "DELETE FROM chats WHERE chat_id IN (
             SELECT c.chat_id FROM chats c
             WHERE NOT c.active AND c.lost_at <= $1
               AND NOT EXISTS (SELECT 1 FROM supporters s WHERE s.chat_id = c.chat_id)
             LIMIT $2)
         RETURNING chat_id",
    )
    .bind(until)
    .bind(MOST)
    .fetch_all(&mut *connection)
    .await?;
    for row in &rows {
        tallies::erase(connection, ChatId(row.try_get("chat_id")?)).await?;
    }
    Ok(rows.len() as u64)
}
