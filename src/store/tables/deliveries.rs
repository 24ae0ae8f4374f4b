//! Deliveries: one row a campaign and chat. Each is claimed before it is sent, and every result is recorded together with
//! the next claim, in one transaction.

use jiff::Timestamp;
use sqlx::{QueryBuilder, Row as _, SqliteConnection};

use crate::crypto::StateKey;
use crate::domain::campaign::{Campaign, CampaignId, DeliveryStatus, Reason};
use crate::domain::{ChatId, MessageId};
use crate::store::apply::stored;
use crate::store::claims::{Claimed, claim};
use crate::store::opt_outs::{Kind, OptOuts};
use crate::store::tables::{chats, dialogues, tallies};
use crate::store::writer::{Reply, Work};
use crate::store::{Reader, Store, StoreError, apply};

/// How many rows one transaction looks at, so that the writer is free for people in between.
pub(crate) const CHUNK: u32 = 1000;
/// By how many milliseconds the time of the last claim may be wrong.
const TOUCHED: u64 = 1000;
/// How many results one statement records at most, a power of two.
const ROWS: usize = 64;

/// What came of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// To whom.
    pub chat: ChatId,
    /// What.
    pub outcome: Outcome,
}

/// What came of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Telegram took it, and gave these ids.
    Sent(Vec<MessageId>),
    /// It ends so, for this reason: gone, failed, unsure or skipped.
    Ended(DeliveryStatus, Reason),
    /// Nothing was sent: it is tried again, not before this time.
    Later(Timestamp),
    /// The group has this id now: it is tried again there.
    Moved(ChatId),
}

impl Outcome {
    /// For what need not wait. The present would be the future for a clock that was ahead and is set right.
    pub const AT_ONCE: Timestamp = Timestamp::UNIX_EPOCH;
}

impl Store {
    /// Records results, and claims at most `most` deliveries that may be made now. Whoever does not want the message any
    /// more, or is gone, is skipped on the way; those are returned too, as they count.
    ///
    /// # Errors
    /// When the database fails; nothing was recorded or claimed then.
    pub async fn deliver(
        &self,
        campaign: &Campaign,
        results: Vec<Delivered>,
        most: u32,
        now: Timestamp,
    ) -> Result<Claimed, StoreError> {
        let work = Work::Deliver(Box::new(Deliver { campaign: campaign.clone(), results, most, now }));
        let Reply::Claimed(claimed) = self.writer.ask(work).await? else {
            unreachable!("delivering is answered by claims")
        };
        Ok(claimed)
    }

    /// Makes whatever was under way when the machine went down unsure; gives how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recover(&self, now: Timestamp) -> Result<u64, StoreError> {
        let Reply::Counted(count) = self.writer.ask(Work::Recover(stored(now))).await? else {
            unreachable!("recovery is answered by a count")
        };
        Ok(count)
    }

    /// Skips the next piece of what waits in a campaign, for this reason; gives how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn skip_rest(&self, id: CampaignId, reason: Reason, now: Timestamp) -> Result<u64, StoreError> {
        let Reply::Counted(count) = self.writer.ask(Work::SkipRest(id, reason, stored(now))).await? else {
            unreachable!("skipping is answered by a count")
        };
        Ok(count)
    }

    /// Switches off the chats that Telegram did not know, once it is clear that most others were reached.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lose_unknown(&self, id: CampaignId) -> Result<(), StoreError> {
        self.writer.ask(Work::LoseUnknown(id)).await.map(drop)
    }
}

/// What a transaction of delivery is to do.
pub(crate) struct Deliver {
    pub campaign: Campaign,
    pub results: Vec<Delivered>,
    pub most: u32,
    pub now: Timestamp,
}

impl Reader {
    /// When the next delivery that waits may be made; `None` when none waits or is under way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_delivery(&self, id: CampaignId) -> Result<Option<Timestamp>, StoreError> {
        let row = sqlx::query("SELECT MIN(at) FROM deliveries WHERE campaign = $1 AND status < 2")
            .bind(id.0)
            .fetch_one(&self.pool)
            .await?;
        let at: Option<i64> = row.try_get(0)?;
        Ok(at.map(|at| Timestamp::from_millisecond(at).unwrap_or(Timestamp::MIN)))
    }
}

