//! Failures of our own: what they are, and who is told of them.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::clock::is_recent;
use crate::conversation::HandlerError;
use crate::domain::{ChatId, Lang};
use crate::export::ExportError;
use crate::store::StoreError;
use crate::telegram::{Page, Reply};
use crate::updates::Handling;

/// Why an update could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A handler panicked.
    #[error("a handler panicked")]
    Panic,
    /// A handler hung.
    #[error("a handler took longer than {} s", Handling::LIMIT.as_secs())]
    Slow,
    /// An answer could not be written down.
    #[error("an answer could not be written as JSON")]
    Answer,
    /// A handler gave up.
    #[error(transparent)]
    Bot(#[from] HandlerError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure {
    /// Whether trying again leads nowhere. A store that can't be used just now is nobody's fault: the update waits.
    #[must_use]
    pub fn is_our_own(&self) -> bool {
        match self {
            Failure::Bot(HandlerError::Store(error) | HandlerError::Export(ExportError::Store(error)))
            | Failure::Store(error) => {
                matches!(error, StoreError::UnknownChat | StoreError::Corrupt(_))
            }
            Failure::Panic | Failure::Slow | Failure::Answer | Failure::Bot(HandlerError::Export(_)) => true,
        }
    }

    /// A word for it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Failure::Panic => "panic",
            Failure::Slow => "slow",
            Failure::Answer => "answer",
            Failure::Bot(_) => "handler",
            Failure::Store(_) => "store",
        }
    }
}

/// Counts dead letters, and tells the owners of them at most once an hour.
#[derive(Debug)]
pub struct Failures {
    owners: Vec<ChatId>,
    untold: Mutex<(i64, Option<Timestamp>)>,
}

impl Failures {
    /// The owners are not told more often than this.
    const EVERY: SignedDuration = SignedDuration::from_hours(1);

    /// These are told.
    #[must_use]
    pub fn new(owners: &[i64]) -> Failures {
        Failures { owners: owners.iter().copied().map(ChatId).collect(), untold: Mutex::default() }
    }

    /// Counts one more, and tells the owners unless they were told a while ago; the next message counts it then.
    pub(super) async fn tell(&self, handling: &Handling, now: Timestamp) {
        let Some(count) = self.due(now) else { return };
        for &chat in &self.owners {
            let lang = match handling.app.store.snapshot(chat).await {
                Ok(visit) => visit.chat.and_then(|chat| chat.lang),
                Err(_) => None,
            };
            let content = handling.app.content.load_full();
            let text = content.say(lang.unwrap_or_else(|| Lang::guess(None))).staff_failures(count);
            handling.sender.send(&Reply::Say { chat, thread: None, page: Page::plain(text) }, false).await;
        }
    }

    fn due(&self, now: Timestamp) -> Option<i64> {
        let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, told) = &mut *untold;
        *count += 1;
        if told.is_some_and(|told| is_recent(told, now, Failures::EVERY)) {
            return None;
        }
        *told = Some(now);
        Some(std::mem::take(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_told_once_an_hour_of_all_that_failed_meanwhile() {
        let failures = Failures::new(&[]);
        let at = |minute: i64| Timestamp::from_second(minute * 60).expect("a time");
        let told: Vec<_> = [0, 1, 59, 60, 61].map(|minute| failures.due(at(minute))).into();
        assert_eq!(told, [Some(1), None, None, Some(3), None]);
    }
}
