//! The event log: everything that happened, in order, for tests and the web page.

use std::collections::VecDeque;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::emulator::keyboard;

/// Something that happened in the emulated Telegram.
#[derive(Debug, Clone, Serialize)]
pub struct EmulatorEvent {
    /// The event's number, counted from 1 without gaps.
    pub seq: u64,
    /// Unix time in milliseconds by the emulator's clock.
    pub at: i64,
    /// The chat's id, or 0 if the event belongs to no chat.
    pub chat: i64,
    /// By the bot: `sent`, `edited`, `deleted`, `answered`, `typing`. By people: `from_person`, `edited_by_person`,
    /// `pressed`, `blocked`, `unblocked`, `deactivated`, `bot_added`, `bot_removed`, `joined`, `left`, `upgraded`,
    /// `topic_opened`.
    pub kind: &'static str,
    /// The Bot API method that caused it; `None` for an action of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'static str>,
    /// The message after the event, as a Bot API `Message`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
    /// The ids of deleted messages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub message_ids: Vec<i32>,
    /// `callback_query_id`, `text`, `show_alert` and `url` for `answered`; `callback_query_id`, `data` and `from` for
    /// `pressed`; `action` for `typing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Value>,
    /// Whether the message came without a sound (`disable_notification`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

impl EmulatorEvent {
    /// The text or caption of the message, or an empty text.
    #[must_use]
    pub fn text(&self) -> &str {
        let field = |name: &str| self.message.as_ref()?.get(name)?.as_str();
        field("text").or_else(|| field("caption")).unwrap_or_default()
    }

    /// The message's id.
    #[must_use]
    pub fn message_id(&self) -> Option<i32> {
        self.message.as_ref()?.get("message_id")?.as_i64().and_then(|id| i32::try_from(id).ok())
    }

    /// The labels of the message's inline keyboard, row by row.
    #[must_use]
    pub fn buttons(&self) -> Vec<Vec<String>> {
        self.message.as_ref().map(keyboard::labels).unwrap_or_default()
    }
}

/// Some of the requested events are no longer kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("events up to {last_dropped} are no longer kept: read sooner, or raise Options::events_cap")]
pub struct DroppedEventsError {
    /// The number of the newest event that is no longer kept.
    pub last_dropped: u64,
}

/// An event in memory. The message stays serialized and is parsed only for a reader.
#[derive(Debug, Clone)]
pub(crate) struct EventRecord {
    pub chat: i64,
    pub kind: &'static str,
    pub method: Option<&'static str>,
    pub message: Option<Arc<str>>,
    pub message_ids: Box<[i32]>,
    pub answer: Option<Box<Value>>,
    pub silent: bool,
}

impl EventRecord {
    pub fn new(chat: i64, kind: &'static str) -> Self {
        Self {
            chat,
            kind,
            method: None,
            message: None,
            message_ids: Box::default(),
            answer: None,
            silent: false,
        }
    }

    pub fn by(self, method: &'static str) -> Self {
        Self { method: Some(method), ..self }
    }

    pub fn message(self, json: &Arc<str>) -> Self {
        Self { message: Some(Arc::clone(json)), ..self }
    }

    pub fn silently(self, silent: bool) -> Self {
        Self { silent, ..self }
    }

    pub fn answer(self, answer: Value) -> Self {
        Self { answer: Some(Box::new(answer)), ..self }
    }
}

/// The newest events, at most `cap`.
#[derive(Debug)]
pub(crate) struct EventLog {
    records: VecDeque<(i64, EventRecord)>,
    last: u64,
    cap: usize,
}

impl EventLog {
    pub fn new(cap: usize) -> Self {
        Self { records: VecDeque::new(), last: 0, cap: cap.max(1) }
    }

    pub fn push(&mut self, at: i64, record: EventRecord) {
        if self.records.len() >= self.cap {
            self.records.pop_front();
        }
        self.records.push_back((at, record));
        self.last += 1;
    }

    /// The number of the newest event, or 0 before the first.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// The number of the newest event that is no longer kept, or 0.
    pub fn dropped(&self) -> u64 {
        self.last - self.records.len() as u64
    }

    /// At most `limit` events after `seq`, of one chat or of all chats.
    pub fn after(
        &self,
        seq: u64,
        chat: Option<i64>,
        limit: usize,
    ) -> Result<Vec<EmulatorEvent>, DroppedEventsError> {
        let dropped = self.dropped();
        if seq < dropped {
            return Err(DroppedEventsError { last_dropped: dropped });
        }
        let skip = usize::try_from(seq - dropped).unwrap_or(usize::MAX);
        Ok((seq + 1..)
            .zip(self.records.iter().skip(skip))
            .filter(|(_, (_, record))| chat.is_none_or(|chat| chat == record.chat))
            .take(limit)
            .map(|(seq, (at, record))| event(seq, *at, record))
            .collect())
    }
}

fn event(seq: u64, at: i64, record: &EventRecord) -> EmulatorEvent {
    EmulatorEvent {
        seq,
        at,
        chat: record.chat,
        kind: record.kind,
        method: record.method,
        silent: record.silent,
        message: record.message.as_deref().and_then(|json| serde_json::from_str(json).ok()),
        message_ids: record.message_ids.to_vec(),
        answer: record.answer.as_deref().cloned(),
    }
}
