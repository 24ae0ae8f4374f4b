//! Updates that an opt-out has overtaken: they were sent before it and come after it, as webhooks do at times, or because
//! Telegram repeats a delivery that failed. They must not undo the opt-out. An opt-out among them counts all the same.
//!
//! This is kept in memory only: after an erasure nothing about the chat may be on the disk. In the inbox there is none of
//! them, because an erasure removes earlier updates, and all others wait in their order.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use crate::clock::Moment;
use crate::domain::ChatId;
use crate::store::Change;

/// The newest opt-out of each chat: its update, and when it was handled.
#[derive(Debug, Default)]
pub(crate) struct Overtaken(Mutex<HashMap<ChatId, (i64, Moment)>>);

impl Overtaken {
    /// Telegram repeats a delivery for a day at most. After a week of silence, IDs start again from a random number.
    const KEPT: SignedDuration = SignedDuration::from_hours(48);
    /// The most chats that are remembered. More are an attack: then those of the last 48 hours are forgotten too.
    const MOST: usize = 10_000;

    /// Notes the changes of an update, if one is an opt-out.
    pub(crate) fn note(&self, chat: ChatId, update: i64, changes: &[Change], now: Moment) {
        if !changes.iter().any(is_opt_out) {
            return;
        }
        let mut newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if newest.len() >= Overtaken::MOST {
            newest.retain(|_, (_, at)| now.since(*at) < Overtaken::KEPT);
        }
        if newest.len() >= Overtaken::MOST {
            newest.clear();
        }
        let entry = newest.entry(chat).or_insert((update, now));
        *entry = (entry.0.max(update), now);
    }

    /// Whether an update was sent before an opt-out of the same private chat that is handled already. In a group others
    /// write too, and Telegram's own messages about it must never be dropped.
    pub(crate) fn includes(&self, chat: ChatId, update: i64, now: Moment) -> bool {
        let newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = newest.get(&chat).filter(|_| !chat.is_group());
        found.is_some_and(|(last, at)| update < *last && now.since(*at) < Overtaken::KEPT)
    }
}

fn is_opt_out(change: &Change) -> bool {
    matches!(change, Change::StopAll | Change::Erase | Change::Withdraw | Change::SetTopic(_, false, _))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_before_an_opt_out_is_known_for_two_days() {
        let overtaken = Overtaken::default();
        let at = |hour: i64| Moment::START.after(SignedDuration::from_hours(hour));
        overtaken.note(ChatId::new(1), 10, &[Change::SetMenu(None)], at(0));
        assert!(!overtaken.includes(ChatId::new(1), 9, at(0)));
        overtaken.note(ChatId::new(1), 10, &[Change::SetMenu(None), Change::StopAll], at(0));
        overtaken.note(ChatId::new(1), 8, &[Change::Withdraw], at(0));
        assert!(overtaken.includes(ChatId::new(1), 9, at(47)));
        assert!(!overtaken.includes(ChatId::new(1), 9, at(48)), "the IDs may have started again");
        assert!(
            !overtaken.includes(ChatId::new(1), 11, at(0)) && !overtaken.includes(ChatId::new(2), 9, at(0))
        );
    }
}
