//! Sign-ups under way: JSON sealed under the state key, so that what a person typed stands nowhere in the clear.

use sqlx::{Row, SqliteConnection};

use crate::crypto::{Purpose, StateKey};
use crate::domain::{ChatId, SignUp};
use crate::store::StoreError;
use crate::store::apply::stored;

/// A sign-up under way as the store has it.
#[derive(Debug, Clone, PartialEq)]
pub enum SavedSignUp {
    /// There is none.
    None,
    /// It stands here.
    SignUp(SignUp),
    /// There is one that can't be read: the state key is another one, or another version saved it. The person has to begin anew.
    Unreadable,
}

/// Opens what a row holds.
pub(crate) fn open(key: &StateKey, chat: ChatId, sealed: Option<Vec<u8>>) -> SavedSignUp {
    let Some(sealed) = sealed else { return SavedSignUp::None };
    let json = key.open(Purpose::Dialogue, chat.0, &sealed).ok();
    json.and_then(|json| serde_json::from_slice(&json).ok())
        .map_or(SavedSignUp::Unreadable, SavedSignUp::SignUp)
}

pub(crate) async fn save(
    connection: &mut SqliteConnection,
    key: &StateKey,
    chat: ChatId,
    signup: &SignUp,
) -> Result<(), StoreError> {
    let json = serde_json::to_vec(signup).expect("a sign-up is plain data");
    sqlx::query(
        "INSERT INTO dialogues (chat_id, started_at, sealed) VALUES ($1, $2, $3)
         ON CONFLICT (chat_id) DO UPDATE SET started_at = excluded.started_at, sealed = excluded.sealed",
    )
    .bind(chat.0)
    .bind(stored(signup.started))
    .bind(key.seal(Purpose::Dialogue, chat.0, &json))
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn end(connection: &mut SqliteConnection, chat: ChatId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM dialogues WHERE chat_id = $1").bind(chat.0).execute(connection).await?;
    Ok(())
}

/// Copies a sign-up to a chat's new id, sealed anew as the seal is bound to the id. One that can't be read stays behind.
pub(crate) async fn copy(
    connection: &mut SqliteConnection,
    key: &StateKey,
    old: ChatId,
    new: ChatId,
) -> Result<(), StoreError> {
    let row = sqlx::query("SELECT started_at, sealed FROM dialogues WHERE chat_id = $1")
        .bind(old.0)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let sealed: Vec<u8> = row.try_get("sealed")?;
    let Ok(json) = key.open(Purpose::Dialogue, old.0, &sealed) else { return Ok(()) };
    sqlx::query(
        "INSERT INTO dialogues (chat_id, started_at, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(new.0)
    .bind(row.try_get::<i64, _>("started_at")?)
    .bind(key.seal(Purpose::Dialogue, new.0, &json))
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes the sign-ups that were started at that time or before; returns how many.
pub(crate) async fn remove_started(connection: &mut SqliteConnection, until: i64) -> Result<u64, StoreError> {
    let removed =
        sqlx::query("DELETE FROM dialogues WHERE started_at <= $1").bind(until).execute(connection).await?;
    Ok(removed.rows_affected())
}
