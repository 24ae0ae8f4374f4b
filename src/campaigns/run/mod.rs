//! One campaign going out: deliveries are claimed in the store, sent at the pace of bulk, and recorded together with the next
//! claim. At most [`in_flight`](crate::campaigns::DeliveryPolicy::in_flight) are claimed at any instant, so no more are unsure
//! if the process ends.

mod attempt;
mod batching;
mod breaker;
mod pipeline;
mod rendered_texts;

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use tokio::sync::watch;

use crate::campaigns::EngineError;
use crate::campaigns::progress::ProgressReport;
use crate::campaigns::run::batching::{AHEAD, BatchStep, Batching, Load, MOMENT};
use crate::campaigns::run::breaker::Breaker;
use crate::campaigns::run::pipeline::Pipeline;
use crate::campaigns::run::rendered_texts::RenderedTexts;
use crate::campaigns::tools::Tools;
use crate::domain::campaign::{Campaign, CampaignKind, DeliveryStatus, Pause, Reason, Stage, Tally};
use crate::domain::{ChatId, Lang};
use crate::store::{Claim, Claimed, Delivered, Outcome, StoreError};
use crate::telegram::Reply;
use crate::vitals::{Part, Queue};

pub(super) use rendered_texts::TextSource;

/// The pause after a failure of the store.
const RETRY: Duration = Duration::from_secs(5);
/// How often a run leaves a sign of life while it waits for Telegram.
const SIGN: Duration = Duration::from_secs(20);

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunEnd {
    /// No more can be claimed now.
    Drained,
    /// The process stops, another campaign has its turn, or the author gave an order.
    Interrupted,
    /// The campaign must pause.
    Halted(Pause),
}

/// A campaign that goes out.
pub(super) struct CampaignRun<'a> {
    tools: &'a Tools,
    campaign: &'a Arc<Campaign>,
    texts: RenderedTexts<'a>,
    tally: Tally,
    pipeline: Pipeline,
    batching: Batching,
    breaker: Breaker,
    /// Groups that are asked for another topic when the run ends.
    without_topic: Vec<(ChatId, Option<Lang>)>,
    /// When the next of the other campaigns falls due.
    next_due: Option<Timestamp>,
    /// Why nothing more is sent.
    end: Option<RunEnd>,
}

/// A transaction under way: its answer, and whether it claims.
type Save<'a> = BoxFuture<'a, (Result<Claimed, StoreError>, bool)>;

