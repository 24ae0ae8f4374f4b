//! What the Bot API answers when it refuses.
//!
//! The texts are Telegram's own, word for word: clients match on them. They come from the source of the Bot API
//! server and of `TDLib`, and from what bots' trackers quote.

use serde_json::{Value, json};

/// A refusal: the HTTP status, Telegram's description, and its `parameters`.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    /// HTTP status and `error_code`.
    pub code: u16,
    /// The whole description, with its prefix (`Bad Request: …`).
    pub description: String,
    /// Seconds to wait, for 429.
    pub retry_after: Option<u32>,
    /// The chat to use from now on, for a group that became a supergroup.
    pub migrate_to_chat_id: Option<i64>,
}

impl ApiError {
    /// A refusal with the whole description given.
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

    /// 400 for a chat that Telegram does not know, or that this bot has never met.
    #[must_use]
    pub fn chat_not_found() -> Self {
        Self::bad("chat not found")
    }

    /// 429 with `retry_after` in seconds.
    #[must_use]
    pub fn too_many_requests(retry_after: u32) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(429, format!("Too Many Requests: retry after {retry_after}"))
        }
    }

    /// 400 for a group that lives on as the supergroup `to`.
    #[must_use]
    pub fn migrated(to: i64) -> Self {
        Self { migrate_to_chat_id: Some(to), ..Self::bad("group chat was upgraded to a supergroup chat") }
    }

    /// 404, as for a method that does not exist.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    /// The body that Telegram sends.
    #[must_use]
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

/// An order to the emulator that makes no sense; the sentence says what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
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
