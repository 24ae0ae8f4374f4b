//! Refusals: Telegram's to the bot, and the emulator's own to a test or the page.
//!
//! Telegram's descriptions are copied word for word, because clients match on them. They come from the source code of
//! the Bot API server and `TDLib`, and from bug reports of other bots.

use serde_json::{Value, json};

/// A refusal of a Bot API call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ApiError {
    /// The HTTP status, which is also the `error_code`.
    pub code: u16,
    /// The description with its prefix (`Bad Request: …`).
    pub description: String,
    /// The seconds to wait (for 429).
    pub retry_after: Option<u32>,
    /// The id of the supergroup that the group became.
    pub migrate_to_chat_id: Option<i64>,
}

impl ApiError {
    pub fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), retry_after: None, migrate_to_chat_id: None }
    }

    /// 400 `Bad Request: …`
    pub fn bad(reason: impl std::fmt::Display) -> Self {
        Self::new(400, format!("Bad Request: {reason}"))
    }

    /// 403 `Forbidden: …`
    pub fn forbidden(reason: impl std::fmt::Display) -> Self {
        Self::new(403, format!("Forbidden: {reason}"))
    }

    /// 400 for a chat that does not exist or has never met this bot.
    pub fn chat_not_found() -> Self {
        Self::bad("chat not found")
    }

    /// 429 with `retry_after` in seconds.
    pub fn too_many_requests(retry_after: u32) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(429, format!("Too Many Requests: retry after {retry_after}"))
        }
    }

    /// 400 for a group that became the supergroup `to`.
    pub fn migrated(to: i64) -> Self {
        Self { migrate_to_chat_id: Some(to), ..Self::bad("group chat was upgraded to a supergroup chat") }
    }

    /// 404 for a method that does not exist.
    pub fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    /// The body of the response.
    pub fn body(&self) -> String {
        let mut body = json!({"ok": false, "error_code": self.code, "description": self.description});
        let mut parameters = serde_json::Map::new();
        if let Some(seconds) = self.retry_after {
            parameters.insert("retry_after".into(), seconds.into());
        }
        if let Some(chat) = self.migrate_to_chat_id {
            parameters.insert("migrate_to_chat_id".into(), chat.into());
        }
        if !parameters.is_empty() {
            body["parameters"] = Value::Object(parameters);
        }
        body.to_string()
    }
}

/// A refused action of a person or a test. The sentence says how to do it right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ControlError(pub String);

impl ControlError {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    pub(crate) fn unknown_person(id: i64) -> Self {
        Self::new(format!("Nobody has the id {id}: add the person first (POST /emulator/people)."))
    }

    pub(crate) fn unknown_group(id: i64) -> Self {
        Self::new(format!("No group has the id {id}: add the group first (POST /emulator/groups)."))
    }
}
