//! `accept-keys`: what is sealed from now on opens with other keys of the coalition's.

use std::path::PathBuf;

use clap::Args;
use pledge_bot::config::Lookup;
use pledge_bot::console::out_line;
use pledge_bot::crypto::Fingerprints;
use pledge_bot::domain::audit::Deed;
use pledge_bot::store::{Reader, accept_keys};

use crate::cli::environment::{data_folder, environment, recipients};
use crate::cli::{CommandError, audit};

#[derive(Args)]
pub struct AcceptKeysArgs {
    /// The fingerprints of all keys in SEAL_RECIPIENTS, or `none` if it is empty. Without any, the command shows which keys
    /// are accepted, and changes nothing
    #[arg(value_name = "FINGERPRINT")]
    pub fingerprints: Vec<String>,
    /// The data folder; without it, DATA_DIR
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
}

pub async fn run(args: AcceptKeysArgs) -> Result<(), CommandError> {
    run_with(args, &environment()?).await
}

/// The same with settings from elsewhere than the file.
pub async fn run_with(args: AcceptKeysArgs, env: Lookup<'_>) -> Result<(), CommandError> {
    let data = data_folder(args.data, env)?;
    let has_keys = env("SEAL_RECIPIENTS").is_some();
    let configured = if has_keys { recipients(env)?.fingerprints() } else { Fingerprints::default() };
    if args.fingerprints.is_empty() {
        let accepted = Reader::open_copy(&data).await?.accepted_keys().await?;
        show(accepted.as_ref(), &configured);
        return Ok(());
    }
    let named = Fingerprints::from_arguments(&args.fingerprints)?;
    if named != configured {
        return Err(format!(
            "these are not the fingerprints of the keys in SEAL_RECIPIENTS, which are: {}. Nothing was changed. Compare \
             them with those who have the private keys, and correct SEAL_RECIPIENTS or the fingerprints",
            in_words(&configured)
        )
        .into());
    }
    accept_keys(&data, &configured).await?;
    audit::record(env, Some(&data), Deed::AcceptKeys).await;
    let then = if configured.is_empty() {
        ""
    } else {
        " When it runs, make a backup: earlier ones open with the earlier keys alone."
    };
    out_line(format_args!(
        "Accepted: {}. Start the bot again; it tells the owners.{then}",
        in_words(&configured)
    ));
    Ok(())
}

fn show(accepted: Option<&Fingerprints>, configured: &Fingerprints) {
    out_line(format_args!(
        "accepted:           {}",
        accepted.map_or_else(|| "none yet".to_owned(), in_words)
    ));
    out_line(format_args!("in SEAL_RECIPIENTS: {}", in_words(configured)));
    match accepted {
        None => out_line("The bot accepts the first keys that it is started with."),
        Some(accepted) if accepted == configured => out_line("They are the same. Nothing is to be done."),
        Some(_) => out_line(format_args!(
            "They differ, so the bot does not start. If nobody wanted this, put the old public keys back. Else compare \
             the fingerprints with those who have the private keys, stop the bot, and run:\n{}",
            configured.command()
        )),
    }
}

fn in_words(keys: &Fingerprints) -> String {
    if keys.is_empty() { "no keys".to_owned() } else { keys.to_string() }
}
