//! The bot's own backups, and the copies of its list of opt-outs: whether they are made, and where they lie.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use crate::backup::{BackupRecord, Freshness};
use crate::clock::Clock;
use crate::config::{BackupSettings, Folders};
use crate::doctor::installation::Installation;
use crate::doctor::report::{CheckOutcome, Found};
use crate::domain::doctor::Finding;

/// How long it may take to hand a backup on.
const HANDING_ON: SignedDuration = SignedDuration::from_hours(6);

/// The backups: their age and their place.
pub(super) fn backup(installation: &Installation, folders: &Folders, clock: &Clock) -> CheckOutcome {
    let Ok(settings) = &installation.settings else {
        return CheckOutcome::unseen("the settings can't be read");
    };
    let Some(backups) = &settings.backups else {
        if settings.recipients.is_none() {
            return CheckOutcome::unseen("without SEAL_RECIPIENTS no backup can be made");
        }
        return Found::new(Finding::BackupOff).into();
    };
    let record = match BackupRecord::read(&folders.data) {
        Ok(record) => record,
        Err(error) => return CheckOutcome::unseen(error.to_string()),
    };
    let (now, folder) = (clock.now(), &backups.folder);
    let mut found = Vec::new();
    if !folder.is_dir() {
        found.push(Found::new(Finding::BackupFolderMissing).here(folder.display().to_string()));
    }
    if let Freshness::Overdue { days } = record.outlook(now, false).backup {
        let last = record.good.as_ref().map_or_else(
            || "there was none yet".to_owned(),
            |good| format!("the last good one is of {:.0}: {}", good.at, good.file.display()),
        );
        found.push(Found::new(Finding::BackupOld).here(format!("{days} days; {last}")));
    } else if let Some(made) = not_handed_on(&record, now) {
        found.push(Found::new(Finding::BackupNotHandedOn).here(format!("made at {made:.0}")));
    }
    let is_gone = |file: &Path| folder.is_dir() && matches!(file.try_exists(), Ok(false));
    if let Some(made) = record.made.as_ref().filter(|made| is_gone(&made.file)) {
        found.push(Found::new(Finding::BackupGone).here(made.file.display().to_string()));
    }
    if backups.command.is_none() && is_same_disk(folder, &folders.data) {
        found.push(Found::new(Finding::BackupBesideData).here(folder.display().to_string()));
    }
    CheckOutcome::of(found, None)
}

/// When a backup was made that the command has not taken for long.
fn not_handed_on(record: &BackupRecord, now: Timestamp) -> Option<Timestamp> {
    let made = record.made.as_ref().filter(|made| record.good.as_ref() != Some(*made))?;
    (now.duration_since(made.at) > HANDING_ON).then_some(made.at)
}

/// The copies of the list of opt-outs.
pub(super) fn list_copies(installation: &Installation, folders: &Folders, clock: &Clock) -> Vec<Found> {
    let settings = installation.settings.as_ref().ok().and_then(|settings| settings.backups.as_ref());
    // Without backups, nothing could bring back who has left.
    let Some(settings) = settings else { return Vec::new() };
    if !settings.copies_list() {
        return vec![Found::new(Finding::OptOutsUncopied)];
    }
    let mut found = Vec::new();
    let record = BackupRecord::read(&folders.data).unwrap_or_default();
    if let Some(Freshness::Overdue { days }) = record.outlook(clock.now(), true).list {
        found.push(Found::new(Finding::OptOutsCopyOld).here(format!("{days} days")));
    }
    found.extend(list_place(settings, folders));
    found
}

fn list_place(settings: &BackupSettings, folders: &Folders) -> Option<Found> {
    let copies = settings.list_folder.as_ref()?;
    if !copies.is_dir() {
        return Some(Found::new(Finding::OptOutsCopyFolderMissing).here(copies.display().to_string()));
    }
    let others = [&settings.folder, &folders.opt_outs];
    let is_beside =
        settings.list_command.is_none() && others.into_iter().any(|other| is_same_disk(copies, other));
    is_beside.then(|| Found::new(Finding::OptOutsCopyBeside).here(copies.display().to_string()))
}

/// Whether two paths that are there lie on one disk.
fn is_same_disk(one: &Path, other: &Path) -> bool {
    let disk = |path: &Path| path.metadata().ok().map(|found| found.dev());
    disk(one).is_some_and(|one| disk(other) == Some(one))
}
