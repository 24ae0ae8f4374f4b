//! Buttons by which supporters change what is stored about them.

use std::str::FromStr;

use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::domain::{Region, SupporterKind};

/// A change to a supporter's card. Each names its result, so that a double tap changes nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(CardActionKind), derive(strum::EnumIter)))]
pub enum CardAction {
    /// They support the pledge as this.
    Kind(SupporterKind),
    /// They live in this region, or don't say.
    Region(Region),
    /// Asks for the name, which may be published or not.
    AskName(bool),
    /// The name that is stored may not be published.
    Unpublish,
    /// Removes the name.
    RemoveName,
    /// Removes the contact.
    RemoveContact,
}

impl CardAction {
    /// The callback data behind the card's letter.
    pub(super) fn data(self) -> String {
        match self {
            CardAction::Kind(kind) => format!("kind:{}", kind.code()),
            CardAction::Region(region) => format!("region:{}", region.code()),
            CardAction::AskName(publish) => format!("name:{}", field::of_flag(publish)),
            CardAction::Unpublish => "unpublish".to_owned(),
            CardAction::RemoveName => "noname".to_owned(),
            CardAction::RemoveContact => "nocontact".to_owned(),
        }
    }

    /// Whether it takes back what was given, which nothing may hold up.
    pub(crate) fn takes_back(self) -> bool {
        match self {
            CardAction::Unpublish | CardAction::RemoveName | CardAction::RemoveContact => true,
            CardAction::Kind(_) | CardAction::Region(_) | CardAction::AskName(_) => false,
        }
    }
}

impl FromStr for CardAction {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<CardAction, ParseCallbackError> {
        let (word, value) = data.split_once(':').unwrap_or((data, ""));
        match word {
            "kind" => field::code(value, SupporterKind::from_code).map(CardAction::Kind),
            "region" => field::code(value, Region::from_code).map(CardAction::Region),
            "name" => field::flag(value).map(CardAction::AskName),
            "unpublish" => Ok(CardAction::Unpublish),
            "noname" => Ok(CardAction::RemoveName),
            "nocontact" => Ok(CardAction::RemoveContact),
            _ => Err(ParseCallbackError),
        }
    }
}

/// Every action with every value.
#[cfg(test)]
pub(super) fn samples() -> Vec<CardAction> {
    use strum::IntoEnumIterator as _;

    let of = |kind| -> Vec<_> {
        match kind {
            CardActionKind::Kind => SupporterKind::ALL.map(CardAction::Kind).into(),
            CardActionKind::Region => Region::ALL.map(CardAction::Region).into(),
            CardActionKind::AskName => [true, false].map(CardAction::AskName).into(),
            CardActionKind::Unpublish => vec![CardAction::Unpublish],
            CardActionKind::RemoveName => vec![CardAction::RemoveName],
            CardActionKind::RemoveContact => vec![CardAction::RemoveContact],
        }
    };
    CardActionKind::iter().flat_map(of).collect()
}
