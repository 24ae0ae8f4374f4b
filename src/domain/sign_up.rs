//! The sign-up as a state machine: the step that follows each answer, and the way back.
//!
//! consent → kind → name → region → contact → publish → confirm. Where the coalition has set no key to seal with, name,
//! contact and publish are left out. A person who gives no name is not asked whether it may be published.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::domain::contact::{ParseContactError, ParseNameError};
use crate::domain::{Contact, MessageId, Name, Region, SupporterKind};

/// A sign-up under way.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SignUp {
    /// When it began. Buttons carry this time, so that those of an earlier sign-up are recognized.
    pub started: Timestamp,
    /// Whether names and contacts are asked for: only when there is a key to seal them with.
    pub asks_person: bool,
    /// Whether the person went to another screen: a text that they type there is no answer to the step.
    pub paused: bool,
    /// The current step.
    pub step: SignUpStep,
    /// The message that answered last, while no button has answered since: an edit of it counts.
    #[serde(default)]
    pub typed: Option<MessageId>,
}

impl std::fmt::Debug for SignUp {
    /// Shows the step alone: what the person typed never reaches a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignUp({})", self.step.code())
    }
}

/// A step, with the answers before it.
#[derive(Clone, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[serde(tag = "step", rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum SignUpStep {
    /// Asks for consent.
    Consent,
    /// Asks for the kind of supporter.
    Kind(Agreed),
    /// Asks for a name.
    Name(Chosen),
    /// Asks for the region.
    Region(Named),
    /// Asks for a contact.
    Contact(Located),
    /// Asks whether the name may be published.
    Publish(Reached),
    /// Shows all answers once more.
    Confirm(Filled),
}

/// Consent was given.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreed {
    /// The version of the consent text.
    pub consent: u32,
}

/// The kind of supporter was chosen.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    /// Earlier answers.
    pub agreed: Agreed,
    /// The kind of supporter.
    pub kind: SupporterKind,
}

/// A name was given or refused.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// Earlier answers.
    pub chosen: Chosen,
    /// The name.
    pub name: Option<String>,
}

/// The region was chosen.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// Earlier answers.
    pub named: Named,
    /// The region.
    pub region: Region,
}

/// A contact was given or refused.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Reached {
    /// Earlier answers.
    pub located: Located,
    /// The contact.
    pub contact: Option<String>,
}

/// Everything is answered.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Filled {
    /// Earlier answers.
    pub reached: Reached,
    /// Whether the coalition may publish the name.
    pub publish: bool,
}

/// An answer to a step.
#[derive(Clone, PartialEq)]
pub enum SignUpAnswer {
    /// Agrees to this version of the consent text.
    Agree(u32),
    /// This kind of supporter.
    Kind(SupporterKind),
    /// A typed name.
    Name(String),
    /// Signs without a name.
    NoName,
    /// This region.
    Region(Region),
    /// A typed contact.
    Contact(String),
    /// Gives no contact.
    NoContact,
    /// Whether the coalition may publish the name.
    Publish(bool),
}

/// The reason why an answer was refused; the step stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerError {
    /// It answers another step than the current one.
    OtherStep,
    /// The typed text is no name.
    Name(ParseNameError),
    /// The typed text is no contact.
    Contact(ParseContactError),
}

impl SignUpStep {
    /// The word for the step in callback data and in message IDs.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

impl SignUp {
    /// How long an unfinished sign-up is kept unless the settings say otherwise.
    pub const KEPT: SignedDuration = SignedDuration::from_hours(24);

    /// A fresh sign-up.
    pub fn start(now: Timestamp, asks_person: bool) -> SignUp {
        SignUp { started: now, asks_person, paused: false, step: SignUpStep::Consent, typed: None }
    }

    /// Whether it is older than unfinished sign-ups are kept.
    pub fn is_stale(&self, now: Timestamp, kept: SignedDuration) -> bool {
        now.duration_since(self.started) >= kept
    }

    /// The same sign-up, paused while the person is on another screen, or resumed.
    #[must_use]
    pub fn paused(&self, paused: bool) -> SignUp {
        SignUp { paused, ..self.clone() }
    }

    /// Whether a typed text is an answer to the step.
    pub fn wants_text(&self) -> bool {
        !self.paused && matches!(self.step, SignUpStep::Name(_) | SignUpStep::Contact(_))
    }

    /// Whether any typed text may be the answer to the step.
    pub fn wants_any_text(&self) -> bool {
        !self.paused && matches!(self.step, SignUpStep::Name(_))
    }

    /// The sign-up after an answer.
    pub fn answer(&self, answer: SignUpAnswer) -> Result<SignUp, AnswerError> {
        let step = match (self.step.clone(), answer) {
            (SignUpStep::Consent, SignUpAnswer::Agree(consent)) => SignUpStep::Kind(Agreed { consent }),
            (SignUpStep::Kind(agreed), SignUpAnswer::Kind(kind)) => self.after_kind(Chosen { agreed, kind }),
            (SignUpStep::Name(chosen), SignUpAnswer::NoName) => {
                SignUpStep::Region(Named { chosen, name: None })
            }
            (SignUpStep::Name(chosen), SignUpAnswer::Name(text)) => {
                let name = Name::parse(&text).map_err(AnswerError::Name)?;
                SignUpStep::Region(Named { chosen, name: Some(name.as_str().to_owned()) })
            }
            (SignUpStep::Region(named), SignUpAnswer::Region(region)) => {
                self.after_region(Located { named, region })
            }
            (SignUpStep::Contact(located), SignUpAnswer::NoContact) => {
                after_contact(Reached { located, contact: None })
            }
            (SignUpStep::Contact(located), SignUpAnswer::Contact(text)) => {
                let contact = Contact::parse(&text).map_err(AnswerError::Contact)?;
                after_contact(Reached { located, contact: Some(contact.as_str().to_owned()) })
            }
            (SignUpStep::Publish(reached), SignUpAnswer::Publish(publish)) => {
                SignUpStep::Confirm(Filled { reached, publish })
            }
            _ => return Err(AnswerError::OtherStep),
        };
        Ok(SignUp { step, paused: false, typed: None, ..self.clone() })
    }

