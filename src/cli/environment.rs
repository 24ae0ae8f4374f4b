//! The settings of the commands.

use std::ffi::OsString;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use pledge_bot::config::{EnvFile, Folders, Lookup, SettingError, SettingsPlace, full_paths, misspelt};
use pledge_bot::crypto::Recipients;

use crate::cli::CommandError;

/// The variable that names the file of settings, in place of `.env` in the current folder and of the package's file.
pub const SETTINGS_FILE: &str = "PLEDGE_BOT_SETTINGS";

/// The file of settings.
pub fn settings_place() -> io::Result<SettingsPlace> {
    let user = rustix::process::geteuid();
    let has_home = || Path::new(SettingsPlace::HOME).metadata().is_ok_and(|home| home.uid() == user.as_raw());
    let (folder, package) = (std::env::current_dir()?, Path::new(SettingsPlace::PACKAGE));
    Ok(SettingsPlace::find(named(), &folder, package, user.is_root() || has_home()))
}

/// The file that the environment names.
fn named() -> Option<PathBuf> {
    std::env::var_os(SETTINGS_FILE).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// A lookup in the environment, and then in the file of settings. Each command calls it once: it warns of risks and of names that
/// have no effect.
pub fn environment() -> Result<impl Fn(&str) -> Option<String>, CommandError> {
    let place = settings_place()?;
    let file = read(&place)?;
    for warning in file.iter().flat_map(EnvFile::warnings) {
        log::warn!("{warning}");
    }
    for warning in misspelt_variables() {
        log::warn!("{warning}");
    }
    Ok(lookup(&place, file))
}

/// The file's settings. The package's file is for the bot's user and for root; on the coalition's own computer, others work without
/// it, unless they name it.
fn read(place: &SettingsPlace) -> Result<Option<EnvFile>, SettingError> {
    match (EnvFile::read(place.path()), place) {
        (
            Err(SettingError::File { file, kind: io::ErrorKind::PermissionDenied }),
            SettingsPlace::Package(_),
        ) if named().is_none() => {
            log::warn!(
                "the settings in {file} are not used, because only the bot's user and root may read them"
            );
            Ok(None)
        }
        (read, _) => read.map(Some),
    }
}

/// The same for `doctor`, which says what is wrong with the settings by itself.
pub fn examined_environment() -> Result<Examined<impl Fn(&str) -> Option<String>>, CommandError> {
    let place = settings_place()?;
    Ok(match EnvFile::read(place.path()) {
        Ok(file) => {
            let ineffective = file.without_effect().into_iter().chain(misspelt_variables()).collect();
            let path = place.path().exists().then(|| place.path().to_owned());
            Examined::Read { file: path, ineffective, env: lookup(&place, Some(file)) }
        }
        Err(error) => Examined::Unreadable(error),
    })
}

/// The settings as `doctor` sees them.
pub enum Examined<T> {
    /// They can be looked up.
    Read {
        /// Their file, if there is one.
        file: Option<PathBuf>,
        /// Those without effect, as a line each.
        ineffective: Vec<String>,
        /// The lookup.
        env: T,
    },
    /// Their file can't be read.
    Unreadable(SettingError),
}

fn misspelt_variables() -> Vec<String> {
    let names = std::env::vars_os().map(|(name, _)| name);
    let line = |name: OsString| {
        let known = misspelt(&name.to_string_lossy())?;
        Some(format!(
            "the variable {} of the environment has no effect; did you mean {known}?",
            name.display()
        ))
    };
    names.filter_map(line).collect()
}

/// The same for the log, which starts before it can warn. The command that needs a faulty file reports it.
pub fn early_environment() -> impl Fn(&str) -> Option<String> {
    let file = settings_place().ok().and_then(|place| EnvFile::read(place.path()).ok());
    move |name: &str| variable(name).or_else(|| file.as_ref()?.get(name))
}

/// A variable of the environment that is not empty.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// Looks settings up in the environment, and then in the file. Relative paths of the package's file begin in the package's home,
/// where the service runs, from whatever folder a command is given.
fn lookup(place: &SettingsPlace, file: Option<EnvFile>) -> impl Fn(&str) -> Option<String> + use<> {
    let is_packages = matches!(place, SettingsPlace::Package(_)) && file.is_some() && place.path().exists();
    let file = file.unwrap_or_default();
    let either = |name: &str| variable(name).or_else(|| file.get(name));
    let home = Path::new(SettingsPlace::HOME);
    let paths = if is_packages { full_paths(home, &either) } else { Vec::new() };
    move |name: &str| {
        let path =
            || paths.iter().find(|(path, _)| *path == name).map(|(_, path)| path.display().to_string());
        variable(name).or_else(path).or_else(|| file.get(name))
    }
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
