//! Topics of subscriptions.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// A topic that a chat may subscribe to. All are off until a person chooses them.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Topic {
    /// News that the coalition publishes.
    News,
    /// Changes in the status of a call.
    Calls,
    /// Reminders of deadlines.
    Deadlines,
}

coded!(Topic);
