//! Deadlines that staff set. A change is a draft first, which people do not see.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::domain::{Deadline, Topic};
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tables::snoozes;
use crate::store::tx::Tx;

/// A deadline that staff are about to set.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadlineDraft {
    /// The deadline as it will be.
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

    /// The draft that was made at this time; `None` if it was set or dropped.
    pub async fn deadline_draft(&self, made: Timestamp) -> Result<Option<DeadlineDraft>, StoreError> {
        let row = sql::query(
            "SELECT id, replaces, date, time, zone, leads, topic, titles FROM deadlines
             WHERE stage = 'draft' AND touched = $1",
        );
        let Some(row) = row.bind(millis(made)).fetch_optional(&self.pool).await? else { return Ok(None) };
        let replaces: Option<i64> = row.get("replaces")?;
        Ok(Some(DeadlineDraft { deadline: read(&row)?, replaces: replaces.map(|id| id.to_string()) }))
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

/// Keeps a draft, which is known by the time it was made, in place of earlier ones.
pub(crate) async fn save_draft(
    db: &mut Connection,
    deadline: &Deadline,
    replaces: Option<i64>,
    made: Timestamp,
) -> Result<(), StoreError> {
    remove_drafts(db).await?;
    let leads: Vec<_> = deadline.leads.iter().map(ToString::to_string).collect();
    sql::query(
        "INSERT INTO deadlines (replaces, stage, touched, date, time, zone, leads, topic, titles)
         VALUES ($1, 'draft', $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(replaces)
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

/// Sets the draft made at that time, as a deadline of its own or in place of the one that it changes.
pub(crate) async fn set(tx: &mut Tx<'_>, made: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    let db = &mut *tx.db;
    sql::query(
        "UPDATE deadlines SET (date, time, zone, leads, topic, titles, touched) =
             (SELECT d.date, d.time, d.zone, d.leads, d.topic, d.titles, CAST($2 AS BIGINT) FROM deadlines d
              WHERE d.stage = 'draft' AND d.touched = $1)
         WHERE stage = 'set' AND id = (SELECT replaces FROM deadlines WHERE stage = 'draft' AND touched = $1)",
    )
    .bind(millis(made))
    .bind(millis(now))
    .run(&mut *db)
    .await?;
    sql::query("DELETE FROM deadlines WHERE stage = 'draft' AND touched = $1 AND replaces IS NOT NULL")
        .bind(millis(made))
        .run(&mut *db)
        .await?;
    sql::query("UPDATE deadlines SET stage = 'set', touched = $2 WHERE stage = 'draft' AND touched = $1")
        .bind(millis(made))
        .bind(millis(now))
        .run(db)
        .await
}

pub(crate) async fn remove_drafts(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM deadlines WHERE stage = 'draft'").run(db).await
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
