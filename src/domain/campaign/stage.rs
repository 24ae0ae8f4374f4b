//! Where a campaign stands, with the codes that the store keeps.

use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantArray};

use crate::domain::campaign::delivery::Reason;
use crate::domain::code::coded;

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(into = "String", try_from = "String")]
#[strum_discriminants(
    name(StageKind),
    doc = "A [`Stage`] without the reason for a pause.",
    derive(EnumString, IntoStaticStr, VariantArray),
    strum(serialize_all = "lowercase")
)]
pub enum Stage {
    /// It waits for its time.
    Scheduled,
    /// Its audience is being written to the store.
    Filling,
    /// It goes out.
    Running,
    /// It waits for its author to decide.
    Paused(Pause),
    /// Every delivery has a result.
    Done,
    /// It was called off; messages that had been sent stay.
    Cancelled,
}

/// Why a campaign is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(PauseKind),
    doc = "A [`Pause`] without the details.",
    derive(EnumString, IntoStaticStr, VariantArray),
    strum(serialize_all = "lowercase")
)]
pub enum Pause {
    /// Its author paused it.
    Author,
    /// The trial is out, and the author is to look at it.
    Trial,
    /// Too many deliveries failed for the same reason.
    Failures(Reason),
    /// It is later than it may be without a new order.
    Late,
    /// Telegram refuses the message.
    Content,
    /// The content can't be read: it was sealed under another store key.
    Unreadable,
    /// Its author may not send any more, or is not known any more.
    Permission,
    /// It is to leave out those who received another campaign, and nobody knows any more who did.
    Recipients,
}

/// A text that is no code of a stage.
#[derive(Debug, thiserror::Error)]
#[error("no code of a stage")]
pub struct ParseStageError;

coded!(StageKind);
coded!(PauseKind);

impl Stage {
    /// The code in the store: the stage and, behind colons, the reason for a pause.
    pub fn code(self) -> String {
        let kind = StageKind::from(self).code();
        match self {
            Stage::Paused(Pause::Failures(reason)) => {
                format!("{kind}:{}:{}", PauseKind::Failures.code(), reason.code())
            }
            Stage::Paused(pause) => format!("{kind}:{}", pause.code()),
            Stage::Scheduled | Stage::Filling | Stage::Running | Stage::Done | Stage::Cancelled => {
                kind.to_owned()
            }
        }
    }

    /// The stage with exactly this code.
    pub fn from_code(code: &str) -> Option<Stage> {
        Stage::all().find(|stage| stage.code() == code)
    }

    /// Every stage, with every reason for a pause.
    pub fn all() -> impl Iterator<Item = Stage> {
        StageKind::ALL.into_iter().flat_map(|kind| match kind {
            StageKind::Scheduled => vec![Stage::Scheduled],
            StageKind::Filling => vec![Stage::Filling],
            StageKind::Running => vec![Stage::Running],
            StageKind::Paused => Pause::all().map(Stage::Paused).collect(),
            StageKind::Done => vec![Stage::Done],
            StageKind::Cancelled => vec![Stage::Cancelled],
        })
    }

    /// Whether nothing more is to be sent.
    pub fn is_over(self) -> bool {
        matches!(self, Stage::Done | Stage::Cancelled)
    }
}

impl From<Stage> for String {
    fn from(stage: Stage) -> String {
        stage.code()
    }
}

impl TryFrom<String> for Stage {
    type Error = ParseStageError;

    fn try_from(code: String) -> Result<Stage, ParseStageError> {
        Stage::from_code(&code).ok_or(ParseStageError)
    }
}

impl Pause {
    /// The code in message IDs; failures of all reasons share one.
    pub fn code(self) -> &'static str {
        PauseKind::from(self).code()
    }

    /// Every reason for a pause.
    pub fn all() -> impl Iterator<Item = Pause> {
        PauseKind::ALL.into_iter().flat_map(|kind| match kind {
            PauseKind::Author => vec![Pause::Author],
            PauseKind::Trial => vec![Pause::Trial],
            PauseKind::Failures => Reason::ALL.map(Pause::Failures).to_vec(),
            PauseKind::Late => vec![Pause::Late],
            PauseKind::Content => vec![Pause::Content],
            PauseKind::Unreadable => vec![Pause::Unreadable],
            PauseKind::Permission => vec![Pause::Permission],
            PauseKind::Recipients => vec![Pause::Recipients],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_read_back() {
        assert_eq!(Stage::all().count(), 5 + 7 + Reason::ALL.len());
        for stage in Stage::all() {
            assert_eq!(Stage::from_code(&stage.code()), Some(stage));
        }
        for odd in ["paused", "paused:failures", "paused:failures:odd", "running:author", ""] {
            assert_eq!(Stage::from_code(odd), None, "{odd}");
        }
    }

    #[test]
    fn codes_are_those_in_the_store() {
        let plain: Vec<_> = Stage::all().map(Stage::code).filter(|code| !code.contains("failures")).collect();
        let stored = [
            "scheduled",
            "filling",
            "running",
            "paused:author",
            "paused:trial",
            "paused:late",
            "paused:content",
            "paused:unreadable",
            "paused:permission",
            "paused:recipients",
            "done",
            "cancelled",
        ];
        assert_eq!(plain, stored);
        assert_eq!(Stage::Paused(Pause::Failures(Reason::IsBot)).code(), "paused:failures:bot");
    }
}
