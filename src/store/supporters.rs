//! Who has signed.

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::domain::{ChatId, Region, Supporter, SupporterFilter, SupporterKind};
use crate::store::apply::stored;
use crate::store::chats::word;
use crate::store::{Reader, Store, StoreError};

impl Store {
    /// How many have signed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn supporters(&self) -> Result<u64, StoreError> {
        self.reader.supporters().await
    }
}

impl Reader {
    /// How many have signed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn supporters(&self) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) FROM supporters").fetch_one(&self.pool).await?;
        Ok(u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0))
    }

    /// At most `limit` of the wanted supporters in the order of their chats' ids, from the first one after `after`. Reading page by
    /// page keeps memory flat, and holds no old state of the database that the bot would have to work around.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn export_page(
        &self,
        after: Option<ChatId>,
        limit: u32,
        wanted: &SupporterFilter,
    ) -> Result<Vec<(ChatId, Supporter)>, StoreError> {
        let rows = sqlx::query(
            "SELECT chat_id, kind AS signed_as, region, publish, consent, signed_at, sealed
             FROM supporters
             WHERE chat_id > $1 AND signed_at >= COALESCE($3, signed_at) AND region = COALESCE($4, region)
             ORDER BY chat_id LIMIT $2",
        )
        .bind(after.map_or(i64::MIN, |chat| chat.0))
        .bind(i64::from(limit))
        .bind(wanted.since.map(stored))
        .bind(wanted.region.map(Region::code))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((ChatId(row.try_get("chat_id")?), read(row)?))).collect()
    }
}

/// Reads a supporter from a row that names its kind `signed_as`.
pub(crate) fn read(row: &SqliteRow) -> Result<Supporter, StoreError> {
    let kind: String = row.try_get("signed_as")?;
    let region: String = row.try_get("region")?;
    let consent: i64 = row.try_get("consent")?;
    let signed_at = Timestamp::from_millisecond(row.try_get("signed_at")?);
    Ok(Supporter {
        kind: word("kind of supporter", &kind, SupporterKind::from_code)?,
        region: word("region", &region, |code| Region::from_code(code).ok())?,
        publish: row.try_get("publish")?,
        consent: u32::try_from(consent)
            .map_err(|_| StoreError::Corrupt("version of the consent".to_owned()))?,
        signed_at: signed_at.map_err(|_| StoreError::Corrupt("time of a signature".to_owned()))?,
        sealed: row.try_get("sealed")?,
    })
}

pub(crate) async fn sign(
    connection: &mut SqliteConnection,
    chat: ChatId,
    supporter: &Supporter,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO supporters (chat_id, kind, region, publish, consent, signed_at, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (chat_id) DO UPDATE SET
             kind = excluded.kind, region = excluded.region, publish = excluded.publish,
             consent = excluded.consent, signed_at = excluded.signed_at, sealed = excluded.sealed",
    )
    .bind(chat.0)
    .bind(supporter.kind.code())
    .bind(supporter.region.code())
    .bind(supporter.publish)
    .bind(i64::from(supporter.consent))
    .bind(stored(supporter.signed_at))
    .bind(supporter.sealed.as_deref())
    .execute(connection)
    .await?;
    Ok(())
}

/// Nothing where nobody has signed, or where a newer version was agreed to.
pub(crate) async fn consent(
    connection: &mut SqliteConnection,
    chat: ChatId,
    version: u32,
    time: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE supporters SET consent = $2, signed_at = $3 WHERE chat_id = $1 AND consent < $2")
        .bind(chat.0)
        .bind(i64::from(version))
        .bind(stored(time))
        .execute(connection)
        .await?;
    Ok(())
}

/// Says whether it was a supporter, as 1 or 0.
pub(crate) async fn withdraw(connection: &mut SqliteConnection, chat: ChatId) -> Result<u64, StoreError> {
    let gone =
        sqlx::query("DELETE FROM supporters WHERE chat_id = $1").bind(chat.0).execute(connection).await?;
    Ok(gone.rows_affected())
}

/// Copies a supporter to a chat's new id.
pub(crate) async fn copy(
    connection: &mut SqliteConnection,
    old: ChatId,
    new: ChatId,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO supporters (chat_id, kind, region, publish, consent, signed_at, sealed)
         SELECT $2, kind, region, publish, consent, signed_at, sealed FROM supporters WHERE chat_id = $1
         ON CONFLICT DO NOTHING",
    )
    .bind(old.0)
    .bind(new.0)
    .execute(connection)
    .await?;
    Ok(())
}
