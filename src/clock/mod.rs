//! The one place that reads the system's clocks. Other functions take `now`, and only loops hold a clock.
//!
//! There are two. The time of day can be set, and may be wrong, so it is for what people mean by a time: a deadline, an hour
//! of the morning, an age in days. The monotonic clock is never set, so it is for whatever counts seconds: rates, waits, and
//! how often something is said.

mod backoff;
mod check;
mod ticks;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

pub use backoff::Backoff;
pub use check::ClockCheck;
pub use ticks::Ticks;

/// A loop's source of time.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clocks.
    System,
    /// A clock for tests. It moves only when a test moves it.
    Hand(Arc<Hands>),
}

/// The hands of a test's clock, in milliseconds.
#[derive(Debug)]
pub struct Hands {
    wall: AtomicI64,
    monotonic: AtomicI64,
}

/// A moment by the monotonic clock. Only the time between two moments means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(SignedDuration);

impl Clock {
    /// A clock that stands at `now` until a test advances it.
    pub fn by_hand(now: Timestamp) -> Clock {
        let wall = AtomicI64::new(now.as_millisecond());
        Clock::Hand(Arc::new(Hands { wall, monotonic: AtomicI64::new(0) }))
    }

    /// The time of day. Anybody can set it.
    pub fn now(&self) -> Timestamp {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the clock")]
            Clock::System => Timestamp::now(),
            Clock::Hand(hands) => {
                Timestamp::from_millisecond(hands.wall.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
            }
        }
    }

    /// The moment. It stands still while the machine sleeps, and never goes back.
    pub fn moment(&self) -> Moment {
        /// The beginning of time for this process.
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        match self {
            Clock::System => Moment(SignedDuration::try_from(START.elapsed()).unwrap_or(SignedDuration::MAX)),
            Clock::Hand(hands) => Moment(SignedDuration::from_millis(hands.monotonic.load(Ordering::SeqCst))),
        }
    }

    /// Waits for a time. A test's clock does not wait, because the test decides how time goes.
    pub async fn sleep(&self, time: Duration) {
        match self {
            Clock::System => tokio::time::sleep(time).await,
            Clock::Hand(_) => tokio::task::yield_now().await,
        }
    }

    /// Lets time go by on a test's clock. The system's clocks stay as they are.
    pub fn advance(&self, by: SignedDuration) {
        if let Clock::Hand(hands) = self {
            hands.monotonic.fetch_add(millis(by), Ordering::SeqCst);
        }
        self.set(by);
    }

    /// Sets a test's time of day ahead, or back, while no time goes by: somebody sets the system's clock, or the machine wakes
    /// from a sleep.
    pub fn set(&self, by: SignedDuration) {
        if let Clock::Hand(hands) = self {
            hands.wall.fetch_add(millis(by), Ordering::SeqCst);
        }
    }
}

fn millis(span: SignedDuration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

impl Moment {
    /// The moment when a test's clock begins.
    pub const START: Moment = Moment(SignedDuration::ZERO);
    /// A moment before all others.
    pub const LONG_AGO: Moment = Moment(SignedDuration::MIN);

    /// The moment after a span, or before it, where the span is negative.
    #[must_use]
    pub fn after(self, span: SignedDuration) -> Moment {
        Moment(self.0.saturating_add(span))
    }

    /// The time that has gone by since an earlier moment; negative since a later one.
    pub fn since(self, earlier: Moment) -> SignedDuration {
        self.0.saturating_sub(earlier.0)
    }
}

/// A moment that one task sets and others read, without waiting for each other.
#[derive(Debug)]
pub struct AtomicMoment(AtomicI64);

impl AtomicMoment {
    /// Before all others until it is set.
    pub const fn long_ago() -> AtomicMoment {
        AtomicMoment(AtomicI64::new(i64::MIN))
    }

    /// Sets it.
    pub fn set(&self, moment: Moment) {
        let beyond = if moment.0.is_negative() { i64::MIN } else { i64::MAX };
        self.0.store(i64::try_from(moment.0.as_millis()).unwrap_or(beyond), Ordering::Relaxed);
    }

    /// The moment that was set last, in whole milliseconds.
    pub fn get(&self) -> Moment {
        match self.0.load(Ordering::Relaxed) {
            i64::MIN => Moment::LONG_AGO,
            set => Moment(SignedDuration::from_millis(set)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_that_was_never_set_is_long_ago() {
        let shared = AtomicMoment::long_ago();
        assert_eq!(shared.get(), Moment::LONG_AGO);
        let moment = Moment::START.after(SignedDuration::from_secs(7));
        shared.set(moment);
        assert_eq!(shared.get(), moment);
        shared.set(Moment::LONG_AGO);
        assert_eq!(shared.get(), Moment::LONG_AGO);
    }

    #[test]
    fn setting_the_clock_lets_no_time_go_by() {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let before = clock.moment();
        clock.set(SignedDuration::from_hours(-24));
        assert_eq!((clock.now().as_second(), clock.moment()), (-86_400, before));
        clock.advance(SignedDuration::from_secs(5));
        assert_eq!(clock.now().as_second(), -86_395);
        assert_eq!(clock.moment().since(before), SignedDuration::from_secs(5));
    }

    #[test]
    fn the_systems_moments_never_go_back() {
        let first = Clock::System.moment();
        assert!(Clock::System.moment() >= first && first > Moment::LONG_AGO);
        assert!(first.since(Moment::LONG_AGO) > SignedDuration::from_hours(24));
    }
}
