//! The questions of the forms that staff fill in.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::Lang;
use crate::domain::code::coded;

/// The kind of a form under way. A chat has one of each at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum FormKind {
    /// A deadline is being set or changed.
    Deadline,
    /// The status of a call is being entered.
    Status,
}

coded!(FormKind);

/// A question about a form under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum StaffQuestion {
    /// About a deadline.
    Deadline(DeadlineQuestion),
    /// About the status of a call.
    Status(StatusQuestion),
}

/// A question about a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeadlineQuestion {
    /// The day.
    #[serde(rename = "deadline-date")]
    Date,
    /// The end within the day.
    #[serde(rename = "deadline-time")]
    Time,
    /// Its name in a language.
    #[serde(rename = "deadline-title")]
    Title(Lang),
    /// The days on which people are reminded.
    #[serde(rename = "deadline-leads")]
    Leads,
    /// The time zone of the day.
    #[serde(rename = "deadline-zone")]
    Zone,
    /// The topic whose subscribers are reminded.
    #[serde(rename = "deadline-topic")]
    Topic,
}

/// A question about the status of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StatusQuestion {
    /// The call.
    #[serde(rename = "status-call")]
    Call,
    /// The result.
    #[serde(rename = "status-result")]
    Status,
    /// The reasons, in a language.
    #[serde(rename = "status-note")]
    Note(Lang),
    /// The link to the evidence.
    #[serde(rename = "status-link")]
    Link,
    /// The day to which the finding applies.
    #[serde(rename = "status-date")]
    Date,
}

impl StaffQuestion {
    /// The kind of the form that it is about.
    pub fn form(self) -> FormKind {
        match self {
            StaffQuestion::Deadline(_) => FormKind::Deadline,
            StaffQuestion::Status(_) => FormKind::Status,
        }
    }

    /// Whether any text may be the answer, as with a title.
    pub fn takes_any_text(self) -> bool {
        match self {
            StaffQuestion::Deadline(DeadlineQuestion::Title(_))
            | StaffQuestion::Status(StatusQuestion::Note(_)) => true,
            StaffQuestion::Deadline(
                DeadlineQuestion::Date
                | DeadlineQuestion::Time
                | DeadlineQuestion::Leads
                | DeadlineQuestion::Zone
                | DeadlineQuestion::Topic,
            )
            | StaffQuestion::Status(
                StatusQuestion::Call | StatusQuestion::Status | StatusQuestion::Link | StatusQuestion::Date,
            ) => false,
        }
    }
}
