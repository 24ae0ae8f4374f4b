//! The options that an emulator starts with.

use std::net::SocketAddr;

use crate::emulator::guide::Guide;

/// The options that an emulator starts with.
#[derive(Clone)]
pub struct Options {
    /// The address to listen on; port 0 takes a free port.
    pub listen: SocketAddr,
    /// The only token that is accepted. `None` accepts every well-formed token.
    pub token: Option<String>,
    /// The bot's id, unless the token gives it.
    pub bot_id: i64,
    /// The bot's username, without `@`.
    pub bot_username: String,
    /// The bot's name.
    pub bot_name: String,
    /// Whether the bot sees only commands and replies in groups (Telegram's default).
    pub privacy_mode: bool,
    /// The most events kept in the event log. Reading older ones is an error.
    pub events_cap: usize,
    /// The most messages kept in a chat. Older ones disappear as if they had been deleted.
    pub history_cap: usize,
    /// The most bytes of files kept. The oldest files go first.
    pub files_cap: usize,
    /// The id of the first update.
    pub first_update_id: i64,
    /// The page's introduction of the people.
    pub guide: Guide,
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
            guide: Guide::default(),
        }
    }
}

/// Omits the token, which must not reach a log.
impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Options").field("listen", &self.listen).finish_non_exhaustive()
    }
}
