//! The file of the list: its head, its end, and its lines.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::Path;

use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;

use crate::secret_file::{SecretFile, SecretFileError};
use crate::store::error::{FileError, StoreError};
use crate::store::opt_outs::{ListEntry, OptOutsError};

/// The first line. Earlier versions refuse a list that begins with it.
const COMMENT: &str =
    "# Who opted out, sealed: no names, no IDs. Keep it apart from the backups; restoring one needs it.\n";
/// That of a list which an earlier version began.
const EARLIER_COMMENT: &str = "# Who opted out, as keyed hashes: no names, no ids. Keep it apart from the backups; restoring one needs it.\n";
const HEADING: &str = "list ";
/// The lines before the first entry.
const HEAD_LINES: u64 = 2;
/// More bytes than any head has.
const LONGEST_HEAD: u64 = 512;
/// More bytes than any line has: an entry that is sealed to sixteen keys has less than half of it.
pub(crate) const LONGEST_LINE: u64 = 8 * 1024;
/// The digits of an entry's number.
const NUMBER: usize = 12;

/// A list that was found.
pub(crate) struct FoundList {
    pub file: File,
    /// Its random name.
    pub name: String,
    /// The fingerprint of the store key of its store, in hexadecimal digits; `None` if an earlier version began it.
    pub store: Option<String>,
    /// How many entries it has.
    pub count: u64,
    /// Where the last one ends.
    pub end: u64,
    /// Where the first one begins.
    head: u64,
}

/// Looks at the list; `None` if there is no file. A last line that was cut short does not count.
pub(crate) fn find(path: &Path) -> Result<Option<FoundList>, StoreError> {
    open(path)?.map(|file| examine(file, path)).transpose()
}

/// The same, after the list was taken for this process, until the file and its copies are closed.
pub(crate) fn take(path: &Path) -> Result<Option<FoundList>, StoreError> {
    let Some(file) = open(path)? else { return Ok(None) };
    lock(&file, path)?;
    examine(file, path).map(Some)
}

/// Begins a list for the store whose key has this fingerprint, and takes it. The file appears once its head is whole, so that the next start never
/// finds half of one.
pub(crate) fn begin(path: &Path, store: [u8; 16]) -> Result<FoundList, StoreError> {
    if let Some(folder) = path.parent() {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|source| SecretFileError::cannot_write(&folder.into(), source))?;
    }
    let mut name = [0; 16];
    OsRng.fill_bytes(&mut name);
    let (name, store) = (hex::encode(name), hex::encode(store));
    let head = format!("{COMMENT}{HEADING}{name} {store}\n");
    let file = SecretFile::write(path, head.as_bytes())?;
    lock(&file, path)?;
    let head = head.len() as u64;
    Ok(FoundList { file, name, store: Some(store), count: 0, end: head, head })
}

fn open(path: &Path) -> Result<Option<File>, FileError> {
    match OpenOptions::new().read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        file => file.map(Some).map_err(FileError::cannot("use", path)),
    }
}

/// Takes a list for this process. Some network disks know no locks; the lock on the data folder has to do there.
pub(crate) fn lock(file: &File, path: &Path) -> Result<(), OptOutsError> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(OptOutsError::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => {
            log::warn!("the list of opt-outs can't be locked ({}): let no other bot use it", error.kind());
            Ok(())
        }
    }
}

/// Whether two open files are the same one.
pub(crate) fn is_same(one: &File, other: &File) -> io::Result<bool> {
    let (one, other) = (one.metadata()?, other.metadata()?);
    Ok((one.dev(), one.ino()) == (other.dev(), other.ino()))
}

/// Reads the head, and no more of the lines than the end, from which the number of the last one comes.
pub(crate) fn examine(mut file: File, path: &Path) -> Result<FoundList, StoreError> {
    let unusable = FileError::cannot("use", path);
    let mut beginning = Vec::new();
    file.rewind().map_err(&unusable)?;
    (&mut file).take(LONGEST_HEAD).read_to_end(&mut beginning).map_err(&unusable)?;
    let damaged = |line| OptOutsError::Damaged { path: path.to_owned(), line };
    let (name, store, head) = heading(&beginning).ok_or_else(|| damaged(HEAD_LINES))?;
    let size = file.metadata().map_err(&unusable)?.len();
    let from = head.max(size.saturating_sub(2 * LONGEST_LINE));
    file.seek(SeekFrom::Start(from)).map_err(&unusable)?;
    let mut tail = Vec::new();
    (&mut file).take(2 * LONGEST_LINE).read_to_end(&mut tail).map_err(&unusable)?;
    let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut found = FoundList { file, name, store, count: 0, end: from + whole as u64, head };
    if found.end > head {
        let text = tail[..whole.saturating_sub(1)].rsplit(|byte| *byte == b'\n').next();
        let Some((number, _)) = text.and_then(number_and_entry) else {
            return Err(damaged(first_damaged(found, path)?).into());
        };
        found.count = number;
    }
    Ok(found)
}

