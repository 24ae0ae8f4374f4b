//! Deadlines that staff set.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

use crate::domain::{Deadline, Topic};
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tables::snoozes;
use crate::store::tx::Tx;

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
}

/// A deadline that staff have set; `None` if it was removed, or never set.
pub(crate) async fn one(db: &mut Connection, id: i64) -> Result<Option<Deadline>, StoreError> {
    let row = sql::query(
        "SELECT id, date, time, zone, leads, topic, titles FROM deadlines WHERE stage = 'set' AND id = $1",
    );
    row.bind(id).fetch_optional(db).await?.as_ref().map(read).transpose()
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

/// Sets a deadline: a new one, or in place of the one with this number. Gives its number; `None` if that was removed meanwhile.
pub(crate) async fn set(
    tx: &mut Tx<'_>,
    deadline: &Deadline,
    replaces: Option<i64>,
    now: Timestamp,
) -> Result<Option<i64>, StoreError> {
    tx.left.wakes_campaigns = true;
    let leads: Vec<_> = deadline.leads.iter().map(ToString::to_string).collect();
    let query = match replaces {
        Some(id) => sql::query(
            "UPDATE deadlines SET touched = $2, date = $3, time = $4, zone = $5, leads = $6, topic = $7, titles = $8
             WHERE id = $1 AND stage = 'set' RETURNING id",
        )
        .bind(id),
        None => sql::query(
            "INSERT INTO deadlines (stage, touched, date, time, zone, leads, topic, titles)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        )
        .bind("set"),
    };
    let row = query
        .bind(millis(now))
        .bind(deadline.date.to_string())
        .bind(deadline.time.map(|time| time.to_string()))
        .bind(deadline.zone.iana_name().unwrap_or("UTC"))
        .bind(leads.join(" "))
        .bind(deadline.topic.code())
        .bind(serde_json::to_string(&deadline.titles).expect("plain data with string keys"))
        .fetch_optional(&mut *tx.db)
        .await?;
    row.map(|row| row.get("id")).transpose()
}

/// Marks a deadline as removed: nobody is reminded of it any more. Says whether it was there.
pub(crate) async fn remove(tx: &mut Tx<'_>, id: i64, now: Timestamp) -> Result<bool, StoreError> {
    tx.left.wakes_campaigns = true;
    let query =
        sql::query("UPDATE deadlines SET stage = 'removed', touched = $2 WHERE id = $1 AND stage = 'set'");
    let removed = query.bind(id).bind(millis(now)).execute(&mut *tx.db).await?;
    snoozes::remove_of_deadline(tx.db, id).await?;
    Ok(removed > 0)
}
