//! Facts that the bot remembers about itself, by key.

use jiff::Timestamp;

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, Session};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Reader, Store};

impl Store {
    /// The value of a setting, if it was ever put.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.reader.setting(key).await
    }

    /// Remembers a value in place of an earlier one. It is stored in the clear.
    pub async fn put_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.writer.run(PutSetting { key: key.to_owned(), value: value.to_owned() }).await
    }
}

impl Reader {
    /// The value of a setting, if it was ever put.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        get(&self.pool, key).await
    }

    /// The time in a setting, stored as by [`sql::millis`].
    pub(crate) async fn setting_time(&self, key: &str) -> Result<Option<Timestamp>, StoreError> {
        let millis = self.setting(key).await?.and_then(|millis| millis.parse().ok());
        Ok(millis.and_then(|millis| Timestamp::from_millisecond(millis).ok()))
    }
}

struct PutSetting {
    key: String,
    value: String,
}

impl WriteJob for PutSetting {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        put(tx.db, &self.key, &self.value).await
    }
}

pub(crate) async fn get(session: impl Into<Session<'_>>, key: &str) -> Result<Option<String>, StoreError> {
    let row =
        sql::query("SELECT value FROM settings WHERE key = $1").bind(key).fetch_optional(session).await?;
    row.map(|row| row.get("value")).transpose()
}

pub(crate) async fn put(db: &mut Connection, key: &str, value: &str) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(key)
    .bind(value)
    .run(db)
    .await
}

pub(crate) async fn remove(db: &mut Connection, key: &str) -> Result<(), StoreError> {
    sql::query("DELETE FROM settings WHERE key = $1").bind(key).run(db).await
}
