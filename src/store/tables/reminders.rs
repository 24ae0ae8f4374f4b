//! What becomes of reminders that fall due: a campaign, or nothing, and why.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::crypto::StateKey;
use crate::domain::campaign::{CampaignId, CampaignKind, Launch, Reason};
use crate::domain::reminder::Occasion;
use crate::domain::{LocalHour, Reminder};
use crate::store::apply::stored;
use crate::store::tables::chats::word;
use crate::store::tables::{campaigns, record, settings};
use crate::store::writer::Work;
use crate::store::{Reader, Store, StoreError};

/// The setting that says until when reminders are planned, in milliseconds since 1970.
const PLANNED: &str = "reminders_planned";

/// The setting that says when subscribers were last told what was found out about the calls, in milliseconds since 1970.
const TOLD: &str = "record_told";

/// What a slot of the table begins with that is none: people had put the reminder off until then.
const PUT_OFF: char = '-';

/// What becomes of reminders that fell due, in one piece.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// What goes out, each unless it did before.
    pub launches: Vec<Launch>,
    /// What nobody wanted.
    pub unwanted: Vec<Reminder>,
    /// What does not, and why.
    pub skips: Vec<(Reminder, Reason)>,
    /// The message that tells of all that was found out about the calls until that time.
    pub news: Option<(Launch, Timestamp)>,
}

/// What came of a reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminded {
    /// The reminder's occasion.
    pub occasion: Occasion,
    /// Whose it was; none for those who had put an earlier one off.
    pub slot: Option<LocalHour>,
    /// When it was due.
    pub due: Timestamp,
    /// What it became.
    pub campaign: Option<CampaignId>,
    /// Why it became nothing.
    pub skipped: Option<Reason>,
}

impl Store {
    /// Writes down what becomes of reminders that fell due until `now`: all of it or nothing. What was written down before
    /// stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(&self, plan: Plan, now: Timestamp) -> Result<(), StoreError> {
        self.writer.ask(Work::Plan(Box::new(plan), now)).await.map(drop)
    }

    /// Until when reminders are planned; none where they never were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn planned_until(&self) -> Result<Option<Timestamp>, StoreError> {
        let millis = self.setting(PLANNED).await?.and_then(|millis| millis.parse().ok());
        Ok(millis.and_then(|millis| Timestamp::from_millisecond(millis).ok()))
    }
}

impl Reader {
    /// When subscribers were last told what was found out about the calls; none where they never were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn told_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let millis = self.setting(TOLD).await?.and_then(|millis| millis.parse().ok());
        Ok(millis.and_then(|millis| Timestamp::from_millisecond(millis).ok()))
    }

    /// The reminders due at that time or later of which it is written down what became of them.
    ///
    /// # Errors
    /// When the database fails, or holds a word that this version does not know.
    pub async fn reminded(&self, since: Timestamp) -> Result<Vec<Reminded>, StoreError> {
        let rows = sqlx::query("SELECT * FROM reminders WHERE due >= $1 ORDER BY due, deadline, slot")
            .bind(stored(since))
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// The newest `limit` reminders of a deadline that became a campaign or were skipped, the newest first.
    ///
    /// # Errors
    /// As [`Reader::reminded`].
    pub async fn reminded_of(&self, deadline: &str, limit: u32) -> Result<Vec<Reminded>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM reminders WHERE deadline = $1 AND (campaign IS NOT NULL OR skipped IS NOT NULL)
             ORDER BY due DESC, slot LIMIT $2",
        )
        .bind(deadline)
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read).collect()
    }

    /// The reminders that people had put off until now, each once: the deadline, its date then, and the earliest and the
    /// latest moment.
    ///
    /// # Errors
    /// As [`Reader::reminded`].
    pub async fn snoozed(&self, now: Timestamp) -> Result<Vec<(String, Date, Timestamp)>, StoreError> {
        let rows = sqlx::query(
            "SELECT deadline, date, due FROM snoozes WHERE campaign IS NULL AND due <= $1
             GROUP BY deadline, date, due ORDER BY due",
        )
        .bind(stored(now))
        .fetch_all(&self.pool)
        .await?;
        let read = |row: &SqliteRow| Ok((row.try_get("deadline")?, date(row)?, time(row)?));
        rows.iter().map(read).collect()
    }
}

