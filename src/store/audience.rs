//! The chats that a campaign goes to: counted for its author, and given deliveries in small pieces.

use jiff::Timestamp;

use crate::domain::Reminder;
use crate::domain::campaign::{Audience, Campaign, CampaignId, CampaignKind, DeliveryStatus, Revision};
use crate::domain::{Lang, Region, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, millis, status_code};
use crate::store::tables::deliveries::CHUNK;
use crate::store::tables::{campaigns, snoozes, topics};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Reader, Store};

impl Store {
    /// Gives deliveries to the next piece of a campaign's audience; `true` once all of it has them.
    pub async fn fill(&self, campaign: &Campaign, now: Timestamp) -> Result<bool, StoreError> {
        self.writer.run(Fill { campaign: campaign.clone(), now }).await
    }
}

impl Reader {
    /// Whether it is known which chats are in an audience: if it leaves out those who received a campaign, as long as the store
    /// has the deliveries of that.
    pub async fn knows(&self, audience: &Audience) -> Result<bool, StoreError> {
        let Some(id) = audience.without else { return Ok(true) };
        Ok(self.campaign(id).await?.is_some_and(|campaign| campaign.revision != Revision::Archived))
    }

    /// The number of chats that fit an audience now.
    pub async fn audience(&self, audience: &Audience, now: Timestamp) -> Result<u64, StoreError> {
        // By chat, and not by the index of slots: SQLite takes a cross join in the order in which it is written.
        let row = sql::query(
            "SELECT COUNT(*) AS count FROM chats c CROSS JOIN topics t
             WHERE t.chat_id = c.chat_id AND t.topic = $1 AND t.since <= $2 AND c.active
               AND (c.lang = $3 OR $3 IS NULL)
               AND ((c.kind <> 'private') = $4 OR $4 IS NULL)
               AND (NOT $5 OR EXISTS (SELECT 1 FROM supporters s
                                      WHERE s.chat_id = c.chat_id AND s.region = COALESCE($6, s.region)))
               AND t.since >= $7
               AND (EXISTS (SELECT 1 FROM campaigns k WHERE k.id = $8 AND NOT k.shrunk) OR $8 IS NULL)
               AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = $8 AND d.chat_id = c.chat_id
                               AND d.status IN ($9, $10, $11, $12))",
        );
        bind_audience(row, audience, now).fetch_one(&self.pool).await?.count("count")
    }
}

/// Binds the first twelve parameters, those of an audience: the chats that switched the topic on no later than `until`. If the
/// recipients of the campaign that they must not have received are not known any more, no chat fits: it must not become all.
fn bind_audience(query: sql::Query, audience: &Audience, until: Timestamp) -> sql::Query {
    let received = DeliveryStatus::ALL.into_iter().filter(|status| status.counts_as_received());
    let query = query
        .bind(audience.topic.code())
        .bind(millis(until))
        .bind(audience.lang.map(Lang::code))
        .bind(audience.groups)
        .bind(audience.supporters || audience.region.is_some())
        .bind(audience.region.map(Region::code))
        .bind(millis(audience.since()))
        .bind(audience.without.map(|id| id.0));
    received.fold(query, |query, status| query.bind(status_code(status)))
}

/// Gives deliveries to the next piece of an audience; says whether that was the last.
struct Fill {
    campaign: Campaign,
    now: Timestamp,
}

impl WriteJob for Fill {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let db = &mut *tx.db;
        let current = campaigns::campaign(&mut *db, self.campaign.id).await?;
        // One that was planned anew since it was read goes to others, and at another time.
        let current = current.filter(|current| current.created == self.campaign.created);
        let Some(campaign) = &current else { return Ok(false) };
        let filled = campaigns::filled(db, campaign.id).await?;
        let Some(first) = StoredId::after(filled) else { return Ok(true) };
        let fitting = fill(db, campaign, first, StoredId::LAST).await?;
        let is_complete = fitting < u64::from(CHUNK);
        if is_complete {
            if matches!(&campaign.kind, CampaignKind::Remind(reminder) if reminder.slot.is_none()) {
                snoozes::remove_of_campaign(db, campaign.id).await?;
            }
            campaigns::set_all_filled(db, campaign.id, self.now).await?;
        } else {
            campaigns::set_filled(db, campaign.id, first, fitting, self.now).await?;
        }
        Ok(is_complete)
    }
}

/// Gives a group that moved its deliveries of the campaigns that are filled beyond its new ID, and not yet as far as its old one:
/// the next pieces of their audiences would miss it.
pub(crate) async fn follow_group(
    db: &mut Connection,
    old: StoredId,
    new: StoredId,
) -> Result<(), StoreError> {
    for id in campaigns::filled_between(db, new, old).await? {
        if let Some(campaign) = campaigns::campaign(&mut *db, id).await? {
            fill(db, &campaign, new, new).await?;
        }
    }
    Ok(())
}

/// Gives deliveries to the chats of an audience from the first ID to the last, at most [`CHUNK`]; says how many chats that were.
/// One that has a delivery already, because it moved, keeps it and counts as well: SQLite and PostgreSQL count a row that an
/// insertion meets only if it is written, so one of its columns is set to what it is.
async fn fill(
    db: &mut Connection,
    campaign: &Campaign,
    first: StoredId,
    last: StoredId,
) -> Result<u64, StoreError> {
    match &campaign.kind {
        CampaignKind::Send => fill_from_topic(db, campaign, first, last).await,
        CampaignKind::Delete(of) | CampaignKind::Replace(of) => {
            fill_from_campaign(db, campaign.id, *of, first, last).await
        }
        CampaignKind::Remind(reminder) if reminder.slot.is_some() => {
            fill_from_slot(db, campaign, reminder, first, last).await
        }
        CampaignKind::Remind(_) => fill_from_snoozes(db, campaign.id, first, last).await,
    }
}

