//! Deliveries: one row for each campaign and chat.

use jiff::Timestamp;

use crate::domain::campaign::{CampaignId, DeliveryStatus, Reason};
use crate::domain::{ChatId, MessageId, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis, status_code};
use crate::store::tables::tallies;
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Reader, Store};

/// How many rows one transaction looks at, so that the writer is free for people in between.
pub(crate) const CHUNK: u32 = 1000;

/// One campaign's delivery to a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastDelivery {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its status.
    pub status: DeliveryStatus,
    /// The reason for the status.
    pub reason: Option<Reason>,
    /// When it got the status; if it is queued, the earliest time to send it.
    pub at: Timestamp,
    /// The messages that were sent.
    pub messages: Vec<MessageId>,
}

impl Store {
    /// The deliveries to a chat, the oldest first. Those of archived campaigns are only counts.
    pub(crate) async fn deliveries(&self, chat: ChatId) -> Result<Vec<PastDelivery>, StoreError> {
        let chat = self.ids.hide(chat);
        // There are few campaigns that still have rows, and one row of a chat in each.
        let rows = sql::query(
            "SELECT campaign, status, reason, at, messages FROM deliveries
             WHERE chat_id = $1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk) ORDER BY campaign",
        );
        rows.bind(chat).fetch_all(&self.reader.pool).await?.iter().map(read).collect()
    }

    /// Marks the deliveries as unsure that were in flight when the process ended; returns how many there were.
    pub async fn recover(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.writer.run(Recover(now)).await
    }

    /// Skips the next piece of a campaign's queue, for this reason; gives how many there were.
    pub async fn skip_rest(&self, id: CampaignId, reason: Reason, now: Timestamp) -> Result<u64, StoreError> {
        self.writer.run(SkipRest { id, reason, now }).await
    }
}

impl Reader {
    /// The earliest time for the next queued delivery; `None` when none is queued or under way.
    pub async fn next_delivery(&self, id: CampaignId) -> Result<Option<Timestamp>, StoreError> {
        let row = sql::query("SELECT MIN(at) AS at FROM deliveries WHERE campaign = $1 AND status < 2")
            .bind(id.0)
            .fetch_one(&self.pool)
            .await?;
        let at: Option<i64> = row.get("at")?;
        Ok(at.map(|at| Timestamp::from_millisecond(at).unwrap_or(Timestamp::MIN)))
    }
}

fn read(row: &SqlRow) -> Result<PastDelivery, StoreError> {
    Ok(PastDelivery {
        campaign: CampaignId(row.get("campaign")?),
        status: row.status("status")?,
        reason: row.decode_optional("reason", Reason::from_code)?,
        at: row.time("at")?,
        messages: split_ids(row.get("messages")?),
    })
}

struct Recover(Timestamp);

impl WriteJob for Recover {
    type Output = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        sql::query(
            "UPDATE deliveries SET status = $1, reason = $2, at = $3
             WHERE status < 2 AND status = 1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk)",
        )
        .bind(status_code(DeliveryStatus::Unsure))
        .bind(Reason::Crash.code())
        .bind(millis(self.0))
        .execute(&mut *tx.db)
        .await
    }
}

struct SkipRest {
    id: CampaignId,
    reason: Reason,
    now: Timestamp,
}

impl WriteJob for SkipRest {
    type Output = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        sql::query(
            "UPDATE deliveries SET status = $2, reason = $3, at = $4 WHERE campaign = $1 AND chat_id IN
                 (SELECT chat_id FROM deliveries WHERE campaign = $1 AND status < 2 AND status = 0
                  ORDER BY chat_id LIMIT $5)",
        )
        .bind(self.id.0)
        .bind(status_code(DeliveryStatus::Skipped))
        .bind(self.reason.code())
        .bind(millis(self.now))
        .bind(i64::from(CHUNK))
        .execute(&mut *tx.db)
        .await
    }
}

/// Queues a delivery; says whether there was none yet.
pub(crate) async fn queue(
    db: &mut Connection,
    id: CampaignId,
    chat: StoredId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let queued = sql::query(
        "INSERT INTO deliveries (campaign, chat_id, status, at) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING",
    )
    .bind(id.0)
    .bind(chat)
    .bind(millis(now))
    .execute(db)
    .await?;
    Ok(queued > 0)
}

/// How many deliveries of a campaign are unsure.
pub(crate) async fn count_unsure(db: &mut Connection, id: CampaignId) -> Result<u64, StoreError> {
    sql::query("SELECT COUNT(*) AS count FROM deliveries WHERE campaign = $1 AND status = $2")
        .bind(id.0)
        .bind(status_code(DeliveryStatus::Unsure))
        .fetch_one(db)
        .await?
        .count("count")
}

/// Queues the unsure deliveries of a campaign once more.
pub(crate) async fn queue_unsure(
    db: &mut Connection,
    id: CampaignId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE deliveries SET status = 0, reason = NULL, at = $3 WHERE campaign = $1 AND status = $2")
        .bind(id.0)
        .bind(status_code(DeliveryStatus::Unsure))
        .bind(millis(now))
        .run(db)
        .await
}

/// The result of a delivery as it is stored.
pub(crate) struct ResultRow<'a> {
    pub status: DeliveryStatus,
    pub reason: Option<Reason>,
    /// For a delivery that is tried again, the earliest time to try.
    pub at: Timestamp,
    /// The messages that were sent.
    pub messages: &'a [MessageId],
}

