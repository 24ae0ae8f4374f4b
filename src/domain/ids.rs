//! IDs of chats, messages and calls.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Telegram's ID of a chat: positive for private chats, negative for groups and channels.
///
/// It is never written down as it is. A statement can bind its stored form alone: this is no type of SQL, and nothing in the
/// store asks for its number (`tests/house/places.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ChatId(i64);

impl ChatId {
    /// The ID with this number.
    pub const fn new(telegram_number: i64) -> ChatId {
        ChatId(telegram_number)
    }

    /// Its number, to call Telegram, to show people their own, or to hide it.
    pub const fn telegram_number(self) -> i64 {
        self.0
    }

    /// Whether it is a group or a channel.
    pub fn is_group(self) -> bool {
        self.0 < 0
    }
}

/// A chat's or person's ID as the store writes it down: Telegram's ID, permuted under the store key
/// ([`IdKey`](crate::crypto::IdKey)). Without the key it names nobody. Its order and its sign mean nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StoredId(i64);

impl StoredId {
    /// Nothing comes after it.
    pub const LAST: StoredId = StoredId(i64::MAX);

    /// The stored form with these bits, as the key made it or the store has it.
    pub const fn from_bits(bits: i64) -> StoredId {
        StoredId(bits)
    }

    /// Its bits, to write it down.
    pub fn bits(self) -> i64 {
        self.0
    }

    /// The least that comes after this one, or the least of all; `None` if nothing can come after it. A walk through rows in
    /// the order of their IDs goes on there.
    pub fn after(last: Option<StoredId>) -> Option<StoredId> {
        match last {
            Some(last) => last.0.checked_add(1).map(StoredId),
            None => Some(StoredId(i64::MIN)),
        }
    }
}

/// Telegram's ID of a message within its chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageId(pub i32);

/// The id of a call: 1 to [`CallId::MAX`] of `[a-z0-9-]`, as it stands in message ids, deep links and callback data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
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

impl TryFrom<String> for CallId {
    type Error = ParseCallIdError;

    fn try_from(text: String) -> Result<CallId, ParseCallIdError> {
        text.parse()
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
