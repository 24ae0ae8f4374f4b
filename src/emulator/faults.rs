//! Faults that a test or a person at the page orders: which calls go wrong, how, and how often.

use serde::{Deserialize, Serialize};

use crate::emulator::error::ApiError;

/// How a call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// 429 with `retry_after`.
    TooManyRequests,
    /// 500 `Internal Server Error: restart`.
    ServerError,
    /// 502 with an HTML page, as a proxy gives it.
    HtmlBody,
    /// The TCP connection is reset instead of an answer.
    Reset,
    /// The answer comes late: after `delay_ms`, or, without it, when the faults are cleared.
    Delay,
    /// 403, by default `Forbidden: bot was blocked by the user`.
    Forbidden,
    /// 400 with the given description.
    BadRequest,
    /// 200 with the first half of a body.
    Truncated,
}

/// Whether the call has had its effect when it goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Nothing was done.
    #[default]
    Before,
    /// It was done, and only the answer is lost.
    After,
}

/// A fault, as it is pending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Only calls to this chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat: Option<i64>,
    /// Only calls of this method, in any letter case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How many calls it hits.
    #[serde(default = "once")]
    pub count: u32,
    /// How they go wrong.
    pub fault: FaultKind,
    /// Before or after the call has had its effect.
    #[serde(default)]
    pub when: When,
    /// Seconds, for `too_many_requests`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Milliseconds, for `delay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// The description, for `forbidden`, `bad_request` and `server_error`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// A fault that hits the next call, before it has an effect.
    #[must_use]
    pub fn new(fault: FaultKind) -> Self {
        Self {
            chat: None,
            method: None,
            count: 1,
            fault,
            when: When::Before,
            retry_after: None,
            delay_ms: None,
            description: None,
        }
    }

    /// Only calls of this method.
    #[must_use]
    pub fn method(self, method: &str) -> Self {
        Self { method: Some(method.to_owned()), ..self }
    }

    /// Only calls to this chat.
    #[must_use]
    pub fn chat(self, chat: i64) -> Self {
        Self { chat: Some(chat), ..self }
    }

    /// So many calls.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self { count, ..self }
    }

    /// The call has its effect; only the answer goes wrong.
    #[must_use]
    pub fn after(self) -> Self {
        Self { when: When::After, ..self }
    }

    /// Seconds to wait, for [`FaultKind::TooManyRequests`].
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// Milliseconds, for [`FaultKind::Delay`].
    #[must_use]
    pub fn delay_ms(self, delay_ms: u64) -> Self {
        Self { delay_ms: Some(delay_ms), ..self }
    }

    /// Telegram's description of the refusal.
    #[must_use]
    pub fn description(self, description: &str) -> Self {
        Self { description: Some(description.to_owned()), ..self }
    }

    /// The refusal that the bot gets, for kinds that are a refusal.
    pub(crate) fn refusal(&self) -> Option<ApiError> {
        let described =
            |code, default: &str| ApiError::new(code, self.description.as_deref().unwrap_or(default));
        match self.fault {
            FaultKind::TooManyRequests => Some(ApiError::too_many_requests(self.retry_after.unwrap_or(1))),
            FaultKind::ServerError => Some(described(500, "Internal Server Error: restart")),
            FaultKind::Forbidden => Some(described(403, "Forbidden: bot was blocked by the user")),
            FaultKind::BadRequest => Some(described(400, "Bad Request: wrong request")),
            FaultKind::HtmlBody | FaultKind::Reset | FaultKind::Delay | FaultKind::Truncated => None,
        }
    }
}

/// An pending fault with its id and how many hits remain (in `count`).
#[derive(Debug, Clone, Serialize)]
pub struct Ordered {
    /// Its id.
    pub id: u64,
    /// What was pending; `count` is what remains.
    #[serde(flatten)]
    pub fault: Fault,
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue {
    pending: Vec<Ordered>,
    last_id: u64,
    /// Grows when the faults are cleared, which lets held answers go.
    pub times_cleared: u64,
}

impl FaultQueue {
    pub fn add(&mut self, fault: Fault) -> u64 {
        self.last_id += 1;
        self.pending.push(Ordered { id: self.last_id, fault });
        self.last_id
    }

    pub fn all(&self) -> &[Ordered] {
        &self.pending
    }

    pub fn clear(&mut self) {
        self.pending.clear();
        self.times_cleared += 1;
    }

    /// The first fault that is meant for this call; it has one hit less then.
    pub fn take_matching(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        let at = self.pending.iter().position(|Ordered { fault, .. }| {
            fault.count > 0
                && fault.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
                && fault.chat.is_none_or(|wanted| chat == Some(wanted))
        })?;
        let fault = self.pending[at].fault.clone();
        self.pending[at].fault.count -= 1;
        if self.pending[at].fault.count == 0 {
            self.pending.remove(at);
        }
        Some(fault)
    }
}
