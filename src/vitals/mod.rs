//! Whether all is well: the one place in which the parts of the bot leave signs of life, and which everybody asks who wants to
//! know. These are `/health` and `/ready`, the heartbeat, systemd's watchdog, and the metrics.
//!
//! A part that *turns* is alive, also while all that it tries fails. A part that *works* does what it is there for. Nothing
//! here says anything about people: labels are variants of enums, and figures are sums over all chats.

mod in_hand;
mod metrics;
mod report;
mod signs;
mod sites;

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::watch;

use crate::clock::{Clock, Moment};
use in_hand::InHand;
use signs::PartSigns;

pub(crate) use metrics::{Lane, Metrics, Queue};
pub use report::Report;
pub(crate) use sites::{HEALTH, HealthSite, MetricsSite};

/// A part of the bot without which it is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Part {
    /// Updates come: Telegram answers the question for them, or delivers them to the webhook.
    Updates,
    /// People get their answers, and campaigns go out when they are due.
    Delivery,
    /// The store takes what is written.
    Store,
}

/// The state of the bot.
#[derive(Debug, Clone)]
pub enum BotState {
    /// It starts: the stage, as a sentence without its subject.
    Starting(&'static str),
    /// It starts, and waits for a secret: the stage, likewise.
    Locked(&'static str),
    /// It runs, and is frozen or not.
    Running(watch::Receiver<bool>),
    /// It finishes what is in hand.
    Stopping,
}

/// The name of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(crate) enum StateName {
    Starting,
    Locked,
    Running,
    Frozen,
    Stopping,
}

/// The signs of life and the figures of one bot.
#[derive(Debug, Clone)]
pub struct Vitals(Arc<VitalSigns>);

#[derive(Debug)]
struct VitalSigns {
    clock: Clock,
    state: watch::Sender<BotState>,
    updates: PartSigns,
    delivery: PartSigns,
    store: PartSigns,
    in_hand: InHand,
    metrics: Metrics,
}

/// An update in hand until this is dropped.
pub(crate) struct HandledUpdate<'a>(&'a InHand);

impl Drop for HandledUpdate<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Vitals {
    /// How long a part counts as working after it did. The slowest of them works once in 45 s, and a beat is sent each minute:
    /// so the heartbeat stops within two minutes.
    pub const WELL: SignedDuration = SignedDuration::from_secs(90);
    /// How long a part counts as alive after it turned. A large database is written anew within that time.
    pub const ALIVE: SignedDuration = SignedDuration::from_mins(5);

    /// A bot that starts.
    pub fn new(clock: Clock) -> Vitals {
        let metrics = Metrics::new(clock.now());
        let state = watch::Sender::new(BotState::Starting("starts"));
        let [updates, delivery, store] = [PartSigns::new(), PartSigns::new(), PartSigns::new()];
        let in_hand = InHand::new();
        Vitals(Arc::new(VitalSigns { clock, state, updates, delivery, store, in_hand, metrics }))
    }

    /// The bot changes its state. When it begins to run, its parts are alive, and have not worked yet.
    pub fn enter(&self, state: BotState) {
        if matches!(state, BotState::Running(_)) {
            let now = self.moment();
            for (_, signs) in self.parts() {
                signs.begin(now);
            }
        }
        self.0.state.send_replace(state);
    }

    /// The state of the bot.
    pub fn state(&self) -> BotState {
        self.0.state.borrow().clone()
    }

    /// A part did what it is there for.
    pub fn worked(&self, part: Part) {
        self.signs(part).worked(self.moment());
    }

    /// A part is alive, and what it tried has failed.
    pub fn turned(&self, part: Part) {
        self.signs(part).turned(self.moment());
    }

    /// A part is alive, and is silent now for this long.
    pub fn rests(&self, part: Part, wait: Duration) {
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        self.signs(part).turned(self.moment().after(wait));
    }

