//! The supporters as a table, with names and contacts opened: for the coalition, on a machine of its choice.
//!
//! One row per supporter, in no particular order. The columns are the same in each format:
//!
//! | column | |
//! |---|---|
//! | `supported_on` | the day since which they support the pledge, in Bishkek |
//! | `kind` | `person`, `organization` or `media`; nothing vouches for it |
//! | `region` | ISO 3166-2:KG, `abroad` or `not-said`; nothing vouches for it |
//! | `publish` | whether the name may be published: `yes` or `no` |
//! | `consent`, `consented_on` | the version of the consent text, and the day on which they agreed to it |
//! | `name`, `contact` | as given, or empty |
//! | `sealed` | `none`: neither was given; `opened`; `unreadable`: sealed to another key, or damaged; `altered`: the row says something else than what was sealed |
//!
//! The document with the name is binding for what is published: `compare` says how a row may differ from it.
//!
//! - **CSV** (`csv`) is for other programs than spreadsheets. What looks like a formula gets an apostrophe in front.
//! - **XLSX** (`xlsx`) and **JSON** (`json`) hold every value exactly.
//! - A **sealed copy** (`copy`) is the same table with names and contacts still sealed, and sealed again as a whole. It can
//!   be made without a private key, and is read here like a store.
//!
//! The memory does not grow with the number of supporters. Opening names takes most of the time, so all cores share it.

mod compare;
mod copy;
mod csv;
mod json;
mod rows;
mod xlsx;

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::crypto::{Identity, SealError};
use crate::domain::SupporterFilter;
use crate::secret_file::{Output, SecretFile, SecretFileError, remedy};
use crate::store::{FileError, Reader, StoreError};
use rows::{SealOutcome, SupporterRow};

pub use copy::{SealedCopy, seal_in_memory, seal_to_file};

/// The format of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// A spreadsheet, with a second sheet that explains the columns.
    Xlsx,
    /// One JSON document.
    Json,
}

/// The source of the supporters.
pub enum ExportSource<'a> {
    /// A store, or a copy of its folder.
    Store(&'a Reader),
    /// A sealed copy.
    Copy(SealedCopy),
}

/// The figures of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// The number of supporters.
    pub rows: u64,
    /// The number of supporters with a name or contact that the keys did not open. It is left empty.
    pub unreadable: u64,
    /// The number of supporters whose row says something else than what was sealed with the name or contact. They are not
    /// published.
    pub altered: u64,
}

/// A failed export. No file is left.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file can't be made.
    #[error(transparent)]
    File(#[from] SecretFileError),
    /// The table can't be written.
    #[error("cannot write the export: {}{}", .0, remedy(.0))]
    Write(#[from] io::Error),
    /// The keys open none of the names.
    #[error(
        "the key in the identity file opens none of the {0} sealed names: they were sealed to another public key"
    )]
    WrongKey(u64),
    /// The sealed copy can't be read.
    #[error(transparent)]
    Read(#[from] FileError),
    /// The keys do not open the sealed copy.
    #[error("{}: {source}", path.display())]
    Unopened {
        /// The copy.
        path: PathBuf,
        /// The reason.
        source: SealError,
    },
    /// The sealed copy is of a newer version.
    #[error("{} was made by a newer pledge-bot; use that version to read it", .0.display())]
    NewerCopy(PathBuf),
    /// The sealed copy was cut short or altered.
    #[error("{} is cut short or damaged, so nothing of it was exported: get it once more", .0.display())]
    Damaged(PathBuf),
    /// The file is not sealed.
    #[error("{} is no sealed file; --from reads a copy of the supporters that `pledge-bot export --format sealed` or /export made", .0.display())]
    NotSealed(PathBuf),
    /// The file opens, but is not a copy of the supporters.
    #[error("{} is no copy of the supporters; a backup is restored into an empty folder (pledge-bot restore) and exported from there", .0.display())]
    NotACopy(PathBuf),
}

