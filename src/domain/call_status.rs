//! Call statuses, and the entries in which staff record them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::{CallId, Lang};

/// The result of a call. `NotRecorded` is no finding: nobody has recorded one yet.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
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

coded!(CallStatus);

/// A finding about a call. An entry is never changed: a correction is another entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusEntry {
    /// The call.
    pub call: CallId,
    /// The result.
    pub status: CallStatus,
    /// The day to which the finding applies.
    pub date: Date,
    /// The reasons, in each language.
    pub notes: BTreeMap<Lang, String>,
    /// An `https` link to the evidence.
    pub link: String,
}
