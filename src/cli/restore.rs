//! `restore`: a backup becomes the data of an empty folder.

use std::path::PathBuf;

use clap::Args;
use pledge_bot::backup;
use pledge_bot::clock::Clock;
use pledge_bot::config::Folders;
use pledge_bot::crypto::Identity;
use pledge_bot::store::Replayed;

use crate::cli::CommandError;
use crate::cli::environment::environment;

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
    /// Restore although the list of opt-outs (OPT_OUTS_FILE) is lost; people who have erased their data, withdrawn or
    /// stopped messages since the backup are then in the data again
    #[arg(long)]
    without_opt_outs: bool,
}

pub async fn run(args: RestoreArgs) -> Result<(), CommandError> {
    let identity = Identity::read(&args.identity)?;
    let folders = Folders::read(&environment()?)?;
    let data = args.data.unwrap_or(folders.data);
    let list = (!args.without_opt_outs).then_some(folders.opt_outs.as_path());
    let restored = backup::restore(&args.file, &identity, &data, list, Clock::System.now()).await?;
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
