//! `drill`: a backup is tried out, on a computer with the private key.

use std::path::PathBuf;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use pledge_bot::backup::{DrillFolder, DrillReport, KeyInBackup, MadeTime, SealedSample, drill};
use pledge_bot::clock::Clock;
use pledge_bot::console::out_line;
use pledge_bot::crypto::Identity;
use pledge_bot::store::Replayed;

use crate::cli::CommandError;

#[derive(Args)]
pub struct DrillArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file with the private key
    #[arg(long, value_name = "KEYFILE")]
    identity: PathBuf,
    /// The newest copy of the list of opt-outs (OPT_OUTS_FILE), to see who would be taken out again
    #[arg(long, value_name = "FILE")]
    opt_outs: Option<PathBuf>,
    /// The file of the store key, for a backup without a sealed copy of it
    #[arg(long, value_name = "FILE")]
    store_key: Option<PathBuf>,
    /// The folder in which the backup is restored for a moment; without it, the system's folder for temporary files
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
}

pub async fn run(args: DrillArgs) -> Result<(), CommandError> {
    let identity = Identity::read(&args.identity)?;
    let now = Clock::System.now();
    let folder = DrillFolder::make(&args.scratch.unwrap_or_else(std::env::temp_dir))?;
    let (list, key) = (args.opt_outs.as_deref(), args.store_key.as_deref());
    let report = drill(&args.file, &identity, list, key, &folder, now).await;
    // The folder is gone before anything is said.
    folder.remove().map_err(|error| format!("{error}; remove it yourself, as it holds what was restored"))?;
    let report = report?;
    for line in told(&report, now) {
        out_line(&line);
    }
    let faults = faults(&report);
    if faults.is_empty() {
        out_line("The drill found nothing wrong. No file of what was restored is left on this computer.");
        return Ok(());
    }
    Err(format!(
        "do not rely on this backup: {}. Try an older one too, and make a new one",
        faults.join("; ")
    )
    .into())
}

/// What is wrong with the backup.
fn faults(report: &DrillReport) -> Vec<String> {
    let differences = report.differences.iter().map(|difference| {
        format!(
            "{}: {} are in it, and its manifest says {}",
            difference.kind, difference.found, difference.expected
        )
    });
    let SealedSample { tried, opened, of_other_keys, .. } = report.sealed;
    let damaged = tried - opened - of_other_keys;
    let damaged = (damaged > 0)
        .then(|| format!("{damaged} of {tried} sealed names and contacts do not open: they are damaged"));
    differences.chain(damaged).collect()
}

/// What the drill found, in plain words.
fn told(report: &DrillReport, now: Timestamp) -> Vec<String> {
    let mut lines =
        vec!["The backup opens, is whole, and was restored for a moment.".to_owned(), made(report.made, now)];
    let counts: Vec<_> = report.counts.iter().map(|(kind, count)| format!("{kind}: {count}")).collect();
    let checked = match &report.manifest {
        Some(_) if report.differences.is_empty() => "As many as its manifest says",
        Some(_) => "Not as many as its manifest says",
        None => "It is of an earlier version and has no manifest, so nobody can tell whether that is all",
    };
    lines.push(format!("It holds {}. {checked}.", counts.join(", ")));
    lines.push(match report.sealed.tried {
        0 => "There are no sealed names and contacts in it.".to_owned(),
        tried => format!(
            "Of its {} sealed names and contacts, {tried} were tried, and {} opened. None of them is shown or kept.",
            report.sealed.all, report.sealed.opened
        ),
    });
    if report.sealed.of_other_keys > 0 {
        lines.push(format!(
            "{} of them do not open with this private key, as they were sealed to another one. Where the coalition has changed its \
             keys, that is so with those from before: they open with the earlier private key alone.",
            report.sealed.of_other_keys
        ));
    }
    lines.push(
        match report.key {
            KeyInBackup::Sealed => "A sealed copy of the store key is in it and opens, so it needs no other file to go on.",
            KeyInBackup::FromFile => {
                "No copy of the store key that this private key opens is in it. It opens with the file that you named: keep that file apart \
                 from the server."
            }
            KeyInBackup::Any => "It is of an earlier version that had no store key of its own. A restore makes one.",
        }
        .to_owned(),
    );
    lines.push("If you had to go on with it:".to_owned());
    lines.push(
        "- Everything that happened after it was made would be lost: new supporters, choices, questions, and what staff did. How \
         much that is, a backup can't tell."
            .to_owned(),
    );
    lines.push("- What was in hand at that moment would be lost: unfinished sign-ups, forms, drafts, and messages on their way.".to_owned());
    lines.push(opt_outs(report.restored.replayed));
    lines
}

fn made(made: MadeTime, now: Timestamp) -> String {
    match made {
        MadeTime::Manifest(at) => format!("It was made on {} ({}).", day(at), ago(now.duration_since(at))),
        MadeTime::File(at) => format!(
            "It does not say when it was made. By the date of the file, that was on {} ({}), or earlier if the file was copied.",
            day(at),
            ago(now.duration_since(at))
        ),
        MadeTime::Unknown => "It does not say when it was made.".to_owned(),
    }
}

fn day(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d at %H:%M UTC").to_string()
}

fn ago(age: SignedDuration) -> String {
    match age.as_hours() {
        ..0 => "in the future: the clock of this computer or of the server is wrong".to_owned(),
        0 => "less than an hour ago".to_owned(),
        hours @ 1..48 => format!("{hours} hours ago"),
        hours if hours <= 8 * 24 => format!("{} days ago", hours / 24),
        hours => format!("{} days ago; a backup should be no older than a week", hours / 24),
    }
}

fn opt_outs(replayed: Option<Replayed>) -> String {
    match replayed {
        Some(Replayed { later: 0, .. }) => {
            "- Nobody in the list of opt-outs has left since the backup, as far as this copy of the list goes.".to_owned()
        }
        Some(Replayed { later, applied }) => format!(
            "- {later} opt-outs in the list are later than the backup. A restore does them again; {applied} of them are of chats \
             in this backup."
        ),
        None => {
            "- People who left after it was made would be in the data again, unless the restore has the newest list of opt-outs. \
             Name it with --opt-outs to see how many."
                .to_owned()
        }
    }
}
