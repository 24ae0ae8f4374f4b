//! Updates that could not be handled by a fault of ours: the reasons, and the message to the person.

use std::time::Duration;

use crate::conversation::{App, HandlerError};
use crate::domain::ChatId;
use crate::export::ExportError;
use crate::notices::lang_of;
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
        let error = self.of_the_store();
        error.is_none_or(|error| matches!(error, StoreError::UnknownChat | StoreError::Corrupt(_)))
    }

    /// Whether nothing failed: what the answer was made for has changed meanwhile, and another attempt says how it is now.
    #[must_use]
    pub(crate) fn is_overtaken(&self) -> bool {
        matches!(self, UpdateError::Store(StoreError::Overtaken))
    }

    /// The error of the store behind it, if there is one.
    #[must_use]
    pub(crate) fn of_the_store(&self) -> Option<&StoreError> {
        match self {
            UpdateError::Handler(
                HandlerError::Store(error) | HandlerError::Export(ExportError::Store(error)),
            )
            | UpdateError::Store(error) => Some(error),
            UpdateError::Panic
            | UpdateError::Slow
            | UpdateError::Answer
            | UpdateError::Handler(HandlerError::Export(_)) => None,
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

/// Tells a person that their update failed by our fault.
pub(crate) async fn apologize(app: &App, sender: &Sender, chat: ChatId) {
    let text = app.texts.load().say(lang_of(app, chat).await).home_apology();
    let _ = sender.send(&Reply::Say { chat, thread: None, page: Page::plain(text) }).await;
}
