//! The waits between attempts at the same thing.

use std::time::Duration;

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
}
