//! The supporters: who has signed.

use jiff::Timestamp;

use crate::domain::{ChatId, Region, Supporter, SupporterFilter, SupporterKind};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis, odd};
use crate::store::{Reader, Store};

impl Store {
    /// How many have signed.
    pub async fn supporters(&self) -> Result<u64, StoreError> {
        self.reader.supporters().await
    }
}

impl Reader {
    /// How many have signed.
    pub async fn supporters(&self) -> Result<u64, StoreError> {
        sql::query("SELECT COUNT(*) AS count FROM supporters").fetch_one(&self.pool).await?.count("count")
    }

    /// At most `limit` of the wanted supporters in the order of their chats' IDs, from the first one after `after`.
    /// Reading page by page keeps memory flat, and holds no old state of the database that the bot would have to work
    /// around.
    pub async fn export_page(
        &self,
        after: Option<ChatId>,
        limit: u32,
        wanted: &SupporterFilter,
    ) -> Result<Vec<(ChatId, Supporter)>, StoreError> {
        let rows = sql::query(
            "SELECT chat_id, kind AS signed_as, region, publish, consent, signed_at, sealed
             FROM supporters
             WHERE chat_id > $1 AND signed_at >= COALESCE($3, signed_at) AND region = COALESCE($4, region)
             ORDER BY chat_id LIMIT $2",
        )
        .bind(after.map_or(i64::MIN, |chat| chat.0))
        .bind(i64::from(limit))
        .bind(wanted.since.map(millis))
        .bind(wanted.region.map(Region::code))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((ChatId(row.get("chat_id")?), read(row)?))).collect()
    }
}

/// Reads a supporter from a row that names the supporter's kind `signed_as`.
pub(crate) fn read(row: &SqlRow) -> Result<Supporter, StoreError> {
    Ok(Supporter {
        kind: row.decode("signed_as", SupporterKind::from_code)?,
        region: row.decode("region", Region::from_code)?,
        publish: row.get("publish")?,
        consent: u32::try_from(row.get::<i64>("consent")?).map_err(|_| odd("consent"))?,
        signed_at: row.time("signed_at")?,
        sealed: row.get("sealed")?,
    })
}

pub(crate) async fn sign(db: &mut Connection, chat: ChatId, supporter: &Supporter) -> Result<(), StoreError> {
    sql::query(
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
    .bind(millis(supporter.signed_at))
    .bind(supporter.sealed.as_deref())
    .run(db)
    .await
}

/// Changes nothing if nobody has signed, or a newer version was agreed to.
pub(crate) async fn consent(
    db: &mut Connection,
    chat: ChatId,
    version: u32,
    time: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE supporters SET consent = $2, signed_at = $3 WHERE chat_id = $1 AND consent < $2")
        .bind(chat.0)
        .bind(i64::from(version))
        .bind(millis(time))
        .run(db)
        .await
}

/// Says whether the chat was a supporter's, as 1 or 0.
pub(crate) async fn withdraw(db: &mut Connection, chat: ChatId) -> Result<u64, StoreError> {
    sql::query("DELETE FROM supporters WHERE chat_id = $1").bind(chat.0).execute(db).await
}

/// Copies a supporter to a chat's new ID.
pub(crate) async fn copy(db: &mut Connection, old: ChatId, new: ChatId) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO supporters (chat_id, kind, region, publish, consent, signed_at, sealed)
         SELECT $2, kind, region, publish, consent, signed_at, sealed FROM supporters WHERE chat_id = $1
         ON CONFLICT DO NOTHING",
    )
    .bind(old.0)
    .bind(new.0)
    .run(db)
    .await
}
