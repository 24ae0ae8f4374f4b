//! What the bot remembers of itself, by key.

use sqlx::{Row, SqliteConnection};

use crate::store::writer::Work;
use crate::store::{Reader, Store, StoreError};

impl Store {
    /// The value of a setting, if it was ever put.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.reader.setting(key).await
    }

    /// Remembers a value in place of an earlier one; it stands in the clear.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.writer.ask(Work::Put(key.to_owned(), value.to_owned())).await.map(drop)
    }
}

impl Reader {
    /// The value of a setting, if it was ever put.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        get(&mut *self.pool.acquire().await?, key).await
    }
}

pub(crate) async fn get(connection: &mut SqliteConnection, key: &str) -> Result<Option<String>, StoreError> {
    let row =
        sqlx::query("SELECT value FROM settings WHERE key = $1").bind(key).fetch_optional(connection).await?;
    Ok(row.map(|row| row.try_get("value")).transpose()?)
}

pub(crate) async fn put(connection: &mut SqliteConnection, key: &str, value: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(key)
    .bind(value)
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn remove(connection: &mut SqliteConnection, key: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM settings WHERE key = $1").bind(key).execute(connection).await?;
    Ok(())
}