impl<'a> CampaignRun<'a> {
    /// A run that has sent nothing yet.
    pub fn new(
        tools: &'a Tools,
        campaign: &'a Arc<Campaign>,
        source: TextSource,
        tally: Tally,
    ) -> CampaignRun<'a> {
        let is_reminder = matches!(campaign.kind, CampaignKind::Remind(_));
        let ahead = tools.sender.limiter().bulk_within(AHEAD, campaign.paid);
        CampaignRun {
            tools,
            campaign,
            texts: RenderedTexts::new(source, campaign, &*tools.renderer),
            tally,
            pipeline: Pipeline::default(),
            batching: Batching::new(tools.policy.in_flight, ahead),
            breaker: Breaker::new(&tools.policy, is_reminder, tools.clock.now()),
            without_topic: Vec::new(),
            next_due: None,
            end: None,
        }
    }

    /// Sends until no more can be claimed, or until the run has to end.
    ///
    /// # Errors
    /// When the store is closed or broken. Deliveries in flight are unsure then.
    pub async fn drive(
        mut self,
        report: &mut ProgressReport,
        mut stop: watch::Receiver<bool>,
    ) -> Result<RunEnd, EngineError> {
        let mut changed = self.tools.store.campaigns_changed();
        self.refresh().await?;
        let mut stopping = std::pin::pin!(stopped(&mut stop));
        let mut saving: Option<Save<'_>> = None;
        let mut moment: Option<BoxFuture<'_, ()>> = None;
        let mut signs = tokio::time::interval_at(tokio::time::Instant::now() + SIGN, SIGN);
        loop {
            self.leave_sign();
            self.look_at_the_gate();
            if self.another_falls_due() {
                self.refresh().await?;
            }
            let next = if saving.is_some() { BatchStep::Wait } else { self.batching.step(&self.load()) };
            match next {
                BatchStep::Save(most) => {
                    moment = None;
                    saving = Some(self.save(most));
                }
                BatchStep::Gather if moment.is_none() => {
                    moment = Some(self.tools.clock.sleep(MOMENT).boxed());
                }
                BatchStep::Gather | BatchStep::Wait => {}
                BatchStep::Finish => {
                    self.ask_for_topics().await;
                    return Ok(self.finished());
                }
            }
            report.update(&self.tally).await;
            tokio::select! {
                biased;
                () = &mut stopping, if self.end.is_none() => self.end_with(RunEnd::Interrupted),
                Ok(()) = changed.changed(), if self.end.is_none() => self.refresh().await?,
                (claimed, claims) = async { saving.as_mut().expect("guarded").await }, if saving.is_some() => {
                    saving = None;
                    self.take_claims(claimed?, claims);
                }
                Some(result) = self.pipeline.next_result() => self.take_results(result?)?,
                () = self.tools.sender.limiter().wait_for_bulk(self.campaign.paid), if self.pipeline.ready() > 0 => {
                    self.release_all();
                }
                () = async { moment.as_mut().expect("guarded").await }, if next == BatchStep::Gather => {
                    moment = None;
                    self.batching.note_gathered();
                }
                _ = signs.tick() => {}
            }
        }
    }

    /// Interrupts the run as soon as nothing may go out to many.
    fn look_at_the_gate(&mut self) {
        if self.end.is_none() && !self.tools.gate.lets_out(self.campaign) {
            self.end_with(RunEnd::Interrupted);
        }
    }

    fn another_falls_due(&self) -> bool {
        self.end.is_none() && self.next_due.is_some_and(|due| due <= self.tools.clock.now())
    }

    /// Asks groups whose topic is closed or gone where their messages are to go.
    async fn ask_for_topics(&mut self) {
        for (chat, lang) in self.without_topic.drain(..) {
            let page = self.tools.renderer.topic_gone(lang.unwrap_or(Lang::ALL[0]));
            let reply = Reply::Say { chat, thread: None, page };
            self.tools.vitals().turned(Part::Delivery);
            if let Err(error) = self.tools.sender.report(&reply).await {
                let id = self.campaign.id.0;
                log::warn!(campaign = id; "a group could not be asked for another topic: {}", error.code());
            }
        }
    }

    fn finished(&self) -> RunEnd {
        let is_tried = self.trial_left() == Some(0) && self.tally.of(DeliveryStatus::Queued) > 0;
        match self.end {
            Some(end) => end,
            None if is_tried => RunEnd::Halted(Pause::Trial),
            None => RunEnd::Drained,
        }
    }

    fn load(&self) -> Load {
        let quiet = || self.tools.policy.quiet_until(self.campaign, self.tools.clock.now());
        Load {
            ready: self.pipeline.ready(),
            in_flight: self.pipeline.in_flight(),
            results: self.pipeline.results(),
            trial_left: self.trial_left(),
            may_claim: self.end.is_none() && quiet().is_none(),
        }
    }

    /// The deliveries that are left of the trial, if the campaign has one.
    fn trial_left(&self) -> Option<usize> {
        let begun = self.tally.total() - self.tally.of(DeliveryStatus::Queued);
        let pipeline = &self.pipeline;
        let busy = (pipeline.in_flight() + pipeline.ready() + pipeline.results()) as u64;
        let left = self.tools.policy.trial.saturating_sub(begun + busy);
        self.campaign.trial.then(|| usize::try_from(left).unwrap_or(usize::MAX))
    }

    /// Begins a transaction that records the results and claims at most `most` deliveries.
    fn save(&mut self, most: u32) -> Save<'a> {
        self.batching.note_save();
        let results = self.pipeline.take_results();
        for result in &results {
            match &result.outcome {
                Outcome::Sent(_) => self.count(DeliveryStatus::Sent, None),
                Outcome::Ended(status, reason) => self.count(*status, Some(*reason)),
                Outcome::Later(_) | Outcome::Moved(_) => {}
            }
        }
        let (tools, campaign) = (self.tools, self.campaign);
        async move { (save(tools, campaign, results, most).await, most > 0) }.boxed()
    }

    /// The run goes on, and so many deliveries wait.
    fn leave_sign(&self) {
        let vitals = self.tools.vitals();
        // Whether anything goes out is seen by its results.
        vitals.turned(Part::Delivery);
        vitals.metrics().set_waiting(Queue::Deliveries, self.tally.of(DeliveryStatus::Queued));
    }

    /// Counts a delivery that was queued.
    fn count(&mut self, status: DeliveryStatus, reason: Option<Reason>) {
        let queued = self.tally.0.entry((DeliveryStatus::Queued, None)).or_default();
        *queued = queued.saturating_sub(1);
        self.tally.add(status, reason, 1);
        self.tools.vitals().metrics().delivered(status, 1);
        self.batching.note_done();
    }

    fn take_claims(&mut self, claimed: Claimed, claims: bool) {
        self.without_topic.extend(claimed.without_topic);
        let skips = !claimed.skipped.is_empty();
        for reason in claimed.skipped {
            let is_gone = reason == Reason::Blocked;
            self.count(if is_gone { DeliveryStatus::Gone } else { DeliveryStatus::Skipped }, Some(reason));
        }
        if claims {
            self.batching.note_claim(claimed.more);
        }
        let now = self.tools.clock.now();
        let policy = &self.tools.policy;
        let held_until = |claim: &Claim| policy.quiet_until_in(claim.zone.as_ref(), self.campaign, now);
        let put_off = self.pipeline.add(claimed.claims, held_until);
        if put_off || skips {
            self.tools.vitals().worked(Part::Delivery);
        }
        if self.end.is_some() {
            self.pipeline.put_back();
        }
    }

    /// Sends a claimed delivery, and all others for which there is room.
    fn release_all(&mut self) {
        self.look_at_the_gate();
        self.pipeline.release(self.tools, self.campaign, &mut self.texts);
        while self.pipeline.ready() > 0 && self.tools.sender.limiter().try_bulk(self.campaign.paid) {
            self.pipeline.release(self.tools, self.campaign, &mut self.texts);
        }
    }

    /// Takes a result, and all others that are there by now.
    fn take_results(&mut self, first: Delivered) -> Result<(), EngineError> {
        // First, as a clock that somebody has set is no reason to call the rest late.
        self.look_at_the_gate();
        self.take_result(first);
        self.pipeline.more_results()?.into_iter().for_each(|result| self.take_result(result));
        Ok(())
    }

    fn take_result(&mut self, result: Delivered) {
        let now = self.tools.clock.now();
        if result.outcome.is_answer() {
            self.tools.vitals().worked(Part::Delivery);
        }
        if let Some(pause) = self.breaker.pause_after(&result.outcome, now) {
            self.end_with(RunEnd::Halted(pause));
        }
        if let Some(wait) = self.breaker.hold_after(&result.outcome, now) {
            self.tools.sender.limiter().hold_bulk(self.campaign.paid, wait);
        }
        self.pipeline.keep(result);
    }

    /// Looks for orders of the author and whether they may still send, for other campaigns that wait, and for a changed deadline.
    async fn refresh(&mut self) -> Result<(), StoreError> {
        if let CampaignKind::Remind(reminder) = &self.campaign.kind {
            let all = self.tools.deadlines().await?;
            self.texts.remind_of(all.into_iter().find(|deadline| reminder.is_of(deadline)));
        }
        let open = self.tools.store.reader().open_campaigns().await?;
        let mut open: Vec<_> = open.into_iter().map(|open| open.campaign).collect();
        open.retain(|campaign| !matches!(campaign.stage, Stage::Paused(_)));
        let now = self.tools.clock.now();
        let is_this = |campaign: &Campaign| campaign.id == self.campaign.id;
        let runs = open.iter().any(|campaign| is_this(campaign) && campaign.stage == Stage::Running);
        // An urgent campaign that has not begun comes first.
        let waits = |campaign: &Campaign| matches!(campaign.stage, Stage::Scheduled | Stage::Filling);
        let goes_first = |campaign: &Campaign| campaign.urgent && waits(campaign) && campaign.due <= now;
        let yields = !self.campaign.urgent && open.iter().any(goes_first);
        // A campaign that is not due yet needs no turn.
        let others_wait = open.iter().any(|campaign| !is_this(campaign) && campaign.due <= now);
        self.batching.set_others_wait(others_wait);
        self.next_due = open.iter().map(|campaign| campaign.due).filter(|due| *due > now).min();
        if !runs || yields || !self.tools.may_go_on(self.campaign).await? {
            self.end_with(RunEnd::Interrupted);
        }
        Ok(())
    }

    /// Sends nothing more. Deliveries in flight are finished.
    fn end_with(&mut self, end: RunEnd) {
        self.end.get_or_insert(end);
        self.pipeline.put_back();
    }
}

/// Records and claims. It tries again while the store fails: only this process knows the results.
async fn save(
    tools: &Tools,
    campaign: &Campaign,
    results: Vec<Delivered>,
    most: u32,
) -> Result<Claimed, StoreError> {
    loop {
        match tools.store.deliver(campaign, results.clone(), most, tools.clock.now()).await {
            Err(error) if !matches!(error, StoreError::Closed) => {
                log::error!(campaign = campaign.id.0; "results can't be recorded: {error}; trying again");
                tools.clock.sleep(RETRY).await;
            }
            saved => return saved,
        }
    }
}

/// Waits until it is time to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // It fails if the sender is gone, which is a reason to stop too.
    let _ = stop.wait_for(|stop| *stop).await;
}