async fn fill_from_topic(
    db: &mut Connection,
    campaign: &Campaign,
    first: StoredId,
    last: StoredId,
) -> Result<u64, StoreError> {
    let insert = sql::query(
        "INSERT INTO deliveries (campaign, chat_id, status, at)
         SELECT $13, c.chat_id, 0, 0 FROM chats c CROSS JOIN topics t
         WHERE t.chat_id = c.chat_id AND t.topic = $1 AND t.since <= $2 AND c.active
           AND (c.lang = $3 OR $3 IS NULL)
           AND ((c.kind <> 'private') = $4 OR $4 IS NULL)
           AND (NOT $5 OR EXISTS (SELECT 1 FROM supporters s
                                  WHERE s.chat_id = c.chat_id AND s.region = COALESCE($6, s.region)))
           AND t.since >= $7
           AND (EXISTS (SELECT 1 FROM campaigns k WHERE k.id = $8 AND NOT k.shrunk) OR $8 IS NULL)
           AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign = $8 AND d.chat_id = c.chat_id
                           AND d.status IN ($9, $10, $11, $12))
           AND c.chat_id BETWEEN $14 AND $15 ORDER BY c.chat_id LIMIT $16
         ON CONFLICT (campaign, chat_id) DO UPDATE SET at = deliveries.at",
    );
    bind_audience(insert, &campaign.audience, campaign.created)
        .bind(campaign.id.0)
        .bind(first)
        .bind(last)
        .bind(i64::from(CHUNK))
        .execute(db)
        .await
}

/// A change goes to the chats that got the campaign that it changes. If the ID of the message is not known, because its
/// delivery is unsure, it counts as a message that can't be changed.
async fn fill_from_campaign(
    db: &mut Connection,
    id: CampaignId,
    of: CampaignId,
    first: StoredId,
    last: StoredId,
) -> Result<u64, StoreError> {
    sql::query(
        "INSERT INTO deliveries (campaign, chat_id, status, at, messages, lang)
         SELECT $1, d.chat_id, 0, 0, d.messages, d.lang FROM deliveries d
         WHERE d.campaign = $2 AND (d.messages IS NOT NULL OR d.status IN ($3, $4))
           AND d.chat_id BETWEEN $5 AND $6
         ORDER BY d.chat_id LIMIT $7
         ON CONFLICT (campaign, chat_id) DO UPDATE SET at = deliveries.at",
    )
    .bind(id.0)
    .bind(of.0)
    .bind(status_code(DeliveryStatus::Sent))
    .bind(status_code(DeliveryStatus::Unsure))
    .bind(first)
    .bind(last)
    .bind(i64::from(CHUNK))
    .execute(db)
    .await
}

/// A reminder goes to the subscribers of its topic who chose its hour and zone before it was due.
async fn fill_from_slot(
    db: &mut Connection,
    campaign: &Campaign,
    reminder: &Reminder,
    first: StoredId,
    last: StoredId,
) -> Result<u64, StoreError> {
    let [one, two, three] = topics::scopes_with(reminder.occasion.lead);
    // `BETWEEN` makes a range of one ID, so that SQLite uses the small index of inactive chats. For an equality it would
    // search the index of all chats. People who chose another hour meanwhile may have got the reminder at that hour already.
    sql::query(
        "INSERT INTO deliveries (campaign, chat_id, status, at)
         SELECT $1, t.chat_id, 0, 0 FROM topics t
         WHERE t.topic = $2 AND t.slot = $3 AND t.chat_id BETWEEN $4 AND $5
           AND NOT EXISTS (SELECT 1 FROM chats c
                           WHERE NOT c.active AND c.chat_id BETWEEN t.chat_id AND t.chat_id)
           AND t.since <= $6 AND t.wished <= $6 AND t.which IN ($7, $8, $9)
           AND NOT EXISTS (SELECT 1 FROM reminders r JOIN deliveries d ON d.campaign = r.campaign
                           WHERE d.chat_id = t.chat_id AND r.deadline = $10 AND r.date = $11 AND r.lead = $12)
         ORDER BY t.chat_id LIMIT $13
         ON CONFLICT (campaign, chat_id) DO UPDATE SET at = deliveries.at",
    )
    .bind(campaign.id.0)
    .bind(campaign.audience.topic.code())
    .bind(reminder.slot.as_ref().map(ToString::to_string))
    .bind(first)
    .bind(last)
    .bind(millis(reminder.due))
    .bind(one)
    .bind(two)
    .bind(three)
    .bind(&reminder.occasion.deadline)
    .bind(reminder.occasion.date.to_string())
    .bind(reminder.occasion.lead)
    .bind(i64::from(CHUNK))
    .execute(db)
    .await
}

/// A reminder that was put off goes to those who put it off.
async fn fill_from_snoozes(
    db: &mut Connection,
    id: CampaignId,
    first: StoredId,
    last: StoredId,
) -> Result<u64, StoreError> {
    sql::query(
        "INSERT INTO deliveries (campaign, chat_id, status, at)
         SELECT s.campaign, s.chat_id, 0, 0 FROM snoozes s JOIN chats c ON c.chat_id = s.chat_id
         WHERE s.campaign = $1 AND s.chat_id BETWEEN $2 AND $3 AND c.active ORDER BY s.chat_id LIMIT $4
         ON CONFLICT (campaign, chat_id) DO UPDATE SET at = deliveries.at",
    )
    .bind(id.0)
    .bind(first)
    .bind(last)
    .bind(i64::from(CHUNK))
    .execute(db)
    .await
}
