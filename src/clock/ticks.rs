//! Something that happens again and again.

use std::time::Duration;

use jiff::SignedDuration;

use crate::clock::{Clock, Moment};

/// Comes at once, and then each time when so much time has gone by.
#[derive(Debug)]
pub struct Ticks {
    clock: Clock,
    every: SignedDuration,
    next: Moment,
}

impl Ticks {
    /// Ticks of this clock.
    pub fn new(clock: Clock, every: Duration) -> Ticks {
        Ticks {
            clock,
            every: SignedDuration::try_from(every).unwrap_or(SignedDuration::MAX),
            next: Moment::LONG_AGO,
        }
    }

    /// Waits for the next one. A caller that stops waiting misses none.
    pub async fn tick(&mut self) {
        loop {
            let now = self.clock.moment();
            // It is negative once the time is over.
            let left = Duration::try_from(self.next.since(now)).unwrap_or_default();
            if left.is_zero() {
                self.next = now.after(self.every);
                return;
            }
            self.clock.sleep(left).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn the_first_comes_at_once_and_the_others_in_their_time() {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let mut ticks = Ticks::new(clock.clone(), Duration::from_mins(10));
        let mut comes = || ticks.tick().now_or_never().is_some();
        assert!(comes() && !comes());
        clock.advance(SignedDuration::from_mins(9));
        assert!(!comes());
        clock.advance(SignedDuration::from_mins(91));
        assert!(comes() && !comes(), "missed ones are not made up for");
    }
}
