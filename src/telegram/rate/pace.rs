//! How fast things may go, by the generic cell rate algorithm (ITU-T I.371): a steady rate, with a burst above it. It
//! takes the time, so that it is tested without waiting.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::{SignedDuration, Timestamp};

/// A steady rate, and how many may go at once after a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The time between two at the steady rate.
    pub every: SignedDuration,
    /// How many may go at once, 1 or more.
    pub burst: i32,
}

impl Rate {
    /// So many a minute, 1 or more.
    #[must_use]
    pub const fn per_minute(count: u32, burst: i32) -> Rate {
        Rate { every: SignedDuration::from_micros(60_000_000 / count as i64), burst }
    }
}

/// Keeps a rate for each of many, such as chats.
#[derive(Debug)]
pub struct Pace<K> {
    /// When each could go next at the steady rate; those in the past may be forgotten.
    next: HashMap<K, Timestamp>,
    /// At so many the past is forgotten.
    most: usize,
}

impl<K: Eq + Hash + Copy> Pace<K> {
    /// How many are remembered at least before those whose time has passed are forgotten.
    const FEW: usize = 256;
    /// How far ahead a place may lie.
    const AHEAD: SignedDuration = SignedDuration::from_mins(2);

    /// Nobody has gone yet.
    #[must_use]
    pub fn new() -> Pace<K> {
        Pace { next: HashMap::new(), most: Pace::<K>::FEW }
    }

    /// How long `key` has to wait before it may go; zero when it may go now. It takes its place in both cases.
    pub fn take(&mut self, key: K, rate: Rate, now: Timestamp) -> SignedDuration {
        let next = self.next(key, now);
        let wait = wait(next, rate, now);
        self.remember(key, after(next, rate), now);
        wait
    }

    /// Whether `key` may go now; it takes no place when it may not.
    pub fn admit(&mut self, key: K, rate: Rate, now: Timestamp) -> bool {
        let next = self.next(key, now);
        let may = wait(next, rate, now).is_zero();
        if may {
            self.remember(key, after(next, rate), now);
        }
        may
    }

    /// What went at last took until now: the next goes no sooner than one step of the steady rate after it.
    pub fn arrived(&mut self, key: K, rate: Rate, now: Timestamp) {
        let next = self.next(key, now).max(after(now, rate));
        self.remember(key, next, now);
    }

    /// When `key` can go at the steady rate, seen from now. It is never far ahead: a clock that jumped back would
    /// hold everybody up otherwise.
    fn next(&self, key: K, now: Timestamp) -> Timestamp {
        let latest = now.saturating_add(Pace::<K>::AHEAD).unwrap_or(Timestamp::MAX);
        self.next.get(&key).map_or(now, |next| (*next).clamp(now, latest))
    }

    fn remember(&mut self, key: K, next: Timestamp, now: Timestamp) {
        if self.next.len() >= self.most {
            self.next.retain(|_, next| *next > now);
            // Twice as many as have to be remembered: it stays small, and is not searched at each step.
            self.most = (2 * self.next.len()).max(Pace::<K>::FEW);
            self.next.shrink_to(self.most);
        }
        self.next.insert(key, next);
    }
}

impl<K: Eq + Hash + Copy> Default for Pace<K> {
    fn default() -> Pace<K> {
        Pace::new()
    }
}

fn wait(next: Timestamp, rate: Rate, now: Timestamp) -> SignedDuration {
    let credit = rate.every * (rate.burst - 1).max(0);
    (next.duration_since(now) - credit).max(SignedDuration::ZERO)
}

fn after(next: Timestamp, rate: Rate) -> Timestamp {
    next.saturating_add(rate.every).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate::per_minute(60, 3);

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(millis).expect("a time")
    }

    fn waits(pace: &mut Pace<u8>, key: u8, times: &[i64]) -> Vec<i128> {
        times.iter().map(|millis| pace.take(key, RATE, at(*millis)).as_millis()).collect()
    }

    #[test]
    fn a_burst_goes_at_once_and_the_rest_at_the_steady_rate() {
        let mut pace = Pace::new();
        assert_eq!(waits(&mut pace, 1, &[0, 0, 0, 0, 0]), [0, 0, 0, 1000, 2000]);
        assert_eq!(waits(&mut pace, 2, &[0]), [0], "another one's pace");
        assert_eq!(waits(&mut pace, 1, &[60_000; 4]), [0, 0, 0, 1000], "after a pause");
    }

    #[test]
    fn who_is_not_admitted_takes_no_place() {
        let mut pace = Pace::new();
        let admitted: Vec<_> = [0, 0, 0, 0, 0, 1000, 1000].map(|ms| pace.admit(1, RATE, at(ms))).into();
        assert_eq!(admitted, [true, true, true, false, false, true, false]);
    }

    #[test]
    fn those_whose_time_has_passed_are_forgotten_and_no_others() {
        let mut pace = Pace::new();
        for key in 0..100_000_i64 {
            // A thousand a second, each of which is remembered for a second.
            assert!(pace.admit(key, Rate::per_minute(60, 1), at(key)));
            assert!(!pace.admit(key - key.min(900), Rate::per_minute(60, 1), at(key)), "{key} is remembered");
        }
        assert!(pace.next.capacity() < 8 * 1024, "{}", pace.next.capacity());
    }

    #[test]
    fn a_clock_that_jumps_back_holds_nobody_for_ever() {
        let mut pace = Pace::new();
        waits(&mut pace, 1, &[3_600_000]);
        assert!(pace.take(1, RATE, at(0)) <= SignedDuration::from_mins(2));
    }
}