/// The columns, each with its meaning.
const COLUMNS: [(&str, &str); 9] = [
    ("supported_on", "the day since which they support the pledge, in Bishkek: year-month-day"),
    (
        "kind",
        "as what they support it; see the codes below. It is stored in clear, and nothing vouches for it: whoever can write into \
         the database can change it unnoticed",
    ),
    (
        "region",
        "where they live: ISO 3166-2:KG, abroad or not-said; see the codes below. It is stored in clear, and nothing vouches for \
         it: whoever can write into the database can change it unnoticed",
    ),
    (
        "publish",
        "whether the coalition may publish the name: yes or no. The choice is sealed with the name, and it is yes only if the \
         database says so too",
    ),
    ("consent", "the version of the consent text that they agreed to"),
    ("consented_on", "the day on which they agreed to it, in Bishkek: year-month-day"),
    ("name", "as given, or empty"),
    ("contact", "an e-mail address or a phone number, or empty"),
    (
        "sealed",
        "none: no name and no contact were given; opened; unreadable: sealed to another key, or damaged; \
         altered: the database was changed after the name or contact was sealed, so publish nothing of this row. What is \
         unreadable, or was sealed for another supporter, is left empty",
    ),
];
/// The number of rows that are read and opened at once.
const PAGE: u32 = 1000;

/// Writes the table to a new file, which appears when it is complete, or to standard output. `progress` gets the number of
/// rows after each page.
///
/// # Errors
/// When the source can't be read, when the file is there already or can't be written, and when the keys open none of the
/// sealed names. No file is left then.
pub async fn export_to_file(
    source: ExportSource<'_>,
    identity: &Identity,
    format: TableFormat,
    filter: &SupporterFilter,
    out: impl Into<Output>,
    mut progress: impl FnMut(u64),
) -> Result<Exported, ExportError> {
    let secret = SecretFile::begin(&out.into())?;
    let out = BufWriter::new(secret.writer()?);
    let mut table = TableWriter::begin(format, out, &secret.folder())?;
    let exported = write_rows(source, identity, filter, &mut table, &mut progress).await?;
    table.finish()?;
    secret.finish()?;
    Ok(exported)
}

async fn write_rows(
    mut source: ExportSource<'_>,
    identity: &Identity,
    filter: &SupporterFilter,
    table: &mut TableWriter,
    progress: &mut impl FnMut(u64),
) -> Result<Exported, ExportError> {
    let (mut exported, mut opened, mut after) = (Exported { rows: 0, unreadable: 0, altered: 0 }, 0, None);
    let mut numbers = HashSet::new();
    loop {
        let page = match &mut source {
            ExportSource::Store(reader) => {
                let page = reader.export_page(after, PAGE, filter).await?;
                after = page.last().map(|(chat, _)| *chat);
                page.into_iter().map(|(_, supporter)| supporter).collect()
            }
            ExportSource::Copy(copy) => copy.page(PAGE, *filter)?,
        };
        if page.is_empty() {
            break;
        }
        for mut row in rows::open(identity, page) {
            if row.is_opened() && !numbers.insert(row.supporter.number) {
                row.disown();
            }
            table.row(&row)?;
            exported.rows += 1;
            exported.unreadable += u64::from(row.opened.seal == SealOutcome::Unreadable);
            exported.altered += u64::from(row.opened.seal == SealOutcome::Altered);
            opened += u64::from(row.name().is_some() || row.contact().is_some());
        }
        progress(exported.rows);
        // Here a signal can stop the export.
        tokio::task::yield_now().await;
    }
    if opened == 0 && exported.unreadable > 0 {
        return Err(ExportError::WrongKey(exported.unreadable));
    }
    Ok(exported)
}

/// The writer of a table, by its format.
enum TableWriter {
    Csv(Box<csv::CsvTable<BufWriter<File>>>),
    Xlsx(Box<xlsx::XlsxTable<BufWriter<File>>>),
    Json(json::JsonTable<BufWriter<File>>),
}

impl TableWriter {
    fn begin(format: TableFormat, out: BufWriter<File>, folder: &Path) -> io::Result<TableWriter> {
        Ok(match format {
            TableFormat::Csv => TableWriter::Csv(Box::new(csv::CsvTable::begin(out)?)),
            TableFormat::Xlsx => TableWriter::Xlsx(Box::new(xlsx::XlsxTable::begin(out, folder)?)),
            TableFormat::Json => TableWriter::Json(json::JsonTable::begin(out)?),
        })
    }

    fn row(&mut self, row: &SupporterRow) -> io::Result<()> {
        match self {
            TableWriter::Csv(table) => table.row(row),
            TableWriter::Xlsx(table) => table.row(row),
            TableWriter::Json(table) => table.row(row),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            TableWriter::Csv(table) => table.finish(),
            TableWriter::Xlsx(table) => table.finish(),
            TableWriter::Json(table) => table.finish(),
        }
    }
}
