//! The parts of the privacy page.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// A part of the privacy page, which opens as a screen of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum PrivacyPart {
    /// The stored data, and the purpose of each.
    Stored,
    /// The data that is not stored.
    NotStored,
    /// The people who can see it.
    Readers,
    /// How long it is kept.
    Duration,
    /// How a person sees, changes and erases it.
    Choices,
    /// The dangers from which the bot can't protect anybody.
    Risks,
}

coded!(PrivacyPart);
