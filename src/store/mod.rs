//! See the map in `lib.rs`.

mod change;

pub use change::{Change, ChangeSet};
