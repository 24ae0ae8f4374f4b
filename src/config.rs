//! Settings from the environment and `.env`. A variable of the environment wins over the file; an empty one counts as
//! unset. `.env.example` explains each.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use crate::delivery::Limits;

/// A text that no log and no error may show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself, for the one who needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Secret {
        Secret(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// What `run` needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `BOT_TOKEN`: what @`BotFather` gave.
    pub token: Secret,
    /// `TELEGRAM_API_URL`: where the Bot API answers.
    pub api_url: reqwest::Url,
    /// Where the data is kept.
    pub folders: Folders,
    /// How fast the bot sends: `SEND_PER_SECOND`, `SEND_PER_CHAT_PER_MINUTE`, `SEND_PER_GROUP_PER_MINUTE`.
    pub limits: Limits,
    /// `OWNER_IDS`: who is told when something fails; Telegram's ids of people who have started the bot.
    pub owners: Vec<i64>,
    /// `SEAL_RECIPIENTS`: the coalition's public keys, as typed; none collects no names or contacts.
    pub recipients: Option<String>,
}

/// Where things are kept; `export` and `check` need no more than this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// `DATA_DIR`: the store.
    pub data: PathBuf,
    /// `STATE_KEY_FILE`: the key that seals what is in hand; outside `data`.
    pub state_key: PathBuf,
    /// `OPT_OUTS_FILE`: who opted out, for a restore to heed; outside `data`.
    pub opt_outs: PathBuf,
    /// `MESSAGES_DIR`: texts that override the built-in ones.
    pub messages: Option<PathBuf>,
}

/// A setting that is missing or malformed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SettingError {
    /// It is not set, and there is no sensible default.
    #[error("{name} is not set: {hint}")]
    Missing {
        /// The variable.
        name: &'static str,
        /// What to put there.
        hint: &'static str,
    },
    /// It is set to something else than what belongs there.
    #[error("{name} is malformed: {hint}")]
    Malformed {
        /// The variable.
        name: &'static str,
        /// What to put there. Never the value itself, which may be a secret.
        hint: &'static str,
    },
    /// The file of settings can't be read.
    #[error(".env, line {line}: expected NAME=value; put values with spaces in quotes")]
    Line {
        /// Counted from 1; 0 when it is not known.
        line: usize,
    },
    /// The file of settings can't be opened.
    #[error(".env can't be read: {0}")]
    File(std::io::ErrorKind),
}

/// Looks a variable up by its name.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

const API_URL: &str = "https://api.telegram.org";

/// Reads `.env` in the given folder, where there is one, into the environment.
///
/// # Errors
/// When the file is there and can't be read; the error names the line and never shows it.
pub fn read_env_file(folder: &Path) -> Result<Vec<(String, String)>, SettingError> {
    let path = folder.join(".env");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(SettingError::File(error.kind())),
    };
    dotenvy::from_read_iter(text.as_bytes())
        .map(|item| item.map_err(|error| SettingError::Line { line: line_of(&error, &text) }))
        .collect()
}

/// Finds the line that dotenvy's error quotes, so that its number can be told without its content.
fn line_of(error: &dotenvy::Error, text: &str) -> usize {
    let dotenvy::Error::LineParse(quoted, _) = error else { return 0 };
    let first = quoted.lines().next().unwrap_or_default().trim();
    text.lines().position(|line| line.trim() == first).map_or(0, |index| index + 1)
}

impl Settings {
    /// Takes the settings from wherever `get` looks.
    ///
    /// # Errors
    /// On the first that is missing or malformed.
    pub fn read(get: Lookup<'_>) -> Result<Settings, SettingError> {
        Ok(Settings {
            token: token(get)?,
            api_url: api_url(get)?,
            folders: Folders::read(get)?,
            limits: limits(get)?,
            owners: owners(get)?,
            recipients: set(get, "SEAL_RECIPIENTS"),
        })
    }
}

impl Folders {
    /// Takes the folders from wherever `get` looks.
    ///
    /// # Errors
    /// When the state key would lie with the data that it protects, or the list of opt-outs with the data that it outlives.
    pub fn read(get: Lookup<'_>) -> Result<Folders, SettingError> {
        let data = PathBuf::from(set(get, "DATA_DIR").unwrap_or_else(|| "data".into()));
        let state_key = PathBuf::from(set(get, "STATE_KEY_FILE").unwrap_or_else(|| "state.key".into()));
        if absolute(&state_key).starts_with(absolute(&data)) {
            return Err(SettingError::Malformed {
                name: "STATE_KEY_FILE",
                hint: "the file must not lie in DATA_DIR, whose copies it protects; choose another folder",
            });
        }
        let opt_outs = PathBuf::from(set(get, "OPT_OUTS_FILE").unwrap_or_else(|| "opt-outs.list".into()));
        if absolute(&opt_outs).starts_with(absolute(&data)) {
            return Err(SettingError::Malformed {
                name: "OPT_OUTS_FILE",
                hint: "the file must not lie in DATA_DIR, which it has to outlive; choose another folder",
            });
        }
        Ok(Folders { data, state_key, opt_outs, messages: set(get, "MESSAGES_DIR").map(PathBuf::from) })
    }
}

