//! Whether anything may go out to many now: not while the system's clock is in doubt, and not while another instance of this
//! bot is at work, and not while everything is frozen. The first two would give people messages at a wrong time, or twice, and nobody could take them back.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use tokio::sync::watch;

use crate::clock::{Clock, ClockCheck, Moment};
use crate::domain::campaign::{Campaign, CampaignKind};

/// Holds back everything that goes to many.
#[derive(Debug, Clone)]
pub struct BulkGate {
    clock: Clock,
    check: ClockCheck,
    company: Arc<Mutex<Company>>,
    frozen: Option<watch::Receiver<bool>>,
}

/// Other instances of this bot, such as a copy of the folder on a second machine, as far as Telegram's answers show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Company {
    /// Nothing yet.
    Unknown,
    /// Updates are asked for since this moment, and nobody has objected.
    Asking(Moment),
    /// There is no other.
    Alone,
    /// There was another at this moment.
    Rival(Moment),
}

impl BulkGate {
    /// How long nobody may object at the start. An instance that is at work learns of this one as soon as it asks, and asks
    /// again after half a second.
    const SETTLES: SignedDuration = SignedDuration::from_secs(2);
    /// How long another instance must not have been heard of. One that meets this one asks again within 30 s, and its
    /// question waits for 25 s.
    const QUIET: SignedDuration = SignedDuration::from_mins(5);

    /// Closed until Telegram has told the time, and whether this is the only instance.
    pub fn new(clock: Clock, check: ClockCheck) -> BulkGate {
        BulkGate { clock, check, company: Arc::new(Mutex::new(Company::Unknown)), frozen: None }
    }

    /// The same, closed also while everything is frozen.
    #[must_use]
    pub fn unless(self, frozen: watch::Receiver<bool>) -> BulkGate {
        BulkGate { frozen: Some(frozen), ..self }
    }

    /// Whether anything of this campaign may go out now. What takes messages back goes out in a freeze too.
    pub fn lets_out(&self, campaign: &Campaign) -> bool {
        let is_frozen = self.frozen.as_ref().is_some_and(|frozen| *frozen.borrow());
        self.is_open() && (!is_frozen || matches!(campaign.kind, CampaignKind::Delete(_)))
    }

    /// Whether anything may go out to many now.
    pub fn is_open(&self) -> bool {
        let company = *self.company.lock().unwrap_or_else(PoisonError::into_inner);
        let is_alone = match company {
            Company::Alone => true,
            Company::Asking(since) => self.clock.moment().since(since) >= BulkGate::SETTLES,
            Company::Unknown | Company::Rival(_) => false,
        };
        is_alone && self.check.is_right()
    }

    /// The check of the clock.
    pub fn check(&self) -> &ClockCheck {
        &self.check
    }

    /// Updates are asked for.
    pub fn note_asking(&self) {
        let now = self.clock.moment();
        self.change(|company| match company {
            Company::Unknown => Company::Asking(now),
            Company::Asking(_) | Company::Alone | Company::Rival(_) => company,
        });
    }

    /// There was no answer. Meanwhile the bot may have been moved to another machine.
    pub fn note_silence(&self) {
        self.change(|company| match company {
            Company::Unknown | Company::Asking(_) | Company::Alone => Company::Unknown,
            Company::Rival(_) => company,
        });
    }

    /// There was an answer. `waited`: Telegram held the question for its whole time, and no other ended it.
    pub fn note_answer(&self, waited: bool) {
        let now = self.clock.moment();
        self.change(|company| match company {
            Company::Rival(last) if now.since(last) >= BulkGate::QUIET => {
                log::info!("no other instance of this bot was heard of for a while; campaigns go on");
                Company::Alone
            }
            Company::Unknown | Company::Asking(_) if waited => Company::Alone,
            Company::Unknown | Company::Asking(_) | Company::Alone | Company::Rival(_) => company,
        });
    }

    /// Another instance asked for updates too. Gives whether it was heard of before: a single time may have been an earlier
    /// run of this one, whose question was still open.
    pub fn note_rival(&self) -> bool {
        let now = self.clock.moment();
        let before = self.change(|_| Company::Rival(now));
        matches!(before, Company::Rival(_))
    }

    fn change(&self, to: impl FnOnce(Company) -> Company) -> Company {
        let mut company = self.company.lock().unwrap_or_else(PoisonError::into_inner);
        let next = to(*company);
        std::mem::replace(&mut *company, next)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn gate() -> (Clock, BulkGate) {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let check = ClockCheck::new(clock.clone());
        check.note(Some(clock.now()));
        (clock.clone(), BulkGate::new(clock, check))
    }

    #[test]
    fn nothing_goes_out_before_others_could_object() {
        let (clock, gate) = gate();
        assert!(!gate.is_open());
        gate.note_asking();
        gate.note_answer(false);
        assert!(!gate.is_open(), "updates that waited are no proof");
        clock.advance(BulkGate::SETTLES);
        assert!(gate.is_open());
        gate.note_silence();
        assert!(!gate.is_open(), "Telegram could not be asked");
        gate.note_answer(true);
        assert!(gate.is_open());
    }

    #[test]
    fn a_machine_that_was_cut_off_is_silent_until_others_could_object() {
        let (clock, gate) = gate();
        gate.note_answer(true);
        gate.note_silence();
        assert!(!gate.is_open(), "its bot may have been moved to another machine");
        gate.note_asking();
        clock.advance(BulkGate::SETTLES);
        assert!(gate.is_open());
    }

    #[test]
    fn another_instance_holds_everything_until_it_was_quiet_for_a_while() {
        let (clock, gate) = gate();
        gate.note_answer(true);
        assert!(!gate.note_rival(), "the first time");
        assert!(gate.note_rival(), "again");
        clock.advance(BulkGate::QUIET - SignedDuration::from_secs(1));
        gate.note_answer(true);
        assert!(!gate.is_open());
        clock.advance(SignedDuration::from_secs(1));
        assert!(!gate.is_open(), "only an answer proves it");
        gate.note_answer(true);
        assert!(gate.is_open());
    }

    #[test]
    fn nothing_goes_out_by_a_wrong_clock() {
        let (clock, gate) = gate();
        gate.note_answer(true);
        clock.set(SignedDuration::from_hours(24 * 30));
        assert!(!gate.is_open());
        clock.set(-SignedDuration::from_hours(24 * 30));
        assert!(gate.is_open());
    }
}
