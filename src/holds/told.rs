//! Who was told how something ended, while others could not be. It is kept in memory: after a crash people may be told twice.
//! Also how long is waited between two attempts to tell somebody.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::clock::Moment;
use crate::domain::hold::HoldId;
use crate::domain::time::later;
use crate::domain::{ChatId, MessageId};
use crate::store::HoldNotice;

/// What staff are told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// How an action ended that was held.
    Ending(HoldId),
    /// The silencing with this number.
    Silencing(i64),
}

/// What one person is told, or gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ToldPiece {
    /// The news itself.
    Itself,
    /// The list of supporters.
    File,
    /// That there is no such list for them.
    NoFile,
    /// That somebody got rights.
    Grant,
}

/// Who was told of each subject that is not told to an end.
#[derive(Debug, Default)]
pub(super) struct ToldMemory(Mutex<HashMap<Subject, Telling>>);

#[derive(Debug, Default)]
struct Telling {
    told: HashSet<(ChatId, ToldPiece)>,
    tries: u32,
    next: Option<Moment>,
}

impl ToldMemory {
    /// How often it is tried to reach everybody: for about a day.
    const TRIES: u32 = 30;
    /// After the first attempt the next one comes after this time, then after twice as long, and so on.
    const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);
    /// The longest time between two attempts.
    const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

    /// The wait after so many attempts that failed.
    fn wait_after(tries: u32) -> SignedDuration {
        let doubled = ToldMemory::FIRST_WAIT.checked_mul(1 << tries.saturating_sub(1).min(10));
        doubled.unwrap_or(ToldMemory::LONGEST_WAIT).min(ToldMemory::LONGEST_WAIT)
    }

    /// What is to be noted after an attempt to tell somebody of an action that waits.
    pub fn after_attempt(notice: HoldNotice, message: Option<MessageId>, now: Timestamp) -> HoldNotice {
        let tries = if message.is_some() { notice.tries } else { notice.tries.saturating_add(1) };
        HoldNotice { message, tries, next: later(now, ToldMemory::wait_after(tries)), ..notice }
    }

    /// Whether the next attempt is still to come. One that is further ahead than the wait was noted by a clock that was ahead, and
    /// nobody waits for that day.
    pub fn is_to_come(notice: &HoldNotice, now: Timestamp) -> bool {
        notice.next > now && notice.next <= later(now, ToldMemory::wait_after(notice.tries))
    }

    /// The time until the next attempt, if that is still to come.
    pub fn rest(&self, subject: Subject, now: Moment) -> Option<SignedDuration> {
        let rest = self.lock().get(&subject)?.next?.since(now);
        rest.is_positive().then_some(rest)
    }

    /// Whether a person need not be told any more.
    pub fn includes(&self, subject: Subject, person: ChatId, news: ToldPiece) -> bool {
        self.lock().get(&subject).is_some_and(|telling| telling.told.contains(&(person, news)))
    }

    /// A person was told, or can't be.
    pub fn note(&self, subject: Subject, person: ChatId, news: ToldPiece) {
        self.lock().entry(subject).or_default().told.insert((person, news));
    }

    /// Somebody could not be told. Gives the time until the next attempt; `None` if there were enough.
    pub fn fails(&self, subject: Subject, now: Moment) -> Option<SignedDuration> {
        let mut all = self.lock();
        let telling = all.entry(subject).or_default();
        telling.tries += 1;
        let wait = ToldMemory::wait_after(telling.tries);
        telling.next = Some(now.after(wait));
        (telling.tries < ToldMemory::TRIES).then_some(wait)
    }

    /// It is told to an end.
    pub fn forget(&self, subject: Subject) {
        self.lock().remove(&subject);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Subject, Telling>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StoredId;

    #[test]
    fn attempts_become_rarer_and_end_after_a_day() {
        let (told, subject) = (ToldMemory::default(), Subject::Silencing(7));
        let mut now = Moment::START;
        assert_eq!(told.rest(subject, now), None);
        while let Some(wait) = told.fails(subject, now) {
            assert_eq!(told.rest(subject, now), Some(wait));
            assert!(wait <= SignedDuration::from_hours(1));
            now = now.after(wait);
            assert_eq!(told.rest(subject, now), None);
        }
        let hours = now.since(Moment::START).as_hours();
        assert!((23..=25).contains(&hours), "{hours} hours");
    }

    #[test]
    fn nobody_waits_for_a_time_that_a_clock_has_noted_which_was_ahead() {
        let now = Timestamp::UNIX_EPOCH;
        let notice = HoldNotice::new(StoredId::from_bits(1), now);
        assert!(!ToldMemory::is_to_come(&notice, now));
        let notice = ToldMemory::after_attempt(notice, None, now);
        assert!(ToldMemory::is_to_come(&notice, now) && !ToldMemory::is_to_come(&notice, notice.next));
        let set_back = later(now, -SignedDuration::from_secs(1));
        assert!(!ToldMemory::is_to_come(&notice, set_back));
    }

    #[test]
    fn a_person_is_told_each_piece_of_news_once() {
        let (told, subject, person) = (ToldMemory::default(), Subject::Ending(HoldId(7)), ChatId::new(1));
        told.note(subject, person, ToldPiece::File);
        assert!(
            told.includes(subject, person, ToldPiece::File)
                && !told.includes(subject, person, ToldPiece::Itself)
        );
        assert!(!told.includes(Subject::Silencing(7), person, ToldPiece::File));
        told.forget(subject);
        assert!(!told.includes(subject, person, ToldPiece::File));
    }
}
