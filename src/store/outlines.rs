//! Campaigns as staff are told of them, each with its deliveries, its content and its changes.

use crate::domain::campaign::{
    Campaign, CampaignChange, CampaignId, CampaignKind, CampaignOutline, ListPart, Tally,
};
use crate::store::error::StoreError;
use crate::store::{Reader, Store};

impl Store {
    /// A campaign with everything that staff are told of it; `None` if there is none with this number.
    pub async fn outline(&self, id: CampaignId) -> Result<Option<CampaignOutline>, StoreError> {
        let Some(campaign) = self.reader.campaign(id).await? else { return Ok(None) };
        let tally = self.reader.tally(id).await?;
        self.outline_of(campaign, tally).await.map(Some)
    }

    /// The same for a campaign whose deliveries are known already.
    pub async fn outline_of(&self, campaign: Campaign, tally: Tally) -> Result<CampaignOutline, StoreError> {
        let content = match &campaign.kind {
            CampaignKind::Delete(of) => of,
            CampaignKind::Send | CampaignKind::Replace(_) | CampaignKind::Remind(_) => &campaign.id,
        };
        let content = self.content(*content).await?;
        let changes = self.reader.tallied_changes(campaign.id).await?;
        Ok(CampaignOutline { campaign, tally, content, changes })
    }

    /// A part of the list of broadcasts, at most `most`, the newest first.
    pub async fn outlines(&self, part: ListPart, most: u32) -> Result<Vec<CampaignOutline>, StoreError> {
        let mut outlines = Vec::new();
        for campaign in self.reader.broadcasts(part, most).await? {
            let tally = self.reader.tally(campaign.id).await?;
            outlines.push(self.outline_of(campaign, tally).await?);
        }
        Ok(outlines)
    }
}

impl Reader {
    /// The campaigns that correct this one or take it back, the newest first, with their deliveries.
    async fn tallied_changes(&self, id: CampaignId) -> Result<Vec<CampaignChange>, StoreError> {
        let mut changes = Vec::new();
        for campaign in self.changes_of(id).await? {
            let tally = self.tally(campaign.id).await?;
            changes.push(CampaignChange { campaign, tally });
        }
        Ok(changes)
    }
}
