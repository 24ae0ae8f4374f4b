//! `store-key recover`: the store key out of its sealed copy.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use pledge_bot::backup::{recover, recover_from_backup, write_key_file};
use pledge_bot::clock::Clock;
use pledge_bot::console::out_line;
use pledge_bot::crypto::Identity;
use pledge_bot::domain::audit::{Deed, DeedRecord};
use pledge_bot::store::{KnownKey, record_deed};

use crate::cli::CommandError;
use crate::cli::environment::{data_folder, environment};

#[derive(Subcommand)]
pub enum StoreKeyCommand {
    /// Write the store key that was lost to a file, from its sealed copy in the data folder or in a backup, on a computer with
    /// the private key
    Recover(RecoverArgs),
}

#[derive(Args)]
pub struct RecoverArgs {
    /// The file with the private key
    #[arg(long, value_name = "KEYFILE")]
    identity: PathBuf,
    /// The data folder or a copy of it; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER", conflicts_with = "from")]
    data: Option<PathBuf>,
    /// The backup to take the copy from instead of a folder
    #[arg(long, value_name = "BACKUP")]
    from: Option<PathBuf>,
    /// The file for the store key; it must not exist yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub async fn run(command: StoreKeyCommand) -> Result<(), CommandError> {
    let StoreKeyCommand::Recover(args) = command;
    let identity = Identity::read(&args.identity)?;
    let key = if let Some(backup) = &args.from {
        let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty());
        recover_from_backup(backup, &identity, folder.unwrap_or(Path::new("."))).await?
    } else {
        let data = data_folder(args.data, &environment()?)?;
        let key = recover(&KnownKey::read(&data).await?, &identity, &data)?;
        // A copy of the folder, or one in use, keeps its log as it is.
        let deed = DeedRecord::done(Deed::RecoverKey, None);
        if let Err(error) = record_deed(&data, &key, deed, Clock::System.now()).await {
            log::info!("this is not in the audit log: {error}");
        }
        key
    };
    write_key_file(&key, &args.out)?;
    out_line(told(&args.out));
    Ok(())
}

fn told(out: &Path) -> String {
    format!(
        "The store key is in {}. Put it where STORE_KEY_FILE is on the bot's machine, outside the data folder, and start \
         the bot. Whoever has this file and the data can read who uses the bot: leave no other copy behind.",
        out.display()
    )
}
