//! Where a campaign stands, and the orders that its author may give.

use crate::domain::campaign::delivery::Reason;

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for its time.
    Scheduled,
    /// Its audience is written down.
    Filling,
    /// It goes out.
    Running,
    /// It rests until its author says something.
    Paused(Pause),
    /// All of it is done.
    Done,
    /// It was called off; what had been sent stays sent.
    Cancelled,
}

/// Why a campaign rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// Its author wished so.
    Author,
    /// The trial is out, and the author is to look at it.
    Trial,
    /// Too many failed for the same reason.
    Failures(Reason),
    /// It is later than it may be without being asked for again.
    Late,
    /// Telegram refuses what it says.
    Content,
    /// What it says can't be read: it was written down under another state key.
    Unreadable,
}

/// What an author may say to a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Rest.
    Pause,
    /// Go on; also after a trial, after failures, and when it is late.
    Resume,
    /// Be called off: what waits is skipped.
    Cancel,
    /// Send once more to those whose delivery is unsure.
    Repeat,
}

impl Stage {
    /// The word for it in the store; what it rests for stands behind a colon.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Stage::Scheduled => "scheduled".to_owned(),
            Stage::Filling => "filling".to_owned(),
            Stage::Running => "running".to_owned(),
            Stage::Paused(Pause::Failures(reason)) => format!("paused:failures:{}", reason.code()),
            Stage::Paused(pause) => format!("paused:{}", pause.code()),
            Stage::Done => "done".to_owned(),
            Stage::Cancelled => "cancelled".to_owned(),
        }
    }

    /// The stage with exactly this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Stage> {
        Some(match code {
            "scheduled" => Stage::Scheduled,
            "filling" => Stage::Filling,
            "running" => Stage::Running,
            "done" => Stage::Done,
            "cancelled" => Stage::Cancelled,
            _ => Stage::Paused(Pause::from_code(code.strip_prefix("paused:")?)?),
        })
    }

    /// Whether nothing will come of it any more.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Stage::Done | Stage::Cancelled)
    }
}

impl Pause {
    /// The word for it in message ids; failures share one.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Pause::Author => "author",
            Pause::Trial => "trial",
            Pause::Failures(_) => "failures",
            Pause::Late => "late",
            Pause::Content => "content",
            Pause::Unreadable => "unreadable",
        }
    }

    fn from_code(code: &str) -> Option<Pause> {
        if let Some(reason) = code.strip_prefix("failures:") {
            return Reason::from_code(reason).map(Pause::Failures);
        }
        let plain = [Pause::Author, Pause::Trial, Pause::Late, Pause::Content, Pause::Unreadable];
        plain.into_iter().find(|pause| pause.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_read_back() {
        let pauses = [Pause::Author, Pause::Trial, Pause::Late, Pause::Content, Pause::Unreadable]
            .into_iter()
            .chain(Reason::ALL.iter().copied().map(Pause::Failures));
        let stages = [Stage::Scheduled, Stage::Filling, Stage::Running, Stage::Done, Stage::Cancelled];
        for stage in stages.into_iter().chain(pauses.map(Stage::Paused)) {
            assert_eq!(Stage::from_code(&stage.code()), Some(stage));
        }
        assert_eq!(Stage::from_code("paused"), None);
    }
}
