//! Buttons of the reminders' settings.

use std::str::FromStr;

use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::domain::ReminderScope;
use crate::domain::local_hour::ZONES;

/// A person's choice about their reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(ReminderActionKind), derive(strum::EnumIter)))]
pub enum ReminderAction {
    /// Whether there are any.
    On(bool),
    /// Which of them.
    Which(ReminderScope),
    /// At which hour.
    Hour(i8),
    /// In which zone, by the code of one that is offered.
    Zone(String),
}

impl ReminderAction {
    /// The hours that are offered: nobody is woken.
    pub const HOURS: [i8; 12] = [8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 20, 21];

    /// The callback data behind the reminders' letter.
    pub(super) fn data(&self) -> String {
        match self {
            ReminderAction::On(on) => format!("on:{}", field::of_flag(*on)),
            ReminderAction::Which(scope) => format!("which:{}", scope.code()),
            ReminderAction::Hour(hour) => format!("hour:{hour}"),
            ReminderAction::Zone(code) => format!("zone:{code}"),
        }
    }
}

impl FromStr for ReminderAction {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<ReminderAction, ParseCallbackError> {
        let (word, value) = field::pair(data)?;
        match word {
            "on" => field::flag(value).map(ReminderAction::On),
            "which" => field::code(value, ReminderScope::from_code).map(ReminderAction::Which),
            "hour" => {
                let hour = field::number(value)?;
                let offered = ReminderAction::HOURS.contains(&hour);
                if offered { Ok(ReminderAction::Hour(hour)) } else { Err(ParseCallbackError) }
            }
            "zone" => {
                let offered = ZONES.iter().any(|(code, _)| *code == value);
                if offered { Ok(ReminderAction::Zone(value.to_owned())) } else { Err(ParseCallbackError) }
            }
            _ => Err(ParseCallbackError),
        }
    }
}

/// Every action with every value.
#[cfg(test)]
pub(super) fn samples() -> Vec<ReminderAction> {
    use strum::IntoEnumIterator as _;

    let zones = || ZONES.iter().map(|(code, _)| ReminderAction::Zone((*code).to_owned()));
    let of = |kind| -> Vec<_> {
        match kind {
            ReminderActionKind::On => [true, false].map(ReminderAction::On).into(),
            ReminderActionKind::Which => ReminderScope::ALL.map(ReminderAction::Which).into(),
            ReminderActionKind::Hour => ReminderAction::HOURS.map(ReminderAction::Hour).into(),
            ReminderActionKind::Zone => zones().collect(),
        }
    };
    ReminderActionKind::iter().flat_map(of).collect()
}
