//! Updates in hand: written before they are acknowledged, removed together with the changes that they caused.

use std::{fmt, iter};

use jiff::Timestamp;

use crate::crypto::{Purpose, StoreKey};
use crate::domain::{ChatId, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tables::taken;
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Reader, Store};

/// After this many failed attempts an update is to be buried: it becomes a dead letter, and is not handled any more.
pub const ATTEMPTS: u32 = 3;

/// An update as it came in.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Telegram's ID.
    pub update_id: i64,
    /// The chat that it belongs to, if any.
    pub chat: Option<ChatId>,
    /// Its JSON, byte for byte.
    pub raw: Vec<u8>,
}

/// An update that waits to be handled. [`Store::load`] gives its task.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    /// Telegram's ID.
    pub update_id: i64,
    /// The chat that it belongs to, if any.
    pub chat: Option<ChatId>,
    /// How many attempts have failed.
    pub attempts: u32,
}

/// An answer that could not be said, and is to be said later.
#[derive(Clone, PartialEq, Eq)]
pub struct PostponedAnswer {
    /// Telegram's ID of the update that it answers.
    pub update_id: i64,
    /// How often it could not be said.
    pub tries: u32,
    /// What is left of it, as it was given to [`Store::postpone`]; `None` if it was sealed under another store key.
    pub answer: Option<Vec<u8>>,
}

/// The task that an update in the inbox leaves.
#[derive(Clone, PartialEq, Eq)]
pub enum InboxTask {
    /// Handle it: this is its JSON.
    Handle(Vec<u8>),
    /// It is handled, and its changes are stored: say this answer, as it was given to [`Store::answer`] or, if it could not be
    /// said, to [`Store::postpone`].
    Say(Vec<u8>),
    /// It was sealed under another store key and can't be read any more: remove it, and say so in the log.
    Unreadable,
}

impl fmt::Debug for Incoming {
    /// Leaves out the text of the update.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Incoming({}, {} bytes)", self.update_id, self.raw.len())
    }
}

impl fmt::Debug for PostponedAnswer {
    /// Leaves out the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostponedAnswer({}, {} tries)", self.update_id, self.tries)
    }
}

impl fmt::Debug for InboxTask {
    /// Leaves out the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InboxTask::Handle(_) => "Handle(..)",
            InboxTask::Say(_) => "Say(..)",
            InboxTask::Unreadable => "Unreadable",
        })
    }
}

impl fmt::Debug for Pending {
    /// Leaves out the text of the update.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pending({}, {} failed attempts)", self.update_id, self.attempts)
    }
}

/// How many updates are in the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InboxCounts {
    /// Waiting to be handled, or being handled.
    pub pending: u64,
    /// Dead letters.
    pub dead: u64,
}

impl Store {
    /// Takes updates into the inbox and returns, in the order given, the IDs of those that are new; the others were
    /// taken before. When it returns, they are on the disk and may be acknowledged to Telegram.
    ///
    /// # Errors
    /// When the database fails; none was taken then.
    pub async fn enqueue(&self, updates: &[Incoming], now: Timestamp) -> Result<Vec<i64>, StoreError> {
        let seal = |update: &Incoming| SealedUpdate {
            id: update.update_id,
            chat: update.chat.map(|chat| self.ids.hide(chat)),
            sealed: self.key.seal(Purpose::Update, update.update_id, &update.raw),
        };
        self.writer.run(Enqueue { updates: updates.iter().map(seal).collect(), now }).await
    }

    /// At most `limit` updates that wait to be handled, in the order of their IDs, from the first one after `after`. Those
    /// whose answer was postponed are not among them.
    pub async fn pending(&self, after: Option<i64>, limit: u32) -> Result<Vec<Pending>, StoreError> {
        let rows = sql::query(
            "SELECT update_id, chat_id, attempts FROM inbox
             WHERE update_id > $1 AND (chat_id IS NOT NULL OR NOT answered) ORDER BY update_id LIMIT $2",
        )
        .bind(after.unwrap_or(i64::MIN))
        .bind(i64::from(limit))
        .fetch_all(&self.reader.pool)
        .await?;
        let pending = |row: &SqlRow| {
            let chat = row.get::<Option<StoredId>>("chat_id")?.map(|chat| self.ids.reveal(chat));
            Ok(Pending { update_id: row.get("update_id")?, chat, attempts: attempts(row)? })
        };
        rows.iter().map(pending).collect()
    }

