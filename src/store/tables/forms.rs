//! Forms of staff under way. They are sealed under the store key, as nobody has confirmed them yet.

use jiff::Timestamp;

use crate::crypto::{Purpose, StoreKey};
use crate::domain::{ChatId, FormKind, StaffForm, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, millis};

impl Store {
    /// Whether a chat has forms under way, also those that can't be read any more.
    pub(crate) async fn has_forms(&self, chat: ChatId) -> Result<bool, StoreError> {
        let chat = self.ids.hide(chat);
        let row = sql::query("SELECT 1 FROM forms WHERE chat_id = $1");
        Ok(row.bind(chat).fetch_optional(&self.reader.pool).await?.is_some())
    }
}

/// Opens the form of a row; `None` if it was sealed under another store key, or saved by another version. It is filled in
/// again then.
pub(crate) fn open(key: &StoreKey, chat: StoredId, sealed: &[u8]) -> Option<StaffForm> {
    let json = key.open(Purpose::Form, chat.bits(), sealed).ok()?;
    serde_json::from_slice(&json).ok()
}

pub(crate) async fn save(
    db: &mut Connection,
    key: &StoreKey,
    chat: StoredId,
    form: &StaffForm,
    now: Timestamp,
) -> Result<(), StoreError> {
    let json = serde_json::to_vec(form).expect("plain data with string keys");
    sql::query(
        "INSERT INTO forms (chat_id, kind, touched, sealed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (chat_id, kind) DO UPDATE SET touched = excluded.touched, sealed = excluded.sealed",
    )
    .bind(chat)
    .bind(form.kind().code())
    .bind(millis(now))
    .bind(key.seal(Purpose::Form, chat.bits(), &json))
    .run(db)
    .await
}

pub(crate) async fn remove(db: &mut Connection, chat: StoredId, kind: FormKind) -> Result<(), StoreError> {
    sql::query("DELETE FROM forms WHERE chat_id = $1 AND kind = $2")
        .bind(chat)
        .bind(kind.code())
        .run(db)
        .await
}

/// Takes a form away, and gives it as it was sealed.
pub(crate) async fn take(
    db: &mut Connection,
    chat: StoredId,
    kind: FormKind,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql::query("DELETE FROM forms WHERE chat_id = $1 AND kind = $2 RETURNING sealed");
    let row = row.bind(chat).bind(kind.code()).fetch_optional(db).await?;
    row.map(|row| row.get("sealed")).transpose()
}

/// Puts a form back as it was sealed, unless the person has begun another one.
pub(crate) async fn put_back(
    db: &mut Connection,
    chat: StoredId,
    kind: FormKind,
    sealed: Vec<u8>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO forms (chat_id, kind, touched, sealed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (chat_id, kind) DO NOTHING",
    )
    .bind(chat)
    .bind(kind.code())
    .bind(millis(now))
    .bind(sealed)
    .run(db)
    .await
}

/// Removes those to which nothing was added since that time.
pub(crate) async fn remove_touched(db: &mut Connection, until: i64) -> Result<(), StoreError> {
    sql::query("DELETE FROM forms WHERE touched <= $1").bind(until).run(db).await
}

/// Removes all of them.
pub(crate) async fn clear(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM forms").run(db).await
}
