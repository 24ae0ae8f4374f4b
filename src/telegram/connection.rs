//! The connection to Telegram: the HTTP client, the bot on it, and the bot's name.

use std::time::Duration;

use reqwest::{Client, Proxy, Url};
use teloxide::Bot;
use teloxide::net::default_reqwest_settings;
use teloxide::requests::Requester;

use crate::clock::Backoff;
use crate::telegram::SendError;

/// Why there is no connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConnectionError {
    /// The HTTP client can't be made.
    #[error("the HTTP client can't be made")]
    Client,
    /// The proxy has no valid address.
    #[error("the proxy has no valid address")]
    Proxy,
    /// Telegram does not accept the token.
    #[error("Telegram does not accept the token")]
    Token,
}

/// How many connections to Telegram are kept open for later calls: as many as ordinary days need at once. A crowd opens more,
/// which would take memory long after it has gone.
const IDLE_CONNECTIONS: usize = 16;

/// The client for all calls to Telegram.
///
/// # Errors
/// When it can't be made, or the proxy has no valid address.
pub fn client(proxy: Option<&str>) -> Result<Client, ConnectionError> {
    let mut client = default_reqwest_settings().pool_max_idle_per_host(IDLE_CONNECTIONS);
    if let Some(proxy) = proxy {
        client = client.proxy(Proxy::all(proxy).map_err(|_| ConnectionError::Proxy)?);
    }
    client.build().map_err(|_| ConnectionError::Client)
}

/// The bot with this token, at a Bot API server.
pub fn bot(token: &str, client: Client, server: &Url) -> Bot {
    Bot::with_client(token, client).set_api_url(server.clone())
}

/// Asks Telegram for the bot's own username, until it answers.
pub async fn bot_name(bot: &Bot) -> Result<String, ConnectionError> {
    let mut backoff = Backoff::doubling(Duration::from_secs(1), Duration::from_mins(1));
    loop {
        match bot.get_me().await {
            Ok(me) => return Ok(me.username().to_owned()),
            Err(error) => match SendError::of(&error) {
                SendError::Token => return Err(ConnectionError::Token),
                SendError::Wait(asked) => {
                    log::warn!("Telegram asks to wait for {} s", asked.as_secs());
                    tokio::time::sleep(asked).await;
                }
                error => {
                    log::warn!("Telegram can't be reached ({}); trying again", error.code());
                    tokio::time::sleep(backoff.next_wait()).await;
                }
            },
        }
    }
}