    /// An update is handled until the guard is dropped.
    pub(crate) fn take_in_hand(&self) -> HandledUpdate<'_> {
        self.0.in_hand.begin(self.moment());
        HandledUpdate(&self.0.in_hand)
    }

    /// An update in hand got its answer, or needs none.
    pub(crate) fn answered(&self) {
        self.0.in_hand.answered(self.moment());
    }

    /// Whether a part works.
    pub fn works(&self, part: Part) -> bool {
        let now = self.moment();
        let waits = part == Part::Delivery && self.0.in_hand.stand_still(Vitals::WELL, now);
        self.signs(part).worked_within(Vitals::WELL, now) && !waits
    }

    /// Whether the bot runs, takes updates, and all its parts work.
    pub fn is_well(&self) -> bool {
        matches!(*self.0.state.borrow(), BotState::Running(_)) && self.ill().is_empty()
    }

    /// The parts that do not work.
    pub fn ill(&self) -> Vec<Part> {
        let all = self.parts().map(|(part, _)| part);
        all.into_iter().filter(|part| !self.works(*part)).collect()
    }

    /// Whether it would be of no help to start the bot again: it does not run yet, or not any more, or all its parts are alive.
    pub fn is_alive(&self) -> bool {
        let now = self.moment();
        let lives = || self.parts().iter().all(|(_, signs)| signs.turned_within(Vitals::ALIVE, now));
        !matches!(*self.0.state.borrow(), BotState::Running(_)) || lives()
    }

    /// The moment, for whatever measures how long something takes.
    pub(crate) fn moment(&self) -> Moment {
        self.0.clock.moment()
    }

    /// The figures.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Notes a transaction that began at a moment. `failed`: the database is at fault.
    pub(crate) fn note_transaction(&self, begun: Moment, failed: bool) {
        let now = self.moment();
        self.0.metrics.transaction(now.since(begun), failed);
        let signs = self.signs(Part::Store);
        if failed { signs.turned(now) } else { signs.worked(now) }
    }

    fn state_name(&self) -> StateName {
        match &*self.0.state.borrow() {
            BotState::Starting(_) => StateName::Starting,
            BotState::Locked(_) => StateName::Locked,
            BotState::Running(frozen) if *frozen.borrow() => StateName::Frozen,
            BotState::Running(_) => StateName::Running,
            BotState::Stopping => StateName::Stopping,
        }
    }

    fn parts(&self) -> [(Part, &PartSigns); 3] {
        [Part::Updates, Part::Delivery, Part::Store].map(|part| (part, self.signs(part)))
    }

    fn signs(&self, part: Part) -> &PartSigns {
        match part {
            Part::Updates => &self.0.updates,
            Part::Delivery => &self.0.delivery,
            Part::Store => &self.0.store,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use strum::VariantArray as _;

    use super::*;

    fn running() -> (Clock, Vitals) {
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let vitals = Vitals::new(clock.clone());
        vitals.enter(BotState::Running(watch::Sender::new(false).subscribe()));
        (clock, vitals)
    }

    #[test]
    fn all_is_well_while_each_part_works() {
        let (clock, vitals) = running();
        assert!(!vitals.is_well(), "nothing has worked yet");
        for part in Part::VARIANTS {
            assert!(!vitals.is_well());
            vitals.worked(*part);
        }
        assert!(vitals.is_well());
        for failing in Part::VARIANTS {
            clock.advance(Vitals::WELL);
            for part in Part::VARIANTS.iter().filter(|part| *part != failing) {
                vitals.worked(*part);
            }
            vitals.turned(*failing);
            assert!(vitals.is_well(), "it has worked just in time");
            clock.advance(SignedDuration::from_millis(1));
            assert_eq!((vitals.is_well(), vitals.ill()), (false, vec![*failing]));
            assert!(vitals.is_alive());
            for part in Part::VARIANTS {
                vitals.worked(*part);
            }
            assert!(vitals.is_well());
        }
        vitals.enter(BotState::Stopping);
        assert!(!vitals.is_well());
    }

    #[test]
    fn a_part_that_does_not_turn_is_not_alive_unless_it_said_that_it_rests() {
        let (clock, vitals) = running();
        assert!(vitals.is_alive(), "it has just begun");
        clock.advance(Vitals::ALIVE);
        assert!(vitals.is_alive());
        clock.advance(SignedDuration::from_millis(1));
        assert!(!vitals.is_alive());
        for part in Part::VARIANTS {
            vitals.turned(*part);
        }
        assert!(vitals.is_alive());
        vitals.rests(Part::Updates, Duration::from_mins(10));
        clock.advance(SignedDuration::from_mins(12));
        vitals.turned(Part::Store);
        vitals.turned(Part::Delivery);
        assert!(vitals.is_alive(), "Telegram has asked for ten minutes");
        clock.advance(SignedDuration::from_mins(4));
        assert!(!vitals.is_alive());
        for state in [BotState::Locked("waits"), BotState::Starting("opens the data"), BotState::Stopping] {
            vitals.enter(state);
            assert!(vitals.is_alive(), "a start takes as long as it takes");
        }
    }

    #[test]
    fn delivery_does_not_work_while_nobody_gets_an_answer() {
        let (clock, vitals) = running();
        let update = vitals.take_in_hand();
        clock.advance(SignedDuration::from_secs(91));
        for part in Part::VARIANTS {
            vitals.worked(*part);
        }
        assert_eq!(vitals.ill(), [Part::Delivery]);
        vitals.answered();
        assert!(vitals.is_well());
        clock.advance(SignedDuration::from_secs(91));
        drop(update);
        vitals.worked(Part::Delivery);
        assert!(vitals.works(Part::Delivery), "nobody waits any more");
    }

    #[test]
    fn another_start_forgets_the_signs_of_the_last_one() {
        let (clock, vitals) = running();
        for part in Part::VARIANTS {
            vitals.worked(*part);
        }
        vitals.enter(BotState::Locked("waits"));
        clock.advance(SignedDuration::from_secs(1));
        vitals.enter(BotState::Running(watch::Sender::new(true).subscribe()));
        assert_eq!(vitals.ill(), Part::VARIANTS);
        assert_eq!(vitals.state_name(), StateName::Frozen);
    }

    #[test]
    fn a_transaction_that_fails_by_the_database_is_no_sign_that_the_store_works() {
        let (clock, vitals) = running();
        vitals.note_transaction(vitals.moment(), true);
        assert!(!vitals.works(Part::Store));
        clock.advance(Vitals::ALIVE);
        vitals.note_transaction(vitals.moment(), false);
        assert!(vitals.works(Part::Store));
    }
}
