//! Sign-ups that an earlier version had begun: JSON sealed under the store key, so that nothing that a person typed is stored
//! in the clear. None is begun any more.

use crate::crypto::{Purpose, StoreKey};
use crate::domain::{SignUp, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection};

/// A sign-up under way as the store has it.
#[derive(Debug, Clone, PartialEq)]
pub enum SavedSignUp {
    /// There is none.
    None,
    /// There is one, at this step.
    SignUp(SignUp),
    /// There is one that can't be read: it was sealed under another store key, or is damaged.
    Unreadable,
}

/// Opens the sealed sign-up of a row.
pub(crate) fn open(key: &StoreKey, chat: StoredId, sealed: Option<&[u8]>) -> SavedSignUp {
    let Some(sealed) = sealed else { return SavedSignUp::None };
    let json = key.open(Purpose::Dialogue, chat.bits(), sealed).ok();
    json.and_then(|json| serde_json::from_slice(&json).ok())
        .map_or(SavedSignUp::Unreadable, SavedSignUp::SignUp)
}

pub(crate) async fn remove(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    sql::query("DELETE FROM dialogues WHERE chat_id = $1").bind(chat).run(db).await
}

/// Copies a sign-up to a chat's new ID, sealed anew because the seal is bound to the ID. A sign-up that can't be read
/// stays behind.
pub(crate) async fn copy(
    db: &mut Connection,
    key: &StoreKey,
    old: StoredId,
    new: StoredId,
) -> Result<(), StoreError> {
    let row = sql::query("SELECT started_at, sealed FROM dialogues WHERE chat_id = $1")
        .bind(old)
        .fetch_optional(&mut *db)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let Ok(json) = key.open(Purpose::Dialogue, old.bits(), row.get("sealed")?) else { return Ok(()) };
    sql::query(
        "INSERT INTO dialogues (chat_id, started_at, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(new)
    .bind(row.get::<i64>("started_at")?)
    .bind(key.seal(Purpose::Dialogue, new.bits(), &json))
    .run(db)
    .await
}

/// Removes the sign-ups that were started at that time or before; returns how many.
pub(crate) async fn remove_started(db: &mut Connection, until: i64) -> Result<u64, StoreError> {
    sql::query("DELETE FROM dialogues WHERE started_at <= $1").bind(until).execute(db).await
}

/// Removes all sign-ups.
pub(crate) async fn clear(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM dialogues").run(db).await
}
