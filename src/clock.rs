//! The one place that reads the system's clock. Other functions take `now`, and only loops hold a clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A loop's source of time.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// A clock for tests, in milliseconds. It moves only when a test advances it.
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now` until a test advances it.
    pub fn by_hand(now: Timestamp) -> Clock {
        Clock::Hand(Arc::new(AtomicI64::new(now.as_millisecond())))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this is the clock")]
            Clock::System => Timestamp::now(),
            Clock::Hand(millis) => {
                Timestamp::from_millisecond(millis.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
            }
        }
    }

    /// Waits for a time. A test's clock does not wait, because the test decides how time goes.
    pub async fn sleep(&self, time: Duration) {
        match self {
            Clock::System => tokio::time::sleep(time).await,
            Clock::Hand(_) => tokio::task::yield_now().await,
        }
    }

    /// Advances a test's clock. The system's clock stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        if let Clock::Hand(millis) = self {
            let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            millis.fetch_add(by, Ordering::SeqCst);
        }
    }
}

/// Whether less than `span` has passed since `then`. A clock that was set back may put `then` into the future. That counts
/// as not recent, so that nobody waits for it.
pub fn is_recent(then: Timestamp, now: Timestamp, span: SignedDuration) -> bool {
    (SignedDuration::ZERO..span).contains(&now.duration_since(then))
}

/// The waits between attempts at the same thing. Each is a multiple of the one before, up to the longest.
#[derive(Debug, Clone)]
pub struct Backoff {
    first: Duration,
    next: Duration,
    longest: Duration,
    factor: u32,
}

impl Backoff {
    /// Waits that double.
    pub const fn doubling(first: Duration, longest: Duration) -> Backoff {
        Backoff::growing(first, longest, 2)
    }

    /// Waits that grow by a factor.
    pub const fn growing(first: Duration, longest: Duration, factor: u32) -> Backoff {
        Backoff { first, next: first, longest, factor }
    }

    /// The wait before the next attempt.
    pub fn next_wait(&mut self) -> Duration {
        let longer = self.next.saturating_mul(self.factor).min(self.longest);
        std::mem::replace(&mut self.next, longer)
    }

    /// Starts again with the first wait, after an attempt that succeeded.
    pub fn reset(&mut self) {
        self.next = self.first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_the_longest_and_start_again_after_a_success() {
        let mut backoff = Backoff::doubling(Duration::from_secs(1), Duration::from_secs(3));
        assert_eq!([(); 4].map(|()| backoff.next_wait().as_secs()), [1, 2, 3, 3]);
        backoff.reset();
        assert_eq!(backoff.next_wait().as_secs(), 1);
    }

    #[test]
    fn a_time_ahead_of_a_clock_that_was_set_back_is_not_recent() {
        let at = |second| Timestamp::from_second(second).expect("a time");
        let recent = |then, now| is_recent(at(then), at(now), SignedDuration::from_secs(10));
        assert!(recent(100, 100) && recent(100, 109));
        assert!(!recent(100, 110) && !recent(100, 99) && !recent(100, 0));
    }
}
