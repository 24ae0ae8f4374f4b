//! The bot's own backups, and the copies of its list of opt-outs: whether they are made, and where they lie.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use rustix::fs::{Access, access};

use crate::backup::{BEFORE_UPGRADE, BackupRecord, Freshness};
use crate::clock::Clock;
use crate::config::{BackupSettings, Folders};
use crate::doctor::installation::Installation;
use crate::doctor::report::{CheckOutcome, Found};
use crate::domain::doctor::Finding;
use crate::store::COPY_BEFORE_STORED_IDS;

/// How long it may take to hand a backup on.
const HANDING_ON: SignedDuration = SignedDuration::from_hours(6);
/// What happens once a day happens within this time.
const A_DAY: SignedDuration = SignedDuration::from_hours(26);
/// How long a backup from before an upgrade may be of use.
const SETTLED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The backups: their age and their place.
pub(super) fn backup(installation: &Installation, folders: &Folders, clock: &Clock) -> CheckOutcome {
    let Ok(settings) = &installation.settings else {
        return CheckOutcome::unseen("the settings can't be read");
    };
    let now = clock.now();
    let folder = settings.backups.as_ref().map(|backups| backups.folder.as_path());
    let mut found: Vec<_> = before_upgrade(folders, folder, now).into_iter().collect();
    let Some(backups) = &settings.backups else {
        if settings.recipients.is_none() {
            return CheckOutcome::of(found, Some("without SEAL_RECIPIENTS no backup can be made".to_owned()));
        }
        found.push(Found::new(Finding::BackupOff));
        return CheckOutcome::of(found, None);
    };
    let record = match BackupRecord::read(&folders.data) {
        Ok(record) => record,
        Err(error) => return CheckOutcome::of(found, Some(error.to_string())),
    };
    let folder = &backups.folder;
    if folder.is_dir() {
        let closed = closed(folder);
        let last = record.made.as_ref().map(|made| made.at).or(record.since);
        let late = late(last, now).filter(|_| record.outlook(now, false).backup == Freshness::Fresh);
        let late = late.map(|last| format!("the last one was made at {last:.0}"));
        found.extend(Found::at_all(Finding::BackupFailing, closed.into_iter().chain(late)));
    } else {
        found.push(Found::new(Finding::BackupFolderMissing).here(folder.display().to_string()));
    }
    if let Freshness::Overdue { days } = record.outlook(now, false).backup {
        let last = record.good.as_ref().map_or_else(
            || "there was none yet".to_owned(),
            |good| format!("the last good one is of {:.0}: {}", good.at, good.file.display()),
        );
        found.push(Found::new(Finding::BackupOld).here(format!("{days} days; {last}")));
    } else if let Some(made) = not_handed_on(&record, now).filter(|_| backups.command.is_some()) {
        found.push(Found::new(Finding::BackupNotHandedOn).here(format!("made at {made:.0}")));
    }
    // One that was made in an earlier BACKUP_DIR may lie on a disk that is away by now.
    let is_here = |file: &Path| file.parent() == std::path::absolute(folder).ok().as_deref();
    let is_gone = |file: &Path| is_here(file) && folder.is_dir() && matches!(file.try_exists(), Ok(false));
    if let Some(made) = record.made.as_ref().filter(|made| is_gone(&made.file)) {
        found.push(Found::new(Finding::BackupGone).here(made.file.display().to_string()));
    }
    if backups.command.is_none() && is_same_disk(folder, &folders.data) {
        found.push(Found::new(Finding::BackupBesideData).here(folder.display().to_string()));
    }
    CheckOutcome::of(found, None)
}

/// Why this user can't write into a folder, if so.
fn closed(folder: &Path) -> Option<String> {
    let error = access(folder, Access::WRITE_OK | Access::EXEC_OK).err()?;
    let kind = std::io::Error::from(error).kind();
    Some(format!("{} can't be written to ({kind})", folder.display()))
}

/// The last time of what happens once a day, if that is too long ago.
fn late(last: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    last.filter(|last| now.duration_since(*last) > A_DAY)
}

/// The backups that upgrades have made before they changed the data, and that nobody removes by itself.
fn before_upgrade(folders: &Folders, backups: Option<&Path>, now: Timestamp) -> Option<Found> {
    let data = std::path::absolute(&folders.data).ok();
    let beside = data.as_deref().and_then(Path::parent);
    let entries = backups.into_iter().chain(beside).flat_map(|place| place.read_dir().into_iter().flatten());
    let files = entries.flatten().map(|entry| entry.path());
    let named =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(BEFORE_UPGRADE));
    let kept = files.filter(|path| named(path)).chain([folders.data.join(COPY_BEFORE_STORED_IDS)]);
    let is_old = |path: &Path| {
        let made = path
            .metadata()
            .and_then(|file| file.modified())
            .ok()
            .and_then(|made| Timestamp::try_from(made).ok());
        made.is_some_and(|made| now.duration_since(made) > SETTLED)
    };
    let mut old: Vec<_> = kept.filter(|path| is_old(path)).map(|path| path.display().to_string()).collect();
    // The folder beside the data may be that of the backups.
    old.sort();
    old.dedup();
    Found::at_all(Finding::BackupBeforeUpgradeOld, old)
}

/// When a backup was made that no command has taken for long. One that was made without a command is good, and a command that is new
/// gets it all the same.
fn not_handed_on(record: &BackupRecord, now: Timestamp) -> Option<Timestamp> {
    let made = record.made.as_ref().filter(|made| record.handed_on.as_ref() != Some(&made.digest))?;
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
    let now = clock.now();
    let mut failing = Vec::new();
    if let Some(Freshness::Overdue { days }) = record.outlook(now, true).list {
        found.push(Found::new(Finding::OptOutsCopyOld).here(format!("{days} days")));
    } else if let Some(last) = late(record.list_copied.or(record.since), now) {
        failing.push(format!("it was last copied at {last:.0}"));
    }
    failing.extend(settings.list_folder.as_deref().filter(|folder| folder.is_dir()).and_then(closed));
    found.extend(Found::at_all(Finding::OptOutsCopyFailing, failing));
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
