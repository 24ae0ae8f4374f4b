//! Counts of deliveries whose rows are gone: of erased people, and of campaigns that ended long ago.

use crate::domain::StoredId;
use crate::domain::campaign::{CampaignId, DeliveryStatus, Reason, Tally};
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, odd, status_code};

impl Reader {
    /// The number of a campaign's deliveries for each status and reason.
    pub async fn tally(&self, id: CampaignId) -> Result<Tally, StoreError> {
        let rows = sql::query(
            "SELECT status, COALESCE(reason, '') AS reason, COUNT(*) AS count FROM deliveries
             WHERE campaign = $1 GROUP BY status, reason
             UNION ALL SELECT status, reason, count FROM tallies WHERE campaign = $1",
        )
        .bind(id.0)
        .fetch_all(&self.pool)
        .await?;
        let mut tally = Tally::default();
        for row in rows {
            let reason = match row.get("reason")? {
                "" => None,
                code => Some(Reason::from_code(code).ok_or_else(|| odd("reason"))?),
            };
            tally.add(row.status("status")?, reason, row.count("count")?);
        }
        Ok(tally)
    }
}

/// Counts one more delivery.
pub(crate) async fn add(
    db: &mut Connection,
    id: CampaignId,
    status: DeliveryStatus,
    reason: Option<Reason>,
) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO tallies (campaign, status, reason, count) VALUES ($1, $2, $3, 1)
         ON CONFLICT (campaign, status, reason) DO UPDATE SET count = tallies.count + excluded.count",
    )
    .bind(id.0)
    .bind(status_code(status))
    .bind(reason.map_or("", Reason::code))
    .run(db)
    .await
}

/// Takes away one delivery that is unsure because the person was erased; says whether there was one.
pub(crate) async fn take_erased(db: &mut Connection, id: CampaignId) -> Result<bool, StoreError> {
    let taken = sql::query(
        "UPDATE tallies SET count = count - 1 WHERE campaign = $1 AND status = $2 AND reason = $3 AND count > 0",
    )
    .bind(id.0)
    .bind(status_code(DeliveryStatus::Unsure))
    .bind(Reason::Erased.code())
    .execute(db)
    .await?;
    Ok(taken > 0)
}

/// Counts a campaign's deliveries up to this chat.
pub(crate) async fn add_until(db: &mut Connection, id: CampaignId, last: StoredId) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO tallies (campaign, status, reason, count)
         SELECT campaign, status, COALESCE(reason, ''), COUNT(*) FROM deliveries
         WHERE campaign = $1 AND chat_id <= $2 GROUP BY campaign, status, reason
         ON CONFLICT (campaign, status, reason) DO UPDATE SET count = tallies.count + excluded.count",
    )
    .bind(id.0)
    .bind(last)
    .run(db)
    .await
}
