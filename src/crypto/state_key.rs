//! The bot's own symmetric key.

use std::fs::{DirBuilder, File};
use std::io;
use std::io::Read as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::Path;

use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

use crate::crypto::SealError;
use crate::secret_file::{SecretFile, SecretFileError};

/// XChaCha20-Poly1305 with a nonce of 24 bytes, which is long enough to be random for every row.
///
/// Sealed data is bound to its purpose and row, so that one row can't pass for another. `Debug` hides the key, and
/// dropping wipes it.
pub struct StateKey(XChaCha20Poly1305);

/// The purpose of a sealed row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// An unfinished sign-up; the row is the chat's ID.
    Dialogue,
    /// The raw JSON of an update; the row is the update's ID.
    Update,
    /// A reply that is not sent yet; the row is the ID of the update that it answers.
    Answer,
    /// The content of a campaign; the row is the time of its launch in milliseconds.
    Campaign,
    /// The draft of a broadcast; the row is the chat's ID.
    Draft,
    /// A text that a person was asked to type; the row is the chat's ID.
    Awaited,
}

/// The origin of a loaded key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOrigin {
    /// The file was there.
    Loaded,
    /// The file was made now, so nothing that was sealed before opens.
    Created,
}

/// The first byte of sealed data: the version of its format.
const FORMAT: u8 = 1;
const NONCE: usize = 24;
const HEADING: &str = "# State key of pledge-bot. Keep it outside the data folder and outside backups.\n";

impl StateKey {
    /// The bytes that sealing adds: format, nonce and tag.
    pub const OVERHEAD: usize = 1 + NONCE + 16;

    /// Reads the key, or makes one at the first start: a line of 64 hexadecimal digits in a file of mode 0600. A missing
    /// folder is made with mode 0700.
    ///
    /// # Errors
    /// When the file can't be read or made, or contains something else. Nothing is overwritten.
    pub fn load_or_create(path: &Path) -> Result<(StateKey, KeyOrigin), SealError> {
        let failed = |source| SealError::File { path: path.to_owned(), source };
        match File::open(path) {
            Ok(file) => Ok((load(path, file)?, KeyOrigin::Loaded)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((create(path)?, KeyOrigin::Created)),
            Err(error) => Err(failed(error)),
        }
    }

    /// A new key that is in no file.
    pub fn generate() -> StateKey {
        StateKey(XChaCha20Poly1305::new(&XChaCha20Poly1305::generate_key(OsRng)))
    }

    /// Seals data for one row of one purpose; adds [`StateKey::OVERHEAD`] bytes.
    ///
    /// # Panics
    /// Beyond 256 GiB, the cipher's limit.
    pub fn seal(&self, purpose: Purpose, row: i64, plain: &[u8]) -> Vec<u8> {
        let nonce = XChaCha20Poly1305::generate_nonce(OsRng);
        let payload = Payload { msg: plain, aad: &associated(purpose, row) };
        let sealed = self.0.encrypt(&nonce, payload).expect("a message below the cipher's limit");
        [&[FORMAT], nonce.as_slice(), &sealed].concat()
    }

    /// Opens data that [`StateKey::seal`] sealed for the same purpose and row.
    ///
    /// # Errors
    /// [`SealError::OtherKey`] for another key, row or purpose, or for damage. These can't be told apart.
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

fn associated(purpose: Purpose, row: i64) -> [u8; 9] {
    let purpose = match purpose {
        Purpose::Dialogue => b'd',
        Purpose::Update => b'u',
        Purpose::Answer => b'a',
        Purpose::Campaign => b'c',
        Purpose::Draft => b'f',
        Purpose::Awaited => b'q',
    };
    let mut data = [purpose; 9];
    data[1..].copy_from_slice(&row.to_be_bytes());
    data
}

fn load(path: &Path, file: File) -> Result<StateKey, SealError> {
    let failed = |source| SealError::File { path: path.to_owned(), source };
    let mode = file.metadata().map_err(failed)?.mode();
    if mode & 0o077 != 0 {
        // Not an error: a container's secret is often readable by everybody in the container.
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
    if text.trim().is_empty() {
        return Err(SealError::EmptyStateKey(path.into()));
    }
    parse(&text).ok_or_else(|| SealError::NotAStateKey(path.into()))
}

fn create(path: &Path) -> Result<StateKey, SealError> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(parent);
        made.map_err(|source| SecretFileError::cannot_write(&parent.into(), source))?;
    }
    let key = XChaCha20Poly1305::generate_key(OsRng);
    // The key is on the disk before it seals anything, so that a crash can't take it back.
    SecretFile::write(path, format!("{HEADING}{}\n", hex::encode(key)).as_bytes())?;
    Ok(StateKey(XChaCha20Poly1305::new(&key)))
}

fn parse(text: &str) -> Option<StateKey> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (line, None) = (lines.next()?, lines.next()) else { return None };
    let mut key = Key::default();
    hex::decode_to_slice(line, &mut key).ok()?;
    Some(StateKey(XChaCha20Poly1305::new(&key)))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

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
    fn a_file_without_a_key_is_named_and_kept() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("state.key");
        let two_keys = format!("{0}\n{0}\n", "ab".repeat(32));
        for content in ["", " \n"] {
            fs::write(&path, content).expect("written");
            let error = StateKey::load_or_create(&path).expect_err("empty").to_string();
            assert!(error.contains("remove the file and start again"), "{error}");
        }
        for content in ["# only a comment\n", "ab", &"ab".repeat(31), &"zz".repeat(32), &two_keys] {
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
    fn debug_hides_the_key() {
        assert_eq!(format!("{:?}", StateKey::generate()), "StateKey(..)");
    }
}
