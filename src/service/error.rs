//! Why the bot could not start, or had to end.

use crate::backup::BackupError;
use crate::config::SettingError;
use crate::crypto::{SealError, StoreKeyError};
use crate::service::tasks::TaskName;
use crate::store::StoreError;

/// Why the bot could not start, or had to end.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// A setting is of no use together with what a command has printed.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The public keys can't be read.
    #[error("SEAL_RECIPIENTS is malformed: {0}")]
    Recipients(SealError),
    /// The store key can't be read or made.
    #[error("STORE_KEY_FILE: {0}")]
    StoreKey(#[from] StoreKeyError),
    /// A command that prints the store key, or the passphrase of its file, gave nothing of use.
    #[error("STORE_KEY_COMMAND: {0}")]
    StoreKeyCommand(String),
    /// The store can't be opened or used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The data are of an earlier version, and no backup of them could be made.
    #[error(
        "the data are of an earlier version, and no backup of them could be made before they are brought up to date, so nothing \
         was changed: {0}"
    )]
    Upgrade(BackupError),
    /// Telegram does not accept the token.
    #[error("Telegram does not accept BOT_TOKEN; ask @BotFather for the current one")]
    Token,
    /// The HTTP client can't be made.
    #[error("the HTTP client can't be made; TELEGRAM_API_URL must be an address that takes a path")]
    Client,
    /// The HTTP client can't be made with the proxy.
    #[error("TELEGRAM_PROXY is no address of a proxy")]
    Proxy,
    /// An address can't be listened at.
    #[error("can't listen at {setting}: {kind}")]
    Listen {
        /// The setting with the address.
        setting: &'static str,
        /// The system's reason.
        kind: std::io::ErrorKind,
    },
    /// One of the bot's tasks ended by itself.
    #[error(
        "a part of the bot has failed ({0}), and it does not go on without it; start it again, and report the log"
    )]
    Task(TaskName),
}
