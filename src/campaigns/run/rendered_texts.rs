//! The message for each recipient of a campaign: rendered once for each language, with its footer.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::campaigns::Renderer;
use crate::domain::campaign::{Campaign, CampaignId, CampaignKind};
use crate::domain::message::{CampaignMessage, MessageVersions, SendOptions};
use crate::domain::{Deadline, Distance, Lang};

/// The source of a campaign's texts.
pub(in crate::campaigns) enum TextSource {
    /// The content that its author wrote.
    Content(MessageVersions),
    /// A reminder of this deadline; `None` once that was changed or removed.
    Reminder(Option<Box<Deadline>>),
}

impl TextSource {
    /// The source for a campaign with this content; `None` if the campaign needs content that can't be read.
    pub fn of(campaign: &Campaign, content: Option<MessageVersions>) -> Option<TextSource> {
        match campaign.kind {
            // The run looks the deadline up.
            CampaignKind::Remind(_) => Some(TextSource::Reminder(None)),
            CampaignKind::Delete(_) => Some(TextSource::Content(MessageVersions::default())),
            CampaignKind::Send | CampaignKind::Replace(_) => content.map(TextSource::Content),
        }
    }
}

/// The texts of a campaign, by language, and by whether they go to groups.
pub(super) struct RenderedTexts<'a> {
    source: TextSource,
    campaign: &'a Campaign,
    renderer: &'a dyn Renderer,
    messages: HashMap<(Option<Lang>, bool), Option<Arc<CampaignMessage>>>,
    /// The distance to the deadline of which `messages` speak.
    distance: Option<Distance>,
}

impl RenderedTexts<'_> {
    /// The texts of this campaign, none of them rendered yet.
    pub fn new<'a>(
        source: TextSource,
        campaign: &'a Campaign,
        renderer: &'a dyn Renderer,
    ) -> RenderedTexts<'a> {
        RenderedTexts { source, campaign, renderer, messages: HashMap::new(), distance: None }
    }

    /// Reminds of the deadline as it is now; `None` once that was changed or removed.
    pub fn remind_of(&mut self, deadline: Option<Deadline>) {
        self.source = TextSource::Reminder(deadline.map(Box::new));
        self.messages.clear();
    }

    /// How the messages are sent.
    pub fn options(&self) -> SendOptions {
        match &self.source {
            TextSource::Content(content) => content.options,
            TextSource::Reminder(_) => SendOptions::default(),
        }
    }

    /// The message for a chat that chose this language; `None` if there is none for it.
    pub fn message(
        &mut self,
        lang: Option<Lang>,
        to_group: bool,
        now: Timestamp,
    ) -> Option<Arc<CampaignMessage>> {
        if let TextSource::Reminder(deadline) = &self.source {
            // It tells the distance to the deadline at the time of sending.
            let distance = deadline.as_ref().map(|deadline| deadline.distance(now));
            if self.distance != distance {
                self.distance = distance;
                self.messages.clear();
            }
        }
        let (source, campaign, renderer) = (&self.source, self.campaign, self.renderer);
        let message = self.messages.entry((lang, to_group)).or_insert_with(|| {
            let (lang, mut message) = match source {
                TextSource::Content(content) => {
                    content.version(lang).map(|(lang, message)| (lang, message.clone()))?
                }
                TextSource::Reminder(deadline) => {
                    let lang = lang.unwrap_or(Lang::ALL[0]);
                    (lang, renderer.reminder(lang, deadline.as_ref()?, now))
                }
            };
            if to_group {
                // The bot's own buttons are for a person.
                message.buttons.clear();
            }
            let footer = renderer.footer(lang, number_in_footer(campaign), to_group);
            Some(Arc::new(message.with_footer(&footer)))
        });
        message.clone()
    }
}

/// The number in the footer: a correction keeps that of the campaign that it corrects.
fn number_in_footer(campaign: &Campaign) -> CampaignId {
    match campaign.kind {
        CampaignKind::Replace(of) | CampaignKind::Delete(of) => of,
        CampaignKind::Send | CampaignKind::Remind(_) => campaign.id,
    }
}
