//! Files with names, keys or sealed data in them. Each is for its owner alone (0600), and is there whole or not at all.
//!
//! A file has no name until it is whole and on the disk (`O_TMPFILE`, then `linkat`). So neither a kill nor a power cut
//! leaves a part of it. It never takes the place of something else. Where the file system knows no files without a name
//! (a stick with FAT, some network disks), the file is called `NAME.part` meanwhile, and a kill leaves that; the next
//! attempt removes it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{IsTerminal, Seek, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs, io};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

/// The destination of a file that a command makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A new file.
    File(PathBuf),
    /// Standard output, which the command line calls `-`.
    Stdout,
}

impl From<PathBuf> for Output {
    fn from(path: PathBuf) -> Output {
        if path.as_os_str() == "-" { Output::Stdout } else { Output::File(path) }
    }
}

impl From<&Path> for Output {
    fn from(path: &Path) -> Output {
        Output::from(path.to_owned())
    }
}

impl From<&PathBuf> for Output {
    fn from(path: &PathBuf) -> Output {
        Output::from(path.as_path())
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Output::File(path) => path.display().fmt(f),
            Output::Stdout => f.write_str("standard output"),
        }
    }
}

impl Output {
    /// Whether it is a file that others than its owner may read, because the shell made it.
    pub fn is_open_to_others(&self) -> bool {
        let open = || File::from(io::stdout().as_fd().try_clone_to_owned().ok()?).metadata().ok();
        *self == Output::Stdout && open().is_some_and(|file| file.is_file() && file.mode() & 0o077 != 0)
    }
}

/// Why a file can't be made. Each is one line that says what to do.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SecretFileError {
    /// There is such a file.
    #[error("{} is there already, and nothing is ever written over it; give another name, or move it away", .0.display())]
    Exists(PathBuf),
    /// There is something, and it is no ordinary file.
    #[error("{} is no ordinary file; give the name of a new file", .0.display())]
    NotAFile(PathBuf),
    /// There is no such folder.
    #[error("there is no folder {}; make it first: mkdir -p '{}'", .0.display(), .0.display())]
    NoFolder(PathBuf),
    /// Somebody else is at it.
    #[error("{} is being written by another process; try again when that is done", .0.display())]
    Busy(PathBuf),
    /// Standard output is a terminal.
    #[error(
        "standard output is a terminal, which may keep what it shows; give the name of a file, or pass it on: … | PROGRAM"
    )]
    Terminal,
    /// The system refuses.
    #[error("cannot write {out}: {source}{}", remedy(source))]
    Write {
        /// The file, or standard output.
        out: Output,
        /// The system's reason.
        source: Arc<io::Error>,
    },
}

impl SecretFileError {
    /// For an error of the system.
    pub(crate) fn cannot_write(out: &Output, source: io::Error) -> SecretFileError {
        SecretFileError::Write { out: out.clone(), source: Arc::new(source) }
    }
}

/// What to do about an error of the system, for the end of a sentence.
pub(crate) fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "; free some space, and try again",
        io::ErrorKind::NotFound => "; check the path, which begins in the folder where this is run",
        io::ErrorKind::PermissionDenied => "; this has to be run by a user who may do that",
        io::ErrorKind::ReadOnlyFilesystem => "; choose a place that can be written to",
        io::ErrorKind::BrokenPipe => "; the program that read it has ended",
        _ => "",
    }
}

/// A file in the making, which goes away unless it is finished.
pub(crate) struct SecretFile {
    file: File,
    place: SecretPlace,
}

enum SecretPlace {
    /// It has no name yet.
    Unnamed(PathBuf),
    /// It has another name meanwhile.
    Part(PartName, PathBuf),
    /// It never gets a name, and goes to standard output.
    Stdout,
}

/// The name of a file in the making; it is removed at the end.
struct PartName(PathBuf);

impl Drop for PartName {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl SecretFile {
    /// Begins a file.
    ///
    /// # Errors
    /// When something is there already, the folder is missing, or standard output is a terminal.
    pub fn begin(out: &Output) -> Result<SecretFile, SecretFileError> {
        let failed = |source| SecretFileError::cannot_write(out, source);
        let Output::File(path) = out else {
            if io::stdout().is_terminal() {
                return Err(SecretFileError::Terminal);
            }
            return Ok(SecretFile {
                file: tempfile::tempfile().map_err(failed)?,
                place: SecretPlace::Stdout,
            });
        };
        refuse_existing(path)?;
        let folder = folder_of(path);
        if !folder.is_dir() {
            return Err(SecretFileError::NoFolder(folder.to_owned()));
        }
        match unnamed(folder).map_err(failed)? {
            Some(file) => Ok(SecretFile { file, place: SecretPlace::Unnamed(path.to_owned()) }),
            None => SecretFile::begin_named(path),
        }
    }

