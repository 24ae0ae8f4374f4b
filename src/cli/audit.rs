//! `audit`: the log of what was done with the bot is shown and checked.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use pledge_bot::clock::Clock;
use pledge_bot::config::{Folders, Lookup, Secret};
use pledge_bot::console::out_line;
use pledge_bot::control::{ControlRequest, ask};
use pledge_bot::crypto::StoreKeyFile;
use pledge_bot::domain::Role;
use pledge_bot::domain::audit::{
    AuditEntry, AuditFilter, AuditHash, AuditHead, Deed, DeedObject, DeedRecord, Doer,
};
use pledge_bot::service::existing_store_key;
use pledge_bot::store::{AuditFaultKind, AuditReader, AuditReport, HeadFound, ReadEntry, record_deed};

use crate::cli::CommandError;
use crate::cli::environment::environment;

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Show the newest entries, the newest one last
    List(ListArgs),
    /// Check that nothing in the log was changed, removed or put in another order. The exit code is 0 if so, and else 1
    Verify(VerifyArgs),
}

#[derive(Args)]
pub struct ListArgs {
    /// How many entries
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    last: usize,
    /// The data folder or a copy of it; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

#[derive(Args)]
pub struct VerifyArgs {
    /// The code of an entry that was kept elsewhere: from a message to owners, or from a backup. Only with it is it found out
    /// whether the end of the log was cut off
    #[arg(long, value_name = "HASH")]
    head: Option<AuditHash>,
    /// The data folder or a copy of it; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

pub async fn run(command: AuditCommand) -> Result<(), CommandError> {
    match command {
        AuditCommand::List(args) => list(args).await,
        AuditCommand::Verify(args) => verify(args).await,
    }
}

async fn list(args: ListArgs) -> Result<(), CommandError> {
    let page = log(args.data).await?.page(&AuditFilter::All, None, args.last).await?;
    for entry in page.entries.iter().rev() {
        out_line(line(entry));
    }
    if page.entries.is_empty() {
        out_line("There are no entries yet.");
    }
    Ok(())
}

/// The log, read with the store key from where `run` takes it.
async fn log(data: Option<PathBuf>) -> Result<AuditReader, CommandError> {
    let env = environment()?;
    let folders = Folders::read(&env)?;
    let command = env("STORE_KEY_COMMAND").map(Secret::from);
    let key = existing_store_key(&folders, command.as_ref()).await?;
    Ok(AuditReader::open(&data.unwrap_or(folders.data), key).await?)
}

fn line(ReadEntry { number, entry }: &ReadEntry) -> String {
    let Some(AuditEntry { at, doer, record }) = entry else {
        return format!("{number}\tcan't be read: it was altered");
    };
    let doer = match doer {
        Doer::Staff { tag, alias, role } => format!("{} {tag} {alias}", role.map_or("staff", Role::code)),
        Doer::CommandLine => "command line".to_owned(),
        Doer::Bot => "bot".to_owned(),
    };
    let on = record.on.as_ref().map(DeedObject::parts).map(|(kind, on)| format!(" {kind} {on}"));
    let (deed, result) = (record.deed.code(), record.result.code());
    format!("{number}\t{at:.0}\t{}\t{deed}{}\t{result}", doer.trim_end(), on.unwrap_or_default())
}

async fn verify(args: VerifyArgs) -> Result<(), CommandError> {
    let report = log(args.data).await?.verify(args.head).await?;
    if let Some(fault) = report.fault {
        let what = match fault.kind {
            AuditFaultKind::Missing => "is missing",
            AuditFaultKind::Altered => "is not as it was added",
        };
        return Err(format!(
            "entry {} of the audit log {what}. The {} entries before it are as they were added; somebody who can write to the \
             database has changed the rest",
            fault.number, report.entries
        )
        .into());
    }
    if report.found == Some(HeadFound::Missing) {
        return Err(format!(
            "the audit log has {} entries that follow each other, but none with this code: its end was cut off, or the log was \
             written anew. Compare it with a backup",
            report.entries
        )
        .into());
    }
    out_line(verdict(&report));
    Ok(())
}

fn verdict(report: &AuditReport) -> String {
    let Some(head) = &report.head else { return "The audit log has no entries yet.".to_owned() };
    let found = match report.found {
        Some(HeadFound::At(number)) => {
            format!("The given code is that of entry {number}: nothing up to there was removed.")
        }
        Some(HeadFound::Missing) | None => {
            "Without --head, nobody can tell whether the end was cut off.".to_owned()
        }
    };
    format!(
        "All {} entries of the audit log are as they were added, without a gap.\n{found}\nCode of the newest entry: {}",
        head.number, head.hash
    )
}

/// A line for a backup, with the code of the newest entry in it.
pub fn head(head: Option<AuditHead>) -> String {
    let line = |AuditHead { number, hash }| {
        format!(
            "\nCode of the newest entry of its audit log ({number}): {hash}. Keep it: pledge-bot audit verify --head {hash}"
        )
    };
    head.map(line).unwrap_or_default()
}

/// Records what the command line did to a data folder, as far as its log can be written from here: a bot runs on the folder, or
/// the store key is in a file without a passphrase. Nobody is asked for a key, as the deed itself needs none.
pub async fn record(env: Lookup<'_>, data: Option<&Path>, deed: Deed) {
    let recorded = async {
        let folders = Folders::read(env)?;
        let data = data.unwrap_or(&folders.data);
        if ask(data, &ControlRequest::Record(deed.code().to_owned())).await?.is_some() {
            return Ok(());
        }
        if env("STORE_KEY_COMMAND").is_some()
            || !matches!(StoreKeyFile::read(&folders.store_key)?, StoreKeyFile::Plain(_))
        {
            return Err("the store key is not in a file here".into());
        }
        let key = existing_store_key(&folders, None).await?;
        Ok::<_, CommandError>(
            record_deed(data, &key, DeedRecord::done(deed, None), Clock::System.now()).await?,
        )
    };
    if let Err(error) = recorded.await {
        log::info!("this is not in the audit log: {error}");
    }
}
