//! IDs of chats, messages and calls.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Telegram's ID of a chat: positive for private chats, negative for groups and channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ChatId(pub i64);

impl ChatId {
    /// Whether it is a group or a channel.
    pub fn is_group(self) -> bool {
        self.0 < 0
    }
}

/// Telegram's ID of a message within its chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageId(pub i32);

/// The id of a call: 1 to [`CallId::MAX`] of `[a-z0-9-]`, as it stands in message ids, deep links and callback data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct CallId(String);

/// A text that is no id of a call.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no id: use 1 to {max} of a-z, 0-9 and -", max = CallId::MAX)]
pub struct ParseCallIdError(String);

impl CallId {
    /// The longest id, so that it fits a deep link (64 bytes) and callback data (64 bytes) with room for a prefix.
    pub const MAX: usize = 32;

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CallId {
    type Err = ParseCallIdError;

    fn from_str(text: &str) -> Result<CallId, ParseCallIdError> {
        let fits = (1..=CallId::MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(CallId(text.to_owned())) } else { Err(ParseCallIdError(text.to_owned())) }
    }
}
