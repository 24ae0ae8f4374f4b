//! The flood guard counts updates when they arrive. Of a chat from which too many come, or in which too many wait, the rest
//! is dropped before it is stored, and the person is told once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;

use crate::clock::Moment;
use crate::conversation::{Intent, Limit, ParsedUpdate};
use crate::domain::ChatId;
use crate::telegram::{Activity, Pace, Rate};

/// The decision about an update.
pub(crate) enum FloodVerdict {
    /// Store it and handle it.
    Pass(Admission),
    /// Drop it, and say that it is too fast.
    Tell,
    /// Drop it: that was said already.
    Drop,
}

/// Counts the updates of each chat.
#[derive(Clone, Default)]
pub(crate) struct FloodGuard(Arc<Mutex<FloodCounts>>);

#[derive(Default)]
struct FloodCounts {
    pace: Pace<Option<ChatId>>,
    /// The chats that have written within the last minute.
    lately: Pace<Option<ChatId>>,
    waiting: HashMap<Option<ChatId>, WaitingUpdates>,
    /// When each chat was told.
    told: HashMap<ChatId, Moment>,
}

/// The updates of a chat that are not handled to their end.
#[derive(Default)]
struct WaitingUpdates {
    count: usize,
    /// The different opt-outs behind which nothing else waits, each with its person.
    opt_outs: Vec<(Option<ChatId>, Intent)>,
}

/// An update that was let in. It counts as waiting until this is dropped.
pub(crate) struct Admission {
    guard: FloodGuard,
    /// The chat in whose order the update is handled; updates without one are handled one after another.
    pub chat: Option<ChatId>,
    /// Whether nothing of its chat waited, and nothing had come in the minute before.
    was_quiet: bool,
}

impl FloodGuard {
    /// No person reads and taps faster than once a second for a minute.
    const RATE: Rate = Rate::per_minute(60, 60);
    /// A chat is quiet once a minute has passed since its last update.
    const QUIET: Rate = Rate::per_minute(1, 1);
    /// The most updates of a chat that wait. A person who is ahead of the bot by more does not wait for answers.
    const WAITING: usize = 30;
    /// The most opt-outs of a person that wait beyond that. There are fewer different ones; only forged buttons reach it.
    const OPT_OUTS: usize = 20;
    /// How long a chat that was told is not told again.
    const TOLD_FOR: SignedDuration = SignedDuration::from_mins(10);
    /// How many chats are remembered as told; more at once are no crowd but an attack, and are told again.
    const MOST_TOLD: usize = 10_000;

    /// Counts an update that arrives in the order of this chat, and decides about it.
    pub(crate) fn arrive(&self, chat: Option<ChatId>, update: &ParsedUpdate, now: Moment) -> FloodVerdict {
        let mut counts = self.counts();
        let person = update.origin.as_ref().and_then(|origin| origin.person);
        let limit = update.policy().limit;
        let is_new_opt_out = limit == Limit::OptOut && counts.is_new_opt_out(chat, person, &update.intent);
        let passes = limit == Limit::News || counts.admit(chat, now) || is_new_opt_out;
        if !passes {
            return counts.refuse(chat, now);
        }
        let was_quiet = counts.lately.admit(chat, FloodGuard::QUIET, now);
        counts.lately.arrived(chat, FloodGuard::QUIET, now);
        let waiting = counts.waiting.entry(chat).or_default();
        match limit {
            Limit::News => {}
            Limit::OptOut => {
                waiting.opt_outs.extend(is_new_opt_out.then(|| (person, update.intent.clone())));
            }
            Limit::Request | Limit::Words => waiting.opt_outs.clear(),
        }
        waiting.count += 1;
        let was_quiet = was_quiet && waiting.count == 1;
        FloodVerdict::Pass(Admission { guard: self.clone(), chat, was_quiet })
    }

    /// Counts an update that was let in by an earlier run.
    pub(crate) fn readmit(&self, chat: Option<ChatId>) -> Admission {
        let mut counts = self.counts();
        let waiting = counts.waiting.entry(chat).or_default();
        waiting.count += 1;
        Admission { guard: self.clone(), chat, was_quiet: waiting.count == 1 }
    }

    fn counts(&self) -> MutexGuard<'_, FloodCounts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FloodCounts {
    /// Whether neither too many updates wait nor too many come.
    fn admit(&mut self, chat: Option<ChatId>, now: Moment) -> bool {
        let waiting = self.waiting.get(&chat).map_or(0, |waiting| waiting.count);
        waiting < FloodGuard::WAITING && self.pace.admit(chat, FloodGuard::RATE, now)
    }

