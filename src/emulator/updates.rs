//! The queue of updates for the bot, and getUpdates.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;

use crate::emulator::error::ApiError;
use crate::emulator::params::Params;

/// Kinds that come only when asked for by name (documented at getUpdates, `allowed_updates`).
const NOT_BY_DEFAULT: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
/// Telegram forgets an update after 24 hours.
const KEPT_MS: i64 = 24 * 3600 * 1000;

/// What is waiting for the bot.
#[derive(Debug)]
pub(crate) struct UpdateQueue {
    pending: VecDeque<QueuedUpdate>,
    next_id: i64,
    /// Whether an injected update stands behind one with a higher id.
    unsorted: bool,
    /// Updates queued so far.
    queued: u64,
    /// Empty: Telegram's default.
    allowed: BTreeSet<String>,
    /// Grows with each getUpdates: a poll that finds a newer one than its own is over.
    consumer: u64,
    pub webhook: Option<ActiveWebhook>,
    /// Calls of getUpdates that wait.
    pub waiting: usize,
    /// Webhooks set so far.
    pub webhooks: u64,
}

/// An update that waits.
#[derive(Debug, Clone)]
pub(crate) struct QueuedUpdate {
    pub id: i64,
    /// The chat that it is about, 0 for none: a webhook gets one chat's updates in order.
    pub chat: i64,
    at_ms: i64,
    pub json: Arc<str>,
}

/// Where updates go instead of getUpdates.
#[derive(Debug, Clone)]
pub(crate) struct ActiveWebhook {
    pub url: String,
    pub secret: Option<String>,
    pub connections: usize,
    /// Tells this webhook from an earlier or a later one.
    pub generation: u64,
    /// Unix seconds and what went wrong, of the last failure.
    pub last_error: Option<(i64, String)>,
    /// Chats whose update is on its way (0 for updates without a chat), with the update's id.
    pub in_flight: BTreeSet<(i64, i64)>,
}

/// What one look at the queue gives.
pub(crate) enum PollResult {
    Superseded,
    Webhook,
    Nothing,
    Ready(String),
}

impl UpdateQueue {
    pub fn new(first_id: i64) -> Self {
        Self {
            pending: VecDeque::new(),
            next_id: first_id,
            unsorted: false,
            queued: 0,
            allowed: BTreeSet::new(),
            consumer: 0,
            webhook: None,
            webhooks: 0,
            waiting: 0,
        }
    }

    /// Queues an update whose payload is JSON already; `None` where the bot does not ask for this kind.
    pub fn push(&mut self, now_ms: i64, chat: i64, kind: &str, payload: &str) -> Option<i64> {
        if !self.wants(kind) {
            return None;
        }
        let id = self.next_id;
        self.next_id += 1;
        self.queued += 1;
        let json = format!("{{\"update_id\":{id},\"{kind}\":{payload}}}").into();
        self.pending.push_back(QueuedUpdate { id, chat, at_ms: now_ms, json });
        Some(id)
    }

    /// Queues a whole update as it is; its `update_id` is filled in where it is missing.
    pub fn inject(&mut self, now_ms: i64, mut update: Value) -> i64 {
        let id = update.get("update_id").and_then(Value::as_i64).unwrap_or(self.next_id);
        self.unsorted |= id < self.next_id;
        self.next_id = self.next_id.max(id.saturating_add(1));
        self.queued += 1;
        update["update_id"] = id.into();
        let chat = chat_of(&update);
        self.pending.push_back(QueuedUpdate { id, chat, at_ms: now_ms, json: update.to_string().into() });
        id
    }

    /// Number that changes with every update that is queued.
    pub fn last_id(&self) -> u64 {
        self.queued
    }

    pub fn len(&self) -> usize {
        self.pending.len()
    }

    /// Updates that wait, and polls that wait.
    pub fn backlog(&self) -> (usize, usize) {
        (self.pending.len(), self.waiting)
    }

    pub fn clear(&mut self) {
        self.pending.clear();
    }

    /// Remembers `allowed_updates` where the call has it.
    pub fn set_allowed(&mut self, params: &Params) -> Result<(), ApiError> {
        if let Some(list) = params.json("allowed_updates")? {
            let list = list
                .as_array()
                .ok_or_else(|| ApiError::bad("can't parse allowed_updates: expected an Array"))?;
            self.allowed = list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
        Ok(())
    }

    pub fn allowed(&self) -> &BTreeSet<String> {
        &self.allowed
    }

    /// The oldest update that is not about one of these chats, for the webhook.
    pub fn first_not_about(&self, busy: &BTreeSet<i64>) -> Option<QueuedUpdate> {
        self.pending.iter().find(|update| !busy.contains(&update.chat)).cloned()
    }

    /// Forgets an update that the webhook has taken.
    pub fn remove(&mut self, id: i64) {
        self.pending.retain(|update| update.id != id);
    }

    fn wants(&self, kind: &str) -> bool {
        if self.allowed.is_empty() { !NOT_BY_DEFAULT.contains(&kind) } else { self.allowed.contains(kind) }
    }

    fn drop_expired(&mut self, now_ms: i64) {
        while self.pending.front().is_some_and(|update| now_ms - update.at_ms > KEPT_MS) {
            self.pending.pop_front();
        }
    }

    /// Begins a call of getUpdates, which ends the one before it; gives the number to look with.
    pub fn begin_poll(&mut self, offset: i64) -> u64 {
        self.confirm(offset);
        self.consumer += 1;
        self.consumer
    }

    /// Forgets what the offset confirms: everything before it, or all but the last `-offset`.
    fn confirm(&mut self, offset: i64) {
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            self.pending.drain(..self.pending.len().saturating_sub(keep));
        } else if offset > 0 {
            while self.pending.front().is_some_and(|update| update.id < offset) {
                self.pending.pop_front();
            }
            // Injected updates may stand out of order behind the first that stays.
            if self.unsorted {
                self.pending.retain(|update| update.id >= offset);
                self.unsorted = !self.pending.is_empty();
            }
        }
    }

    pub fn poll(&mut self, now_ms: i64, consumer: u64, limit: usize) -> PollResult {
        if self.webhook.is_some() {
            return PollResult::Webhook;
        }
        if consumer != self.consumer {
            return PollResult::Superseded;
        }
        self.drop_expired(now_ms);
        if self.pending.is_empty() {
            return PollResult::Nothing;
        }
        let mut out = String::from("[");
        for (index, update) in self.pending.iter().take(limit).enumerate() {
            // Writing to a String cannot fail.
            let _ = write!(out, "{}{}", if index == 0 { "" } else { "," }, update.json);
        }
        out.push(']');
        PollResult::Ready(out)
    }
}

/// The chat that an injected update is about, 0 for none.
fn chat_of(update: &Value) -> i64 {
    let mut bodies = update.as_object().into_iter().flat_map(serde_json::Map::values);
    let chat =
        |body: &Value| body.get("chat").or_else(|| body.get("message")?.get("chat"))?.get("id")?.as_i64();
    bodies.find_map(chat).unwrap_or(0)
}
