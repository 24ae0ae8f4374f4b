//! The state of the calls: what came of each, entry by entry.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{CallId, Lang};

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

/// What somebody found out about a call. Nothing of it is ever changed: a correction is another entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusEntry {
    /// The call.
    pub call: CallId,
    /// What came of it.
    pub status: CallStatus,
    /// The day for which that is said.
    pub date: Date,
    /// Why, in each language.
    pub notes: BTreeMap<Lang, String>,
    /// An `https` link to the evidence.
    pub link: String,
}
