//! What binds a confirmation to what was confirmed.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::conversation::callback::Seal;
use crate::conversation::staff::settings::StaffSettings;

impl Seal {
    /// How long a confirmation counts, in minutes.
    pub(super) const MINUTES: i64 = 15;
    const GOOD_FOR: SignedDuration = SignedDuration::from_mins(Seal::MINUTES);

    /// A confirmation of these parts that is asked for now.
    pub(super) fn new(desk: &StaffSettings, now: Timestamp, parts: &[Vec<u8>]) -> Seal {
        let until = now.saturating_add(Seal::GOOD_FOR).unwrap_or(Timestamp::MAX);
        let until = Timestamp::from_second(until.as_second()).unwrap_or(until);
        Seal { until, hash: hash(desk, until, parts) }
    }

    /// Whether the time for it is over; so it is where the clock was set back since.
    pub(super) fn has_expired(&self, now: Timestamp) -> bool {
        !(SignedDuration::ZERO..=Seal::GOOD_FOR).contains(&self.until.duration_since(now))
    }

    /// Whether it confirms exactly these parts, in this process.
    pub(super) fn fits(&self, desk: &StaffSettings, parts: &[Vec<u8>]) -> bool {
        self.hash == hash(desk, self.until, parts)
    }

    /// When it was asked for.
    pub(super) fn asked(&self) -> Timestamp {
        self.until.saturating_sub(Seal::GOOD_FOR).unwrap_or(Timestamp::MIN)
    }
}

fn hash(desk: &StaffSettings, until: Timestamp, parts: &[Vec<u8>]) -> String {
    let mut hash = Sha256::new();
    hash.update(desk.nonce);
    hash.update(until.as_second().to_be_bytes());
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(Seal::HASH / 2).fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::RateLimits;

    #[test]
    fn a_confirmation_is_bound_to_every_part_and_to_the_process() {
        let desk = StaffSettings::new(&[1], RateLimits::default());
        let now: Timestamp = "2026-11-25T05:00:00Z".parse().expect("a time");
        let seal = Seal::new(&desk, now, &[b"draft".to_vec(), b"12".to_vec()]);
        assert_eq!(seal.hash.len(), Seal::HASH);
        assert!(seal.fits(&desk, &[b"draft".to_vec(), b"12".to_vec()]));
        assert!(!seal.fits(&desk, &[b"draft".to_vec(), b"13".to_vec()]));
        assert!(!seal.fits(&desk, &[b"draft1".to_vec(), b"2".to_vec()]), "parts do not run into each other");
        assert!(
            !seal
                .fits(&StaffSettings::new(&[1], RateLimits::default()), &[b"draft".to_vec(), b"12".to_vec()]),
            "another process"
        );
        let later = Seal { until: seal.until + SignedDuration::from_mins(1), ..seal.clone() };
        assert!(!later.fits(&desk, &[b"draft".to_vec(), b"12".to_vec()]), "nobody gives it more time");
        assert!(!seal.has_expired(now + SignedDuration::from_mins(15)));
        assert!(seal.has_expired(now + SignedDuration::from_secs(901)));
        assert!(seal.has_expired(now - SignedDuration::from_hours(3)), "the clock was set back");
        assert_eq!(seal.asked(), now);
    }
}
