//! How much the bot says in all chats together: so many in any second, shared by two lanes. Replies to people go first;
//! what goes to many takes what is left, evenly spread, so that a reply hardly ever finds the second full. It takes the
//! time, so that it is tested without waiting.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

/// The budget of one bot.
#[derive(Debug)]
pub struct Budget {
    per_second: usize,
    /// When each of the last `per_second` went, or is to go.
    went: VecDeque<Timestamp>,
    /// When the next of the many is due at their even pace.
    due: Timestamp,
    /// Until when the many have to wait because Telegram asked for it, and since when.
    held: Timestamp,
    held_since: Timestamp,
    /// When somebody was last answered.
    talked: Timestamp,
}

impl Budget {
    /// The second, a little longer than it is: Telegram counts when a call arrives, not when it was sent.
    const SECOND: SignedDuration = SignedDuration::from_millis(1002);
    /// The same for the many, who have time.
    const SECOND_OF_MANY: SignedDuration = SignedDuration::from_millis(1010);
    /// In which time the many use up the budget of a second: 98.5% of it.
    const SPREAD: SignedDuration = SignedDuration::from_millis(1015);
    /// How late one of the many may be without the next one being late too: what a busy machine loses is made up for, and the
    /// second above still holds.
    const SLACK: SignedDuration = SignedDuration::from_millis(100);
    /// For so long after a reply the many leave a place free: where one person talks, others do.
    const TALK: SignedDuration = SignedDuration::from_secs(5);
    /// From so many a second on; of fewer, one is too much.
    const ENOUGH: usize = 10;
    /// How far ahead anything may lie; more can only be a clock that has jumped back.
    const AHEAD: SignedDuration = SignedDuration::from_mins(2);

    /// So many in any second, 1 or more.
    #[must_use]
    pub fn new(per_second: u32) -> Budget {
        let per_second = usize::try_from(per_second.max(1)).unwrap_or(usize::MAX);
        Budget {
            per_second,
            went: VecDeque::new(),
            due: Timestamp::MIN,
            held: Timestamp::MIN,
            held_since: Timestamp::MIN,
            talked: Timestamp::MIN,
        }
    }

    /// People are answered now, and may talk on.
    pub fn talk(&mut self, now: Timestamp) {
        self.talked = now;
    }

    /// How long a reply has to wait; it has its place in any case.
    pub fn reply(&mut self, now: Timestamp) -> SignedDuration {
        self.forget(now);
        let at = self.free(Budget::SECOND, self.per_second).max(now);
        self.take(at);
        at.duration_since(now)
    }

    /// How long one of the many has to wait before it asks again; zero where it may go now, and only then it takes a place.
    pub fn bulk(&mut self, now: Timestamp) -> SignedDuration {
        self.forget(now);
        let talk = now.duration_since(self.talked) < Budget::TALK && self.per_second >= Budget::ENOUGH;
        let places = self.per_second - usize::from(talk);
        // What replies have taken is not made up for.
        self.due = self.due.max(self.free(Budget::SECOND_OF_MANY, places));
        let at = self.due.max(self.held);
        if at > now {
            return at.duration_since(now);
        }
        self.admit(now);
        SignedDuration::ZERO
    }

    /// One of the many goes now.
    pub fn admit(&mut self, now: Timestamp) {
        let spread = Budget::SPREAD.as_nanos() / i128::try_from(self.per_second).unwrap_or(1);
        let step = SignedDuration::from_nanos(i64::try_from(spread).unwrap_or(i64::MAX));
        // Whoever had nothing to send was not late.
        let was_idle = self.due < plus(now, -Budget::SLACK);
        self.due = plus(if was_idle { now } else { self.due }, step);
        self.take(now);
    }

    /// Lets the many wait until then.
    pub fn hold(&mut self, until: Timestamp, now: Timestamp) {
        self.held = self.held.max(until);
        self.held_since = now;
    }

    /// When there are fewer than so many in a second.
    fn free(&self, second: SignedDuration, places: usize) -> Timestamp {
        let oldest = self.went.len().checked_sub(places).and_then(|place| self.went.get(place));
        oldest.map_or(Timestamp::MIN, |oldest| plus(*oldest, second))
    }

    fn take(&mut self, at: Timestamp) {
        // A reply may be due later than one of the many that goes now.
        let place = self.went.partition_point(|went| *went <= at);
        self.went.insert(place, at);
        if self.went.len() > self.per_second.saturating_mul(2) {
            self.went.pop_front();
        }
    }

