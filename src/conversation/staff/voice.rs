//! How campaigns are spoken of, for delivery, which knows no words.

use std::sync::Arc;

use jiff::Timestamp;

use crate::campaigns::Renderer;
use crate::conversation::staff::report;
use crate::conversation::{App, record, reminders};
use crate::domain::campaign::{Campaign, Tally};
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{CampaignId, Deadline, Lang, StatusEntry};
use crate::telegram::Page;
use crate::texts::Say;

/// The desk's voice, in the words that the bot has at the moment.
pub struct BotRenderer(pub Arc<App>);

impl Renderer for BotRenderer {
    fn footer(&self, lang: Lang, id: CampaignId, in_group: bool) -> String {
        footer(&self.0, &self.0.content.load().say(lang), id, in_group)
    }

    fn report(&self, lang: Lang, campaign: &Campaign, tally: &Tally, rate: f64) -> Page {
        report::page(&self.0.content.load(), lang, campaign, tally, rate)
    }

    fn deadlines(&self) -> Vec<Deadline> {
        self.0.content.load().pledge.deadlines.clone()
    }

    fn reminder(&self, lang: Lang, deadline: &Deadline, now: Timestamp) -> CampaignMessage {
        reminders::post(&self.0.content.load(), lang, deadline, now)
    }

    fn news(&self, entries: &[StatusEntry]) -> MessageVersions {
        record::news(&self.0.content.load(), entries)
    }
}

/// The small line at the end of every message to many. In a group there may be other bots, so commands name this one.
pub(super) fn footer(app: &App, say: &Say<'_>, id: CampaignId, in_group: bool) -> String {
    if in_group { say.desk_footer_group(&app.username, id.0) } else { say.desk_footer(id.0) }
}