pub(crate) async fn deliver(
    connection: &mut SqliteConnection,
    key: &StateKey,
    work: &Deliver,
    outs: &mut OptOuts,
) -> Result<Claimed, StoreError> {
    record(connection, key, work, outs).await?;
    let (claimed, touched) =
        if work.most == 0 { (Claimed::default(), None) } else { claim(connection, work).await? };
    if touched.is_none_or(|touched| stored(work.now).abs_diff(touched) >= TOUCHED) {
        sqlx::query("UPDATE campaigns SET touched = $2 WHERE id = $1")
            .bind(work.campaign.id.0)
            .bind(stored(work.now))
            .execute(connection)
            .await?;
    }
    Ok(claimed)
}

async fn record(
    connection: &mut SqliteConnection,
    key: &StateKey,
    work: &Deliver,
    outs: &mut OptOuts,
) -> Result<(), StoreError> {
    let (campaign, now) = (work.campaign.id.0, stored(work.now));
    if work.results.is_empty() {
        return Ok(());
    }
    let mut updated = 0;
    for results in work.results.chunks(ROWS) {
        let mut query = QueryBuilder::new("WITH v (chat_id, status, reason, at, messages) AS (");
        // A statement of a new length has to be prepared, so the lengths are few: what is too much is empty.
        let rows = results.iter().map(Some).chain(std::iter::repeat(None));
        query.push_values(rows.take(results.len().next_power_of_two()), |mut row, delivered| {
            let outcome = delivered.map(|delivered| &delivered.outcome);
            let (status, reason, at, messages) = match outcome {
                None => (None, None, None, None),
                Some(Outcome::Sent(messages)) => {
                    (Some(DeliveryStatus::Sent), None, Some(now), joined(messages))
                }
                Some(Outcome::Ended(status, reason)) => (Some(*status), Some(reason.code()), Some(now), None),
                Some(Outcome::Later(at)) => (Some(DeliveryStatus::Queued), None, Some(stored(*at)), None),
                Some(Outcome::Moved(_)) => {
                    (Some(DeliveryStatus::Queued), None, Some(stored(Outcome::AT_ONCE)), None)
                }
            };
            row.push_bind(delivered.map(|delivered| delivered.chat.0))
                .push_bind(status.map(place))
                .push_bind(reason)
                .push_bind(at)
                .push_bind(messages);
        });
        // The messages that are to be changed stay known until the change is made, or refused.
        query.push(
            ") UPDATE deliveries SET status = v.status, reason = v.reason, at = v.at,
                    messages = COALESCE(v.messages, CASE WHEN v.status IN (0, ",
        );
        query.push_bind(place(DeliveryStatus::Unsure));
        query.push(") THEN deliveries.messages END) FROM v WHERE deliveries.campaign = ");
        query.push_bind(campaign).push(" AND deliveries.chat_id = v.chat_id AND deliveries.status = 1");
        updated += query.build().execute(&mut *connection).await?.rows_affected();
    }
    if updated < work.results.len() as u64 {
        correct_tallies(connection, work).await?;
    }
    for Delivered { chat, outcome } in &work.results {
        match outcome {
            // Whether a chat that Telegram does not know is really gone shows at the end.
            Outcome::Ended(DeliveryStatus::Gone, reason) if *reason != Reason::NotFound => {
                chats::lose(connection, *chat).await?;
                dialogues::end(connection, *chat).await?;
            }
            // Until it may write there again, which Telegram tells it.
            Outcome::Ended(DeliveryStatus::Failed, Reason::NoRights) if chat.is_group() => {
                chats::lose(connection, *chat).await?;
            }
            Outcome::Moved(new) => {
                let moved = apply::migrate(connection, key, *chat, *new).await?;
                outs.add(*chat, Kind::MovedTo(*new), u64::from(moved));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whoever was erased, and a group that was moved, while a message to them was under way is counted as unsure by then. Now
/// that it is known what came of it, the count is put right; a group gets it at its new id.
async fn correct_tallies(connection: &mut SqliteConnection, work: &Deliver) -> Result<(), StoreError> {
    for Delivered { chat, outcome } in &work.results {
        let row = sqlx::query("SELECT 1 FROM deliveries WHERE campaign = $1 AND chat_id = $2")
            .bind(work.campaign.id.0)
            .bind(chat.0)
            .fetch_optional(&mut *connection)
            .await?;
        if row.is_some() {
            continue;
        }
        let (status, reason) = match outcome {
            Outcome::Sent(_) => (DeliveryStatus::Sent, None),
            Outcome::Ended(status, reason) => (*status, Some(*reason)),
            Outcome::Later(_) | Outcome::Moved(_) => (DeliveryStatus::Skipped, Some(Reason::Erased)),
        };
        let taken = sqlx::query(
            "UPDATE tallies SET count = count - 1
             WHERE campaign = $1 AND status = $2 AND reason = $3 AND count > 0",
        )
        .bind(work.campaign.id.0)
        .bind(place(DeliveryStatus::Unsure))
        .bind(Reason::Erased.code())
        .execute(&mut *connection)
        .await?;
        let there = match outcome {
            Outcome::Moved(new) if taken.rows_affected() > 0 => queue(connection, work, *new).await?,
            _ => false,
        };
        if taken.rows_affected() > 0 && !there {
            tallies::count(connection, work.campaign.id.0, place(status), reason.map_or("", Reason::code), 1)
                .await?;
        }
    }
    Ok(())
}

/// Queues a delivery; says whether there was none yet.
async fn queue(connection: &mut SqliteConnection, work: &Deliver, chat: ChatId) -> Result<bool, StoreError> {
    let queued = sqlx::query(
        "INSERT INTO deliveries (campaign, chat_id, status, at) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING",
    )
    .bind(work.campaign.id.0)
    .bind(chat.0)
    .bind(stored(work.now))
    .execute(connection)
    .await?;
    Ok(queued.rows_affected() > 0)
}

/// Makes what was under way unsure.
pub(crate) async fn recover(connection: &mut SqliteConnection, now: i64) -> Result<u64, StoreError> {
    let recovered = sqlx::query(
        "UPDATE deliveries SET status = $1, reason = $2, at = $3
         WHERE status < 2 AND status = 1 AND campaign IN (SELECT id FROM campaigns WHERE NOT shrunk)",
    )
    .bind(place(DeliveryStatus::Unsure))
    .bind(Reason::Crash.code())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(recovered.rows_affected())
}

/// Puts those whose delivery is unsure into the queue once more.
pub(crate) async fn repeat(
    connection: &mut SqliteConnection,
    id: CampaignId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE deliveries SET status = 0, reason = NULL, at = $3 WHERE campaign = $1 AND status = $2",
    )
    .bind(id.0)
    .bind(place(DeliveryStatus::Unsure))
    .bind(stored(now))
    .execute(connection)
    .await?;
    Ok(())
}

/// Skips the next piece of what waits in a campaign.
pub(crate) async fn skip_rest(
    connection: &mut SqliteConnection,
    id: CampaignId,
    reason: Reason,
    now: i64,
) -> Result<u64, StoreError> {
    let skipped = sqlx::query(
        "UPDATE deliveries SET status = $2, reason = $3, at = $4 WHERE campaign = $1 AND chat_id IN
             (SELECT chat_id FROM deliveries WHERE campaign = $1 AND status < 2 AND status = 0
              ORDER BY chat_id LIMIT $5)",
    )
    .bind(id.0)
    .bind(place(DeliveryStatus::Skipped))
    .bind(reason.code())
    .bind(now)
    .bind(i64::from(CHUNK))
    .execute(connection)
    .await?;
    Ok(skipped.rows_affected())
}

pub(crate) async fn lose_unknown(
    connection: &mut SqliteConnection,
    id: CampaignId,
) -> Result<(), StoreError> {
    let rows =
        sqlx::query("SELECT chat_id FROM deliveries WHERE campaign = $1 AND status = $2 AND reason = $3")
            .bind(id.0)
            .bind(place(DeliveryStatus::Gone))
            .bind(Reason::NotFound.code())
            .fetch_all(&mut *connection)
            .await?;
    for row in rows {
        let chat = ChatId(row.try_get(0)?);
        chats::lose(connection, chat).await?;
        dialogues::end(connection, chat).await?;
    }
    Ok(())
}

/// A status as it is stored: its place among all.
pub(crate) fn place(status: DeliveryStatus) -> i64 {
    DeliveryStatus::ALL
        .iter()
        .position(|each| *each == status)
        .and_then(|place| i64::try_from(place).ok())
        .unwrap_or(0)
}

fn joined(messages: &[MessageId]) -> Option<String> {
    let ids: Vec<_> = messages.iter().map(|message| message.0.to_string()).collect();
    (!ids.is_empty()).then(|| ids.join(","))
}

pub(crate) fn split(messages: Option<&str>) -> Vec<MessageId> {
    let ids = messages.unwrap_or_default().split(',');
    ids.filter_map(|id| id.parse().ok()).map(MessageId).collect()
}
