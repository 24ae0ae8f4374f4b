//! Why campaigns could not go on.

use crate::store::StoreError;

/// Why campaigns could not go on.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The code of a delivery panicked. The store has it as in flight until the next pass.
    #[error("a delivery panicked")]
    Panic,
}
