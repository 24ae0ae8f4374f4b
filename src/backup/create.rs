//! Making a backup: a copy of the whole database, sealed to the coalition's keys and read back.

use std::fs::File;
use std::io;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

use crate::crypto::{Identity, Recipients, SealError, sealed_length};
use crate::domain::audit::AuditHead;
use crate::secret_file::{Output, SecretFile, SecretFileError};
use crate::store::{DATABASE, FileError, Reader, Scratch, StoreError, audit_head_of, write_manifest};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// How many supporters are in it.
    pub supporters: u64,
    /// How many bytes the file has.
    pub bytes: u64,
    /// The file's SHA-256 in hexadecimal digits, as `sha256sum` prints it.
    pub digest: String,
    /// The newest entry of the audit log in it; `None` if it has none.
    pub audit_head: Option<AuditHead>,
    /// Whether it was opened with a private key and found whole.
    pub opened: bool,
}

/// The reasons why no backup was made, each as one line.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The disk does not answer.
    #[error(
        "the disk of {} does not answer; see whether the machine or the network that it is on is away",
        .0.display()
    )]
    NoAnswer(PathBuf),
    /// Another backup is being made.
    #[error("another backup is being made; try again when it is done")]
    Busy,
    /// The data folder can't be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The backup can't be written.
    #[error(transparent)]
    Write(#[from] SecretFileError),
    /// The file is read back otherwise than it was written.
    #[error("{0} is not as it was written: the disk may be failing; make the backup on another one")]
    Altered(Output),
    /// The private key does not open it.
    #[error("{out} was not kept: {source}; SEAL_RECIPIENTS must name the public half of that key")]
    Unopened {
        /// The backup.
        out: Output,
        /// The reason.
        source: SealError,
    },
}

/// Makes a backup of a data folder, whether or not a bot runs on it. The file is there when it is whole and was read back.
/// Its digest, its header and its length are right then, which is all that can be checked without a private key. With
/// `identity` it is opened from beginning to end as well.
///
/// Meanwhile a copy of the database is in the data folder (in a folder of its own, 0700). It is gone when this ends in
/// whatever way; after a kill, at the next start, sweep or backup. It needs no store key.
///
/// # Errors
/// When the store can't be read, has accepted other keys or has no copy of its key for them; when the file is there already, can't
/// be written, or is read back otherwise. No file is left then.
pub async fn backup(
    dir: &Path,
    recipients: &Recipients,
    out: impl Into<Output>,
    identity: Option<&Identity>,
    now: Timestamp,
) -> Result<BackedUp, BackupError> {
    let out = out.into();
    let secret = SecretFile::begin(&out)?;
    let reader = Reader::open_copy(dir).await?;
    reader.wait_until_listed().await?;
    require_use(&reader, recipients).await?;
    let copied = copy(dir, &reader).await?;
    drop(reader);
    seal_copy(copied, recipients, &out, secret, identity, now).await
}

/// The same for a data folder of any earlier version too, which no bot of this version has opened yet. The private key is not at
/// hand. `pause` is locked while the database is read.
///
/// # Errors
/// As [`backup`].
pub async fn backup_any_version(
    dir: &Path,
    recipients: &Recipients,
    out: &Path,
    now: Timestamp,
    pause: &Mutex<()>,
) -> Result<BackedUp, BackupError> {
    let out = Output::from(out);
    let secret = SecretFile::begin(&out)?;
    let reading = pause.lock().await;
    let reader = Reader::open_any(dir).await?;
    // Only a bot of this version could write them, after it has opened the store.
    if Reader::has_newest_schema(dir).await? {
        reader.wait_until_listed().await?;
    }
    require_use(&reader, recipients).await?;
    let copied = copy(dir, &reader).await?;
    drop((reader, reading));
    seal_copy(copied, recipients, &out, secret, None, now).await
}

/// Whoever has the private key has to be able to go on with the backup.
async fn require_use(reader: &Reader, recipients: &Recipients) -> Result<(), StoreError> {
    let keys = recipients.fingerprints();
    reader.require_keys(&keys).await?;
    reader.require_key_copy(&keys).await
}

/// Seals the copy of a database, and reads it back.
async fn seal_copy(
    copied: Copied,
    recipients: &Recipients,
    out: &Output,
    secret: SecretFile,
    identity: Option<&Identity>,
    now: Timestamp,
) -> Result<BackedUp, BackupError> {
    let Copied { scratch, copy, path } = copied;
    let manifest = write_manifest(&path, now).await?;
    let audit_head = audit_head_of(&path).await?;
    let cannot_write = |source| SecretFileError::cannot_write(out, source);
    let writer = secret.writer().map_err(cannot_write)?;
    let written = seal(copy, recipients, writer).await.map_err(cannot_write)?;
    drop(scratch);
    let opened = check(&secret, &written, identity).await.map_err(|error| match error {
        CheckError::Read(source) => cannot_write(source).into(),
        CheckError::Altered => BackupError::Altered(out.clone()),
        CheckError::Unopened(source) => BackupError::Unopened { out: out.clone(), source },
    })?;
    secret.finish()?;
    let digest = hex::encode(written.sealed);
    Ok(BackedUp { supporters: manifest.supporters(), bytes: written.bytes, digest, audit_head, opened })
}

