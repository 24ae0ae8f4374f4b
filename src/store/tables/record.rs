//! The record: status entries of the calls. Entries are added; once shown, none is changed or removed.

use jiff::Timestamp;

use crate::domain::{CallStatus, CampaignId, StatusEntry};
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tx::Tx;

impl Reader {
    /// All status entries, the newest first.
    pub async fn record(&self) -> Result<Vec<StatusEntry>, StoreError> {
        let rows =
            sql::query("SELECT call, status, date, notes, link FROM record WHERE shown ORDER BY id DESC");
        rows.fetch_all(&self.pool).await?.iter().map(read).collect()
    }

    /// The draft that was made at this time; `None` if it was shown or dropped.
    pub async fn entry_draft(&self, made: Timestamp) -> Result<Option<StatusEntry>, StoreError> {
        let row =
            sql::query("SELECT call, status, date, notes, link FROM record WHERE NOT shown AND entered = $1");
        row.bind(millis(made)).fetch_optional(&self.pool).await?.as_ref().map(read).transpose()
    }

    /// The entries that were entered before that time, and that subscribers have not been told of yet, the oldest first.
    pub async fn untold(&self, before: Timestamp) -> Result<Vec<StatusEntry>, StoreError> {
        let rows = sql::query(
            "SELECT call, status, date, notes, link FROM record
             WHERE shown AND NOT told AND entered <= $1 ORDER BY id",
        );
        rows.bind(millis(before)).fetch_all(&self.pool).await?.iter().map(read).collect()
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

/// Keeps a draft, which is known by the time it was made, in place of earlier ones.
pub(crate) async fn save_draft(
    db: &mut Connection,
    entry: &StatusEntry,
    made: Timestamp,
) -> Result<(), StoreError> {
    remove_drafts(db).await?;
    sql::query(
        "INSERT INTO record (call, status, date, notes, link, entered, shown, told)
         VALUES ($1, $2, $3, $4, $5, $6, FALSE, FALSE)",
    )
    .bind(entry.call.as_str())
    .bind(entry.status.code())
    .bind(entry.date.to_string())
    .bind(serde_json::to_string(&entry.notes).expect("plain data with string keys"))
    .bind(&entry.link)
    .bind(millis(made))
    .run(db)
    .await
}

/// Shows the draft made at that time to everybody from now on.
pub(crate) async fn show(tx: &mut Tx<'_>, made: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    sql::query("UPDATE record SET shown = TRUE, entered = $2 WHERE NOT shown AND entered = $1")
        .bind(millis(made))
        .bind(millis(now))
        .run(&mut *tx.db)
        .await
}

pub(crate) async fn remove_drafts(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM record WHERE NOT shown").run(db).await
}

/// Notes that a campaign tells of everything entered before that time.
pub(crate) async fn set_told(
    db: &mut Connection,
    campaign: CampaignId,
    before: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE record SET told = TRUE, campaign = $1 WHERE shown AND NOT told AND entered <= $2")
        .bind(campaign.0)
        .bind(millis(before))
        .run(db)
        .await
}
