//! The bot's own symmetric key.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

use crate::crypto::SealError;

/// XChaCha20-Poly1305 with a random nonce of 24 bytes: long enough to draw at random for every row there will ever be.
///
/// What is sealed is bound to its purpose and row, so that a row can't be passed off as another. `Debug` hides the
/// key; dropping it wipes it.
pub struct StateKey(XChaCha20Poly1305);

/// What a sealed row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A sign-up under way; its row is the chat's id.
    Dialogue,
    /// The raw JSON of an update; its row is the update's id.
    Update,
    /// An answer that is still to be said; its row is the id of the update that it answers.
    Answer,
    /// What a campaign says; its row is the time of its launch in milliseconds.
    Campaign,
    /// What an author is about to send; its row is the chat's id.
    Draft,
}

/// Where the key came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOrigin {
    /// The file was there.
    Loaded,
    /// It was made now; what was sealed before, if anything, can't be opened.
    Created,
}

/// The first byte of everything sealed: the format, so that another can follow.
const FORMAT: u8 = 1;
const NONCE: usize = 24;
const HEADING: &str = "# State key of pledge-bot. Keep it outside the data folder and outside backups.\n";

impl StateKey {
    /// How many bytes sealing adds: format, nonce and tag.
    pub const OVERHEAD: usize = 1 + NONCE + 16;

    /// Reads the key, or makes one at the first start: 64 hexadecimal digits on a line, in a file of mode 0600. The
    /// folder it is in is made, with mode 0700, where it is missing.
    ///
    /// # Errors
    /// When the file can't be read or made, or holds something else. Nothing is overwritten.
    pub fn load_or_create(path: &Path) -> Result<(StateKey, KeyOrigin), SealError> {
        let failed = |source| SealError::File { path: path.to_owned(), source };
        match File::open(path) {
            Ok(file) => Ok((load(path, file)?, KeyOrigin::Loaded)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok((create(path).map_err(failed)?, KeyOrigin::Created))
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// A fresh key that is in no file.
    #[must_use]
    pub fn generate() -> StateKey {
        StateKey(XChaCha20Poly1305::new(&XChaCha20Poly1305::generate_key(OsRng)))
    }

    /// Seals bytes for one row of one purpose; adds [`StateKey::OVERHEAD`] bytes.
    ///
    /// # Panics
    /// Beyond 256 GiB, the cipher's limit.
    #[must_use]
    pub fn seal(&self, purpose: Purpose, row: i64, plain: &[u8]) -> Vec<u8> {
        let nonce = XChaCha20Poly1305::generate_nonce(OsRng);
        let payload = Payload { msg: plain, aad: &associated(purpose, row) };
        let sealed = self.0.encrypt(&nonce, payload).expect("a message below the cipher's limit");
        [&[FORMAT], nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`StateKey::seal`] made for the same purpose and row.
    ///
    /// # Errors
    /// [`SealError::OtherKey`] when it was sealed under another key, for another row or purpose, or was damaged; these can't be told apart.
    pub fn open(&self, purpose: Purpose, row: i64, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (format, rest) = sealed.split_first().ok_or(SealError::OtherKey)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE).ok_or(SealError::OtherKey)?;
        if *format != FORMAT {
            return Err(SealError::OtherKey);
        }
        let payload = Payload { msg: sealed, aad: &associated(purpose, row) };
        self.0.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| SealError::OtherKey)
    }
}

impl std::fmt::Debug for StateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StateKey(..)")
    }
}

/// Whether a file at `path` would be inside `dir`, links and `..` resolved. Neither needs to exist.
///
/// # Errors
/// When the current folder, or a part of a path that exists, can't be looked at.
pub fn is_inside(path: &Path, dir: &Path) -> io::Result<bool> {
    Ok(resolve(path)?.starts_with(resolve(dir)?))
}

fn associated(purpose: Purpose, row: i64) -> [u8; 9] {
    let purpose = match purpose {
        Purpose::Dialogue => b'd',
        Purpose::Update => b'u',
        Purpose::Answer => b'a',
        Purpose::Campaign => b'c',
        Purpose::Draft => b'f',
    };
    let mut data = [purpose; 9];
    data[1..].copy_from_slice(&row.to_be_bytes());
    data
}

fn load(path: &Path, file: File) -> Result<StateKey, SealError> {
    let failed = |source| SealError::File { path: path.to_owned(), source };
    let mode = file.metadata().map_err(failed)?.mode();
    if mode & 0o077 != 0 {
        // Not an error: a container's secret is often readable by all in it, and can't be changed.
        log::warn!("the state key's file can be read by others (mode {:04o}); 0600 is better", mode & 0o7777);
    }
    let mut text = String::new();
    match file.take(4096).read_to_string(&mut text) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(SealError::NotAStateKey(path.into()));
        }
        Err(error) => return Err(failed(error)),
    }
    parse(&text).ok_or_else(|| SealError::NotAStateKey(path.into()))
}

