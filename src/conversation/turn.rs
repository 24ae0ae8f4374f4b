//! What a handler answers an update with: what to change, and what to say once that is stored.

use crate::store::Change;
use crate::telegram::Reply;

/// A handler's answer. Handlers never write and never call Telegram: this does both, as data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Turn {
    /// What changes in the store, in order; all of it or none.
    pub changes: Vec<Change>,
    /// What is said after it is stored, in order.
    pub replies: Vec<Reply>,
}

impl Turn {
    /// The answer to what needs none.
    #[must_use]
    pub fn nothing() -> Turn {
        Turn::default()
    }

    /// The same, with one more change, after the others.
    #[must_use]
    pub fn change(mut self, change: Change) -> Turn {
        self.changes.push(change);
        self
    }

    /// The same, with one more thing to say, after the others.
    #[must_use]
    pub fn reply(mut self, reply: Reply) -> Turn {
        self.replies.push(reply);
        self
    }
}
