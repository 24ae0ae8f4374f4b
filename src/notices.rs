//! Messages to owners, in their private chats, when something needs a person. Each kind of trouble is told at most once an
//! hour.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;

use crate::clock::{Clock, Moment};
use crate::conversation::App;
use crate::domain::{ChatId, Lang};
use crate::store::StoreTrouble;
use crate::telegram::{Page, Reply, Sender};
use crate::texts::{Html, Say};

/// A kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// An update became a dead letter.
    DeadLetter,
    /// The clock differs from Telegram's.
    WrongClock,
    /// Another instance of this bot is at work.
    OtherInstance,
    /// The store needs a person.
    Store(StoreTrouble),
    /// The list of opt-outs can't be written.
    OptOutList,
}

impl Trouble {
    /// The text about it. It was met `count` times since the last one.
    fn text(self, say: &Say<'_>, count: u64) -> Html {
        match self {
            Trouble::DeadLetter => say.staff_dead_letters(count),
            Trouble::WrongClock => say.staff_notice_clock(),
            Trouble::OtherInstance => say.staff_notice_instance(),
            Trouble::Store(StoreTrouble::Full) => say.staff_notice_disk(),
            Trouble::Store(StoreTrouble::Damaged) => say.staff_notice_damaged(),
            Trouble::OptOutList => say.staff_notice_opt_outs(),
        }
    }
}

/// Tells owners of trouble.
#[derive(Clone)]
pub struct Notices {
    app: Arc<App>,
    sender: Sender,
    clock: Clock,
    owners: Arc<[ChatId]>,
    told: Arc<Mutex<ToldLog>>,
}

/// The state of each kind of trouble.
#[derive(Debug, Default)]
struct ToldLog(HashMap<Trouble, Told>);

#[derive(Debug, Default)]
struct Told {
    /// When owners were told last.
    at: Option<Moment>,
    /// How often the trouble was met since.
    untold: u64,
}

impl ToldLog {
    /// Owners are not told more often than this.
    const EVERY: SignedDuration = SignedDuration::from_hours(1);

    /// Counts trouble. If owners are to be told now, gives how often it was met since the last time.
    fn due(&mut self, trouble: Trouble, now: Moment) -> Option<u64> {
        let told = self.0.entry(trouble).or_default();
        told.untold += 1;
        if told.at.is_some_and(|at| now.since(at) < ToldLog::EVERY) {
            return None;
        }
        told.at = Some(now);
        Some(std::mem::take(&mut told.untold))
    }

    /// Nobody could be told.
    fn undo(&mut self, trouble: Trouble, count: u64) {
        let told = self.0.entry(trouble).or_default();
        (told.at, told.untold) = (None, told.untold + count);
    }
}

impl Notices {
    /// Tells these owners.
    #[must_use]
    pub fn new(app: &Arc<App>, sender: Sender, clock: Clock, owners: &[i64]) -> Notices {
        let owners = owners.iter().copied().map(ChatId).collect();
        Notices { app: Arc::clone(app), sender, clock, owners, told: Arc::default() }
    }

    /// Tells owners of trouble, unless they were told within the hour; the next message counts it then.
    pub async fn tell(&self, trouble: Trouble) {
        let Some(count) = self.log(|told| told.due(trouble, self.clock.moment())) else { return };
        let mut heard = self.owners.is_empty();
        for &chat in self.owners.iter() {
            let lang = lang_of(&self.app, chat).await;
            let page = Page::plain(trouble.text(&self.app.texts.load().say(lang), count));
            heard |= self.sender.send(&Reply::Say { chat, thread: None, page }).await.is_ok();
        }
        if !heard {
            self.log(|told| told.undo(trouble, count));
        }
    }

    /// The same for a caller that cannot wait.
    pub fn tell_soon(&self, trouble: Trouble) {
        let notices = self.clone();
        tokio::spawn(async move { notices.tell(trouble).await });
    }

    fn log<T>(&self, act: impl FnOnce(&mut ToldLog) -> T) -> T {
        act(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The language of a chat, also while the store can't be read.
pub(crate) async fn lang_of(app: &App, chat: ChatId) -> Lang {
    let stored = app.store.snapshot(chat).await.ok().and_then(|stored| stored.chat);
    stored.and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_told_once_an_hour_of_all_that_failed_meanwhile() {
        let mut told = ToldLog::default();
        let at = |minute| Moment::START.after(SignedDuration::from_mins(minute));
        let due: Vec<_> = [0, 1, 59, 60, 61].map(|minute| told.due(Trouble::DeadLetter, at(minute))).into();
        assert_eq!(due, [Some(1), None, None, Some(3), None]);
        assert_eq!(told.due(Trouble::WrongClock, at(61)), Some(1), "another trouble");
    }

    #[test]
    fn owners_who_could_not_be_told_are_told_the_next_time() {
        let mut told = ToldLog::default();
        assert_eq!(told.due(Trouble::DeadLetter, Moment::START), Some(1));
        told.undo(Trouble::DeadLetter, 1);
        assert_eq!(told.due(Trouble::DeadLetter, Moment::START), Some(2));
    }
}