    /// At most `limit` answers that were postponed, in the order of their updates.
    pub async fn postponed(&self, limit: u32) -> Result<Vec<PostponedAnswer>, StoreError> {
        let rows = sql::query(
            "SELECT update_id, attempts, sealed FROM inbox
             WHERE chat_id IS NULL AND answered ORDER BY update_id LIMIT $1",
        );
        let read = |row: &SqlRow| {
            let update_id = row.get("update_id")?;
            let answer = self.key.open(Purpose::Answer, update_id, row.get::<&[u8]>("sealed")?).ok();
            Ok(PostponedAnswer { update_id, tries: attempts(row)?, answer })
        };
        rows.bind(i64::from(limit)).fetch_all(&self.reader.pool).await?.iter().map(read).collect()
    }

    /// The task that an update in the inbox leaves; `None` if it was handled, or never taken.
    pub async fn load(&self, update_id: i64) -> Result<Option<InboxTask>, StoreError> {
        let row = sql::query("SELECT answered, sealed FROM inbox WHERE update_id = $1")
            .bind(update_id)
            .fetch_optional(&self.reader.pool)
            .await?;
        row.map(|row| open(&self.key, update_id, &row)).transpose()
    }

    /// Counts a failed attempt and returns how many there were; at [`ATTEMPTS`] the update is to be buried. 0 if it is
    /// not in the inbox.
    pub async fn fail(&self, update_id: i64) -> Result<u32, StoreError> {
        self.writer.run(CountFailure(update_id)).await
    }

    /// How many updates are in the inbox.
    pub async fn counts(&self) -> Result<InboxCounts, StoreError> {
        self.reader.counts().await
    }
}

