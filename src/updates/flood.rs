//! The flood guard: beyond a generous rate a chat is told once that it is too fast, and the rest is dropped.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::clock::is_recent;
use crate::domain::ChatId;
use crate::telegram::{Pace, Rate};

/// What to do with an update of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Handle it.
    Pass,
    /// Say that it is too fast, and drop it.
    Tell,
    /// Drop it: that was said already.
    Drop,
}

/// Counts what comes from each chat.
#[derive(Debug, Default)]
pub struct Guard(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    pace: Pace<ChatId>,
    /// When each was told.
    told: HashMap<ChatId, Timestamp>,
}

impl Guard {
    /// No person reads and taps faster than once a second for a minute.
    const RATE: Rate = Rate::per_minute(60, 60);
    /// How long a chat that was told is not told again.
    const TOLD_FOR: SignedDuration = SignedDuration::from_mins(10);
    /// How many are remembered as told; more than that at once is no crowd but an attack, and they are told again.
    const MOST_TOLD: usize = 10_000;

    /// Counts an update, and says what to do with it. One that must be answered passes in any case, and tells nobody
    /// anything.
    pub fn count(&self, chat: ChatId, now: Timestamp, must_answer: bool) -> Verdict {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.pace.admit(chat, Guard::RATE, now) || must_answer {
            return Verdict::Pass;
        }
        if counted.told.len() >= Guard::MOST_TOLD {
            counted.told.clear();
        }
        let told = counted.told.get(&chat).is_some_and(|told| is_recent(*told, now, Guard::TOLD_FOR));
        if told || chat.is_group() {
            // Nobody in particular floods a group, and nobody there waits to be told.
            return Verdict::Drop;
        }
        counted.told.insert(chat, now);
        Verdict::Tell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_told_once() {
        let guard = Guard::default();
        let at = |second: i64| Timestamp::from_second(second).expect("a time");
        let counted = |chat, second| guard.count(ChatId(chat), at(second), false);
        assert!((0..60).all(|_| counted(1, 0) == Verdict::Pass));
        assert_eq!(guard.count(ChatId(1), at(0), true), Verdict::Pass);
        assert_eq!(
            [counted(1, 0), counted(1, 0), counted(1, 0)],
            [Verdict::Tell, Verdict::Drop, Verdict::Drop]
        );
        assert_eq!(counted(2, 0), Verdict::Pass, "another chat");
        assert!((0..60).all(|_| counted(3, 9999) == Verdict::Pass) && counted(3, 9999) == Verdict::Tell);
        assert_eq!(counted(3, 0), Verdict::Tell, "the clock was set back, and that it was told is not known");
        assert_eq!([counted(1, 1), counted(1, 1)], [Verdict::Pass, Verdict::Drop], "it goes on");
        assert_eq!(counted(1, 60), Verdict::Pass, "it has slowed down");
        assert!((0..60).all(|_| counted(-1, 0) == Verdict::Pass) && counted(-1, 0) == Verdict::Drop);
    }
}
