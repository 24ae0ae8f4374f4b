//! The bot's user. The package's settings belong to it, and so do the data: a file that root left among them would stop the bot.

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use pledge_bot::config::SettingsPlace;

use crate::cli::CommandError;
use crate::cli::environment::{SETTINGS_FILE, settings_place};

/// Goes on as the bot's user, if root has started a command on the bot's settings and data. Settings may name commands, which root
/// never runs for somebody else.
///
/// # Errors
/// When the settings can't be looked at, or the system refuses.
pub fn take_on() -> Result<(), CommandError> {
    let place = settings_place()?;
    let is_there = place.path().try_exists().unwrap_or(true);
    let Some((user, group)) = of(&place)?.filter(|_| is_there) else { return Ok(()) };
    let mut command = Command::new(std::env::current_exe()?);
    command.args(std::env::args_os().skip(1)).env(SETTINGS_FILE, place.path());
    set_home(&mut command, &place);
    // The standard library takes root's groups away together with the user.
    let error = command.uid(user).gid(group).exec();
    Err(format!("can't go on as the bot's user, to whom {} belongs: {error}", place.shown()).into())
}

/// Gives a command that goes on as the bot's user its home, in which a command of the settings looks for its own files.
pub fn set_home(command: &mut Command, place: &SettingsPlace) {
    if let SettingsPlace::Package(_) = place {
        command.env("HOME", SettingsPlace::HOME);
    }
}

/// The user and the group as which root acts on the bot's data; none for anybody else, and where root itself runs the bot.
///
/// # Errors
/// When the settings can't be looked at.
pub fn of(place: &SettingsPlace) -> io::Result<Option<(u32, u32)>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    Ok(place.owner()?.filter(|(user, _)| *user != 0))
}
