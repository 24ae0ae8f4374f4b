//! The data and their key are made or tried before anything is written. A process of its own does it, as the bot's user: root
//! runs no command of the settings, and leaves no file of its own behind.

use std::path::Path;

use clap::ValueEnum;
use pledge_bot::config::{Settings, SettingsPlace, setting_names};
use pledge_bot::console::out_line;
use pledge_bot::crypto::Recipients;
use pledge_bot::service::{DataTrial, prepare_data};
use tokio::process::Command;

use crate::cli::accept_keys::AcceptKeysArgs;
use crate::cli::environment::{SETTINGS_FILE, variable};
use crate::cli::setup::draft::SettingsDraft;
use crate::cli::setup::{backups, contact};
use crate::cli::{CommandError, accept_keys, bot_user};

/// A part that is done as the bot's user.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PreparePart {
    /// The data and their key are made, or tried
    Data,
    /// The same, with a key under a passphrase if there is none
    LockedData,
    /// The same, once other keys of the coalition's were accepted
    AcceptedData,
}

/// Has the data made or tried, and then the contact written into the texts and the new folder for backups made, if there are any.
///
/// # Errors
/// When the bot could not start with these settings.
pub async fn run(
    draft: &SettingsDraft,
    contact: Option<&str>,
    backup_folder: Option<&Path>,
) -> Result<(), CommandError> {
    let part = match (draft.accepts_keys(), draft.asks_for_passphrase()) {
        (true, _) => "accepted-data",
        (false, true) => "locked-data",
        (false, false) => "data",
    };
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["setup", "--prepare", part]);
    if let Some(contact) = contact {
        command.args(["--contact", contact]);
    }
    if let Some(folder) = backup_folder {
        command.arg("--backup-dir").arg(folder);
    }
    for name in setting_names() {
        match draft.get(name) {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    // What the settings mean was said already.
    command.env("RUST_LOG", "error").env(SETTINGS_FILE, draft.place().path());
    if let Some((user, group)) = bot_user::of(draft.place())? {
        command.uid(user).gid(group);
        bot_user::set_home(command.as_std_mut(), draft.place());
    }
    if let SettingsPlace::Package(_) = draft.place() {
        command.current_dir(SettingsPlace::HOME);
    }
    if command.status().await?.success() {
        Ok(())
    } else {
        Err("the bot could not start with these settings, as the line above says; nothing was written".into())
    }
}

/// Makes or tries the data with the settings of the environment, writes the contact, and makes the folder for backups. The file has the settings of before, and
/// counts for nothing.
///
/// # Errors
/// As [`run`].
pub async fn carry_out(
    part: PreparePart,
    contact: Option<&str>,
    backup_folder: Option<&Path>,
) -> Result<(), CommandError> {
    let settings = Settings::read(&variable)?;
    let is_locked = match part {
        PreparePart::Data => false,
        PreparePart::LockedData => true,
        PreparePart::AcceptedData => {
            accept(&settings).await?;
            false
        }
    };
    match prepare_data(&settings, is_locked).await? {
        DataTrial::Ready => out_line("The data and their key are ready."),
        DataTrial::InUse => out_line(
            "A bot runs on the data, so the store key was not tried. If the bot does not start again, its log says why.",
        ),
    }
    if let Some(folder) = backup_folder {
        backups::make(folder, &settings.folders.data)?;
    }
    match (&settings.folders.messages, contact) {
        (Some(folder), Some(contact)) => contact::write(folder, contact),
        (_, _) => Ok(()),
    }
}

/// Accepts the keys in the settings, if there are data that know others.
async fn accept(settings: &Settings) -> Result<(), CommandError> {
    let data = &settings.folders.data;
    if !data.try_exists()? {
        return Ok(());
    }
    let fingerprints = match &settings.recipients {
        Some(keys) => Recipients::parse(keys)?.fingerprints().to_string(),
        None => "none".to_owned(),
    };
    let fingerprints = fingerprints.split_whitespace().map(str::to_owned).collect();
    accept_keys::run_with(AcceptKeysArgs { fingerprints, data: Some(data.clone()) }, &variable).await
}
