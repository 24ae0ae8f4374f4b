//! Deadlines that staff set. What is changed is a draft first, which people do not see.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::domain::{Deadline, Topic};
use crate::store::apply::stored;
use crate::store::tables::chats::word;
use crate::store::{Reader, StoreError};

/// A deadline that staff are about to set.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadlineDraft {
    /// The deadline as it will be.
    pub deadline: Deadline,
    /// The id of the one that it changes.
    pub replaces: Option<String>,
}

impl Reader {
    /// The deadlines that staff have set, the earliest first.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn deadlines(&self) -> Result<Vec<Deadline>, StoreError> {
        let rows = sqlx::query("SELECT * FROM deadlines WHERE stage = 'set' ORDER BY date, time, id")
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// A deadline as it was last set, also where it has been removed; none where there never was one.
    ///
    /// # Errors
    /// As [`Reader::deadlines`].
    pub async fn removed_deadline(&self, id: &str) -> Result<Option<Deadline>, StoreError> {
        let row = sqlx::query("SELECT * FROM deadlines WHERE stage = 'removed' AND CAST(id AS TEXT) = $1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The draft that was made at this time; none where it was set or dropped.
    ///
    /// # Errors
    /// As [`Reader::deadlines`].
    pub async fn deadline_draft(&self, made: Timestamp) -> Result<Option<DeadlineDraft>, StoreError> {
        let row = sqlx::query("SELECT * FROM deadlines WHERE stage = 'draft' AND touched = $1")
            .bind(stored(made))
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let replaces: Option<i64> = row.try_get("replaces")?;
        Ok(Some(DeadlineDraft { deadline: read(&row)?, replaces: replaces.map(|id| id.to_string()) }))
    }
}

fn read(row: &SqliteRow) -> Result<Deadline, StoreError> {
    let odd = |what: &str| StoreError::Corrupt(format!("{what} of a deadline"));
    let text = |column: &str| -> Result<String, StoreError> { Ok(row.try_get(column)?) };
    let id: i64 = row.try_get("id")?;
    let time: Option<String> = row.try_get("time")?;
    let leads = text("leads")?;
    let leads = leads.split_whitespace().map(|lead| lead.parse().map_err(|_| odd("leads")));
    Ok(Deadline {
        id: id.to_string(),
        date: text("date")?.parse::<Date>().map_err(|_| odd("date"))?,
        time: time.map(|time| time.parse::<Time>()).transpose().map_err(|_| odd("time"))?,
        zone: TimeZone::get(&text("zone")?).map_err(|_| odd("zone"))?,
        leads: leads.collect::<Result<_, _>>()?,
        topic: word("topic", &text("topic")?, Topic::from_code)?,
        titles: serde_json::from_str(&text("titles")?).map_err(|_| odd("titles"))?,
    })
}

/// Keeps a draft, which is known by the time it was made, in place of earlier ones that were left.
pub(crate) async fn draft(
    connection: &mut SqliteConnection,
    deadline: &Deadline,
    replaces: Option<i64>,
    made: Timestamp,
) -> Result<(), StoreError> {
    drop_draft(connection).await?;
    let leads: Vec<_> = deadline.leads.iter().map(ToString::to_string).collect();
    sqlx::query(
        "INSERT INTO deadlines (replaces, stage, touched, date, time, zone, leads, topic, titles)
         VALUES ($1, 'draft', $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(replaces)
    .bind(stored(made))
    .bind(deadline.date.to_string())
    .bind(deadline.time.map(|time| time.to_string()))
    .bind(deadline.zone.iana_name().unwrap_or("UTC"))
    .bind(leads.join(" "))
    .bind(deadline.topic.code())
    .bind(titles(&deadline.titles))
    .execute(connection)
    .await?;
    Ok(())
}

/// Sets what the draft of that time says, as a deadline of its own or in place of the one that it changes.
pub(crate) async fn set(
    connection: &mut SqliteConnection,
    made: Timestamp,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE deadlines SET (date, time, zone, leads, topic, titles, touched) =
             (SELECT d.date, d.time, d.zone, d.leads, d.topic, d.titles, $2 FROM deadlines d
              WHERE d.stage = 'draft' AND d.touched = $1)
         WHERE stage = 'set' AND id = (SELECT replaces FROM deadlines WHERE stage = 'draft' AND touched = $1)",
    )
    .bind(stored(made))
    .bind(stored(now))
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM deadlines WHERE stage = 'draft' AND touched = $1 AND replaces IS NOT NULL")
        .bind(stored(made))
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE deadlines SET stage = 'set', touched = $2 WHERE stage = 'draft' AND touched = $1")
        .bind(stored(made))
        .bind(stored(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Drops what is a draft.
pub(crate) async fn drop_draft(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM deadlines WHERE stage = 'draft'").execute(connection).await?;
    Ok(())
}

/// Removes a deadline: nobody is reminded of it any more.
pub(crate) async fn remove(
    connection: &mut SqliteConnection,
    id: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE deadlines SET stage = 'removed', touched = $2 WHERE id = $1 AND stage = 'set'")
        .bind(id)
        .bind(stored(now))
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM snoozes WHERE deadline = $1").bind(id.to_string()).execute(connection).await?;
    Ok(())
}

fn titles(titles: &BTreeMap<crate::domain::Lang, String>) -> String {
    serde_json::to_string(titles).expect("plain data with string keys")
}
