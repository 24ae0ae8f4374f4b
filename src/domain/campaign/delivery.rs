//! Deliveries: one campaign to one chat each.

use std::collections::BTreeMap;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// The status of a delivery.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum DeliveryStatus {
    /// It waits.
    Queued,
    /// It is in flight, or was when the process ended.
    Sending,
    /// Telegram accepted it.
    Sent,
    /// The bot can't write to the chat.
    Gone,
    /// Telegram refuses it permanently.
    Failed,
    /// It may or may not have arrived.
    Unsure,
    /// It was deliberately not tried.
    Skipped,
}

/// The reason for the status of a delivery.
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
    /// The bot was removed from the group, or the group is gone.
    Kicked,
    /// The person has not started the bot.
    NotStarted,
    /// The chat is that of another bot.
    #[strum(serialize = "bot")]
    IsBot,
    /// The bot has no right to write there.
    NoRights,
    /// Telegram refuses the content.
    Content,
    /// Telegram refuses it for another reason.
    Refused,
    /// The message that was to be changed is gone or too old.
    NoMessage,
    /// The connection broke, or Telegram's servers failed, after the request was sent.
    Connection,
    /// The process ended while it was in flight.
    Crash,
    /// The topic was switched off meanwhile.
    Stopped,
    /// The person was erased meanwhile.
    Erased,
    /// The chat no longer belongs to the audience.
    Unfit,
    /// There is no version in the chat's language.
    NoVersion,
    /// The campaign was called off.
    Cancelled,
    /// It would have come too late.
    Late,
    /// The deadline that it reminds of was changed or removed.
    Changed,
    /// A backup was restored, which does not tell whether it was sent since.
    Restored,
    /// The topic of the forum is closed or gone.
    NoTopic,
}

coded!(DeliveryStatus);
coded!(Reason);

impl DeliveryStatus {
    /// Whether its chat counts as one that received the campaign: the message is there, may be there, or may still come.
    pub fn counts_as_received(self) -> bool {
        match self {
            DeliveryStatus::Queued
            | DeliveryStatus::Sending
            | DeliveryStatus::Sent
            | DeliveryStatus::Unsure => true,
            DeliveryStatus::Gone | DeliveryStatus::Failed | DeliveryStatus::Skipped => false,
        }
    }
}

/// The number of deliveries of a campaign for each status and reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(pub BTreeMap<(DeliveryStatus, Option<Reason>), u64>);

impl Tally {
    /// All deliveries.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Deliveries with a status, for any reason.
    pub fn of(&self, status: DeliveryStatus) -> u64 {
        self.0.iter().filter(|((each, _), _)| *each == status).map(|(_, count)| count).sum()
    }

    /// Deliveries without a result: queued or in flight.
    pub fn open(&self) -> u64 {
        self.of(DeliveryStatus::Queued) + self.of(DeliveryStatus::Sending)
    }

    /// Adds to a count.
    pub fn add(&mut self, status: DeliveryStatus, reason: Option<Reason>, count: u64) {
        *self.0.entry((status, reason)).or_default() += count;
    }
}
