//! `export`: the supporters as a table, or as a sealed copy.

use std::io::{IsTerminal, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use pledge_bot::crypto::Identity;
use pledge_bot::domain::time::home_zone;
use pledge_bot::domain::{Region, SupporterFilter};
use pledge_bot::export::{self, ExportSource, SealedCopy, TableFormat};
use pledge_bot::store::Reader;

use crate::cli::CommandError;
use crate::cli::environment::{data_folder, recipients};
use crate::cli::signals::signal;

#[derive(Args)]
pub struct ExportArgs {
    /// The file with the private key; every format except `sealed` needs it
    #[arg(long, value_name = "KEYFILE", required_if_eq_any = [("format", "csv"), ("format", "xlsx"), ("format", "json")])]
    identity: Option<PathBuf>,
    /// The format: a table, or a sealed copy that --from turns into a table on a computer with the private key
    #[arg(long, value_enum, default_value = "csv")]
    format: OutputFormat,
    /// Only supporters who signed on this day (in Bishkek) or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Only supporters in this region: an ISO 3166-2:KG code such as KG-GB, or abroad
    #[arg(long, value_name = "CODE")]
    region: Option<Region>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The copy of DATA_DIR to read; without it, DATA_DIR itself
    #[arg(long, value_name = "FOLDER", conflicts_with = "from")]
    data: Option<PathBuf>,
    /// The sealed copy of the supporters to read instead of a folder
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// For any program; a value that looks like a formula gets an apostrophe in front
    Csv,
    /// A spreadsheet, with a sheet that explains the columns
    Xlsx,
    /// A JSON document
    Json,
    /// A copy in which names stay sealed; it is sealed to SEAL_RECIPIENTS as a whole
    Sealed,
}

/// The message after a signal.
const STOPPED: &str = "stopped; no file was left";

pub async fn run(args: ExportArgs) -> Result<(), CommandError> {
    let since = args
        .since
        .map(|day| day.to_zoned_datetime(home_zone()))
        .transpose()?
        .map(|begin| Timestamp::from(&begin));
    let filter = SupporterFilter { since, region: args.region };
    let format = match args.format {
        OutputFormat::Csv => TableFormat::Csv,
        OutputFormat::Xlsx => TableFormat::Xlsx,
        OutputFormat::Json => TableFormat::Json,
        OutputFormat::Sealed => return seal(args, &filter).await,
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
        biased; // Listens for the signal before there is a file to leave behind.
        // A dropped export removes its file, so that no readable names stay behind.
        () = signal() => Err(STOPPED)?,
        exported = export::export_to_file(source, &identity, format, &filter, &args.out, |rows| progress.show(rows)) => exported,
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

async fn seal(args: ExportArgs, filter: &SupporterFilter) -> Result<(), CommandError> {
    if args.from.is_some() {
        return Err("--from is a sealed copy already".into());
    }
    let (reader, recipients) = (Reader::open_copy(&data_folder(args.data)?).await?, recipients()?);
    let rows = tokio::select! {
        biased; // Listens for the signal before there is a file to leave behind.
        () = signal() => return Err(STOPPED.into()),
        rows = export::seal_to_file(&reader, &recipients, filter, &args.out) => rows?,
    };
    println!("{rows} supporters were written to {}, sealed", args.out.display());
    Ok(())
}

/// The progress, on one line of the terminal.
#[derive(Default)]
struct ProgressLine {
    shown: bool,
}

impl ProgressLine {
    fn show(&mut self, rows: u64) {
        let mut out = std::io::stderr();
        // If the terminal fails, only this line is lost.
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
