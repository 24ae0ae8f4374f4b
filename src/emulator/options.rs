//! How an emulator starts.

use std::net::SocketAddr;

/// How an emulator starts.
#[derive(Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The only token that is served; without it any well-formed token is.
    pub token: Option<String>,
    /// The bot's id, where no token gives it.
    pub bot_id: i64,
    /// The bot's public name, without `@`.
    pub bot_username: String,
    /// The bot's name.
    pub bot_name: String,
    /// Whether the bot sees only commands and replies in groups, as is Telegram's default.
    pub privacy_mode: bool,
    /// Events kept for the transcript; a reader that comes too late gets [`Dropped`].
    pub events_cap: usize,
    /// Messages kept in each chat; older ones are gone as if they had been deleted.
    pub history_cap: usize,
    /// Bytes of files kept; the oldest files go first.
    pub files_cap: usize,
    /// The first update's id.
    pub first_update_id: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: None,
            bot_id: 7_000_000_075,
            bot_username: "pledge_emulated_bot".to_owned(),
            bot_name: "Pledge".to_owned(),
            privacy_mode: true,
            events_cap: 100_000,
            history_cap: 1_000,
            files_cap: 256 * 1024 * 1024,
            first_update_id: 500_000_001,
        }
    }
}

/// Without the token, so that none reaches a log.
impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Options").field("listen", &self.listen).finish_non_exhaustive()
    }
}
