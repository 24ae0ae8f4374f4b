//! `backup`: a sealed copy of the whole database.

use std::path::PathBuf;

use clap::Args;
use pledge_bot::backup;
use pledge_bot::crypto::Identity;

use crate::cli::CommandError;
use crate::cli::environment::{data_folder, recipients};
use crate::cli::signals::signal;

#[derive(Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The file with the private key, to test that the backup opens; never do this on the server
    #[arg(long, value_name = "KEYFILE")]
    identity: Option<PathBuf>,
    /// The folder to back up; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

pub async fn run(args: BackupArgs) -> Result<(), CommandError> {
    let identity = args.identity.as_deref().map(Identity::read).transpose()?;
    let (data, recipients) = (data_folder(args.data)?, recipients()?);
    let made = tokio::select! {
        biased; // Listens for the signal before there is a file to leave behind.
        () = signal() => return Err("stopped; no file was left".into()),
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
