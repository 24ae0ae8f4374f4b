//! Helpers that several folders of tests share. The benchmarks use some of them too.

pub mod calendar_reader;
pub mod campaign;
pub mod chat;
pub mod delivery_harness;
pub mod earlier_opt_outs;
pub mod earlier_sign_ups;
pub mod heard;
pub mod kills;
pub mod machine;
pub mod memory;
pub mod odd_updates;
pub mod old_folder;
pub mod program;
pub mod raw_api;
pub mod snapshots;
pub mod subscribers;
pub mod terminal;
pub mod test_bot;
pub mod token;
pub mod varint;
pub mod visitor;
pub mod words;
