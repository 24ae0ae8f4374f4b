//! The disks of the bot's files: their room, and whether they are encrypted.

use std::path::{Path, PathBuf};

use rustix::fs::statvfs;

use crate::backup::BackupRecord;
use crate::config::Folders;
use crate::doctor::installation::Installation;
use crate::doctor::machine::Machine;
use crate::doctor::mounts::{DiskState, disk_of};
use crate::doctor::report::{CheckOutcome, Found};
use crate::domain::doctor::Finding;

/// The room on each disk that the bot writes to.
pub(super) fn space(machine: &Machine, installation: &Installation, folders: &Folders) -> CheckOutcome {
    let database = folders.database().metadata().map_or(0, |file| file.len());
    // A backup and a new version write all of it once more.
    let least = machine.least_free.max(database.saturating_mul(3));
    let (mut full, mut unseen) = (None, None);
    let own = [&folders.data, &folders.opt_outs].into_iter().filter_map(|place| existing(place));
    for (folder, least) in own.map(|folder| (folder, least)).chain(for_backups(installation, folders)) {
        match statvfs(&folder) {
            Ok(disk) => {
                let free = disk.f_bavail.saturating_mul(disk.f_frsize);
                // Some file systems do not count files.
                let is_out_of_files = disk.f_files > 0 && disk.f_favail == 0;
                if free < least || is_out_of_files {
                    let here = format!(
                        "{}: {} MB are free, and {} MB should be",
                        folder.display(),
                        free >> 20,
                        least >> 20
                    );
                    full = Some(full.unwrap_or_else(|| Found::new(Finding::DiskFull)).here(here));
                }
            }
            Err(error) => {
                unseen = Some(format!("{} can't be looked at ({})", folder.display(), error.kind()));
            }
        }
    }
    CheckOutcome::of(full, unseen)
}

/// The folders for backups and for copies of the list, with the room that the next ones take.
fn for_backups(installation: &Installation, folders: &Folders) -> Vec<(PathBuf, u64)> {
    let settings = installation.settings.as_ref().ok().and_then(|settings| settings.backups.as_ref());
    let Some(settings) = settings else { return Vec::new() };
    let record = BackupRecord::read(&folders.data).unwrap_or_default();
    let backup = record.made.map_or(0, |made| made.bytes);
    let list = folders.opt_outs.metadata().map_or(0, |file| file.len());
    let copies = settings.list_folder.as_ref().map(|folder| (folder, list));
    let places = [(&settings.folder, backup)].into_iter().chain(copies);
    // A folder that is missing is a finding of its own.
    places.filter(|(folder, _)| folder.is_dir()).map(|(folder, least)| (folder.clone(), least)).collect()
}

/// A path, or the folder in which it will be made.
fn existing(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find(|place| place.exists()).map(Path::to_owned)
}

/// Whether the disks with the data, the store key and the settings are encrypted.
pub(super) fn encryption(machine: &Machine, installation: &Installation, folders: &Folders) -> CheckOutcome {
    let settings = installation.file.as_ref().map(|file| ("the settings", file));
    let places = [("the data", &folders.data), ("the store key", &folders.store_key)];
    let places = places.into_iter().chain(settings).filter(|(_, path)| path.exists());
    let (mut open, mut unseen) = (None, None);
    for (what, path) in places {
        let here = format!("{what}: {}", path.display());
        match disk_of(machine, path) {
            DiskState::Closed => {}
            DiskState::Open => open = Some(open.unwrap_or_else(|| Found::new(Finding::DiskOpen)).here(here)),
            DiskState::Unknown => {
                unseen = Some(format!("it can't be seen from here what disk this is on: {here}"));
            }
        }
    }
    CheckOutcome::of(open, unseen)
}
