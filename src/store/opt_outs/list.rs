//! The file: found or begun when the store is opened, and appended to by the writer.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::{fs, io};

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use sqlx::SqliteConnection;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use crate::domain::ChatId;
use crate::store::opt_outs::{KEY, Kind, ListKey, NAME, SEEN, Tag};
use crate::store::tables::settings;
use crate::store::writer::run_sql;
use crate::store::{StoreError, files};

/// Why the list of opt-outs can't be used.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OptOutsError {
    /// There is no such file, and it is needed.
    #[error(
        "the list of opt-outs {} is missing: put the newest copy of it there. Without it, people who have left since the \
         backup come back; if it is lost for good, say --without-opt-outs and tell them",
        .0.display()
    )]
    Missing(PathBuf),
    /// It is the list of another store, or one that was begun after the backup was made.
    #[error(
        "{} is not the list of opt-outs that belongs to this store: put the right one there, or move this one away \
         and keep it for the backups that it belongs to",
        .0.display()
    )]
    Other(PathBuf),
    /// It ends before what the store or the backup has seen.
    #[error("{} is an old copy of the list of opt-outs: put the newest one there", .0.display())]
    Old(PathBuf),
    /// A line is not as it was written; counted from 1.
    #[error("line {line} of the list of opt-outs {} is damaged: put an undamaged copy there", path.display())]
    Damaged {
        /// The list.
        path: PathBuf,
        /// Which line.
        line: u64,
    },
    /// The store keeps a list, and was opened without one.
    #[error("this store keeps a list of opt-outs and can't be used without it")]
    Unlisted,
    /// The backup is of a time when there was no list.
    #[error(
        "the backup knows of no list of opt-outs: say --without-opt-outs to restore it all the same; people who have left \
         since then come back, so tell them"
    )]
    Unknown,
}

const COMMENT: &str = "# Who opted out, as keyed hashes: no names, no ids. Keep it apart from the backups; restoring one needs it.\n";
const HEADING: &str = "list ";
/// Number, tag and cover, in digits, with two spaces and an end.
const LINE: u64 = 12 + 1 + 64 + 1 + 16 + 1;
/// Comment, heading and the list's name of 32 digits.
const HEAD: u64 = (COMMENT.len() + HEADING.len() + 32 + 1) as u64;

/// The list, open to be appended to.
#[derive(Debug)]
pub(crate) struct List {
    path: PathBuf,
    file: tokio::fs::File,
    key: ListKey,
    /// How many entries there are.
    count: u64,
}

impl List {
    /// Opens the list of a store, or begins one; the store's settings follow.
    pub async fn open(connection: &mut SqliteConnection, path: &Path) -> Result<List, StoreError> {
        let key = key(connection).await?;
        let (name, seen) = recall(connection).await?.unwrap_or_default();
        let file = match found(path)? {
            // One without entries is as good as a new one; a crash right after it was begun leaves such a one.
            Some(found) if found.name == name || found.count == 0 => found,
            Some(_) => return Err(OptOutsError::Other(path.to_owned()).into()),
            None => begin(path).map_err(|error| files::failed(path, error))?,
        };
        if file.name == name && file.count < seen {
            return Err(OptOutsError::Old(path.to_owned()).into());
        }
        if file.name != name {
            if seen > 0 {
                log::warn!(
                    "the list of opt-outs was missing and is begun anew: make a new backup, as older ones can't be \
                     restored with this list"
                );
            }
            run_sql(connection, "BEGIN IMMEDIATE").await?;
            settings::put(connection, NAME, &file.name).await?;
            settings::put(connection, SEEN, "0").await?;
            run_sql(connection, "COMMIT").await?;
        }
        let (path, count) = (path.to_owned(), file.count);
        Ok(List { path, file: tokio::fs::File::from_std(file.file), key, count })
    }

    /// Appends entries; when it returns they are on the disk. Gives how many there are now.
    pub async fn append(&mut self, entries: &[(ChatId, Kind)]) -> Result<u64, StoreError> {
        let lines = entries.iter().zip(self.count + 1..).map(|((chat, kind), number)| {
            let to = if let Kind::MovedTo(new) = kind { new.0.cast_unsigned() } else { 0 };
            let (tag, cover) = (self.key.tag(*chat, *kind), self.key.cover(*chat, *kind, to));
            format!("{number:012} {} {cover:016x}\n", hex(&tag))
        });
        let text: String = lines.collect();
        self.write(text.as_bytes()).await.map_err(|error| {
            if error.kind() == io::ErrorKind::StorageFull {
                StoreError::Full
            } else {
                files::failed(&self.path, error)
            }
        })?;
        self.count += entries.len() as u64;
        Ok(self.count)
    }

