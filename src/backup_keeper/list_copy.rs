//! The copy of the list of opt-outs in another folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::backup::TakenList;
use crate::backup_keeper::hand_on::HandOnError;
use crate::secret_file::{Output, SecretFileError};
use crate::slow_disk::NoAnswerError;
use crate::store::{ListFacts, StoreError, list_facts};

/// Why the list was not copied, as one line.
#[derive(Debug, thiserror::Error)]
pub(super) enum ListCopyError {
    #[error(transparent)]
    List(#[from] StoreError),
    #[error(transparent)]
    Write(#[from] SecretFileError),
    #[error(
        "the list has fewer entries than its copy {}, so it is an old one, and the copy stays as it is: put the newest list back",
        .0.display()
    )]
    Shorter(PathBuf),
    #[error(
        "the list has fewer entries than the command took last, so it is an old one: put the newest list back"
    )]
    ShorterThanTaken,
    #[error(transparent)]
    Command(#[from] HandOnError),
    #[error("{0}: {NoAnswerError}")]
    NoAnswer(&'static str),
}

/// The list as a command would take it now; `None` if there is no list yet.
///
/// # Errors
/// When the list can't be read, or is shorter than the same list as it was `taken` last.
pub(super) fn grown_since(list: &Path, taken: Option<TakenList>) -> Result<Option<TakenList>, ListCopyError> {
    let now = list_facts(list)?.map(|ListFacts { name, entries, .. }| TakenList { name, entries });
    match (&now, taken) {
        (Some(now), Some(taken)) if now.name == taken.name && now.entries < taken.entries => {
            Err(ListCopyError::ShorterThanTaken)
        }
        _ => Ok(now),
    }
}

/// Copies the list into a folder, in place of the earlier copy of the same list. A copy of another list stays: older backups need
/// it. Gives the copy; `None` if there is no list yet.
///
/// # Errors
/// When the list can't be read or has fewer entries than its copy, or the folder is missing or can't be written to. The earlier
/// copy is as it was then.
pub(super) fn copy_list(list: &Path, folder: &Path) -> Result<Option<PathBuf>, ListCopyError> {
    let Some(facts) = list_facts(list)? else { return Ok(None) };
    if !folder.is_dir() {
        return Err(SecretFileError::NoFolder(folder.to_owned()).into());
    }
    let ListFacts { name, entries, bytes } = facts;
    let copy = folder.join(format!("opt-outs-{}.list", &name[..8.min(name.len())]));
    if list_facts(&copy)?.is_some_and(|earlier| earlier.entries > entries) {
        return Err(ListCopyError::Shorter(copy));
    }
    let part = copy.with_extension("list.part");
    let written = write(list, bytes, &part).and_then(|()| fs::rename(&part, &copy));
    let synced = written.and_then(|()| File::open(folder)?.sync_all());
    if let Err(error) = synced {
        // There may be nothing to remove.
        let _ = fs::remove_file(&part);
        let out = Output::File(copy);
        return Err(SecretFileError::Write { out, source: Arc::new(error) }.into());
    }
    Ok(Some(copy))
}

/// Writes the whole entries of the list to a file. A bot may be adding to the list meanwhile.
fn write(list: &Path, bytes: u64, to: &Path) -> io::Result<()> {
    let mut copy = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(to)?;
    let copied = io::copy(&mut File::open(list)?.take(bytes), &mut copy)?;
    if copied < bytes {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    copy.sync_all()
}
