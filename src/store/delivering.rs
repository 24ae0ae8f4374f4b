//! Delivery's one transaction: records the results of deliveries, and claims the next ones.

use jiff::Timestamp;

use crate::domain::campaign::{Campaign, CampaignId, CampaignKind, DeliveryStatus, Reason};
use crate::domain::{ChatId, Lang, MessageId, StoredId};
use crate::store::claims::{Claim, Claimed, ClaimedRows, claim};
use crate::store::error::StoreError;
use crate::store::opt_outs::OptOut;
use crate::store::tables::deliveries::ResultRow;
use crate::store::tables::{campaigns, chats, deliveries, staff, tallies};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Store, lifecycle};

/// The result of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The chat.
    pub chat: ChatId,
    /// The chat as the store knows it.
    pub stored: StoredId,
    /// Its outcome.
    pub outcome: Outcome,
}

impl Delivered {
    /// The result of a delivery that was claimed.
    pub fn of(claim: &Claim, outcome: Outcome) -> Delivered {
        Delivered { chat: claim.chat, stored: claim.stored, outcome }
    }
}

/// The outcome of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Telegram took it, and gave these IDs.
    Sent(Vec<MessageId>),
    /// It ends with this status, for this reason: gone, failed, unsure or skipped.
    Ended(DeliveryStatus, Reason),
    /// Nothing was sent: it is tried again, not before this time.
    Later(Timestamp),
    /// The group has this ID now: it is tried again there.
    Moved(ChatId),
}

impl Outcome {
    /// The time for a delivery that need not wait. The present would be the future for a clock that was ahead and is set
    /// right.
    pub const AT_ONCE: Timestamp = Timestamp::UNIX_EPOCH;

    /// Whether it is Telegram's answer about this chat. Otherwise there was none, or one that asks to wait.
    pub(crate) fn is_answer(&self) -> bool {
        match self {
            Outcome::Sent(_) | Outcome::Moved(_) => true,
            Outcome::Ended(status, _) => *status != DeliveryStatus::Unsure,
            Outcome::Later(_) => false,
        }
    }
}

impl Store {
    /// Records results, and claims at most `most` deliveries that may be made now. Chats that do not want the message any
    /// more, or are gone, are skipped on the way; those are returned too, as they count.
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
        let (rows, without_topic) =
            self.writer.run(Deliver { campaign: campaign.clone(), results, most, now }).await?;
        // Here, and not in the transaction: all others wait for that.
        Ok(rows.reveal(&self.ids, without_topic))
    }

    /// Marks the chats that Telegram did not know as unreachable, once it is clear that most others were reached.
    pub async fn mark_unknown_unreachable(&self, id: CampaignId) -> Result<(), StoreError> {
        self.writer.run(MarkUnknownUnreachable(id)).await
    }
}

struct Deliver {
    campaign: Campaign,
    results: Vec<Delivered>,
    most: u32,
    now: Timestamp,
}

impl WriteJob for Deliver {
    type Output = (ClaimedRows, Vec<(ChatId, Option<Lang>)>);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut without_topic = Vec::new();
        for delivered in &self.results {
            let Delivered { chat, stored, outcome } = delivered;
            let result = result_row(outcome, self.now);
            if !deliveries::record(tx.db, self.campaign.id, *stored, &result).await? {
                self.correct_tally(tx, *stored, outcome).await?;
            }
            follow_up(tx, delivered).await?;
            if has_lost_topic(tx, delivered).await? {
                without_topic.push((*chat, chats::lang(tx.db, *stored).await?));
            }
        }
        campaigns::touch(tx.db, self.campaign.id, self.now).await?;
        let is_held = tx.is_frozen() && !matches!(self.campaign.kind, CampaignKind::Delete(_));
        let claimed = match self.most {
            _ if is_held => ClaimedRows::default(),
            0 => ClaimedRows::default(),
            _ if !has_answerable_author(tx, &self.campaign).await? => ClaimedRows::default(),
            most => claim(tx.db, &self.campaign, most, self.now).await?,
        };
        Ok((claimed, without_topic))
    }
}

