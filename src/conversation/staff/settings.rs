//! Settings for staff.

use crate::crypto;
use crate::telegram::RateLimits;

/// The pace of campaigns, and what binds a confirmation to this process.
pub struct StaffSettings {
    /// Messages of a campaign in a second.
    per_second: u32,
    /// Whether Telegram is paid for going faster.
    pub(super) paid: bool,
    /// Makes a confirmation valid in this process only.
    pub(super) nonce: [u8; 32],
}

impl StaffSettings {
    /// Settings for this rate.
    #[must_use]
    pub fn new(limits: RateLimits) -> StaffSettings {
        StaffSettings {
            per_second: limits.paid.unwrap_or(limits.all).max(1),
            paid: limits.paid.is_some(),
            nonce: crypto::random(),
        }
    }

    /// The time in seconds that sending to this number of recipients takes.
    pub(super) fn seconds(&self, recipients: u64) -> u64 {
        recipients.div_ceil(u64::from(self.per_second))
    }
}
