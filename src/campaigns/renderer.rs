//! The texts of campaigns. This module has none: the conversation renders them.

use jiff::Timestamp;

use crate::domain::campaign::{CampaignId, CampaignOutline};
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{Deadline, Lang, LocalHour, StatusEntry};
use crate::telegram::Page;

/// Somebody on staff who reads a report, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportReader {
    /// Their language.
    pub lang: Lang,
    /// The hour of their reminders, whose zone is the one that they live in.
    pub hour: LocalHour,
    /// When they read it.
    pub now: Timestamp,
}

/// Renders the texts that campaigns need.
pub trait Renderer: Send + Sync {
    /// The footer of every message of a campaign, in a group or in a private chat, as plain text: how to stop such messages,
    /// and the campaign's number.
    fn footer(&self, lang: Lang, id: CampaignId, in_group: bool) -> String;

    /// The report of a campaign to its author, with buttons for the orders that it allows. `rate` is the number of deliveries
    /// a second at the moment, 0 when nothing moves.
    fn report(&self, reader: &ReportReader, outline: &CampaignOutline, rate: f64) -> Page;

    /// The deadlines of the pledge's facts.
    fn deadlines(&self) -> Vec<Deadline>;

    /// A reminder of a deadline, as it reads at this moment.
    fn reminder(&self, lang: Lang, deadline: &Deadline, now: Timestamp) -> CampaignMessage;

    /// The question where a group's messages are to go, since the topic of its forum is closed or gone.
    fn topic_gone(&self, lang: Lang) -> Page;

    /// The message about new call statuses, the oldest first, to subscribers of calls.
    fn news(&self, entries: &[StatusEntry]) -> MessageVersions;
}
