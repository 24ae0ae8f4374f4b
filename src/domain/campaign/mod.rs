//! Campaigns: one message to many chats, or a change to messages that went out.

mod delivery;
mod stage;
mod transitions;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::message::MessageVersions;
use crate::domain::{ChatId, Lang, Region, Reminder, Topic};

pub use delivery::{DeliveryStatus, Reason, Tally};
pub use stage::{Pause, PauseKind, Stage, StageKind};
pub use transitions::Order;
pub(crate) use transitions::{CampaignEvent, Facts, Transition};

/// The number of a campaign, which people see as its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CampaignId(pub i64);

/// The work of a campaign in each chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CampaignKind {
    /// Sends its content.
    Send,
    /// Deletes the messages of that campaign.
    Delete(CampaignId),
    /// Puts its content in place of the messages of that campaign.
    Replace(CampaignId),
    /// Reminds of a deadline. It has no content: the text is made when it is sent.
    Remind(Box<Reminder>),
}

/// The filter that selects the chats of a campaign: those that subscribe to its topic and meet the other conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// The topic.
    pub topic: Topic,
    /// Only chats that chose this language.
    pub lang: Option<Lang>,
    /// Only supporters.
    pub supporters: bool,
    /// Only supporters in this region.
    pub region: Option<Region>,
    /// Only groups (`true`), or only private chats (`false`).
    pub groups: Option<bool>,
}

impl Audience {
    /// Every private chat that subscribes to a topic.
    pub fn of(topic: Topic) -> Audience {
        Audience { topic, lang: None, supporters: false, region: None, groups: Some(false) }
    }

    /// Whether every private chat that subscribes to a topic is in it.
    pub fn is_all_of(&self, topic: Topic) -> bool {
        let Audience { topic: own, lang, supporters, region, groups } = self;
        *own == topic && lang.is_none() && !supporters && region.is_none() && *groups != Some(true)
    }
}

/// A campaign at its launch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    /// The private chat of its author, who gets the reports. Without one, all owners get them.
    pub author: Option<ChatId>,
    /// Its work in each chat.
    pub kind: CampaignKind,
    /// The audience. A change to an earlier campaign goes to the chats that got that one, and keeps its audience.
    pub audience: Audience,
    /// The content; empty for a reminder and for taking a campaign back.
    pub content: MessageVersions,
    /// When it goes out; at once where that time has passed.
    pub due: Timestamp,
    /// Whether it may go out in quiet hours.
    pub urgent: bool,
    /// Whether a few chats get it first, and the author is then asked to go on.
    pub trial: bool,
    /// Whether Telegram is paid for a higher rate.
    pub paid: bool,
}

/// A campaign as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its number.
    pub id: CampaignId,
    /// The private chat of its author; none if everything about that chat was erased.
    pub author: Option<ChatId>,
    /// Its work in each chat.
    pub kind: CampaignKind,
    /// The audience.
    pub audience: Audience,
    /// Where it stands.
    pub stage: Stage,
    /// When it was launched.
    pub created: Timestamp,
    /// When it goes out.
    pub due: Timestamp,
    /// When the store last recorded progress or a new stage.
    pub touched: Timestamp,
    /// Whether it may go out in quiet hours.
    pub urgent: bool,
    /// Whether a few chats get it first; false once the author let it go on.
    pub trial: bool,
    /// Whether Telegram is paid for a higher rate.
    pub paid: bool,
    /// The state of the messages that it sent.
    pub revision: Revision,
}

/// The state of the messages that a campaign sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    /// They stand as they were sent.
    Original,
    /// Another campaign corrects them or takes them back.
    Superseded,
    /// The store keeps counts only, and no longer knows which chat got which message.
    Archived,
}
