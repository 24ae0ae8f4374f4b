//! The bot's own files in the folder for backups, which it knows by their names. It touches no other file there.

use std::fs;
use std::io;
use std::path::Path;

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

/// What was done with the backups in the folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rotated {
    /// The names of those that were removed.
    pub removed: Vec<String>,
    /// How many there are that this data folder did not make.
    pub foreign: usize,
}

/// Removes the oldest of `own` backups, so that the newest `keep` stay, `made` among them. Those that are not among `own` stay: they may
/// be all that is left of data that were lost. Those whose time is ahead of the clock do not count, and stay: one of the two is
/// wrong.
pub(super) fn rotate(
    folder: &Path,
    keep: usize,
    own: &[String],
    made: &str,
    now: Timestamp,
) -> io::Result<Rotated> {
    let (mut backups, mut foreign) = (Vec::new(), 0);
    for entry in folder.read_dir()? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Some(time) = time(&name) else { continue };
        if !entry.file_type()?.is_file() {
            continue;
        }
        if !own.contains(&name) {
            foreign += 1;
        } else if time <= later(now, AHEAD) {
            backups.push((time, name));
        }
    }
    backups.sort();
    let too_many = backups.len().saturating_sub(keep);
    let mut removed = Vec::new();
    for (_, name) in backups.into_iter().take(too_many).filter(|(_, name)| name != made) {
        fs::remove_file(folder.join(&name))?;
        removed.push(name);
    }
    Ok(Rotated { removed, foreign })
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
        let rotated = rotate(folder.path(), 2, &all.map(str::to_owned), all[3], at("2026-11-23T21:30:00Z"))
            .expect("rotated");
        assert_eq!(rotated, Rotated { removed: vec![all[1].to_owned()], foreign: 0 });
        assert_eq!(names(folder.path()), [all[0], all[2], all[3], all[4], all[5]]);
    }

    #[test]
    fn backups_of_other_data_stay_and_do_not_count() {
        let all = ["21", "22", "23", "24"].map(|day| format!("pledge-bot-202611{day}T213000Z.age"));
        let folder = folder(&[&all[0], &all[1], &all[2], &all[3]]);
        let own = [all[1].clone(), all[3].clone(), "pledge-bot-20261101T213000Z.age".to_owned()];
        let rotated = rotate(folder.path(), 1, &own, &all[3], at("2026-11-24T21:30:00Z")).expect("rotated");
        assert_eq!(rotated, Rotated { removed: vec![all[1].clone()], foreign: 2 });
        assert_eq!(names(folder.path()), [&*all[0], &*all[2], &*all[3]]);
    }

    #[test]
    fn the_backup_that_was_just_made_stays_whatever_the_clock_says() {
        let all = ["pledge-bot-19700101T000000Z.age", "pledge-bot-19700101T000100Z.age"];
        let folder = folder(&all);
        rotate(folder.path(), 1, &all.map(str::to_owned), all[0], at("1970-01-01T00:00:00Z"))
            .expect("rotated");
        assert_eq!(names(folder.path()), all);
    }

    #[test]
    fn what_a_kill_left_of_a_backup_is_removed() {
        let folder = folder(&["pledge-bot-20261121T213000Z.age.part", "other.part"]);
        clear(folder.path()).expect("cleared");
        assert_eq!(names(folder.path()), ["other.part"]);
    }
}