fn set(get: Lookup<'_>, name: &str) -> Option<String> {
    get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // `..` is resolved by hand, since the folder may not exist yet.
    path.components().fold(PathBuf::new(), |mut whole, part| {
        if part == std::path::Component::ParentDir {
            whole.pop();
        } else {
            whole.push(part);
        }
        whole
    })
}

/// The shape of a token: digits, a colon, 20 or more of `[A-Za-z0-9_-]`.
fn token(get: Lookup<'_>) -> Result<Secret, SettingError> {
    let token = set(get, "BOT_TOKEN").ok_or(SettingError::Missing {
        name: "BOT_TOKEN",
        hint: "put the token that @BotFather gave you there, in .env or in the environment. \
               To try the bot without a token, run: pledge-bot demo",
    })?;
    let fits = token.split_once(':').is_some_and(|(id, rest)| {
        !id.is_empty()
            && id.bytes().all(|b| b.is_ascii_digit())
            && rest.len() >= 20
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    });
    if !fits {
        return Err(SettingError::Malformed {
            name: "BOT_TOKEN",
            hint: "a token looks like 123456789:AA…, as @BotFather showed it; copy it whole",
        });
    }
    Ok(Secret(token))
}

fn limits(get: Lookup<'_>) -> Result<Limits, SettingError> {
    let number = |name: &'static str, default: u32| match set(get, name) {
        None => Ok(default),
        Some(text) => text
            .parse()
            .ok()
            .filter(|number| (1..=1_000_000).contains(number))
            .ok_or(SettingError::Malformed { name, hint: "a whole number from 1 on, or leave it unset" }),
    };
    Ok(Limits::new(
        number("SEND_PER_SECOND", 30)?,
        number("SEND_PER_CHAT_PER_MINUTE", 60)?,
        number("SEND_PER_GROUP_PER_MINUTE", 20)?,
    ))
}

fn owners(get: Lookup<'_>) -> Result<Vec<i64>, SettingError> {
    let text = set(get, "OWNER_IDS").unwrap_or_default();
    let ids = text.split([',', ' ']).filter(|part| !part.is_empty());
    ids.map(|id| id.parse().ok().filter(|id| *id > 0)).collect::<Option<_>>().ok_or(SettingError::Malformed {
        name: "OWNER_IDS",
        hint: "Telegram ids of people, whole numbers separated by commas",
    })
}

fn api_url(get: Lookup<'_>) -> Result<reqwest::Url, SettingError> {
    let text = set(get, "TELEGRAM_API_URL").unwrap_or_else(|| API_URL.into());
    reqwest::Url::parse(&text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or(SettingError::Malformed {
            name: "TELEGRAM_API_URL",
            hint: "an address such as http://127.0.0.1:8081, or leave it unset for Telegram's own",
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "123456:AAAAAAAAAAAAAAAAAAAAAAAA";

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, SettingError> {
        Settings::read(&|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_token_is_all_that_is_needed() {
        let settings = read(&[("BOT_TOKEN", TOKEN)]).expect("a token is enough");
        assert_eq!(settings.api_url.as_str(), "https://api.telegram.org/");
        assert_eq!(settings.folders.data, Path::new("data"));
        assert!(!format!("{settings:?}").contains("AAAA"), "Debug shows the token");
    }

    #[test]
    fn each_fault_names_its_setting_and_hides_its_value() {
        let faults: [&[(&str, &str)]; 6] = [
            &[],
            &[("BOT_TOKEN", "  ")],
            &[("BOT_TOKEN", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("TELEGRAM_API_URL", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("DATA_DIR", "S3CRET"), ("STATE_KEY_FILE", "x/../S3CRET/key")],
            &[("BOT_TOKEN", TOKEN), ("DATA_DIR", "S3CRET"), ("OPT_OUTS_FILE", "x/../S3CRET/list")],
        ];
        for (pairs, name) in
            faults.iter().zip(["BOT_TOKEN", "BOT_TOKEN", "BOT_TOKEN", "TELEGRAM", "STATE_KEY", "OPT_OUTS"])
        {
            let error = read(pairs).expect_err("it is at fault").to_string();
            assert!(error.starts_with(name) && !error.contains("S3CRET"), "{error}");
        }
        assert!(read(&[]).expect_err("no token").to_string().contains("pledge-bot demo"));
    }

    #[test]
    fn a_broken_line_of_the_file_is_told_by_its_number() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(".env"), "# note\nBOT_TOKEN=1:a\nBOT TOKEN S3CRET\n")
            .expect("written");
        let error = read_env_file(folder.path()).expect_err("the line is broken");
        assert_eq!(error, SettingError::Line { line: 3 });
        assert!(!error.to_string().contains("S3CRET"));
    }
}
