//! Whether the system's clock can be believed. It is compared with the time in Telegram's answers, and between two answers
//! with the monotonic clock.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::clock::{Clock, Moment};

/// Compares the system's clock with Telegram's. A machine whose battery is empty wakes up in another year; a wrong zone is
/// hours off. Before anything is deleted for its age, skipped for being late, or sent to many, the clock must be right.
#[derive(Debug, Clone)]
pub struct ClockCheck {
    clock: Clock,
    last: Arc<Mutex<Option<Evidence>>>,
}

/// Telegram's time at a moment.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    telegram: Timestamp,
    at: Moment,
    /// Whether the system's clock said the same.
    agrees: bool,
}

impl Evidence {
    /// Telegram's time at a later moment.
    fn telegram_at(&self, moment: Moment) -> Timestamp {
        let passed = moment.since(self.at).max(SignedDuration::ZERO);
        self.telegram.saturating_add(passed).unwrap_or(Timestamp::MAX)
    }
}

impl ClockCheck {
    /// The largest difference that does no harm. Clocks that nobody sets are off by a minute or two.
    const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);
    /// How long an answer of Telegram's proves anything.
    const FRESH: SignedDuration = SignedDuration::from_hours(1);

    /// Checks this clock. Nothing is known yet.
    pub fn new(clock: Clock) -> ClockCheck {
        ClockCheck { clock, last: Arc::default() }
    }

    /// Telegram answered, and said what time it is. A server that does not say (another Bot API server) proves nothing new;
    /// then the clock is only held to what it said at first.
    pub fn note(&self, telegram: Option<Timestamp>) {
        let (now, at) = (self.clock.now(), self.clock.moment());
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let expected = last.map_or(now, |last| last.telegram_at(at));
        let telegram = telegram.unwrap_or(expected);
        let agrees = are_close(now, telegram);
        match *last {
            Some(Evidence { agrees: true, .. }) | None if !agrees => {
                let off = now.duration_since(telegram).as_secs();
                log::error!("the clock of this machine differs from Telegram's by {off} s: set it right");
            }
            Some(Evidence { agrees: false, .. }) if agrees => log::info!("the clock is right again"),
            Some(_) | None => {}
        }
        *last = Some(Evidence { telegram, at, agrees });
    }

    /// Whether the clock is right, as far as Telegram's last answer and the time since then tell. A machine that wakes from a
    /// sleep is in doubt until Telegram's next answer.
    pub fn is_right(&self) -> bool {
        let (now, at) = (self.clock.now(), self.clock.moment());
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| at.since(last.at) < ClockCheck::FRESH && are_close(now, last.telegram_at(at)))
    }

    /// Telegram's time now, by its last answer and the time since then.
    pub fn telegrams_time(&self) -> Option<Timestamp> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.map(|last| last.telegram_at(self.clock.moment()))
    }

    /// Telegram's time now, if the system's clock is behind it.
    pub fn telegrams_time_if_later(&self) -> Option<Timestamp> {
        let now = self.clock.now();
        self.telegrams_time().filter(|telegram| *telegram > now && !are_close(now, *telegram))
    }

    /// Whether the clock was wrong when Telegram answered last.
    pub fn is_wrong(&self) -> bool {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|last| !last.agrees)
    }
}

fn are_close(one: Timestamp, other: Timestamp) -> bool {
    one.duration_since(other).abs() <= ClockCheck::TOLERANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: SignedDuration = SignedDuration::from_hours(1);
    const MINUTE: SignedDuration = SignedDuration::from_mins(1);

    fn checked() -> (Clock, ClockCheck) {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let check = ClockCheck::new(clock.clone());
        (clock, check)
    }

    #[test]
    fn nothing_is_known_before_telegram_has_answered_or_long_after() {
        let (clock, check) = checked();
        assert!(!check.is_right() && !check.is_wrong());
        check.note(Some(clock.now() - 4 * MINUTE));
        assert!(check.is_right());
        clock.advance(HOUR);
        assert!(!check.is_right() && !check.is_wrong());
    }

    #[test]
    fn a_clock_that_somebody_sets_is_in_doubt_at_once_and_wrong_if_telegram_says_so() {
        let (clock, check) = checked();
        for jump in [24 * 30 * HOUR, -HOUR, 6 * MINUTE] {
            let telegram = clock.now();
            check.note(Some(telegram));
            clock.set(jump);
            assert!(!check.is_right() && !check.is_wrong(), "{jump}");
            check.note(Some(telegram));
            assert!(!check.is_right() && check.is_wrong(), "{jump}");
            clock.set(-jump);
            assert!(check.is_right(), "it was set right");
            check.note(Some(telegram));
            assert!(check.is_right() && !check.is_wrong());
        }
    }

    #[test]
    fn telegrams_time_is_given_to_a_clock_that_is_behind() {
        let (clock, check) = checked();
        assert_eq!(check.telegrams_time_if_later(), None);
        let telegram = clock.now();
        check.note(Some(telegram));
        for (jump, expected) in [(-4 * MINUTE, None), (-HOUR, Some(telegram)), (HOUR, None)] {
            clock.set(jump);
            assert_eq!(check.telegrams_time_if_later(), expected, "{jump}");
            clock.set(-jump);
        }
    }

    #[test]
    fn a_laptop_that_wakes_carries_on_after_telegrams_next_answer() {
        let (clock, check) = checked();
        check.note(Some(clock.now()));
        clock.set(8 * HOUR);
        assert!(!check.is_right());
        check.note(Some(clock.now()));
        assert!(check.is_right());
    }

    #[test]
    fn a_server_that_does_not_tell_the_time_leaves_the_monotonic_clock() {
        let (clock, check) = checked();
        check.note(None);
        assert!(check.is_right());
        clock.set(HOUR);
        check.note(None);
        assert!(!check.is_right(), "it does not prove what was set");
        clock.set(-HOUR);
        for _ in 0..3 {
            clock.advance(50 * MINUTE);
            check.note(None);
            assert!(check.is_right());
        }
    }
}
