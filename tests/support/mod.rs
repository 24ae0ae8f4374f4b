//! What several test binaries share.

pub mod calendar_reader;
pub mod town;
