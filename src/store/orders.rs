//! Orders: an author pauses, resumes, cancels or repeats a campaign.

use jiff::Timestamp;

use crate::domain::StoredId;
use crate::domain::campaign::{CampaignEvent, CampaignId, Order, Pause, Stage};
use crate::store::error::StoreError;
use crate::store::tables::{campaigns, deliveries};
use crate::store::tx::Tx;

/// Follows an order of this owner if the campaign's state allows it; otherwise nothing changes. An owner who resumes a
/// campaign for which nobody answers any more becomes its author. Says whether it was followed.
pub(crate) async fn follow(
    tx: &mut Tx<'_>,
    owner: StoredId,
    id: CampaignId,
    order: Order,
    now: Timestamp,
) -> Result<bool, StoreError> {
    tx.left.wakes_campaigns = true;
    let Some(campaign) = campaigns::campaign(&mut *tx.db, id).await? else { return Ok(false) };
    let unsure = deliveries::count_unsure(tx.db, id).await?;
    let Some(next) = campaign.after(CampaignEvent::Order(order), unsure) else { return Ok(false) };
    if order == Order::Resume && campaign.stage == Stage::Paused(Pause::Permission) {
        campaigns::set_author(tx.db, id, owner).await?;
    }
    if order == Order::Repeat {
        deliveries::queue_unsure(tx.db, id, now).await?;
    }
    campaigns::follow(tx.db, id, next, now).await?;
    match order {
        Order::Pause => campaigns::set_paused_by(tx.db, id, Some(owner)).await?,
        Order::Resume => campaigns::set_paused_by(tx.db, id, None).await?,
        Order::Cancel | Order::Repeat => {}
    }
    Ok(true)
}
