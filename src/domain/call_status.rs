//! The state of the calls: what came of each, entry by entry.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::pledge::CallId;
use crate::domain::{CallStatus, Lang};

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
