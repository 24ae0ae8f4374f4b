//! Updates that could not be handled by a fault of ours: the reasons, and the message to the owners.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;

use crate::clock::Moment;
use crate::conversation::{App, HandlerError};
use crate::domain::{ChatId, Lang};
use crate::export::ExportError;
use crate::store::StoreError;
use crate::telegram::{Page, Reply, Sender};

/// How long a handler may take. It only reads the store, so this is plenty.
pub(crate) const HANDLER_TIME: Duration = Duration::from_secs(10);

/// Why an update could not be answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UpdateError {
    /// A handler panicked.
    #[error("a handler panicked")]
    Panic,
    /// A handler hung.
    #[error("a handler took longer than {} s", HANDLER_TIME.as_secs())]
    Slow,
    /// An answer could not be serialized.
    #[error("an answer could not be written as JSON")]
    Answer,
    /// A handler failed.
    #[error(transparent)]
    Handler(#[from] HandlerError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UpdateError {
    /// Whether another attempt leads nowhere. While the store can't be used at all, the update waits instead.
    #[must_use]
    pub(crate) fn is_our_own(&self) -> bool {
        match self {
            UpdateError::Handler(
                HandlerError::Store(error) | HandlerError::Export(ExportError::Store(error)),
            )
            | UpdateError::Store(error) => {
                matches!(error, StoreError::UnknownChat | StoreError::Corrupt(_))
            }
            UpdateError::Panic
            | UpdateError::Slow
            | UpdateError::Answer
            | UpdateError::Handler(HandlerError::Export(_)) => true,
        }
    }

    /// The word for it in the table of dead letters.
    #[must_use]
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            UpdateError::Panic => "panic",
            UpdateError::Slow => "slow",
            UpdateError::Answer => "answer",
            UpdateError::Handler(_) => "handler",
            UpdateError::Store(_) => "store",
        }
    }
}

/// Counts dead letters, and tells the owners about them at most once an hour.
#[derive(Debug)]
pub(crate) struct Failures {
    owners: Vec<ChatId>,
    untold: Mutex<(i64, Option<Moment>)>,
}

impl Failures {
    /// The owners are not told more often than this.
    const EVERY: SignedDuration = SignedDuration::from_hours(1);

    /// Tells these owners.
    #[must_use]
    pub(crate) fn new(owners: &[i64]) -> Failures {
        Failures { owners: owners.iter().copied().map(ChatId).collect(), untold: Mutex::default() }
    }

    /// Counts one more, and tells the owners unless they were told within the hour; the next message counts it then.
    pub(crate) async fn tell(&self, app: &App, sender: &Sender, now: Moment) {
        let Some(count) = self.due(now) else { return };
        for &chat in &self.owners {
            let text = app.texts.load().say(lang_of(app, chat).await).staff_dead_letters(count);
            let _ = sender.send(&Reply::Say { chat, thread: None, page: Page::plain(text) }).await;
        }
    }

    fn due(&self, now: Moment) -> Option<i64> {
        let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, told) = &mut *untold;
        *count += 1;
        if told.is_some_and(|told| now.since(told) < Failures::EVERY) {
            return None;
        }
        *told = Some(now);
        Some(std::mem::take(count))
    }
}

/// Tells a person that their update failed by our fault.
pub(crate) async fn apologize(app: &App, sender: &Sender, chat: ChatId) {
    let text = app.texts.load().say(lang_of(app, chat).await).home_apology();
    let _ = sender.send(&Reply::Say { chat, thread: None, page: Page::plain(text) }).await;
}

pub(crate) async fn lang_of(app: &App, chat: ChatId) -> Lang {
    let stored = app.store.snapshot(chat).await.ok().and_then(|stored| stored.chat);
    stored.and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_told_once_an_hour_of_all_that_failed_meanwhile() {
        let failures = Failures::new(&[]);
        let at = |minute: i64| Moment::START.after(SignedDuration::from_mins(minute));
        let told: Vec<_> = [0, 1, 59, 60, 61].map(|minute| failures.due(at(minute))).into();
        assert_eq!(told, [Some(1), None, None, Some(3), None]);
    }
}
