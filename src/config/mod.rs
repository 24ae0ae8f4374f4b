//! Settings from the environment and `.env`. A variable of the environment wins over the file, and an empty one counts as
//! unset. `.env.example` explains each setting.

mod env_file;
mod folders;
mod limits;
mod log_settings;
mod names;
mod network;

use std::fmt;
use std::path::Path;

use reqwest::Url;

use crate::campaigns::DeliveryPolicy;
use crate::domain::Retention;
use crate::telegram::RateLimits;
use crate::updates::WebhookAddress;

pub use env_file::EnvFile;
pub use folders::Folders;
pub use log_settings::LogSettings;
pub use names::misspelt;

/// A text that logs and errors must not show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text.
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

/// The settings of a running bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `BOT_TOKEN`, from @`BotFather`.
    pub token: Secret,
    /// `TELEGRAM_API_URL`: the address of the Bot API.
    pub api_url: Url,
    /// `TELEGRAM_PROXY`: a proxy on the way to the Bot API. Its address may contain a name and a password.
    pub proxy: Option<Secret>,
    /// `WEBHOOK_URL` and `WEBHOOK_LISTEN`: where Telegram delivers updates. Without them the bot polls.
    pub webhook: Option<WebhookAddress>,
    /// Where data, keys and texts lie.
    pub folders: Folders,
    /// How fast the bot sends: `SEND_PER_SECOND`, `SEND_PER_CHAT_PER_MINUTE`, `SEND_PER_GROUP_PER_MINUTE`,
    /// `PAID_BROADCASTS`, `SEND_PAID_PER_SECOND`.
    pub limits: RateLimits,
    /// How long data is kept: `KEEP_SIGNUPS_HOURS`, `KEEP_DEAD_LETTERS_DAYS`, `KEEP_LOST_CHATS_DAYS`,
    /// `KEEP_DELIVERIES_DAYS`.
    pub retention: Retention,
    /// How campaigns go out: `QUIET_HOURS`.
    pub delivery: DeliveryPolicy,
    /// `OWNER_IDS`: Telegram's IDs of the people who may send broadcasts and hear of failures.
    pub owners: Vec<i64>,
    /// `SEAL_RECIPIENTS`: the coalition's public keys, as typed. Without them the bot collects no names and no contacts.
    pub recipients: Option<String>,
}

/// A setting that is missing or malformed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SettingError {
    /// It is not set, and has no default.
    #[error("{name} is not set: {hint}")]
    Missing {
        /// The variable.
        name: &'static str,
        /// A description of a good value.
        hint: &'static str,
    },
    /// Its value is of no use.
    #[error("{name} is malformed: {hint}")]
    Malformed {
        /// The variable.
        name: &'static str,
        /// A description of a good value. Never the value itself, which may be a secret.
        hint: &'static str,
    },
    /// Its path can't be followed.
    #[error(
        "{name} or DATA_DIR can't be looked at: {kind}; give a path that this user may follow, without links in a circle"
    )]
    Path {
        /// The variable.
        name: &'static str,
        /// The system's reason.
        kind: std::io::ErrorKind,
    },
    /// A line of the file of settings can't be read.
    #[error(
        ".env, line {line}: this is no line NAME=value. Put a value with quotation marks or backslashes in single quotes, \
         and a # before a comment"
    )]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// A value in the file has a `$`.
    #[error(".env, line {line}: a value with a $ has to stand in single quotes: NAME='value'")]
    Dollar {
        /// Counted from 1.
        line: usize,
    },
    /// A value in the file begins with a quotation mark, and does not end with it.
    #[error(".env, line {line}: a quotation mark is not closed; put another one behind the value")]
    Unclosed {
        /// Counted from 1.
        line: usize,
    },
    /// A name in the file is almost that of a setting.
    #[error(".env, line {line}: there is no setting {name}; did you mean {known}?")]
    Misspelt {
        /// Counted from 1.
        line: usize,
        /// The name in the file.
        name: String,
        /// The setting.
        known: &'static str,
    },
    /// The file of settings is no text in UTF-8.
    #[error(".env is no text in UTF-8; open it in an editor, and save it as UTF-8")]
    Encoding,
    /// The file of settings can't be opened.
    #[error(".env can't be read: {0}; it has to be a file that the bot's user may read")]
    File(std::io::ErrorKind),
}

