//! Takes each campaign from its launch to its end: it waits for its time, its audience is written to the store, it goes out, it
//! pauses when its author has to decide, and its author gets reports. Deliveries that were in flight when the process
//! ended are unsure at the next start, and are never sent again without an order.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::campaigns::progress::{ProgressReport, ReportLog};
use crate::campaigns::run::{CampaignRun, RunEnd, TextSource};
use crate::campaigns::tools::Tools;
use crate::campaigns::{BulkGate, DeliveryPolicy, EngineError, Renderer};
use crate::clock::Clock;
use crate::domain::MessageId;
use crate::domain::campaign::{
    Campaign, CampaignEvent, CampaignId, CampaignKind, DeliveryStatus, Pause, Reason, Stage,
};
use crate::domain::time::later;
use crate::store::{OpenCampaign, Store, StoreError};
use crate::telegram::Sender;
use crate::vitals::{Part, Queue};

/// Runs campaigns.
#[derive(Clone)]
pub struct Engine {
    tools: Tools,
    reports: ReportLog,
    /// The campaigns that this process has seen since campaigns may go out. A campaign can be late only when it is seen for the
    /// first time.
    seen: Arc<Mutex<HashSet<CampaignId>>>,
    /// Whether deliveries that an earlier run left in flight are unsure by now.
    recovered: Arc<AtomicBool>,
}

/// When a campaign has to be looked at again.
enum NextStep {
    /// At once.
    Now,
    /// At this time.
    At(Timestamp),
    /// After the next order.
    AfterOrder,
}

impl Engine {
    /// How often campaigns are looked at while none is due, in case the clock was changed.
    const INTERVAL: Duration = Duration::from_secs(30);
    /// How often is looked whether anything may go out to many again.
    const RECHECK: SignedDuration = SignedDuration::from_secs(1);
    /// The pause after a failure of the store.
    const RETRY: Duration = Duration::from_secs(5);

    /// Delivers from this store through this sender. Campaigns whose author may not send any more pause.
    pub fn new(
        store: Arc<Store>,
        sender: Sender,
        renderer: Arc<dyn Renderer>,
        clock: Clock,
        policy: DeliveryPolicy,
        gate: BulkGate,
    ) -> Engine {
        Engine {
            tools: Tools { store, sender, renderer, clock, policy, gate },
            reports: ReportLog::default(),
            seen: Arc::default(),
            recovered: Arc::default(),
        }
    }

