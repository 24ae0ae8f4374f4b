//! A drill: a backup is restored where nothing else is, and looked at, to know before an emergency whether that works and what would
//! be lost. Nothing of a name or contact leaves this file.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::de::IgnoredAny;

use crate::backup::drill_folder::DrillFolder;
use crate::backup::restore::{RestoreError, unpack};
use crate::backup::store_key::{BackupKey, RestoredKeyError};
use crate::crypto::{Identity, SealError};
use crate::store::{
    DATABASE, FileError, KnownKey, Manifest, Reader, RestoreList, Restored, StoreError, adopt, read_manifest,
};

/// How many sealed documents are opened.
const SAMPLE: u32 = 10;

/// The result of a drill.
#[derive(Debug, Clone)]
pub struct DrillReport {
    /// When the backup was made.
    pub made: MadeTime,
    /// Its manifest; none in a backup of an earlier version.
    pub manifest: Option<Manifest>,
    /// How many rows of each kind are in it.
    pub counts: BTreeMap<String, u64>,
    /// The counts that differ from the manifest's.
    pub differences: Vec<CountDifference>,
    /// The sealed names and contacts.
    pub sealed: SealedSample,
    /// The store key.
    pub key: KeyInBackup,
    /// The store that a restore would make of it.
    pub restored: Restored,
}

/// When a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MadeTime {
    /// As its manifest says.
    Manifest(Timestamp),
    /// By the date of the file, which copying may have changed.
    File(Timestamp),
    /// Nobody can tell.
    Unknown,
}

/// A kind of rows of which a backup has another number than its manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountDifference {
    /// The kind, in words.
    pub kind: String,
    /// The number in the manifest.
    pub expected: u64,
    /// The number in the backup.
    pub found: u64,
}

/// Sealed names and contacts, some of which were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedSample {
    /// How many there are.
    pub all: u64,
    /// How many were tried.
    pub tried: u64,
    /// How many of these opened.
    pub opened: u64,
    /// How many of these were sealed to other keys, as those from before a change of keys.
    pub of_other_keys: u64,
}

/// Whether a backup holds its store key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyInBackup {
    /// It does, and the private key opens it.
    Sealed,
    /// It has none that the private key opens. The key came from a file.
    FromFile,
    /// It is of an earlier version, which goes on with any key.
    Any,
}

/// Why a drill came to no result: the backup could not be restored either.
#[derive(Debug, thiserror::Error)]
pub enum DrillError {
    /// As in a restore.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// The store key is not in it.
    #[error(
        "{} has no sealed copy of its store key, because the bot was never started with SEAL_RECIPIENTS; a restore needs the \
         file of the key: name it with --store-key",
        .0.display()
    )]
    NoKey(PathBuf),
}

impl From<StoreError> for DrillError {
    fn from(error: StoreError) -> DrillError {
        DrillError::Restore(error.into())
    }
}

impl From<FileError> for DrillError {
    fn from(error: FileError) -> DrillError {
        DrillError::Restore(error.into())
    }
}

/// Restores a backup into a folder of the drill, and looks at it. Opt-outs in `list` that are later than the backup are applied
/// there. The store key comes from the backup, or from `key_file`. No other file is changed.
///
/// # Errors
/// When the backup could not be restored for real either.
pub async fn drill(
    backup: &Path,
    identity: &Identity,
    list: Option<&Path>,
    key_file: Option<&Path>,
    folder: &DrillFolder,
    now: Timestamp,
) -> Result<DrillReport, DrillError> {
    let cannot_read = FileError::cannot("read", backup);
    let sealed = File::open(backup).map_err(&cannot_read)?;
    let changed = sealed.metadata().and_then(|file| file.modified()).ok();
    let path = folder.path().join(DATABASE);
    let file = File::create_new(&path).map_err(FileError::cannot("write", folder.path()))?;
    unpack(sealed, backup, identity, file).await?;
    let known = KnownKey::of_copy(&path, backup).await?;
    let (manifest, counts) = read_manifest(&path).await?;
    if known.copy.is_none() && known.check.is_some() && key_file.is_none() {
        return Err(DrillError::NoKey(backup.to_owned()));
    }
    let no_file = folder.path().join("store.key");
    let key = BackupKey::settle(&known, identity, backup, key_file.unwrap_or(&no_file));
    let key = key.map_err(|error: RestoredKeyError| RestoreError::from(error))?;
    let in_backup = match (key.is_in_backup, &known.check) {
        (true, _) => KeyInBackup::Sealed,
        (false, Some(_)) => KeyInBackup::FromFile,
        (false, None) => KeyInBackup::Any,
    };
    let list = list.map(|path| RestoreList { path, identity });
    let restored = adopt(&path, backup, list, &key.key, now).await?;
    let made = match (&manifest, changed.and_then(|changed| Timestamp::try_from(changed).ok())) {
        (Some(manifest), _) => MadeTime::Manifest(manifest.made),
        (None, Some(changed)) => MadeTime::File(changed),
        (None, None) => MadeTime::Unknown,
    };
    Ok(DrillReport {
        made,
        differences: manifest.as_ref().map(|manifest| differences(manifest, &counts)).unwrap_or_default(),
        manifest,
        counts,
        sealed: open_sample(folder.path(), identity).await?,
        key: in_backup,
        restored,
    })
}

/// The kinds that are counted differently. A kind that one of the two versions does not count is left out.
fn differences(manifest: &Manifest, counts: &BTreeMap<String, u64>) -> Vec<CountDifference> {
    let both =
        manifest.counts.iter().filter_map(|(kind, expected)| Some((kind, *expected, *counts.get(kind)?)));
    both.filter(|(_, expected, found)| expected != found)
        .map(|(kind, expected, found)| CountDifference { kind: kind.clone(), expected, found })
        .collect()
}

async fn open_sample(folder: &Path, identity: &Identity) -> Result<SealedSample, StoreError> {
    let reader = Reader::open_copy(folder).await?;
    let (all, documents) = reader.sealed_sample(SAMPLE).await?;
    let mut sample = SealedSample { all, tried: documents.len() as u64, opened: 0, of_other_keys: 0 };
    for sealed in documents {
        match identity.open::<IgnoredAny>(&sealed) {
            Ok(_) => sample.opened += 1,
            Err(SealError::WrongKey) => sample.of_other_keys += 1,
            Err(_) => {}
        }
    }
    Ok(sample)
}
