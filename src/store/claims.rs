//! Claims: which deliveries are to be made now. A claim looks at the chat again, as people leave and change their minds.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use sqlx::{Row as _, SqliteConnection};

use crate::domain::campaign::{Campaign, CampaignKind, DeliveryStatus, Reason, Stage};
use crate::domain::{ChatId, Lang, MessageId};
use crate::store::StoreError;
use crate::store::apply::stored;
use crate::store::tables::deliveries::{Deliver, place, split};

/// A delivery that is to be made now. It is `sending` in the store, and stays so until its result is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// To whom.
    pub chat: ChatId,
    /// In the language that the chat chose; a change in that of what it changes.
    pub lang: Option<Lang>,
    /// The zone in which the person lives, as far as they said so.
    pub zone: Option<TimeZone>,
    /// The messages that are to be changed, where the campaign changes an earlier one.
    pub messages: Vec<MessageId>,
}

/// What was claimed, and who was skipped on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// To be made now.
    pub claims: Vec<Claim>,
    /// Skipped, and why.
    pub skipped: Vec<Reason>,
    /// Whether more may be waiting for this very moment.
    pub more: bool,
}

/// Claims; gives when something was last done for the campaign too, where that is known by then.
pub(crate) async fn claim(
    connection: &mut SqliteConnection,
    work: &Deliver,
) -> Result<(Claimed, Option<i64>), StoreError> {
    let campaign = &work.campaign;
    // A change is made in the language that somebody got.
    let changes = matches!(campaign.job, CampaignKind::Delete(_) | CampaignKind::Replace(_));
    // SQLite plans a statement anew for each value of a bare limit, which costs more than all it does here.
    // All in one row, as handing a row over costs more than finding it: rows are separated by semicolons, what stands in
    // them by spaces, and none of it holds either. Of a slot, the zone stands behind the hour.
    let row = sqlx::query(
        "SELECT COUNT(*) AS count, MAX(touched) AS touched, STRING_AGG(
                    CAST(chat_id AS TEXT) || ' ' || COALESCE(got, lang, '-')
                    || CASE WHEN active THEN ' active' WHEN NOT active THEN ' lost' ELSE ' -' END
                    || CASE WHEN slot IS NOT NULL THEN ' ' || SUBSTR(slot, 4) || ' ' ELSE ' - ' END
                    || COALESCE(region, '-') || ' ' || COALESCE(messages, '-'), ';') AS chats
         FROM (SELECT d.chat_id, d.messages, c.lang, CASE WHEN $6 THEN d.lang END AS got, c.active, t.slot, s.region AS region, k.touched AS touched
               FROM deliveries d
               JOIN campaigns k ON k.id = d.campaign AND k.stage = $5
               LEFT JOIN chats c ON c.chat_id = d.chat_id
               LEFT JOIN topics t ON t.chat_id = d.chat_id AND t.topic = $2
               LEFT JOIN supporters s ON s.chat_id = d.chat_id
               WHERE d.campaign = $1 AND d.status < 2 AND d.status = 0 AND d.at <= $3
               ORDER BY d.chat_id LIMIT $4 + 0) AS waiting",
    )
    .bind(campaign.id.0)
    .bind(campaign.audience.topic.code())
    .bind(stored(work.now))
    .bind(i64::from(work.most))
    .bind(Stage::Running.code())
    .bind(changes)
    .fetch_one(&mut *connection)
    .await?;
    let more = row.try_get::<i64, _>("count")? >= i64::from(work.most);
    let mut claimed = Claimed { more, ..Claimed::default() };
    let mut skipped = Vec::new();
    let chats: Option<&str> = row.try_get("chats")?;
    // Most live in few zones.
    let mut zones: HashMap<&str, TimeZone> = HashMap::new();
    for chat in chats.into_iter().flat_map(|chats| chats.split(';')) {
        let seen = Seen::read(chat).ok_or_else(|| StoreError::Corrupt("delivery".to_owned()))?;
        match seen.unfit(campaign) {
            None => claimed.claims.push(Claim {
                chat: seen.chat,
                lang: seen.lang,
                zone: seen.zone.map(|zone| {
                    zones.entry(zone).or_insert_with(|| TimeZone::get(zone).unwrap_or(TimeZone::UTC)).clone()
                }),
                messages: split(seen.messages),
            }),
            Some(reason) => skipped.push((seen.chat, reason)),
        }
    }
    // What is put together in one row may come in any order.
    claimed.claims.sort_unstable_by_key(|claim| claim.chat);
    for (chat, reason) in skipped {
        let status = if reason == Reason::Blocked { DeliveryStatus::Gone } else { DeliveryStatus::Skipped };
        sqlx::query(
            "UPDATE deliveries SET status = $3, reason = $4, at = $5 WHERE campaign = $1 AND chat_id = $2",
        )
        .bind(campaign.id.0)
        .bind(chat.0)
        .bind(place(status))
        .bind(reason.code())
        .bind(stored(work.now))
        .execute(&mut *connection)
        .await?;
        claimed.skipped.push(reason);
    }
    if !claimed.claims.is_empty() {
        // Whoever is skipped waits no more, so these are the same that were seen above.
        sqlx::query(
            "UPDATE deliveries SET status = 1, at = $2,
                    lang = CASE WHEN $4 THEN lang
                           ELSE (SELECT c.lang FROM chats c WHERE c.chat_id = deliveries.chat_id) END
             WHERE campaign = $1 AND chat_id IN
                 (SELECT d.chat_id FROM deliveries d
                  WHERE d.campaign = $1 AND d.status < 2 AND d.status = 0 AND d.at <= $2
                  ORDER BY d.chat_id LIMIT $3 + 0)",
        )
        .bind(campaign.id.0)
        .bind(stored(work.now))
        .bind(i64::try_from(claimed.claims.len()).unwrap_or(i64::MAX))
        .bind(changes)
        .execute(connection)
        .await?;
    }
    Ok((claimed, row.try_get("touched")?))
}

