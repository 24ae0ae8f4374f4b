//! What the operator and the coalition do with the data: backup, restore and export.

use std::io::{IsTerminal, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pledge_bot::clock::Clock;
use pledge_bot::config::Folders;
use pledge_bot::crypto::{Identity, Recipients};
use pledge_bot::domain::Region;
use pledge_bot::export::{ExportFilter, ExportSource, SealedCopy, TableFormat};
use pledge_bot::store::{Reader, Replayed};
use pledge_bot::{backup, export};

use crate::{Failure, environment, signal};

#[derive(Args)]
pub struct Backup {
    /// The file to write; must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A file with a private key, to open the backup as a whole and see that it is good; not on the server
    #[arg(long, value_name = "KEYFILE")]
    identity: Option<PathBuf>,
    /// The folder to back up; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

#[derive(Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file with the private key
    #[arg(long, value_name = "KEYFILE")]
    identity: PathBuf,
    /// The folder to restore into, without data so far; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// Restore although the list of opt-outs (OPT_OUTS_FILE) is lost: whoever has erased their data, withdrawn or stopped
    /// messages since the backup comes back
    #[arg(long)]
    without_opt_outs: bool,
}

#[derive(Args)]
pub struct Export {
    /// The file with the private key; all formats but `sealed` need it
    #[arg(long, value_name = "KEYFILE", required_if_eq_any = [("format", "csv"), ("format", "xlsx"), ("format", "json")])]
    identity: Option<PathBuf>,
    /// What to write: a table, or a copy sealed to SEAL_RECIPIENTS that --from reads where the private key is
    #[arg(long, value_enum, default_value = "csv")]
    format: Kind,
    /// Only who signed on that day or later, by the calendar of Bishkek
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Only who lives there: an ISO 3166-2:KG code such as KG-GB, or abroad
    #[arg(long, value_name = "CODE", value_parser = Region::from_code)]
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
enum Kind {
    /// For any program; what looks like a formula gets an apostrophe in front
    Csv,
    /// A spreadsheet, with a sheet that explains the columns
    Xlsx,
    /// A JSON document
    Json,
    /// Names stay sealed, and the whole is sealed once more
    Sealed,
}

const STOPPED: &str = "stopped; no file was left";

pub async fn backup(args: Backup) -> Result<(), Failure> {
    let identity = args.identity.as_deref().map(Identity::read).transpose()?;
    let (data, recipients) = (folder(args.data)?, recipients()?);
    let made = tokio::select! {
        biased; // The signal is listened for before there is anything to leave behind.
        () = signal() => return Err(STOPPED.into()),
        made = backup::backup(&data, &recipients, &args.file, identity.as_ref()) => made?,
    };
    println!(
        "{} supporters are in {} ({} bytes, SHA-256 {}).",
        made.supporters,
        args.file.display(),
        made.bytes,
        made.digest
    );
    println!(
        "{}",
        if made.opened {
            "It was read back and opened from beginning to end."
        } else {
            "It was read back whole. Only the private key can tell that it opens: try a restore now and then."
        }
    );
    Ok(())
}

pub async fn restore(args: Restore) -> Result<(), Failure> {
    let identity = Identity::read(&args.identity)?;
    let folders = Folders::read(&environment()?)?;
    let data = args.data.unwrap_or(folders.data);
    let list = (!args.without_opt_outs).then_some(folders.opt_outs.as_path());
    let restored = tokio::select! {
        biased; // The signal is listened for before there is anything to leave behind.
        () = signal() => return Err("stopped; nothing was restored".into()),
        restored = backup::restore(&args.file, &identity, &data, list, Clock::System.now()) => restored?,
    };
    println!(
        "{} chats and {} supporters were restored into {}. What was in hand at the time of the backup was left out.",
        restored.chats,
        restored.supporters,
        data.display()
    );
    match restored.replayed {
        Some(Replayed { later, applied }) => println!(
            "{later} opt-outs are later than the backup; {applied} of them were of chats that it knew, and were done again."
        ),
        None => println!(
            "The list of opt-outs was not heeded: whoever has left since the backup is in the data again. The bot begins \
             another list; move an earlier one at {} away first.",
            folders.opt_outs.display()
        ),
    }
    Ok(())
}

pub async fn export(args: Export) -> Result<(), Failure> {
    let zone = TimeZone::get("Asia/Bishkek")?;
    let since =
        args.since.map(|day| day.to_zoned_datetime(zone)).transpose()?.map(|begin| Timestamp::from(&begin));
    let wanted = ExportFilter { since, region: args.region };
    let format = match args.format {
        Kind::Csv => TableFormat::Csv,
        Kind::Xlsx => TableFormat::Xlsx,
        Kind::Json => TableFormat::Json,
        Kind::Sealed => return seal(args, &wanted).await,
    };
    let Some(identity) = args.identity.as_deref() else {
        return Err("--identity KEYFILE is needed to open names and contacts".into());
    };
    let identity = Identity::read(identity)?;
    let reader;
    let source = if let Some(from) = &args.from {
        ExportSource::Copy(SealedCopy::open(from, &identity)?)
    } else {
        reader = Reader::open_copy(&folder(args.data)?).await?;
        ExportSource::Store(&reader)
    };
    let mut progress = Progress::default();
    let exported = tokio::select! {
        biased; // The signal is listened for before there is anything to leave behind.
        // Dropping the export removes what it had written: names in the clear stay nowhere.
        () = signal() => Err(STOPPED)?,
        exported = export::export_to_file(source, &identity, format, &wanted, &args.out, |rows| progress.tell(rows)) => exported,
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

async fn seal(args: Export, wanted: &ExportFilter) -> Result<(), Failure> {
    if args.from.is_some() {
        return Err("--from is a sealed copy already".into());
    }
    let (reader, recipients) = (Reader::open_copy(&folder(args.data)?).await?, recipients()?);
    let rows = tokio::select! {
        biased; // The signal is listened for before there is anything to leave behind.
        () = signal() => return Err(STOPPED.into()),
        rows = export::seal_to_file(&reader, &recipients, wanted, &args.out) => rows?,
    };
    println!("{rows} supporters were written to {}, sealed", args.out.display());
    Ok(())
}

fn folder(given: Option<PathBuf>) -> Result<PathBuf, Failure> {
    Ok(match given {
        Some(given) => given,
        None => Folders::read(&environment()?)?.data,
    })
}

fn recipients() -> Result<Recipients, Failure> {
    let keys = environment()?("SEAL_RECIPIENTS").unwrap_or_default();
    Recipients::parse(&keys).map_err(|error| format!("SEAL_RECIPIENTS: {error}").into())
}

/// How far it is, on one line of a terminal.
#[derive(Default)]
struct Progress {
    told: bool,
}

impl Progress {
    fn tell(&mut self, rows: u64) {
        let mut out = std::io::stderr();
        // Nothing is lost where it can't be told.
        if rows.is_multiple_of(10_000) && out.is_terminal() && write!(out, "\r{rows} supporters").is_ok() {
            self.told = true;
        }
    }

    fn end(&self) {
        if self.told {
            eprintln!();
        }
    }
}
