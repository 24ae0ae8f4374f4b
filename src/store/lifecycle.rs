//! The end of stored data: people stop or are erased, chats move or become unreachable, and data has been kept for long
//! enough.

use jiff::{SignedDuration, Timestamp};

use crate::crypto::StoreKey;
use crate::domain::time::later;
use crate::domain::{CampaignId, Retention, StoredId};
use crate::store::error::StoreError;
use crate::store::sql::{Connection, millis};
use crate::store::tables::{
    awaited, campaigns, chats, dead_letters, deliveries, dialogues, forms, hold_notices, holds, messages,
    reminders, silencings, snoozes, staff, supporters, taken, tallies, topics,
};
use crate::store::tx::{PurgeOccasion, Tx, WriteJob};
use crate::store::{Store, audience, scratch, staffing};

/// How many deliveries one transaction archives, so that others write in between.
const ARCHIVED: i64 = 5_000;

/// How long after its time a campaign that has not gone out, such as a paused one, still keeps the deliveries of the one whose
/// recipients it leaves out. If it goes on later, it pauses, as its recipients are not known then.
const KEPT_FOR_PAUSED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The numbers of things that a sweep removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SweepCounts {
    /// Sign-ups that were left unfinished.
    pub signups: u64,
    /// Dead letters that are too old to be looked into.
    pub dead: u64,
    /// IDs of messages that Telegram lets nobody delete any more.
    pub messages: u64,
    /// Chats that have been unreachable for long.
    pub chats: u64,
    /// Such chats of supporters, of which only the topics and the language were removed.
    pub muted: u64,
    /// Deliveries of campaigns that ended long ago, which became counts.
    pub deliveries: u64,
}

impl Store {
    /// Removes all data that has been kept for as long as `keep` allows, also from the log. Chats that can't be written to
    /// count as unreachable from the first sweep that finds them so. To be called every ten minutes.
    pub async fn sweep(&self, now: Timestamp, keep: &Retention) -> Result<SweepCounts, StoreError> {
        scratch::clear(&self.dir);
        let mut counts = self.writer.run(Sweep { now, keep: *keep }).await?;
        let (before, due_after) = (later(now, -keep.deliveries), later(now, -KEPT_FOR_PAUSED));
        loop {
            let archived = self.writer.run(Archive { before, due_after }).await?;
            if archived == 0 {
                return Ok(counts);
            }
            counts.deliveries += archived;
        }
    }
}

struct Sweep {
    now: Timestamp,
    keep: Retention,
}

impl WriteJob for Sweep {
    type Output = SweepCounts;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<SweepCounts, StoreError> {
        tx.left.has_swept = true;
        tx.left.purges = Some(PurgeOccasion::Sweep);
        let (db, now, keep) = (&mut *tx.db, millis(self.now), &self.keep);
        let before =
            |kept: SignedDuration| now.saturating_sub(kept.as_millis().try_into().unwrap_or(i64::MAX));
        let signups = dialogues::remove_started(db, before(keep.signups)).await?;
        awaited::remove_asked(db, later(self.now, -keep.signups)).await?;
        forms::remove_touched(db, before(keep.signups)).await?;
        holds::remove_ended(db, before(keep.deliveries)).await?;
        let dead = dead_letters::remove_old(db, before(keep.dead_letters)).await?;
        let messages = messages::remove_since(db, before(Retention::MESSAGES)).await?;
        staffing::sweep(tx, self.now).await?;
        let db = &mut *tx.db;
        chats::date_unreachable(db, now).await?;
        let muted = mute_unreachable_supporters(db, before(keep.lost_chats)).await?;
        let chats = remove_unreachable(db, before(keep.lost_chats)).await?;
        taken::bound(db).await?;
        Ok(SweepCounts { signups, dead, messages, chats, muted, deliveries: 0 })
    }
}

/// Forgets the topics and the language of supporters' chats that have been unreachable since this time or longer; returns
/// how many had any.
async fn mute_unreachable_supporters(db: &mut Connection, until: i64) -> Result<u64, StoreError> {
    let muted = chats::mute_unreachable_supporters(db, until).await?;
    topics::remove_of_unreachable_supporters(db, until).await?;
    snoozes::remove_of_unreachable_supporters(db, until).await?;
    Ok(muted)
}

