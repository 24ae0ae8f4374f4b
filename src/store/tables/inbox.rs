//! Updates in hand: written before they are acknowledged, removed with the changes they caused.
//!
//! **Updates delivered again.** Telegram delivers an update again when it missed that it was taken: after a crash between
//! the commit and the next `getUpdates`, or a webhook's answer that got lost. It does not keep updates longer than 24
//! hours (<https://core.telegram.org/bots/api#getting-updates>). A lower id than the last one is no sign of it, as ids go on
//! from a random number after a week of silence, and webhooks overtake each other. So the ids themselves are kept, for two
//! days: longer than Telegram repeats them, and shorter than the silence after which a new series could meet an old one.

use std::collections::HashSet;

use jiff::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use crate::crypto::{Purpose, StateKey};
use crate::domain::ChatId;
use crate::store::apply::stored;
use crate::store::writer::{Reply, Work};
use crate::store::{ChangeSet, Reader, Store, StoreError};

/// After so many failed attempts an update is to be buried: it becomes a dead letter, and is not handled any more.
pub const ATTEMPTS: u32 = 3;

/// How long the id of a taken update is kept, in milliseconds.
const TAKEN_KEPT: i64 = 48 * 60 * 60 * 1000;
/// How many such ids are kept at most, about 50 bytes each; only a flood reaches it, and then the oldest go first.
const TAKEN_MOST: i64 = 1_000_000;
/// How many rows one statement inserts or deletes; SQLite takes 32,766 values at most.
const CHUNK: usize = 1000;

/// An update as it came in.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Telegram's id.
    pub update_id: i64,
    /// The chat that it belongs to, if any.
    pub chat: Option<ChatId>,
    /// Its JSON, byte for byte.
    pub raw: Vec<u8>,
}

/// An update that waits to be handled.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    /// Telegram's id.
    pub update_id: i64,
    /// The chat that it belongs to, if any.
    pub chat: Option<ChatId>,
    /// How many attempts have failed.
    pub attempts: u32,
    /// What is to be done about it.
    pub task: InboxTask,
}

/// What is to be done about an update in the inbox.
#[derive(Clone, PartialEq, Eq)]
pub enum InboxTask {
    /// Handle it: this is its JSON.
    Handle(Vec<u8>),
    /// It is handled, and what it changes is stored: say this answer, as [`Store::answer`] was given it.
    Say(Vec<u8>),
    /// It was sealed under another state key and can't be read any more: remove it, and say so in the log.
    Unreadable,
}

impl std::fmt::Debug for Incoming {
    /// Leaves out what the update says.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Incoming({}, {} bytes)", self.update_id, self.raw.len())
    }
}

impl std::fmt::Debug for InboxTask {
    /// Leaves out what is said.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            InboxTask::Handle(_) => "Handle(..)",
            InboxTask::Say(_) => "Say(..)",
            InboxTask::Unreadable => "Unreadable",
        })
    }
}

impl std::fmt::Debug for Pending {
    /// Leaves out what the update says.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pending({}, {} failed attempts)", self.update_id, self.attempts)
    }
}

/// How many updates are in the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Waiting to be handled, or being handled.
    pub pending: u64,
    /// Dead letters.
    pub dead: u64,
}

/// What a sweep removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Sign-ups that were left unfinished.
    pub signups: u64,
    /// Dead letters that nobody will look at any more.
    pub dead: u64,
    /// Ids of messages that Telegram lets nobody delete any more.
    pub messages: u64,
    /// Chats that the bot has long been unable to write to.
    pub chats: u64,
    /// Such chats of supporters: only their topics and language.
    pub muted: u64,
    /// Deliveries of long ago, which became counts.
    pub deliveries: u64,
}

/// A dead letter on its way to the table.
pub(crate) struct DeadLetter {
    update: i64,
    kind: String,
    reason: String,
    died_at: i64,
}

/// A sealed update on its way to the table.
pub(crate) struct Row {
    update: i64,
    chat: Option<i64>,
    sealed: Vec<u8>,
}

impl Store {
    /// Takes updates into the inbox and returns, in the order given, the ids of those that are new; the others were
    /// taken before. When it returns they are on the disk, and may be acknowledged to Telegram.
    ///
    /// # Errors
    /// When the database fails; none was taken then.
    pub async fn enqueue(&self, updates: &[Incoming], now: Timestamp) -> Result<Vec<i64>, StoreError> {
        let seal = |update: &Incoming| Row {
            update: update.update_id,
            chat: update.chat.map(|chat| chat.0),
            sealed: self.key.seal(Purpose::Update, update.update_id, &update.raw),
        };
        let rows = updates.iter().map(seal).collect();
        let Reply::Taken(new) = self.writer.ask(Work::Take(rows, stored(now))).await? else {
            unreachable!("taking is answered by what was taken")
        };
        Ok(new)
    }

