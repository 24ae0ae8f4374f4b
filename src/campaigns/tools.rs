//! The parts that everything in this module works with, and the moves of a campaign that its author hears of.

use std::sync::Arc;

use jiff::Timestamp;

use crate::campaigns::{BulkGate, DeliveryPolicy, Renderer, ReportReader};
use crate::clock::Clock;
use crate::domain::campaign::{Campaign, CampaignEvent, CampaignOutline, Pause, Stage, Tally};
use crate::domain::{ChatId, Deadline, Lang, MessageId, Right, StaffMember};
use crate::store::{Store, StoreError};
use crate::telegram::{Reply, Sender};
use crate::vitals::{Part, Vitals};

/// Store, sender, texts, time, rules, and whether anything may go out.
#[derive(Clone)]
pub(super) struct Tools {
    pub store: Arc<Store>,
    pub sender: Sender,
    pub renderer: Arc<dyn Renderer>,
    pub clock: Clock,
    pub policy: DeliveryPolicy,
    pub gate: BulkGate,
}

impl Tools {
    /// Where deliveries are counted, and where the engine leaves signs of life.
    pub fn vitals(&self) -> &Vitals {
        self.sender.vitals()
    }

    /// Moves a campaign to the stage that an event leads to, and gives that stage; `None` if the event changes nothing, or the
    /// campaign is not any more what it was when it was read.
    pub async fn advance(
        &self,
        campaign: &Campaign,
        event: CampaignEvent,
        now: Timestamp,
    ) -> Result<Option<Stage>, StoreError> {
        // No event of the engine depends on deliveries that are unsure.
        let Some(next) = campaign.after(event, 0) else { return Ok(None) };
        Ok(self.store.set_stage(campaign, next.to, now).await?.then_some(next.to))
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
    pub async fn author(&self, campaign: &Campaign) -> Result<Option<ChatId>, StoreError> {
        let author = self.author_on_staff(campaign).await?;
        let may_send = author.filter(|author| author.may(Right::Send));
        Ok(may_send.map(|author| author.chat))
    }

    /// Whether a campaign may go on: its author is asked for anew each time.
    pub async fn may_go_on(&self, campaign: &Campaign) -> Result<bool, StoreError> {
        let author = self.author_on_staff(campaign).await?;
        Ok(campaign.may_go_on(author.as_ref()))
    }

    async fn author_on_staff(&self, campaign: &Campaign) -> Result<Option<StaffMember>, StoreError> {
        match campaign.author {
            Some(author) => self.store.staff_member_by_id(author).await,
            None => Ok(None),
        }
    }

    /// Reports the state of a campaign to its author, in a new message, which they notice. Gives its ID. If the author may
    /// not send any more, all who may stop it hear of it, and the author does not.
    pub async fn report(
        &self,
        campaign: &Campaign,
        progress: Option<MessageId>,
        tally: &Tally,
    ) -> Result<Option<MessageId>, StoreError> {
        let outline = self.store.outline_of(campaign.clone(), tally.clone()).await?;
        let Some(author) = self.author(campaign).await? else {
            for member in self.store.staff().await?.iter().filter(|member| member.may(Right::Silence)) {
                self.say(&outline, member.chat).await?;
            }
            self.store.set_progress(campaign.id, None, false).await?;
            return Ok(None);
        };
        if let Some(message) = progress {
            // The old report may keep its buttons: they are only out of date.
            let _ = self.sender.report(&Reply::Strip { chat: author, message }).await;
        }
        let message = self.say(&outline, author).await?;
        self.store.set_progress(campaign.id, message, false).await?;
        Ok(message)
    }

    /// Reports to one person on staff.
    async fn say(&self, outline: &CampaignOutline, reader: ChatId) -> Result<Option<MessageId>, StoreError> {
        let page = self.renderer.report(&self.reader(reader).await?, outline, 0.0);
        let reply = Reply::Say { chat: reader, thread: None, page };
        // Where Telegram does not answer, each report may take minutes.
        self.vitals().turned(Part::Delivery);
        Ok(self.sender.report(&reply).await.unwrap_or_else(|error| {
            log::warn!(campaign = outline.campaign.id.0; "a report to staff failed: {}", error.code());
            None
        }))
    }

    /// Somebody on staff who reads a report now.
    pub async fn reader(&self, chat: ChatId) -> Result<ReportReader, StoreError> {
        let chat = self.store.snapshot(chat).await?.chat;
        let lang = chat.as_ref().and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None));
        let hour = chat.map(|chat| chat.reminders.hour).unwrap_or_default();
        Ok(ReportReader { lang, hour, now: self.clock.now() })
    }

    /// The deadlines of the pledge, and those that staff set.
    pub async fn deadlines(&self) -> Result<Vec<Deadline>, StoreError> {
        self.store.reader().all_deadlines(&self.renderer.deadlines()).await
    }
}
