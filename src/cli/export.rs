//! `export`: the supporters as a table, or as a sealed copy.

use std::io::{IsTerminal, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use pledge_bot::crypto::Identity;
use pledge_bot::domain::Region;
use pledge_bot::domain::time::home_zone;
use pledge_bot::export;
use pledge_bot::export::{ExportFilter, ExportSource, SealedCopy, TableFormat};
use pledge_bot::store::Reader;

use crate::cli::CommandError;
use crate::cli::environment::{data_folder, recipients};
use crate::cli::signals::signal;

#[derive(Args)]
pub struct ExportArgs {
    /// The file with the private key; all formats but `sealed` need it
    #[arg(long, value_name = "KEYFILE", required_if_eq_any = [("format", "csv"), ("format", "xlsx"), ("format", "json")])]
    identity: Option<PathBuf>,
    /// What to write: a table, or a copy sealed to SEAL_RECIPIENTS that --from reads where the private key is
    #[arg(long, value_enum, default_value = "csv")]
    format: OutputFormat,
    /// Only who signed on that day or later, by the calendar of Bishkek
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Only who lives there: an ISO 3166-2:KG code such as KG-GB, or abroad
    #[arg(long, value_name = "CODE")]
    region: Option<Region>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// A copy of DATA_DIR to read; without it, DATA_DIR itself
    #[arg(long, value_name = "FOLDER", conflicts_with = "from")]
    data: Option<PathBuf>,
    /// A sealed copy of the supporters to read in place of a folder
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// For any program; what looks like a formula gets an apostrophe in front
    Csv,
    /// A spreadsheet, with a sheet that explains the columns
    Xlsx,
    /// A JSON document
    Json,
    /// Names stay sealed, and the whole is sealed once more
    Sealed,
}

/// Said after a signal.
const STOPPED: &str = "stopped; no file was left";

pub async fn run(args: ExportArgs) -> Result<(), CommandError> {
    let since = args
        .since
        .map(|day| day.to_zoned_datetime(home_zone()))
        .transpose()?
        .map(|begin| Timestamp::from(&begin));
    let wanted = ExportFilter { since, region: args.region };
    let format = match args.format {
        OutputFormat::Csv => TableFormat::Csv,
        OutputFormat::Xlsx => TableFormat::Xlsx,
        OutputFormat::Json => TableFormat::Json,
        OutputFormat::Sealed => return seal(args, &wanted).await,
    };
    let Some(identity) = args.identity.as_deref() else {
        return Err("--identity KEYFILE is needed to open names and contacts".into());
    };
    let identity = Identity::read(identity)?;
    let reader;
    let source = if let Some(from) = &args.from {
        ExportSource::Copy(SealedCopy::open(from, &identity)?)
    } else {
        reader = Reader::open_copy(&data_folder(args.data)?).await?;
        ExportSource::Store(&reader)
    };
    let mut progress = ProgressLine::default();
    let exported = tokio::select! {
        biased; // The signal is listened for before there is anything to leave behind.
        // Dropping the export removes what it had written: names in the clear stay nowhere.
        () = signal() => Err(STOPPED)?,
        exported = export::export_to_file(source, &identity, format, &wanted, &args.out, |rows| progress.show(rows)) => exported,
    };
    progress.end();
    let exported = exported?;
    println!("{} supporters were written to {}", exported.rows, args.out.display());
    if exported.unreadable > 0 {
        eprintln!(
            "{} of them have a name or contact that this key does not open; the column sealed says which",
            exported.unreadable
        );
    }
    Ok(())
}

async fn seal(args: ExportArgs, wanted: &ExportFilter) -> Result<(), CommandError> {
    if args.from.is_some() {
        return Err("--from is a sealed copy already".into());
    }
    let (reader, recipients) = (Reader::open_copy(&data_folder(args.data)?).await?, recipients()?);
    let rows = tokio::select! {
        biased; // The signal is listened for before there is anything to leave behind.
        () = signal() => return Err(STOPPED.into()),
        rows = export::seal_to_file(&reader, &recipients, wanted, &args.out) => rows?,
    };
    println!("{rows} supporters were written to {}, sealed", args.out.display());
    Ok(())
}

/// The progress, on one line of a terminal.
#[derive(Default)]
struct ProgressLine {
    shown: bool,
}

impl ProgressLine {
    fn show(&mut self, rows: u64) {
        let mut out = std::io::stderr();
        // Where the terminal takes no more, nothing but this line is lost.
        if rows.is_multiple_of(10_000) && out.is_terminal() && write!(out, "\r{rows} supporters").is_ok() {
            self.shown = true;
        }
    }

    fn end(&self) {
        if self.shown {
            eprintln!();
        }
    }
}
