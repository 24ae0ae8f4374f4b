//! The settings of the commands.

use std::path::PathBuf;

use pledge_bot::config::{Folders, read_env_file};
use pledge_bot::crypto::Recipients;

use crate::cli::CommandError;

/// A lookup in the environment, and then in `.env` of the current folder.
pub fn environment() -> Result<impl Fn(&str) -> Option<String>, CommandError> {
    let file = read_env_file(&std::env::current_dir()?)?;
    Ok(move |name: &str| {
        let in_file = || file.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        std::env::var(name).ok().or_else(in_file)
    })
}

/// The folder from the command line, or else `DATA_DIR`.
pub fn data_folder(given: Option<PathBuf>) -> Result<PathBuf, CommandError> {
    Ok(match given {
        Some(given) => given,
        None => Folders::read(&environment()?)?.data,
    })
}

/// The coalition's public keys, from `SEAL_RECIPIENTS`.
pub fn recipients() -> Result<Recipients, CommandError> {
    let keys = environment()?("SEAL_RECIPIENTS").unwrap_or_default();
    Recipients::parse(&keys).map_err(|error| format!("SEAL_RECIPIENTS: {error}").into())
}
