//! Supporters.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::Region;
use crate::domain::code::coded;

/// The kind of a supporter.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum SupporterKind {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A media outlet.
    Media,
}

coded!(SupporterKind);

/// The data that is sealed to the coalition's keys: one JSON document for each supporter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name as typed, if any.
    pub name: Option<String>,
    /// An e-mail address or a phone number (E.164), if any.
    pub contact: Option<String>,
}

impl std::fmt::Debug for Person {
    /// Shows nothing: names and contacts never reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(..)")
    }
}

/// A supporter as the running bot knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supporter {
    /// The kind.
    pub kind: SupporterKind,
    /// The region.
    pub region: Region,
    /// Whether the coalition may publish the name.
    pub publish: bool,
    /// The version of the consent text that they agreed to.
    pub consent: u32,
    /// When they agreed to it: at the sign-up, or later to a newer version.
    pub signed_at: Timestamp,
    /// The sealed [`Person`]; `None` when neither a name nor a contact was given.
    pub sealed: Option<Vec<u8>>,
}

/// The supporters that an export is limited to; all of them by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SupporterFilter {
    /// Only those who signed at this time or later.
    pub since: Option<Timestamp>,
    /// Only those who live in this region.
    pub region: Option<Region>,
}

impl SupporterFilter {
    /// Whether a supporter passes.
    pub fn matches(&self, supporter: &Supporter) -> bool {
        self.since.is_none_or(|since| supporter.signed_at >= since)
            && self.region.is_none_or(|region| supporter.region == region)
    }
}
