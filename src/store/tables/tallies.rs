//! How the deliveries of a campaign stand. Those of erased people, and of campaigns of long ago, are counts without rows.

use sqlx::{Row as _, SqliteConnection};

use crate::domain::ChatId;
use crate::domain::campaign::{CampaignId, DeliveryStatus, Reason, Tally};
use crate::store::tables::chats::word;
use crate::store::tables::deliveries::place;
use crate::store::{Reader, StoreError};

impl Reader {
    /// How the deliveries of a campaign stand.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn tally(&self, id: CampaignId) -> Result<Tally, StoreError> {
        let rows = sqlx::query(
            "SELECT status, COALESCE(reason, '') AS reason, COUNT(*) AS count FROM deliveries
             WHERE campaign = $1 GROUP BY status, reason
             UNION ALL SELECT status, reason, count FROM tallies WHERE campaign = $1",
        )
        .bind(id.0)
        .fetch_all(&self.pool)
        .await?;
        let mut tally = Tally::default();
        for row in rows {
            let (status, reason, count): (i64, String, i64) =
                (row.try_get("status")?, row.try_get("reason")?, row.try_get("count")?);
            let status =
                usize::try_from(status).ok().and_then(|place| DeliveryStatus::ALL.get(place).copied());
            let status = status.ok_or_else(|| StoreError::Corrupt("status of a delivery".to_owned()))?;
            let reason = (!reason.is_empty()).then_some(reason.as_str());
            let reason = reason.map(|code| word("reason", code, Reason::from_code)).transpose()?;
            tally.add(status, reason, count.unsigned_abs());
        }
        Ok(tally)
    }
}

/// Turns a person's deliveries into plain counts.
pub(crate) async fn erase(connection: &mut SqliteConnection, chat: ChatId) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "DELETE FROM deliveries WHERE chat_id = $1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk)
         RETURNING campaign, status, COALESCE(reason, '') AS reason",
    )
    .bind(chat.0)
    .fetch_all(&mut *connection)
    .await?;
    let erased = Reason::Erased.code();
    for row in rows {
        let (status, reason): (i64, String) = (row.try_get("status")?, row.try_get("reason")?);
        let (status, reason) = match status {
            0 => (place(DeliveryStatus::Skipped), erased),
            1 => (place(DeliveryStatus::Unsure), erased),
            status => (status, reason.as_str()),
        };
        count(connection, row.try_get("campaign")?, status, reason, 1).await?;
    }
    Ok(())
}

/// Moves a group's deliveries to its new id; where it has one there already, the old one is counted and goes. So is one
/// that is under way: what comes of it is known of the old id only. Which messages were sent is of no use any more, as a
/// supergroup counts them anew.
pub(crate) async fn migrate(
    connection: &mut SqliteConnection,
    old: ChatId,
    new: ChatId,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE OR IGNORE deliveries SET chat_id = $2, messages = NULL
         WHERE chat_id = $1 AND status <> 1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk)",
    )
    .bind(old.0)
    .bind(new.0)
    .execute(&mut *connection)
    .await?;
    erase(connection, old).await
}

/// How many deliveries become counts at once: others write in between.
pub(crate) const PIECE: i64 = 5_000;

/// Turns the next [`PIECE`] deliveries of a campaign that ended before that time into counts; says how many there were,
/// 0 where none is left of any.
pub(crate) async fn shrink(connection: &mut SqliteConnection, before: i64) -> Result<u64, StoreError> {
    let over = "SELECT id FROM campaigns WHERE reported AND NOT shrunk AND touched < $1 ORDER BY id LIMIT 1";
    while let Some(row) = sqlx::query(over).bind(before).fetch_optional(&mut *connection).await? {
        let id: i64 = row.try_get(0)?;
        let last = sqlx::query(
            "SELECT MAX(chat_id) FROM
             (SELECT chat_id FROM deliveries WHERE campaign = $1 ORDER BY chat_id LIMIT $2) AS piece",
        );
        let last = last.bind(id).bind(PIECE).fetch_one(&mut *connection).await?;
        let Some(last) = last.try_get::<Option<i64>, _>(0)? else {
            let done = sqlx::query("UPDATE campaigns SET shrunk = TRUE WHERE id = $1");
            done.bind(id).execute(&mut *connection).await?;
            continue;
        };
        sqlx::query(
            "INSERT INTO tallies (campaign, status, reason, count)
             SELECT campaign, status, COALESCE(reason, ''), COUNT(*) FROM deliveries
             WHERE campaign = $1 AND chat_id <= $2 GROUP BY campaign, status, reason
             ON CONFLICT (campaign, status, reason) DO UPDATE SET count = tallies.count + excluded.count",
        )
        .bind(id)
        .bind(last)
        .execute(&mut *connection)
        .await?;
        let gone = sqlx::query("DELETE FROM deliveries WHERE campaign = $1 AND chat_id <= $2");
        return Ok(gone.bind(id).bind(last).execute(connection).await?.rows_affected());
    }
    Ok(0)
}

pub(crate) async fn count(
    connection: &mut SqliteConnection,
    campaign: i64,
    status: i64,
    reason: &str,
    more: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO tallies (campaign, status, reason, count) VALUES ($1, $2, $3, $4)
         ON CONFLICT (campaign, status, reason) DO UPDATE SET count = tallies.count + excluded.count",
    )
    .bind(campaign)
    .bind(status)
    .bind(reason)
    .bind(more)
    .execute(connection)
    .await?;
    Ok(())
}
