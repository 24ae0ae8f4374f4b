//! Settings from the environment and from a file (`settings_place.rs` says which). A variable of the environment wins over the
//! file, and an empty one counts as unset. `.env.example` explains each setting.

mod backups;
mod env_file;
mod folders;
mod key_risk;
mod limits;
mod log_settings;
mod monitors;
mod names;
mod network;
mod paths;
mod secret;
mod settings_place;

use std::path::Path;

use reqwest::Url;

use crate::campaigns::DeliveryPolicy;
use crate::domain::{HoldRules, Retention};
use crate::telegram::RateLimits;
use crate::updates::WebhookAddress;

pub use backups::BackupSettings;
pub use env_file::{EnvFile, with_values};
pub use folders::Folders;
pub use log_settings::LogSettings;
pub use monitors::Monitors;
pub use names::{misspelt, setting_names};
pub use paths::full_paths;
pub use secret::Secret;
pub use settings_place::SettingsPlace;

/// The source of the bot's token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenSource {
    /// `BOT_TOKEN`.
    Given(Secret),
    /// `BOT_TOKEN_COMMAND`: a shell command that prints it.
    Command(Secret),
}

/// The settings of a running bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `BOT_TOKEN`, from @`BotFather`, or `BOT_TOKEN_COMMAND`.
    pub token: TokenSource,
    /// `STORE_KEY_COMMAND`: a shell command that prints the store key, or the passphrase of its file.
    pub store_key_command: Option<Secret>,
    /// `TELEGRAM_API_URL`: the address of the Bot API.
    pub api_url: Url,
    /// `TELEGRAM_PROXY`: a proxy on the way to the Bot API. Its address may contain a name and a password.
    pub proxy: Option<Secret>,
    /// `WEBHOOK_URL` and `WEBHOOK_LISTEN`: where Telegram delivers updates. Without them the bot polls.
    pub webhook: Option<WebhookAddress>,
    /// `HEALTH_LISTEN`, `METRICS_LISTEN`, `HEARTBEAT_URL`: who is told how the bot is.
    pub monitors: Monitors,
    /// Where data, keys and texts lie.
    pub folders: Folders,
    /// How fast the bot sends: `SEND_PER_SECOND`, `SEND_PER_CHAT_PER_MINUTE`, `SEND_PER_GROUP_PER_MINUTE`,
    /// `PAID_BROADCASTS`, `SEND_PAID_PER_SECOND`.
    pub limits: RateLimits,
    /// The bot's own backups; `None` where it makes none.
    pub backups: Option<BackupSettings>,
    /// How long data is kept: `KEEP_SIGNUPS_HOURS`, `KEEP_DEAD_LETTERS_DAYS`, `KEEP_LOST_CHATS_DAYS`,
    /// `KEEP_DELIVERIES_DAYS`.
    pub retention: Retention,
    /// How campaigns go out: `QUIET_HOURS`.
    pub delivery: DeliveryPolicy,
    /// How actions of staff are held: `HOLD_MINUTES`, `APPROVALS`.
    pub holds: HoldRules,
    /// `OWNER_IDS`: Telegram's IDs of the people who may send broadcasts and hear of failures.
    pub owners: Vec<i64>,
    /// `SEAL_RECIPIENTS`: the coalition's public keys, as typed. Without them the bot collects no names and no contacts.
    pub recipients: Option<String>,
}

