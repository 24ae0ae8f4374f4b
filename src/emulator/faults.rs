//! Fault injection: a test orders which calls of the bot go wrong, how, and how often.

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
    /// 502 with an HTML page, as from a proxy.
    HtmlBody,
    /// The TCP connection is reset in place of an answer.
    Reset,
    /// The answer comes after `delay_ms`, or, without `delay_ms`, when the faults are cleared.
    Delay,
    /// 403, by default `Forbidden: bot was blocked by the user`.
    Forbidden,
    /// 400 with the given description.
    BadRequest,
    /// 200 with the first half of the body.
    Truncated,
}

/// Whether the call takes effect although it goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultTiming {
    /// The call has no effect.
    #[default]
    Before,
    /// The call takes effect, and only the answer is lost.
    After,
}

/// A fault to inject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InjectedFault {
    /// Limits the fault to calls to this chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat: Option<i64>,
    /// Limits the fault to this method, in any letter case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The number of calls that go wrong.
    #[serde(default = "once")]
    pub count: u32,
    /// How they go wrong.
    pub fault: FaultKind,
    /// Whether the call takes effect.
    #[serde(default)]
    pub when: FaultTiming,
    /// The seconds to wait, for `too_many_requests`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The delay in milliseconds, for `delay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// The description, for `forbidden`, `bad_request` and `server_error`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

fn once() -> u32 {
    1
}

impl InjectedFault {
    /// A fault that hits the next call of any method, which has no effect.
    #[must_use]
    pub fn new(fault: FaultKind) -> Self {
        Self {
            chat: None,
            method: None,
            count: 1,
            fault,
            when: FaultTiming::Before,
            retry_after: None,
            delay_ms: None,
            description: None,
        }
    }

    /// Limits the fault to this method.
    #[must_use]
    pub fn method(self, method: &str) -> Self {
        Self { method: Some(method.to_owned()), ..self }
    }

    /// Limits the fault to calls to this chat.
    #[must_use]
    pub fn chat(self, chat: i64) -> Self {
        Self { chat: Some(chat), ..self }
    }

    /// Sets the number of calls that go wrong.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self { count, ..self }
    }

    /// Lets the call take effect, so that only the answer goes wrong.
    #[must_use]
    pub fn after(self) -> Self {
        Self { when: FaultTiming::After, ..self }
    }

    /// Sets the seconds to wait, for [`FaultKind::TooManyRequests`].
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// Sets the delay in milliseconds, for [`FaultKind::Delay`].
    #[must_use]
    pub fn delay_ms(self, delay_ms: u64) -> Self {
        Self { delay_ms: Some(delay_ms), ..self }
    }

    /// Sets Telegram's description of the refusal.
    #[must_use]
    pub fn description(self, description: &str) -> Self {
        Self { description: Some(description.to_owned()), ..self }
    }

    /// The refusal that the bot gets, if the kind is a refusal.
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

/// An ordered fault.
#[derive(Debug, Clone, Serialize)]
pub struct PendingFault {
    /// The fault's id.
    pub id: u64,
    /// The order; `count` is the number of calls that are still to go wrong.
    #[serde(flatten)]
    pub fault: InjectedFault,
}

/// The faults that still have calls to hit.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue {
    pending: Vec<PendingFault>,
    last_id: u64,
    /// A delayed answer is released when this changes.
    pub times_cleared: u64,
}

impl FaultQueue {
    pub fn add(&mut self, fault: InjectedFault) -> u64 {
        self.last_id += 1;
        self.pending.push(PendingFault { id: self.last_id, fault });
        self.last_id
    }

    pub fn all(&self) -> &[PendingFault] {
        &self.pending
    }

    pub fn clear(&mut self) {
        self.pending.clear();
        self.times_cleared += 1;
    }

    /// Takes one hit from the first fault that matches the call.
    pub fn take_matching(&mut self, method: &str, chat: Option<i64>) -> Option<InjectedFault> {
        let at = self.pending.iter().position(|PendingFault { fault, .. }| {
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