    async fn write(&mut self, text: &[u8]) -> io::Result<()> {
        // A line that was cut short, as on a full disk, is written over.
        let end = HEAD + self.count * LINE;
        self.file.set_len(end).await?;
        self.file.seek(SeekFrom::Start(end)).await?;
        self.file.write_all(text).await?;
        self.file.flush().await?;
        self.file.sync_data().await
    }
}

/// The name of the list that the store keeps, and how many of its entries it has seen; none before there was one.
pub(crate) async fn recall(connection: &mut SqliteConnection) -> Result<Option<(String, u64)>, StoreError> {
    let Some(name) = settings::get(connection, NAME).await? else { return Ok(None) };
    let seen = settings::get(connection, SEEN).await?.and_then(|seen| seen.parse().ok());
    let seen = seen.ok_or_else(|| StoreError::Corrupt("how many opt-outs were seen".to_owned()))?;
    Ok(Some((name, seen)))
}

/// The key, made where there is none yet.
pub(super) async fn key(connection: &mut SqliteConnection) -> Result<ListKey, StoreError> {
    let mut bytes = [0; 32];
    if let Some(digits) = settings::get(connection, KEY).await? {
        bytes = unhex(&digits).ok_or_else(|| StoreError::Corrupt("the key of the opt-outs".to_owned()))?;
    } else {
        OsRng.fill_bytes(&mut bytes);
        settings::put(connection, KEY, &hex(&bytes)).await?;
    }
    Ok(ListKey::new(&bytes))
}

/// A list that is there.
pub(super) struct Found {
    pub file: fs::File,
    pub name: String,
    pub count: u64,
}

/// Looks at the list; `None` where there is no file. A last line that was cut short counts for nothing.
pub(super) fn found(path: &Path) -> Result<Option<Found>, StoreError> {
    let mut file = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(files::failed(path, error)),
    };
    let mut head = String::new();
    let read = (&mut file).take(HEAD).read_to_string(&mut head);
    let size = file.metadata().map_err(|error| files::failed(path, error))?.len();
    let name = head.strip_prefix(COMMENT).and_then(|rest| rest.strip_prefix(HEADING)).map(str::trim_end);
    let name = name.filter(|name| unhex::<16>(name).is_some()).map(str::to_owned);
    let (Ok(_), Some(name)) = (read, name) else {
        return Err(OptOutsError::Damaged { path: path.to_owned(), line: 2 }.into());
    };
    Ok(Some(Found { file, name, count: size.saturating_sub(HEAD) / LINE }))
}

fn begin(path: &Path) -> io::Result<Found> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mut name = [0; 16];
    OsRng.fill_bytes(&mut name);
    let name = hex(&name);
    // It gets its name when it is whole, so that no half of one meets the next start.
    let part = files::beside(path, ".part");
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    file.write_all(format!("{COMMENT}{HEADING}{name}\n").as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(Found { file, name, count: 0 })
}

/// The tags and covers of all entries after the first `seen`, with their numbers.
pub(super) fn entries_after(
    list: Found,
    path: &Path,
    seen: u64,
    mut each: impl FnMut(u64, Tag, u64),
) -> Result<(), StoreError> {
    let failed = |error| files::failed(path, error);
    let mut file = list.file;
    file.seek(SeekFrom::Start(HEAD + seen * LINE)).map_err(failed)?;
    let mut lines = BufReader::new(file);
    for number in seen + 1..=list.count {
        let mut line = Vec::with_capacity(usize::try_from(LINE).unwrap_or(0));
        (&mut lines).take(LINE).read_until(b'\n', &mut line).map_err(failed)?;
        let (tag, cover) = parse(&line, number)
            .ok_or_else(|| OptOutsError::Damaged { path: path.to_owned(), line: number + 2 })?;
        each(number, tag, cover);
    }
    Ok(())
}

fn parse(line: &[u8], number: u64) -> Option<(Tag, u64)> {
    let line = str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let mut parts = line.split(' ');
    let (digits, tag, cover) = (parts.next()?, parts.next()?, parts.next()?);
    let fits =
        parts.next().is_none() && digits.len() == 12 && digits.parse() == Ok(number) && cover.len() == 16;
    if !fits {
        return None;
    }
    Some((unhex(tag)?, u64::from_str_radix(cover, 16).ok()?))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    if digits.len() != 2 * N || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, digits) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}
