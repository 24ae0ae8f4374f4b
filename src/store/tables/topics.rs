//! Topics that are switched on, with the reminder preferences of their subscribers. All topics of a chat have the same
//! preferences.

use jiff::Timestamp;

use crate::domain::{ChatId, LocalHour, Reminder, ReminderPrefs, ReminderScope, StoredId, Topic};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tables::snoozes;
use crate::store::{Reader, Store};

impl Reader {
    /// The hours and zones at which the subscribers of a topic hear of deadlines. This takes as many steps in the index
    /// as there are such slots, however many subscribers there are. Zones that this version does not know are left out.
    pub async fn slots(&self, topic: Topic) -> Result<Vec<LocalHour>, StoreError> {
        let rows = sql::query(
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
        let slots: Vec<String> = rows.iter().map(|row| row.get("slot")).collect::<Result<_, _>>()?;
        let known: Vec<LocalHour> = slots.iter().filter_map(|slot| slot.parse().ok()).collect();
        if known.len() < slots.len() {
            log::warn!("{} hours and zones of reminders are not known", slots.len() - known.len());
        }
        Ok(known)
    }

    /// Whether any subscriber of a topic is to get a reminder at its hour of its zone.
    pub async fn is_wanted(&self, reminder: &Reminder, topic: Topic) -> Result<bool, StoreError> {
        let Some(slot) = &reminder.slot else { return Ok(true) };
        let [first, second, third] = scopes_with(reminder.occasion.lead);
        let row = sql::query(
            "SELECT 1 FROM topics WHERE topic = $1 AND slot = $2 AND since <= $3 AND wished <= $3
                AND which IN ($4, $5, $6) LIMIT 1",
        )
        .bind(topic.code())
        .bind(slot.to_string())
        .bind(millis(reminder.due))
        .bind(first)
        .bind(second)
        .bind(third)
        .fetch_optional(&self.pool)
        .await?;
        Ok(row.is_some())
    }
}

impl Store {
    /// The topics of a chat, and since when each is on, the oldest first.
    pub(crate) async fn topics(&self, chat: ChatId) -> Result<Vec<(Topic, Timestamp)>, StoreError> {
        let chat = self.ids.hide(chat);
        let rows = sql::query("SELECT topic, since FROM topics WHERE chat_id = $1 ORDER BY since, topic")
            .bind(chat)
            .fetch_all(&self.reader.pool)
            .await?;
        rows.iter().map(|row| Ok((row.decode("topic", Topic::from_code)?, row.time("since")?))).collect()
    }

    /// The reminder preferences of a chat; `None` while no topic is on.
    pub(crate) async fn reminder_prefs(&self, chat: ChatId) -> Result<Option<ReminderPrefs>, StoreError> {
        let chat = self.ids.hide(chat);
        let row = sql::query("SELECT slot, which FROM topics WHERE chat_id = $1 LIMIT 1")
            .bind(chat)
            .fetch_optional(&self.reader.pool)
            .await?;
        row.as_ref().map(read_prefs).transpose()
    }
}

/// The codes of the choices that include the reminder of a lead.
pub(crate) fn scopes_with(lead: i32) -> [Option<&'static str>; 3] {
    ReminderScope::ALL.map(|scope| scope.has(lead).then(|| scope.code()))
}

/// Reads preferences from a row that has them.
pub(crate) fn read_prefs(row: &SqlRow) -> Result<ReminderPrefs, StoreError> {
    // A zone may be gone from the list of zones.
    let hour = row.get::<&str>("slot")?.parse().unwrap_or_default();
    Ok(ReminderPrefs { scope: row.decode("which", ReminderScope::from_code)?, hour })
}

/// Remembers preferences from now on.
pub(crate) async fn set_prefs(
    db: &mut Connection,
    chat: StoredId,
    prefs: &ReminderPrefs,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE topics SET slot = $2, which = $3, wished = $4 WHERE chat_id = $1")
        .bind(chat)
        .bind(prefs.hour.to_string())
        .bind(prefs.scope.code())
        .bind(millis(now))
        .run(db)
        .await
}

/// Switches a topic on. Keeps the first time if it is on already: a button tapped twice chose once.
pub(crate) async fn switch_on(
    db: &mut Connection,
    chat: StoredId,
    topic: Topic,
    since: Timestamp,
) -> Result<(), StoreError> {
    // The preferences that were chosen for other topics count for this one too.
    let row = sql::query("SELECT slot, which FROM topics WHERE chat_id = $1 LIMIT 1")
        .bind(chat)
        .fetch_optional(&mut *db)
        .await?;
    let prefs = row.as_ref().map(read_prefs).transpose()?.unwrap_or_default();
    sql::query(
        "INSERT INTO topics (chat_id, topic, since, slot, which, wished) VALUES ($1, $2, $3, $4, $5, $3)
         ON CONFLICT DO NOTHING",
    )
    .bind(chat)
    .bind(topic.code())
    .bind(millis(since))
    .bind(prefs.hour.to_string())
    .bind(prefs.scope.code())
    .run(db)
    .await
}

/// Switches a topic off; with reminders of deadlines go those that were put off. Says whether it was on, as 1 or 0.
pub(crate) async fn switch_off(db: &mut Connection, chat: StoredId, topic: Topic) -> Result<u64, StoreError> {
    let off = sql::query("DELETE FROM topics WHERE chat_id = $1 AND topic = $2")
        .bind(chat)
        .bind(topic.code())
        .execute(&mut *db)
        .await?;
    if topic == Topic::Deadlines {
        snoozes::remove_of_chat(db, chat).await?;
    }
    Ok(off)
}

/// Switches all topics off; with them go the reminders that were put off. Says how many were on.
pub(crate) async fn switch_all_off(db: &mut Connection, chat: StoredId) -> Result<u64, StoreError> {
    let off = sql::query("DELETE FROM topics WHERE chat_id = $1").bind(chat).execute(&mut *db).await?;
    snoozes::remove_of_chat(db, chat).await?;
    Ok(off)
}

/// Copies the topics of a group to the supergroup that it became; preferences that the new one has already stay.
pub(crate) async fn copy(db: &mut Connection, old: StoredId, new: StoredId) -> Result<(), StoreError> {
    sql::query(
        "INSERT INTO topics (chat_id, topic, since, slot, which, wished)
         SELECT $2, topic, since,
                COALESCE((SELECT slot FROM topics WHERE chat_id = $2 LIMIT 1), slot),
                COALESCE((SELECT which FROM topics WHERE chat_id = $2 LIMIT 1), which), wished
         FROM topics WHERE chat_id = $1 ON CONFLICT DO NOTHING",
    )
    .bind(old)
    .bind(new)
    .run(db)
    .await
}

/// Forgets the topics of supporters' chats that have been unreachable since this time or longer.
pub(crate) async fn remove_of_unreachable_supporters(
    db: &mut Connection,
    until: i64,
) -> Result<(), StoreError> {
    sql::query(
        "DELETE FROM topics WHERE chat_id IN (
             SELECT c.chat_id FROM chats c JOIN supporters s ON s.chat_id = c.chat_id
             WHERE NOT c.active AND c.lost_at <= $1)",
    )
    .bind(until)
    .run(db)
    .await
}
