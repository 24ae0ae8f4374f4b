//! Callback queries that wait for answerCallbackQuery.

use std::collections::{HashMap, VecDeque};

use crate::emulator::error::ApiError;

#[derive(Debug, Clone, Copy)]
pub(crate) struct PendingCallbackQuery {
    pub chat: i64,
    pub pressed_ms: i64,
}

/// How long answerCallbackQuery is accepted. Telegram does not publish its limit; bots see refusals after some tens of
/// seconds.
const QUERY_LIFETIME_MS: i64 = 60_000;
/// The most queries kept. Older ones count as expired.
const QUERIES_CAP: usize = 100_000;

#[derive(Debug, Default)]
pub(crate) struct CallbackQueries {
    waiting: HashMap<u64, PendingCallbackQuery>,
    order: VecDeque<u64>,
    last: u64,
}

impl CallbackQueries {
    /// Adds a query and returns its id.
    pub fn add(&mut self, chat: i64, pressed_ms: i64) -> u64 {
        // Telegram's ids are long and not consecutive. A fixed stride keeps runs repeatable.
        self.last += 7_919;
        let id = 4_000_000_000_000_000 + self.last;
        self.insert(id, PendingCallbackQuery { chat, pressed_ms });
        id
    }

    /// Adds a query that came with an id of its own, in a whole update.
    pub fn add_injected(&mut self, id: &str, chat: i64, pressed_ms: i64) {
        if let Ok(id) = id.parse() {
            self.insert(id, PendingCallbackQuery { chat, pressed_ms });
        }
    }

    fn insert(&mut self, id: u64, query: PendingCallbackQuery) {
        self.waiting.insert(id, query);
        self.order.push_back(id);
        if self.order.len() > QUERIES_CAP
            && let Some(oldest) = self.order.pop_front()
        {
            self.waiting.remove(&oldest);
        }
    }

    /// Removes the query that is answered. Fails if it is unknown, answered or too old.
    pub fn answer(&mut self, id: &str, now_ms: i64) -> Result<PendingCallbackQuery, ApiError> {
        id.parse()
            .ok()
            .and_then(|id: u64| self.waiting.remove(&id))
            .filter(|query| now_ms - query.pressed_ms <= QUERY_LIFETIME_MS)
            .ok_or_else(|| {
                ApiError::bad("query is too old and response timeout expired or query ID is invalid")
            })
    }
}
