//! `export`: the supporters as a table, or as a sealed copy.

use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use pledge_bot::console::err_line;
use pledge_bot::crypto::Identity;
use pledge_bot::domain::audit::Deed;
use pledge_bot::domain::{Region, SupporterFilter};
use pledge_bot::export::{self, ExportSource, SealedCopy, TableFormat};
use pledge_bot::secret_file::Output;
use pledge_bot::store::Reader;

use crate::cli::environment::{data_folder, environment, recipients};
use crate::cli::{CommandError, audit, report};

#[derive(Args)]
pub struct ExportArgs {
    /// The file with the private key; every format except `sealed` needs it
    #[arg(long, value_name = "KEYFILE")]
    identity: Option<PathBuf>,
    /// The format: a table, or a sealed copy that --from turns into a table on a computer with the private key. Without it,
    /// the ending of the file's name decides (.csv, .xlsx, .json), and else it is xlsx
    #[arg(long, value_enum)]
    format: Option<OutputFormat>,
    /// Only those who have supported the pledge since this day (in Bishkek) or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    since: Option<Date>,
    /// Only supporters in this region: an ISO 3166-2:KG code such as KG-GB, abroad or not-said
    #[arg(long, value_name = "CODE")]
    region: Option<Region>,
    /// The file to write; it must not exist yet. `-` is standard output, to pass the table on to another program
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
    /// A spreadsheet for Excel and LibreOffice, with a sheet that explains the columns
    Xlsx,
    /// For other programs; what looks like a formula gets an apostrophe in front. For Excel take xlsx
    Csv,
    /// A JSON document
    Json,
    /// A copy in which names stay sealed; it is sealed to SEAL_RECIPIENTS as a whole
    Sealed,
}

/// A day as the calendar of computers writes it.
fn day(text: &str) -> Result<Date, String> {
    // Dates with a time are left out, as the time would be dropped.
    let day = text.parse().ok().filter(|_| text.len() == "YYYY-MM-DD".len());
    day.ok_or_else(|| "write a day as year-month-day, such as 2026-03-08 for the eighth of March".to_owned())
}

impl OutputFormat {
    /// The format that a file's name promises.
    fn by_name(file: &Path) -> OutputFormat {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("csv") => OutputFormat::Csv,
            Some("json") => OutputFormat::Json,
            Some(_) | None => OutputFormat::Xlsx,
        }
    }
}

pub async fn run(args: ExportArgs) -> Result<(), CommandError> {
    let filter = SupporterFilter { since: args.since, region: args.region };
    let format = match args.format.unwrap_or_else(|| OutputFormat::by_name(&args.out)) {
        OutputFormat::Csv => TableFormat::Csv,
        OutputFormat::Xlsx => TableFormat::Xlsx,
        OutputFormat::Json => TableFormat::Json,
        OutputFormat::Sealed => return seal(args, &filter).await,
    };
    let Some(identity) = args.identity.as_deref() else {
        return Err("names and contacts open with the private key: give its file with --identity KEYFILE. Without it, \
                    --format sealed makes a copy in which they stay sealed".into());
    };
    let out = Output::from(args.out);
    if out.is_open_to_others() {
        return Err("standard output is a file that others can read; give its name with --out, so that it is made for \
                    you alone".into());
    }
    let identity = Identity::read(identity)?;
    let reader;
    let (source, store) = if let Some(from) = &args.from {
        (ExportSource::Copy(SealedCopy::open(from, &identity)?), None)
    } else {
        let env = environment()?;
        let data = data_folder(args.data, &env)?;
        reader = Reader::open_copy(&data).await?;
        (ExportSource::Store(&reader), Some((env, data)))
    };
    let mut progress = ProgressLine::default();
    let show = |rows| progress.show(rows);
    let exported = export::export_to_file(source, &identity, format, &filter, out.clone(), show).await;
    progress.end();
    let exported = exported?;
    if let Some((env, data)) = &store {
        audit::record(env, Some(data), Deed::Export).await;
    }
    report(&out, &format!("{} supporters were written to {out}", exported.rows));
    if exported.unreadable > 0 {
        err_line(format_args!(
            "{} of them have a name or contact that this key does not open; the column sealed says which",
            exported.unreadable
        ));
    }
    if exported.altered > 0 {
        err_line(format_args!(
            "{} of them were altered: the database allows more than was sealed with the name or contact, or holds one that \
             was sealed for another supporter. Publish none of these; the column sealed says which. Nothing of the bot \
             does that: look who can write to the database",
            exported.altered
        ));
    }
    Ok(())
}

async fn seal(args: ExportArgs, filter: &SupporterFilter) -> Result<(), CommandError> {
    if args.from.is_some() {
        return Err(
            "what --from names is a sealed copy already; leave out --from, or choose another --format".into(),
        );
    }
    let (env, out) = (environment()?, Output::from(args.out));
    let (data, recipients) = (data_folder(args.data, &env)?, recipients(&env)?);
    let reader = Reader::open_copy(&data).await?;
    let rows = export::seal_to_file(&reader, &recipients, filter, out.clone()).await?;
    audit::record(&env, Some(&data), Deed::Export).await;
    report(&out, &format!("{rows} supporters were written to {out}, sealed"));
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
            err_line("");
        }
    }
}
