//! One campaign to one chat: where it stands, and why.

use std::collections::BTreeMap;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// A delivery's state.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum DeliveryStatus {
    /// It waits.
    Queued,
    /// It is under way, or was when the machine went down.
    Sending,
    /// Telegram took it.
    Sent,
    /// The chat can't be written to.
    Gone,
    /// Telegram refuses it for good.
    Failed,
    /// It may have arrived or not; nobody can tell.
    Unsure,
    /// It was not tried, on purpose.
    Skipped,
}

/// Why a delivery stands as it does.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Reason {
    /// The person blocked the bot.
    Blocked,
    /// The account was deleted.
    Deactivated,
    /// Telegram knows no such chat.
    NotFound,
    /// The bot was put out of the group, or the group is gone.
    Kicked,
    /// The person has not started the bot.
    NotStarted,
    /// It is a bot.
    #[strum(serialize = "bot")]
    IsBot,
    /// The bot may not write there.
    NoRights,
    /// Telegram refuses what is sent.
    Content,
    /// Telegram refused it for another reason.
    Refused,
    /// The message is gone, or too old to be changed.
    NoMessage,
    /// The connection broke, or Telegram's servers failed, after the request was sent.
    Connection,
    /// The machine went down while it was under way.
    Crash,
    /// The topic was switched off meanwhile.
    Stopped,
    /// The person was erased meanwhile.
    Erased,
    /// The chat does not fit the audience any more.
    Unfit,
    /// There is no version in the chat's language.
    NoVersion,
    /// The campaign was called off.
    Cancelled,
    /// It would have come too late.
    Late,
    /// What it reminds of was changed or removed.
    Changed,
    /// A backup was restored, and nobody knows any more whether it was sent before.
    Restored,
}

coded!(DeliveryStatus);
coded!(Reason);

/// How many deliveries stand how, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(pub BTreeMap<(DeliveryStatus, Option<Reason>), u64>);

impl Tally {
    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many stand like this, for whatever reason.
    #[must_use]
    pub fn of(&self, status: DeliveryStatus) -> u64 {
        self.0.iter().filter(|((each, _), _)| *each == status).map(|(_, count)| count).sum()
    }

    /// How many wait or are under way.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.of(DeliveryStatus::Queued) + self.of(DeliveryStatus::Sending)
    }

    /// Counts so many more.
    pub fn add(&mut self, status: DeliveryStatus, reason: Option<Reason>, count: u64) {
        *self.0.entry((status, reason)).or_default() += count;
    }
}
