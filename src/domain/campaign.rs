//! A campaign: one message to many, or a change to one that went out. What it is for, whom it goes to, where it stands,
//! and what came of each delivery.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::{ChatId, Lang, Region, Reminder, Topic};

/// The number of a campaign, which people see as its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CampaignId(pub i64);

/// What a campaign does in each chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CampaignKind {
    /// Sends its content.
    Send,
    /// Deletes what that campaign sent.
    Delete(CampaignId),
    /// Puts its content in place of what that campaign sent.
    Replace(CampaignId),
    /// Reminds of a deadline, in words that fit the moment of sending; it has no content of its own.
    Remind(Box<Reminder>),
}

/// Whom a campaign goes to: chats that have its topic switched on, and that fit all else that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// The topic.
    pub topic: Topic,
    /// Only those who chose this language.
    pub lang: Option<Lang>,
    /// Only those who have signed.
    pub supporters: bool,
    /// Only those who have signed in this region.
    pub region: Option<Region>,
    /// Only groups, or only private chats; either where nothing is said.
    pub groups: Option<bool>,
}

impl Audience {
    /// Every person who wants to hear of a topic.
    #[must_use]
    pub fn of(topic: Topic) -> Audience {
        Audience { topic, lang: None, supporters: false, region: None, groups: Some(false) }
    }
}

/// A campaign as it is launched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    /// Whose private chat hears how it goes.
    pub author: ChatId,
    /// What it does.
    pub job: CampaignKind,
    /// Whom it goes to; for a change to an earlier one, whom that one reached.
    pub audience: Audience,
    /// What it says, as JSON that only delivery reads.
    pub content: Vec<u8>,
    /// When it goes out; at once where that has passed.
    pub due: Timestamp,
    /// Whether it may go out in quiet hours.
    pub urgent: bool,
    /// Whether a few get it first, and the author is asked then.
    pub trial: bool,
    /// Whether Telegram is paid for going faster.
    pub paid: bool,
}

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

/// A delivery's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeliveryStatus {
    /// It waits.
    Queued,
    /// It is under way, or was when the machine went down.
    Sending,
    /// Telegram took it.
    Sent,
    /// The chat can't be written to.
    Gone,
    /// Telegram refuses it for good.
    Failed,
    /// It may have arrived or not; nobody can tell.
    Unsure,
    /// It was not tried, on purpose.
    Skipped,
}

/// Why a delivery stands as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The person blocked the bot.
    Blocked,
    /// The account was deleted.
    Deactivated,
    /// Telegram knows no such chat.
    NotFound,
    /// The bot was put out of the group, or the group is gone.
    Kicked,
    /// The person has not started the bot.
    NotStarted,
    /// It is a bot.
    IsBot,
    /// The bot may not write there.
    NoRights,
    /// Telegram refuses what is sent.
    Content,
    /// Telegram refused it for another reason.
    Refused,
    /// The message is gone, or too old to be changed.
    NoMessage,
    /// The connection broke, or Telegram's servers failed, after the request was sent.
    Connection,
    /// The machine went down while it was under way.
    Crash,
    /// The topic was switched off meanwhile.
    Stopped,
    /// The person was erased meanwhile.
    Erased,
    /// The chat does not fit the audience any more.
    Unfit,
    /// There is no version in the chat's language.
    NoVersion,
    /// The campaign was called off.
    Cancelled,
    /// It would have come too late.
    Late,
    /// What it reminds of was changed or removed.
    Changed,
    /// A backup was restored, and nobody knows any more whether it was sent before.
    Restored,
}

/// Gives every variant of a plain enum its code in the store.
macro_rules! codes {
    ($name:ident { $($variant:ident = $code:literal),* $(,)? }) => {
        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The word for it in the store and in message ids.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }

            /// The one with exactly this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|it| it.code() == code)
            }
        }
    };
}

codes!(DeliveryStatus {
    Queued = "queued",
    Sending = "sending",
    Sent = "sent",
    Gone = "gone",
    Failed = "failed",
    Unsure = "unsure",
    Skipped = "skipped",
});

codes!(Reason {
    Blocked = "blocked",
    Deactivated = "deactivated",
    NotFound = "not-found",
    Kicked = "kicked",
    NotStarted = "not-started",
    IsBot = "bot",
    NoRights = "no-rights",
    Content = "content",
    Refused = "refused",
    NoMessage = "no-message",
    Connection = "connection",
    Crash = "crash",
    Stopped = "stopped",
    Erased = "erased",
    Unfit = "unfit",
    NoVersion = "no-version",
    Cancelled = "cancelled",
    Late = "late",
    Changed = "changed",
    Restored = "restored",
});

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

/// How many deliveries stand how, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(pub BTreeMap<(DeliveryStatus, Option<Reason>), u64>);

impl Tally {
    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// How many stand like this, for whatever reason.
    #[must_use]
    pub fn of(&self, status: DeliveryStatus) -> u64 {
        self.0.iter().filter(|((each, _), _)| *each == status).map(|(_, count)| count).sum()
    }

    /// How many wait or are under way.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.of(DeliveryStatus::Queued) + self.of(DeliveryStatus::Sending)
    }

    /// Counts so many more.
    pub fn add(&mut self, status: DeliveryStatus, reason: Option<Reason>, count: u64) {
        *self.0.entry((status, reason)).or_default() += count;
    }
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

/// A campaign as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its number.
    pub id: CampaignId,
    /// As it was launched, without its content.
    pub author: ChatId,
    /// What it does.
    pub job: CampaignKind,
    /// Whom it goes to.
    pub audience: Audience,
    /// Where it stands.
    pub stage: Stage,
    /// When it was launched.
    pub created: Timestamp,
    /// When it goes out.
    pub due: Timestamp,
    /// When something was last done for it.
    pub touched: Timestamp,
    /// Whether it may go out in quiet hours.
    pub urgent: bool,
    /// Whether a few get it first; false once the author has said go on.
    pub trial: bool,
    /// Whether Telegram is paid for going faster.
    pub paid: bool,
    /// What became of what it sent.
    pub since: Revision,
}

/// What became of what a campaign sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    /// It stands as it was sent.
    Original,
    /// Another campaign corrects it, or takes it back.
    Superseded,
    /// Nobody knows any more who got which message: it is kept as counts.
    Archived,
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