    /// Whether an opt-out is not a mere repetition.
    fn is_new_opt_out(&self, chat: Option<ChatId>, person: Option<ChatId>, intent: &Intent) -> bool {
        let Some(waiting) = self.waiting.get(&chat) else { return true };
        let theirs = || waiting.opt_outs.iter().filter(|(from, _)| *from == person);
        theirs().count() < FloodGuard::OPT_OUTS && !theirs().any(|(_, waits)| waits == intent)
    }

    fn refuse(&mut self, chat: Option<ChatId>, now: Moment) -> FloodVerdict {
        // No single person floods a group, and nobody there waits to be told.
        let Some(chat) = chat.filter(|chat| !chat.is_group()) else { return FloodVerdict::Drop };
        if self.told.len() >= FloodGuard::MOST_TOLD {
            self.told.clear();
        }
        if self.told.get(&chat).is_some_and(|told| now.since(*told) < FloodGuard::TOLD_FOR) {
            return FloodVerdict::Drop;
        }
        self.told.insert(chat, now);
        FloodVerdict::Tell
    }
}

impl Admission {
    /// The update could not be stored, and comes again. Counted each time, its chat would look like a flood, and an opt-out
    /// like a repetition.
    pub(crate) fn forgive(&self) {
        let mut counts = self.guard.counts();
        counts.pace.forget(self.chat);
        if let Some(waiting) = counts.waiting.get_mut(&self.chat) {
            waiting.opt_outs.clear();
        }
    }

    /// The same, and it does not count as quiet: nobody has just asked.
    pub(crate) fn unhurried(mut self) -> Admission {
        self.was_quiet = false;
        self
    }

