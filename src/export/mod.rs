//! The supporters as a table, with names and contacts opened: for the coalition, on a machine of its choice.
//!
//! One line a supporter, in no particular order; the columns, the same in each format:
//!
//! | column | |
//! |---|---|
//! | `signed_at` | when they confirmed, and with it agreed to the consent text; RFC 3339 in UTC |
//! | `kind` | `person`, `organization` or `media` |
//! | `region` | ISO 3166-2:KG, or `abroad` |
//! | `publish` | whether the name may be published: `yes` or `no` |
//! | `consent` | the version of the consent text |
//! | `name`, `contact` | as given, or empty |
//! | `sealed` | `none`: neither was given; `opened`; `unreadable`: sealed to another key, or damaged |
//!
//! - **CSV** ([`csv`]) is for every program there is, and the one in which a value may carry an apostrophe in front.
//! - **XLSX** ([`xlsx`]) and **JSON** ([`json`]) hold every value exactly.
//! - A **sealed copy** ([`copy`]) is the same table with names and contacts still sealed, and the whole sealed again: it
//!   can be made where no private key is, and read here like a store.
//!
//! Memory stays flat however many there are. Opening is most of the work, so the rows of a page are opened on all cores.

mod copy;
mod csv;
mod json;
mod rows;
mod xlsx;

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use crate::crypto::{Identity, SealError};
use crate::domain::SupporterFilter;
use crate::store::scratch::Part;
use crate::store::{Reader, StoreError};
use rows::{OpenedPerson, SupporterRow};

pub use copy::{SealedCopy, seal_in_memory, seal_to_file};

/// What the table is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv,
    /// A spreadsheet, with a second sheet that explains the columns.
    Xlsx,
    /// One JSON document.
    Json,
}

/// Where the supporters are read from.
pub enum ExportSource<'a> {
    /// A store, or a copy of its folder.
    Store(&'a Reader),
    /// A sealed copy.
    Copy(SealedCopy),
}

/// What was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// How many supporters.
    pub rows: u64,
    /// How many of them have a name or contact that the keys did not open; those are left empty.
    pub unreadable: u64,
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store can't be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The table can't be written.
    #[error("cannot write the export: {0}")]
    Write(#[from] io::Error),
    /// The keys open nothing at all.
    #[error(
        "the key in the identity file opens none of the {0} sealed names: they were sealed to another public key"
    )]
    WrongKey(u64),
    /// The sealed copy can't be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The copy.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The keys do not open the sealed copy.
    #[error("{}: {source}", path.display())]
    Unopened {
        /// The copy.
        path: PathBuf,
        /// Why.
        source: SealError,
    },
    /// The sealed copy was cut short, altered, or is of a newer version.
    #[error("{} is cut short or damaged, so nothing of it was exported: get it once more", .0.display())]
    Damaged(PathBuf),
    /// It opens, and is something else.
    #[error("{} is no copy of the supporters; a backup is restored into an empty folder (pledge-bot restore) and exported from there", .0.display())]
    NotACopy(PathBuf),
}

/// The columns, each with what it says.
const COLUMNS: [(&str, &str); 8] = [
    ("signed_at", "when they confirmed and agreed to the consent text; RFC 3339 in UTC"),
    ("kind", "as what they signed; see the codes below"),
    ("region", "where they live: ISO 3166-2:KG, or abroad; see the codes below"),
    ("publish", "whether the coalition may publish the name: yes or no"),
    ("consent", "the version of the consent text that they agreed to"),
    ("name", "as given, or empty"),
    ("contact", "an e-mail address or a phone number, or empty"),
    (
        "sealed",
        "none: no name and no contact were given; opened; unreadable: sealed to another key, or damaged",
    ),
];
/// How many rows are read and opened at once.
const PAGE: u32 = 1000;

/// Writes the table to a new file (0600), which takes its place when it is complete; one that was there is replaced.
/// After each page `progress` is told how many rows are done.
///
/// # Errors
/// When the source can't be read or the file not written, and when there are sealed names and the keys open none of
/// them. No file is left then, and an earlier one stays as it was.
pub async fn export_to_file(
    source: ExportSource<'_>,
    identity: &Identity,
    format: TableFormat,
    wanted: &SupporterFilter,
    path: &Path,
    mut progress: impl FnMut(u64),
) -> Result<Exported, ExportError> {
    let (part, file) = Part::begin(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let out = BufWriter::new(file.try_clone()?);
    let mut table = TableWriter::begin(format, out, folder)?;
    let exported = write_rows(source, identity, wanted, &mut table, &mut progress).await?;
    table.finish()?;
    file.sync_all()?;
    part.finish()?;
    Ok(exported)
}

async fn write_rows(
    mut source: ExportSource<'_>,
    identity: &Identity,
    wanted: &SupporterFilter,
    table: &mut TableWriter,
    progress: &mut impl FnMut(u64),
) -> Result<Exported, ExportError> {
    let (mut exported, mut opened, mut after) = (Exported { rows: 0, unreadable: 0 }, 0, None);
    loop {
        let page = match &mut source {
            ExportSource::Store(reader) => {
                let page = reader.export_page(after, PAGE, wanted).await?;
                after = page.last().map(|(chat, _)| *chat);
                page.into_iter().map(|(_, supporter)| supporter).collect()
            }
            ExportSource::Copy(copy) => copy.page(PAGE, wanted)?,
        };
        if page.is_empty() {
            break;
        }
        for row in rows::open(identity, page) {
            table.row(&row)?;
            exported.rows += 1;
            exported.unreadable += u64::from(matches!(row.opened, OpenedPerson::Unreadable));
            opened += u64::from(matches!(row.opened, OpenedPerson::Person(_)));
        }
        progress(exported.rows);
        // Where a signal is heard.
        tokio::task::yield_now().await;
    }
    if opened == 0 && exported.unreadable > 0 {
        return Err(ExportError::WrongKey(exported.unreadable));
    }
    Ok(exported)
}

/// A table in the making.
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
