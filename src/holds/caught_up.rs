//! Up to when the bot has taken everything that Telegram had for it. A stop that somebody taps in time waits at Telegram while the
//! bot is down or cut off, and counts all the same: an action takes effect only after the bot has caught up with the end of its hold.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::{Clock, Moment};
use crate::domain::time::later;

/// Up to when the bot has taken everything that Telegram had for it. The way in notes it, and the holds ask.
#[derive(Debug, Clone)]
pub struct CaughtUp {
    clock: Clock,
    state: Arc<Mutex<CaughtUpState>>,
}

#[derive(Debug, Default)]
struct CaughtUpState {
    /// When Telegram was last asked that had nothing more then.
    last: Option<AskedAt>,
    /// The end of the next hold.
    wanted: Option<Timestamp>,
}

/// When Telegram was asked. Somebody may set the time of day since, and a machine that sleeps stops the monotonic clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AskedAt {
    time: Timestamp,
    moment: Moment,
}

impl CaughtUp {
    /// The bot has taken nothing yet.
    pub fn new(clock: Clock) -> CaughtUp {
        CaughtUp { clock, state: Arc::default() }
    }

    /// Telegram is asked now what it has.
    pub(crate) fn asks(&self) -> AskedAt {
        AskedAt { time: self.clock.now(), moment: self.clock.moment() }
    }

    /// Telegram had nothing when it was asked at this time, or the rest of it has been stored since.
    pub(crate) fn note(&self, asked: AskedAt) {
        self.state().last = Some(asked);
    }

    /// Up to when everything is taken, by the clock as it goes now; `None` before the first time. Of two clocks that disagree
    /// the more cautious one counts.
    pub fn until(&self) -> Option<Timestamp> {
        let last = self.state().last?;
        let passed = self.clock.moment().since(last.moment);
        Some(last.time.min(later(self.clock.now(), -passed)))
    }

    /// A hold ends at this time: Telegram is to be asked then.
    pub(crate) fn want(&self, over: Timestamp) {
        let until = self.until();
        let mut state = self.state();
        let earlier = state.wanted.filter(|wanted| Some(*wanted) > until);
        state.wanted = Some(earlier.map_or(over, |earlier| earlier.min(over)));
    }

    /// How long may be waited before Telegram is asked again: for this time, but not beyond the end of a hold. In whole seconds,
    /// so that the end has passed then.
    pub(crate) fn patience(&self, longest: Duration) -> Duration {
        let until = self.until();
        let Some(wanted) = self.state().wanted.filter(|wanted| Some(*wanted) > until) else { return longest };
        let left = Duration::try_from(wanted.duration_since(self.clock.now())).unwrap_or_default();
        longest.min(Duration::from_secs(left.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX)))
    }

    fn state(&self) -> MutexGuard<'_, CaughtUpState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    const LONG: Duration = Duration::from_secs(25);

    fn seconds(count: i64) -> SignedDuration {
        SignedDuration::from_secs(count)
    }

    fn new() -> (Clock, CaughtUp) {
        let clock = Clock::by_hand("2026-11-25T05:00:00Z".parse().expect("a time"));
        (clock.clone(), CaughtUp::new(clock))
    }

    #[test]
    fn everything_is_taken_up_to_the_last_question_and_no_further() {
        let (clock, caught_up) = new();
        assert_eq!(caught_up.until(), None);
        let (begun, asked) = (clock.now(), caught_up.asks());
        clock.advance(seconds(20));
        assert_eq!(caught_up.until(), None, "there is no answer yet");
        caught_up.note(asked);
        assert_eq!(caught_up.until(), Some(begun), "more may have come while it waited");
        clock.advance(seconds(20));
        assert_eq!(caught_up.until(), Some(begun));
    }

    #[test]
    fn a_clock_that_is_set_and_a_machine_that_sleeps_prove_nothing() {
        for set in [-240, 240] {
            let (clock, caught_up) = new();
            caught_up.note(caught_up.asks());
            clock.advance(seconds(5));
            clock.set(seconds(set));
            let until = caught_up.until().expect("noted");
            assert!(until <= later(clock.now(), seconds(-5)), "{set}");
        }
    }

    #[test]
    fn telegram_is_asked_when_a_hold_ends_and_once_is_enough() {
        let (clock, caught_up) = new();
        assert_eq!(caught_up.patience(LONG), LONG);
        let over = later(clock.now(), SignedDuration::from_millis(40_100));
        caught_up.want(later(over, seconds(600)));
        caught_up.want(over);
        assert_eq!(caught_up.patience(LONG), LONG);
        clock.advance(seconds(30));
        assert_eq!(caught_up.patience(LONG), Duration::from_secs(11), "the end has passed then");
        caught_up.note(caught_up.asks());
        clock.advance(seconds(11));
        assert_eq!(caught_up.patience(LONG), Duration::ZERO);
        caught_up.note(caught_up.asks());
        assert_eq!(caught_up.patience(LONG), LONG);
        caught_up.want(later(over, seconds(600)));
        clock.advance(seconds(599));
        assert_eq!(caught_up.patience(LONG), Duration::from_secs(1), "the next one");
    }
}