/// A setting that is missing or malformed.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
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
        "{file}, line {line}: this is no line NAME=value. Put a value with quotation marks or backslashes in single quotes, \
         and a # before a comment"
    )]
    Line {
        /// The file as messages call it.
        file: String,
        /// Counted from 1.
        line: usize,
    },
    /// A value in the file has a `$`.
    #[error("{file}, line {line}: a value with a $ has to stand in single quotes: NAME='value'")]
    Dollar {
        /// The file as messages call it.
        file: String,
        /// Counted from 1.
        line: usize,
    },
    /// A value in the file begins with a quotation mark, and does not end with it.
    #[error("{file}, line {line}: a quotation mark is not closed; put another one behind the value")]
    Unclosed {
        /// The file as messages call it.
        file: String,
        /// Counted from 1.
        line: usize,
    },
    /// A name in the file is almost that of a setting.
    #[error("{file}, line {line}: there is no setting {name}; did you mean {known}?")]
    Misspelt {
        /// The file as messages call it.
        file: String,
        /// Counted from 1.
        line: usize,
        /// The name in the file.
        name: String,
        /// The setting.
        known: &'static str,
    },
    /// A value would not be read back from the file.
    #[error("{name} has a value that can't stand in a file of settings; leave out unusual characters")]
    Unwritable {
        /// The setting.
        name: &'static str,
    },
    /// The file of settings is no text in UTF-8.
    #[error("{file} is no text in UTF-8; open it in an editor, and save it as UTF-8")]
    Encoding {
        /// The file as messages call it.
        file: String,
    },
    /// The file of settings can't be opened.
    #[error("{file} can't be read: {kind}; it has to be a file that the bot's user may read")]
    File {
        /// The file as messages call it.
        file: String,
        /// The system's reason.
        kind: std::io::ErrorKind,
    },
}

/// Looks up a variable by its name.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Settings {
    /// The defaults, with a token, an address of the Bot API, and a folder for all files.
    pub fn new(token: &str, api_url: Url, folder: &Path) -> Settings {
        Settings {
            token: TokenSource::Given(token.to_owned().into()),
            store_key_command: None,
            api_url,
            proxy: None,
            webhook: None,
            monitors: Monitors::default(),
            folders: Folders {
                data: folder.join("data"),
                store_key: folders::or_of_earlier_version(folder.join("store.key")),
                opt_outs: folder.join("opt-outs.list"),
                messages: None,
            },
            backups: None,
            limits: RateLimits::default(),
            retention: Retention::default(),
            delivery: DeliveryPolicy::default(),
            holds: HoldRules::OFF,
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
        let (quiet, folders) = (limits::quiet_hours(get)?, Folders::read(get)?);
        let webhook = network::webhook(get, &api_url)?;
        let settings = Settings {
            proxy: network::proxy(get)?,
            monitors: Monitors::read(get, webhook.as_ref())?,
            webhook,
            token,
            store_key_command: set(get, "STORE_KEY_COMMAND").map(Secret::from),
            api_url,
            backups: backups::backups(get, &folders)?,
            folders,
            limits: limits::limits(get)?,
            retention: limits::retention(get)?,
            holds: limits::holds(get, quiet.clone())?,
            delivery: DeliveryPolicy { quiet, ..DeliveryPolicy::default() },
            owners: owners(get)?,
            recipients: set(get, "SEAL_RECIPIENTS"),
        };
        if let TokenSource::Given(token) = &settings.token {
            settings.check_token(token)?;
        }
        Ok(settings)
    }

    /// Checks that no other setting shows the token.
    pub(crate) fn check_token(&self, token: &Secret) -> Result<(), SettingError> {
        match &self.webhook {
            Some(webhook) => network::hides_token(webhook, token),
            None => Ok(()),
        }
    }

    /// The risks on the way to Telegram and from it, each as a line for the log.
    pub(crate) fn connection_risks(&self) -> Vec<String> {
        network::risks(&self.api_url, self.proxy.as_ref(), self.webhook.as_ref())
    }

    /// The risks of these settings, each as a line for the log.
    pub fn risks(&self) -> Vec<String> {
        let mut risks = self.connection_risks();
        risks.extend(self.monitors.risks(self.webhook.as_ref()));
        risks.extend(key_risk::risk(&self.folders, self.store_key_command.is_some()));
        risks.extend(backups::risks(self.backups.as_ref(), &self.folders));
        if self.holds.are_off() {
            risks.push(
                "HOLD_MINUTES is 0: whatever one of the staff does takes effect at once, and nobody else can stop it; \
                 whoever has one of their phones can speak for the coalition"
                    .to_owned(),
            );
        }
        risks
    }
}

