//! A steady rate with a burst above it, for each chat, by the generic cell rate algorithm (ITU-T I.371).
//!
//! It is written here because the crate for it, governor, only says whether something may go now and reads a clock of its
//! own. The sender must reserve a place ahead and wait for it, and all code of the bot takes the moment as an argument, so
//! that tests need not wait.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::SignedDuration;

use crate::clock::Moment;

/// A steady rate, and the burst that is allowed after a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The time between two events at the steady rate.
    pub every: SignedDuration,
    /// The events that may come at once, 1 or more.
    pub burst: i32,
}

impl Rate {
    /// A number of events a minute, 1 or more.
    pub const fn per_minute(count: u32, burst: i32) -> Rate {
        Rate { every: SignedDuration::from_micros(60_000_000 / count as i64), burst }
    }
}

/// Keeps a rate for each of many keys, such as chats.
#[derive(Debug)]
pub struct Pace<K> {
    /// When each key could go next at the steady rate. Moments in the past need not be remembered.
    next: HashMap<K, Moment>,
    /// The number of keys at which those with a moment in the past are forgotten.
    limit: usize,
}

impl<K: Eq + Hash + Copy> Pace<K> {
    /// The smallest limit.
    const LEAST: usize = 256;

    /// A pace at which nothing has come yet.
    pub fn new() -> Pace<K> {
        Pace { next: HashMap::new(), limit: Pace::<K>::LEAST }
    }

    /// Reserves the next place of `key`, and gives how long it has to wait for it.
    pub fn reserve(&mut self, key: K, rate: Rate, now: Moment) -> SignedDuration {
        let next = self.next(key, now);
        let wait = wait(next, rate, now);
        self.remember(key, after(next, rate), now);
        wait
    }

    /// Whether `key` may go now. It takes a place only if it may.
    pub fn admit(&mut self, key: K, rate: Rate, now: Moment) -> bool {
        let next = self.next(key, now);
        let may = wait(next, rate, now).is_zero();
        if may {
            self.remember(key, after(next, rate), now);
        }
        may
    }

    /// The last event of `key` took until now: the next comes at least one step of the steady rate after it.
    pub fn arrived(&mut self, key: K, rate: Rate, now: Moment) {
        let next = self.next(key, now).max(after(now, rate));
        self.remember(key, next, now);
    }

    /// Forgets all places of `key`.
    pub fn forget(&mut self, key: K) {
        self.next.remove(&key);
    }

    /// When `key` can go at the steady rate, seen from now.
    fn next(&self, key: K, now: Moment) -> Moment {
        self.next.get(&key).map_or(now, |next| now.max(*next))
    }

    fn remember(&mut self, key: K, next: Moment, now: Moment) {
        if self.next.len() >= self.limit {
            self.next.retain(|_, next| *next > now);
            // Twice the keys that must be remembered: it stays small, and is not searched at every step.
            self.limit = (2 * self.next.len()).max(Pace::<K>::LEAST);
            self.next.shrink_to(self.limit);
        }
        self.next.insert(key, next);
    }
}

impl<K: Eq + Hash + Copy> Default for Pace<K> {
    fn default() -> Pace<K> {
        Pace::new()
    }
}

fn wait(next: Moment, rate: Rate, now: Moment) -> SignedDuration {
    let credit = rate.every * (rate.burst - 1).max(0);
    (next.since(now) - credit).max(SignedDuration::ZERO)
}

fn after(next: Moment, rate: Rate) -> Moment {
    next.after(rate.every)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate::per_minute(60, 3);

    fn at(millis: i64) -> Moment {
        Moment::START.after(SignedDuration::from_millis(millis))
    }

    fn waits(pace: &mut Pace<u8>, key: u8, times: &[i64]) -> Vec<i128> {
        times.iter().map(|millis| pace.reserve(key, RATE, at(*millis)).as_millis()).collect()
    }

    #[test]
    fn a_burst_goes_at_once_and_the_rest_at_the_steady_rate() {
        let mut pace = Pace::new();
        assert_eq!(waits(&mut pace, 1, &[0, 0, 0, 0, 0]), [0, 0, 0, 1000, 2000]);
        assert_eq!(waits(&mut pace, 2, &[0]), [0], "the pace of another key");
        assert_eq!(waits(&mut pace, 1, &[60_000; 4]), [0, 0, 0, 1000], "after a pause");
    }

    #[test]
    fn a_refused_event_takes_no_place() {
        let mut pace = Pace::new();
        let admitted: Vec<_> = [0, 0, 0, 0, 0, 1000, 1000].map(|ms| pace.admit(1, RATE, at(ms))).into();
        assert_eq!(admitted, [true, true, true, false, false, true, false]);
    }

    #[test]
    fn keys_are_forgotten_once_their_time_has_passed() {
        let mut pace = Pace::new();
        for key in 0..100_000_i64 {
            // A thousand a second, each of which is remembered for a second.
            assert!(pace.admit(key, Rate::per_minute(60, 1), at(key)));
            assert!(!pace.admit(key - key.min(900), Rate::per_minute(60, 1), at(key)), "{key} is remembered");
        }
        assert!(pace.next.capacity() < 8 * 1024, "{}", pace.next.capacity());
    }
}
