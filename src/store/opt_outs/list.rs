//! The file: found or begun when the store is opened, and appended to by the writer.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use crate::domain::ChatId;
use crate::store::error::{FileError, StoreError};
use crate::store::opt_outs::{ListKey, OptOut, OptOutsError, Tag, list_key, list_state, set_list};
use crate::store::partial_file::PartialFile;
use crate::store::sql::Connection;

const COMMENT: &str = "# Who opted out, as keyed hashes: no names, no ids. Keep it apart from the backups; restoring one needs it.\n";
const HEADING: &str = "list ";
/// The length of a line: number, tag and cover, in digits, with two spaces and an end.
const LINE: u64 = 12 + 1 + 64 + 1 + 16 + 1;
/// The length of the comment, the heading and the list's name of 32 digits.
const HEAD: u64 = (COMMENT.len() + HEADING.len() + 32 + 1) as u64;

/// The list, open to be appended to.
#[derive(Debug)]
pub(crate) struct OptOutList {
    path: PathBuf,
    file: tokio::fs::File,
    key: ListKey,
    /// How many entries there are.
    count: u64,
}

impl OptOutList {
    /// Opens the list of a store, or begins one. The store's settings follow.
    pub async fn open(db: &mut Connection, path: &Path) -> Result<OptOutList, StoreError> {
        let key = list_key(db).await?;
        let (name, seen) = list_state(db).await?.unwrap_or_default();
        let found = match find(path)? {
            // A list without entries is as good as a new one: a crash right after the list was begun leaves one.
            Some(found) if found.name == name || found.count == 0 => found,
            Some(_) => return Err(OptOutsError::Other(path.to_owned()).into()),
            None => begin(path).map_err(FileError::cannot("use", path))?,
        };
        if found.name == name && found.count < seen {
            return Err(OptOutsError::Old(path.to_owned()).into());
        }
        if found.name != name {
            if seen > 0 {
                log::warn!(
                    "the list of opt-outs was missing and is begun anew: make a new backup, as older ones can't be \
                     restored with this list"
                );
            }
            db.begin().await?;
            set_list(db, &found.name).await?;
            db.commit().await?;
        }
        let (path, count) = (path.to_owned(), found.count);
        Ok(OptOutList { path, file: tokio::fs::File::from_std(found.file), key, count })
    }

    /// Appends entries; when it returns, they are on the disk. Gives how many there are now.
    pub async fn append(&mut self, entries: &[(ChatId, OptOut)]) -> Result<u64, StoreError> {
        let lines = entries.iter().zip(self.count + 1..).map(|((chat, opt_out), number)| {
            let to = if let OptOut::MovedTo(new) = opt_out { new.0.cast_unsigned() } else { 0 };
            let (tag, cover) = (self.key.tag(*chat, *opt_out), self.key.cover(*chat, *opt_out, to));
            format!("{number:012} {} {cover:016x}\n", hex::encode(tag))
        });
        let text: String = lines.collect();
        self.write(text.as_bytes()).await.map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => StoreError::Full,
            _ => FileError::cannot("use", &self.path)(error).into(),
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

/// A list that was found.
pub(crate) struct FoundList {
    file: File,
    /// Its random name.
    pub name: String,
    /// How many entries it has.
    pub count: u64,
}

/// Looks at the list; `None` if there is no file. A last line that was cut short does not count.
pub(crate) fn find(path: &Path) -> Result<Option<FoundList>, StoreError> {
    let mut file = match OpenOptions::new().read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(FileError::cannot("use", path))?,
    };
    let mut head = String::new();
    let read = (&mut file).take(HEAD).read_to_string(&mut head);
    let size = file.metadata().map_err(FileError::cannot("use", path))?.len();
    let name = head.strip_prefix(COMMENT).and_then(|rest| rest.strip_prefix(HEADING)).map(str::trim_end);
    let is_name = |name: &&str| hex::decode_to_slice(name, &mut [0; 16]).is_ok();
    let (Ok(_), Some(name)) = (read, name.filter(is_name)) else {
        return Err(OptOutsError::Damaged { path: path.to_owned(), line: 2 }.into());
    };
    Ok(Some(FoundList { file, name: name.to_owned(), count: size.saturating_sub(HEAD) / LINE }))
}

/// Begins a list. The file appears once its head is whole, so that the next start never finds half of one.
fn begin(path: &Path) -> io::Result<FoundList> {
    if let Some(folder) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut name = [0; 16];
    OsRng.fill_bytes(&mut name);
    let name = hex::encode(name);
    let (part, mut file) = PartialFile::begin(path)?;
    file.write_all(format!("{COMMENT}{HEADING}{name}\n").as_bytes())?;
    file.sync_all()?;
    part.finish()?;
    Ok(FoundList { file, name, count: 0 })
}

/// Hands out all entries after the first `seen`: the number, the tag and the cover of each.
pub(crate) fn entries_after(
    list: FoundList,
    path: &Path,
    seen: u64,
    mut each: impl FnMut(u64, Tag, u64),
) -> Result<(), StoreError> {
    let mut file = list.file;
    file.seek(SeekFrom::Start(HEAD + seen * LINE)).map_err(FileError::cannot("use", path))?;
    let mut lines = BufReader::new(file);
    for number in seen + 1..=list.count {
        let mut line = Vec::with_capacity(usize::try_from(LINE).unwrap_or(0));
        let read = (&mut lines).take(LINE).read_until(b'\n', &mut line);
        read.map_err(FileError::cannot("use", path))?;
        let (tag, cover) = parse(&line, number)
            .ok_or_else(|| OptOutsError::Damaged { path: path.to_owned(), line: number + 2 })?;
        each(number, tag, cover);
    }
    Ok(())
}

fn parse(line: &[u8], number: u64) -> Option<(Tag, u64)> {
    let line = str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let mut parts = line.split(' ');
    let (digits, tag_digits, cover) = (parts.next()?, parts.next()?, parts.next()?);
    let fits =
        parts.next().is_none() && digits.len() == 12 && digits.parse() == Ok(number) && cover.len() == 16;
    let mut tag = Tag::default();
    hex::decode_to_slice(tag_digits, &mut tag).ok().filter(|()| fits)?;
    Some((tag, u64::from_str_radix(cover, 16).ok()?))
}
