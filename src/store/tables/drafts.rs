//! Drafts of broadcasts, sealed under the store key.

use crate::crypto::{Purpose, StoreKey};
use crate::domain::{ChatId, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection};

impl Store {
    /// The draft of an author, as it was saved; `None` if there is none, or it can't be read any more.
    pub async fn draft(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        let chat = self.ids.hide(chat);
        let row = sql::query("SELECT sealed FROM drafts WHERE chat_id = $1")
            .bind(chat)
            .fetch_optional(&self.reader.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(open(&self.key, chat, row.get("sealed")?))
    }

    /// Whether a chat has a draft.
    pub(crate) async fn has_draft(&self, chat: ChatId) -> Result<bool, StoreError> {
        let chat = self.ids.hide(chat);
        let row = sql::query("SELECT 1 FROM drafts WHERE chat_id = $1")
            .bind(chat)
            .fetch_optional(&self.reader.pool)
            .await?;
        Ok(row.is_some())
    }
}

/// Opens the draft of a row; `None` if it was sealed under another store key.
pub(crate) fn open(key: &StoreKey, chat: StoredId, sealed: &[u8]) -> Option<Vec<u8>> {
    key.open(Purpose::Draft, chat.bits(), sealed).ok()
}

pub(crate) async fn save(
    db: &mut Connection,
    key: &StoreKey,
    chat: StoredId,
    draft: &[u8],
) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO drafts (chat_id, sealed) VALUES ($1, $2)
         ON CONFLICT (chat_id) DO UPDATE SET sealed = excluded.sealed",
    )
    .bind(chat)
    .bind(key.seal(Purpose::Draft, chat.bits(), draft))
    .run(db)
    .await
}

pub(crate) async fn remove(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    sql::query("DELETE FROM drafts WHERE chat_id = $1").bind(chat).run(db).await
}

/// Takes a draft away, and gives it as it was sealed.
pub(crate) async fn take(db: &mut Connection, chat: StoredId) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql::query("DELETE FROM drafts WHERE chat_id = $1 RETURNING sealed");
    row.bind(chat).fetch_optional(db).await?.map(|row| row.get("sealed")).transpose()
}

/// Puts a draft back as it was sealed, unless the person has begun another one.
pub(crate) async fn put_back(db: &mut Connection, chat: StoredId, sealed: Vec<u8>) -> Result<(), StoreError> {
    sql::query("INSERT INTO drafts (chat_id, sealed) VALUES ($1, $2) ON CONFLICT (chat_id) DO NOTHING")
        .bind(chat)
        .bind(sealed)
        .run(db)
        .await
}

/// Removes all drafts.
pub(crate) async fn clear(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM drafts").run(db).await
}
