//! Claims: the deliveries that are to be made now. A claim looks at the chat again, as people leave and change their minds.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::crypto::IdKey;
use crate::domain::campaign::{Campaign, CampaignKind, DeliveryStatus, Reason, Stage};
use crate::domain::{ChatId, Lang, MessageId, Region, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tables::deliveries::{self, split_ids};

/// A delivery that is to be made now. It is `sending` in the store, and stays so until its result is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The chat.
    pub chat: ChatId,
    /// The chat as the store knows it.
    pub stored: StoredId,
    /// The language that the chat chose; for a change, the language of the message that it changes.
    pub lang: Option<Lang>,
    /// The zone in which the person lives, as far as they said so.
    pub zone: Option<TimeZone>,
    /// The topic of a forum that it goes to.
    pub thread: Option<MessageId>,
    /// The messages that are to be changed, if the campaign changes an earlier one.
    pub messages: Vec<MessageId>,
}

/// The claimed deliveries, and those that were skipped on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// To be made now, in the order of their stored IDs.
    pub claims: Vec<Claim>,
    /// The reason for each that was skipped.
    pub skipped: Vec<Reason>,
    /// Groups that are to be asked for another topic, with their languages: theirs is closed or gone.
    pub without_topic: Vec<(ChatId, Option<Lang>)>,
    /// Whether more may be waiting for this very moment.
    pub more: bool,
}

/// The claimed deliveries as the store knows them.
#[derive(Debug, Default)]
pub(crate) struct ClaimedRows {
    claims: Vec<ClaimedRow>,
    skipped: Vec<Reason>,
    more: bool,
}

/// A claimed delivery as the store knows it: a [`Claim`] without Telegram's ID.
#[derive(Debug)]
struct ClaimedRow {
    stored: StoredId,
    lang: Option<Lang>,
    zone: Option<TimeZone>,
    thread: Option<MessageId>,
    messages: Vec<MessageId>,
}

impl ClaimedRows {
    /// The claims with Telegram's IDs, as they are about to be sent.
    pub fn reveal(self, ids: &IdKey, without_topic: Vec<(ChatId, Option<Lang>)>) -> Claimed {
        let claim = |ClaimedRow { stored, lang, zone, thread, messages }| Claim {
            chat: ids.reveal(stored),
            stored,
            lang,
            zone,
            thread,
            messages,
        };
        let claims = self.claims.into_iter().map(claim).collect();
        Claimed { claims, skipped: self.skipped, without_topic, more: self.more }
    }
}

/// Claims at most `most` deliveries of a campaign that is running, and whose author is still the same.
pub(crate) async fn claim(
    db: &mut Connection,
    campaign: &Campaign,
    most: u32,
    now: Timestamp,
) -> Result<ClaimedRows, StoreError> {
    // SQLite plans a statement anew for each value of a bare limit, which costs more than all else here: hence `+ 0`.
    let rows = sql::query(
        "SELECT d.chat_id, d.messages, d.lang AS got, c.lang, c.active, c.thread, t.slot, s.region
         FROM deliveries d
         LEFT JOIN chats c ON c.chat_id = d.chat_id
         LEFT JOIN topics t ON t.chat_id = d.chat_id AND t.topic = $2
         LEFT JOIN supporters s ON s.chat_id = d.chat_id
         WHERE d.campaign = $1 AND d.status < 2 AND d.status = 0 AND d.at <= $3
           AND EXISTS (SELECT 1 FROM campaigns k
                       WHERE k.id = $1 AND k.stage = $5 AND k.author IS NOT DISTINCT FROM $6)
         ORDER BY d.chat_id LIMIT $4 + 0",
    )
    .bind(campaign.id.0)
    .bind(campaign.audience.topic.code())
    .bind(millis(now))
    .bind(i64::from(most))
    .bind(Stage::Running.code())
    .bind(campaign.author)
    .fetch_all(&mut *db)
    .await?;
    let mut claimed = ClaimedRows { more: rows.len() >= most as usize, ..ClaimedRows::default() };
    for row in &rows {
        let chat = row.get("chat_id")?;
        let Some(reason) = reason_to_skip(row, campaign)? else {
            claimed.claims.push(read(row, chat, is_change(campaign))?);
            continue;
        };
        let status = if reason == Reason::Blocked { DeliveryStatus::Gone } else { DeliveryStatus::Skipped };
        deliveries::end(db, campaign.id, chat, status, reason, now).await?;
        claimed.skipped.push(reason);
    }
    if !claimed.claims.is_empty() {
        mark_sending(db, campaign, claimed.claims.len(), now).await?;
    }
    Ok(claimed)
}

/// A change is made in the language of the message that a chat got, and in every chat that got one.
fn is_change(campaign: &Campaign) -> bool {
    matches!(campaign.kind, CampaignKind::Delete(_) | CampaignKind::Replace(_))
}

fn read(row: &SqlRow, stored: StoredId, is_change: bool) -> Result<ClaimedRow, StoreError> {
    let lang = row.decode_optional("lang", Lang::from_code)?;
    let got = row.decode_optional("got", Lang::from_code)?.filter(|_| is_change);
    // In a slot, the zone follows the hour.
    let zone = row.get::<Option<&str>>("slot")?.and_then(|slot| slot.split_once(' '));
    Ok(ClaimedRow {
        stored,
        lang: got.or(lang),
        zone: zone.map(|(_, zone)| TimeZone::get(zone).unwrap_or(TimeZone::UTC)),
        thread: row.message_id("thread")?,
        messages: split_ids(row.get("messages")?),
    })
}

/// The reason why a chat does not get the message any more; `None` if it does.
fn reason_to_skip(row: &SqlRow, campaign: &Campaign) -> Result<Option<Reason>, StoreError> {
    match row.get("active")? {
        None => return Ok(Some(Reason::Erased)),
        Some(false) => return Ok(Some(Reason::Blocked)),
        Some(true) => {}
    }
    if is_change(campaign) {
        // A person who has the message gets its correction too, even if they have left the topic.
        return Ok(None);
    }
    if row.get::<Option<&str>>("slot")?.is_none() {
        return Ok(Some(Reason::Stopped));
    }
    let audience = &campaign.audience;
    let region: Option<&str> = row.get("region")?;
    let fits_lang =
        audience.lang.is_none() || row.get::<Option<&str>>("lang")? == audience.lang.map(Lang::code);
    let fits_region = audience.region.is_none() || region == audience.region.map(Region::code);
    let has_signed = !audience.supporters || region.is_some();
    Ok((!(fits_lang && fits_region && has_signed)).then_some(Reason::Unfit))
}

/// Marks the first deliveries of the queue as under way: those that were skipped have left it, so these are the claims.
async fn mark_sending(
    db: &mut Connection,
    campaign: &Campaign,
    count: usize,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query(
        "UPDATE deliveries SET status = 1, at = $2,
                lang = CASE WHEN $4 THEN lang
                       ELSE (SELECT c.lang FROM chats c WHERE c.chat_id = deliveries.chat_id) END
         WHERE campaign = $1 AND chat_id IN
             (SELECT d.chat_id FROM deliveries d
              WHERE d.campaign = $1 AND d.status < 2 AND d.status = 0 AND d.at <= $2
              ORDER BY d.chat_id LIMIT $3 + 0)",
    )
    .bind(campaign.id.0)
    .bind(millis(now))
    .bind(i64::try_from(count).unwrap_or(i64::MAX))
    .bind(is_change(campaign))
    .run(db)
    .await
}
