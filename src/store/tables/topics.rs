//! When and of what subscribers want to be reminded, and what they put off. The topics of a chat have their wishes in common.

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, SqliteConnection};

use crate::domain::campaign::CampaignId;
use crate::domain::reminder::{Occasion, Snooze};
use crate::domain::{ChatId, LocalHour, Reminder, ReminderPrefs, ReminderScope, Topic};
use crate::store::apply::stored;
use crate::store::tables::chats::word;
use crate::store::tables::deliveries::CHUNK;
use crate::store::tables::reminders::{date, time};
use crate::store::{Reader, StoreError};

impl Reader {
    /// At which hours of which zones the subscribers of a topic hear of deadlines: as many steps in the index as there are
    /// such slots, however many subscribers there are. Zones that this version does not know are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn slots(&self, topic: Topic) -> Result<Vec<LocalHour>, StoreError> {
        let rows = sqlx::query(
            "WITH RECURSIVE slots (slot) AS (
                 SELECT MIN(slot) FROM topics WHERE topic = $1
                 UNION ALL
                 SELECT (SELECT MIN(t.slot) FROM topics t WHERE t.topic = $1 AND t.slot > slots.slot)
                 FROM slots WHERE slots.slot IS NOT NULL)
             SELECT slot FROM slots WHERE slot IS NOT NULL",
        )
        .bind(topic.code())
        .fetch_all(&self.pool)
        .await?;
        let slots: Vec<String> = rows.iter().map(|row| row.try_get("slot")).collect::<Result<_, _>>()?;
        let known = slots.iter().filter_map(|slot| slot.parse().ok());
        let known: Vec<LocalHour> = known.collect();
        if known.len() < slots.len() {
            log::warn!("{} hours and zones of reminders are not known", slots.len() - known.len());
        }
        Ok(known)
    }

    /// Whether anybody is to get a reminder who hears of a topic at its hour of its zone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_wanted(&self, reminder: &Reminder, topic: Topic) -> Result<bool, StoreError> {
        let Some(slot) = &reminder.slot else { return Ok(true) };
        let code = |which: ReminderScope| which.has(reminder.occasion.lead).then(|| which.code());
        let [first, second, third] = ReminderScope::ALL.map(code);
        let row = sqlx::query(
            "SELECT 1 FROM topics WHERE topic = $1 AND slot = $2 AND since <= $3 AND wished <= $3
                AND which IN ($4, $5, $6) LIMIT 1",
        )
        .bind(topic.code())
        .bind(slot.to_string())
        .bind(stored(reminder.due))
        .bind(first)
        .bind(second)
        .bind(third)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.is_some())
    }
}

/// What a chat wishes, from a row that has it.
pub(crate) fn wish(row: &SqliteRow) -> Result<ReminderPrefs, StoreError> {
    let (slot, which): (String, String) = (row.try_get("slot")?, row.try_get("which")?);
    Ok(ReminderPrefs {
        which: word("choice of reminders", &which, ReminderScope::from_code)?,
        // A zone may be gone from the list of zones.
        slot: slot.parse().unwrap_or_default(),
    })
}

