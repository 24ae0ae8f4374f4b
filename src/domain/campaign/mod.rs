//! Campaigns: one message to many chats, or a change to messages that went out.

mod delivery;
mod outline;
mod stage;
mod transitions;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::domain::message::MessageVersions;
use crate::domain::time::home_zone;
use crate::domain::{ChatId, Lang, Region, Reminder, Right, StaffMember, StoredId, Topic};

pub use delivery::{DeliveryStatus, Reason, Tally};
pub use outline::{CampaignChange, CampaignOutline, CorrectionObstacle, ListPart};
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
    /// Only chats that have had the topic on since this day at home, or since a later one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Only chats that have not received this campaign. It works only while its recipients are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<CampaignId>,
}

impl Audience {
    /// Every private chat that subscribes to a topic.
    pub fn of(topic: Topic) -> Audience {
        Audience {
            topic,
            lang: None,
            supporters: false,
            region: None,
            groups: Some(false),
            since: None,
            without: None,
        }
    }

    /// Whether every private chat that subscribes to a topic is in it.
    pub fn is_all_of(&self, topic: Topic) -> bool {
        self.topic == topic && !self.shares_trait() && self.groups != Some(true)
    }

    /// Whether its members share something besides the topic, which a small number of them would give away.
    pub fn shares_trait(&self) -> bool {
        let Audience { topic: _, groups: _, lang, supporters, region, since, without } = self;
        *supporters || lang.is_some() || region.is_some() || since.is_some() || without.is_some()
    }

    /// The moment since which the topic must have been on at the earliest.
    pub fn since(&self) -> Timestamp {
        let midnight = self.since.map(|day| day.to_datetime(Time::midnight()));
        midnight.and_then(|time| home_zone().to_timestamp(time).ok()).unwrap_or(Timestamp::MIN)
    }
}

/// A campaign at its launch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub struct Campaign {
    /// Its number.
    pub id: CampaignId,
    /// The private chat of its author; none if everything about that chat was erased.
    pub author: Option<StoredId>,
    /// Its work in each chat.
    pub kind: CampaignKind,
    /// The audience.
    pub audience: Audience,
    /// Where it stands.
    pub stage: Stage,
    /// When it was launched, or planned anew.
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
    /// Whether any chat of its audience has been written down.
    pub begun: bool,
}

/// The state of a planned campaign at one moment. It is another one as soon as somebody changes what is planned, pauses it or
/// lets it go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanState {
    /// Since when it is planned like this.
    pub created: Timestamp,
    /// Where it stands.
    pub stage: Stage,
}

impl Campaign {
    /// Whether its author still answers for it, as staff have them now. A reminder has a deadline for its cause, and asks nobody.
    /// Taking back is for everybody who may silence.
    pub fn may_go_on(&self, author: Option<&StaffMember>) -> bool {
        match self.kind {
            CampaignKind::Remind(_) => true,
            CampaignKind::Send => author.is_some_and(|author| author.may(Right::Send)),
            CampaignKind::Replace(_) => author.is_some_and(|author| author.may(Right::Correct)),
            CampaignKind::Delete(_) => author.is_some_and(|author| author.may(Right::Silence)),
        }
    }

    /// The state in which it is planned.
    pub fn plan_state(&self) -> PlanState {
        PlanState { created: self.created, stage: self.stage }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audiences_of_earlier_versions_are_read_and_go_to_everybody_still() {
        let json = r#"{"topic":"news","lang":null,"supporters":false,"region":null,"groups":false}"#;
        let audience: Audience = serde_json::from_str(json).expect("an audience");
        assert_eq!(audience, Audience::of(Topic::News));
        assert_eq!(serde_json::to_string(&audience).ok().as_deref(), Some(json));
        assert!(audience.is_all_of(Topic::News) && !audience.shares_trait());
    }

    #[test]
    fn newcomers_and_those_without_a_broadcast_are_not_everybody() {
        let all = Audience::of(Topic::News);
        let since = Audience { since: Some(jiff::civil::date(2026, 11, 1)), ..all.clone() };
        let without = Audience { without: Some(CampaignId(12)), ..all.clone() };
        for part in [since.clone(), without] {
            assert!(part.shares_trait() && !part.is_all_of(Topic::News), "{part:?}");
            let json = serde_json::to_string(&part).expect("JSON");
            assert_eq!(serde_json::from_str::<Audience>(&json).ok(), Some(part));
        }
        // The day begins in Bishkek.
        assert_eq!(since.since().to_string(), "2026-10-31T18:00:00Z");
        assert_eq!(all.since(), Timestamp::MIN);
    }
}
