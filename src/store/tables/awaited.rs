//! The questions that people were asked, outside of drafts. They are sealed under the store key, as they tell what a person is
//! about to do.

use jiff::Timestamp;

use crate::crypto::{Purpose, StoreKey};
use crate::domain::{AwaitedText, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, hour};

/// Opens the sealed text of a row; `None` if it was sealed under another store key, or saved by another version. The person
/// is asked again then.
pub(crate) fn open(key: &StoreKey, chat: StoredId, sealed: &[u8]) -> Option<AwaitedText> {
    let json = key.open(Purpose::Awaited, chat.bits(), sealed).ok()?;
    serde_json::from_slice(&json).ok()
}

pub(crate) async fn save(
    db: &mut Connection,
    key: &StoreKey,
    chat: StoredId,
    text: AwaitedText,
    asked: Timestamp,
) -> Result<(), StoreError> {
    let json = serde_json::to_vec(&text).expect("a word");
    sql::query(
        "INSERT INTO awaited (chat_id, asked_at, sealed) VALUES ($1, $2, $3)
         ON CONFLICT (chat_id) DO UPDATE SET asked_at = excluded.asked_at, sealed = excluded.sealed",
    )
    .bind(chat)
    .bind(hour(asked))
    .bind(key.seal(Purpose::Awaited, chat.bits(), &json))
    .run(db)
    .await
}

pub(crate) async fn remove(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    sql::query("DELETE FROM awaited WHERE chat_id = $1").bind(chat).run(db).await
}

/// Removes those that were asked for in an hour that was over at that time, so that none goes too early: what is typed in answer
/// to a question that is gone stays in the chat.
pub(crate) async fn remove_asked(db: &mut Connection, until: Timestamp) -> Result<(), StoreError> {
    sql::query("DELETE FROM awaited WHERE asked_at < $1").bind(hour(until)).run(db).await
}

/// Removes all of them.
pub(crate) async fn clear(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM awaited").run(db).await
}
