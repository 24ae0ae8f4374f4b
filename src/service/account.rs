//! The bot's account at Telegram, for a command line that sets the bot up.

use std::path::Path;

use reqwest::Url;

use crate::config::Secret;
use crate::conversation::profiles;
use crate::service::{ServiceError, content};
use crate::telegram::{self, BotAccount, SendError, register};

/// Why Telegram gave no answer of use.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// It does not accept the token.
    #[error(
        "Telegram does not accept this token; copy the whole line that @BotFather shows behind /mybots, API Token"
    )]
    Token,
    /// It can't be reached.
    #[error("Telegram can't be reached ({0})")]
    Unreachable(&'static str),
    /// There is no client to ask with.
    #[error(transparent)]
    Client(ServiceError),
}

/// Asks Telegram for the account with this token.
///
/// # Errors
/// When the token is not accepted, or Telegram can't be reached.
pub async fn bot_account(
    token: &Secret,
    api: &Url,
    proxy: Option<&Secret>,
) -> Result<BotAccount, AccountError> {
    let client = telegram::client(proxy.map(Secret::expose));
    let client = client.map_err(|error| AccountError::Client(error.into()))?;
    BotAccount::ask(&client, api, token.expose()).await.map_err(|error| match error {
        SendError::Token => AccountError::Token,
        error => AccountError::Unreachable(error.code()),
    })
}

/// Registers the bot's name, descriptions and menus, where they differ; gives how many were set. The texts are those of the
/// folder, or else the built-in ones.
///
/// # Errors
/// When some could not be set, which the running bot tries again.
pub async fn register_names(
    token: &Secret,
    api: &Url,
    proxy: Option<&Secret>,
    messages: Option<&Path>,
) -> Result<u32, AccountError> {
    let client = telegram::client(proxy.map(Secret::expose));
    let client = client.map_err(|error| AccountError::Client(error.into()))?;
    let bot = telegram::bot(token.expose(), client, api);
    let done = register(&bot, &profiles(&content::at_start(messages))).await;
    match done.error {
        None => Ok(done.changes),
        Some(SendError::Token) => Err(AccountError::Token),
        Some(error) => Err(AccountError::Unreachable(error.code())),
    }
}
