//! Settings for staff.

use crate::crypto;
use crate::domain::ChatId;
use crate::telegram::RateLimits;

/// The staff, and the pace of campaigns.
pub struct StaffSettings {
    owners: Vec<ChatId>,
    /// Messages of a campaign in a second.
    per_second: u32,
    /// Whether Telegram is paid for going faster.
    pub(super) paid: bool,
    /// Makes a confirmation valid in this process only.
    pub(super) nonce: [u8; 32],
}

impl StaffSettings {
    /// Settings for these owners and this rate.
    #[must_use]
    pub fn new(owners: &[i64], limits: RateLimits) -> StaffSettings {
        StaffSettings {
            owners: owners.iter().copied().map(ChatId).collect(),
            per_second: limits.paid.unwrap_or(limits.all).max(1),
            paid: limits.paid.is_some(),
            nonce: crypto::random(),
        }
    }

    /// Whether this is the private chat of one of the staff.
    #[must_use]
    pub fn includes(&self, chat: ChatId) -> bool {
        self.owners.contains(&chat)
    }

    /// The time in seconds that sending to this number of recipients takes.
    pub(super) fn seconds(&self, recipients: u64) -> u64 {
        recipients.div_ceil(u64::from(self.per_second))
    }
}
