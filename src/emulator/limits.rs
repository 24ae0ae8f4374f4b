//! Telegram's documented flood limits for bots. They are off until a test switches them on.

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};

/// Limits on sends and edits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FloodLimits {
    /// Whether calls beyond the limits are refused with 429.
    pub enforced: bool,
    /// Calls per second to all chats together.
    pub per_second: u32,
    /// Calls per second to one chat, on average.
    pub per_chat_per_second: u32,
    /// Calls to one chat that may come in a burst.
    pub chat_burst: u32,
    /// Calls per minute to one group or channel.
    pub group_per_minute: u32,
    /// Calls per second to all chats together with `allow_paid_broadcast`.
    pub paid_per_second: u32,
}

impl Default for FloodLimits {
    fn default() -> Self {
        Self {
            enforced: false,
            per_second: 30,
            per_chat_per_second: 1,
            chat_burst: 5,
            group_per_minute: 20,
            paid_per_second: 1000,
        }
    }
}

/// The limits, and the recent calls that count against them.
#[derive(Debug, Default)]
pub(crate) struct FloodCounter {
    pub settings: FloodLimits,
    recent: VecDeque<i64>,
    paid: VecDeque<i64>,
    chats: HashMap<i64, ChatAllowance>,
}

#[derive(Debug, Default)]
struct ChatAllowance {
    /// The time when the whole burst is available again.
    full_at_ms: i64,
    /// The times of the last minute's calls (groups and channels only).
    minute: VecDeque<i64>,
}

/// Idle chats are forgotten once this many are kept.
const CHATS_CAP: usize = 10_000;

impl FloodCounter {
    /// Counts a call that sends `weight` messages, or fails with the seconds to wait.
    pub fn count(&mut self, now_ms: i64, chat: i64, paid: bool, weight: u32) -> Result<(), u32> {
        let settings = self.settings;
        if !settings.enforced {
            return Ok(());
        }
        let (overall, most) = if paid {
            (&mut self.paid, settings.paid_per_second)
        } else {
            (&mut self.recent, settings.per_second)
        };
        expire(overall, now_ms - 1000);
        let mut wait_ms = window_wait(overall, most, weight, now_ms, 1000);
        if self.chats.len() >= CHATS_CAP {
            self.chats.retain(|_, pace| pace.full_at_ms > now_ms || !pace.minute.is_empty());
        }
        let pace = self.chats.entry(chat).or_default();
        let step = 1000 / i64::from(settings.per_chat_per_second.max(1));
        let full_at = pace.full_at_ms.max(now_ms) + step * i64::from(weight);
        wait_ms = wait_ms.max(full_at - now_ms - step * i64::from(settings.chat_burst.max(weight)));
        if chat < 0 {
            expire(&mut pace.minute, now_ms - 60_000);
            wait_ms =
                wait_ms.max(window_wait(&pace.minute, settings.group_per_minute, weight, now_ms, 60_000));
        }
        if wait_ms > 0 {
            return Err(u32::try_from((wait_ms + 999) / 1000).unwrap_or(u32::MAX));
        }
        pace.full_at_ms = full_at;
        for _ in 0..weight {
            overall.push_back(now_ms);
            if chat < 0 {
                pace.minute.push_back(now_ms);
            }
        }
        Ok(())
    }
}

fn expire(times: &mut VecDeque<i64>, before: i64) {
    while times.front().is_some_and(|time| *time <= before) {
        times.pop_front();
    }
}

/// Milliseconds until `weight` more calls fit into the window; 0 if they fit now.
fn window_wait(times: &VecDeque<i64>, most: u32, weight: u32, now_ms: i64, window_ms: i64) -> i64 {
    let over = (times.len() + weight as usize).saturating_sub(most as usize);
    match over.checked_sub(1).and_then(|index| times.get(index)) {
        Some(time) => time + window_ms - now_ms,
        None if over > 0 && !times.is_empty() => window_ms,
        None => 0,
    }
}
