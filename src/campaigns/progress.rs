//! How a campaign goes, told to its author while it goes out.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinHandle;

use crate::campaigns::Engine;
use crate::clock::is_recent;
use crate::domain::campaign::{Campaign, CampaignKind, Tally};
use crate::domain::{Lang, MessageId};
use crate::store::StoreError;
use crate::telegram::Reply;

/// Shows the author how it goes, in one message that is edited.
pub(super) struct ProgressReport {
    engine: Engine,
    campaign: Campaign,
    lang: Lang,
    /// The message, once it is out.
    pub message: Option<MessageId>,
    told: Option<Timestamp>,
    /// How long it waits for the next time.
    every: SignedDuration,
    before: u64,
    task: Option<JoinHandle<Option<MessageId>>>,
}

impl ProgressReport {
    /// It is edited no more often than this.
    const EVERY: f64 = 3.0;
    /// And no less often; each edit takes a place that a delivery could have.
    const SELDOM: f64 = 30.0;
    /// So often in the time that is left, between the two.
    const TIMES: f64 = 10.0;

    pub async fn new(
        engine: &Engine,
        campaign: &Campaign,
        message: Option<MessageId>,
    ) -> Result<ProgressReport, StoreError> {
        // It may have had to wait for another one's turn in between.
        let last = engine.told.lock().unwrap_or_else(PoisonError::into_inner).get(&campaign.id).copied();
        Ok(ProgressReport {
            engine: engine.clone(),
            campaign: campaign.clone(),
            lang: engine.lang(campaign.author).await?,
            message,
            told: last.map(|(told, _)| told),
            every: SignedDuration::from_secs_f64(ProgressReport::EVERY),
            before: last.map_or(0, |(_, before)| before),
            task: None,
        })
    }

    /// Tells how it goes, where that was some time ago and the last message is out. Nothing waits for it.
    pub async fn look(&mut self, tally: &Tally) {
        // Nobody waits for how a reminder goes.
        if matches!(self.campaign.kind, CampaignKind::Remind(_)) {
            return;
        }
        let now = self.engine.clock.now();
        if self.told.is_some_and(|told| is_recent(told, now, self.every)) {
            return;
        }
        if self.task.as_ref().is_some_and(|task| !task.is_finished()) {
            return;
        }
        self.finish().await;
        let done = tally.total() - tally.open();
        let rate = match self.told {
            None => 0.0,
            Some(told) if told >= now => 0.0,
            Some(told) => count(done.saturating_sub(self.before)) / now.duration_since(told).as_secs_f64(),
        };
        let left = if rate > 0.0 { count(tally.open()) / rate } else { 0.0 };
        let every = (left / ProgressReport::TIMES).clamp(ProgressReport::EVERY, ProgressReport::SELDOM);
        self.every = SignedDuration::from_secs_f64(every);
        (self.told, self.before) = (Some(now), done);
        let mut all = self.engine.told.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(self.campaign.id, (now, done));
        drop(all);
        let page = self.engine.voice.report(self.lang, &self.campaign, tally, rate);
        let (chat, engine, id) = (self.campaign.author, self.engine.clone(), self.campaign.id);
        let reply = match self.message {
            Some(message) => Reply::Show { chat, message, thread: None, page },
            None => Reply::Say { chat, thread: None, page },
        };
        self.task = Some(tokio::spawn(async move {
            let Ok(Some(message)) = engine.sender.report(&reply).await else {
                return None;
            };
            if let Err(error) = engine.store.set_progress(id, Some(message), false).await {
                log::error!("the progress of campaign {} could not be stored: {error}", id.0);
            }
            Some(message)
        }));
    }

    /// Waits until the last message is out.
    pub async fn finish(&mut self) {
        if let Some(task) = self.task.take() {
            self.message = task.await.ok().flatten().or(self.message);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "it is shown to people, rounded")]
fn count(count: u64) -> f64 {
    count as f64
}
