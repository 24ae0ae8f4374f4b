//! The bot's own files in the folder for backups, which it knows by their names. It touches no other file there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use crate::domain::time::later;
use crate::secret_file::remove_remains;

const START: &str = "pledge-bot-";
const END: &str = ".age";
/// The time in a name, in UTC, so that the order of the names is that of the times.
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// A file whose time is further ahead was made by a wrong clock.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// The name of a backup that is made now.
pub(super) fn name(now: Timestamp) -> String {
    format!("{START}{}{END}", now.strftime(TIME))
}

/// The time in the name of a backup of the bot's; `None` for all other names.
fn time(name: &str) -> Option<Timestamp> {
    let time = name.strip_prefix(START)?.strip_suffix(END)?;
    let time = jiff::civil::DateTime::strptime(TIME, time).ok()?;
    let time = jiff::tz::TimeZone::UTC.to_timestamp(time).ok()?;
    // Other ways to write the same time are not the bot's.
    (self::name(time) == name).then_some(time)
}

/// Removes what a kill left of a backup in the making, where the file system knows no files without a name.
pub(super) fn clear(folder: &Path) -> io::Result<()> {
    for entry in folder.read_dir()? {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.strip_suffix(".part").is_some_and(|name| time(name).is_some()) {
            remove_remains(&path)?;
        }
    }
    Ok(())
}

/// Removes the oldest backups, so that the newest `keep` stay, `made` among them. Those whose time is ahead of the clock do not
/// count, and stay: one of the two is wrong.
pub(super) fn rotate(folder: &Path, keep: usize, made: &Path, now: Timestamp) -> io::Result<()> {
    let mut backups = Vec::new();
    for entry in folder.read_dir()? {
        let entry = entry?;
        let time = entry.file_name().to_str().and_then(time);
        if let Some(time) = time.filter(|time| *time <= later(now, AHEAD))
            && entry.file_type()?.is_file()
        {
            backups.push((time, entry.path()));
        }
    }
    backups.sort();
    let too_many = backups.len().saturating_sub(keep);
    let old: Vec<PathBuf> = backups.into_iter().take(too_many).map(|(_, path)| path).collect();
    for path in old.iter().filter(|path| path.as_path() != made) {
        fs::remove_file(path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().expect("a time")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in names {
            fs::write(folder.path().join(name), "").expect("written");
        }
        folder
    }

    #[test]
    fn only_its_own_files_are_the_bots() {
        let now = at("2026-11-25T21:30:07.5Z");
        assert_eq!(name(now), "pledge-bot-20261125T213007Z.age");
        assert_eq!(time(&name(now)), Some(at("2026-11-25T21:30:07Z")));
        for other in [
            "pledge-bot-20261125T213007Z.age.part",
            "pledge-bot-20261125T213007Z",
            "pledge-bot-20261325T213007Z.age",
            "pledge-bot-2026-11-25.age",
            "pledge-bot-schema-15-20261125T213007Z.age",
            "2026-03-08.age",
            "pledge-bot-.age",
        ] {
            assert_eq!(time(other), None, "{other}");
        }
    }

    #[test]
    fn the_newest_backups_stay_and_every_other_file() {
        let all = [
            "2026-03-08.age",
            "pledge-bot-20261121T213000Z.age",
            "pledge-bot-20261122T213000Z.age",
            "pledge-bot-20261123T213000Z.age",
            "pledge-bot-20311123T213000Z.age",
            "pledge-bot-schema-15-20261101T213000Z.age",
        ];
        let folder = folder(&all);
        let made = folder.path().join(all[3]);
        rotate(folder.path(), 2, &made, at("2026-11-23T21:30:00Z")).expect("rotated");
        assert_eq!(names(folder.path()), [all[0], all[2], all[3], all[4], all[5]]);
    }

    #[test]
    fn the_backup_that_was_just_made_stays_whatever_the_clock_says() {
        let all = ["pledge-bot-19700101T000000Z.age", "pledge-bot-19700101T000100Z.age"];
        let folder = folder(&all);
        rotate(folder.path(), 1, &folder.path().join(all[0]), at("1970-01-01T00:00:00Z")).expect("rotated");
        assert_eq!(names(folder.path()), all);
    }

    #[test]
    fn what_a_kill_left_of_a_backup_is_removed() {
        let folder = folder(&["pledge-bot-20261121T213000Z.age.part", "other.part"]);
        clear(folder.path()).expect("cleared");
        assert_eq!(names(folder.path()), ["other.part"]);
    }
}
