//! The sealed copy: the supporters for the coalition, made without access to the names.
//!
//! It is an age file for the coalition's keys, and holds JSON Lines in UTF-8. The first line is
//! `{"copy":"supporters","version":3}`. Then each supporter has a line with the fields of the table, but with `name`,
//! `contact` and `joint` still sealed: each is another age file in Base64, or null. Any age tool opens the whole and, after
//! decoding, each document; `pledge-bot export --from` does both. The copy has no IDs of chats.
//!
//! Earlier versions are read too. Lines of version 2 have times, `supported_at` and `consented_at`, in place of days. Lines of
//! version 1 have one time, `signed_at`, and one document, `sealed`.

use std::fs::File;
use std::io;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::crypto::{Identity, Recipients, SealError};
use crate::domain::time::home_day;
use crate::domain::{Region, Supporter, SupporterFilter, SupporterKind};
use crate::export::{ExportError, PAGE};
use crate::secret_file::{Output, SecretFile};
use crate::store::{FileError, Reader};

#[derive(Serialize, Deserialize)]
struct CopyHeading {
    copy: String,
    version: u32,
}

const COPY: &str = "supporters";

/// The version of the lines. One that is newer is refused.
const VERSION: u32 = 3;

#[derive(Serialize, Deserialize)]
struct CopyLine {
    #[serde(alias = "supported_at", deserialize_with = "day")]
    supported_on: Date,
    kind: SupporterKind,
    region: Region,
    publish: bool,
    consent: u32,
    #[serde(alias = "consented_at", deserialize_with = "day")]
    consented_on: Date,
    number: i64,
    name: Option<Base64>,
    contact: Option<Base64>,
    joint: Option<Base64>,
}

#[derive(Deserialize)]
struct FirstCopyLine {
    #[serde(deserialize_with = "day")]
    signed_at: Date,
    kind: SupporterKind,
    region: Region,
    publish: bool,
    consent: u32,
    sealed: Option<Base64>,
}

/// Reads a day, or the time that earlier versions hold, of which the day at home counts.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    let time: Result<Timestamp, _> = text.parse();
    time.map_or_else(|_| text.parse().map_err(D::Error::custom), |time| Ok(home_day(time)))
}

/// Bytes that JSON holds as a text.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
struct Base64(Vec<u8>);

impl TryFrom<String> for Base64 {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Base64, base64::DecodeError> {
        STANDARD.decode(text).map(Base64)
    }
}

impl From<Base64> for String {
    fn from(bytes: Base64) -> String {
        STANDARD.encode(bytes.0)
    }
}

impl From<Supporter> for CopyLine {
    fn from(supporter: Supporter) -> CopyLine {
        CopyLine {
            supported_on: supporter.supported_on,
            kind: supporter.kind,
            region: supporter.region,
            publish: supporter.publish,
            consent: supporter.consent,
            consented_on: supporter.consented_on,
            number: supporter.number,
            name: supporter.name.map(Base64),
            contact: supporter.contact.map(Base64),
            joint: supporter.joint.map(Base64),
        }
    }
}

impl From<CopyLine> for Supporter {
    fn from(line: CopyLine) -> Supporter {
        Supporter {
            kind: line.kind,
            region: line.region,
            publish: line.publish,
            consent: line.consent,
            supported_on: line.supported_on,
            consented_on: line.consented_on,
            number: line.number,
            name: line.name.map(|sealed| sealed.0),
            contact: line.contact.map(|sealed| sealed.0),
            joint: line.joint.map(|sealed| sealed.0),
        }
    }
}

impl From<FirstCopyLine> for Supporter {
    fn from(line: FirstCopyLine) -> Supporter {
        Supporter {
            kind: line.kind,
            region: line.region,
            publish: line.publish,
            joint: line.sealed.map(|sealed| sealed.0),
            // No document of that version names a number.
            ..Supporter::new(0, line.consent, line.signed_at)
        }
    }
}

/// Writes a sealed copy to a new file, which appears when it is complete, or to standard output. Returns the number of
/// supporters. Each takes about 2.4 KB with one key, if name and contact were given.
///
/// # Errors
/// When the store can't be read or has accepted other keys, or the file is there already or can't be written. No file is left then.
pub async fn seal_to_file(
    reader: &Reader,
    recipients: &Recipients,
    filter: &SupporterFilter,
    out: impl Into<Output>,
) -> Result<u64, ExportError> {
    let secret = SecretFile::begin(&out.into())?;
    let (rows, out) = seal(reader, recipients, filter, BufWriter::new(secret.writer()?)).await?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?;
    secret.finish()?;
    Ok(rows)
}