    /// How much its chat writes. `crowded`: its updates have waited for each other just now.
    pub(crate) fn activity(&self, crowded: bool) -> Activity {
        let waiting = self.guard.counts().waiting.get(&self.chat).map_or(0, |waiting| waiting.count);
        match (crowded || waiting > 1, self.was_quiet) {
            (true, _) => Activity::Crowded,
            (false, true) => Activity::Quiet,
            (false, false) => Activity::Active,
        }
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        if let Entry::Occupied(mut waiting) = self.guard.counts().waiting.entry(self.chat) {
            waiting.get_mut().count -= 1;
            if waiting.get().count == 0 {
                waiting.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ANNA: i64 = 5;

    fn at(second: i64) -> Moment {
        Moment::START.after(SignedDuration::from_secs(second))
    }

    fn text(chat: i64, person: i64, text: &str) -> ParsedUpdate {
        let kind = if chat > 0 { "private" } else { "group" };
        let message = json!({"message_id": 1, "date": 1_764_000_000, "text": text,
            "chat": {"id": chat, "type": kind, "first_name": "A", "title": "G"},
            "from": {"id": person, "is_bot": false, "first_name": "A"},
            "entities": [{"type": "bot_command", "offset": 0, "length": text.len()}]});
        ParsedUpdate::of(json!({"update_id": 1, "message": message}).to_string().as_bytes(), "OurBot")
    }

    /// The verdict on a text, by name: `quiet` if it passes and its chat was quiet.
    fn said(guard: &FloodGuard, chat: i64, words: &str, second: i64) -> (&'static str, Option<Admission>) {
        match guard.arrive(Some(ChatId::new(chat)), &text(chat, chat.abs(), words), at(second)) {
            FloodVerdict::Pass(admission) if admission.activity(false) == Activity::Quiet => {
                ("quiet", Some(admission))
            }
            FloodVerdict::Pass(admission) => ("pass", Some(admission)),
            FloodVerdict::Tell => ("tell", None),
            FloodVerdict::Drop => ("drop", None),
        }
    }

    #[test]
    fn a_flood_is_told_once() {
        let guard = FloodGuard::default();
        // Each is handled at once, so that only their rate counts.
        let said = |chat, second| said(&guard, chat, "/help", second).0;
        assert_eq!(said(ANNA, 0), "quiet");
        assert!((1..60).all(|_| said(ANNA, 0) == "pass"));
        assert_eq!([said(ANNA, 0), said(ANNA, 0), said(ANNA, 0)], ["tell", "drop", "drop"]);
        assert_eq!(said(6, 0), "quiet", "another chat");
        assert_eq!([said(ANNA, 1), said(ANNA, 1)], ["pass", "drop"], "it goes on");
        assert_eq!(said(ANNA, 60), "pass", "it has slowed down");
        assert!((0..60).all(|_| said(-9, 0) != "drop") && said(-9, 0) == "drop", "a group is not told");
    }

    #[test]
    fn thirty_updates_of_a_chat_wait_at_most() {
        let guard = FloodGuard::default();
        let mut waiting: Vec<_> = (0..30).filter_map(|_| said(&guard, ANNA, "/help", 0).1).collect();
        assert_eq!(waiting.len(), 30);
        assert_eq!([said(&guard, ANNA, "/help", 0).0, said(&guard, ANNA, "/help", 0).0], ["tell", "drop"]);
        waiting.pop();
        assert_eq!(said(&guard, ANNA, "/help", 0).0, "pass");
        drop(waiting);
        assert!(guard.counts().waiting.is_empty());
    }

    #[test]
    fn a_chat_is_quiet_after_a_minute_if_nothing_of_it_waits() {
        let guard = FloodGuard::default();
        // Each is handled at once.
        let handled = |second| said(&guard, ANNA, "/help", second).0;
        assert_eq!([0, 30, 89, 149].map(handled), ["quiet", "pass", "pass", "quiet"]);
        let (first, _waits) = said(&guard, ANNA, "/help", 300);
        assert_eq!([first, handled(400)], ["quiet", "pass"]);
    }

    #[test]
    fn a_chat_that_goes_on_writing_is_not_quiet_any_more() {
        let guard = FloodGuard::default();
        let first = said(&guard, ANNA, "/help", 0).1.expect("it passes");
        assert_eq!([first.activity(false), first.activity(true)], [Activity::Quiet, Activity::Crowded]);
        let second = said(&guard, ANNA, "/calls", 0).1.expect("it passes");
        assert_eq!(first.activity(false), Activity::Crowded);
        drop(first);
        assert_eq!(second.activity(false), Activity::Active);
    }

    #[test]
    fn what_an_earlier_run_left_counts() {
        let guard = FloodGuard::default();
        let left: Vec<_> = (0..30).map(|_| guard.readmit(Some(ChatId::new(ANNA)))).collect();
        assert_eq!(said(&guard, ANNA, "/help", 0).0, "tell");
        drop(left);
        assert_eq!(said(&guard, ANNA, "/help", 0).0, "quiet");
    }

    #[test]
    fn an_opt_out_passes_whatever_waits_but_not_twice_in_a_row() {
        let guard = FloodGuard::default();
        let mut waiting: Vec<_> = (0..30).filter_map(|_| said(&guard, ANNA, "/help", 0).1).collect();
        let mut said = |words| {
            let (verdict, admission) = said(&guard, ANNA, words, 0);
            waiting.extend(admission);
            verdict
        };
        assert_eq!([said("/stop"), said("/stop"), said("/mydata")], ["pass", "tell", "pass"]);
        assert_eq!([said("/help"), said("/stop"), said("/mydata")], ["drop"; 3]);
        waiting.truncate(10);
        // Something comes in between, so that the wish is a new one.
        let mut pass = |words| waiting.extend(said_by(&guard, words));
        (0..20).for_each(|_| pass("/help"));
        pass("/stop");
        assert_eq!(waiting.len(), 31);
    }

    #[test]
    fn an_opt_out_that_is_repeated_for_days_takes_no_memory() {
        let guard = FloodGuard::default();
        let mut waits = said(&guard, ANNA, "/stop", 0).1;
        for second in 1..1000 {
            // The last one is handled when the next one is there.
            waits = said(&guard, ANNA, "/stop", second).1.or(waits);
        }
        assert_eq!(guard.counts().waiting[&Some(ChatId::new(ANNA))].opt_outs.len(), 1);
        drop(waits);
    }

    fn said_by(guard: &FloodGuard, words: &str) -> Option<Admission> {
        said(guard, ANNA, words, 0).1
    }

    #[test]
    fn each_member_of_a_group_may_wish_it_to_end() {
        let guard = FloodGuard::default();
        let arrive =
            |person, words| match guard.arrive(Some(ChatId::new(-9)), &text(-9, person, words), at(0)) {
                FloodVerdict::Pass(admission) => Some(admission),
                FloodVerdict::Tell | FloodVerdict::Drop => None,
            };
        let _waiting: Vec<_> = (0..30).filter_map(|_| arrive(1, "/help")).collect();
        let stops: Vec<_> = (0..100).filter_map(|_| arrive(1, "/stop")).collect();
        assert_eq!(stops.len(), 1);
        assert!(arrive(2, "/stop").is_some() && arrive(2, "/help").is_none());
    }
}
