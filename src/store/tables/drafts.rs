//! Drafts of broadcasts, sealed under the state key.

use crate::crypto::{Purpose, StateKey};
use crate::domain::ChatId;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection};

impl Store {
    /// The draft of an author, as it was saved; `None` if there is none, or it can't be read any more.
    pub async fn draft(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sql::query("SELECT sealed FROM drafts WHERE chat_id = $1")
            .bind(chat.0)
            .fetch_optional(&self.reader.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(open(&self.key, chat, row.get("sealed")?))
    }

    /// Whether a chat has a draft.
    pub(crate) async fn has_draft(&self, chat: ChatId) -> Result<bool, StoreError> {
        let row = sql::query("SELECT 1 FROM drafts WHERE chat_id = $1")
            .bind(chat.0)
            .fetch_optional(&self.reader.pool)
            .await?;
        Ok(row.is_some())
    }
}

/// Opens the draft of a row; `None` if it was sealed under another state key.
pub(crate) fn open(key: &StateKey, chat: ChatId, sealed: &[u8]) -> Option<Vec<u8>> {
    key.open(Purpose::Draft, chat.0, sealed).ok()
}

pub(crate) async fn save(
    db: &mut Connection,
    key: &StateKey,
    chat: ChatId,
    draft: &[u8],
) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO drafts (chat_id, sealed) VALUES ($1, $2)
         ON CONFLICT (chat_id) DO UPDATE SET sealed = excluded.sealed",
    )
    .bind(chat.0)
    .bind(key.seal(Purpose::Draft, chat.0, draft))
    .run(db)
    .await
}

pub(crate) async fn remove(db: &mut Connection, chat: ChatId) -> Result<(), StoreError> {
    sql::query("DELETE FROM drafts WHERE chat_id = $1").bind(chat.0).run(db).await
}

/// Removes all drafts.
pub(crate) async fn clear(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM drafts").run(db).await
}