/// A chat as a claim sees it.
struct Seen<'a> {
    chat: ChatId,
    active: Option<bool>,
    /// The IANA name of the zone of whoever listens to the topic.
    zone: Option<&'a str>,
    lang: Option<Lang>,
    region: Option<&'a str>,
    messages: Option<&'a str>,
}

impl Seen<'_> {
    /// Reads what [`claim`] asks for.
    fn read(text: &str) -> Option<Seen<'_>> {
        let mut words = text.split(' ').map(|word| Some(word).filter(|word| *word != "-"));
        Some(Seen {
            chat: ChatId(words.next()??.parse().ok()?),
            lang: words.next()?.and_then(Lang::from_code),
            active: words.next()?.map(|word| word == "active"),
            zone: words.next()?,
            region: words.next()?,
            messages: words.next()?,
        })
    }

    /// Why it does not get the message any more; `None` where it does.
    fn unfit(&self, campaign: &Campaign) -> Option<Reason> {
        let audience = &campaign.audience;
        match self.active {
            None => return Some(Reason::Erased),
            Some(false) => return Some(Reason::Blocked),
            Some(true) => {}
        }
        if matches!(campaign.job, CampaignKind::Delete(_) | CampaignKind::Replace(_)) {
            // Whoever has it is to have it right, or not at all, whatever they want to hear from now on.
            return None;
        }
        if self.zone.is_none() {
            return Some(Reason::Stopped);
        }
        let lang = audience.lang.is_none_or(|lang| self.lang == Some(lang));
        let region = audience.region.is_none_or(|region| self.region == Some(region.code()));
        let signed = !audience.supporters || self.region.is_some();
        (!(lang && region && signed)).then_some(Reason::Unfit)
    }
}
