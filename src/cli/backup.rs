//! `backup`: a sealed copy of the whole database.

use std::path::PathBuf;

use clap::Args;
use pledge_bot::backup;
use pledge_bot::clock::Clock;
use pledge_bot::crypto::Identity;
use pledge_bot::domain::audit::Deed;
use pledge_bot::secret_file::Output;

use crate::cli::environment::{data_folder, environment, recipients};
use crate::cli::{CommandError, audit, report};

#[derive(Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist yet. `-` is standard output, to pass the backup on to another program
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
    let (env, out) = (environment()?, Output::from(args.file));
    let (data, recipients) = (data_folder(args.data, &env)?, recipients(&env)?);
    let made =
        backup::backup(&data, &recipients, out.clone(), identity.as_ref(), Clock::System.now()).await?;
    audit::record(&env, Some(&data), Deed::Backup).await;
    let checked = if made.opened {
        "It was read back and opened from beginning to end."
    } else {
        "It was read back whole. Only the private key can tell that it opens: try a restore now and then."
    };
    report(
        &out,
        &format!(
            "{} supporters are in {out} ({} bytes, SHA-256 {}).\n{checked}{}",
            made.supporters,
            made.bytes,
            made.digest,
            audit::head(made.audit_head)
        ),
    );
    Ok(())
}
