//! The record: status entries of the calls. Entries are added; none is changed or removed.

use jiff::Timestamp;

use crate::domain::{CallStatus, CampaignId, StatusEntry};
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tx::Tx;

impl Reader {
    /// All status entries, the newest first.
    pub async fn record(&self) -> Result<Vec<StatusEntry>, StoreError> {
        let rows = sql::query("SELECT call, status, date, notes, link FROM record ORDER BY id DESC");
        rows.fetch_all(&self.pool).await?.iter().map(read).collect()
    }

    /// The entries that were entered before that time, and that subscribers have not been told of yet, the oldest first:
    /// those from a backup, of which subscribers may have been told after it, or all others.
    pub async fn untold(&self, before: Timestamp, restored: bool) -> Result<Vec<StatusEntry>, StoreError> {
        let rows = sql::query(
            "SELECT call, status, date, notes, link FROM record
             WHERE NOT told AND entered <= $1 AND restored = $2 ORDER BY id",
        );
        rows.bind(millis(before)).bind(restored).fetch_all(&self.pool).await?.iter().map(read).collect()
    }
}

fn read(row: &SqlRow) -> Result<StatusEntry, StoreError> {
    Ok(StatusEntry {
        call: row.decode("call", |id| id.parse().ok())?,
        status: row
            .decode("status", |code| CallStatus::ALL.into_iter().find(|status| status.code() == code))?,
        date: row.date("date")?,
        notes: row.json("notes")?,
        link: row.get("link")?,
    })
}

/// Enters a status, which everybody sees from then on.
pub(crate) async fn enter(tx: &mut Tx<'_>, entry: &StatusEntry, now: Timestamp) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    sql::query(
        "INSERT INTO record (call, status, date, notes, link, entered, told)
         VALUES ($1, $2, $3, $4, $5, $6, FALSE)",
    )
    .bind(entry.call.as_str())
    .bind(entry.status.code())
    .bind(entry.date.to_string())
    .bind(serde_json::to_string(&entry.notes).expect("plain data with string keys"))
    .bind(&entry.link)
    .bind(millis(now))
    .run(&mut *tx.db)
    .await
}

/// Notes that a campaign tells of everything entered before that time: of entries from a backup, or of all others.
pub(crate) async fn set_told(
    db: &mut Connection,
    campaign: CampaignId,
    before: Timestamp,
    restored: bool,
) -> Result<(), StoreError> {
    sql::query(
        "UPDATE record SET told = TRUE, campaign = $1
         WHERE NOT told AND entered <= $2 AND restored = $3",
    )
    .bind(campaign.0)
    .bind(millis(before))
    .bind(restored)
    .run(db)
    .await
}

/// Notes that all entries of which nobody was told come from a backup.
pub(crate) async fn set_all_restored(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("UPDATE record SET restored = TRUE WHERE NOT told").run(db).await
}
