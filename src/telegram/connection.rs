//! The connection to Telegram: the HTTP client, the bot on it, and the bot's name.

use std::time::Duration;

use reqwest::{Client, Proxy, Url};
use teloxide::Bot;
use teloxide::net::default_reqwest_settings;
use teloxide::requests::Requester;

use crate::clock::{Backoff, Clock};
use crate::telegram::SendError;
use crate::telegram::outage::Outage;

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
/// How long such a connection is kept: less than a call may take. A router that drops connections says nothing, so a call
/// over a dead one fails only when its time is up; by then all other dead ones are gone, and the next call opens a new one.
const IDLE_TIME: Duration = Duration::from_secs(15);
/// After how much silence a connection is probed, and how often.
const PROBE: Duration = Duration::from_secs(10);

/// The client for the calls that send.
///
/// # Errors
/// When it can't be made, or the proxy has no valid address.
pub fn client(proxy: Option<&str>) -> Result<Client, ConnectionError> {
    client_with(proxy, IDLE_CONNECTIONS)
}

/// The client for polling, with a connection of its own: where that has died, the next call must not get another dead one.
///
/// # Errors
/// As [`client`].
pub fn polling_client(proxy: Option<&str>) -> Result<Client, ConnectionError> {
    client_with(proxy, 1)
}

fn client_with(proxy: Option<&str>, idle: usize) -> Result<Client, ConnectionError> {
    let mut client = default_reqwest_settings()
        .pool_max_idle_per_host(idle)
        .pool_idle_timeout(IDLE_TIME)
        .tcp_keepalive(PROBE)
        .tcp_keepalive_interval(PROBE)
        .tcp_keepalive_retries(2);
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
pub async fn bot_name(bot: &Bot, clock: &Clock) -> Result<String, ConnectionError> {
    let mut outage = Outage::new(clock.clone());
    let mut backoff = Backoff::doubling(Duration::from_secs(1), Duration::from_mins(1));
    loop {
        match bot.get_me().await {
            Ok(me) => return Ok(me.username().to_owned()),
            Err(error) => match SendError::of(&error) {
                SendError::Token => return Err(ConnectionError::Token),
                SendError::Wait(asked) => {
                    log::warn!("Telegram asks to wait for {} s", asked.as_secs());
                    clock.sleep(asked).await;
                }
                error => {
                    log::warn!("Telegram can't be reached ({}); trying again", error.code());
                    outage.note();
                    clock.sleep(backoff.next_wait()).await;
                }
            },
        }
    }
}