    fn after_kind(&self, chosen: Chosen) -> SignUpStep {
        if self.asks_person {
            SignUpStep::Name(chosen)
        } else {
            SignUpStep::Region(Named { chosen, name: None })
        }
    }

    fn after_region(&self, located: Located) -> SignUpStep {
        if self.asks_person {
            SignUpStep::Contact(located)
        } else {
            after_contact(Reached { located, contact: None })
        }
    }

    /// The sign-up at the step before this one; `None` at the first.
    pub fn back(&self) -> Option<SignUp> {
        let step = match self.step.clone() {
            SignUpStep::Consent => return None,
            SignUpStep::Kind(_) => SignUpStep::Consent,
            SignUpStep::Name(chosen) => SignUpStep::Kind(chosen.agreed),
            SignUpStep::Region(named) if self.asks_person => SignUpStep::Name(named.chosen),
            SignUpStep::Region(named) => SignUpStep::Kind(named.chosen.agreed),
            SignUpStep::Contact(located) => SignUpStep::Region(located.named),
            SignUpStep::Publish(reached) => SignUpStep::Contact(reached.located),
            SignUpStep::Confirm(filled) if !self.asks_person => {
                SignUpStep::Region(filled.reached.located.named)
            }
            SignUpStep::Confirm(filled) if filled.reached.name().is_none() => {
                SignUpStep::Contact(filled.reached.located)
            }
            SignUpStep::Confirm(filled) => SignUpStep::Publish(filled.reached),
        };
        Some(SignUp { step, paused: false, typed: None, ..self.clone() })
    }

    /// The number of this step and the number of steps, for "3 of 6"; the confirmation has no number.
    pub fn progress(&self) -> Option<(u8, u8)> {
        let nth = match (&self.step, self.asks_person) {
            (SignUpStep::Consent, _) => 1,
            (SignUpStep::Kind(_), _) => 2,
            (SignUpStep::Name(_), _) | (SignUpStep::Region(_), false) => 3,
            (SignUpStep::Region(_), true) => 4,
            (SignUpStep::Contact(_), _) => 5,
            (SignUpStep::Publish(_), _) => 6,
            (SignUpStep::Confirm(_), _) => return None,
        };
        Some((nth, if self.asks_person { 6 } else { 3 }))
    }
}

fn after_contact(reached: Reached) -> SignUpStep {
    if reached.name().is_none() {
        SignUpStep::Confirm(Filled { reached, publish: false })
    } else {
        SignUpStep::Publish(reached)
    }
}

impl Reached {
    /// The name, if one was given.
    pub fn name(&self) -> Option<&str> {
        self.located.named.name.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(asks_person: bool, answers: &[SignUpAnswer]) -> SignUp {
        answers.iter().fold(SignUp::start(Timestamp::UNIX_EPOCH, asks_person), |signup, answer| {
            signup.answer(answer.clone()).expect("the answer fits the step")
        })
    }

    fn all_answers() -> Vec<SignUpAnswer> {
        vec![
            SignUpAnswer::Agree(1),
            SignUpAnswer::Kind(SupporterKind::Media),
            SignUpAnswer::Name("Айгүл".into()),
            SignUpAnswer::Region(Region::Naryn),
            SignUpAnswer::Contact("aigul@example.org".into()),
            SignUpAnswer::Publish(true),
        ]
    }

    #[test]
    fn every_step_leads_back_to_the_one_before() {
        for asks_person in [true, false] {
            let answers: Vec<_> = all_answers()
                .into_iter()
                .filter(|answer| {
                    asks_person
                        || matches!(
                            answer,
                            SignUpAnswer::Agree(_) | SignUpAnswer::Kind(_) | SignUpAnswer::Region(_)
                        )
                })
                .collect();
            for n in 1..=answers.len() {
                let back = walk(asks_person, &answers[..n]).back().expect("not the first step");
                assert_eq!(back.step.code(), walk(asks_person, &answers[..n - 1]).step.code());
            }
        }
    }

    #[test]
    fn steps_are_counted_without_gaps() {
        let answers = all_answers();
        let counted: Vec<_> = (0..=6).map(|n| walk(true, &answers[..n]).progress()).collect();
        assert_eq!(
            counted,
            [1, 2, 3, 4, 5, 6].map(|n| Some((n, 6))).into_iter().chain([None]).collect::<Vec<_>>()
        );
    }

    #[test]
    fn who_gives_no_name_is_not_asked_to_publish_it() {
        let mut answers = all_answers();
        answers[2] = SignUpAnswer::NoName;
        assert_eq!(walk(true, &answers[..5]).step.code(), "confirm");
        assert_eq!(walk(true, &answers[..5]).back().map(|s| s.step.code()), Some("contact"));
    }

    #[test]
    fn an_answer_to_another_step_changes_nothing() {
        let signup = SignUp::start(Timestamp::UNIX_EPOCH, true);
        assert_eq!(signup.answer(SignUpAnswer::Publish(true)).err(), Some(AnswerError::OtherStep));
    }

    #[test]
    fn a_saved_step_reads_back_as_it_was() {
        let answers = all_answers();
        for n in 0..=6 {
            let signup = walk(true, &answers[..n]);
            let json = serde_json::to_vec(&signup).expect("it serializes");
            assert!(serde_json::from_slice::<SignUp>(&json).is_ok_and(|read| read == signup));
        }
    }
}
