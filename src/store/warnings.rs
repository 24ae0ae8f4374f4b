//! What is wrong with the store's files although it goes on: for owners, who have to see to it.

use tokio::sync::watch;

use crate::store::Store;

/// What is wrong with the store's files; all of it is zero while nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StoreWarnings {
    /// How many opt-outs can't be written to the list of opt-outs. They hold all the same, and are written as soon as that
    /// is possible, but until then no backup can be made.
    pub unlisted: u64,
}

impl Store {
    /// What is wrong at the moment, and whenever that changes.
    pub fn warnings(&self) -> watch::Receiver<StoreWarnings> {
        self.writer.warnings.subscribe()
    }
}
