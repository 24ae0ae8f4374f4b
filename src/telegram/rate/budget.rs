//! The limit on messages in all chats together, in any second, shared by three lanes. Replies to quiet chats go first.
//! Replies to other chats go at two thirds of the limit and leave some places free, so that a flood never makes a quiet chat
//! wait. Bulk traffic takes what replies leave, evenly spread, so that a reply hardly ever finds the second full.
//!
//! It is written here because no crate has lanes of which one leaves room for the other; teloxide's `Throttle` lets a reply
//! wait behind all bulk that was queued before it.

use std::collections::VecDeque;

use jiff::SignedDuration;

use crate::clock::Moment;

/// The budget of one bot.
#[derive(Debug)]
pub struct Budget {
    per_second: usize,
    /// When each of the last messages was sent or is to be sent, in this order; about as many as a second has.
    sent: VecDeque<Moment>,
    /// When the next reply to a chat that is not quiet is due at their even pace.
    reply_due: Moment,
    /// When such a reply last had to wait.
    reply_waited: Moment,
    /// When the next bulk message is due at their even pace.
    bulk_due: Moment,
    /// Until when bulk is held because Telegram asked for it.
    held_until: Moment,
    /// When a person was last answered.
    last_reply: Moment,
}

impl Budget {
    /// A second and a little more: Telegram counts when a call arrives, not when it was sent.
    const SECOND: SignedDuration = SignedDuration::from_millis(1002);
    /// The same for bulk, which has time.
    const BULK_SECOND: SignedDuration = SignedDuration::from_millis(1010);
    /// The time over which bulk spreads the budget of a second, so that it uses 98.5% of it.
    const SPREAD: SignedDuration = SignedDuration::from_millis(1015);
    /// How far ahead of their even pace replies to chats that are not quiet may go: a few people who tap at the same time don't
    /// wait for each other.
    const AHEAD: SignedDuration = SignedDuration::from_millis(250);
    /// How late a bulk message may be without delaying the next one: a busy machine makes up for lost time, and the limit of
    /// a second still holds.
    const SLACK: SignedDuration = SignedDuration::from_millis(100);
    /// How long after a reply bulk leaves a place free: when one person writes, others do too.
    const CONVERSATION: SignedDuration = SignedDuration::from_secs(5);
    /// The smallest budget of which bulk leaves a place free; of a smaller one, a place is too much.
    const SPARES_A_PLACE: usize = 10;

    /// A budget of this many messages in any second, 1 or more.
    pub fn new(per_second: u32) -> Budget {
        let per_second = usize::try_from(per_second.max(1)).unwrap_or(usize::MAX);
        Budget {
            per_second,
            sent: VecDeque::new(),
            reply_due: Moment::LONG_AGO,
            reply_waited: Moment::LONG_AGO,
            bulk_due: Moment::LONG_AGO,
            held_until: Moment::LONG_AGO,
            last_reply: Moment::LONG_AGO,
        }
    }

    /// A person is answered now, and may go on.
    pub fn note_reply(&mut self, now: Moment) {
        self.last_reply = now;
    }

    /// Reserves the next place for a reply to a quiet chat, and gives how long it has to wait for it.
    pub fn reserve_reply(&mut self, now: Moment) -> SignedDuration {
        self.forget(now);
        let at = self.free(Budget::SECOND, self.per_second).max(now);
        self.take(at);
        at.since(now)
    }

    /// How long a reply to any other chat has to wait before it asks again. Zero means that it goes now; only then
    /// it takes a place.
    pub fn try_reply(&mut self, now: Moment) -> SignedDuration {
        self.forget(now);
        // One that comes alone, and no flood, may have the last place.
        let spares = if self.reply_due <= now { 0 } else { self.spares() };
        let free = self.free(Budget::SECOND, self.per_second - spares);
        let at = free.max(self.reply_due.after(-Budget::AHEAD));
        if at > now {
            self.reply_waited = now;
            return at.since(now);
        }
        let pace = step(Budget::SECOND, self.per_second - self.per_second / 3);
        self.reply_due = self.reply_due.max(now).after(pace);
        self.take(now);
        SignedDuration::ZERO
    }

    /// How many places a flood leaves free for quiet chats.
    fn spares(&self) -> usize {
        self.per_second / 6
    }

    /// How long a bulk message has to wait before it asks again. Zero means that it goes now; only then it takes a place.
    pub fn try_bulk(&mut self, now: Moment) -> SignedDuration {
        self.forget(now);
        let talks =
            now.since(self.last_reply) < Budget::CONVERSATION && self.per_second >= Budget::SPARES_A_PLACE;
        let is_flooded = now.since(self.reply_waited) < Budget::SECOND;
        let places = self.per_second - usize::from(talks) - if is_flooded { self.spares() } else { 0 };
        // Bulk does not make up for places that replies took.
        self.bulk_due = self.bulk_due.max(self.free(Budget::BULK_SECOND, places));
        let at = self.bulk_due.max(self.held_until);
        if at > now {
            return at.since(now);
        }
        self.take_bulk(now);
        SignedDuration::ZERO
    }

    fn take_bulk(&mut self, now: Moment) {
        let step = step(Budget::SPREAD, self.per_second);
        // Bulk that had nothing to send was not late.
        let was_idle = self.bulk_due < now.after(-Budget::SLACK);
        self.bulk_due = (if was_idle { now } else { self.bulk_due }).after(step);
        self.take(now);
    }

    /// Holds bulk until a moment.
    pub fn hold_bulk(&mut self, until: Moment) {
        self.held_until = self.held_until.max(until);
    }

    /// When fewer messages than this lie within a second.
    fn free(&self, second: SignedDuration, places: usize) -> Moment {
        let oldest = self.sent.len().checked_sub(places).and_then(|place| self.sent.get(place));
        oldest.map_or(Moment::LONG_AGO, |oldest| oldest.after(second))
    }