fn create(path: &Path) -> io::Result<StateKey> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    let key = XChaCha20Poly1305::generate_key(OsRng);
    let text = format!("{HEADING}{}\n", hex(&key));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    // A key that a crash could take back must not seal anything, so it is on the disk before it is used.
    if let Err(error) = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
        // Half a key must not meet the next start.
        let _ = fs::remove_file(path);
        return Err(error);
    }
    File::open(resolve(path)?.parent().unwrap_or(path))?.sync_all()?;
    Ok(StateKey(XChaCha20Poly1305::new(&key)))
}

fn parse(text: &str) -> Option<StateKey> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (line, None) = (lines.next()?, lines.next()) else { return None };
    if line.len() != 64 || !line.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = Key::default();
    for (byte, digits) in key.iter_mut().zip(line.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(StateKey(XChaCha20Poly1305::new(&key)))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// An absolute path with links resolved as far as it exists.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
        match resolved.canonicalize() {
            Ok(real) => resolved = real,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                // A link whose target is still to be made. A circle of links is another error, so this ends.
                if let Ok(target) = resolved.read_link() {
                    resolved.pop();
                    resolved = resolve(&resolved.join(target))?;
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_first_start_makes_a_key_and_the_next_ones_read_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("keys/state.key");
        let (key, file) = StateKey::load_or_create(&path).expect("made");
        assert_eq!(file, KeyOrigin::Created);
        let sealed = key.seal(Purpose::Update, 7, b"hello");
        let (key, file) = StateKey::load_or_create(&path).expect("read");
        assert_eq!(file, KeyOrigin::Loaded);
        assert_eq!(key.open(Purpose::Update, 7, &sealed).expect("opens"), b"hello");
        let mode = |path: &Path| path.metadata().expect("is there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&dir.path().join("keys"))), (0o600, 0o700));
    }

    #[test]
    fn a_sealed_row_opens_only_as_itself() {
        let key = StateKey::generate();
        let sealed = key.seal(Purpose::Dialogue, -5, b"step");
        assert_eq!(sealed.len(), 4 + StateKey::OVERHEAD);
        assert_ne!(sealed, key.seal(Purpose::Dialogue, -5, b"step"), "a nonce is drawn each time");
        assert!(key.open(Purpose::Dialogue, -5, &sealed).is_ok());
        assert!(key.open(Purpose::Dialogue, 5, &sealed).is_err());
        assert!(key.open(Purpose::Update, -5, &sealed).is_err());
        assert!(StateKey::generate().open(Purpose::Dialogue, -5, &sealed).is_err());
        for n in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[n] ^= 1;
            assert!(key.open(Purpose::Dialogue, -5, &damaged).is_err(), "byte {n}");
            assert!(key.open(Purpose::Dialogue, -5, &sealed[..n]).is_err(), "cut at {n}");
        }
    }

    #[test]
    fn a_file_with_something_else_is_named_and_kept() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("state.key");
        let two_keys = format!("{0}\n{0}\n", "ab".repeat(32));
        for content in ["", "# only a comment\n", "ab", &"ab".repeat(31), &"zz".repeat(32), &two_keys] {
            fs::write(&path, content).expect("written");
            let error = StateKey::load_or_create(&path).expect_err(content);
            assert!(matches!(error, SealError::NotAStateKey(_)), "{error}");
            assert_eq!(fs::read_to_string(&path).expect("still there"), content);
        }
        fs::write(&path, [0xff; 32]).expect("written");
        assert!(matches!(StateKey::load_or_create(&path), Err(SealError::NotAStateKey(_))));
        let unreachable = path.join("below-a-file");
        assert!(matches!(StateKey::load_or_create(&unreachable), Err(SealError::File { .. })));
    }

    #[test]
    fn a_key_inside_the_data_folder_is_noticed() {
        let dir = tempfile::tempdir().expect("a folder");
        let data = dir.path().join("data");
        let inside = |path: &str| is_inside(&dir.path().join(path), &data).expect("paths");
        assert!(inside("data/state.key"));
        assert!(inside("data/deeper/state.key"));
        assert!(inside("keys/../data/state.key"));
        assert!(!inside("data/../state.key"));
        assert!(!inside("data-keys/state.key"));
        std::os::unix::fs::symlink(Path::new("data"), dir.path().join("link")).expect("linked");
        assert!(inside("link/state.key"), "the folder that a link leads to need not exist yet");
        fs::create_dir(&data).expect("made");
        assert!(inside("link/state.key"));
        assert!(!inside("link/../state.key"), "`..` of a link is the parent of where it leads");
        fs::write(dir.path().join("file"), "").expect("written");
        assert!(!inside("file/state.key"), "the error comes when the key is to be made");
        std::os::unix::fs::symlink("circle", dir.path().join("circle")).expect("linked");
        assert!(is_inside(&dir.path().join("circle/state.key"), &data).is_err());
    }

    #[test]
    fn debug_hides_the_key() {
        assert_eq!(format!("{:?}", StateKey::generate()), "StateKey(..)");
    }
}
