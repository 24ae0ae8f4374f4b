//! The supporters.

use crate::domain::{Region, StoredId, Supporter, SupporterFilter, SupporterKind};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, odd};
use crate::store::{Reader, Store};

impl Store {
    /// The number of supporters.
    pub async fn supporters(&self) -> Result<u64, StoreError> {
        self.reader.supporters().await
    }
}

impl Reader {
    /// The number of supporters.
    pub async fn supporters(&self) -> Result<u64, StoreError> {
        sql::query("SELECT COUNT(*) AS count FROM supporters").fetch_one(&self.pool).await?.count("count")
    }

    /// At most `limit` of the wanted supporters in the order of their chats' IDs, from the first one after `after`.
    /// Reading page by page keeps memory flat, and holds no old state of the database that the bot would have to work
    /// around.
    pub async fn export_page(
        &self,
        after: Option<StoredId>,
        limit: u32,
        wanted: &SupporterFilter,
    ) -> Result<Vec<(StoredId, Supporter)>, StoreError> {
        let Some(first) = StoredId::after(after) else { return Ok(Vec::new()) };
        let rows = sql::query(
            "SELECT chat_id, kind AS supports_as, region, publish, consent, supported_on, consented_on, number,
                    name, contact, joint
             FROM supporters
             WHERE chat_id >= $1 AND supported_on >= COALESCE($3, supported_on) AND region = COALESCE($4, region)
             ORDER BY chat_id LIMIT $2",
        )
        .bind(first)
        .bind(i64::from(limit))
        .bind(wanted.since.map(|day| day.to_string()))
        .bind(wanted.region.map(Region::code))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((row.get("chat_id")?, read(row)?))).collect()
    }
}

impl Reader {
    /// How many sealed names and contacts there are, and at most `most` of them, each time others.
    pub(crate) async fn sealed_sample(&self, most: u32) -> Result<(u64, Vec<Vec<u8>>), StoreError> {
        let count = sql::query("SELECT COUNT(name) + COUNT(contact) + COUNT(joint) AS count FROM supporters");
        let count = count.fetch_one(&self.pool).await?.count("count")?;
        let rows = sql::query(
            "SELECT document FROM (
                 SELECT name AS document FROM supporters WHERE name IS NOT NULL
                 UNION ALL SELECT contact FROM supporters WHERE contact IS NOT NULL
                 UNION ALL SELECT joint FROM supporters WHERE joint IS NOT NULL
             ) AS documents ORDER BY RANDOM() LIMIT $1",
        )
        .bind(i64::from(most))
        .fetch_all(&self.pool)
        .await?;
        let documents: Result<_, _> = rows.iter().map(|row| row.get("document")).collect();
        Ok((count, documents?))
    }
}

/// Reads a supporter from a row that names the supporter's kind `supports_as`.
pub(crate) fn read(row: &SqlRow) -> Result<Supporter, StoreError> {
    Ok(Supporter {
        kind: row.decode("supports_as", SupporterKind::from_code)?,
        region: row.decode("region", Region::from_code)?,
        publish: row.get("publish")?,
        consent: u32::try_from(row.get::<i64>("consent")?).map_err(|_| odd("consent"))?,
        supported_on: row.date("supported_on")?,
        consented_on: row.date("consented_on")?,
        number: row.get("number")?,
        name: row.get("name")?,
        contact: row.get("contact")?,
        joint: row.get("joint")?,
    })
}

/// Stores the whole row: the updates of a chat are handled in their order, so nothing else changes it meanwhile.
pub(crate) async fn save(
    db: &mut Connection,
    chat: StoredId,
    supporter: &Supporter,
) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO supporters (chat_id, kind, region, publish, consent, supported_on, consented_on, number,
                                 name, contact, joint)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (chat_id) DO UPDATE SET
             kind = excluded.kind, region = excluded.region, publish = excluded.publish,
             consent = excluded.consent, supported_on = excluded.supported_on,
             consented_on = excluded.consented_on, number = excluded.number,
             name = excluded.name, contact = excluded.contact, joint = excluded.joint",
    )
    .bind(chat)
    .bind(supporter.kind.code())
    .bind(supporter.region.code())
    .bind(supporter.publish)
    .bind(i64::from(supporter.consent))
    .bind(supporter.supported_on.to_string())
    .bind(supporter.consented_on.to_string())
    .bind(supporter.number)
    .bind(supporter.name.as_deref())
    .bind(supporter.contact.as_deref())
    .bind(supporter.joint.as_deref())
    .run(db)
    .await
}

/// Takes the permission to publish the name back; says whether there was one, as 1 or 0.
pub(crate) async fn unpublish(db: &mut Connection, chat: StoredId) -> Result<u64, StoreError> {
    sql::query("UPDATE supporters SET publish = FALSE WHERE chat_id = $1 AND publish")
        .bind(chat)
        .execute(db)
        .await
}

/// Says whether the chat was a supporter's, as 1 or 0.
pub(crate) async fn withdraw(db: &mut Connection, chat: StoredId) -> Result<u64, StoreError> {
    sql::query("DELETE FROM supporters WHERE chat_id = $1").bind(chat).execute(db).await
}

/// Copies a supporter to a chat's new ID.
pub(crate) async fn copy(db: &mut Connection, old: StoredId, new: StoredId) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO supporters (chat_id, kind, region, publish, consent, supported_on, consented_on, number,
                                 name, contact, joint)
         SELECT $2, kind, region, publish, consent, supported_on, consented_on, number, name, contact, joint
         FROM supporters WHERE chat_id = $1
         ON CONFLICT DO NOTHING",
    )
    .bind(old)
    .bind(new)
    .run(db)
    .await
}
