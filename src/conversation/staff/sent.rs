//! The content of a campaign as it stands with its recipients now.

use crate::conversation::{Context, HandlerError};
use crate::domain::CampaignId;
use crate::domain::campaign::{CampaignKind, Stage};
use crate::domain::message::MessageVersions;

/// The content of a campaign since its last correction; `None` if it can't be read any more.
pub(super) async fn content(
    context: &Context,
    id: CampaignId,
) -> Result<Option<MessageVersions>, HandlerError> {
    let store = &context.app.store;
    let changes = store.reader().changes_of(id).await?;
    // A correction that was called off may have reached nobody.
    let mut corrections = changes.iter().filter(|campaign| campaign.stage != Stage::Cancelled);
    let last =
        corrections.find(|campaign| campaign.kind == CampaignKind::Replace(id)).map_or(id, |last| last.id);
    Ok(store.content(last).await?)
}
