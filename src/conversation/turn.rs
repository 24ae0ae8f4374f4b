//! The answer of a handler: the changes to store, and the replies to send once they are stored.

use crate::export::ExportError;
use crate::store::{Change, StoreError};
use crate::telegram::Reply;

/// A handler's answer. Handlers never write and never call Telegram: they return both as data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Turn {
    /// The changes to the store, in order; all of them are applied, or none.
    pub changes: Vec<Change>,
    /// The replies that are sent once the changes are stored, in order.
    pub replies: Vec<Reply>,
}

/// A handler's result.
pub type Answered = Result<Turn, HandlerError>;

/// Why a handler could not answer: a fault of ours, never of the person's.
#[derive(Debug, thiserror::Error)]
pub enum HandlerError {
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The supporters could not be sealed.
    #[error(transparent)]
    Export(#[from] ExportError),
}

impl Turn {
    /// Changes nothing and says nothing.
    #[must_use]
    pub fn nothing() -> Turn {
        Turn::default()
    }

    /// The same with one more change, after the others.
    #[must_use]
    pub fn change(mut self, change: Change) -> Turn {
        self.changes.push(change);
        self
    }

    /// The same with another reply in place of the last one.
    #[must_use]
    pub(crate) fn map_last(mut self, change: impl FnOnce(Reply) -> Reply) -> Turn {
        let last = self.replies.pop();
        self.replies.extend(last.map(change));
        self
    }

    /// The same with one more reply, after the others.
    #[must_use]
    pub fn reply(mut self, reply: Reply) -> Turn {
        self.replies.push(reply);
        self
    }
}
