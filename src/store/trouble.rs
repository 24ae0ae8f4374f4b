//! Faults of the store that only a person can mend, and the signal that tells of them.

use tokio::sync::watch;

use crate::store::Store;
use crate::store::error::StoreError;

/// A fault that only a person can mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreTrouble {
    /// The disk is full.
    Full,
    /// The database is damaged.
    Damaged,
}

impl StoreTrouble {
    /// The trouble behind an error, if there is any.
    pub(crate) fn behind(error: &StoreError) -> Option<StoreTrouble> {
        match error {
            StoreError::Full => Some(StoreTrouble::Full),
            StoreError::Corrupt(_) | StoreError::Foreign(_) => Some(StoreTrouble::Damaged),
            StoreError::File(_)
            | StoreError::NoData(_)
            | StoreError::Begin(_)
            | StoreError::InUse(_)
            | StoreError::Newer { .. }
            | StoreError::Older { .. }
            | StoreError::WrongKey(_)
            | StoreError::OptOuts(_)
            | StoreError::NoRoom { .. }
            | StoreError::Keys(_)
            | StoreError::NoKeyCopy
            | StoreError::UnknownChat
            | StoreError::Overtaken
            | StoreError::Closed
            | StoreError::Database(_) => None,
        }
    }
}

/// Whether the disk or the database failed, and not a job by what it found.
pub(crate) fn is_of_the_database(error: &StoreError) -> bool {
    match error {
        StoreError::Full
        | StoreError::Corrupt(_)
        | StoreError::Foreign(_)
        | StoreError::File(_)
        | StoreError::Begin(_)
        | StoreError::NoRoom { .. }
        | StoreError::Database(_) => true,
        StoreError::NoData(_)
        | StoreError::InUse(_)
        | StoreError::Newer { .. }
        | StoreError::Older { .. }
        | StoreError::WrongKey(_)
        | StoreError::OptOuts(_)
        | StoreError::Keys(_)
        | StoreError::NoKeyCopy
        | StoreError::UnknownChat
        | StoreError::Overtaken
        | StoreError::Closed => false,
    }
}

/// Passes trouble on.
#[derive(Debug, Clone)]
pub(crate) struct TroubleSignal(watch::Sender<Option<StoreTrouble>>);

impl TroubleSignal {
    pub(crate) fn new() -> TroubleSignal {
        TroubleSignal(watch::Sender::new(None))
    }

    /// A receiver that hears of later trouble.
    pub(crate) fn subscribe(&self) -> watch::Receiver<Option<StoreTrouble>> {
        self.0.subscribe()
    }

    /// Looks for trouble behind an error.
    pub(crate) fn note(&self, error: &StoreError) {
        if let trouble @ Some(_) = StoreTrouble::behind(error) {
            self.0.send_replace(trouble);
        }
    }
}

impl Store {
    /// Changes whenever the store meets trouble.
    pub fn troubles(&self) -> watch::Receiver<Option<StoreTrouble>> {
        self.writer.trouble.subscribe()
    }

    /// An error while reading. Those while writing are known.
    pub fn note(&self, error: &StoreError) {
        self.writer.trouble.note(error);
    }

    /// Waits until the task that writes has failed; forever, if it is closed in an orderly way.
    pub async fn failed(&self) {
        self.writer.failed().await;
    }
}
