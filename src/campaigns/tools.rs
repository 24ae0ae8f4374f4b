//! The parts that everything in this module works with, and the moves of a campaign that its author hears of.

use std::sync::Arc;

use jiff::Timestamp;

use crate::campaigns::{BulkGate, DeliveryPolicy, Renderer};
use crate::clock::Clock;
use crate::domain::campaign::{Campaign, CampaignEvent, CampaignKind, Pause, Stage, Tally};
use crate::domain::{ChatId, Deadline, Lang, MessageId};
use crate::store::{Store, StoreError};
use crate::telegram::{Reply, Sender};

/// Store, sender, texts, time, rules, owners, and whether anything may go out.
#[derive(Clone)]
pub(super) struct Tools {
    pub store: Arc<Store>,
    pub sender: Sender,
    pub renderer: Arc<dyn Renderer>,
    pub clock: Clock,
    pub policy: DeliveryPolicy,
    pub gate: BulkGate,
    /// The owners, who may send.
    pub owners: Arc<[ChatId]>,
}

impl Tools {
    /// Moves a campaign to the stage that an event leads to, and gives that stage; `None` if the event changes nothing.
    pub async fn advance(
        &self,
        campaign: &Campaign,
        event: CampaignEvent,
        now: Timestamp,
    ) -> Result<Option<Stage>, StoreError> {
        // No event of the engine depends on deliveries that are unsure.
        let Some(next) = campaign.after(event, 0) else { return Ok(None) };
        self.store.set_stage(campaign, next.to, now).await?;
        Ok(Some(next.to))
    }

    /// Pauses a campaign and reports the reason to its author, whose last report is `progress`. Gives false if it can't be
    /// paused for this reason.
    pub async fn pause(
        &self,
        campaign: &Campaign,
        progress: Option<MessageId>,
        pause: Pause,
    ) -> Result<bool, StoreError> {
        let event = CampaignEvent::Halted(pause);
        let Some(stage) = self.advance(campaign, event, self.clock.now()).await? else { return Ok(false) };
        log::warn!(campaign = campaign.id.0; "a campaign is paused ({})", pause.code());
        let tally = self.store.reader().tally(campaign.id).await?;
        self.report(&Campaign { stage, ..campaign.clone() }, progress, &tally).await?;
        Ok(true)
    }

    /// The author of a campaign, if they may still send.
    pub fn author(&self, campaign: &Campaign) -> Option<ChatId> {
        campaign.author.filter(|author| self.owners.contains(author))
    }

    /// Whether a campaign may go on. A reminder has no author: the deadline causes it.
    pub fn may_go_on(&self, campaign: &Campaign) -> bool {
        matches!(campaign.kind, CampaignKind::Remind(_)) || self.author(campaign).is_some()
    }

    /// Reports the state of a campaign to its author, in a new message, which they notice. Gives its ID. If the author may
    /// not send any more, all owners hear of it, and the author does not.
    pub async fn report(
        &self,
        campaign: &Campaign,
        progress: Option<MessageId>,
        tally: &Tally,
    ) -> Result<Option<MessageId>, StoreError> {
        let Some(author) = self.author(campaign) else {
            for owner in &*self.owners {
                self.say(campaign, *owner, tally).await?;
            }
            self.store.set_progress(campaign.id, None, false).await?;
            return Ok(None);
        };
        if let Some(message) = progress {
            // The old report may keep its buttons: they are only out of date.
            let _ = self.sender.report(&Reply::Strip { chat: author, message }).await;
        }
        let message = self.say(campaign, author, tally).await?;
        self.store.set_progress(campaign.id, message, false).await?;
        Ok(message)
    }

    /// Reports to one owner.
    async fn say(
        &self,
        campaign: &Campaign,
        owner: ChatId,
        tally: &Tally,
    ) -> Result<Option<MessageId>, StoreError> {
        let page = self.renderer.report(self.lang_of(owner).await?, campaign, tally, 0.0);
        let reply = Reply::Say { chat: owner, thread: None, page };
        Ok(self.sender.report(&reply).await.unwrap_or_else(|error| {
            log::warn!(campaign = campaign.id.0; "a report to an owner failed: {}", error.code());
            None
        }))
    }

    /// The language of an owner.
    pub async fn lang_of(&self, owner: ChatId) -> Result<Lang, StoreError> {
        let chat = self.store.snapshot(owner).await?.chat;
        Ok(chat.and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None)))
    }

    /// The deadlines of the pledge, and those that staff set.
    pub async fn deadlines(&self) -> Result<Vec<Deadline>, StoreError> {
        self.store.reader().all_deadlines(&self.renderer.deadlines()).await
    }
}
