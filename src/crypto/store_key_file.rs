//! The file of the store key: the key itself, or the key under a passphrase, in age's format (`age --passphrase`).

use std::fs::{DirBuilder, File};
use std::io;
use std::io::Read as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::crypto::StoreKey;
use crate::secret_file::{SecretFile, SecretFileError, remedy};

/// The origin of a loaded key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOrigin {
    /// The file was there.
    Loaded,
    /// The file was made now, so nothing that was sealed before opens.
    Created,
}

/// A failure to read or make the store key. Each message is one line, and contains neither a key nor a passphrase.
#[derive(Debug, thiserror::Error)]
pub enum StoreKeyError {
    /// The file can't be read.
    #[error("cannot read the key file {}: {source}{}", path.display(), remedy(source))]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// The file can't be made.
    #[error(transparent)]
    Make(#[from] SecretFileError),
    /// The file is empty.
    #[error(
        "{} is empty, as an earlier version may leave it after a power cut; put a copy of the key there. If the data \
         folder is empty too, or of such a version, remove the file and start again: the bot makes a new key then",
        .0.display()
    )]
    Empty(PathBuf),
    /// The file contains something else.
    #[error("{} holds no store key (one line of 64 hexadecimal digits); put a copy of the key there", .0.display())]
    NotAKey(PathBuf),
    /// The file is missing, and the store knows its key.
    #[error(
        "there is no store key at {}, and the data opens with its own key alone; put the key file back; or recover the \
         key from its sealed copy, on a computer with the private key: pledge-bot store-key recover --identity KEYFILE; \
         or restore a backup",
        .0.display()
    )]
    Missing(PathBuf),
    /// The file has a passphrase, and there is neither a command that prints it nor a terminal.
    #[error(
        "{} opens with a passphrase, and nobody can be asked for it: set STORE_KEY_COMMAND to a command that prints it, or \
         start the bot at a terminal",
        .0.display()
    )]
    NobodyToAsk(PathBuf),
    /// The passphrase does not open the file.
    #[error("this is not the passphrase of the store key")]
    WrongPassphrase,
    /// The file was made so that opening it takes too much memory.
    #[error(
        "opening the store key's file would take more than a gigabyte of memory; encrypt the key with age --passphrase"
    )]
    TooMuchWork,
    /// The file is damaged, or sealed to a key.
    #[error("the store key's file is damaged, or was not encrypted with a passphrase")]
    Damaged,
}

/// The content of the store key's file.
pub enum StoreKeyFile {
    /// There is no file.
    Missing,
    /// The key, unless it is something else.
    Plain(Zeroizing<Vec<u8>>),
    /// The key under a passphrase.
    Locked(LockedKey),
}

/// A store key under a passphrase.
pub struct LockedKey {
    path: PathBuf,
    sealed: Vec<u8>,
}

impl StoreKeyFile {
    /// Reads the file.
    ///
    /// # Errors
    /// When there is one that can't be read.
    pub fn read(path: &Path) -> Result<StoreKeyFile, StoreKeyError> {
        let failed = |source| StoreKeyError::File { path: path.to_owned(), source };
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(StoreKeyFile::Missing),
            Err(error) => return Err(failed(error)),
        };
        // It has room for all of it, so that no part of the key is left behind where it grew.
        let mut content = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        file.take(LONGEST as u64).read_to_end(&mut content).map_err(failed)?;
        if content.starts_with(AGE) || content.starts_with(ARMORED) {
            return Ok(StoreKeyFile::Locked(LockedKey { path: path.to_owned(), sealed: content.to_vec() }));
        }
        Ok(StoreKeyFile::Plain(content))
    }
}

impl LockedKey {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes a key, in a file of mode 0600 that opens with this passphrase as `age --passphrase` would have it. A missing folder is
    /// made with mode 0700.
    ///
    /// # Errors
    /// When the file is there, or can't be made.
    pub fn make(path: &Path, passphrase: &str) -> Result<StoreKey, StoreKeyError> {
        make_folder_of(path)?;
        let mut recipient = age::scrypt::Recipient::new(passphrase.to_owned().into());
        recipient.set_work_factor(WORK);
        let key = StoreKey::generate();
        let locked = age::encrypt(&recipient, key.to_key_file().as_bytes());
        SecretFile::write(path, &locked.map_err(|_| StoreKeyError::Damaged)?)?;
        Ok(key)
    }

