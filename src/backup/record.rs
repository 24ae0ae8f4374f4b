//! The record of the bot's own backups. It is a file in the data folder and not a part of the database, so that a bot that waits for
//! its store key can write it too. A backup does not contain it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::store::FileError;

/// The file in the data folder.
const NAME: &str = "backups.json";
/// Its name while it is written.
const NEW: &str = "backups.json.new";

/// After this time without a good backup, owners are told.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(8 * 24);

/// A backup that the bot has made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeBackup {
    /// When it was made.
    pub at: Timestamp,
    /// The file.
    pub file: PathBuf,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal digits.
    pub digest: String,
}

/// The record of the bot's own backups, as JSON in the data folder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BackupRecord {
    /// When the bot first had a place for backups.
    pub since: Option<Timestamp>,
    /// The last backup that was made.
    pub made: Option<MadeBackup>,
    /// The last good backup: made, read back, and handed on where it is to be.
    pub good: Option<MadeBackup>,
    /// The names of the backups that were made of this data folder, in whatever folder they are, the newest last. The bot removes
    /// no other ones.
    pub own: Vec<String>,
    /// The name of a backup that was begun, and whose end nobody knows: the process or its disk may have gone away meanwhile.
    pub making: Option<String>,
    /// The digest of the last backup that a command took to another place.
    pub handed_on: Option<String>,
    /// When the list of opt-outs was last copied to its other place.
    pub list_copied: Option<Timestamp>,
    /// The list as a command took it last.
    pub list_taken: Option<TakenList>,
}

/// A list of opt-outs that a command took to another place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenList {
    /// Its random name.
    pub name: String,
    /// How many entries it had.
    pub entries: u64,
}

/// A time that is further ahead was noted by a wrong clock, or the clock is wrong now. Either way it says nothing.
const AHEAD: SignedDuration = SignedDuration::from_hours(1);

/// Whether a time that was noted lies in the future.
pub(crate) fn is_ahead(time: Timestamp, now: Timestamp) -> bool {
    time.duration_since(now) > AHEAD
}

/// How many names of backups are remembered: more than a folder may keep, as there may be several, such as disks that take turns.
const MOST_NAMES: usize = 2000;

/// Whether something that happens every day still happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It does.
    Fresh,
    /// It has not happened for more than a week.
    Overdue {
        /// For how many whole days.
        days: u64,
    },
}

/// The state of the backups, for those who are told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupOutlook {
    /// The last good backup.
    pub backup: Freshness,
    /// The last copy of the list of opt-outs; `None` if none is wanted.
    pub list: Option<Freshness>,
}

impl BackupRecord {
    /// Reads the record of a data folder; an empty one if there is none.
    ///
    /// # Errors
    /// When the file can't be read, or is none of ours.
    pub fn read(dir: &Path) -> Result<BackupRecord, FileError> {
        let path = dir.join(NAME);
        let failed = FileError::cannot("read", &path);
        match fs::read(&path) {
            Ok(json) => serde_json::from_slice(&json).map_err(|error| failed(error.into())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BackupRecord::default()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Writes the record. After a kill or a power cut there is this one or the one before.
    ///
    /// # Errors
    /// When the folder can't be written to.
    pub fn write(&self, dir: &Path) -> Result<(), FileError> {
        let (path, new) = (dir.join(NAME), dir.join(NEW));
        let write = || -> io::Result<()> {
            let json = serde_json::to_vec_pretty(self).map_err(io::Error::from)?;
            let options = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).clone();
            let mut file = options.open(&new)?;
            file.write_all(&json)?;
            file.sync_all()?;
            fs::rename(&new, &path)?;
            File::open(dir)?.sync_all()
        };
        write().map_err(FileError::cannot("write", &path))
    }

    /// Notes the name of a backup that is made of this data folder.
    pub(crate) fn note_own(&mut self, name: String) {
        self.own.push(name);
        let too_many = self.own.len().saturating_sub(MOST_NAMES);
        self.own.drain(..too_many);
    }

    /// Whether backups, and copies of the list if they are wanted, still happen.
    pub fn outlook(&self, now: Timestamp, has_list: bool) -> BackupOutlook {
        let freshness = |last: Option<Timestamp>| {
            let last = last.filter(|last| !is_ahead(*last, now));
            let age = last.or(self.since).map(|last| now.duration_since(last));
            match age.filter(|age| *age > TOO_OLD) {
                Some(age) => Freshness::Overdue { days: age.as_hours().unsigned_abs() / 24 },
                None => Freshness::Fresh,
            }
        };
        BackupOutlook {
            backup: freshness(self.good.as_ref().map(|good| good.at)),
            list: has_list.then(|| freshness(self.list_copied)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().expect("a time")
    }

    fn made(time: &str) -> MadeBackup {
        MadeBackup { at: at(time), file: "b.age".into(), bytes: 7, digest: "ab".to_owned() }
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_a_file_of_others_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(BackupRecord::read(folder.path()).expect("none"), BackupRecord::default());
        let record = BackupRecord { good: Some(made("2026-11-25T21:30:00Z")), ..BackupRecord::default() };
        record.write(folder.path()).expect("written");
        assert_eq!(BackupRecord::read(folder.path()).expect("read"), record);
        fs::write(folder.path().join(NAME), "{").expect("written");
        assert!(BackupRecord::read(folder.path()).expect_err("damaged").to_string().contains(NAME));
    }

    #[test]
    fn a_backup_is_too_old_after_eight_days_also_if_there_never_was_one() {
        let never = BackupRecord { since: Some(at("2026-11-01T00:00:00Z")), ..BackupRecord::default() };
        let good = BackupRecord { good: Some(made("2026-11-03T00:00:00Z")), ..never.clone() };
        let backup = |record: &BackupRecord, now| record.outlook(at(now), false).backup;
        assert_eq!(backup(&never, "2026-11-09T00:00:00Z"), Freshness::Fresh);
        assert_eq!(backup(&never, "2026-11-09T00:00:01Z"), Freshness::Overdue { days: 8 });
        assert_eq!(backup(&good, "2026-11-10T00:00:00Z"), Freshness::Fresh);
        assert_eq!(backup(&good, "2026-11-14T23:00:00Z"), Freshness::Overdue { days: 11 });
        let list = good.outlook(at("2026-11-10T00:00:00Z"), true).list;
        assert_eq!(list, Some(Freshness::Overdue { days: 9 }), "it was never copied");
    }

    #[test]
    fn a_time_of_a_clock_that_was_ahead_counts_as_none() {
        let record = BackupRecord {
            since: Some(at("2026-11-01T00:00:00Z")),
            good: Some(made("2028-07-01T00:00:00Z")),
            list_copied: Some(at("2028-07-01T00:00:00Z")),
            ..BackupRecord::default()
        };
        let overdue = Freshness::Overdue { days: 9 };
        let outlook = record.outlook(at("2026-11-10T00:00:00Z"), true);
        assert_eq!(outlook, BackupOutlook { backup: overdue, list: Some(overdue) });
        assert!(
            !is_ahead(at("2026-11-10T01:00:00Z"), at("2026-11-10T00:00:00Z")),
            "a clock is set back a little"
        );
    }
}