/// Forgets the chats that have been unreachable since this time or longer, except those of supporters; returns how many.
async fn remove_unreachable(db: &mut Connection, until: i64) -> Result<u64, StoreError> {
    let chats = chats::remove_unreachable(db, until).await?;
    for chat in &chats {
        forget(db, *chat).await?;
    }
    Ok(chats.len() as u64)
}

/// Turns the next deliveries of campaigns that ended before a time into counts; returns how many, 0 if none are left.
struct Archive {
    before: Timestamp,
    /// A campaign that was due after this time keeps the deliveries of the one whose recipients it leaves out.
    due_after: Timestamp,
}

impl WriteJob for Archive {
    type Output = u64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        // Without them a campaign that is planned would go to people who have received this one.
        let kept = campaigns::left_out(tx.db, self.due_after).await?;
        let mut after = CampaignId(i64::MIN);
        while let Some(id) = campaigns::next_to_archive(tx.db, after, self.before).await? {
            after = id;
            if kept.contains(&id) {
                continue;
            }
            // From the first piece on, a campaign that leaves out its recipients would miss some.
            campaigns::set_archived(tx.db, id).await?;
            if let Some(last) = deliveries::last_of_next(tx.db, id, ARCHIVED).await? {
                tallies::add_until(tx.db, id, last).await?;
                return deliveries::remove_until(tx.db, id, last).await;
            }
        }
        reminders::remove_old(tx.db, self.before).await?;
        Ok(0)
    }
}

/// Switches all topics off and ends a sign-up under way; says how many topics were on.
pub(crate) async fn stop_all(db: &mut Connection, chat: StoredId) -> Result<u64, StoreError> {
    let off = topics::switch_all_off(db, chat).await?;
    end_dialogues(db, chat).await?;
    Ok(off)
}

/// Notes that the bot can't write to a chat any more; a sign-up under way ends.
pub(crate) async fn mark_unreachable(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    chats::set_inactive(db, chat).await?;
    end_dialogues(db, chat).await
}

/// Nothing is asked of the person any more.
async fn end_dialogues(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    awaited::remove(db, chat).await?;
    dialogues::remove(db, chat).await
}

/// Deletes everything that is stored about a chat, wherever its ID is; says whether the chat was known, as 1 or 0.
pub(crate) async fn erase(db: &mut Connection, chat: StoredId) -> Result<u64, StoreError> {
    forget(db, chat).await?;
    chats::remove(db, chat).await
}

/// Removes the ID of a chat from the tables whose rows do not go with the chat's own.
async fn forget(db: &mut Connection, chat: StoredId) -> Result<(), StoreError> {
    deliveries::count_out(db, chat).await?;
    let is_on_staff = staff::contains(db, chat).await?;
    holds::forget_person(db, chat, is_on_staff).await?;
    hold_notices::forget_person(db, chat).await?;
    silencings::forget_person(db, chat).await?;
    campaigns::forget_chat(db, chat, is_on_staff).await
}

/// Moves everything known about a chat to its new ID; data that the new one has already stays as it is. Says whether there was
/// anything to move, as 1 or 0.
///
/// Telegram announces a migration in both chats, so it comes twice, and the new chat may have been met in between.
/// Updates in the inbox stay with the old ID, which is in their JSON too. Topics stay behind if somebody has already chosen
/// a language in the new chat, because topics that they ended there must not come back.
pub(crate) async fn migrate(
    db: &mut Connection,
    key: &StoreKey,
    old: StoredId,
    new: StoredId,
) -> Result<u64, StoreError> {
    let has_chosen = chats::has_lang(db, new).await?;
    if old == new || !chats::copy(db, old, new).await? {
        return Ok(0);
    }
    if !has_chosen {
        topics::copy(db, old, new).await?;
        snoozes::copy(db, old, new).await?;
    }
    dialogues::copy(db, key, old, new).await?;
    supporters::copy(db, old, new).await?;
    deliveries::migrate(db, old, new).await?;
    audience::follow_group(db, old, new).await?;
    forget(db, old).await?;
    chats::remove(db, old).await?;
    Ok(1)
}
