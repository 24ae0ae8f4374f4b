//! `restore`: a backup becomes the data of an empty folder.

use std::path::{Path, PathBuf};

use clap::Args;
use pledge_bot::backup;
use pledge_bot::backup::KeyFileOutcome;
use pledge_bot::clock::Clock;
use pledge_bot::config::Folders;
use pledge_bot::console::out_line;
use pledge_bot::crypto::Identity;
use pledge_bot::store::Replayed;

use crate::cli::environment::environment;
use crate::cli::{CommandError, audit};

#[derive(Args)]
pub struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file with the private key
    #[arg(long, value_name = "KEYFILE")]
    identity: PathBuf,
    /// The folder to restore into, which must hold no data yet; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// The file for the backup's store key; a file that is there must hold this key. Without it, STORE_KEY_FILE
    #[arg(long, value_name = "FILE")]
    store_key: Option<PathBuf>,
    /// Restore although the list of opt-outs (OPT_OUTS_FILE) is lost; people who have erased their data, withdrawn or
    /// stopped messages since the backup are then in the data again
    #[arg(long)]
    without_opt_outs: bool,
}

pub async fn run(args: RestoreArgs) -> Result<(), CommandError> {
    let identity = Identity::read(&args.identity)?;
    let env = environment()?;
    let folders = Folders::read(&env)?;
    let key_file = match args.store_key {
        Some(file) => file,
        None if env("STORE_KEY_COMMAND").is_some() => return Err(COMMAND_PRINTS_KEY.into()),
        None => folders.store_key,
    };
    let data = args.data.unwrap_or(folders.data);
    let list = (!args.without_opt_outs).then_some(folders.opt_outs.as_path());
    let now = Clock::System.now();
    let (restored, outcome) = backup::restore(&args.file, &identity, &data, list, &key_file, now).await?;
    out_line(format_args!(
        "{} chats and {} supporters were restored into {}. What was in hand at the time of the backup was left out.{}",
        restored.chats,
        restored.supporters,
        data.display(),
        audit::head(restored.audit_head)
    ));
    out_line(told(outcome, &key_file));
    match restored.replayed {
        Some(Replayed { later, applied }) => out_line(format_args!(
            "{later} opt-outs are later than the backup; {applied} of them were of chats that it knew, and were done again."
        )),
        None => out_line(format_args!(
            "The list of opt-outs was not heeded: whoever has left since the backup is in the data again. The bot begins \
             another list; move an earlier one at {} away first.",
            folders.opt_outs.display()
        )),
    }
    Ok(())
}

/// Said where `STORE_KEY_COMMAND` is set and no file is named: the operator wants no key in a file beside the data.
const COMMAND_PRINTS_KEY: &str = "STORE_KEY_COMMAND is set, so say with --store-key FILE where the backup's store key is to be \
                                  written; afterwards put it where the command takes it from";

fn told(outcome: KeyFileOutcome, file: &Path) -> String {
    let file = file.display();
    match outcome {
        KeyFileOutcome::Written => format!(
            "Its store key was written to {file}. The bot needs that file and the data: put it where STORE_KEY_FILE is."
        ),
        KeyFileOutcome::Kept => format!("Its store key is in {file}."),
        KeyFileOutcome::Made => format!(
            "The backup is of an earlier version and names no store key, so a new one was made: {file}. Broadcasts in it \
             can't be read any more."
        ),
        KeyFileOutcome::Adopted => format!(
            "The backup is of an earlier version and names no store key, so it goes on with the one in {file}."
        ),
    }
}
