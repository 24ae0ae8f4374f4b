//! How long Telegram has been out of reach, and what the operator is told about it.

use jiff::SignedDuration;

use crate::clock::{Clock, Moment};

/// A time in which Telegram can't be reached, if there is one now.
#[derive(Debug)]
pub struct Outage {
    clock: Clock,
    /// When it began.
    since: Option<Moment>,
    /// When the hints were last given.
    hinted: Moment,
}

impl Outage {
    /// How long Telegram is out of reach before the log says what to check. A shorter time is normal.
    const LONG: SignedDuration = SignedDuration::from_mins(3);
    /// The time between two hints.
    const EVERY: SignedDuration = SignedDuration::from_mins(15);

    /// There is none.
    pub fn new(clock: Clock) -> Outage {
        Outage { clock, since: None, hinted: Moment::LONG_AGO }
    }

    /// Telegram answered.
    pub fn end(&mut self) {
        *self = Outage::new(self.clock.clone());
    }

    /// Telegram could not be reached. After some minutes, and then now and again, the log says what to check.
    pub fn note(&mut self) {
        if let Some(minutes) = self.due() {
            log::error!(
                "Telegram has been out of reach for {minutes} minutes. Check the network and the name server: \
                 `curl https://api.telegram.org` must answer on this machine. Where Telegram is blocked, set TELEGRAM_PROXY; \
                 where it is set, check that the proxy answers. TELEGRAM_API_URL must be right if it is set"
            );
        }
    }

    /// The minutes since it began, if the hints are due.
    fn due(&mut self) -> Option<i64> {
        let now = self.clock.moment();
        let lasted = now.since(*self.since.get_or_insert(now));
        let is_due = lasted >= Outage::LONG && now.since(self.hinted) >= Outage::EVERY;
        is_due.then(|| {
            self.hinted = now;
            lasted.as_secs() / 60
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn the_log_says_what_to_check_after_some_minutes_and_then_now_and_again() {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let mut outage = Outage::new(clock.clone());
        let mut due_after = |minutes| {
            clock.advance(SignedDuration::from_mins(minutes));
            outage.due()
        };
        assert_eq!([0, 2, 1, 1, 14, 1].map(&mut due_after), [None, None, Some(3), None, Some(18), None]);
        outage.end();
        assert_eq!(outage.due(), None, "another one");
    }
}
