//! The broadcast whose recipients a draft leaves out. It is known who they are only until the deliveries become counts, and so a
//! draft can be confirmed only while that lies well ahead; from then on the store keeps them until the new one is over.

use jiff::{SignedDuration, Timestamp};

use crate::conversation::staff::draft::Draft;
use crate::conversation::{Context, HandlerError};
use crate::domain::campaign::{CampaignKind, Revision};
use crate::domain::time::later;
use crate::domain::{Campaign, CampaignId};
use crate::texts::{Html, Say};

/// The last hours before the deliveries of a broadcast become counts. In these it can't be chosen any more, so that no sweep
/// comes between a confirmation and its tap.
const MARGIN: SignedDuration = SignedDuration::from_hours(24);

/// The broadcast whose recipients a draft leaves out.
pub(super) struct Without {
    id: CampaignId,
    /// Until when it is known who received it; `None` if it is not known any more.
    known_until: Option<Timestamp>,
}

impl Without {
    pub async fn of(context: &Context, draft: &Draft) -> Result<Option<Without>, HandlerError> {
        let Some(id) = draft.audience.without else { return Ok(None) };
        let known_until = match context.app.store.reader().campaign(id).await? {
            Some(campaign) => known_until(context, &campaign).await?,
            None => None,
        };
        Ok(Some(Without { id, known_until }))
    }

    /// The line about it in the draft.
    pub fn line(&self, say: &Say<'_>) -> Html {
        match self.known_until {
            Some(until) => say.campaign_without_until(self.id.0, &say.day(until)),
            None => say.campaign_without_unknown(self.id.0),
        }
    }

    /// The reason why a draft that goes out at this time can't be confirmed.
    pub fn obstacle(&self, say: &Say<'_>, goes_out: Timestamp) -> Option<Html> {
        match self.known_until {
            None => Some(say.campaign_without_unknown(self.id.0)),
            Some(until) if goes_out > until => Some(say.campaign_without_late(self.id.0, &say.day(until))),
            Some(_) => None,
        }
    }
}

/// Until when it is known who received a broadcast; `None` if it is not over, or that time has come.
pub(super) async fn known_until(
    context: &Context,
    campaign: &Campaign,
) -> Result<Option<Timestamp>, HandlerError> {
    let fits = campaign.kind == CampaignKind::Send
        && campaign.stage.is_over()
        && campaign.begun
        && campaign.revision != Revision::Archived;
    let until = later(later(campaign.touched, context.app.retention.deliveries), -MARGIN);
    if !fits || until <= context.now {
        return Ok(None);
    }
    // Right after it was called off, chats that will not get it still count as its recipients.
    let tally = context.app.store.reader().tally(campaign.id).await?;
    Ok((tally.open() == 0).then_some(until))
}
