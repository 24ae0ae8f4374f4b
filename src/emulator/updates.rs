//! The queue of updates for the bot, for getUpdates and for the webhook.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::Value;

use crate::emulator::error::ApiError;
use crate::emulator::params::Params;

/// Kinds that a bot gets only if `allowed_updates` names them (documented at getUpdates).
const NOT_BY_DEFAULT: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
/// Telegram keeps an update for 24 hours.
const KEPT_MS: i64 = 24 * 3600 * 1000;

/// The updates that the bot has not confirmed.
#[derive(Debug)]
pub(crate) struct UpdateQueue {
    pending: VecDeque<QueuedUpdate>,
    next_id: i64,
    /// Whether an injected update stands behind one with a higher id.
    unsorted: bool,
    /// The number of updates queued since the start.
    queued: u64,
    /// The kinds in `allowed_updates`; empty stands for Telegram's default.
    allowed: BTreeSet<String>,
    /// The number of the newest getUpdates call. It ends the older ones.
    consumer: u64,
    pub webhook: Option<ActiveWebhook>,
    /// The number of getUpdates calls that wait.
    pub waiting: usize,
    /// The number of webhooks set since the start.
    pub webhooks: u64,
}

#[derive(Debug, Clone)]
pub(crate) struct QueuedUpdate {
    pub id: i64,
    /// The chat's id, or 0. A webhook gets the updates of one chat in order.
    pub chat: i64,
    at_ms: i64,
    pub json: Arc<str>,
}

/// The webhook that gets the updates.
#[derive(Debug, Clone)]
pub(crate) struct ActiveWebhook {
    pub url: String,
    pub secret: Option<String>,
    pub connections: usize,
    /// Distinguishes this webhook from earlier and later ones.
    pub generation: u64,
    /// Unix time and message of the last failed delivery.
    pub last_error: Option<(i64, String)>,
    /// Chat and id of each update that is being delivered.
    pub in_flight: BTreeSet<(i64, i64)>,
}

/// The outcome of one look at the queue.
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

    /// Queues an update with a payload in JSON. `None` means that the bot does not ask for this kind.
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

    /// Queues a whole update unchanged, except that a missing `update_id` is filled in.
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

    /// A number that changes with every queued update.
    pub fn last_id(&self) -> u64 {
        self.queued
    }

    pub fn len(&self) -> usize {
        self.pending.len()
    }

    /// The numbers of pending updates and of waiting getUpdates calls.
    pub fn backlog(&self) -> (usize, usize) {
        (self.pending.len(), self.waiting)
    }

    pub fn clear(&mut self) {
        self.pending.clear();
    }

    /// Sets `allowed_updates` if the call has the parameter.
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

    /// The oldest update that is not about one of these chats.
    pub fn first_not_about(&self, busy: &BTreeSet<i64>) -> Option<QueuedUpdate> {
        self.pending.iter().find(|update| !busy.contains(&update.chat)).cloned()
    }

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

    /// Begins a getUpdates call, which ends the one before it, and returns its number for [`Self::poll`].
    pub fn begin_poll(&mut self, offset: i64) -> u64 {
        self.confirm(offset);
        self.consumer += 1;
        self.consumer
    }

    /// Removes the updates that an offset confirms. A negative offset keeps only the last `-offset` updates.
    fn confirm(&mut self, offset: i64) {
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            self.pending.drain(..self.pending.len().saturating_sub(keep));
        } else if offset > 0 {
            while self.pending.front().is_some_and(|update| update.id < offset) {
                self.pending.pop_front();
            }
            // An injected update that is confirmed may stand behind one that is not.
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

/// The chat's id in an injected update, or 0.
fn chat_of(update: &Value) -> i64 {
    let mut bodies = update.as_object().into_iter().flat_map(serde_json::Map::values);
    let chat =
        |body: &Value| body.get("chat").or_else(|| body.get("message")?.get("chat"))?.get("id")?.as_i64();
    bodies.find_map(chat).unwrap_or(0)
}