impl Reader {
    /// How many updates are in the inbox.
    pub async fn counts(&self) -> Result<InboxCounts, StoreError> {
        let row = sql::query(
            "SELECT (SELECT COUNT(*) FROM inbox) AS pending, (SELECT COUNT(*) FROM dead_letters) AS dead",
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(InboxCounts { pending: row.count("pending")?, dead: row.count("dead")? })
    }
}

/// Tries a key on the first rows; says of each whether it opens.
pub(crate) async fn open_first(db: &mut Connection, key: &StoreKey) -> Result<Vec<bool>, StoreError> {
    let rows = sql::query("SELECT update_id, answered, sealed FROM inbox ORDER BY update_id LIMIT 100");
    let rows = rows.fetch_all(db).await?;
    let opens = |row: &SqlRow| Ok(open(key, row.get("update_id")?, row)? != InboxTask::Unreadable);
    rows.iter().map(opens).collect()
}

fn open(key: &StoreKey, update_id: i64, row: &SqlRow) -> Result<InboxTask, StoreError> {
    let sealed: &[u8] = row.get("sealed")?;
    Ok(if row.get("answered")? {
        key.open(Purpose::Answer, update_id, sealed).map_or(InboxTask::Unreadable, InboxTask::Say)
    } else {
        key.open(Purpose::Update, update_id, sealed).map_or(InboxTask::Unreadable, InboxTask::Handle)
    })
}

fn attempts(row: &SqlRow) -> Result<u32, StoreError> {
    Ok(u32::try_from(row.get::<i64>("attempts")?).unwrap_or(u32::MAX))
}

/// Takes updates; returns the IDs of those that are new.
struct Enqueue {
    updates: Vec<SealedUpdate>,
    now: Timestamp,
}

struct SealedUpdate {
    id: i64,
    chat: Option<StoredId>,
    sealed: Vec<u8>,
}

impl WriteJob for Enqueue {
    type Output = Vec<i64>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<i64>, StoreError> {
        taken::forget_old(tx.db, self.now).await?;
        let mut new = Vec::with_capacity(self.updates.len());
        for update in &self.updates {
            if taken::remember(tx.db, update.id, self.now).await? && insert(tx.db, update, self.now).await? {
                new.push(update.id);
            }
        }
        Ok(new)
    }
}

/// Inserts an update; says whether it is new. An update that is still in the inbox although its ID was forgotten, because
/// the bot was away for days, stays as it is.
async fn insert(db: &mut Connection, update: &SealedUpdate, now: Timestamp) -> Result<bool, StoreError> {
    let inserted = sql::query(
        "INSERT INTO inbox (update_id, chat_id, received_at, attempts, answered, sealed)
         VALUES ($1, $2, $3, 0, FALSE, $4) ON CONFLICT DO NOTHING",
    )
    .bind(update.id)
    .bind(update.chat)
    .bind(millis(now))
    .bind(update.sealed.as_slice())
    .execute(db)
    .await?;
    Ok(inserted > 0)
}

/// Counts a failed attempt; returns how many there were.
struct CountFailure(i64);

impl WriteJob for CountFailure {
    type Output = u32;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u32, StoreError> {
        let row =
            sql::query("UPDATE inbox SET attempts = attempts + 1 WHERE update_id = $1 RETURNING attempts")
                .bind(self.0)
                .fetch_optional(&mut *tx.db)
                .await?;
        row.map_or(Ok(0), |row| attempts(&row))
    }
}

/// Keeps an answer in place of its update; says whether the update was there.
pub(crate) async fn answer(db: &mut Connection, update: i64, sealed: &[u8]) -> Result<bool, StoreError> {
    let kept = sql::query("UPDATE inbox SET answered = TRUE, sealed = $2 WHERE update_id = $1")
        .bind(update)
        .bind(sealed)
        .execute(db)
        .await?;
    Ok(kept > 0)
}

/// Keeps what is left of an answer that could not be said this often; says whether the update was there. The row does not name
/// its chat any more, so that an erasure of the chat need not wait for it: the sealed answer does.
pub(crate) async fn postpone(
    db: &mut Connection,
    update: i64,
    sealed: &[u8],
    tries: u32,
) -> Result<bool, StoreError> {
    let kept = sql::query(
        "UPDATE inbox SET answered = TRUE, chat_id = NULL, attempts = $3, sealed = $2 WHERE update_id = $1",
    )
    .bind(update)
    .bind(sealed)
    .bind(i64::from(tries))
    .execute(db)
    .await?;
    Ok(kept > 0)
}

/// Removes updates that were handled or buried.
pub(crate) async fn remove(db: &mut Connection, updates: &[i64]) -> Result<(), StoreError> {
    /// How many IDs the statement takes. Those that are left over are NULL, which equals no ID.
    const IDS: usize = 8;
    for updates in updates.chunks(IDS) {
        let delete = sql::query("DELETE FROM inbox WHERE update_id IN ($1, $2, $3, $4, $5, $6, $7, $8)");
        let ids = updates.iter().copied().map(Some).chain(iter::repeat(None)).take(IDS);
        ids.fold(delete, sql::Query::bind).run(&mut *db).await?;
    }
    Ok(())
}

/// Removes all updates.
pub(crate) async fn clear(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM inbox").run(db).await
}

/// The chats of which an update is in the inbox, or a delivery under way.
pub(crate) async fn chats_in_hand(db: &mut Connection) -> Result<Vec<StoredId>, StoreError> {
    let rows = sql::query(
        "SELECT chat_id FROM inbox WHERE chat_id IS NOT NULL
         UNION SELECT chat_id FROM deliveries WHERE status < 2 AND status = 1",
    );
    rows.fetch_all(db).await?.iter().map(|row| row.get("chat_id")).collect()
}

/// Removes the updates of a chat that came before this one.
pub(crate) async fn remove_earlier(
    db: &mut Connection,
    chat: StoredId,
    update: i64,
) -> Result<(), StoreError> {
    sql::query("DELETE FROM inbox WHERE chat_id = $1 AND update_id < $2")
        .bind(chat)
        .bind(update)
        .run(db)
        .await
}

/// Whether an update of somebody on staff waits to be handled.
pub(crate) async fn has_any_of_staff(db: &mut Connection) -> Result<bool, StoreError> {
    let row = sql::query(
        "SELECT 1 FROM inbox WHERE NOT answered AND chat_id IN (SELECT person FROM staff) LIMIT 1",
    );
    Ok(row.fetch_optional(db).await?.is_some())
}

/// Whether an update is in the inbox.
pub(crate) async fn contains(db: &mut Connection, update: i64) -> Result<bool, StoreError> {
    let row = sql::query("SELECT 1 FROM inbox WHERE update_id = $1").bind(update).fetch_optional(db);
    Ok(row.await?.is_some())
}

/// The newest update of a chat that is still in the inbox.
pub(crate) async fn last_update_of(db: &mut Connection, chat: StoredId) -> Result<Option<i64>, StoreError> {
    let row = sql::query("SELECT MAX(update_id) AS last FROM inbox WHERE chat_id = $1").bind(chat);
    row.fetch_one(db).await?.get("last")
}

/// Whether the inbox holds an update up to this ID that names a chat.
pub(crate) async fn has_updates_until(db: &mut Connection, until: i64) -> Result<bool, StoreError> {
    let row =
        sql::query("SELECT 1 FROM inbox WHERE update_id <= $1 AND chat_id IS NOT NULL LIMIT 1").bind(until);
    Ok(row.fetch_optional(db).await?.is_some())
}
