//! The settings of the commands.

use std::path::PathBuf;

use pledge_bot::config::{EnvFile, Folders, Lookup, misspelt};
use pledge_bot::crypto::Recipients;

use crate::cli::CommandError;

/// A lookup in the environment, and then in `.env` of the current folder. Each command calls it once: it warns of risks and
/// of names that have no effect.
pub fn environment() -> Result<impl Fn(&str) -> Option<String>, CommandError> {
    let file = EnvFile::read(&std::env::current_dir()?)?;
    for warning in file.warnings() {
        log::warn!("{warning}");
    }
    for (name, _) in std::env::vars_os() {
        if let Some(known) = misspelt(&name.to_string_lossy()) {
            let name = name.display();
            log::warn!("the variable {name} of the environment has no effect; did you mean {known}?");
        }
    }
    Ok(lookup(file))
}

/// The same for the log, which starts before it can warn. The command that needs a faulty `.env` reports it.
pub fn early_environment() -> impl Fn(&str) -> Option<String> {
    let file = std::env::current_dir().ok().and_then(|folder| EnvFile::read(&folder).ok());
    lookup(file.unwrap_or_default())
}

fn lookup(file: EnvFile) -> impl Fn(&str) -> Option<String> {
    let is_set = |value: &String| !value.trim().is_empty();
    move |name: &str| std::env::var(name).ok().filter(is_set).or_else(|| file.get(name))
}

/// The folder from the command line, or else `DATA_DIR`.
pub fn data_folder(given: Option<PathBuf>, env: Lookup<'_>) -> Result<PathBuf, CommandError> {
    Ok(match given {
        Some(given) => given,
        None => Folders::read(env)?.data,
    })
}

/// The coalition's public keys, from `SEAL_RECIPIENTS`.
pub fn recipients(env: Lookup<'_>) -> Result<Recipients, CommandError> {
    let keys = env("SEAL_RECIPIENTS").unwrap_or_default();
    Recipients::parse(&keys).map_err(|error| format!("SEAL_RECIPIENTS: {error}").into())
}
