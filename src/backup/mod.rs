//! Backup and restore of the data folder.
//!
//! A backup is an age file, sealed to the coalition's keys while the bot runs. In it is the SQLite database as it stood at
//! one instant; any age tool opens it. It holds neither the state key nor the list of opt-outs, which a restore needs.
//!
//! This module deals with files, seals and their order; the store copies its database and makes a copy one to go on with.

mod create;
mod restore;

pub use create::{BackedUp, BackupError, backup};
pub use restore::{RestoreError, restore};
