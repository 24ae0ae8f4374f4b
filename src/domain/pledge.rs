//! The pledge's facts, from `messages/pledge.toml`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::{CallId, CallStatus, Deadline, Region};

/// All facts of the pledge. Its texts stand in `messages/<lang>/*.ftl`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pledge {
    /// The form as it was submitted.
    pub form: SubmittedForm,
    /// The version of the consent text that is shown now.
    pub consent: u32,
    /// The calls, in the order of a screen.
    pub calls: Vec<Call>,
    /// The deadlines: the pledge's own first.
    pub deadlines: Vec<Deadline>,
    /// The regions that the sign-up offers, in the order of a screen.
    pub regions: Vec<Region>,
}

/// The data of the submitted form that are no prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubmittedForm {
    /// The number of the pledge on the form.
    pub number: u32,
    /// The ISO 639-1 code of the language it was submitted in.
    pub original_language: String,
    /// The year of submission.
    pub submitted_year: i16,
    /// The month of submission, 1 to 12.
    pub submitted_month: i8,
}

/// The body that a call is addressed to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Addressee {
    /// The authorities of Kyrgyzstan.
    Authorities,
    /// All UN agencies.
    Un,
    /// The coalition itself: its own commitment.
    Coalition,
}

coded!(Addressee);

/// A demand of the pledge.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Its ID.
    pub id: CallId,
    /// The body that it is addressed to.
    pub addressee: Addressee,
    /// Its status.
    pub status: CallStatus,
    /// The day from which the status applies; `None` while nothing is recorded.
    pub since: Option<Date>,
    /// An `https` link to the evidence. The note itself is the message `call-<id>-note`.
    pub link: Option<String>,
}

impl Pledge {
    /// Whether a status is recorded for the call with this ID.
    pub fn is_recorded(&self, id: &str) -> bool {
        self.calls.iter().any(|call| call.id.as_str() == id && call.status != CallStatus::NotRecorded)
    }
}