    /// Delivers until it is told to stop. Deliveries in flight are finished.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let mut changed = self.tools.store.campaigns_changed();
        while !*stop.borrow() {
            // An order that is given during the pass starts the next one.
            changed.mark_unchanged();
            let wait = match self.pass(&stop).await {
                Ok(next) => next.map_or(Engine::INTERVAL, |next| self.until(next).min(Engine::INTERVAL)),
                Err(error) => {
                    log::error!("campaigns can't be delivered: {error}; trying again");
                    if let EngineError::Store(error) = &error {
                        self.tools.store.note(error);
                    }
                    Engine::RETRY
                }
            };
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                Ok(()) = changed.changed() => {}
                () = self.tools.clock.sleep(wait) => {}
            }
        }
    }

    /// Does everything that can be done now, and gives the time of the next thing to do, if it is known.
    ///
    /// # Errors
    /// When the store fails; the next pass goes on from there.
    pub async fn pass(&self, stop: &watch::Receiver<bool>) -> Result<Option<Timestamp>, EngineError> {
        let passed = self.pass_once(stop).await;
        match &passed {
            Ok(_) => self.tools.vitals().worked(Part::Delivery),
            Err(_) => self.tools.vitals().turned(Part::Delivery),
        }
        passed
    }

    async fn pass_once(&self, stop: &watch::Receiver<bool>) -> Result<Option<Timestamp>, EngineError> {
        // Nothing is in flight here. Deliveries that the store has as such were in flight when a process or the store failed.
        if !self.recovered.swap(true, Ordering::SeqCst) {
            let unsure = self.tools.store.recover(self.tools.clock.now()).await?;
            if unsure > 0 {
                self.tools.vitals().metrics().delivered(DeliveryStatus::Unsure, unsure);
                log::warn!(count = unsure; "deliveries were in flight when the bot went down; they are unsure now");
            }
        }
        let passed = self.step_all(stop).await;
        self.recovered.fetch_and(passed.is_ok(), Ordering::SeqCst);
        passed
    }

    async fn step_all(&self, stop: &watch::Receiver<bool>) -> Result<Option<Timestamp>, EngineError> {
        loop {
            let mut open = self.tools.store.reader().open_campaigns().await?;
            // Urgent campaigns go first.
            open.sort_by_key(|open| (!open.campaign.urgent, open.campaign.id));
            let (mut again, mut next) = (false, None::<Timestamp>);
            for open in open {
                if *stop.borrow() {
                    return Ok(None);
                }
                match self.step(open, stop).await? {
                    NextStep::Now => again = true,
                    NextStep::At(at) => next = Some(next.map_or(at, |next| next.min(at))),
                    NextStep::AfterOrder => {}
                }
                // An audience is written down in many steps.
                self.tools.vitals().worked(Part::Delivery);
            }
            if !again || *stop.borrow() {
                return Ok(next);
            }
        }
    }

    async fn step(&self, open: OpenCampaign, stop: &watch::Receiver<bool>) -> Result<NextStep, EngineError> {
        let OpenCampaign { campaign, progress, restored } = open;
        let now = self.tools.clock.now();
        if !campaign.stage.is_over() && !self.tools.may_go_on(&campaign).await? {
            let paused = self.tools.pause(&campaign, progress, Pause::Permission).await?;
            return Ok(if paused { NextStep::Now } else { NextStep::AfterOrder });
        }
        match campaign.stage {
            Stage::Scheduled | Stage::Filling | Stage::Running if !self.tools.gate.lets_out(&campaign) => {
                Ok(self.hold(now))
            }
            // One that was to go out at once waits for no time: the clock may have been ahead then.
            Stage::Scheduled if campaign.due > now.max(campaign.created) => Ok(NextStep::At(campaign.due)),
            Stage::Scheduled | Stage::Filling | Stage::Running => {
                self.step_active(campaign, progress, restored, stop).await
            }
            // After a restore, an author who lets it go on must know that some chats may have it already.
            Stage::Paused(_) if restored => {
                let paused = self.tools.pause(&campaign, progress, Pause::Late).await?;
                Ok(if paused { NextStep::Now } else { NextStep::AfterOrder })
            }
            Stage::Paused(_) => Ok(NextStep::AfterOrder),
            Stage::Cancelled if !self.is_skipped(&campaign, now).await? => Ok(NextStep::Now),
            Stage::Cancelled | Stage::Done => Ok(self.conclude(&campaign, progress).await?),
        }
    }

    /// Nothing may go out to many now. Afterwards each campaign may be too late, as after a start.
    fn hold(&self, now: Timestamp) -> NextStep {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
        NextStep::At(later(now, Engine::RECHECK))
    }

    async fn step_active(
        &self,
        campaign: Campaign,
        progress: Option<MessageId>,
        restored: bool,
        stop: &watch::Receiver<bool>,
    ) -> Result<NextStep, EngineError> {
        let (tools, now) = (&self.tools, self.tools.clock.now());
        if let Some(reason) = outdated(&campaign, restored, now) {
            if self.skip_rest(&campaign, reason, now).await? == 0 {
                tools.advance(&campaign, CampaignEvent::Outdated, now).await?;
            }
            return Ok(NextStep::Now);
        }
        if restored || self.is_late(&campaign, now) {
            tools.pause(&campaign, progress, Pause::Late).await?;
            return Ok(NextStep::Now);
        }
        if let Some(end) = tools.policy.quiet_until(&campaign, now) {
            return Ok(NextStep::At(end));
        }
        if campaign.stage == Stage::Running {
            return self.deliver(campaign, progress, stop).await;
        }
        if !tools.store.reader().knows(&campaign.audience).await? {
            tools.pause(&campaign, progress, Pause::Recipients).await?;
            return Ok(NextStep::Now);
        }
        // The audience is written piece by piece, so that an order is heard in between.
        if campaign.stage == Stage::Scheduled {
            tools.advance(&campaign, CampaignEvent::Due, now).await?;
        } else if tools.store.fill(&campaign, now).await? {
            tools.advance(&campaign, CampaignEvent::AudienceComplete, now).await?;
        }
        Ok(NextStep::Now)
    }

    /// Sends a campaign until no more can be claimed, or until it has to end for now.
    async fn deliver(
        &self,
        campaign: Campaign,
        progress: Option<MessageId>,
        stop: &watch::Receiver<bool>,
    ) -> Result<NextStep, EngineError> {
        let tools = &self.tools;
        // Paying may have been switched off since the launch.
        let paid = campaign.paid && tools.sender.limiter().may_pay();
        let campaign = Arc::new(Campaign { paid, ..campaign });
        let content = tools.store.content(campaign.id).await?;
        let Some(source) = TextSource::of(&campaign, content) else {
            tools.pause(&campaign, progress, Pause::Unreadable).await?;
            return Ok(NextStep::Now);
        };
        let tally = tools.store.reader().tally(campaign.id).await?;
        let run = CampaignRun::new(tools, &campaign, source, tally);
        let mut report = ProgressReport::new(tools, &self.reports, &campaign, progress).await?;
        let driven = run.drive(&mut report, stop.clone()).await;
        // Nothing goes out now.
        tools.vitals().metrics().set_waiting(Queue::Deliveries, 0);
        let end = driven?;
        let message = report.finish().await;
        match end {
            RunEnd::Interrupted => Ok(NextStep::Now),
            RunEnd::Halted(pause) => {
                tools.pause(&campaign, message, pause).await?;
                Ok(NextStep::Now)
            }
            RunEnd::Drained => Ok(self.after_run(&campaign).await?),
        }
    }

    /// No more can be claimed now: every delivery has a result, or some have to wait.
    async fn after_run(&self, campaign: &Campaign) -> Result<NextStep, StoreError> {
        let now = self.tools.clock.now();
        if let Some(end) = self.tools.policy.quiet_until(campaign, now) {
            return Ok(NextStep::At(end));
        }
        match self.tools.store.reader().next_delivery(campaign.id).await? {
            Some(at) if at > now => Ok(NextStep::At(at)),
            Some(_) => Ok(NextStep::Now),
            None => {
                self.tools.advance(campaign, CampaignEvent::AllDelivered, now).await?;
                Ok(NextStep::Now)
            }
        }
    }

    /// Whether a campaign waited for longer than its author can have meant, because the machine was off. While the bot runs,
    /// a campaign waits for a reason, so this is asked once for each campaign.
    fn is_late(&self, campaign: &Campaign, now: Timestamp) -> bool {
        if matches!(campaign.kind, CampaignKind::Remind(_)) {
            return false;
        }
        if !self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(campaign.id) {
            return false;
        }
        let has_begun = campaign.stage != Stage::Scheduled;
        let since = if has_begun { campaign.touched } else { campaign.due.max(campaign.touched) };
        self.tools.policy.is_late(campaign, since, now)
    }

    /// Skips the next piece of a cancelled campaign; gives whether nothing is left. The report counts the whole audience, so
    /// that is written down first. A reminder has no report.
    async fn is_skipped(&self, campaign: &Campaign, now: Timestamp) -> Result<bool, StoreError> {
        let is_reminder = matches!(campaign.kind, CampaignKind::Remind(_));
        if !is_reminder && !self.tools.store.fill(campaign, now).await? {
            return Ok(false);
        }
        Ok(self.skip_rest(campaign, Reason::Cancelled, now).await? == 0)
    }

    /// Skips the next piece of a campaign; gives how many deliveries.
    async fn skip_rest(
        &self,
        campaign: &Campaign,
        reason: Reason,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let skipped = self.tools.store.skip_rest(campaign.id, reason, now).await?;
        self.tools.vitals().metrics().delivered(DeliveryStatus::Skipped, skipped);
        Ok(skipped)
    }

    /// Ends a campaign: chats that Telegram did not know become unreachable, unless most chats were unknown, and the author
    /// gets the last report.
    async fn conclude(
        &self,
        campaign: &Campaign,
        progress: Option<MessageId>,
    ) -> Result<NextStep, StoreError> {
        let store = &self.tools.store;
        let tally = store.reader().tally(campaign.id).await?;
        let unknown = tally.0.get(&(DeliveryStatus::Gone, Some(Reason::NotFound))).copied().unwrap_or(0);
        if unknown > 0 && unknown < tally.of(DeliveryStatus::Sent) {
            store.mark_unknown_unreachable(campaign.id).await?;
        }
        let message = match campaign.kind {
            CampaignKind::Remind(_) => None,
            _ => self.tools.report(campaign, progress, &tally).await?,
        };
        store.set_progress(campaign.id, message, true).await?;
        self.reports.forget(campaign.id);
        let (sent, total) = (tally.of(DeliveryStatus::Sent), tally.total());
        log::info!(campaign = campaign.id.0; "a campaign is over: {sent} of {total} sent");
        Ok(NextStep::AfterOrder)
    }

    fn until(&self, at: Timestamp) -> Duration {
        Duration::try_from(at.duration_since(self.tools.clock.now())).unwrap_or_default()
    }
}

/// The reason why a reminder must not be sent any more: it would come too late, or it comes from a backup, which does not tell
/// who got it.
fn outdated(campaign: &Campaign, restored: bool, now: Timestamp) -> Option<Reason> {
    let CampaignKind::Remind(reminder) = &campaign.kind else { return None };
    if restored {
        return Some(Reason::Restored);
    }
    // The chats that it did not reach are known only once its audience is complete.
    (campaign.stage == Stage::Running && now > reminder.until).then_some(Reason::Late)
}
