//! The updates in hand: whether people get their answers.

use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use crate::clock::Moment;

/// The updates that are being handled. That one of them takes long is no fault: a crowd waits for its turn, and so does a chat that
/// writes a lot. It is a fault if none gets anywhere.
#[derive(Debug)]
pub(super) struct InHand(Mutex<Progress>);

#[derive(Debug)]
struct Progress {
    /// How many updates are in hand.
    updates: usize,
    /// When there was none in hand for the last time, or one of them last got its answer.
    last: Moment,
}

impl InHand {
    pub const fn new() -> InHand {
        InHand(Mutex::new(Progress { updates: 0, last: Moment::LONG_AGO }))
    }

    /// Somebody begins to handle an update.
    pub fn begin(&self, now: Moment) {
        self.with(|progress| {
            if progress.updates == 0 {
                progress.last = now;
            }
            progress.updates += 1;
        });
    }

    /// One of them got its answer, or needs none.
    pub fn answered(&self, now: Moment) {
        self.with(|progress| progress.last = now);
    }

    /// Nobody handles the update any more, whether it got its answer or not.
    pub fn end(&self) {
        self.with(|progress| progress.updates = progress.updates.saturating_sub(1));
    }

    /// Whether there are some, and none of them got its answer within this time.
    pub fn stand_still(&self, time: SignedDuration, now: Moment) -> bool {
        self.with(|progress| progress.updates > 0 && now.since(progress.last) > time)
    }

    fn with<T>(&self, look: impl FnOnce(&mut Progress) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: SignedDuration = SignedDuration::from_secs(90);

    fn second(second: i64) -> Moment {
        Moment::START.after(SignedDuration::from_secs(second))
    }

    #[test]
    fn updates_stand_still_if_none_of_them_gets_its_answer() {
        let in_hand = InHand::new();
        let stand = |at| in_hand.stand_still(LIMIT, second(at));
        assert!(!stand(1000), "there are none");
        in_hand.begin(second(1000));
        in_hand.begin(second(1080));
        assert!(!stand(1090) && stand(1091));
        in_hand.answered(second(1091));
        assert!(!stand(1181), "a slow one among others is no fault");
        assert!(stand(1182));
        in_hand.end();
        assert!(stand(1182), "it was given up without an answer");
        in_hand.end();
        assert!(!stand(5000));
        in_hand.begin(second(5000));
        assert!(!stand(5090), "the time before counts no more");
    }
}