fn read(row: &SqliteRow) -> Result<Reminded, StoreError> {
    let slot: String = row.try_get("slot")?;
    let slot = (!slot.starts_with(PUT_OFF)).then_some(slot);
    let skipped: Option<String> = row.try_get("skipped")?;
    Ok(Reminded {
        occasion: Occasion {
            deadline: row.try_get("deadline")?,
            date: date(row)?,
            lead: row.try_get("lead")?,
        },
        slot: slot.map(|slot| word("slot", &slot, |slot| slot.parse().ok())).transpose()?,
        due: time(row)?,
        campaign: row.try_get::<Option<i64>, _>("campaign")?.map(CampaignId),
        skipped: skipped.map(|code| word("reason", &code, Reason::from_code)).transpose()?,
    })
}

pub(crate) fn date(row: &SqliteRow) -> Result<Date, StoreError> {
    let date: String = row.try_get("date")?;
    date.parse().map_err(|_| StoreError::Corrupt("date of a reminder".to_owned()))
}

pub(crate) fn time(row: &SqliteRow) -> Result<Timestamp, StoreError> {
    let due = Timestamp::from_millisecond(row.try_get("due")?);
    due.map_err(|_| StoreError::Corrupt("time of a reminder".to_owned()))
}

pub(crate) async fn plan(
    connection: &mut SqliteConnection,
    key: &StateKey,
    plan: &Plan,
    now: Timestamp,
) -> Result<(), StoreError> {
    for launch in &plan.launches {
        let CampaignKind::Remind(reminder) = &launch.job else { continue };
        if write_down(connection, reminder, None).await? {
            let id = campaigns::launch(connection, key, launch, now).await?;
            become_campaign(connection, reminder, id).await?;
        }
    }
    for reminder in &plan.unwanted {
        write_down(connection, reminder, None).await?;
    }
    for (reminder, reason) in &plan.skips {
        write_down(connection, reminder, Some(*reason)).await?;
        if reminder.slot.is_none() {
            drop_due(connection, reminder).await?;
        }
    }
    if let Some((launch, before)) = &plan.news {
        settings::put(connection, TOLD, &stored(now).to_string()).await?;
        let id = campaigns::launch(connection, key, launch, now).await?;
        record::told(connection, id, stored(*before)).await?;
    }
    let planned = settings::get(connection, PLANNED).await?.and_then(|millis| millis.parse::<i64>().ok());
    if planned.is_none_or(|planned| planned < stored(now)) {
        settings::put(connection, PLANNED, &stored(now).to_string()).await?;
    }
    Ok(())
}

/// Says whether that was not written down before.
async fn write_down(
    connection: &mut SqliteConnection,
    reminder: &Reminder,
    skipped: Option<Reason>,
) -> Result<bool, StoreError> {
    let Occasion { deadline, date, lead } = &reminder.occasion;
    let done = sqlx::query(
        "INSERT INTO reminders (deadline, date, lead, slot, due, skipped) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
    )
    .bind(deadline)
    .bind(date.to_string())
    .bind(lead)
    .bind(slot_of(reminder))
    .bind(stored(reminder.due))
    .bind(skipped.map(Reason::code))
    .execute(&mut *connection)
    .await?;
    // After a clock has gone back, somebody may put a reminder off to a moment that others had chosen.
    Ok(done.rows_affected() > 0 || reminder.slot.is_none())
}

async fn become_campaign(
    connection: &mut SqliteConnection,
    reminder: &Reminder,
    id: CampaignId,
) -> Result<(), StoreError> {
    let Occasion { deadline, date, lead } = &reminder.occasion;
    sqlx::query(
        "UPDATE reminders SET campaign = $5 WHERE deadline = $1 AND date = $2 AND lead = $3 AND slot = $4",
    )
    .bind(deadline)
    .bind(date.to_string())
    .bind(lead)
    .bind(slot_of(reminder))
    .bind(id.0)
    .execute(&mut *connection)
    .await?;
    if reminder.slot.is_none() {
        sqlx::query(
            "UPDATE snoozes SET campaign = $4
             WHERE campaign IS NULL AND due = $1 AND deadline = $2 AND date = $3",
        )
        .bind(stored(reminder.due))
        .bind(deadline)
        .bind(date.to_string())
        .bind(id.0)
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// Drops what was put off until that moment, which has passed for too long.
async fn drop_due(connection: &mut SqliteConnection, reminder: &Reminder) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM snoozes WHERE campaign IS NULL AND due = $1 AND deadline = $2 AND date = $3")
        .bind(stored(reminder.due))
        .bind(&reminder.occasion.deadline)
        .bind(reminder.occasion.date.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// The slot as it is stored; what was put off has its moment there.
fn slot_of(reminder: &Reminder) -> String {
    let put_off = || format!("{PUT_OFF}{}", stored(reminder.due));
    reminder.slot.as_ref().map_or_else(put_off, ToString::to_string)
}
