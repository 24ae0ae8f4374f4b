//! Settings from the environment and `.env`. A variable of the environment wins over the file; an empty one counts as
//! unset. `.env.example` explains each.

mod limits;
mod network;

use std::fmt;
use std::path::{Path, PathBuf};

use reqwest::Url;

use crate::campaigns::DeliveryPolicy;
use crate::crypto;
use crate::domain::Retention;
use crate::telegram::RateLimits;
use crate::updates::WebhookAddress;

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
    pub api_url: Url,
    /// `TELEGRAM_PROXY`: by which way it is reached; the address may hold a name and a password.
    pub proxy: Option<Secret>,
    /// `WEBHOOK_URL` and `WEBHOOK_LISTEN`: where Telegram delivers updates; without it the bot asks for them.
    pub webhook: Option<WebhookAddress>,
    /// Where the data is kept.
    pub folders: Folders,
    /// How fast the bot sends: `SEND_PER_SECOND`, `SEND_PER_CHAT_PER_MINUTE`, `SEND_PER_GROUP_PER_MINUTE`.
    pub limits: RateLimits,
    /// How long things are kept: `KEEP_SIGNUPS_HOURS`, `KEEP_DEAD_LETTERS_DAYS`, `KEEP_LOST_CHATS_DAYS`,
    /// `KEEP_DELIVERIES_DAYS`.
    pub keep: Retention,
    /// How campaigns go out: `QUIET_HOURS`.
    pub rules: DeliveryPolicy,
    /// `OWNER_IDS`: who may send to many and is told when something fails; Telegram's ids of people who have started the bot.
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
    /// The path that it holds can't be followed.
    #[error("{name} or DATA_DIR can't be looked at: {kind}")]
    Path {
        /// The variable.
        name: &'static str,
        /// The system's reason.
        kind: std::io::ErrorKind,
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
    /// What a bot with this token runs with where nothing else is said: the Bot API at an address, and all files in one folder.
    #[must_use]
    pub fn new(token: &str, api_url: Url, folder: &Path) -> Settings {
        Settings {
            token: token.to_owned().into(),
            api_url,
            proxy: None,
            webhook: None,
            folders: Folders {
                data: folder.join("data"),
                state_key: folder.join("state.key"),
                opt_outs: folder.join("opt-outs.list"),
                messages: None,
            },
            limits: RateLimits::default(),
            keep: Retention::default(),
            rules: DeliveryPolicy::default(),
            owners: Vec::new(),
            recipients: None,
        }
    }

    /// Takes the settings from wherever `get` looks.
    ///
    /// # Errors
    /// On the first that is missing or malformed.
    pub fn read(get: Lookup<'_>) -> Result<Settings, SettingError> {
        let (token, api_url) = (token(get)?, network::api_url(get)?);
        Ok(Settings {
            proxy: network::proxy(get)?,
            webhook: network::webhook(get, &token, &api_url)?,
            token,
            api_url,
            folders: Folders::read(get)?,
            limits: limits::limits(get)?,
            keep: limits::keep(get)?,
            rules: DeliveryPolicy { quiet: limits::quiet_hours(get)?, ..DeliveryPolicy::default() },
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
        if lies_in("STATE_KEY_FILE", &state_key, &data)? {
            return Err(SettingError::Malformed {
                name: "STATE_KEY_FILE",
                hint: "the file must not lie in DATA_DIR, whose copies it protects; choose another folder",
            });
        }
        let opt_outs = PathBuf::from(set(get, "OPT_OUTS_FILE").unwrap_or_else(|| "opt-outs.list".into()));
        if lies_in("OPT_OUTS_FILE", &opt_outs, &data)? {
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

fn lies_in(name: &'static str, path: &Path, folder: &Path) -> Result<bool, SettingError> {
    crypto::is_inside(path, folder).map_err(|error| SettingError::Path { name, kind: error.kind() })
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

fn owners(get: Lookup<'_>) -> Result<Vec<i64>, SettingError> {
    let text = set(get, "OWNER_IDS").unwrap_or_default();
    let ids = text.split([',', ' ']).filter(|part| !part.is_empty());
    ids.map(|id| id.parse().ok().filter(|id| *id > 0)).collect::<Option<_>>().ok_or(SettingError::Malformed {
        name: "OWNER_IDS",
        hint: "Telegram ids of people, whole numbers separated by commas",
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
        assert_eq!(settings.keep, Retention::default());
        assert!(!format!("{settings:?}").contains("AAAA"), "Debug shows the token");
    }

    #[test]
    fn each_fault_names_its_setting_and_hides_its_value() {
        let faults: [&[(&str, &str)]; 10] = [
            &[],
            &[("BOT_TOKEN", "  ")],
            &[("BOT_TOKEN", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("TELEGRAM_API_URL", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("DATA_DIR", "S3CRET"), ("STATE_KEY_FILE", "x/../S3CRET/key")],
            &[("BOT_TOKEN", TOKEN), ("DATA_DIR", "S3CRET"), ("OPT_OUTS_FILE", "x/../S3CRET/list")],
            &[("BOT_TOKEN", TOKEN), ("TELEGRAM_PROXY", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("TELEGRAM_PROXY", "ftp://me:S3CRET@proxy.example.org")],
            &[("BOT_TOKEN", TOKEN), ("WEBHOOK_URL", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("WEBHOOK_URL", "https://example.org/"), ("WEBHOOK_LISTEN", "S3CRET")],
        ];
        let names = ["BOT_TOKEN", "BOT_TOKEN", "BOT_TOKEN", "TELEGRAM_API_URL", "STATE_KEY", "OPT_OUTS"];
        let names =
            names.into_iter().chain(["TELEGRAM_PROXY", "TELEGRAM_PROXY", "WEBHOOK_URL", "WEBHOOK_LISTEN"]);
        for (pairs, name) in faults.iter().zip(names) {
            let error = read(pairs).expect_err("it is at fault").to_string();
            assert!(error.starts_with(name) && !error.contains("S3CRET"), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        }
        assert!(read(&[]).expect_err("no token").to_string().contains("pledge-bot demo"));
    }

    #[test]
    fn a_link_cannot_bring_the_state_key_or_the_opt_outs_into_the_data_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name).display().to_string();
        std::fs::create_dir(at("data")).expect("made");
        std::os::unix::fs::symlink(at("data"), at("link")).expect("linked");
        std::fs::write(at("data/state.key"), "").expect("written");
        std::os::unix::fs::symlink(at("data/state.key"), at("linked.key")).expect("linked");
        for (name, file) in [
            ("STATE_KEY_FILE", "link/state.key"),
            ("STATE_KEY_FILE", "linked.key"),
            ("OPT_OUTS_FILE", "link/opt-outs.list"),
        ] {
            let error = read(&[("BOT_TOKEN", TOKEN), ("DATA_DIR", &at("data")), (name, &at(file))]);
            let error = error.expect_err(file).to_string();
            assert!(error.starts_with(name) && error.contains("must not lie in DATA_DIR"), "{error}");
        }
        let beside = [("BOT_TOKEN", TOKEN), ("DATA_DIR", &at("link")), ("STATE_KEY_FILE", &at("state.key"))];
        assert!(read(&beside).is_ok(), "a linked data folder is fine");
    }

    #[test]
    fn times_to_keep_things_are_bounded() {
        let keep = |name, value| read(&[("BOT_TOKEN", TOKEN), (name, value)]).map(|settings| settings.keep);
        assert_eq!(keep("KEEP_SIGNUPS_HOURS", "48"), Ok(Retention::new(48, 7, 180, 90)));
        assert_eq!(keep("KEEP_DEAD_LETTERS_DAYS", "1"), Ok(Retention::new(24, 1, 180, 90)));
        assert_eq!(keep("KEEP_LOST_CHATS_DAYS", "730"), Ok(Retention::new(24, 7, 730, 90)));
        for (name, value) in [
            ("KEEP_SIGNUPS_HOURS", "0"),
            ("KEEP_SIGNUPS_HOURS", "169"),
            ("KEEP_DEAD_LETTERS_DAYS", "-1"),
            ("KEEP_LOST_CHATS_DAYS", "forever"),
        ] {
            assert!(matches!(keep(name, value), Err(SettingError::Malformed { name: at, .. }) if at == name));
        }
    }

    #[test]
    fn a_webhook_is_where_telegram_can_deliver() {
        let read = |url, api| read(&[("BOT_TOKEN", TOKEN), ("WEBHOOK_URL", url), ("TELEGRAM_API_URL", api)]);
        let webhook = read("https://bot.example.org:8443/telegram", "").expect("it fits").webhook;
        let webhook = webhook.expect("a webhook");
        assert_eq!(
            (webhook.url.path(), webhook.listen.as_str()),
            ("/telegram", "127.0.0.1:8080"),
            "the bot listens for the proxy only"
        );
        for url in [
            "http://bot.example.org/telegram",
            "https://bot.example.org:8080/telegram",
            "https://bot.example.org/AAAAAAAAAAAAAAAAAAAAAAAA",
            "https://me:secret@bot.example.org/telegram",
            "https://bot.example.org/health",
        ] {
            let error = read(url, "").expect_err(url).to_string();
            assert!(error.starts_with("WEBHOOK_URL is malformed") && !error.contains("AAAA"), "{error}");
        }
        // A Bot API server of one's own delivers anywhere.
        assert!(read("http://127.0.0.1:8080/telegram", "http://127.0.0.1:8081").is_ok());
        assert_eq!(read("", "").expect("it fits").webhook, None);
    }

    #[test]
    fn a_proxy_is_one_of_four_kinds_and_is_not_shown() {
        for kind in ["http", "https", "socks5", "socks5h"] {
            let address = format!("{kind}://me:S3CRET@proxy.example.org:1080");
            let settings = read(&[("BOT_TOKEN", TOKEN), ("TELEGRAM_PROXY", &address)]).expect(kind);
            assert_eq!(settings.proxy.as_ref().map(Secret::expose), Some(address.as_str()));
            assert!(!format!("{settings:?}").contains("S3CRET"), "Debug shows the password");
        }
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
