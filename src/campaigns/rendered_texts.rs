//! What each recipient of a campaign gets: put together once for each language, with the line at its end.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::campaigns::Renderer;
use crate::domain::campaign::{Campaign, CampaignId, CampaignKind};
use crate::domain::message::{CampaignMessage, MessageVersions};
use crate::domain::{Deadline, Distance, Lang};

/// What a campaign says.
pub(super) enum TextSource {
    /// What its author wrote.
    Content(MessageVersions),
    /// A reminder of this deadline; none where that was changed or removed.
    Reminder(Option<Box<Deadline>>),
}

/// The words of a campaign.
pub(super) struct RenderedTexts<'a> {
    says: TextSource,
    campaign: &'a Campaign,
    voice: &'a dyn Renderer,
    /// How far away the deadline was, of which `posts` speak.
    distance: Option<Distance>,
    /// By language, and whether they are for groups.
    posts: HashMap<(Option<Lang>, bool), Option<Arc<CampaignMessage>>>,
}

impl RenderedTexts<'_> {
    /// The words of this campaign.
    pub fn new<'a>(says: TextSource, campaign: &'a Campaign, voice: &'a dyn Renderer) -> RenderedTexts<'a> {
        RenderedTexts { says, campaign, voice, distance: None, posts: HashMap::new() }
    }

    /// It reminds of the deadline as it is now; of none where that was changed or removed.
    pub fn remind_of(&mut self, deadline: Option<Deadline>) {
        self.says = TextSource::Reminder(deadline.map(Box::new));
        self.posts.clear();
    }

    /// What goes to whoever chose this language, a group or a person; none where there is nothing for them.
    pub fn post(
        &mut self,
        lang: Option<Lang>,
        to_group: bool,
        now: Timestamp,
    ) -> Option<Arc<CampaignMessage>> {
        if let TextSource::Reminder(deadline) = &self.says {
            // It tells how far away the deadline is at the time of sending.
            let distance = deadline.as_ref().map(|deadline| deadline.distance(now));
            if self.distance != distance {
                self.distance = distance;
                self.posts.clear();
            }
        }
        let (says, voice, campaign) = (&self.says, self.voice, self.campaign);
        let post = self.posts.entry((lang, to_group)).or_insert_with(|| {
            let (lang, mut post) = match says {
                TextSource::Content(content) => {
                    content.version(lang).map(|(lang, post)| (lang, post.clone()))?
                }
                TextSource::Reminder(deadline) => {
                    let lang = lang.unwrap_or(Lang::ALL[0]);
                    (lang, voice.reminder(lang, deadline.as_ref()?, now))
                }
            };
            if to_group {
                // The bot's own buttons are for a person.
                post.buttons.clear();
            }
            Some(Arc::new(post.with_footer(&voice.footer(lang, footer_of(campaign), to_group))))
        });
        post.clone()
    }
}

/// The campaign whose code stands in the footer: a correction keeps that of what it corrects.
fn footer_of(campaign: &Campaign) -> CampaignId {
    match campaign.kind {
        CampaignKind::Replace(of) | CampaignKind::Delete(of) => of,
        CampaignKind::Send | CampaignKind::Remind(_) => campaign.id,
    }
}
