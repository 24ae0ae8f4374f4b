//! What came of each call. Entries are added; none is changed or removed once it is shown.

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::domain::{CallStatus, CampaignId, StatusEntry};
use crate::store::apply::stored;
use crate::store::tables::chats::word;
use crate::store::{Reader, StoreError};

impl Reader {
    /// All that was found out about the calls, the newest first.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn record(&self) -> Result<Vec<StatusEntry>, StoreError> {
        let rows =
            sqlx::query("SELECT * FROM record WHERE shown ORDER BY id DESC").fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// The draft that was made at this time; none where it was shown or dropped.
    ///
    /// # Errors
    /// As [`Reader::record`].
    pub async fn entry_draft(&self, made: Timestamp) -> Result<Option<StatusEntry>, StoreError> {
        let row = sqlx::query("SELECT * FROM record WHERE NOT shown AND entered = $1")
            .bind(stored(made))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// What subscribers have not been told of yet and was entered before that time, the oldest first.
    ///
    /// # Errors
    /// As [`Reader::record`].
    pub async fn untold(&self, before: Timestamp) -> Result<Vec<StatusEntry>, StoreError> {
        let rows = sqlx::query("SELECT * FROM record WHERE shown AND NOT told AND entered <= $1 ORDER BY id")
            .bind(stored(before))
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &SqliteRow) -> Result<StatusEntry, StoreError> {
    let odd = |what: &str| StoreError::Corrupt(format!("{what} of an entry of the record"));
    let text = |column: &str| -> Result<String, StoreError> { Ok(row.try_get(column)?) };
    let status = text("status")?;
    let status = CallStatus::ALL.into_iter().find(|each| each.code() == status);
    Ok(StatusEntry {
        call: word("call", &text("call")?, |id| id.parse().ok())?,
        status: status.ok_or_else(|| odd("status"))?,
        date: text("date")?.parse().map_err(|_| odd("date"))?,
        notes: serde_json::from_str(&text("notes")?).map_err(|_| odd("notes"))?,
        link: text("link")?,
    })
}

/// Keeps a draft, which is known by the time it was made, in place of earlier ones that were left.
pub(crate) async fn draft(
    connection: &mut SqliteConnection,
    entry: &StatusEntry,
    made: Timestamp,
) -> Result<(), StoreError> {
    drop_draft(connection).await?;
    sqlx::query(
        "INSERT INTO record (call, status, date, notes, link, entered, shown, told)
         VALUES ($1, $2, $3, $4, $5, $6, FALSE, FALSE)",
    )
    .bind(entry.call.as_str())
    .bind(entry.status.code())
    .bind(entry.date.to_string())
    .bind(serde_json::to_string(&entry.notes).expect("plain data with string keys"))
    .bind(&entry.link)
    .bind(stored(made))
    .execute(connection)
    .await?;
    Ok(())
}

/// Shows the draft of that time to everybody from now on.
pub(crate) async fn show(
    connection: &mut SqliteConnection,
    made: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE record SET shown = TRUE, entered = $2 WHERE NOT shown AND entered = $1")
        .bind(stored(made))
        .bind(stored(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Drops what is a draft.
pub(crate) async fn drop_draft(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM record WHERE NOT shown").execute(connection).await?;
    Ok(())
}

/// Everything entered before that time is told by a campaign.
pub(crate) async fn told(
    connection: &mut SqliteConnection,
    campaign: CampaignId,
    before: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE record SET told = TRUE, campaign = $1 WHERE shown AND NOT told AND entered <= $2")
        .bind(campaign.0)
        .bind(before)
        .execute(connection)
        .await?;
    Ok(())
}