/// Records the result of a delivery; returns whether it was in flight.
pub(crate) async fn record(
    db: &mut Connection,
    id: CampaignId,
    chat: StoredId,
    result: &ResultRow<'_>,
) -> Result<bool, StoreError> {
    // The messages that are to be changed stay known until the change is made, or refused.
    let keeps_messages = matches!(result.status, DeliveryStatus::Queued | DeliveryStatus::Unsure);
    let recorded = sql::query(
        "UPDATE deliveries SET status = $3, reason = $4, at = $5,
                messages = COALESCE($6, CASE WHEN $7 THEN messages END)
         WHERE campaign = $1 AND chat_id = $2 AND status = 1",
    )
    .bind(id.0)
    .bind(chat)
    .bind(status_code(result.status))
    .bind(result.reason.map(Reason::code))
    .bind(millis(result.at))
    .bind(join_ids(result.messages))
    .bind(keeps_messages)
    .execute(db)
    .await?;
    Ok(recorded > 0)
}

/// Ends a delivery that is not under way.
pub(crate) async fn end(
    db: &mut Connection,
    id: CampaignId,
    chat: StoredId,
    status: DeliveryStatus,
    reason: Reason,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query("UPDATE deliveries SET status = $3, reason = $4, at = $5 WHERE campaign = $1 AND chat_id = $2")
        .bind(id.0)
        .bind(chat)
        .bind(status_code(status))
        .bind(reason.code())
        .bind(millis(now))
        .run(db)
        .await
}

/// Whether a campaign has a delivery to a chat.
pub(crate) async fn exists(db: &mut Connection, id: CampaignId, chat: StoredId) -> Result<bool, StoreError> {
    let row = sql::query("SELECT 1 FROM deliveries WHERE campaign = $1 AND chat_id = $2")
        .bind(id.0)
        .bind(chat)
        .fetch_optional(db)
        .await?;
    Ok(row.is_some())
}

/// The chats that Telegram did not know.
pub(crate) async fn unknown_chats(db: &mut Connection, id: CampaignId) -> Result<Vec<StoredId>, StoreError> {
    let rows =
        sql::query("SELECT chat_id FROM deliveries WHERE campaign = $1 AND status = $2 AND reason = $3")
            .bind(id.0)
            .bind(status_code(DeliveryStatus::Gone))
            .bind(Reason::NotFound.code())
            .fetch_all(db)
            .await?;
    rows.iter().map(|row| row.get("chat_id")).collect()
}

/// Turns a person's deliveries into plain counts.
pub(crate) async fn count_out(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    let rows = sql::query(
        "DELETE FROM deliveries WHERE chat_id = $1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk)
         RETURNING campaign, status, reason",
    )
    .bind(chat)
    .fetch_all(&mut *db)
    .await?;
    for row in rows {
        let (status, reason) = match row.status("status")? {
            DeliveryStatus::Queued => (DeliveryStatus::Skipped, Some(Reason::Erased)),
            DeliveryStatus::Sending => (DeliveryStatus::Unsure, Some(Reason::Erased)),
            status => (status, row.decode_optional("reason", Reason::from_code)?),
        };
        tallies::add(db, CampaignId(row.get("campaign")?), status, reason).await?;
    }
    Ok(())
}

/// Moves a group's deliveries to its new ID, except where it has one of the same campaign there already, and one that is under
/// way, because its result comes for the old ID. The IDs of the messages are of no use any more, as a supergroup counts its
/// messages anew.
pub(crate) async fn migrate(db: &mut Connection, old: StoredId, new: StoredId) -> Result<(), StoreError> {
    sql::query(
        "UPDATE deliveries SET chat_id = $2, messages = NULL
         WHERE chat_id = $1 AND status <> 1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk)
           AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = deliveries.campaign AND d.chat_id = $2)",
    )
    .bind(old)
    .bind(new)
    .run(db)
    .await
}

/// The last chat of a campaign's next `limit` deliveries; `None` if it has none.
pub(crate) async fn last_of_next(
    db: &mut Connection,
    id: CampaignId,
    limit: i64,
) -> Result<Option<StoredId>, StoreError> {
    let row = sql::query(
        "SELECT MAX(chat_id) AS last FROM
         (SELECT chat_id FROM deliveries WHERE campaign = $1 ORDER BY chat_id LIMIT $2) AS piece",
    );
    row.bind(id.0).bind(limit).fetch_one(db).await?.get("last")
}

/// Removes a campaign's deliveries up to this chat; says how many there were.
pub(crate) async fn remove_until(
    db: &mut Connection,
    id: CampaignId,
    last: StoredId,
) -> Result<u64, StoreError> {
    let removed = sql::query("DELETE FROM deliveries WHERE campaign = $1 AND chat_id <= $2");
    removed.bind(id.0).bind(last).execute(db).await
}

/// IDs of messages as they are stored.
fn join_ids(messages: &[MessageId]) -> Option<String> {
    let ids: Vec<_> = messages.iter().map(|message| message.0.to_string()).collect();
    (!ids.is_empty()).then(|| ids.join(","))
}

/// The IDs in a column of messages.
pub(crate) fn split_ids(messages: Option<&str>) -> Vec<MessageId> {
    let ids = messages.unwrap_or_default().split(',');
    ids.filter_map(|id| id.parse().ok()).map(MessageId).collect()
}