/// Remembers what a subscriber wishes from now on.
pub(crate) async fn set_wish(
    connection: &mut SqliteConnection,
    chat: ChatId,
    wish: &ReminderPrefs,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE topics SET slot = $2, which = $3, wished = $4 WHERE chat_id = $1")
        .bind(chat.0)
        .bind(wish.slot.to_string())
        .bind(wish.which.code())
        .bind(stored(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Puts a reminder off, in place of an earlier time.
pub(crate) async fn snooze(connection: &mut SqliteConnection, snooze: &Snooze) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO snoozes (chat_id, deadline, date, due) VALUES ($1, $2, $3, $4)
         ON CONFLICT (chat_id, deadline) DO UPDATE SET date = excluded.date, due = excluded.due, campaign = NULL",
    )
    .bind(snooze.chat.0)
    .bind(&snooze.deadline)
    .bind(snooze.date.to_string())
    .bind(stored(snooze.due))
    .execute(connection)
    .await?;
    Ok(())
}

/// Drops what a chat put off of one deadline.
pub(crate) async fn unsnooze(
    connection: &mut SqliteConnection,
    chat: ChatId,
    deadline: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM snoozes WHERE chat_id = $1 AND deadline = $2")
        .bind(chat.0)
        .bind(deadline)
        .execute(connection)
        .await?;
    Ok(())
}

/// Drops what a chat put off.
pub(crate) async fn drop_snoozes(connection: &mut SqliteConnection, chat: ChatId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM snoozes WHERE chat_id = $1").bind(chat.0).execute(connection).await?;
    Ok(())
}

/// Writes down the next piece of those who are reminded, after the chat `filled`; says how many there were.
pub(crate) async fn fill(
    connection: &mut SqliteConnection,
    campaign: CampaignId,
    topic: Topic,
    reminder: &Reminder,
    filled: i64,
) -> Result<u64, StoreError> {
    let Some(slot) = &reminder.slot else { return fill_snoozed(connection, campaign, filled).await };
    let Occasion { deadline, date, lead } = &reminder.occasion;
    let mut query = QueryBuilder::new("INSERT INTO deliveries (campaign, chat_id, status, at) SELECT ");
    query
        .push_bind(campaign.0)
        .push(", t.chat_id, 0, 0 FROM topics t WHERE t.topic = ")
        .push_bind(topic.code());
    query.push(" AND t.slot = ").push_bind(slot.to_string());
    query.push(" AND t.chat_id > ").push_bind(filled);
    // A range of one: an equality would be looked up in the index of all chats, which are many more than the inactive ones.
    query.push(
        " AND NOT EXISTS (SELECT 1 FROM chats c
                          WHERE NOT c.active AND c.chat_id BETWEEN t.chat_id AND t.chat_id)",
    );
    query.push(" AND t.since <= ").push_bind(stored(reminder.due));
    query.push(" AND t.wished <= ").push_bind(stored(reminder.due)).push(" AND t.which IN (");
    let mut list = query.separated(", ");
    for which in ReminderScope::ALL.into_iter().filter(|which| which.has(*lead)) {
        list.push_bind(which.code());
    }
    // Whoever moved to another hour meanwhile has it from there.
    query.push(
        ") AND NOT EXISTS (SELECT 1 FROM reminders r JOIN deliveries d ON d.campaign = r.campaign
                           WHERE d.chat_id = t.chat_id AND r.deadline = ",
    );
    query.push_bind(deadline).push(" AND r.date = ").push_bind(date.to_string());
    query.push(" AND r.lead = ").push_bind(lead);
    query.push(") ORDER BY t.chat_id LIMIT ").push_bind(i64::from(CHUNK));
    Ok(query.build().execute(connection).await?.rows_affected())
}

async fn fill_snoozed(
    connection: &mut SqliteConnection,
    campaign: CampaignId,
    filled: i64,
) -> Result<u64, StoreError> {
    let done = sqlx::query(
        "INSERT INTO deliveries (campaign, chat_id, status, at)
         SELECT s.campaign, s.chat_id, 0, 0 FROM snoozes s JOIN chats c ON c.chat_id = s.chat_id
         WHERE s.campaign = $1 AND s.chat_id > $2 AND c.active ORDER BY s.chat_id LIMIT $3",
    )
    .bind(campaign.0)
    .bind(filled)
    .bind(i64::from(CHUNK))
    .execute(&mut *connection)
    .await?
    .rows_affected();
    if done < u64::from(CHUNK) {
        sqlx::query("DELETE FROM snoozes WHERE campaign = $1").bind(campaign.0).execute(connection).await?;
    }
    Ok(done)
}

/// What a chat put off, the earliest first.
pub(crate) async fn snoozes_of(reader: &Reader, chat: ChatId) -> Result<Vec<Snooze>, StoreError> {
    let rows = sqlx::query("SELECT deadline, date, due FROM snoozes WHERE chat_id = $1 ORDER BY due")
        .bind(chat.0)
        .fetch_all(&reader.pool)
        .await?;
    let read = |row: &SqliteRow| {
        Ok(Snooze { chat, deadline: row.try_get("deadline")?, date: date(row)?, due: time(row)? })
    };
    rows.iter().map(read).collect()
}