/// The name, the fingerprint of the store key, and where the entries begin.
fn heading(beginning: &[u8]) -> Option<(String, Option<String>, u64)> {
    let mut lines = beginning.splitn(3, |byte| *byte == b'\n');
    let mut line = || str::from_utf8(lines.next()?).ok();
    let (comment, heading) = (line()?, line()?);
    lines.next()?;
    let is_ours = [COMMENT, EARLIER_COMMENT].iter().any(|known| known.trim_end() == comment);
    let mut words = heading.strip_prefix(HEADING).filter(|_| is_ours)?.split(' ');
    let mut word = || words.next().map(str::to_owned);
    let is_digits = |word: &String| hex::decode_to_slice(word, &mut [0; 16]).is_ok();
    let (name, store) = (word().filter(is_digits)?, word());
    let fits = store.as_ref().is_none_or(is_digits) && word().is_none();
    fits.then_some((name, store, (comment.len() + 1 + heading.len() + 1) as u64))
}

/// Hands out all entries after the first `seen`, each with its number. Those that were seen are passed over, whatever they are.
pub(crate) fn entries_after(
    list: FoundList,
    path: &Path,
    seen: u64,
    mut each: impl FnMut(u64, ListEntry) -> Result<(), OptOutsError>,
) -> Result<(), StoreError> {
    let (count, mut place) = (list.count, HEAD_LINES);
    let damaged = |line| OptOutsError::Damaged { path: path.to_owned(), line };
    lines(list, path, |line, text| {
        place = line;
        if line <= HEAD_LINES + seen {
            return Ok(());
        }
        let (number, entry) = parse(text, line).ok_or_else(|| damaged(line))?;
        each(number, entry)
    })?;
    if place < HEAD_LINES + count { Err(damaged(place).into()) } else { Ok(()) }
}

/// The place of the first line that is not as it was written, counted from 1; the last one if there is no other.
fn first_damaged(list: FoundList, path: &Path) -> Result<u64, StoreError> {
    let (mut first, mut place) = (None, HEAD_LINES);
    lines(list, path, |line, text| {
        place = line;
        if first.is_none() && parse(text, line).is_none() {
            first = Some(line);
        }
        Ok(())
    })?;
    Ok(first.unwrap_or(place))
}

/// Hands out each line behind the head, with its place in the file. One that was cut short ends it.
fn lines(
    list: FoundList,
    path: &Path,
    mut each: impl FnMut(u64, &[u8]) -> Result<(), OptOutsError>,
) -> Result<(), StoreError> {
    let FoundList { mut file, head, .. } = list;
    let unusable = FileError::cannot("use", path);
    file.seek(SeekFrom::Start(head)).map_err(&unusable)?;
    let (mut file, mut line) = (BufReader::new(file), Vec::new());
    for number in HEAD_LINES + 1.. {
        line.clear();
        (&mut file).take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(&unusable)?;
        match line.strip_suffix(b"\n") {
            Some(text) => each(number, text)?,
            None if line.len() as u64 == LONGEST_LINE => {
                return Err(OptOutsError::Damaged { path: path.to_owned(), line: number }.into());
            }
            None => return Ok(()),
        }
    }
    Ok(())
}

/// The entry in a line and its number, if it is that of its place.
fn parse(text: &[u8], line: u64) -> Option<(u64, ListEntry)> {
    number_and_entry(text).filter(|(number, _)| HEAD_LINES.checked_add(*number) == Some(line))
}

fn number_and_entry(text: &[u8]) -> Option<(u64, ListEntry)> {
    let (number, entry) = str::from_utf8(text).ok()?.split_once(' ')?;
    let is_number = number.len() == NUMBER && number.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.parse().ok().filter(|_| is_number)?, ListEntry::parse(entry)?))
}

/// The line of an entry, given by its text.
pub(crate) fn line(number: u64, entry: &str) -> String {
    format!("{number:012} {entry}\n")
}