    /// Opens the file with its passphrase. That takes a second or more, as the file's maker wanted it.
    ///
    /// # Errors
    /// When the passphrase is another one, or the file holds no key.
    pub fn open(&self, passphrase: &str) -> Result<StoreKey, StoreKeyError> {
        let passphrase = passphrase.trim_end_matches(['\r', '\n']);
        let mut identity = age::scrypt::Identity::new(passphrase.to_owned().into());
        identity.set_max_work_factor(MOST_WORK);
        let damaged = |_| StoreKeyError::Damaged;
        let sealed = age::armor::ArmoredReader::new(self.sealed.as_slice());
        let decryptor = age::Decryptor::new_buffered(sealed).map_err(|_| StoreKeyError::Damaged)?;
        let opened = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
        let opened = opened.map_err(|error| match error {
            age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed => {
                StoreKeyError::WrongPassphrase
            }
            age::DecryptError::ExcessiveWork { .. } => StoreKeyError::TooMuchWork,
            _ => StoreKeyError::Damaged,
        })?;
        let mut text = Zeroizing::new(String::with_capacity(LONGEST + 1));
        opened.take(LONGEST as u64).read_to_string(&mut text).map_err(damaged)?;
        StoreKey::parse(&text).ok_or_else(|| StoreKeyError::NotAKey(self.path.clone()))
    }
}

impl StoreKey {
    /// Reads the key, or makes one at the first start: a line of 64 hexadecimal digits in a file of mode 0600. A missing
    /// folder is made with mode 0700.
    ///
    /// # Errors
    /// When the file can't be read or made, or contains something else. Nothing is overwritten.
    pub fn load_or_create(path: &Path) -> Result<(StoreKey, KeyOrigin), StoreKeyError> {
        match StoreKeyFile::read(path)? {
            StoreKeyFile::Missing => Ok((create(path)?, KeyOrigin::Created)),
            StoreKeyFile::Plain(content) => {
                let mode = path.metadata().map_or(0, |file| file.mode() & 0o7777);
                if mode & 0o077 != 0 {
                    // Not an error: a container's secret is often readable by everybody in the container.
                    log::warn!(
                        "the store key's file can be read by others (mode {mode:04o}); 0600 is better"
                    );
                }
                Ok((parse(path, &content)?, KeyOrigin::Loaded))
            }
            StoreKeyFile::Locked(_) => Err(StoreKeyError::NobodyToAsk(path.to_owned())),
        }
    }
}

/// The most bytes of a key file, and of what it holds under a passphrase.
const LONGEST: usize = 4096;
/// The beginnings of an age file, binary and as text.
const AGE: &[u8] = b"age-encryption.org/";
const ARMORED: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";
/// The base-2 logarithm of the most work that a passphrase may take: 1 GiB of memory. `age --passphrase` takes 18.
const MOST_WORK: u8 = 20;
/// The work of a file that is made here: as much as `age --passphrase` takes.
const WORK: u8 = 18;

fn parse(path: &Path, content: &[u8]) -> Result<StoreKey, StoreKeyError> {
    let text = std::str::from_utf8(content).map_err(|_| StoreKeyError::NotAKey(path.into()))?;
    if text.trim().is_empty() {
        return Err(StoreKeyError::Empty(path.into()));
    }
    StoreKey::parse(text).ok_or_else(|| StoreKeyError::NotAKey(path.into()))
}

fn make_folder_of(path: &Path) -> Result<(), StoreKeyError> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(parent);
        made.map_err(|source| SecretFileError::cannot_write(&parent.into(), source))?;
    }
    Ok(())
}

