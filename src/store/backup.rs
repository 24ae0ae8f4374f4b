//! Backup: a consistent copy of the whole database, sealed to the coalition's keys, while the bot runs.
//!
//! The file is an age file, and what is in it is the SQLite database as it stood at one instant; any age tool opens it.
//! It holds neither the state key nor the list of opt-outs (see `optouts`): whoever restores it needs the list.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};
use sqlx::Row;

use crate::crypto::{Identity, Recipients, SealError, sealed_length};
use crate::store::scratch::{Part, Scratch};
use crate::store::{Reader, StoreError};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// How many supporters are in it.
    pub supporters: u64,
    /// How many bytes the file has.
    pub bytes: u64,
    /// The file's SHA-256 in hexadecimal digits, as `sha256sum` prints it.
    pub digest: String,
    /// Whether it was opened with a private key and found whole.
    pub opened: bool,
}

/// Why no backup was made. Each is one line.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is such a file already.
    #[error("{} is there already; give the backup another name", .0.display())]
    Exists(PathBuf),
    /// Another backup is being made.
    #[error("another backup is being made; try again when it is done")]
    Busy,
    /// The file can't be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What was written is not what is read back.
    #[error("{} is not as it was written: the disk may be failing; make the backup on another one", .0.display())]
    Altered(PathBuf),
    /// The private key does not open it.
    #[error("{} was not kept: {source}; SEAL_RECIPIENTS must name the public half of that key", path.display())]
    Unopened {
        /// The backup.
        path: PathBuf,
        /// Why.
        source: SealError,
    },
}

/// Makes a backup of a data folder, whether or not a bot runs on it. The file (0600) appears when it is whole and was read
/// back: its digest, its header and its length are what they have to be, which is all that can be checked without a
/// private key; with `identity` it is opened from beginning to end as well.
///
/// For as long as it takes, a copy of the database lies in the data folder (in a folder of its own, 0700), which is gone
/// when this ends in whatever way; after a kill, at the next start, sweep or backup.
///
/// # Errors
/// When the store can't be read, the file is there already or can't be written, or what is read back is something else.
/// No file is left then.
pub async fn backup(
    dir: &Path,
    recipients: &Recipients,
    out: &Path,
    identity: Option<&Identity>,
) -> Result<BackedUp, BackupError> {
    if fs::symlink_metadata(out).is_ok() {
        return Err(BackupError::Exists(out.to_owned()));
    }
    let reader = Reader::open_copy(dir).await?;
    let scratch = Scratch::make(dir).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => BackupError::Busy,
        _ => failed(dir, error),
    })?;
    let (copy, path) = scratch.file("pledge.db").map_err(|error| failed(dir, error))?;
    let supporters = copy_to(&reader, &path).await?;
    // SQLite has filled the file that was made for it, so its mode is ours.
    let (part, file) = Part::begin(out).map_err(|error| failed(out, error))?;
    let written = seal(copy, recipients, file).await.map_err(|error| failed(out, error))?;
    drop(scratch);
    let opened = check(&part, &written, identity).await.map_err(|error| match error {
        Check::Read(error) => failed(out, error),
        Check::Altered => BackupError::Altered(out.to_owned()),
        Check::Unopened(source) => BackupError::Unopened { path: out.to_owned(), source },
    })?;
    part.finish().map_err(|error| failed(out, error))?;
    Ok(BackedUp { supporters, bytes: written.bytes, digest: hex(&written.sealed), opened })
}

fn failed(path: &Path, source: io::Error) -> BackupError {
    BackupError::Write { path: path.to_owned(), source }
}

/// Copies the database as it stands at one instant, without what was deleted; gives how many supporters there are.
async fn copy_to(reader: &Reader, path: &Path) -> Result<u64, StoreError> {
    let mut connection = reader.pool.acquire().await?;
    sqlx::query("VACUUM INTO $1").bind(path.to_string_lossy()).execute(&mut *connection).await?;
    let row = sqlx::query("SELECT COUNT(*) FROM supporters").fetch_one(&mut *connection).await?;
    Ok(u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or(0))
}

/// What was written: how many bytes, of how many, and the digests of both.
struct Written {
    bytes: u64,
    plain_bytes: u64,
    sealed: [u8; 32],
    plain: [u8; 32],
}

/// How much is done at once, before a signal is heard.
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

enum Check {
    Read(io::Error),
    Altered,
    Unopened(SealError),
}

impl From<io::Error> for Check {
    fn from(error: io::Error) -> Check {
        Check::Read(error)
    }
}

/// Reads the file back; says whether it was opened too.
async fn check(part: &Part, written: &Written, identity: Option<&Identity>) -> Result<bool, Check> {
    /// A header for the most keys is shorter.
    const HEADER: u64 = 64 * 1024;
    let mut beginning = Vec::new();
    part.open()?.take(HEADER).read_to_end(&mut beginning)?;
    let (bytes, sealed) = digest(part.open()?).await?;
    let length = sealed_length(&beginning, written.plain_bytes);
    if (bytes, sealed, length) != (written.bytes, written.sealed, Some(written.bytes)) {
        return Err(Check::Altered);
    }
    let Some(identity) = identity else { return Ok(false) };
    let opened = identity.opener(BufReader::new(part.open()?)).map_err(Check::Unopened)?;
    let (_, plain) = digest(opened).await.map_err(|_| Check::Altered)?;
    if plain == written.plain { Ok(true) } else { Err(Check::Altered) }
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

/// Hashes and counts what is written through it.
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

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
