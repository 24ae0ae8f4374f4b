//! Backup and restore of the data folder.
//!
//! A backup is an age file, sealed to the coalition's keys while the bot runs. In it is the SQLite database as it stood at
//! one instant; any age tool opens it. It holds the store key too, sealed once more, but not the list of opt-outs, which a
//! restore needs.
//!
//! This module deals with files, seals and their order; the store copies its database and makes a copy one to go on with.

mod create;
mod drill;
mod drill_folder;
mod record;
mod restore;
mod store_key;

/// How the names of backups begin that were made before the data of an earlier version were changed.
pub(crate) const BEFORE_UPGRADE: &str = "pledge-bot-schema-";

pub use create::{BackedUp, BackupError, backup, backup_any_version, copy_unsealed};
pub use drill::{CountDifference, DrillError, DrillReport, KeyInBackup, MadeTime, SealedSample, drill};
pub use drill_folder::DrillFolder;
pub(crate) use record::is_ahead;
pub use record::{BackupOutlook, BackupRecord, Freshness, MadeBackup, TakenList};
pub use restore::{RestoreError, recover_from_backup, restore};
pub use store_key::{KeyFileOutcome, RecoverError, RestoredKeyError, recover, write_key_file};