/// Looks up a variable by its name.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Settings {
    /// The defaults, with a token, an address of the Bot API, and a folder for all files.
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
            retention: Retention::default(),
            delivery: DeliveryPolicy::default(),
            owners: Vec::new(),
            recipients: None,
        }
    }

    /// Reads all settings.
    ///
    /// # Errors
    /// On the first setting that is missing or malformed.
    pub fn read(get: Lookup<'_>) -> Result<Settings, SettingError> {
        let (token, api_url) = (token(get)?, network::api_url(get)?);
        Ok(Settings {
            proxy: network::proxy(get)?,
            webhook: network::webhook(get, &token, &api_url)?,
            token,
            api_url,
            folders: Folders::read(get)?,
            limits: limits::limits(get)?,
            retention: limits::retention(get)?,
            delivery: DeliveryPolicy { quiet: limits::quiet_hours(get)?, ..DeliveryPolicy::default() },
            owners: owners(get)?,
            recipients: set(get, "SEAL_RECIPIENTS"),
        })
    }

    /// The risks of these settings, each as a line for the log.
    pub fn risks(&self) -> Vec<String> {
        network::risks(&self.api_url, self.proxy.as_ref(), self.webhook.as_ref())
    }
}

/// A variable without surrounding white space; `None` if nothing is left.
fn set(get: Lookup<'_>, name: &str) -> Option<String> {
    get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The bot's token: digits, a colon, and 20 or more of `[A-Za-z0-9_-]`.
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
        hint: "Telegram IDs of people, such as 123456789, separated by commas; not a name, and not the ID of a group",
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
    fn only_the_token_is_required() {
        let settings = read(&[("BOT_TOKEN", TOKEN)]).expect("a token is enough");
        assert_eq!(settings.api_url.as_str(), "https://api.telegram.org/");
        assert_eq!(settings.folders.data, Path::new("data"));
        assert_eq!(settings.retention, Retention::default());
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
    fn every_setting_is_known_by_its_name() {
        let asked = std::cell::RefCell::new(vec!["RUST_LOG".to_owned(), "LOG_FORMAT".to_owned()]);
        let get = |name: &str| {
            asked.borrow_mut().push(name.to_owned());
            let given = [
                ("BOT_TOKEN", TOKEN),
                ("WEBHOOK_URL", "https://bot.example.org/telegram"),
                ("PAID_BROADCASTS", "true"),
            ];
            given.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Settings::read(&get).expect("the settings are read");
        let asked: std::collections::BTreeSet<String> = asked.into_inner().into_iter().collect();
        assert_eq!(asked, names::KNOWN.iter().map(|name| (*name).to_owned()).collect());
    }

    #[test]
    fn plain_http_to_another_machine_is_a_risk() {
        let risks = |pairs: &[(&str, &str)]| {
            read(&[&[("BOT_TOKEN", TOKEN)], pairs].concat()).expect("settings").risks()
        };
        for near in
            ["https://far.example", "http://127.0.0.1:8081", "http://localhost:8081", "http://[::1]:8081"]
        {
            assert_eq!(risks(&[("TELEGRAM_API_URL", near)]), [""; 0], "{near}");
        }
        let far = risks(&[("TELEGRAM_API_URL", "http://far.example")]);
        assert!(far[0].starts_with("TELEGRAM_API_URL") && far[0].contains("read the token"), "{far:?}");
        let webhook = [("TELEGRAM_API_URL", "http://127.0.0.1:1"), ("WEBHOOK_URL", "http://far.example/a")];
        assert!(risks(&webhook)[0].starts_with("WEBHOOK_URL"));
        let proxy = risks(&[("TELEGRAM_PROXY", "socks5h://me:S3CRET@far.example:1080")]);
        assert!(proxy[0].starts_with("TELEGRAM_PROXY") && !proxy[0].contains("S3CRET"), "{proxy:?}");
        assert_eq!(risks(&[("TELEGRAM_PROXY", "socks5h://far.example:1080")]), [""; 0]);
    }

    #[test]
    fn retention_is_bounded() {
        let retention =
            |name, value| read(&[("BOT_TOKEN", TOKEN), (name, value)]).map(|settings| settings.retention);
        assert_eq!(retention("KEEP_SIGNUPS_HOURS", "48"), Ok(Retention::new(48, 7, 180, 90)));
        assert_eq!(retention("KEEP_DEAD_LETTERS_DAYS", "1"), Ok(Retention::new(24, 1, 180, 90)));
        assert_eq!(retention("KEEP_LOST_CHATS_DAYS", "730"), Ok(Retention::new(24, 7, 730, 90)));
        for (name, value) in [
            ("KEEP_SIGNUPS_HOURS", "0"),
            ("KEEP_SIGNUPS_HOURS", "169"),
            ("KEEP_DEAD_LETTERS_DAYS", "-1"),
            ("KEEP_LOST_CHATS_DAYS", "forever"),
        ] {
            assert!(
                matches!(retention(name, value), Err(SettingError::Malformed { name: at, .. }) if at == name)
            );
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
        // A Bot API server other than Telegram's delivers anywhere.
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
}
