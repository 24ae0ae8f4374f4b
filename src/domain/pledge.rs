//! The pledge's facts, as `messages/pledge.toml` holds them.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Deadline, Region};

/// All facts of the pledge. Words stand in `messages/<lang>/*.ftl`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pledge {
    /// The form as it was submitted.
    pub form: Form,
    /// The version of the consent text that is shown now.
    pub consent: u32,
    /// The calls, in the order of a screen.
    pub calls: Vec<Call>,
    /// The deadlines: the pledge's own first.
    pub deadlines: Vec<Deadline>,
    /// The regions that the sign-up offers, in the order of a screen.
    pub regions: Vec<Region>,
}

/// The submitted form's data that are no prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The number of the pledge on the form.
    pub number: u32,
    /// The ISO 639-1 code of the language it was submitted in.
    pub original_language: String,
    /// The year of submission.
    pub submitted_year: i16,
    /// The month of submission, 1 to 12.
    pub submitted_month: i8,
}

/// Who a call is addressed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Addressee {
    /// The authorities of Kyrgyzstan.
    Authorities,
    /// All UN agencies.
    Un,
    /// The coalition itself: its own commitment.
    Coalition,
}

impl Addressee {
    /// Every addressee, in the order of a screen.
    pub const ALL: [Addressee; 3] = [Addressee::Authorities, Addressee::Un, Addressee::Coalition];

    /// The word for it in message ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Addressee::Authorities => "authorities",
            Addressee::Un => "un",
            Addressee::Coalition => "coalition",
        }
    }
}

/// What came of a call. `NotRecorded` is no finding: nobody has recorded one yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallStatus {
    /// Nothing has been recorded.
    NotRecorded,
    /// Work on it is under way.
    InProgress,
    /// A part of it was kept.
    KeptInPart,
    /// It was kept.
    Kept,
    /// It was not kept.
    NotKept,
}

impl CallStatus {
    /// Every status.
    pub const ALL: [CallStatus; 5] = [
        CallStatus::NotRecorded,
        CallStatus::InProgress,
        CallStatus::KeptInPart,
        CallStatus::Kept,
        CallStatus::NotKept,
    ];

    /// The word for it in the store and in message ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            CallStatus::NotRecorded => "not-recorded",
            CallStatus::InProgress => "in-progress",
            CallStatus::KeptInPart => "kept-in-part",
            CallStatus::Kept => "kept",
            CallStatus::NotKept => "not-kept",
        }
    }
}

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
    #[must_use]
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

/// One thing that the pledge calls on somebody to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// Who it is addressed to.
    pub addressee: Addressee,
    /// What came of it.
    pub status: CallStatus,
    /// Since when the status stands; none while nothing is recorded.
    pub since: Option<Date>,
    /// An `https` link to the evidence. The note itself is the message `call-<id>-note`.
    pub link: Option<String>,
}

impl Pledge {
    /// Whether something came of the call with this id: a status is recorded.
    #[must_use]
    pub fn is_recorded(&self, id: &str) -> bool {
        self.calls.iter().any(|call| call.id.as_str() == id && call.status != CallStatus::NotRecorded)
    }
}
