//! A campaign: one message to many, or a change to one that went out. What it is for, whom it goes to, where it stands,
//! and what came of each delivery.

mod delivery;
mod stage;
mod transitions;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::message::MessageVersions;
use crate::domain::{ChatId, Lang, Region, Reminder, Topic};

pub use delivery::{DeliveryStatus, Reason, Tally};
pub use stage::{Pause, PauseKind, Stage, StageKind};
pub use transitions::{CampaignEvent, Facts, Order, Transition};

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
    pub kind: CampaignKind,
    /// Whom it goes to; for a change to an earlier one, whom that one reached.
    pub audience: Audience,
    /// What it says; empty for a reminder and for taking a campaign back.
    pub content: MessageVersions,
    /// When it goes out; at once where that has passed.
    pub due: Timestamp,
    /// Whether it may go out in quiet hours.
    pub urgent: bool,
    /// Whether a few get it first, and the author is asked then.
    pub trial: bool,
    /// Whether Telegram is paid for going faster.
    pub paid: bool,
}

/// A campaign as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its number.
    pub id: CampaignId,
    /// As it was launched, without its content.
    pub author: ChatId,
    /// What it does.
    pub kind: CampaignKind,
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
    pub revision: Revision,
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