fn create(path: &Path) -> Result<StoreKey, StoreKeyError> {
    make_folder_of(path)?;
    let key = StoreKey::generate();
    // The key is on the disk before it seals anything, so that a crash can't take it back.
    SecretFile::write(path, key.to_key_file().as_bytes())?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::crypto::Purpose;

    #[test]
    fn the_first_start_makes_a_key_and_the_next_ones_read_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("keys/store.key");
        let (key, file) = StoreKey::load_or_create(&path).expect("made");
        assert_eq!(file, KeyOrigin::Created);
        let sealed = key.seal(Purpose::Update, 7, b"hello");
        let (key, file) = StoreKey::load_or_create(&path).expect("read");
        assert_eq!(file, KeyOrigin::Loaded);
        assert_eq!(key.open(Purpose::Update, 7, &sealed).expect("opens"), b"hello");
        let mode = |path: &Path| path.metadata().expect("is there").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&dir.path().join("keys"))), (0o600, 0o700));
    }

    #[test]
    fn a_file_without_a_key_is_named_and_kept() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("store.key");
        let two_keys = format!("{0}\n{0}\n", "ab".repeat(32));
        for content in ["", " \n"] {
            fs::write(&path, content).expect("written");
            let error = StoreKey::load_or_create(&path).expect_err("empty").to_string();
            assert!(error.contains("put a copy of the key there"), "{error}");
        }
        for content in ["# only a comment\n", "ab", &"ab".repeat(31), &"zz".repeat(32), &two_keys] {
            fs::write(&path, content).expect("written");
            let error = StoreKey::load_or_create(&path).expect_err(content);
            assert!(matches!(error, StoreKeyError::NotAKey(_)), "{error}");
            assert_eq!(fs::read_to_string(&path).expect("still there"), content);
        }
        fs::write(&path, [0xff; 32]).expect("written");
        assert!(matches!(StoreKey::load_or_create(&path), Err(StoreKeyError::NotAKey(_))));
        let unreachable = path.join("below-a-file");
        assert!(matches!(StoreKey::load_or_create(&unreachable), Err(StoreKeyError::File { .. })));
    }

    use base64::engine::general_purpose::STANDARD;

    /// A key file under a passphrase that is quick to try.
    fn locked(content: &str, passphrase: &str) -> Vec<u8> {
        let mut recipient = age::scrypt::Recipient::new(passphrase.to_owned().into());
        recipient.set_work_factor(2);
        age::encrypt(&recipient, content.as_bytes()).expect("encrypted")
    }

    fn read_locked(content: &[u8]) -> LockedKey {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("store.key");
        fs::write(&path, content).expect("written");
        match StoreKeyFile::read(&path).expect("read") {
            StoreKeyFile::Locked(locked) => locked,
            StoreKeyFile::Missing | StoreKeyFile::Plain(_) => panic!("it is not locked"),
        }
    }

    #[test]
    fn a_file_under_a_passphrase_opens_with_that_alone() {
        let key = StoreKey::generate();
        let sealed = locked(&key.to_key_file(), "four words of mine");
        let file = read_locked(&sealed);
        let opened = file.open("four words of mine\n").expect("a command prints the end of the line too");
        assert_eq!(opened.check_value(), key.check_value());
        for wrong in ["", "four words", " four words of mine"] {
            assert!(matches!(file.open(wrong), Err(StoreKeyError::WrongPassphrase)), "{wrong}");
        }
        let armored = format!(
            "-----BEGIN AGE ENCRYPTED FILE-----\n{}\n-----END AGE ENCRYPTED FILE-----\n",
            lines_of_64(&base64::Engine::encode(&STANDARD, &sealed))
        );
        assert!(
            read_locked(armored.as_bytes()).open("four words of mine").is_ok(),
            "as age --armor writes it"
        );
    }

    fn lines_of_64(text: &str) -> String {
        let lines = text.as_bytes().chunks(64).map(String::from_utf8_lossy);
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_locked_file_that_holds_no_key_says_why() {
        let opened = |content: &[u8]| read_locked(content).open("words").expect_err("no key");
        assert!(matches!(opened(&locked("rubbish", "words")), StoreKeyError::NotAKey(_)));
        assert!(matches!(opened(b"age-encryption.org/v1\n"), StoreKeyError::Damaged));
        let (public, _) = crate::crypto::generate();
        let public: age::x25519::Recipient = public.parse().expect("a key");
        assert!(matches!(opened(&age::encrypt(&public, b"x").expect("sealed")), StoreKeyError::Damaged));
        let mut slow = age::scrypt::Recipient::new("words".to_owned().into());
        slow.set_work_factor(3);
        let slow = String::from_utf8_lossy(&age::encrypt(&slow, b"x").expect("sealed")).into_owned();
        let slow = slow.replacen(" 3\n", " 21\n", 1);
        assert!(matches!(opened(slow.as_bytes()), StoreKeyError::TooMuchWork));
    }
}