/// Makes a copy of a data folder's database that is not sealed, for a coalition that has no keys. The file is there whole or not
/// at all.
///
/// # Errors
/// When the store can't be read, or the file is there already or can't be written.
pub async fn copy_unsealed(dir: &Path, out: &Path) -> Result<(), BackupError> {
    let out = Output::from(out);
    let secret = SecretFile::begin(&out)?;
    let reader = Reader::open_any(dir).await?;
    let Copied { scratch, mut copy, .. } = copy(dir, &reader).await?;
    let mut writer = secret.writer().map_err(|source| SecretFileError::cannot_write(&out, source))?;
    io::copy(&mut copy, &mut writer).map_err(|source| SecretFileError::cannot_write(&out, source))?;
    drop(scratch);
    secret.finish()?;
    Ok(())
}

/// A copy of the database in a folder of its own.
struct Copied {
    scratch: Scratch,
    copy: File,
    path: PathBuf,
}

async fn copy(dir: &Path, reader: &Reader) -> Result<Copied, BackupError> {
    let scratch = Scratch::make(dir).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => BackupError::Busy,
        _ => FileError::cannot("write", dir)(error).into(),
    })?;
    // SQLite fills the file that is made for it here, so its mode is ours.
    let (copy, path) = scratch.file(DATABASE).map_err(FileError::cannot("write", dir))?;
    reader.copy_to(&path).await?;
    Ok(Copied { scratch, copy, path })
}

/// The lengths of the sealed and of the plain bytes, and the digests of both.
struct Written {
    bytes: u64,
    plain_bytes: u64,
    sealed: [u8; 32],
    plain: [u8; 32],
}

/// How many bytes are done at once, before a signal is heard.
const STEP: usize = 1024 * 1024;

async fn seal(mut copy: File, recipients: &Recipients, out: File) -> io::Result<Written> {
    let mut sealer = recipients.sealer(Hashing::new(BufWriter::new(out)))?;
    let (mut plain, mut plain_bytes, mut buffer) = (Sha256::new(), 0, vec![0; STEP]);
    loop {
        let count = copy.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        plain.update(&buffer[..count]);
        plain_bytes += count as u64;
        sealer.write_all(&buffer[..count])?;
        tokio::task::yield_now().await;
    }
    let hashed = sealer.finish()?;
    hashed.out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(Written {
        bytes: hashed.bytes,
        plain_bytes,
        sealed: hashed.digest.finalize().into(),
        plain: plain.finalize().into(),
    })
}

enum CheckError {
    Read(io::Error),
    Altered,
    Unopened(SealError),
}

impl From<io::Error> for CheckError {
    fn from(error: io::Error) -> CheckError {
        CheckError::Read(error)
    }
}

/// Reads the file back; says whether it was opened too.
async fn check(
    secret: &SecretFile,
    written: &Written,
    identity: Option<&Identity>,
) -> Result<bool, CheckError> {
    /// A header for the most keys is shorter.
    const HEADER: u64 = 64 * 1024;
    let mut beginning = Vec::new();
    secret.reader()?.take(HEADER).read_to_end(&mut beginning)?;
    let (bytes, sealed) = digest(secret.reader()?).await?;
    let length = sealed_length(&beginning, written.plain_bytes);
    if (bytes, sealed, length) != (written.bytes, written.sealed, Some(written.bytes)) {
        return Err(CheckError::Altered);
    }
    let Some(identity) = identity else { return Ok(false) };
    let opened = identity.opener(BufReader::new(secret.reader()?)).map_err(CheckError::Unopened)?;
    let (_, plain) = digest(opened).await.map_err(|_| CheckError::Altered)?;
    if plain == written.plain { Ok(true) } else { Err(CheckError::Altered) }
}

async fn digest(mut from: impl Read) -> io::Result<(u64, [u8; 32])> {
    let (mut digest, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; STEP]);
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok((bytes, digest.finalize().into()));
        }
        digest.update(&buffer[..count]);
        bytes += count as u64;
        tokio::task::yield_now().await;
    }
}

/// Hashes and counts the bytes that are written through it.
struct Hashing<W> {
    out: W,
    digest: Sha256,
    bytes: u64,
}

impl<W> Hashing<W> {
    fn new(out: W) -> Hashing<W> {
        Hashing { out, digest: Sha256::new(), bytes: 0 }
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.digest.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
