//! Deadlines that staff set. A change is a draft first, which only its author sees.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::domain::{ChatId, Deadline, Topic};
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tables::snoozes;
use crate::store::tx::Tx;

/// A deadline that one of the staff is about to set.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadlineDraft {
    /// The deadline as it will be. It has no ID yet.
    pub deadline: Deadline,
    /// The ID of the deadline that it changes.
    pub replaces: Option<String>,
}

impl Reader {
    /// The deadlines that staff have set, the earliest first.
    pub async fn deadlines(&self) -> Result<Vec<Deadline>, StoreError> {
        let rows = sql::query(
            "SELECT id, date, time, zone, leads, topic, titles FROM deadlines
             WHERE stage = 'set' ORDER BY date, time, id",
        );
        rows.fetch_all(&self.pool).await?.iter().map(read).collect()
    }

    /// All deadlines: those of the pledge's facts, then those that staff have set, the earliest first.
    ///
    /// # Errors
    /// As [`Reader::deadlines`].
    pub async fn all_deadlines(&self, of_pledge: &[Deadline]) -> Result<Vec<Deadline>, StoreError> {
        Ok([of_pledge, &self.deadlines().await?].concat())
    }

    /// A removed deadline as it was last set; `None` if no deadline with this ID was removed.
    pub async fn removed_deadline(&self, id: &str) -> Result<Option<Deadline>, StoreError> {
        let row = sql::query(
            "SELECT id, date, time, zone, leads, topic, titles FROM deadlines
             WHERE stage = 'removed' AND CAST(id AS TEXT) = $1",
        );
        row.bind(id).fetch_optional(&self.pool).await?.as_ref().map(read).transpose()
    }

    /// The draft of an author; `None` if there is none, or it was set or dropped.
    pub async fn deadline_draft(&self, author: ChatId) -> Result<Option<DeadlineDraft>, StoreError> {
        let row = sql::query(
            "SELECT id, replaces, date, time, zone, leads, topic, titles FROM deadlines
             WHERE stage = 'draft' AND author = $1",
        );
        let Some(row) = row.bind(author.0).fetch_optional(&self.pool).await? else { return Ok(None) };
        let replaces: Option<i64> = row.get("replaces")?;
        let deadline = Deadline { id: String::new(), ..read(&row)? };
        Ok(Some(DeadlineDraft { deadline, replaces: replaces.map(|id| id.to_string()) }))
    }
}

fn read(row: &SqlRow) -> Result<Deadline, StoreError> {
    Ok(Deadline {
        id: row.get::<i64>("id")?.to_string(),
        date: row.date("date")?,
        time: row.decode_optional("time", |time| time.parse::<Time>().ok())?,
        zone: row.decode("zone", |zone| TimeZone::get(zone).ok())?,
        leads: row
            .decode("leads", |leads| leads.split_whitespace().map(|lead| lead.parse().ok()).collect())?,
        topic: row.decode("topic", Topic::from_code)?,
        titles: row.json("titles")?,
    })
}

/// Keeps a draft in place of an earlier one of the same author.
pub(crate) async fn save_draft(
    db: &mut Connection,
    author: ChatId,
    draft: &DeadlineDraft,
    made: Timestamp,
) -> Result<(), StoreError> {
    remove_draft(db, author).await?;
    let DeadlineDraft { deadline, replaces } = draft;
    let leads: Vec<_> = deadline.leads.iter().map(ToString::to_string).collect();
    sql::query(
        "INSERT INTO deadlines (author, replaces, stage, touched, date, time, zone, leads, topic, titles)
         VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(author.0)
    .bind(replaces.as_ref().and_then(|id| id.parse::<i64>().ok()))
    .bind(millis(made))
    .bind(deadline.date.to_string())
    .bind(deadline.time.map(|time| time.to_string()))
    .bind(deadline.zone.iana_name().unwrap_or("UTC"))
    .bind(leads.join(" "))
    .bind(deadline.topic.code())
    .bind(serde_json::to_string(&deadline.titles).expect("plain data with string keys"))
    .run(db)
    .await
}

/// Sets the draft of an author, as a deadline of its own or in place of the one that it changes. Whose it was is forgotten.
pub(crate) async fn set(tx: &mut Tx<'_>, author: ChatId, now: Timestamp) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    let db = &mut *tx.db;
    sql::query(
        "UPDATE deadlines SET (date, time, zone, leads, topic, titles, touched) =
             (SELECT d.date, d.time, d.zone, d.leads, d.topic, d.titles, CAST($2 AS BIGINT) FROM deadlines d
              WHERE d.stage = 'draft' AND d.author = $1)
         WHERE stage = 'set' AND id = (SELECT replaces FROM deadlines WHERE stage = 'draft' AND author = $1)",
    )
    .bind(author.0)
    .bind(millis(now))
    .run(&mut *db)
    .await?;
    sql::query("DELETE FROM deadlines WHERE stage = 'draft' AND author = $1 AND replaces IS NOT NULL")
        .bind(author.0)
        .run(&mut *db)
        .await?;
    sql::query(
        "UPDATE deadlines SET stage = 'set', touched = $2, author = NULL WHERE stage = 'draft' AND author = $1",
    )
    .bind(author.0)
    .bind(millis(now))
    .run(db)
    .await
}

/// Removes the draft of an author.
pub(crate) async fn remove_draft(db: &mut Connection, author: ChatId) -> Result<(), StoreError> {
    sql::query("DELETE FROM deadlines WHERE stage = 'draft' AND author = $1").bind(author.0).run(db).await
}

/// Removes the drafts that were made at that time or before.
pub(crate) async fn remove_drafts_made(db: &mut Connection, until: i64) -> Result<(), StoreError> {
    sql::query("DELETE FROM deadlines WHERE stage = 'draft' AND touched <= $1").bind(until).run(db).await
}

/// Marks a deadline as removed: nobody is reminded of it any more.
pub(crate) async fn remove(tx: &mut Tx<'_>, id: i64, now: Timestamp) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    sql::query("UPDATE deadlines SET stage = 'removed', touched = $2 WHERE id = $1 AND stage = 'set'")
        .bind(id)
        .bind(millis(now))
        .run(&mut *tx.db)
        .await?;
    snoozes::remove_of_deadline(tx.db, id).await
}
