//! The fate of each reminder that fell due: the campaign that it became, or the reason why it became none.

use jiff::Timestamp;

use crate::domain::campaign::{CampaignId, Reason};
use crate::domain::reminder::Occasion;
use crate::domain::{LocalHour, Reminder};
use crate::store::Reader;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};

/// The first character of a slot that stands for a moment: people had put the reminder off until then.
const PUT_OFF: char = '-';

/// A reminder that fell due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastReminder {
    /// The reminder's occasion.
    pub occasion: Occasion,
    /// The hour and zone of those who were reminded; `None` for those who had put an earlier reminder off.
    pub slot: Option<LocalHour>,
    /// When it was due.
    pub due: Timestamp,
    /// The campaign that it became.
    pub campaign: Option<CampaignId>,
    /// The reason why it became none.
    pub skipped: Option<Reason>,
}

impl Reader {
    /// The reminders that fell due at that time or later.
    pub async fn reminded(&self, since: Timestamp) -> Result<Vec<PastReminder>, StoreError> {
        let rows = sql::query(
            "SELECT deadline, date, lead, slot, due, campaign, skipped FROM reminders
             WHERE due >= $1 ORDER BY due, deadline, slot",
        );
        rows.bind(millis(since)).fetch_all(&self.pool).await?.iter().map(read).collect()
    }

    /// The newest `limit` reminders of a deadline that became a campaign or were skipped, the newest first.
    pub async fn reminded_of(&self, deadline: &str, limit: u32) -> Result<Vec<PastReminder>, StoreError> {
        let rows = sql::query(
            "SELECT deadline, date, lead, slot, due, campaign, skipped FROM reminders
             WHERE deadline = $1 AND (campaign IS NOT NULL OR skipped IS NOT NULL)
             ORDER BY due DESC, slot LIMIT $2",
        );
        let rows = rows.bind(deadline).bind(i64::from(limit)).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &SqlRow) -> Result<PastReminder, StoreError> {
    Ok(PastReminder {
        occasion: Occasion {
            deadline: row.get("deadline")?,
            date: row.date("date")?,
            lead: row.get("lead")?,
        },
        slot: row.decode("slot", |slot| {
            if slot.starts_with(PUT_OFF) { Some(None) } else { slot.parse().ok().map(Some) }
        })?,
        due: row.time("due")?,
        campaign: row.get::<Option<i64>>("campaign")?.map(CampaignId),
        skipped: row.decode_optional("skipped", Reason::from_code)?,
    })
}

/// Notes a reminder that fell due, with the reason if it is skipped; says whether it may become a campaign.
pub(crate) async fn note(
    db: &mut Connection,
    reminder: &Reminder,
    skipped: Option<Reason>,
) -> Result<bool, StoreError> {
    let Occasion { deadline, date, lead } = &reminder.occasion;
    let noted = sql::query(
        "INSERT INTO reminders (deadline, date, lead, slot, due, skipped) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
    )
    .bind(deadline)
    .bind(date.to_string())
    .bind(lead)
    .bind(slot_code(reminder))
    .bind(millis(reminder.due))
    .bind(skipped.map(Reason::code))
    .execute(db)
    .await?;
    // If a clock has gone back, somebody may put a reminder off to a moment that others had chosen.
    Ok(noted > 0 || reminder.slot.is_none())
}

/// Forgets the reminders that fell due before a time: their hours and zones may be one person's alone. Those of campaigns
/// that still have deliveries stay.
pub(crate) async fn remove_old(db: &mut Connection, before: Timestamp) -> Result<(), StoreError> {
    sql::query(
        "DELETE FROM reminders WHERE due < $1
           AND NOT EXISTS (SELECT 1 FROM campaigns c WHERE c.id = reminders.campaign AND NOT c.shrunk)",
    )
    .bind(millis(before))
    .run(db)
    .await
}

pub(crate) async fn set_campaign(
    db: &mut Connection,
    reminder: &Reminder,
    id: CampaignId,
) -> Result<(), StoreError> {
    let Occasion { deadline, date, lead } = &reminder.occasion;
    sql::query(
        "UPDATE reminders SET campaign = $5 WHERE deadline = $1 AND date = $2 AND lead = $3 AND slot = $4",
    )
    .bind(deadline)
    .bind(date.to_string())
    .bind(lead)
    .bind(slot_code(reminder))
    .bind(id.0)
    .run(db)
    .await
}

/// The slot as it is stored; for a reminder that was put off, its moment.
fn slot_code(reminder: &Reminder) -> String {
    let put_off = || format!("{PUT_OFF}{}", millis(reminder.due));
    reminder.slot.as_ref().map_or_else(put_off, ToString::to_string)
}