    fn begin_named(path: &Path) -> Result<SecretFile, SecretFileError> {
        let failed = |source| SecretFileError::cannot_write(&path.into(), source);
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        if !remove_remains(&part).map_err(failed)? {
            return Err(SecretFileError::Busy(part));
        }
        let options = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).clone();
        let file = options.open(&part).map_err(failed)?;
        file.try_lock().map_err(|_| SecretFileError::Busy(part.clone()))?;
        Ok(SecretFile { file, place: SecretPlace::Part(PartName(part), path.to_owned()) })
    }

    /// The file, to write to.
    pub fn writer(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// The file from its beginning, to read back what was written.
    pub fn reader(&self) -> io::Result<File> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(file)
    }

    /// The folder for what belongs to the file meanwhile.
    pub fn folder(&self) -> PathBuf {
        match &self.place {
            SecretPlace::Unnamed(path) | SecretPlace::Part(_, path) => folder_of(path).to_owned(),
            SecretPlace::Stdout => std::env::temp_dir(),
        }
    }

    /// Gives the file its name, as soon as all of it is on the disk, or hands it to standard output. Gives the file, still
    /// open.
    ///
    /// # Errors
    /// When something has taken the place meanwhile, or the disk fails. There is no file then.
    pub fn finish(self) -> Result<File, SecretFileError> {
        let SecretFile { mut file, place } = self;
        let (path, named) = match place {
            SecretPlace::Stdout => {
                let mut copy = || {
                    file.rewind()?;
                    io::copy(&mut file, &mut io::stdout().lock())?;
                    io::stdout().flush()
                };
                copy().map_err(|source| SecretFileError::cannot_write(&Output::Stdout, source))?;
                return Ok(file);
            }
            SecretPlace::Unnamed(path) => {
                let named = file.sync_all().and_then(|()| link(&file, &path));
                (path, named)
            }
            SecretPlace::Part(part, path) => {
                let named = file.sync_all().and_then(|()| move_to_free_place(&part.0, &path));
                (path, named)
            }
        };
        let synced = named.and_then(|()| File::open(folder_of(&path))?.sync_all());
        synced.map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => SecretFileError::Exists(path.clone()),
            _ => SecretFileError::cannot_write(&path.into(), source),
        })?;
        Ok(file)
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// As [`SecretFile::begin`] and [`SecretFile::finish`].
    pub fn write(path: &Path, content: &[u8]) -> Result<File, SecretFileError> {
        let out = Output::File(path.to_owned());
        let mut secret = SecretFile::begin(&out)?;
        secret.file.write_all(content).map_err(|source| SecretFileError::cannot_write(&out, source))?;
        secret.finish()
    }
}

/// Puts a file with this content in the place of the one that is there, or of none: whole, or not at all. It is for its owner
/// alone, to whom it is given (a user and a group) if one is named. A link stays, and the file that it leads to is replaced.
///
/// # Errors
/// When the place is not a file's, or it can't be written.
pub fn replace(path: &Path, content: &[u8], owner: Option<(u32, u32)>) -> Result<(), SecretFileError> {
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.exists() && !path.is_file() {
        return Err(SecretFileError::NotAFile(path.clone()));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(SecretFileError::NoFolder(folder.to_owned()));
    }
    let SecretFile { mut file, place } = SecretFile::begin_named(path)?;
    let SecretPlace::Part(part, _) = place else { return Err(SecretFileError::NotAFile(path.clone())) };
    let mut write = || {
        file.write_all(content)?;
        if let Some((user, group)) = owner {
            fchown(&file, Some(user), Some(group))?;
        }
        file.sync_all()?;
        fs::rename(&part.0, path)?;
        File::open(folder)?.sync_all()
    };
    write().map_err(|source| SecretFileError::cannot_write(&path.into(), source))
}

