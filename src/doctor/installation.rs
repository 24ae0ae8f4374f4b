//! The installation that is looked at: its settings, as far as they can be read.

use std::path::PathBuf;

use crate::config::{Folders, Lookup, Secret, SettingError, Settings, TokenSource};
use crate::crypto::Recipients;
use crate::doctor::report::{CheckOutcome, Found};
use crate::domain::doctor::Finding;

/// A bot as it is installed.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The file with the settings, if there is one.
    pub file: Option<PathBuf>,
    /// The settings.
    pub settings: Result<Settings, SettingError>,
    /// The folders, also where other settings are at fault.
    pub folders: Option<Folders>,
    /// Settings without effect, each as a line for the operator.
    pub ineffective: Vec<String>,
    /// The token, if it is known: that of a command is not asked for.
    pub token: Option<Secret>,
}

impl Installation {
    /// Reads all settings.
    pub fn read(get: Lookup<'_>) -> Installation {
        let settings = Settings::read(get);
        let token = match settings.as_ref().map(|settings| &settings.token) {
            Ok(TokenSource::Given(token)) => Some(token.clone()),
            Ok(TokenSource::Command(_)) | Err(_) => None,
        };
        Installation {
            file: None,
            folders: Folders::read(get).ok(),
            settings,
            ineffective: Vec::new(),
            token,
        }
    }

    /// An installation whose settings can't be read at all.
    pub fn unreadable(error: SettingError) -> Installation {
        Installation { file: None, settings: Err(error), folders: None, ineffective: Vec::new(), token: None }
    }

    /// The installation of a bot that runs with these settings and this token.
    pub fn of_running(settings: &Settings, token: Secret) -> Installation {
        Installation {
            file: None,
            settings: Ok(settings.clone()),
            folders: Some(settings.folders.clone()),
            ineffective: Vec::new(),
            token: Some(token),
        }
    }

    /// The coalition's keys; `None` if there are none, or they can't be read.
    pub(super) fn recipients(&self) -> Option<Recipients> {
        let keys = self.settings.as_ref().ok()?.recipients.as_ref()?;
        Recipients::parse(keys).ok()
    }
}

/// The settings themselves, and whether they name owners who need not be named.
pub(super) fn settings(installation: &Installation, named_owners: Option<Found>) -> CheckOutcome {
    let faulty = |error: String| Found::new(Finding::SettingsFaulty).here(error);
    let settings = match &installation.settings {
        Ok(settings) => settings,
        Err(error) => return faulty(error.to_string()).into(),
    };
    let keys = settings.recipients.as_deref().map(Recipients::parse).transpose().err();
    let keys = keys.map(|error| faulty(format!("SEAL_RECIPIENTS: {error}")));
    let ineffective = Found::at_all(Finding::SettingsIneffective, installation.ineffective.iter().cloned());
    CheckOutcome::of(keys.into_iter().chain(ineffective).chain(named_owners), None)
}
