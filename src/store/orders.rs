//! Orders: an author pauses, resumes, cancels or repeats a campaign.

use jiff::Timestamp;

use crate::domain::campaign::{CampaignId, Order, Pause, Revision, Stage};
use crate::store::error::StoreError;
use crate::store::tables::{campaigns, deliveries};
use crate::store::tx::Tx;

/// Follows an order if the campaign's stage allows it; otherwise nothing changes.
pub(crate) async fn follow(
    tx: &mut Tx<'_>,
    id: CampaignId,
    order: Order,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    let Some(campaign) = campaigns::campaign(&mut *tx.connection, id).await? else { return Ok(()) };
    let next = match (order, campaign.stage) {
        (Order::Pause, Stage::Scheduled | Stage::Filling | Stage::Running) => Stage::Paused(Pause::Author),
        // A campaign that was paused before its audience was whole goes on with that.
        (Order::Resume, Stage::Paused(_)) => Stage::Scheduled,
        (Order::Cancel, stage) if !stage.is_over() => Stage::Cancelled,
        // A campaign that was corrected or taken back since must not go out as it was.
        (Order::Repeat, Stage::Done) if campaign.since == Revision::Original => {
            deliveries::queue_unsure(tx.connection, id, now).await?;
            Stage::Running
        }
        _ => return Ok(()),
    };
    let trial_is_over = campaign.stage == Stage::Paused(Pause::Trial) && order == Order::Resume;
    let was_late = campaign.stage == Stage::Paused(Pause::Late) && order == Order::Resume;
    campaigns::apply_order(tx.connection, id, next, trial_is_over, was_late, now).await
}