    /// At most `limit` updates that wait to be handled, in the order of their ids, from the first one after `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pending(&self, after: Option<i64>, limit: u32) -> Result<Vec<Pending>, StoreError> {
        let rows = sqlx::query(
            "SELECT update_id, chat_id, attempts, answered, sealed FROM inbox
             WHERE update_id > $1 ORDER BY update_id LIMIT $2",
        )
        .bind(after.unwrap_or(i64::MIN))
        .bind(i64::from(limit))
        .fetch_all(&self.reader.pool)
        .await?;
        rows.iter().map(|row| open(&self.key, row)).collect()
    }

    /// One update in the inbox; `None` when it was handled, or never taken.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(&self, update_id: i64) -> Result<Option<Pending>, StoreError> {
        let row = sqlx::query(
            "SELECT update_id, chat_id, attempts, answered, sealed FROM inbox WHERE update_id = $1",
        )
        .bind(update_id)
        .fetch_optional(&self.reader.pool)
        .await?;
        row.map(|row| open(&self.key, &row)).transpose()
    }

    /// Applies a turn's changes, and keeps the answer in place of the update until it is said: a crash in between
    /// repeats it. Remove it with [`Store::commit`] then.
    ///
    /// # Errors
    /// As [`Store::commit`]; the update still waits to be handled then.
    pub async fn answer(
        &self,
        update_id: i64,
        set: Option<ChangeSet>,
        answer: &[u8],
    ) -> Result<(), StoreError> {
        let sealed = self.key.seal(Purpose::Answer, update_id, answer);
        self.writer.ask(Work::Answer(update_id, set, sealed)).await.map(|_| ())
    }

    /// Makes an update a dead letter: what failed (`kind`, in a word, and `reason`) and when are kept, and nothing of
    /// what it said.
    ///
    /// # Errors
    /// When the database fails; the update stays in the inbox then.
    pub async fn bury(
        &self,
        update_id: i64,
        kind: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let letter = DeadLetter {
            update: update_id,
            kind: kind.to_owned(),
            reason: reason.to_owned(),
            died_at: stored(now),
        };
        self.writer.ask(Work::Bury(letter)).await.map(|_| ())
    }

    /// Counts a failed attempt and returns how many there were; at [`ATTEMPTS`] the update is to be buried. 0 when it is
    /// not in the inbox.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fail(&self, update_id: i64) -> Result<u32, StoreError> {
        let Reply::Attempts(attempts) = self.writer.ask(Work::Fail(update_id)).await? else {
            unreachable!("a failure is answered by attempts")
        };
        Ok(attempts)
    }

    /// How many updates are in the inbox.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        self.reader.counts().await
    }
}

impl Reader {
    /// How many updates are in the inbox.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        let row = sqlx::query(
            "SELECT (SELECT COUNT(*) FROM inbox) AS pending, (SELECT COUNT(*) FROM dead_letters) AS dead",
        )
        .fetch_one(&self.pool)
        .await?;
        let (pending, dead): (i64, i64) = (row.try_get("pending")?, row.try_get("dead")?);
        Ok(Counts { pending: pending.cast_unsigned(), dead: dead.cast_unsigned() })
    }
}

fn open(key: &StateKey, row: &SqliteRow) -> Result<Pending, StoreError> {
    let update_id: i64 = row.try_get("update_id")?;
    let attempts: i64 = row.try_get("attempts")?;
    let sealed: Vec<u8> = row.try_get("sealed")?;
    Ok(Pending {
        update_id,
        chat: row.try_get::<Option<i64>, _>("chat_id")?.map(ChatId),
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
        task: if row.try_get("answered")? {
            key.open(Purpose::Answer, update_id, &sealed).map_or(InboxTask::Unreadable, InboxTask::Say)
        } else {
            key.open(Purpose::Update, update_id, &sealed).map_or(InboxTask::Unreadable, InboxTask::Handle)
        },
    })
}