    fn forget(&mut self, now: Timestamp) {
        let latest = plus(now, Budget::AHEAD);
        if self.went.back().is_some_and(|last| *last > latest) {
            self.went.clear();
        }
        if self.due > latest {
            self.due = now;
        }
        if self.talked > latest {
            self.talked = now;
        }
        if self.held_since > latest {
            self.held = now;
        }
        let before = plus(now, -Budget::SECOND_OF_MANY);
        while self.went.front().is_some_and(|went| *went < before) {
            self.went.pop_front();
        }
    }
}

fn plus(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.saturating_add(by).unwrap_or(if by.is_negative() { Timestamp::MIN } else { Timestamp::MAX })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(micros: i64) -> Timestamp {
        Timestamp::from_microsecond(1_764_000_000_000_000 + micros).expect("a time")
    }

    /// Lets the many go as fast as they may for so many seconds, with replies at given milliseconds; gives when
    /// everything went, and how long each reply waited, in milliseconds.
    fn run(per_second: u32, seconds: i64, replies: &[i64]) -> (Vec<Timestamp>, Vec<i128>) {
        let mut budget = Budget::new(per_second);
        let (mut went, mut waited) = (Vec::new(), Vec::new());
        for micros in (0..seconds * 1_000_000).step_by(250) {
            let now = at(micros);
            if replies.iter().any(|reply| reply * 1000 == micros) {
                budget.talk(now);
                let wait = budget.reply(now);
                went.push(now + wait);
                waited.push(wait.as_millis());
            }
            if budget.bulk(now).is_zero() {
                went.push(now);
            }
        }
        went.sort();
        (went, waited)
    }

    fn most_in_a_second(went: &[Timestamp]) -> usize {
        let second = SignedDuration::from_secs(1);
        let until = |from: &Timestamp| went.partition_point(|at| at.duration_since(*from) < second);
        went.iter().enumerate().map(|(place, from)| until(from) - place).max().unwrap_or(0)
    }

    #[test]
    fn the_many_reach_98_of_100_and_never_more_than_all() {
        for per_second in [1, 30, 1000] {
            let (went, _) = run(per_second, 20, &[]);
            assert!(most_in_a_second(&went) <= per_second as usize);
            assert!(went.len() * 100 >= per_second as usize * 20 * 98, "{} of {per_second}", went.len());
        }
    }

    #[test]
    fn what_telegram_asked_for_holds_the_many_and_no_reply() {
        let mut budget = Budget::new(30);
        budget.hold(at(5_000_000), at(0));
        assert_eq!(budget.bulk(at(0)).as_secs(), 5);
        assert!(budget.reply(at(0)).is_zero());
        assert!(budget.bulk(at(5_000_000)).is_zero());
    }

    #[test]
    fn a_clock_that_jumps_back_stops_nobody() {
        let mut budget = Budget::new(2);
        for _ in 0..4 {
            budget.reply(at(3_600_000_000));
            budget.admit(at(3_600_000_000));
        }
        budget.hold(at(3_660_000_000), at(3_600_000_000));
        assert!(budget.reply(at(0)).is_zero() && budget.bulk(at(0)).is_zero());
    }

    #[test]
    fn whoever_talks_on_while_the_many_go_waits_no_more() {
        let replies: Vec<_> = (2000..12_000).step_by(150).collect();
        let (went, waited) = run(30, 14, &replies);
        assert!(most_in_a_second(&went) <= 30);
        assert!(waited[0] <= 35, "the first may find the second full: {} ms", waited[0]);
        assert!(waited[1..].iter().all(|wait| *wait == 0), "{waited:?}");
        let many = went.len() - replies.len();
        assert!(many >= 14 * 20, "the many go on: {many}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn replies_find_a_place_at_once_and_the_limit_holds(
            replies in proptest::collection::btree_set(0..9000_i64, 0..60)
        ) {
            let replies: Vec<_> = replies.into_iter().collect();
            let (went, waited) = run(30, 10, &replies);
            prop_assert!(most_in_a_second(&went) <= 30);
            // Whoever asks while nobody else has for a second finds a place as soon as one of the many has left it.
            let alone = (0..replies.len()).filter(|&nth| nth == 0 || replies[nth] - replies[nth - 1] > 1000);
            for nth in alone {
                prop_assert!(waited[nth] <= 40, "{} ms at {} ms", waited[nth], replies[nth]);
            }
        }
    }
}
