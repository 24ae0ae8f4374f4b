//! The settings as they are to be: the file as it is, or the example, with other values in some lines.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use pledge_bot::config::{EnvFile, Settings, SettingsPlace, full_paths, with_values};
use pledge_bot::crypto::Recipients;
use pledge_bot::secret_file::replace;

use crate::cli::{CommandError, bot_user};

/// The file that a new installation begins with.
const EXAMPLE: &str = include_str!("../../../.env.example");

pub struct SettingsDraft {
    place: SettingsPlace,
    /// The file's text; none if there is no file.
    before: Option<String>,
    text: String,
    file: EnvFile,
    /// Whether a passphrase for the store key is to be asked for, if there is no key.
    asks_for_passphrase: bool,
    /// Whether other keys of the coalition's than the accepted ones are to be accepted.
    accepts_keys: bool,
}

impl SettingsDraft {
    /// # Errors
    /// When the file is there and can't be read.
    pub fn open(place: SettingsPlace) -> Result<SettingsDraft, CommandError> {
        let before = match fs::read_to_string(place.path()) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(format!("{} can't be read: {error}", place.shown()).into()),
        };
        let text =
            before.clone().filter(|text| !text.trim().is_empty()).unwrap_or_else(|| EXAMPLE.to_owned());
        let file = EnvFile::parse(&text, place.shown())?;
        let mut draft =
            SettingsDraft { place, before, text, file, asks_for_passphrase: false, accepts_keys: false };
        draft.make_paths_absolute()?;
        Ok(draft)
    }

    /// The folder of the bot's data and keys.
    ///
    /// # Errors
    /// When the current folder is gone.
    pub fn home(&self) -> Result<PathBuf, CommandError> {
        Ok(match &self.place {
            SettingsPlace::Package(_) => Path::new(SettingsPlace::HOME).to_owned(),
            SettingsPlace::Folder(path) | SettingsPlace::Named(path) => {
                let path = std::path::absolute(path)?;
                path.parent().unwrap_or(Path::new("/")).to_owned()
            }
        })
    }

    /// A path as it is to be set: in full where the bot is not started in the folder of its settings.
    ///
    /// # Errors
    /// When the current folder is gone.
    pub fn in_home(&self, path: &str) -> Result<String, CommandError> {
        Ok(match self.place {
            SettingsPlace::Folder(_) => path.to_owned(),
            SettingsPlace::Package(_) | SettingsPlace::Named(_) => {
                self.home()?.join(path).display().to_string()
            }
        })
    }

    /// Writes paths in full where the bot is not started in the folder of its settings.
    fn make_paths_absolute(&mut self) -> Result<(), CommandError> {
        if let SettingsPlace::Folder(_) = self.place {
            return Ok(());
        }
        for (name, path) in full_paths(&self.home()?, &|name| self.get(name)) {
            self.set(name, &path.display().to_string())?;
        }
        Ok(())
    }

    pub fn place(&self) -> &SettingsPlace {
        &self.place
    }

    /// The value of a setting; none if it is empty.
    pub fn get(&self, name: &str) -> Option<String> {
        self.file.get(name).map(|value| value.trim().to_owned())
    }

    /// Sets a setting; an empty value leaves it unset.
    ///
    /// # Errors
    /// When the value can't stand in the file.
    pub fn set(&mut self, name: &'static str, value: &str) -> Result<(), CommandError> {
        if self.get(name).unwrap_or_default() != value.trim() {
            let text = with_values(&self.text, &self.place.shown(), &[(name, value.trim())])?;
            let file = EnvFile::parse(&text, self.place.shown())?;
            (self.text, self.file) = (text, file);
        }
        Ok(())
    }

    /// Sets a setting if its value is a good one.
    ///
    /// # Errors
    /// Why it is not.
    pub fn try_set(&mut self, name: &'static str, value: &str) -> Result<(), CommandError> {
        let before = self.text.clone();
        let failure = match self.set(name, value).map(|()| self.settings()) {
            Err(error) => error,
            Ok(Err(error)) if error.to_string().starts_with(name) => error,
            Ok(_) => return Ok(()),
        };
        self.file = EnvFile::parse(&before, self.place.shown())?;
        self.text = before;
        Err(failure)
    }

    /// All settings.
    ///
    /// # Errors
    /// The first that is missing or malformed.
    pub fn settings(&self) -> Result<Settings, CommandError> {
        Ok(Settings::read(&|name| self.get(name))?)
    }

    /// The store key is in a file with a passphrase, which a person types when it is made and at each start.
    pub fn ask_for_passphrase(&mut self) {
        self.asks_for_passphrase = true;
    }

    pub fn asks_for_passphrase(&self) -> bool {
        self.asks_for_passphrase
    }

    /// Other keys of the coalition's than those that the bot was started with are accepted, by the person at the terminal.
    pub fn accept_keys(&mut self) {
        self.accepts_keys = true;
    }

    pub fn accepts_keys(&self) -> bool {
        self.accepts_keys
    }

    /// The token, unless a command prints it.
    pub fn token(&self) -> Option<String> {
        self.get("BOT_TOKEN")
    }

    pub fn has_token(&self) -> bool {
        self.token().is_some() || self.get("BOT_TOKEN_COMMAND").is_some()
    }

    /// Whether a bot was set up with this file before.
    pub fn is_set_up(&self) -> bool {
        self.had("BOT_TOKEN") || self.had("BOT_TOKEN_COMMAND")
    }

    /// Whether the coalition's keys were set before.
    pub fn had_keys(&self) -> bool {
        self.had("SEAL_RECIPIENTS")
    }

    /// Whether the file that was there sets this.
    fn had(&self, name: &str) -> bool {
        let before = self.before.as_ref().and_then(|text| EnvFile::parse(text, self.place.shown()).ok());
        before.is_some_and(|file| file.get(name).is_some())
    }

    /// Whether something is to be written.
    pub fn has_changed(&self) -> bool {
        self.before.as_ref() != Some(&self.text)
    }

    /// Writes the file, for the bot's user alone: whole, or not at all. Says whether anything had changed.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn save(&self) -> Result<bool, CommandError> {
        let owner = bot_user::of(&self.place)?;
        let belongs_to = self.place.path().metadata().ok().map(|file| file.uid());
        let is_lost = owner.is_some_and(|(user, _)| belongs_to != Some(user));
        if !self.has_changed() && !is_lost {
            return Ok(false);
        }
        replace(self.place.path(), self.text.as_bytes(), owner)?;
        Ok(true)
    }

    /// What is set, without any secret.
    ///
    /// # Errors
    /// When the keys can't be read.
    pub fn summary(&self) -> Result<String, CommandError> {
        let token = match (self.token(), self.get("BOT_TOKEN_COMMAND")) {
            (Some(_), _) => "set, and not shown here",
            (None, Some(_)) => "from BOT_TOKEN_COMMAND",
            (None, None) => "not set",
        };
        let keys = match self.get("SEAL_RECIPIENTS") {
            Some(keys) => format!("fingerprints {}", Recipients::parse(&keys)?.fingerprints()),
            None => "none: no names and no contacts are asked for".to_owned(),
        };
        let store_key = match self.get("STORE_KEY_COMMAND") {
            Some(_) => "from STORE_KEY_COMMAND".to_owned(),
            None => {
                format!("the file {}", self.get("STORE_KEY_FILE").unwrap_or_else(|| "store.key".to_owned()))
            }
        };
        let proxy = if self.get("TELEGRAM_PROXY").is_some() { "set, and not shown here" } else { "none" };
        let quiet = self.get("QUIET_HOURS").unwrap_or_else(|| "22:00-08:00".to_owned());
        let backups = match (self.get("BACKUP_DIR"), self.get("BACKUP_COMMAND")) {
            (None, _) => "none".to_owned(),
            (Some(folder), None) => format!("in {folder}, and nowhere else"),
            (Some(folder), Some(_)) => format!("in {folder}, and taken elsewhere by BACKUP_COMMAND"),
        };
        Ok(format!(
            "Set in {}:\n  token        {token}\n  proxy        {proxy}\n  public keys  {keys}\n  store key    \
             {store_key}\n  quiet hours  {quiet}\n  backups      {backups}",
            self.place.shown()
        ))
    }
}
