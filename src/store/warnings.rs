//! Faults of the store's files that do not stop it. Owners have to see to them.

use tokio::sync::watch;

use crate::store::Store;

/// The faults of the store's files; all numbers are zero while there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StoreWarnings {
    /// How many opt-outs can't be written to the list of opt-outs. They hold all the same, and are written as soon as that
    /// is possible, but until then no backup can be made.
    pub unlisted: u64,
}

impl Store {
    /// The faults at the moment. The receiver hears of each change.
    pub fn warnings(&self) -> watch::Receiver<StoreWarnings> {
        self.writer.warnings.subscribe()
    }
}
