//! The file: found or begun when the store is opened, and appended to by the writer.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;

use crate::secret_file::{SecretFile, SecretFileError};
use crate::store::error::{FileError, StoreError};
use crate::store::opt_outs::{
    ListEntry, ListKey, OptOutsError, Tag, list_key, list_state, set_list, set_seen,
};
use crate::store::sql::Connection;
use crate::store::tables::unlisted;

const COMMENT: &str = "# Who opted out, as keyed hashes: no names, no ids. Keep it apart from the backups; restoring one needs it.\n";
const HEADING: &str = "list ";
/// The length of a line: number, tag and cover, in digits, with two spaces and an end.
const LINE: u64 = 12 + 1 + 64 + 1 + 16 + 1;
/// The length of the comment, the heading and the list's name of 32 digits.
const HEAD: u64 = (COMMENT.len() + HEADING.len() + 32 + 1) as u64;

/// The list of a store that is open.
#[derive(Debug)]
pub(crate) struct OptOutList {
    pub path: PathBuf,
    /// Its random name.
    name: String,
    /// The key of its hashes.
    pub key: ListKey,
    /// How many entries it has, as far as the store knows.
    pub count: u64,
    /// Whether it may have more, of an attempt that failed.
    has_remains: bool,
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
            None => begin(path)?,
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
        Ok(OptOutList { path, name: found.name, key, count, has_remains: false })
    }

    /// Copies to the list all opt-outs that it does not have yet. They are committed in the store before, so they hold
    /// whatever happens here. After a failure, or a crash between the two steps, they are copied once more: an entry
    /// that comes twice does no harm.
    pub async fn catch_up(&mut self, db: &mut Connection) -> Result<(), StoreError> {
        loop {
            let rows = unlisted::page(db, 0).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            let begun_before = std::mem::replace(&mut self.has_remains, true);
            self.append(rows.iter().map(|row| ListEntry { tag: row.tag, cover: row.cover }), begun_before)
                .await?;
            let count = self.count + rows.len() as u64;
            db.begin().await?;
            if let Err(error) = note_listed(db, last.id, count).await {
                db.roll_back().await;
                return Err(error);
            }
            (self.count, self.has_remains) = (count, false);
        }
    }

    /// Writes entries behind the last one; when it returns, they are on the disk. They count from when the store knows
    /// of it: until then, the next attempt writes over them.
    async fn append(
        &self,
        entries: impl Iterator<Item = ListEntry>,
        overwrites: bool,
    ) -> Result<(), StoreError> {
        let lines = entries
            .zip(self.count + 1..)
            .map(|(entry, number)| format!("{number:012} {} {:016x}\n", hex::encode(entry.tag), entry.cover));
        let (path, name, count, text) =
            (self.path.clone(), self.name.clone(), self.count, lines.collect::<String>());
        let written = tokio::task::spawn_blocking(move || {
            let list = writable(&path, &name, count, overwrites)?;
            write(list, count, text.as_bytes())
                .map_err(|error| FileError::cannot("write", &path)(error).into())
        });
        written.await.unwrap_or(Err(StoreError::Closed))
    }
}

/// The file of the list with this name. It is opened each time: if it was removed, or another one put in its place, that is
/// noticed, and nothing is written to a file that is lost. Entries that another store wrote are never written over.
fn writable(path: &Path, name: &str, count: u64, overwrites: bool) -> Result<File, StoreError> {
    let list = find(path)?.ok_or_else(|| OptOutsError::Missing(path.to_owned()))?;
    let path = || path.to_owned();
    match list.count {
        _ if list.name != name => Err(OptOutsError::Other(path()).into()),
        found if found < count => Err(OptOutsError::Old(path()).into()),
        found if found > count && !overwrites => {
            Err(OptOutsError::OldStore { path: path(), later: found - count }.into())
        }
        _ => Ok(list.file),
    }
}

/// Writes text behind the first `count` entries. A line that was cut short, as on a full disk, is written over.
fn write(mut file: File, count: u64, text: &[u8]) -> io::Result<()> {
    let end = HEAD + count * LINE;
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    file.write_all(text)?;
    file.sync_data()
}

/// Commits that the list has all entries up to this row, and how many entries it has now.
async fn note_listed(db: &mut Connection, last: i64, count: u64) -> Result<(), StoreError> {
    unlisted::remove_until(db, last).await?;
    set_seen(db, count).await?;
    db.commit().await
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
fn begin(path: &Path) -> Result<FoundList, SecretFileError> {
    if let Some(folder) = path.parent() {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|source| SecretFileError::cannot_write(&folder.into(), source))?;
    }
    let mut name = [0; 16];
    OsRng.fill_bytes(&mut name);
    let name = hex::encode(name);
    let file = SecretFile::write(path, format!("{COMMENT}{HEADING}{name}\n").as_bytes())?;
    Ok(FoundList { file, name, count: 0 })
}

/// Hands out all entries after the first `seen`, each with its number.
pub(crate) fn entries_after(
    list: FoundList,
    path: &Path,
    seen: u64,
    mut each: impl FnMut(u64, ListEntry),
) -> Result<(), StoreError> {
    let mut file = list.file;
    file.seek(SeekFrom::Start(HEAD + seen * LINE)).map_err(FileError::cannot("use", path))?;
    let mut lines = BufReader::new(file);
    for number in seen + 1..=list.count {
        let mut line = Vec::with_capacity(usize::try_from(LINE).unwrap_or(0));
        let read = (&mut lines).take(LINE).read_until(b'\n', &mut line);
        read.map_err(FileError::cannot("use", path))?;
        let entry = parse(&line, number)
            .ok_or_else(|| OptOutsError::Damaged { path: path.to_owned(), line: number + 2 })?;
        each(number, entry);
    }
    Ok(())
}

fn parse(line: &[u8], number: u64) -> Option<ListEntry> {
    let line = str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let mut parts = line.split(' ');
    let (digits, tag_digits, cover) = (parts.next()?, parts.next()?, parts.next()?);
    let fits =
        parts.next().is_none() && digits.len() == 12 && digits.parse() == Ok(number) && cover.len() == 16;
    let mut tag = Tag::default();
    hex::decode_to_slice(tag_digits, &mut tag).ok().filter(|()| fits)?;
    Some(ListEntry { tag, cover: u64::from_str_radix(cover, 16).ok()? })
}