/// Whether the author of a campaign may still send it. The right may have been taken away a moment ago.
async fn has_answerable_author(tx: &mut Tx<'_>, campaign: &Campaign) -> Result<bool, StoreError> {
    let author = match campaign.author {
        Some(author) => staff::find(tx, author).await?,
        None => None,
    };
    Ok(campaign.may_go_on(author.as_ref()))
}

fn result_row(outcome: &Outcome, now: Timestamp) -> ResultRow<'_> {
    let row = |status, reason, at| ResultRow { status, reason, at, messages: &[] };
    match outcome {
        Outcome::Sent(messages) => ResultRow { messages, ..row(DeliveryStatus::Sent, None, now) },
        Outcome::Ended(status, reason) => row(*status, Some(*reason), now),
        Outcome::Later(at) => row(DeliveryStatus::Queued, None, *at),
        Outcome::Moved(_) => row(DeliveryStatus::Queued, None, Outcome::AT_ONCE),
    }
}

/// Whether a group is to be asked for another topic. It keeps its messages meanwhile: the topic may open again, and Telegram
/// has been seen not to find topics that are there (<https://github.com/tdlib/telegram-bot-api/issues/693>).
async fn has_lost_topic(tx: &mut Tx<'_>, delivered: &Delivered) -> Result<bool, StoreError> {
    let Delivered { chat, stored, outcome } = delivered;
    match outcome {
        Outcome::Ended(_, Reason::NoTopic) => chats::ask_for_thread(tx.db, *stored).await,
        Outcome::Sent(_) if chat.is_group() => {
            chats::thread_is_open(tx.db, *stored).await?;
            Ok(false)
        }
        Outcome::Sent(_) | Outcome::Ended(..) | Outcome::Later(_) | Outcome::Moved(_) => Ok(false),
    }
}

/// Changes the chat according to the result.
async fn follow_up(tx: &mut Tx<'_>, delivered: &Delivered) -> Result<(), StoreError> {
    let Delivered { chat, stored, outcome } = delivered;
    match outcome {
        // Whether a chat that Telegram does not know is really gone, is clear only at the end.
        Outcome::Ended(DeliveryStatus::Gone, Reason::NotFound) => Ok(()),
        Outcome::Ended(DeliveryStatus::Gone, _) => lifecycle::mark_unreachable(tx.db, *stored).await,
        // Until the bot may write there again, which Telegram tells it.
        Outcome::Ended(DeliveryStatus::Failed, Reason::NoRights) if chat.is_group() => {
            chats::set_inactive(tx.db, *stored).await
        }
        Outcome::Moved(new) => {
            let new = tx.ids.hide(*new);
            let moved = lifecycle::migrate(tx.db, tx.key, *stored, new).await?;
            tx.opt_out(*stored, OptOut::MovedTo(new), moved);
            Ok(())
        }
        _ => Ok(()),
    }
}

impl Deliver {
    /// A person who was erased, and a group that moved, while a message to them was under way, is counted as unsure by
    /// then. Now that the result is known, the count is put right; a group gets the message at its new ID.
    async fn correct_tally(
        &self,
        tx: &mut Tx<'_>,
        chat: StoredId,
        outcome: &Outcome,
    ) -> Result<(), StoreError> {
        let id = self.campaign.id;
        if deliveries::exists(tx.db, id, chat).await? || !tallies::take_erased(tx.db, id).await? {
            return Ok(());
        }
        let (status, reason) = match outcome {
            Outcome::Sent(_) => (DeliveryStatus::Sent, None),
            Outcome::Ended(status, reason) => (*status, Some(*reason)),
            Outcome::Moved(new) if deliveries::queue(tx.db, id, tx.ids.hide(*new), self.now).await? => {
                return Ok(());
            }
            Outcome::Later(_) | Outcome::Moved(_) => (DeliveryStatus::Skipped, Some(Reason::Erased)),
        };
        tallies::add(tx.db, id, status, reason).await
    }
}

struct MarkUnknownUnreachable(CampaignId);

impl WriteJob for MarkUnknownUnreachable {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        for chat in deliveries::unknown_chats(tx.db, self.0).await? {
            lifecycle::mark_unreachable(tx.db, chat).await?;
        }
        Ok(())
    }
}