/// Makes a sealed copy of all supporters in memory. Returns their number and the copy, or `None` if it would be larger than
/// `most` bytes.
pub async fn seal_in_memory(
    reader: &Reader,
    recipients: &Recipients,
    most: usize,
) -> Result<Option<(u64, Vec<u8>)>, ExportError> {
    let mut out = BoundedBuffer { most, content: Vec::new(), is_full: false };
    let sealed = seal(reader, recipients, &SupporterFilter::default(), &mut out).await.map(|(rows, _)| rows);
    match sealed {
        Ok(rows) => Ok(Some((rows, out.content))),
        Err(_) if out.is_full => Ok(None),
        Err(error) => Err(error),
    }
}

async fn seal<W: Write>(
    reader: &Reader,
    recipients: &Recipients,
    filter: &SupporterFilter,
    out: W,
) -> Result<(u64, W), ExportError> {
    reader.require_keys(&recipients.fingerprints()).await?;
    let mut out = recipients.sealer(out)?;
    write_line(&mut out, &CopyHeading { copy: COPY.to_owned(), version: VERSION })?;
    let (mut rows, mut after) = (0, None);
    loop {
        let page = reader.export_page(after, PAGE, filter).await?;
        let Some((last, _)) = page.last() else { break };
        after = Some(*last);
        rows += page.len() as u64;
        for (_, supporter) in page {
            write_line(&mut out, &CopyLine::from(supporter))?;
        }
    }
    Ok((rows, out.finish()?))
}

/// A buffer of at most `most` bytes.
struct BoundedBuffer {
    most: usize,
    content: Vec<u8>,
    is_full: bool,
}

impl Write for BoundedBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full = self.content.len().saturating_add(bytes.len()) > self.most;
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.content.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write_line(mut out: impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut out, line)?;
    out.write_all(b"\n")
}

/// A sealed copy that is being read. Only its end proves that it is complete.
pub struct SealedCopy {
    path: PathBuf,
    version: u32,
    lines: BufReader<Box<dyn Read>>,
}

impl SealedCopy {
    /// The limit for a line. Sixteen keys and long names take about 10 KB.
    const LONGEST: u64 = 256 * 1024;

    /// Opens a copy.
    ///
    /// # Errors
    /// When it can't be read, when the keys do not open it, or when it is something else.
    pub fn open(path: &Path, identity: &Identity) -> Result<SealedCopy, ExportError> {
        let file = File::open(path).map_err(FileError::cannot("read", path))?;
        let opened = identity.opener(BufReader::new(file)).map_err(|error| match error {
            SealError::Damaged => ExportError::Damaged(path.to_owned()),
            SealError::NotSealed => ExportError::NotSealed(path.to_owned()),
            source => ExportError::Unopened { path: path.to_owned(), source },
        })?;
        let lines = BufReader::new(Box::new(opened) as Box<dyn Read>);
        let mut copy = SealedCopy { path: path.to_owned(), version: 0, lines };
        let first = copy.line()?;
        match serde_json::from_slice(&first) {
            Ok(CopyHeading { copy: of, version }) if of == COPY && version > VERSION => {
                Err(ExportError::NewerCopy(copy.path))
            }
            Ok(CopyHeading { copy: of, version }) if of == COPY && version > 0 => {
                Ok(SealedCopy { version, ..copy })
            }
            _ => Err(ExportError::NotACopy(copy.path)),
        }
    }

    /// The next supporters that pass the filter; empty at the end.
    pub(super) fn page(
        &mut self,
        limit: u32,
        filter: SupporterFilter,
    ) -> Result<Vec<Supporter>, ExportError> {
        let mut page = Vec::new();
        while page.len() < limit as usize {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            let supporter = read(self.version, &line).map_err(|_| ExportError::Damaged(self.path.clone()))?;
            if filter.matches(&supporter) {
                page.push(supporter);
            }
        }
        Ok(page)
    }

    fn line(&mut self) -> Result<Vec<u8>, ExportError> {
        let mut line = Vec::new();
        let read = (&mut self.lines).take(SealedCopy::LONGEST).read_until(b'\n', &mut line);
        read.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                ExportError::Damaged(self.path.clone())
            }
            _ => FileError::cannot("read", &self.path)(error).into(),
        })?;
        Ok(line)
    }
}

fn read(version: u32, line: &[u8]) -> Result<Supporter, serde_json::Error> {
    if version == 1 {
        serde_json::from_slice::<FirstCopyLine>(line).map(Supporter::from)
    } else {
        serde_json::from_slice::<CopyLine>(line).map(Supporter::from)
    }
}
