//! The planned broadcast that a draft changes. It stays as it is, and goes out as it is, until the change is confirmed.

use crate::conversation::staff::draft::Draft;
use crate::conversation::staff::draft::kind::DraftKind;
use crate::conversation::{Context, HandlerError};
use crate::domain::campaign::Stage;
use crate::domain::{Campaign, CampaignId};
use crate::texts::Html;

/// The planned broadcast that a draft changes, as it is now.
pub(super) enum Planned {
    /// It waits, as it did when the draft was begun.
    AsBefore(Campaign),
    /// It waits, but somebody has changed it since.
    ChangedSince(Campaign),
    /// It has begun, and so can't be changed any more.
    Begun(CampaignId),
    /// It was called off.
    CalledOff(CampaignId),
}

impl Planned {
    /// The broadcast that this draft changes, if it changes one.
    pub async fn of(context: &Context, draft: &Draft) -> Result<Option<Planned>, HandlerError> {
        let (id, created) = match draft.kind {
            DraftKind::New | DraftKind::Correction(_) => return Ok(None),
            DraftKind::Change { id, created } => (id, created),
        };
        let campaign = context.app.store.reader().campaign(id).await?;
        Ok(Some(match campaign {
            Some(campaign) if campaign.can_be_planned_anew() && campaign.created == created => {
                Planned::AsBefore(campaign)
            }
            Some(campaign) if campaign.can_be_planned_anew() => Planned::ChangedSince(campaign),
            Some(campaign) if campaign.stage != Stage::Cancelled || campaign.begun => Planned::Begun(id),
            Some(_) | None => Planned::CalledOff(id),
        }))
    }

    /// The broadcast, while it can be changed.
    pub fn campaign(&self) -> Option<&Campaign> {
        match self {
            Planned::AsBefore(campaign) | Planned::ChangedSince(campaign) => Some(campaign),
            Planned::Begun(_) | Planned::CalledOff(_) => None,
        }
    }

    /// The line about it in the draft.
    pub fn line(&self, context: &Context) -> Html {
        let say = context.say();
        match self {
            Planned::AsBefore(campaign) => say.campaign_line_planned(campaign.id.0),
            Planned::ChangedSince(campaign) => say.campaign_change_changed(campaign.id.0),
            Planned::Begun(id) => say.campaign_change_begun(id.0),
            Planned::CalledOff(id) => say.campaign_change_called_off(id.0),
        }
    }
}
