//! Helpers that several folders of tests share. The benchmarks use some of them too.

pub mod calendar_reader;
pub mod campaign;
pub mod chat;
pub mod delivery_harness;
pub mod earlier_sign_ups;
pub mod heard;
pub mod kills;
pub mod odd_updates;
pub mod program;
pub mod raw_api;
pub mod snapshots;
pub mod subscribers;
pub mod test_bot;
pub mod token;
pub mod words;