    fn take(&mut self, at: Moment) {
        // A reply may be due later than a bulk message that goes now.
        let place = self.sent.partition_point(|sent| *sent <= at);
        self.sent.insert(place, at);
        if self.sent.len() > self.per_second.saturating_mul(2) {
            self.sent.pop_front();
        }
    }

    fn forget(&mut self, now: Moment) {
        let before = now.after(-Budget::BULK_SECOND);
        while self.sent.front().is_some_and(|sent| *sent < before) {
            self.sent.pop_front();
        }
    }
}

/// The time between messages of which so many go in this time, evenly spread.
fn step(time: SignedDuration, messages: usize) -> SignedDuration {
    let nanos = time.as_nanos() / i128::try_from(messages.max(1)).unwrap_or(i128::MAX);
    SignedDuration::from_nanos(i64::try_from(nanos).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(micros: i64) -> Moment {
        Moment::START.after(SignedDuration::from_micros(micros))
    }

    /// Sends bulk as fast as it may for some seconds, with replies at these milliseconds. Gives when everything was sent, and
    /// how many milliseconds each reply waited.
    fn run(per_second: u32, seconds: i64, replies: &[i64]) -> (Vec<Moment>, Vec<i128>) {
        let mut budget = Budget::new(per_second);
        let (mut sent, mut waited) = (Vec::new(), Vec::new());
        for micros in (0..seconds * 1_000_000).step_by(250) {
            let now = at(micros);
            if replies.iter().any(|reply| reply * 1000 == micros) {
                budget.note_reply(now);
                let wait = budget.reserve_reply(now);
                sent.push(now.after(wait));
                waited.push(wait.as_millis());
            }
            if budget.try_bulk(now).is_zero() {
                sent.push(now);
            }
        }
        sent.sort();
        (sent, waited)
    }

    fn most_in_a_second(sent: &[Moment]) -> usize {
        let second = SignedDuration::from_secs(1);
        let until = |from: &Moment| sent.partition_point(|at| at.since(*from) < second);
        sent.iter().enumerate().map(|(place, from)| until(from) - place).max().unwrap_or(0)
    }

    #[test]
    fn bulk_uses_98_percent_and_never_more_than_all() {
        for per_second in [1, 30, 1000] {
            let (sent, _) = run(per_second, 20, &[]);
            assert!(most_in_a_second(&sent) <= per_second as usize);
            assert!(sent.len() * 100 >= per_second as usize * 20 * 98, "{} of {per_second}", sent.len());
        }
    }

    #[test]
    fn a_wait_that_telegram_asks_for_holds_bulk_and_no_reply() {
        let mut budget = Budget::new(30);
        budget.hold_bulk(at(5_000_000));
        assert_eq!(budget.try_bulk(at(0)).as_secs(), 5);
        assert!(budget.reserve_reply(at(0)).is_zero());
        assert!(budget.try_bulk(at(5_000_000)).is_zero());
    }

    #[test]
    fn a_person_who_goes_on_writing_during_bulk_waits_no_more() {
        let replies: Vec<_> = (2000..12_000).step_by(150).collect();
        let (sent, waited) = run(30, 14, &replies);
        assert!(most_in_a_second(&sent) <= 30);
        assert!(waited[0] <= 35, "the first may find the second full: {} ms", waited[0]);
        assert!(waited[1..].iter().all(|wait| *wait == 0), "{waited:?}");
        let bulk = sent.len() - replies.len();
        assert!(bulk >= 14 * 20, "bulk goes on: {bulk}");
    }

    #[test]
    fn a_flood_leaves_a_third_of_each_second_to_chats_that_were_quiet() {
        let mut budget = Budget::new(30);
        let (mut in_line, mut waited) = (0, Vec::new());
        for millis in 0..10_000 {
            let now = at(millis * 1000);
            // However much waits, one reply after the other is tried; every 150 ms somebody else writes.
            while budget.try_reply(now).is_zero() {
                in_line += 1;
            }
            if millis % 150 == 0 {
                waited.push(budget.reserve_reply(now).as_millis());
            }
        }
        assert!(waited.iter().all(|wait| *wait == 0), "{waited:?}");
        assert!((190..=206).contains(&in_line), "{in_line}");
    }

    #[test]
    fn a_flood_goes_on_during_bulk_and_leaves_it_the_rest() {
        let mut budget = Budget::new(30);
        let (mut in_line, mut bulk, mut waited) = (0, 0, Vec::new());
        for millis in 0..10_000 {
            let now = at(millis * 1000);
            budget.note_reply(now);
            bulk += usize::from(budget.try_bulk(now).is_zero());
            in_line += usize::from(budget.try_reply(now).is_zero());
            if millis % 400 == 0 {
                waited.push(budget.reserve_reply(now).as_millis());
            }
        }
        assert!(in_line >= 180 && bulk >= 10, "{in_line} in line, {bulk} in bulk");
        assert!(waited.iter().all(|wait| *wait == 0), "{waited:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn replies_find_a_place_at_once_and_the_limit_holds(
            replies in proptest::collection::btree_set(0..9000_i64, 0..60)
        ) {
            let replies: Vec<_> = replies.into_iter().collect();
            let (sent, waited) = run(30, 10, &replies);
            prop_assert!(most_in_a_second(&sent) <= 30);
            // A reply that is alone in its second waits for one bulk message at most.
            let alone = (0..replies.len()).filter(|&nth| nth == 0 || replies[nth] - replies[nth - 1] > 1000);
            for nth in alone {
                prop_assert!(waited[nth] <= 40, "{} ms at {} ms", waited[nth], replies[nth]);
            }
        }
    }
}
