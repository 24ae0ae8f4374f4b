//! When results are recorded and deliveries are claimed. Both happen in one transaction, and each transaction has its price:
//! a few results wait a moment for more, unless that would leave the line to Telegram idle.

use std::time::Duration;

/// How far ahead deliveries are claimed, at the pace of bulk.
pub(super) const AHEAD: Duration = Duration::from_millis(25);
/// How long a result waits for others at most.
pub(super) const MOMENT: Duration = Duration::from_millis(5);
/// A claim of fewer deliveries than this waits for more.
const FEW: usize = 8;
/// The results of a campaign's turn while others wait for theirs.
const SLICE: u64 = 1000;

/// The deliveries of a run that are claimed, and those with a result.
#[derive(Debug, Clone, Copy)]
pub(super) struct Load {
    /// Claimed and not yet sent.
    pub ready: usize,
    pub in_flight: usize,
    /// Done and not yet recorded.
    pub results: usize,
    /// The deliveries that are left of the trial, if the campaign has one.
    pub trial_left: Option<usize>,
    /// Whether more may be claimed at the moment.
    pub may_claim: bool,
}

/// The next step with the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BatchStep {
    /// Record the results, and claim up to this many.
    Save(u32),
    /// Wait a moment for more.
    Gather,
    /// Nothing to do until a delivery has a result.
    Wait,
    /// Every claimed delivery is recorded, and no more can be claimed.
    Finish,
}

/// The state of a run that decides about its transactions.
#[derive(Debug)]
pub(super) struct Batching {
    /// The deliveries that may be claimed and in flight.
    limit: usize,
    /// The deliveries that are sent within [`AHEAD`]. More are not claimed ahead: each is unsure if the process ends.
    ahead: usize,
    /// Whether results have waited for [`MOMENT`].
    has_gathered: bool,
    /// Whether the queue is empty, as far as the last claim tells.
    is_drained: bool,
    /// Whether other campaigns wait for their turn.
    others_wait: bool,
    /// The results of this turn.
    done: u64,
}

impl Batching {
    pub fn new(limit: u32, ahead: usize) -> Batching {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Batching { limit, ahead, has_gathered: false, is_drained: false, others_wait: false, done: 0 }
    }

    /// Decides the next step.
    pub fn step(&self, load: &Load) -> BatchStep {
        let can_claim = load.may_claim && !self.is_drained && !self.turn_is_over();
        let is_idle = load.ready == 0 && load.in_flight == 0;
        let room = self.room(load);
        if can_claim && !is_idle && !self.has_gathered && room < FEW.min(self.ahead / 2) {
            return if load.results > 0 || room > 0 { BatchStep::Gather } else { BatchStep::Wait };
        }
        let most = if can_claim { room.min(load.trial_left.unwrap_or(usize::MAX)) } else { 0 };
        if most > 0 || load.results > 0 {
            BatchStep::Save(u32::try_from(most).unwrap_or(u32::MAX))
        } else if is_idle {
            BatchStep::Finish
        } else {
            BatchStep::Wait
        }
    }

    /// The deliveries that may be claimed besides those of the load.
    fn room(&self, load: &Load) -> usize {
        let free = self.limit.saturating_sub(load.in_flight + load.ready);
        free.min(self.ahead.saturating_sub(load.ready))
    }

    fn turn_is_over(&self) -> bool {
        self.others_wait && self.done >= SLICE
    }

    /// Results have waited for a moment.
    pub fn note_gathered(&mut self) {
        self.has_gathered = true;
    }

    /// A transaction begins.
    pub fn note_save(&mut self) {
        self.has_gathered = false;
    }

    /// A claim was answered, by whether there may be more.
    pub fn note_claim(&mut self, more: bool) {
        self.is_drained = !more;
    }

    /// A delivery has a result, or was skipped.
    pub fn note_done(&mut self) {
        self.done += 1;
    }

    /// Whether other campaigns wait for their turn.
    pub fn set_others_wait(&mut self, others_wait: bool) {
        self.others_wait = others_wait;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOAD: Load = Load { ready: 0, in_flight: 0, results: 0, trial_left: None, may_claim: true };

    fn batching() -> Batching {
        Batching::new(64, 26)
    }

    #[test]
    fn an_idle_run_claims_at_once_and_no_further_ahead_than_it_sends() {
        assert_eq!(batching().step(&LOAD), BatchStep::Save(26));
        assert_eq!(batching().step(&Load { ready: 20, in_flight: 30, ..LOAD }), BatchStep::Gather);
        assert_eq!(batching().step(&Load { ready: 0, in_flight: 60, ..LOAD }), BatchStep::Gather);
        assert_eq!(batching().step(&Load { ready: 10, in_flight: 30, ..LOAD }), BatchStep::Save(16));
    }

    #[test]
    fn a_few_results_wait_once() {
        let mut batching = batching();
        let load = Load { ready: 20, in_flight: 30, results: 2, ..LOAD };
        assert_eq!(batching.step(&load), BatchStep::Gather);
        batching.note_gathered();
        assert_eq!(batching.step(&load), BatchStep::Save(6));
        batching.note_save();
        assert_eq!(batching.step(&load), BatchStep::Gather);
    }

    #[test]
    fn a_full_line_waits_for_results() {
        let load = Load { in_flight: 64, ..LOAD };
        assert_eq!(batching().step(&load), BatchStep::Wait);
        assert_eq!(batching().step(&Load { results: 1, ..load }), BatchStep::Gather);
    }

    #[test]
    fn nothing_is_claimed_once_the_queue_is_empty_or_the_turn_is_over() {
        let mut drained = batching();
        drained.note_claim(false);
        assert_eq!(drained.step(&LOAD), BatchStep::Finish);
        assert_eq!(drained.step(&Load { in_flight: 1, ..LOAD }), BatchStep::Wait);
        assert_eq!(drained.step(&Load { results: 1, ..LOAD }), BatchStep::Save(0));

        let mut sliced = batching();
        (0..SLICE).for_each(|_| sliced.note_done());
        assert_eq!(sliced.step(&LOAD), BatchStep::Save(26));
        sliced.set_others_wait(true);
        assert_eq!(sliced.step(&LOAD), BatchStep::Finish);
        assert_eq!(batching().step(&Load { may_claim: false, ..LOAD }), BatchStep::Finish);
    }

    #[test]
    fn a_trial_claims_no_more_than_it_has_left() {
        assert_eq!(batching().step(&Load { trial_left: Some(3), ..LOAD }), BatchStep::Save(3));
        assert_eq!(batching().step(&Load { trial_left: Some(0), ..LOAD }), BatchStep::Finish);
    }
}
