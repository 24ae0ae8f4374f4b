//! The broadcast that a draft corrects, which may have changed since the draft was begun.

use crate::conversation::staff::draft::Draft;
use crate::conversation::{Context, HandlerError};
use crate::domain::CampaignId;
use crate::domain::campaign::{CampaignOutline, CorrectionObstacle};
use crate::texts::{Html, Say};

/// The broadcast that a draft corrects, as it is now.
pub(super) struct CorrectedBroadcast {
    id: CampaignId,
    /// `None` if the store has no such broadcast.
    outline: Option<CampaignOutline>,
}

impl CorrectedBroadcast {
    /// The broadcast that this draft corrects; `None` for a draft of something new.
    pub async fn of(context: &Context, draft: &Draft) -> Result<Option<CorrectedBroadcast>, HandlerError> {
        let Some(id) = draft.corrects() else { return Ok(None) };
        Ok(Some(CorrectedBroadcast { id, outline: context.app.store.outline(id).await? }))
    }

    /// The number of chats in which the correction changes a message.
    pub fn recipients(&self) -> u64 {
        let outline = self.outline.as_ref().filter(|outline| outline.correction_obstacle().is_none());
        outline.map_or(0, CampaignOutline::standing)
    }

    /// Whether the number of its recipients would tell what they have chosen or said.
    pub fn reveals_trait(&self) -> bool {
        self.outline.as_ref().is_some_and(|outline| outline.campaign.reveals_trait(&outline.tally))
    }

    /// The reason why the correction can't be sent.
    pub fn obstacle(&self, say: &Say<'_>) -> Option<Html> {
        obstacle(say, self.id, self.outline.as_ref())
    }

    /// Whether not all recipients have the same text now.
    pub fn is_mixed(&self) -> bool {
        self.outline.as_ref().is_some_and(CampaignOutline::has_mixed_texts)
    }

    /// The newest correction, if it was sent after this draft was begun. The draft does not have its texts.
    pub fn newer(&self, draft: &Draft) -> Option<CampaignId> {
        let mut corrections =
            self.outline.iter().flat_map(|outline| &outline.changes).filter(|it| !it.deletes());
        let newest = corrections.find(|change| !change.was_called_off())?;
        (newest.campaign.created > draft.begun).then_some(newest.campaign.id)
    }

    /// The warning that the draft takes the place of a correction that it does not know.
    pub fn warning(&self, say: &Say<'_>, draft: &Draft) -> Option<Html> {
        self.newer(draft).map(|newer| say.campaign_warn_corrected(self.id.0, newer.0))
    }
}

/// The reason why a broadcast can't be corrected.
pub(in crate::conversation::staff) fn obstacle(
    say: &Say<'_>,
    id: CampaignId,
    outline: Option<&CampaignOutline>,
) -> Option<Html> {
    let obstacle = match outline {
        Some(outline) => outline.correction_obstacle()?,
        None => CorrectionObstacle::Unknown,
    };
    Some(match obstacle {
        CorrectionObstacle::TakenBack(by) => say.campaign_correct_taken_back(id.0, by.0),
        CorrectionObstacle::UnderWay => say.campaign_correct_under_way(id.0),
        CorrectionObstacle::Unknown => say.campaign_correct_unknown(id.0),
    })
}