/// Inserts the rows that were not taken before, and returns their ids in the order given.
pub(crate) async fn take(
    connection: &mut SqliteConnection,
    rows: &[Row],
    now: i64,
) -> Result<Vec<i64>, StoreError> {
    // Before it could be asked of a new series of ids, so that it never depends on when the last sweep was.
    sqlx::query("DELETE FROM taken WHERE taken_at < $1")
        .bind(now.saturating_sub(TAKEN_KEPT))
        .execute(&mut *connection)
        .await?;
    let mut taken = Vec::with_capacity(rows.len());
    for rows in rows.chunks(CHUNK) {
        let mut new = insert_taken(connection, rows, now).await?;
        // An id twice in one call is taken once.
        let rows: Vec<&Row> = rows.iter().filter(|row| new.remove(&row.update)).collect();
        let mut new = insert_updates(connection, &rows, now).await?;
        taken.extend(rows.iter().map(|row| row.update).filter(|update| new.remove(update)));
    }
    Ok(taken)
}

async fn insert_taken(
    connection: &mut SqliteConnection,
    rows: &[Row],
    now: i64,
) -> Result<HashSet<i64>, StoreError> {
    let mut query = QueryBuilder::<Sqlite>::new("INSERT INTO taken (update_id, taken_at) ");
    query.push_values(rows, |mut tuple, row| {
        tuple.push_bind(row.update).push_bind(now);
    });
    query.push(" ON CONFLICT DO NOTHING RETURNING update_id");
    ids(connection, query).await
}

/// Inserts updates. One that is still in the inbox after its id was forgotten, as the bot was away for days, stays as it is.
async fn insert_updates(
    connection: &mut SqliteConnection,
    rows: &[&Row],
    now: i64,
) -> Result<HashSet<i64>, StoreError> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO inbox (update_id, chat_id, received_at, attempts, answered, sealed) ",
    );
    query.push_values(rows, |mut tuple, row| {
        tuple
            .push_bind(row.update)
            .push_bind(row.chat)
            .push_bind(now)
            .push("0")
            .push("FALSE")
            .push_bind(row.sealed.as_slice());
    });
    query.push(" ON CONFLICT DO NOTHING RETURNING update_id");
    ids(connection, query).await
}

/// A statement that has another text for each number of rows is not kept, here and below: a hundred of them took
/// megabytes, and drove out those that are used again.
async fn ids(
    connection: &mut SqliteConnection,
    mut query: QueryBuilder<Sqlite>,
) -> Result<HashSet<i64>, StoreError> {
    let rows = query.build().persistent(false).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Removes handled updates.
pub(crate) async fn remove(connection: &mut SqliteConnection, handled: &[i64]) -> Result<(), StoreError> {
    for handled in handled.chunks(CHUNK) {
        let mut query = QueryBuilder::<Sqlite>::new("DELETE FROM inbox WHERE update_id IN (");
        let mut list = query.separated(", ");
        for update in handled {
            list.push_bind(*update);
        }
        query.push(")");
        query.build().persistent(false).execute(&mut *connection).await?;
    }
    Ok(())
}

pub(crate) async fn fail(connection: &mut SqliteConnection, update: i64) -> Result<u32, StoreError> {
    let row = sqlx::query("UPDATE inbox SET attempts = attempts + 1 WHERE update_id = $1 RETURNING attempts")
        .bind(update)
        .fetch_optional(connection)
        .await?;
    let attempts: Option<i64> = row.map(|row| row.try_get(0)).transpose()?;
    Ok(attempts.map_or(0, |attempts| u32::try_from(attempts).unwrap_or(u32::MAX)))
}

/// Keeps an answer in place of its update.
pub(crate) async fn answer(
    connection: &mut SqliteConnection,
    update: i64,
    sealed: &[u8],
) -> Result<(), StoreError> {
    sqlx::query("UPDATE inbox SET answered = TRUE, sealed = $2 WHERE update_id = $1")
        .bind(update)
        .bind(sealed)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes an update a dead letter.
pub(crate) async fn bury(connection: &mut SqliteConnection, letter: &DeadLetter) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO dead_letters (update_id, kind, reason, died_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
    )
    .bind(letter.update)
    .bind(&letter.kind)
    .bind(&letter.reason)
    .bind(letter.died_at)
    .execute(&mut *connection)
    .await?;
    remove(connection, &[letter.update]).await
}

/// Removes the dead letters that died at that time or before; returns how many.
pub(crate) async fn remove_dead(connection: &mut SqliteConnection, until: i64) -> Result<u64, StoreError> {
    let removed =
        sqlx::query("DELETE FROM dead_letters WHERE died_at <= $1").bind(until).execute(connection).await?;
    Ok(removed.rows_affected())
}

/// Keeps the newest [`TAKEN_MOST`] ids.
pub(crate) async fn bound_taken(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM taken WHERE taken_at <= (SELECT taken_at FROM taken ORDER BY taken_at DESC LIMIT 1 OFFSET $1)",
    )
    .bind(TAKEN_MOST)
    .execute(connection)
    .await?;
    Ok(())
}
