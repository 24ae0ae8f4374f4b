//! The first start of a new version on the data of an earlier one: a backup comes first, then the data are brought up to date, and
//! then the log says what changed. A start that ends at any moment leaves data and backup whole; the next one goes on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use crate::backup::{BEFORE_UPGRADE, BackupError, backup_any_version, copy_unsealed};
use crate::config::Settings;
use crate::crypto::{Recipients, StoreKey};
use crate::service::ServiceError;
use crate::slow_disk::{NoAnswerError, SlowDisk};
use crate::store::{COPY_BEFORE_STORED_IDS, DATABASE, Store, StoreSchema, store_schema, wipe};

/// How long a disk may take to take the backup.
const PATIENCE: Duration = Duration::from_hours(1);
/// How the names of backups end that are not sealed, as there were no keys.
const UNSEALED: &str = ".db";
/// How long they stay.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Opens the store, and brings it up to date if it is of an earlier version, after a backup of it.
///
/// # Errors
/// When the store can't be opened, or is of an earlier version and no backup can be made. Nothing has changed then.
pub(super) async fn open(
    settings: &Settings,
    key: StoreKey,
    recipients: Option<&Recipients>,
    now: Timestamp,
) -> Result<Store, ServiceError> {
    let folders = &settings.folders;
    let before = store_schema(&folders.data).await?.filter(StoreSchema::is_older);
    // The data of the first versions are written anew, after a copy of them was made. All others stay as they are.
    Store::upgrade(&folders.data, &key, recipients).await?;
    let kept = match before {
        Some(schema) => Box::pin(keep(settings, schema, recipients, now)).await?,
        None => String::new(),
    };
    let store = Store::open_with_list(&folders.data, key, &folders.opt_outs).await?;
    if let Some(StoreSchema { found, newest, .. }) = before {
        log::info!("the data were brought up to date: schema from {found} to {newest}; {kept}");
    }
    Ok(store)
}

/// Makes the backup, unless an earlier attempt has made it; says where it is.
async fn keep(
    settings: &Settings,
    schema: StoreSchema,
    recipients: Option<&Recipients>,
    now: Timestamp,
) -> Result<String, ServiceError> {
    let data = &settings.folders.data;
    if schema.has_plain_ids {
        // The store has kept one when it was written anew; one that is not sealed would name people.
        return Ok(match recipients {
            Some(_) => format!("the backup of before is {}", data.join(COPY_BEFORE_STORED_IDS).display()),
            None => "no backup of before was kept: without SEAL_RECIPIENTS it would show who uses the bot"
                .to_owned(),
        });
    }
    let beside = data.canonicalize().ok().and_then(|data| data.parent().map(Path::to_owned));
    let places = settings.backups.iter().map(|backups| backups.folder.clone()).chain(beside);
    let mut failure = None;
    for place in places {
        let kept = {
            let (place, data, recipients) = (place.clone(), data.clone(), recipients.cloned());
            async move { keep_in(&place, &data, schema.found, recipients.as_ref(), now).await }
        };
        let kept = SlowDisk::default().work(PATIENCE, kept).await;
        match kept.unwrap_or_else(|NoAnswerError| Err(BackupError::NoAnswer(place.clone()))) {
            Ok(backup) => {
                let backup = backup.display();
                log::info!(
                    "the data are of an earlier version (schema {}); the backup of them is {backup}",
                    schema.found
                );
                let until = match recipients {
                    Some(_) => "",
                    None => "; it is not sealed, and is removed after 30 days",
                };
                return Ok(format!(
                    "the backup of before is {backup}; remove it when you are content{until}"
                ));
            }
            Err(error) => {
                log::warn!("no backup can be made in {}: {error}", place.display());
                failure = Some(error);
            }
        }
    }
    Err(failure.map_or(ServiceError::Upgrade(BackupError::Busy), ServiceError::Upgrade))
}

async fn keep_in(
    folder: &Path,
    data: &Path,
    schema: i64,
    recipients: Option<&Recipients>,
    now: Timestamp,
) -> Result<PathBuf, BackupError> {
    let earlier = earlier_backups(folder, schema);
    let changed = [DATABASE.to_owned(), format!("{DATABASE}-wal")].map(|name| changed(&data.join(name)));
    let changed = changed.into_iter().flatten().max();
    // An earlier attempt has made it, and no bot has run since.
    let is_newer = |path: &&PathBuf| {
        self::changed(path).is_some_and(|made| changed.is_none_or(|changed| changed <= made))
    };
    if let Some(made) = earlier.iter().find(is_newer) {
        return Ok(made.clone());
    }
    let name = format!("{}{}", start(schema), now.strftime("%Y%m%dT%H%M%SZ"));
    let end = if recipients.is_some() { ".age" } else { UNSEALED };
    let backup = folder.join(format!("{name}{end}"));
    match recipients {
        Some(recipients) => {
            let alone = Mutex::default();
            drop(backup_any_version(data, recipients, &backup, now, &alone).await?);
        }
        None => copy_unsealed(data, &backup).await?,
    }
    for old in earlier.iter().filter(|old| **old != backup) {
        if let Err(error) = fs::remove_file(old) {
            log::warn!("an old backup can't be removed ({}): {}", error.kind(), old.display());
        }
    }
    Ok(backup)
}

/// Removes the backups from before an upgrade that are not sealed, after 30 days: they hold people who have erased their data since.
pub(super) fn remove_unsealed(data: &Path, now: Timestamp) {
    let beside = data.canonicalize().ok().and_then(|data| data.parent().map(Path::to_owned));
    let entries = beside.into_iter().filter_map(|folder| folder.read_dir().ok()).flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_ours = name.starts_with(BEFORE_UPGRADE) && name.ends_with(UNSEALED);
        let made = changed(&path).filter(|_| is_ours).and_then(|made| Timestamp::try_from(made).ok());
        if made.is_none_or(|made| now.duration_since(made) < KEPT) {
            continue;
        }
        match wipe(&path) {
            Ok(()) => {
                log::info!("the unsealed backup from before an upgrade was removed: {}", path.display());
            }
            Err(error) => log::error!("{} can't be removed: {}", path.display(), error.kind()),
        }
    }
}

/// The beginning of the name of a backup from before the data of this schema were changed.
fn start(schema: i64) -> String {
    format!("{BEFORE_UPGRADE}{schema}-")
}

/// The backups of this schema that earlier attempts have made.
fn earlier_backups(folder: &Path, schema: i64) -> Vec<PathBuf> {
    let read = || -> io::Result<Vec<PathBuf>> {
        let entries = folder.read_dir()?.map(|entry| entry.map(|entry| entry.path()));
        entries.collect()
    };
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let ends = [".age", UNSEALED].iter().any(|end| name.ends_with(end));
        ends && name.starts_with(&start(schema)) && path.is_file()
    };
    // A folder that can't be read has none; to write to it fails with the reason.
    read().unwrap_or_default().into_iter().filter(is_ours).collect()
}

/// When a file with something in it was changed.
fn changed(path: &Path) -> Option<SystemTime> {
    let found = path.metadata().ok().filter(|found| found.len() > 0)?;
    found.modified().ok()
}
