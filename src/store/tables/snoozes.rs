//! Reminders that people put off.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::campaign::CampaignId;
use crate::domain::reminder::Snooze;
use crate::domain::{ChatId, Reminder, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, millis};
use crate::store::{Reader, Store};

impl Reader {
    /// The reminders that people had put off until now, each once: the deadline, its date then, and the moment.
    pub async fn snoozed(&self, now: Timestamp) -> Result<Vec<(String, Date, Timestamp)>, StoreError> {
        let rows = sql::query(
            "SELECT deadline, date, due FROM snoozes WHERE campaign IS NULL AND due <= $1
             GROUP BY deadline, date, due ORDER BY due",
        )
        .bind(millis(now))
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|row| Ok((row.get("deadline")?, row.date("date")?, row.time("due")?))).collect()
    }
}

impl Store {
    /// The reminders that a chat put off, the earliest first.
    pub(crate) async fn snoozes(&self, chat: ChatId) -> Result<Vec<Snooze>, StoreError> {
        let rows = sql::query("SELECT deadline, date, due FROM snoozes WHERE chat_id = $1 ORDER BY due")
            .bind(self.ids.hide(chat))
            .fetch_all(&self.reader.pool)
            .await?;
        let snoozes = rows.iter().map(|row| {
            Ok(Snooze {
                chat,
                deadline: row.get("deadline")?,
                date: row.date("date")?,
                due: row.time("due")?,
            })
        });
        snoozes.collect()
    }
}

/// Puts a reminder of this chat off, in place of an earlier time.
pub(crate) async fn put_off(db: &mut Connection, chat: StoredId, snooze: &Snooze) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO snoozes (chat_id, deadline, date, due) VALUES ($1, $2, $3, $4)
         ON CONFLICT (chat_id, deadline) DO UPDATE SET date = excluded.date, due = excluded.due, campaign = NULL",
    )
    .bind(chat)
    .bind(&snooze.deadline)
    .bind(snooze.date.to_string())
    .bind(millis(snooze.due))
    .run(db)
    .await
}

/// Forgets the reminder of one deadline that a chat put off.
pub(crate) async fn remove(db: &mut Connection, chat: StoredId, deadline: &str) -> Result<(), StoreError> {
    sql::query("DELETE FROM snoozes WHERE chat_id = $1 AND deadline = $2")
        .bind(chat)
        .bind(deadline)
        .run(db)
        .await
}

/// Forgets the reminders that a chat put off.
pub(crate) async fn remove_of_chat(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    sql::query("DELETE FROM snoozes WHERE chat_id = $1").bind(chat).run(db).await
}

/// Forgets the reminders of a deadline that anybody put off.
pub(crate) async fn remove_of_deadline(db: &mut Connection, deadline: i64) -> Result<(), StoreError> {
    sql::query("DELETE FROM snoozes WHERE deadline = $1").bind(deadline.to_string()).run(db).await
}

/// Forgets the reminders that a campaign has brought.
pub(crate) async fn remove_of_campaign(db: &mut Connection, campaign: CampaignId) -> Result<(), StoreError> {
    sql::query("DELETE FROM snoozes WHERE campaign = $1").bind(campaign.0).run(db).await
}

/// Forgets the reminders that were put off until the moment of this one, which has passed too long ago.
pub(crate) async fn remove_due(db: &mut Connection, reminder: &Reminder) -> Result<(), StoreError> {
    sql::query("DELETE FROM snoozes WHERE campaign IS NULL AND due = $1 AND deadline = $2 AND date = $3")
        .bind(millis(reminder.due))
        .bind(&reminder.occasion.deadline)
        .bind(reminder.occasion.date.to_string())
        .run(db)
        .await
}

/// Notes the campaign that brings the reminders put off until the moment of this one.
pub(crate) async fn set_campaign(
    db: &mut Connection,
    reminder: &Reminder,
    id: CampaignId,
) -> Result<(), StoreError> {
    sql::query(
        "UPDATE snoozes SET campaign = $4 WHERE campaign IS NULL AND due = $1 AND deadline = $2 AND date = $3",
    )
    .bind(millis(reminder.due))
    .bind(&reminder.occasion.deadline)
    .bind(reminder.occasion.date.to_string())
    .bind(id.0)
    .run(db)
    .await
}

/// Copies the reminders that a group put off to the supergroup that it became, with the campaign that is about to bring them.
pub(crate) async fn copy(db: &mut Connection, old: StoredId, new: StoredId) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO snoozes (chat_id, deadline, date, due, campaign)
         SELECT $2, deadline, date, due, campaign FROM snoozes WHERE chat_id = $1 ON CONFLICT DO NOTHING",
    )
    .bind(old)
    .bind(new)
    .run(db)
    .await
}

/// Forgets the reminders put off in supporters' chats that have been unreachable since this time or longer.
pub(crate) async fn remove_of_unreachable_supporters(
    db: &mut Connection,
    until: i64,
) -> Result<(), StoreError> {
    sql::query(
        "DELETE FROM snoozes WHERE chat_id IN (
             SELECT c.chat_id FROM chats c JOIN supporters s ON s.chat_id = c.chat_id
             WHERE NOT c.active AND c.lost_at <= $1)",
    )
    .bind(until)
    .run(db)
    .await
}
