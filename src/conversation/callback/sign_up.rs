//! Buttons of the sign-up.

use std::str::FromStr;

use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::domain::sign_up::SignUpAnswer;
use crate::domain::{Region, SupporterKind};

/// A move in the sign-up. Those that would fit more than one step name theirs, so that a double tap moves once.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(SignUpActionKind), derive(strum::EnumIter)))]
pub enum SignUpAction {
    /// Answers a step by a button.
    Answer(SignUpAnswer),
    /// Goes back from the step of this code.
    Back(String),
    /// Leaves the sign-up.
    Cancel,
    /// Signs.
    Confirm,
}

impl SignUpAction {
    /// The callback data behind the sign-up's letter and start.
    pub(super) fn data(&self) -> String {
        match self {
            SignUpAction::Answer(answer) => answer_data(answer),
            SignUpAction::Back(step) => format!("back:{step}"),
            SignUpAction::Cancel => "cancel".to_owned(),
            SignUpAction::Confirm => "confirm".to_owned(),
        }
    }
}

fn answer_data(answer: &SignUpAnswer) -> String {
    match answer {
        SignUpAnswer::Agree(version) => format!("agree:{version}"),
        SignUpAnswer::Kind(kind) => format!("kind:{}", kind.code()),
        SignUpAnswer::Region(region) => format!("region:{}", region.code()),
        SignUpAnswer::Publish(yes) => format!("publish:{}", field::of_flag(*yes)),
        // Names and contacts are typed, never tapped: their only button is the one to go without.
        SignUpAnswer::NoName | SignUpAnswer::Name(_) => "noname".to_owned(),
        SignUpAnswer::NoContact | SignUpAnswer::Contact(_) => "nocontact".to_owned(),
    }
}

impl FromStr for SignUpAction {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<SignUpAction, ParseCallbackError> {
        let (word, value) = data.split_once(':').unwrap_or((data, ""));
        let answer = match word {
            "agree" => SignUpAnswer::Agree(field::number(value)?),
            "kind" => SignUpAnswer::Kind(field::code(value, SupporterKind::from_code)?),
            "noname" => SignUpAnswer::NoName,
            "region" => SignUpAnswer::Region(field::code(value, Region::from_code)?),
            "nocontact" => SignUpAnswer::NoContact,
            "publish" => SignUpAnswer::Publish(field::flag(value)?),
            "back" => return Ok(SignUpAction::Back(value.to_owned())),
            "cancel" => return Ok(SignUpAction::Cancel),
            "confirm" => return Ok(SignUpAction::Confirm),
            _ => return Err(ParseCallbackError),
        };
        Ok(SignUpAction::Answer(answer))
    }
}

/// Every action, with the longest and the most different values.
#[cfg(test)]
pub(super) fn samples() -> Vec<SignUpAction> {
    use strum::IntoEnumIterator as _;

    let answers = || {
        let some = [SignUpAnswer::Agree(u32::MAX), SignUpAnswer::NoName, SignUpAnswer::NoContact];
        let published = [true, false].map(SignUpAnswer::Publish);
        let kinds = SupporterKind::ALL.map(SignUpAnswer::Kind);
        some.into_iter().chain(published).chain(kinds).chain(Region::ALL.map(SignUpAnswer::Region))
    };
    let of = |kind| match kind {
        SignUpActionKind::Answer => answers().map(SignUpAction::Answer).collect(),
        SignUpActionKind::Back => vec![SignUpAction::Back("contact".into())],
        SignUpActionKind::Cancel => vec![SignUpAction::Cancel],
        SignUpActionKind::Confirm => vec![SignUpAction::Confirm],
    };
    SignUpActionKind::iter().flat_map(of).collect()
}
