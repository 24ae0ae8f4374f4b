//! How a campaign is spoken of. Delivery knows no words: whoever runs it gives it a voice.

use jiff::Timestamp;

use crate::domain::campaign::{Campaign, CampaignId, Tally};
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{Deadline, Lang, StatusEntry};
use crate::telegram::Page;

/// What delivery has said for it.
pub trait Renderer: Send + Sync {
    /// The small line at the end of every message of a campaign: how to stop, in a group or in a private chat, and its code.
    /// Plain text.
    fn footer(&self, lang: Lang, id: CampaignId, in_group: bool) -> String;

    /// How a campaign goes, or how it went: shown to its author, with buttons for what may be done about it. `rate` is how
    /// many a second are delivered at the moment, 0 where nothing moves.
    fn report(&self, lang: Lang, campaign: &Campaign, tally: &Tally, rate: f64) -> Page;

    /// The deadlines of the pledge's facts.
    fn deadlines(&self) -> Vec<Deadline>;

    /// A reminder of a deadline, as it reads at this moment.
    fn reminder(&self, lang: Lang, deadline: &Deadline, now: Timestamp) -> CampaignMessage;

    /// What is told to those who want to hear of the calls when this was entered, the oldest first.
    fn news(&self, entries: &[StatusEntry]) -> MessageVersions;
}
