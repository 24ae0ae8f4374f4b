//! A sign-up that was under way in an earlier version, which asked for everything step by step and stored it at the end:
//! consent → kind → name → region → contact → publish → confirm. What people had chosen or typed is added to what is
//! stored about them once they agree to the consent text of now.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::domain::{Region, SupporterKind};

/// A sign-up under way.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SignUp {
    /// When it began.
    pub started: Timestamp,
    /// Whether names and contacts were asked for: only when there was a key to seal them with.
    pub asks_person: bool,
    /// Whether the person went to another screen since.
    pub paused: bool,
    /// The step that was asked last.
    pub step: SignUpStep,
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

/// Everything that a sign-up under way holds of a person.
#[derive(Clone, PartialEq, Default)]
pub struct SignUpAnswers {
    /// The kind of supporter.
    pub kind: Option<SupporterKind>,
    /// The region.
    pub region: Option<Region>,
    /// The name.
    pub name: Option<String>,
    /// Whether the coalition may publish the name.
    pub publish: bool,
    /// The contact.
    pub contact: Option<String>,
}

impl SignUpStep {
    /// The word for the step.
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

impl SignUp {
    /// How long an unfinished sign-up is kept unless the settings say otherwise.
    pub const KEPT: SignedDuration = SignedDuration::from_hours(24);

    /// Whether it is older than unfinished sign-ups are kept.
    pub fn is_stale(&self, now: Timestamp, kept: SignedDuration) -> bool {
        now.duration_since(self.started) >= kept
    }

    /// The answers that it holds.
    pub fn answers(&self) -> SignUpAnswers {
        match &self.step {
            SignUpStep::Consent | SignUpStep::Kind(_) => SignUpAnswers::default(),
            SignUpStep::Name(chosen) => chosen.answers(),
            SignUpStep::Region(named) => named.answers(),
            SignUpStep::Contact(located) => located.answers(),
            SignUpStep::Publish(reached) => reached.answers(),
            SignUpStep::Confirm(filled) => {
                SignUpAnswers { publish: filled.publish, ..filled.reached.answers() }
            }
        }
    }
}

impl Chosen {
    fn answers(&self) -> SignUpAnswers {
        SignUpAnswers { kind: Some(self.kind), ..SignUpAnswers::default() }
    }
}

impl Named {
    fn answers(&self) -> SignUpAnswers {
        SignUpAnswers { name: self.name.clone(), ..self.chosen.answers() }
    }
}

impl Located {
    fn answers(&self) -> SignUpAnswers {
        SignUpAnswers { region: Some(self.region), ..self.named.answers() }
    }
}

impl Reached {
    fn answers(&self) -> SignUpAnswers {
        SignUpAnswers { contact: self.contact.clone(), ..self.located.answers() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every answer, as the step of the confirmation stored them.
    const FILLED: &str = r#"{"started":"2026-11-26T08:00:00Z","asks_person":true,"paused":false,"step":{"step":"confirm",
        "reached":{"located":{"named":{"chosen":{"agreed":{"consent":2},"kind":"media"},"name":"Айгүл"},"region":"KG-N"},
        "contact":"aigul@example.org"},"publish":true}}"#;

    #[test]
    fn what_earlier_versions_stored_is_read() {
        let read = |json: &str| serde_json::from_str::<SignUp>(json).expect("a sign-up");
        let filled = SignUpAnswers {
            kind: Some(SupporterKind::Media),
            region: Some(Region::Naryn),
            name: Some("Айгүл".to_owned()),
            publish: true,
            contact: Some("aigul@example.org".to_owned()),
        };
        assert!(read(FILLED).answers() == filled);
        let begun = r#"{"started":"2026-11-26T08:00:00Z","asks_person":false,"paused":true,"step":{"step":"region",
            "chosen":{"agreed":{"consent":1},"kind":"person"},"name":null}}"#;
        let begun = read(begun);
        let person = SignUpAnswers { kind: Some(SupporterKind::Person), ..SignUpAnswers::default() };
        assert!(begun.paused && begun.answers() == person);
    }
}
