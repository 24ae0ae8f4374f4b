//! The service of systemd, where there is one. `systemctl` is looked up on PATH.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use pledge_bot::clock::Clock;
use pledge_bot::config::{Settings, SettingsPlace};
use pledge_bot::console::out_line;
use pledge_bot::control::{ControlRequest, SocketError, ask};
use pledge_bot::crypto::StoreKeyFile;
use tokio::process::Command;

use crate::cli::CommandError;
use crate::cli::environment::SETTINGS_FILE;
use crate::cli::setup::SetupArgs;
use crate::cli::setup::draft::SettingsDraft;

const UNIT: &str = "pledge-bot.service";
/// How long the service may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is asked meanwhile.
const PAUSE: Duration = Duration::from_millis(250);

/// Whether the bot runs, and how to start it if not.
pub enum ServiceState {
    /// The service runs.
    Runs,
    /// The service was started, and does not answer yet.
    Starts,
    /// It is started by hand, with this command.
    ByHand(String),
}

/// Starts the service, or restarts it if settings or texts have changed.
///
/// # Errors
/// When systemd can't start it.
pub async fn start(
    args: &SetupArgs,
    draft: &SettingsDraft,
    settings: &Settings,
    has_new_texts: bool,
) -> Result<ServiceState, CommandError> {
    let by_hand = ServiceState::ByHand(by_hand(draft));
    if args.no_service || !has_unit(draft).await? {
        return Ok(by_hand);
    }
    if settings.store_key_command.is_none()
        && let Ok(StoreKeyFile::Locked(_)) = StoreKeyFile::read(&settings.folders.store_key)
    {
        out_line("The service can't ask for a passphrase, so it is not started.");
        return Ok(by_hand);
    }
    match (is_active().await?, draft.has_changed() || has_new_texts) {
        (true, false) => {}
        (true, true) => order(&["restart", UNIT]).await?,
        (false, _) => order(&["enable", "--now", UNIT]).await?,
    }
    let until = Clock::System.now().saturating_add(PATIENCE)?;
    while Clock::System.now() < until {
        match ask(&settings.folders.data, &ControlRequest::FirstOwner).await {
            Ok(Some(_)) => {
                out_line(
                    "The service runs, and starts with the machine. Its log: journalctl -u pledge-bot -f",
                );
                return Ok(ServiceState::Runs);
            }
            Err(error @ SocketError::Version) => {
                out_line(format_args!("The service was started, but {error}."));
                return Ok(ServiceState::Starts);
            }
            Ok(None) | Err(SocketError::Socket(_) | SocketError::Silent | SocketError::Unseen) => {}
        }
        Clock::System.sleep(PAUSE).await;
    }
    out_line(
        "The service was started, but it does not answer yet. Look at its log: journalctl -u pledge-bot -n 50",
    );
    Ok(ServiceState::Starts)
}

/// Stops the service, if it runs. It is started again once the settings are written.
///
/// # Errors
/// When systemd can't stop it.
pub async fn stop(args: &SetupArgs, draft: &SettingsDraft) -> Result<(), CommandError> {
    if args.no_service || !has_unit(draft).await? || !is_active().await? {
        return Ok(());
    }
    out_line("The service is stopped meanwhile.");
    order(&["stop", UNIT]).await
}

async fn is_active() -> Result<bool, CommandError> {
    Ok(systemctl(&["is-active", "--quiet", UNIT]).await?.is_some_and(|(done, _)| done))
}

/// Whether systemd runs here and has the unit, and the unit uses these settings.
async fn has_unit(draft: &SettingsDraft) -> Result<bool, CommandError> {
    if let SettingsPlace::Folder(_) = draft.place() {
        return Ok(false);
    }
    let Some((_, state)) = systemctl(&["is-system-running"]).await? else { return Ok(false) };
    if matches!(state.as_str(), "" | "offline" | "unknown") {
        return Ok(false);
    }
    let has_unit = systemctl(&["cat", UNIT]).await?.is_some_and(|(done, _)| done);
    if !has_unit {
        out_line(format_args!("systemd has no service {UNIT} yet; docs/operate.md says how to install it."));
        return Ok(false);
    }
    let file = std::path::absolute(draft.place().path())?;
    let is_of_unit = file == settings_of_unit().await?;
    if !is_of_unit {
        out_line(format_args!("The service {UNIT} has other settings, so it is left alone."));
    }
    Ok(is_of_unit)
}

/// The file of settings that the unit names, or else the package's.
async fn settings_of_unit() -> Result<PathBuf, CommandError> {
    let shown = systemctl(&["show", "--property=Environment", UNIT]).await?.map(|(_, shown)| shown);
    let shown = shown.unwrap_or_default();
    let words = shown.trim_start_matches("Environment=").split([' ', '"']);
    let mut named = words.filter_map(|word| word.strip_prefix(SETTINGS_FILE)?.strip_prefix('='));
    Ok(named.next().unwrap_or(SettingsPlace::PACKAGE).into())
}

/// How to start the bot by hand.
fn by_hand(draft: &SettingsDraft) -> String {
    let program = std::env::args_os().next().unwrap_or_else(|| "pledge-bot".into());
    let program = program.display();
    match draft.place() {
        SettingsPlace::Folder(_) | SettingsPlace::Package(_) => format!("{program} run"),
        SettingsPlace::Named(path) => format!("{SETTINGS_FILE}={} {program} run", path.display()),
    }
}

/// Gives systemd an order, whose failure it explains itself.
async fn order(arguments: &[&str]) -> Result<(), CommandError> {
    match systemctl(arguments).await? {
        Some((true, _)) => Ok(()),
        Some((false, _)) | None => Err(format!(
            "systemd did not do this: systemctl {}. See: journalctl -u pledge-bot -n 50",
            arguments.join(" ")
        )
        .into()),
    }
}

/// Runs `systemctl`; whether it succeeded, and its output. None if there is none.
async fn systemctl(arguments: &[&str]) -> Result<Option<(bool, String)>, CommandError> {
    let mut command = Command::new("systemctl");
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
    match command.output().await {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            Ok(Some((output.status.success(), said)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("systemctl can't be run: {error}").into()),
    }
}
