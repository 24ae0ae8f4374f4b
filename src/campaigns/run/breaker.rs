//! Notices when something is wrong: pauses the campaign, or slows bulk down.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::campaigns::DeliveryPolicy;
use crate::clock::Backoff;
use crate::domain::campaign::{Pause, Reason};
use crate::store::Outcome;

/// If Telegram asks to wait for this many chats in a row, the limit is taken for one of the whole bot.
const WAITS: u32 = 3;
/// The waits after connections that never opened.
const RECONNECT: Backoff = Backoff::doubling(Duration::from_millis(500), Duration::from_mins(1));

/// Watches the outcomes of a run.
#[derive(Debug)]
pub(super) struct Breaker {
    /// The failures for one reason that pause the campaign.
    failures: usize,
    /// The longest time without a result after which the rest may be too late; `None` for a reminder, which has a time limit
    /// of its own.
    grace: Option<SignedDuration>,
    /// When a delivery last had a result.
    last_result: Timestamp,
    /// The reasons of the last outcomes.
    recent: VecDeque<Option<Reason>>,
    /// The chats in a row for which Telegram asked to wait.
    waits: u32,
    reconnect: Backoff,
}

impl Breaker {
    pub fn new(policy: &DeliveryPolicy, is_reminder: bool, now: Timestamp) -> Breaker {
        Breaker {
            failures: policy.failures,
            grace: (!is_reminder).then_some(policy.grace),
            last_result: now,
            recent: VecDeque::new(),
            waits: 0,
            reconnect: RECONNECT,
        }
    }

    /// The pause that an outcome demands, if any.
    pub fn pause_after(&mut self, outcome: &Outcome, now: Timestamp) -> Option<Pause> {
        let late = self.is_late(outcome, now).then_some(Pause::Late);
        let reason = match outcome {
            Outcome::Ended(_, reason) => Some(*reason),
            Outcome::Sent(_) | Outcome::Later(_) | Outcome::Moved(_) => None,
        };
        self.recent.push_back(reason);
        if self.recent.len() > DeliveryPolicy::LOOKS_BACK {
            self.recent.pop_front();
        }
        late.or_else(|| self.pause_for(reason?))
    }

    fn pause_for(&self, reason: Reason) -> Option<Pause> {
        if reason == Reason::Content {
            return Some(Pause::Content);
        }
        let alike = self.recent.iter().filter(|recent| **recent == Some(reason)).count();
        (is_alarming(reason) && alike >= self.failures).then_some(Pause::Failures(reason))
    }

    /// Whether nothing had a result for so long that the rest may be too late: the machine was asleep, or Telegram out of
    /// reach.
    fn is_late(&mut self, outcome: &Outcome, now: Timestamp) -> bool {
        if matches!(outcome, Outcome::Later(_)) {
            return false;
        }
        let silence = now.duration_since(self.last_result);
        self.last_result = now;
        self.grace.is_some_and(|grace| silence > grace)
    }

    /// How long bulk must wait after an outcome, if it must.
    pub fn hold_after(&mut self, outcome: &Outcome, now: Timestamp) -> Option<Duration> {
        let Outcome::Later(at) = outcome else {
            self.waits = 0;
            self.reconnect.reset();
            return None;
        };
        if *at <= now {
            return Some(self.reconnect.next_wait());
        }
        self.waits += 1;
        let asked = Duration::try_from(at.duration_since(now)).unwrap_or_default();
        (self.waits >= WAITS).then_some(asked)
    }
}

/// Whether many failures for this reason show that something is wrong. It is normal that people leave.
fn is_alarming(reason: Reason) -> bool {
    match reason {
        Reason::NotFound | Reason::Refused | Reason::Connection | Reason::NoRights | Reason::NotStarted => {
            true
        }
        Reason::Blocked
        | Reason::Deactivated
        | Reason::Kicked
        | Reason::IsBot
        | Reason::Content
        | Reason::NoTopic
        | Reason::NoMessage
        | Reason::Crash
        | Reason::Stopped
        | Reason::Erased
        | Reason::Unfit
        | Reason::NoVersion
        | Reason::Cancelled
        | Reason::Late
        | Reason::Changed
        | Reason::Restored => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::DeliveryStatus;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn breaker() -> Breaker {
        let policy = DeliveryPolicy { failures: 3, ..DeliveryPolicy::default() };
        Breaker::new(&policy, false, START)
    }

    fn ended(reason: Reason) -> Outcome {
        Outcome::Ended(DeliveryStatus::Failed, reason)
    }

    #[test]
    fn failures_of_one_reason_pause_a_campaign_unless_they_are_far_apart() {
        let mut breaker = breaker();
        let mut after = |reason| breaker.pause_after(&ended(reason), START);
        assert_eq!([after(Reason::Refused), after(Reason::NoRights), after(Reason::Refused)], [None; 3]);
        assert_eq!(after(Reason::Refused), Some(Pause::Failures(Reason::Refused)));
        for _ in 0..DeliveryPolicy::LOOKS_BACK {
            assert_eq!(after(Reason::Blocked), None, "people leave");
        }
        assert_eq!(after(Reason::Refused), None);
        assert_eq!(after(Reason::Content), Some(Pause::Content));
    }

    #[test]
    fn a_long_silence_pauses_a_campaign_and_no_reminder() {
        let late = START + DeliveryPolicy::default().grace + SignedDuration::from_secs(1);
        assert_eq!(breaker().pause_after(&Outcome::Sent(Vec::new()), late), Some(Pause::Late));
        assert_eq!(breaker().pause_after(&Outcome::Later(late), late), None);
        let mut reminder = Breaker::new(&DeliveryPolicy::default(), true, START);
        assert_eq!(reminder.pause_after(&Outcome::Sent(Vec::new()), late), None);
    }

    #[test]
    fn bulk_waits_when_several_chats_in_a_row_must() {
        let mut breaker = breaker();
        let wait = Outcome::Later(START + SignedDuration::from_secs(7));
        assert_eq!([(); 2].map(|()| breaker.hold_after(&wait, START)), [None; 2]);
        assert_eq!(breaker.hold_after(&wait, START), Some(Duration::from_secs(7)));
        assert_eq!(breaker.hold_after(&Outcome::Sent(Vec::new()), START), None);
        assert_eq!(breaker.hold_after(&wait, START), None);
    }

    #[test]
    fn bulk_waits_longer_and_longer_for_a_connection() {
        let mut breaker = breaker();
        let unsent = Outcome::Later(Outcome::AT_ONCE);
        let waits = [(); 9].map(|()| breaker.hold_after(&unsent, START).map(|wait| wait.as_millis()));
        assert_eq!(waits, [500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000].map(Some));
        breaker.hold_after(&ended(Reason::Blocked), START);
        assert_eq!(breaker.hold_after(&unsent, START), Some(Duration::from_millis(500)));
    }
}
