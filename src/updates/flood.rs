//! The flood guard: a chat beyond a generous rate is told once that it is too fast, and the rest is dropped.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use crate::clock::Moment;
use crate::domain::ChatId;
use crate::telegram::{Pace, Rate};

/// The decision about an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FloodVerdict {
    /// Handle it.
    Pass,
    /// Say that it is too fast, and drop it.
    Tell,
    /// Drop it: that was said already.
    Drop,
}

/// Counts the updates of each chat.
#[derive(Debug, Default)]
pub(crate) struct FloodGuard(Mutex<FloodCounts>);

#[derive(Debug, Default)]
struct FloodCounts {
    pace: Pace<ChatId>,
    /// When each chat was told.
    told: HashMap<ChatId, Moment>,
}

impl FloodGuard {
    /// No person reads and taps faster than once a second for a minute.
    const RATE: Rate = Rate::per_minute(60, 60);
    /// How long a chat that was told is not told again.
    const TOLD_FOR: SignedDuration = SignedDuration::from_mins(10);
    /// How many chats are remembered as told; more at once are no crowd but an attack, and are told again.
    const MOST_TOLD: usize = 10_000;

    /// Counts an update and decides about it. One that must be answered always passes.
    pub(crate) fn count(&self, chat: ChatId, now: Moment, must_answer: bool) -> FloodVerdict {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.pace.admit(chat, FloodGuard::RATE, now) || must_answer {
            return FloodVerdict::Pass;
        }
        if counted.told.len() >= FloodGuard::MOST_TOLD {
            counted.told.clear();
        }
        let told = counted.told.get(&chat).is_some_and(|told| now.since(*told) < FloodGuard::TOLD_FOR);
        if told || chat.is_group() {
            // No single person floods a group, and nobody there waits to be told.
            return FloodVerdict::Drop;
        }
        counted.told.insert(chat, now);
        FloodVerdict::Tell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_told_once() {
        let guard = FloodGuard::default();
        let at = |second: i64| Moment::START.after(SignedDuration::from_secs(second));
        let counted = |chat, second| guard.count(ChatId(chat), at(second), false);
        assert!((0..60).all(|_| counted(1, 0) == FloodVerdict::Pass));
        assert_eq!(guard.count(ChatId(1), at(0), true), FloodVerdict::Pass);
        assert_eq!(
            [counted(1, 0), counted(1, 0), counted(1, 0)],
            [FloodVerdict::Tell, FloodVerdict::Drop, FloodVerdict::Drop]
        );
        assert_eq!(counted(2, 0), FloodVerdict::Pass, "another chat");
        assert_eq!([counted(1, 1), counted(1, 1)], [FloodVerdict::Pass, FloodVerdict::Drop], "it goes on");
        assert_eq!(counted(1, 60), FloodVerdict::Pass, "it has slowed down");
        assert!(
            (0..60).all(|_| counted(-1, 0) == FloodVerdict::Pass) && counted(-1, 0) == FloodVerdict::Drop
        );
    }
}