/// A variable without surrounding white space; `None` if nothing is left.
fn set(get: Lookup<'_>, name: &str) -> Option<String> {
    get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The bot's token, or the command that prints it.
fn token(get: Lookup<'_>) -> Result<TokenSource, SettingError> {
    match (set(get, "BOT_TOKEN").map(Secret::from), set(get, "BOT_TOKEN_COMMAND")) {
        (Some(token), None) => {
            Secret::token(token.expose()).map(TokenSource::Given).ok_or(SettingError::Malformed {
                name: "BOT_TOKEN",
                hint: "a token looks like 123456789:AA…, as @BotFather showed it; copy it whole",
            })
        }
        (None, Some(command)) => Ok(TokenSource::Command(command.into())),
        (None, None) => Err(SettingError::Missing {
            name: "BOT_TOKEN",
            hint: "to set the bot up, run: pledge-bot setup. To try it without a token, run: pledge-bot demo",
        }),
        (Some(_), Some(_)) => Err(SettingError::Malformed {
            name: "BOT_TOKEN_COMMAND",
            hint: "BOT_TOKEN is set too; keep one of the two",
        }),
    }
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
    use crate::domain::hold::Approvals;

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
            &[("BOT_TOKEN", TOKEN), ("DATA_DIR", "S3CRET"), ("STORE_KEY_FILE", "x/../S3CRET/key")],
            &[("BOT_TOKEN", TOKEN), ("DATA_DIR", "S3CRET"), ("OPT_OUTS_FILE", "x/../S3CRET/list")],
            &[("BOT_TOKEN", TOKEN), ("TELEGRAM_PROXY", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("TELEGRAM_PROXY", "ftp://me:S3CRET@proxy.example.org")],
            &[("BOT_TOKEN", TOKEN), ("WEBHOOK_URL", "S3CRET")],
            &[("BOT_TOKEN", TOKEN), ("WEBHOOK_URL", "https://example.org/"), ("WEBHOOK_LISTEN", "S3CRET")],
        ];
        let names = ["BOT_TOKEN", "BOT_TOKEN", "BOT_TOKEN", "TELEGRAM_API_URL", "STORE_KEY", "OPT_OUTS"];
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
    fn a_command_takes_the_place_of_the_token() {
        let settings = read(&[("BOT_TOKEN_COMMAND", "echo S3CRET")]).expect("a command is enough");
        assert_eq!(settings.token, TokenSource::Command("echo S3CRET".to_owned().into()));
        assert!(!format!("{settings:?}").contains("S3CRET"), "a command may hold a password");
        let both = read(&[("BOT_TOKEN", TOKEN), ("BOT_TOKEN_COMMAND", "echo")]).expect_err("one is enough");
        assert!(both.to_string().starts_with("BOT_TOKEN_COMMAND is malformed"), "{both}");
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
            // The store key and the backups are on another disk.
            let apart = [
                ("BOT_TOKEN", TOKEN),
                ("STORE_KEY_FILE", "/proc/self/status"),
                ("SEAL_RECIPIENTS", "age1…"),
                ("BACKUP_DIR", "/proc"),
            ];
            read(&[&apart[..], pairs].concat()).expect("settings").risks()
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
    fn actions_of_staff_are_held_for_ten_minutes_unless_something_else_is_set() {
        let holds = |pairs: &[_]| read(&[&[("BOT_TOKEN", TOKEN)], pairs].concat()).map(|it| it.holds);
        let usual = holds(&[]).expect("the default");
        assert_eq!((usual.time.as_mins(), usual.approvals), (10, Approvals::One));
        assert!(usual.quiet.is_some() && !usual.are_off());
        let two =
            holds(&[("HOLD_MINUTES", "0"), ("APPROVALS", "2"), ("QUIET_HOURS", "none")]).expect("bounds");
        assert!(two.quiet.is_none() && !two.are_off());
        for (name, value) in [
            ("HOLD_MINUTES", "-1"),
            ("HOLD_MINUTES", "1441"),
            ("HOLD_MINUTES", "ten"),
            ("APPROVALS", "0"),
            ("APPROVALS", "3"),
        ] {
            let error = holds(&[(name, value)]).expect_err(value);
            assert!(matches!(error, SettingError::Malformed { name: at, .. } if at == name), "{error}");
        }
        let off = read(&[("BOT_TOKEN", TOKEN), ("HOLD_MINUTES", "0")]).expect("it may be off");
        assert!(off.holds.are_off() && off.risks().iter().any(|risk| risk.starts_with("HOLD_MINUTES is 0")));
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