/// Writes text at a place and cuts off what is behind it, such as a line that a full disk cut short. When it returns, the text is
/// on the disk.
pub(crate) fn write(mut file: &File, at: u64, text: &[u8]) -> io::Result<()> {
    file.set_len(at)?;
    file.seek(SeekFrom::Start(at))?;
    file.write_all(text)?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{Recipients, StoreKey, generate};
    use crate::domain::StoredId;
    use crate::store::opt_outs::{OptOut, SealedEntry};

    fn entry(recipients: Option<&Recipients>) -> String {
        let (chat, key) = (StoredId::from_bits(7), StoreKey::generate());
        SealedEntry::seal(chat, OptOut::Stop, &key, recipients).to_string()
    }

    /// A list with so many entries; its text without the last line, and that line.
    fn list(path: &Path, entries: u64) -> (Vec<u8>, String) {
        let list = begin(path, [7; 16]).expect("begun");
        let text: String = (1..entries).map(|number| line(number, &entry(None))).collect();
        write(&list.file, list.end, text.as_bytes()).expect("written");
        (std::fs::read(path).expect("read"), line(entries, &entry(None)))
    }

    fn count(path: &Path) -> (u64, u64) {
        let list = find(path).expect("found").expect("there");
        (list.count, list.end)
    }

    fn numbers(path: &Path, seen: u64) -> Result<Vec<u64>, StoreError> {
        let (list, mut numbers) = (find(path)?.expect("there"), Vec::new());
        entries_after(list, path, seen, |number, _| {
            numbers.push(number);
            Ok(())
        })?;
        Ok(numbers)
    }

    fn damaged_line<T>(result: &Result<T, StoreError>) -> Option<u64> {
        match result {
            Err(StoreError::OptOuts(OptOutsError::Damaged { line, .. })) => Some(*line),
            _ => None,
        }
    }

    #[test]
    fn the_number_of_the_last_line_counts_and_a_line_cut_short_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list");
        for entries in [1, 2, 500] {
            let _ = std::fs::remove_file(&path);
            let (before, last) = list(&path, entries);
            let whole = [&before, last.as_bytes()].concat();
            for cut in 0..last.len() {
                std::fs::write(&path, &whole[..before.len() + cut]).expect("written");
                assert_eq!(count(&path), (entries - 1, before.len() as u64), "{cut} of the last line");
            }
            std::fs::write(&path, &whole).expect("written");
            assert_eq!(count(&path), (entries, whole.len() as u64));
            let after = numbers(&path, entries / 2).expect("read");
            assert_eq!(after, (entries / 2 + 1..=entries).collect::<Vec<_>>());
            assert_eq!(numbers(&path, entries).expect("read"), Vec::<u64>::new());
            // Zeros, as a power cut may leave them, are no line.
            std::fs::write(&path, [&whole[..], &[0; 300]].concat()).expect("written");
            assert_eq!(count(&path), (entries, whole.len() as u64));
        }
    }

    #[test]
    fn the_first_damaged_line_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list");
        let (before, last) = list(&path, 300);
        let whole = [&before, last.as_bytes()].concat();
        let altered = |from: &str, to: &str| {
            let text = String::from_utf8(whole.clone()).expect("text").replacen(from, to, 1);
            std::fs::write(&path, text).expect("written");
        };
        altered("000000000300 key", "000000000300 kex");
        assert_eq!(damaged_line(&find(&path)), Some(302));
        altered("000000000120 ", "000000000121 ");
        assert_eq!(count(&path).0, 300);
        assert_eq!(damaged_line(&numbers(&path, 0)), Some(122));
        assert_eq!(numbers(&path, 120).expect("those that were seen don't matter").len(), 180);
        std::fs::write(&path, [&whole[..], "x".repeat(20_000).as_bytes()].concat()).expect("written");
        assert_eq!(damaged_line(&find(&path)), Some(303));
        for head in ["", "something else\n", "# Who opted out\nlist 00\n"] {
            std::fs::write(&path, head).expect("written");
            assert_eq!(damaged_line(&find(&path)), Some(2), "{head}");
        }
    }

    #[test]
    fn an_entry_for_sixteen_keys_fits_into_a_line() {
        let keys: Vec<_> = (0..Recipients::MAX).map(|_| generate().0).collect();
        let recipients = Recipients::parse(&keys.join(" ")).expect("keys");
        let longest = (0..20).map(|_| entry(Some(&recipients)).len()).max().expect("some");
        assert!(longest as u64 * 2 < LONGEST_LINE, "{longest}");
    }

    #[test]
    fn a_list_is_taken_by_one_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list");
        let held = begin(&path, [7; 16]).expect("begun");
        let refused = take(&path).map(drop);
        assert!(matches!(refused, Err(StoreError::OptOuts(OptOutsError::InUse(_)))));
        let copy = held.file.try_clone().expect("a copy");
        drop(held);
        assert!(take(&path).is_err(), "a copy holds it too");
        drop(copy);
        assert!(take(&path).expect("taken").is_some());
    }
}
