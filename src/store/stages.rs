//! The stages of campaigns that the bot itself leads them to. The audit log tells of those that stop one.

use jiff::Timestamp;

use crate::domain::audit::{AuditEntry, Deed, DeedObject, DeedRecord, DeedResult, Doer};
use crate::domain::campaign::{Campaign, CampaignId, Pause, PlanState, Stage};
use crate::store::error::StoreError;
use crate::store::tables::campaigns;
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Store, audit};

impl Store {
    /// Moves a campaign to a stage, unless its stage has changed or it was planned anew since it was read; says whether it
    /// moved.
    pub async fn set_stage(
        &self,
        campaign: &Campaign,
        stage: Stage,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.writer.run(SetStage { id: campaign.id, from: campaign.plan_state(), to: stage, now }).await
    }
}

struct SetStage {
    id: CampaignId,
    from: PlanState,
    to: Stage,
    now: Timestamp,
}

impl WriteJob for SetStage {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let has_moved = campaigns::set_stage(tx.db, self.id, &self.from, self.to, self.now).await?;
        if has_moved && let Some(result) = recorded(self.to) {
            let on = Some(DeedObject::Campaign(self.id));
            let record = DeedRecord { deed: Deed::Delivery, on, result };
            audit::record_in(tx.db, tx.key, AuditEntry { at: self.now, doer: Doer::Bot, record }).await?;
        }
        Ok(has_moved)
    }
}

/// The result to record in the audit log for a stage that the bot itself leads a campaign to. The trial is part of every large
/// broadcast.
fn recorded(stage: Stage) -> Option<DeedResult> {
    match stage {
        Stage::Paused(Pause::Failures(_) | Pause::Content | Pause::Unreadable) => Some(DeedResult::Failed),
        Stage::Paused(Pause::Late | Pause::Permission | Pause::Recipients) => Some(DeedResult::Stopped),
        Stage::Paused(Pause::Author | Pause::Trial)
        | Stage::Scheduled
        | Stage::Filling
        | Stage::Running
        | Stage::Done
        | Stage::Cancelled => None,
    }
}
