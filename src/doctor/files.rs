//! Who may read and write the bot's files.

use std::fs::{self, Metadata};
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::config::Folders;
use crate::crypto::StoreKeyFile;
use crate::doctor::installation::Installation;
use crate::doctor::machine::quoted;
use crate::doctor::report::{CheckOutcome, Found};
use crate::domain::doctor::Finding;

/// How many files of a folder are looked at.
const MOST: usize = 1000;
/// The most bytes in which a private key is looked for.
const LONGEST: u64 = 16 * 1024;

fn mode(file: &Metadata) -> u32 {
    file.permissions().mode() & 0o7777
}

fn with_mode(path: &Path, file: &Metadata) -> String {
    format!("{} (mode {:04o})", path.display(), mode(file))
}

/// The data folder, the owners of all files, and the folders in which they lie.
pub(super) fn permissions(installation: &Installation, folders: &Folders) -> CheckOutcome {
    let data = &folders.data;
    // Where this user may not look, nobody can tell.
    if matches!(folders.database().try_exists(), Ok(false)) {
        return Found::new(Finding::DataMissing).here(data.display().to_string()).into();
    }
    let (folder, entries) = match data.metadata().and_then(|folder| Ok((folder, data.read_dir()?))) {
        Ok(looked) => looked,
        Err(error) => {
            let data = data.display();
            return CheckOutcome::unseen(format!(
                "{data} can't be looked at ({}); run this as the bot's user",
                error.kind()
            ));
        }
    };
    let inside = entries.flatten().take(MOST).map(|entry| entry.path());
    // The bot makes no folder there; a disk that is mounted has root's lost+found.
    let inside = inside.filter_map(|path| Some((path.metadata().ok()?, path)));
    let inside: Vec<_> = inside.filter(|(file, _)| !file.is_dir()).collect();
    let mut found = Vec::new();
    // In a closed folder, the modes of the files don't matter.
    if mode(&folder) & 0o077 != 0 {
        let open = Found::new(Finding::DataOpen).here(with_mode(data, &folder));
        found.push(open.command(format!("chmod -R go= {}", quoted(data))));
    }
    let files = [&folders.store_key, &folders.opt_outs].into_iter().chain(&installation.file);
    let files = files.filter_map(|path| Some((path.metadata().ok()?, path.clone())));
    let all: Vec<_> = inside.into_iter().chain(files).map(|(file, path)| (file.uid(), path)).collect();
    found.extend(of_others(folder.uid(), &all, data));
    found.extend(writable(installation, folders));
    CheckOutcome::of(found, None)
}

/// Files that belong to another user than the data folder.
fn of_others(owner: u32, files: &[(u32, PathBuf)], data: &Path) -> Option<Found> {
    let others: Vec<_> = files.iter().filter(|(uid, _)| *uid != owner).collect();
    if others.is_empty() {
        return None;
    }
    let named = others.iter().take(10).fold(Found::new(Finding::OwnersDiffer), |found, (uid, path)| {
        let here = format!("{} belongs to user {uid}, and the data folder to user {owner}", path.display());
        found.here(here).command(format!("chown --reference={} {}", quoted(data), quoted(path)))
    });
    Some(named)
}

/// Folders on the way to the bot's files into which everybody may write. In one with the sticky bit, as /tmp, nobody may remove
/// what others have put there.
fn writable(installation: &Installation, folders: &Folders) -> Option<Found> {
    const STICKY: u32 = 0o1000;
    let files = [&folders.data, &folders.store_key, &folders.opt_outs].into_iter().chain(&installation.file);
    let absolute = files.filter_map(|path| std::path::absolute(path).ok());
    let mut all: Vec<_> =
        absolute.flat_map(|path| path.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>()).collect();
    all.sort();
    all.dedup();
    let mut found = None;
    for folder in all {
        let Ok(file) = folder.metadata() else { continue };
        if mode(&file) & 0o002 != 0 && mode(&file) & STICKY == 0 {
            let open = found.unwrap_or_else(|| Found::new(Finding::FolderWritable));
            found =
                Some(open.here(with_mode(&folder, &file)).command(format!("chmod o-w {}", quoted(&folder))));
        }
    }
    found
}

/// The settings and the store key, which others must not read, and private keys, which must not be here.
pub(super) fn secrets(installation: &Installation, folders: &Folders) -> CheckOutcome {
    let open = |finding, path: &Path| {
        let file = path.metadata().ok().filter(|file| mode(file) & 0o077 != 0)?;
        Some(Found::new(finding).here(with_mode(path, &file)).command(format!("chmod 600 {}", quoted(path))))
    };
    let settings = installation.file.as_ref().and_then(|file| open(Finding::SettingsOpen, file));
    // A key under a passphrase is no secret.
    let is_plain = matches!(StoreKeyFile::read(&folders.store_key), Ok(StoreKeyFile::Plain(_)));
    let key = is_plain.then(|| open(Finding::StoreKeyOpen, &folders.store_key)).flatten();
    CheckOutcome::of(settings.into_iter().chain(key).chain(private_keys(installation, folders)), None)
}

/// Private keys in the folders of the bot's files.
fn private_keys(installation: &Installation, folders: &Folders) -> Option<Found> {
    let files = [&folders.store_key, &folders.opt_outs].into_iter().chain(&installation.file);
    let mut places: Vec<_> =
        files.filter_map(|path| Some(std::path::absolute(path).ok()?.parent()?.to_owned())).collect();
    places.push(folders.data.clone());
    places.sort();
    places.dedup();
    let entries = places.iter().flat_map(|place| place.read_dir().into_iter().flatten().flatten().take(MOST));
    let keys = entries.map(|entry| entry.path()).filter(|path| is_private_key(path));
    let named = |found: Option<Found>, path: PathBuf| {
        let found = found.unwrap_or_else(|| Found::new(Finding::PrivateKeyHere));
        // No command: whoever deletes the only copy has lost all names and all backups.
        Some(found.here(path.display().to_string()))
    };
    keys.fold(None, named)
}

fn is_private_key(path: &Path) -> bool {
    const BEGINNING: &[u8] = b"AGE-SECRET-KEY-1";
    let is_small = path.metadata().is_ok_and(|file| file.is_file() && file.len() <= LONGEST);
    let mut content = zeroize::Zeroizing::new(Vec::new());
    let read = |content: &mut Vec<u8>| fs::File::open(path)?.take(LONGEST).read_to_end(content);
    is_small && read(&mut content).is_ok() && content.windows(BEGINNING.len()).any(|part| part == BEGINNING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_user_is_named_with_the_command_that_gives_it_back() {
        let files = [(7, PathBuf::from("/d/pledge.db")), (0, "/d/pledge.db-wal".into())];
        let found = of_others(7, &files, Path::new("/d")).expect("one belongs to root");
        assert_eq!(found.here, ["/d/pledge.db-wal belongs to user 0, and the data folder to user 7"]);
        assert_eq!(found.commands, ["chown --reference='/d' '/d/pledge.db-wal'"]);
        assert_eq!(of_others(7, &files[..1], Path::new("/d")), None);
    }
}