/// Removes the remains of a killed attempt, if there are any. Says whether the name is free: somebody who is still at work keeps the
/// file.
pub(crate) fn remove_remains(part: &Path) -> io::Result<bool> {
    let Ok(remains) = File::open(part) else { return Ok(true) };
    match remains.try_lock() {
        Ok(()) => fs::remove_file(part).map(|()| true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn refuse_existing(path: &Path) -> Result<(), SecretFileError> {
    match path.symlink_metadata() {
        Ok(found) if found.is_file() => Err(SecretFileError::Exists(path.to_owned())),
        Ok(_) => Err(SecretFileError::NotAFile(path.to_owned())),
        Err(_) => Ok(()),
    }
}

/// A file without a name; `None` where the file system knows none, or where it could not be named.
#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> io::Result<Option<File>> {
    use rustix::fs::{Mode, OFlags, open};

    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    match open(folder, flags, Mode::RUSR | Mode::WUSR) {
        Ok(file) => {
            let file = File::from(file);
            Ok(link_of(&file).symlink_metadata().is_ok().then_some(file))
        }
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, linkat};

    Ok(linkat(CWD, link_of(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

/// Where the system shows an open file. Naming the file by its number alone takes a privilege (open(2), `O_TMPFILE`).
#[cfg(target_os = "linux")]
fn link_of(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd;

    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}

#[cfg(not(target_os = "linux"))]
fn link(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives a file another name, unless something has that name.
fn move_to_free_place(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some network disks can't, and have hard links.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => fs::hard_link(from, to),
        moved => Ok(moved?),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Begins a file, with a name meanwhile or without.
    type Begin = fn(&Path) -> Result<SecretFile, SecretFileError>;
    const WAYS: [Begin; 2] = [|path| SecretFile::begin(&path.into()), SecretFile::begin_named];

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        for begin in WAYS {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("names");
            let dropped = begin(&path).expect("begun");
            dropped.writer().expect("a writer").write_all(b"half").expect("written");
            assert!(!path.exists());
            drop(dropped);
            assert_eq!(names(folder.path()), [""; 0]);

            let secret = begin(&path).expect("begun");
            secret.writer().expect("a writer").write_all(b"whole").expect("written");
            assert_eq!(io::read_to_string(secret.reader().expect("a reader")).expect("read"), "whole");
            secret.finish().expect("finished");
            assert_eq!(names(folder.path()), ["names"]);
            assert_eq!(fs::read(&path).expect("read"), b"whole");
            assert_eq!(path.metadata().expect("is there").permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn nothing_is_written_over_also_if_it_comes_meanwhile() {
        for begin in WAYS {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("names");
            let secret = begin(&path).expect("begun");
            fs::write(&path, "another").expect("written");
            assert!(matches!(secret.finish(), Err(SecretFileError::Exists(_))));
            assert!(matches!(SecretFile::write(&path, b"x"), Err(SecretFileError::Exists(_))));
            assert_eq!(fs::read(&path).expect("read"), b"another");
            assert_eq!(names(folder.path()), ["names"]);
        }
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_a_link_to_it_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("names"), folder.path().join("link"));
        replace(&path, b"first", None).expect("made");
        symlink(&path, &link).expect("linked");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("set");
        replace(&link, b"second", None).expect("replaced");
        assert_eq!(fs::read(&path).expect("read"), b"second");
        assert!(link.symlink_metadata().expect("there").is_symlink());
        assert_eq!(path.metadata().expect("is there").permissions().mode() & 0o777, 0o600);
        assert_eq!(names(folder.path()), ["link", "names"]);
        assert!(matches!(replace(folder.path(), b"x", None), Err(SecretFileError::NotAFile(_))));
        let error = replace(&folder.path().join("x/names"), b"x", None).expect_err("no folder");
        assert!(matches!(error, SecretFileError::NoFolder(_)), "{error}");
    }

    #[test]
    fn devices_folders_and_links_are_no_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let link = folder.path().join("link");
        symlink("nowhere", &link).expect("linked");
        for path in [Path::new("/dev/null"), Path::new("/dev/stdout"), folder.path(), &link] {
            let error = SecretFile::write(path, b"x").expect_err("no file");
            assert!(matches!(error, SecretFileError::NotAFile(_)), "{error}");
        }
        let error = SecretFile::write(&folder.path().join("x/names"), b"x").expect_err("no folder");
        assert!(error.to_string().contains("mkdir -p"), "{error}");
    }

    #[test]
    fn the_remains_of_a_killed_attempt_are_removed_and_a_running_one_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("names");
        fs::write(folder.path().join("names.part"), "remains").expect("written");
        let running = SecretFile::begin_named(&path).expect("begun");
        assert!(matches!(SecretFile::begin_named(&path), Err(SecretFileError::Busy(_))));
        running.finish().expect("finished");
        assert_eq!(fs::read(&path).expect("read"), b"");
    }
}
