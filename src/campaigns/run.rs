//! One campaign going out: claimed in the store, sent at the pace of the many, recorded together with the next claim. At
//! most [`DeliveryPolicy::in_flight`](super::Rules) deliveries are under way at any instant, and whatever the process dies in the
//! middle of is among them.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

use crate::campaigns::attempt::send;
use crate::campaigns::engine::Next;
use crate::campaigns::progress::ProgressReport;
use crate::campaigns::rendered_texts::{RenderedTexts, TextSource};
use crate::campaigns::{DeliveryPolicy, Engine};
use crate::domain::MessageId;
use crate::domain::campaign::{
    Campaign, CampaignEvent, CampaignKind, DeliveryStatus, Pause, Reason, Stage, Tally,
};
use crate::domain::message::MessageVersions;
use crate::store::{Claim, Claimed, Delivered, Outcome, StoreError};

/// How far ahead deliveries are claimed, at the pace of the many.
const AHEAD: Duration = Duration::from_millis(25);
/// Fewer than this are claimed only where that is all that is needed.
const FEW: usize = 8;
/// How long a result waits at most to be recorded together with others.
const MOMENT: Duration = Duration::from_millis(5);
/// How many are delivered before another campaign has its turn.
const SLICE: u64 = 1000;
/// The longest pause after connections that never opened.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// From so many chats in a row that Telegram asks to wait for, it is not their own limits any more.
const WAITS: u32 = 3;

/// Why a flight ends before all is delivered.
#[derive(Debug, Clone, Copy)]
enum End {
    /// It is to stop, or another has its turn: nothing more is claimed.
    Break,
    /// It rests.
    Rest(Pause),
    /// Its author said something.
    Ordered,
}

/// A campaign on its way.
struct CampaignRun<'a> {
    engine: &'a Engine,
    campaign: &'a Campaign,
    words: RenderedTexts<'a>,
    tally: Tally,
    /// Claimed, and not yet begun.
    ready: VecDeque<Claim>,
    /// Under way.
    under_way: JoinSet<Delivered>,
    /// Done, and not yet recorded.
    results: Vec<Delivered>,
    /// The last outcomes.
    recent: VecDeque<Option<Reason>>,
    /// How many in a row were asked to wait.
    waits: u32,
    /// How many connections in a row were not opened.
    unopened: u32,
    /// How many are begun within [`AHEAD`].
    soon: usize,
    delivered: u64,
    /// When a delivery last came to an end.
    ended: Timestamp,
    /// Whether no other campaign waits for its turn.
    alone: bool,
    more: bool,
    /// Whether it was waited for more for a moment, and is saved what there is.
    waited: bool,
    end: Option<End>,
}

impl Engine {
    /// Delivers a campaign until all is done, or until it has to end for now.
    pub(super) async fn deliver(
        &self,
        campaign: &Campaign,
        progress: Option<MessageId>,
        stop: &watch::Receiver<bool>,
    ) -> Result<Next, StoreError> {
        // Paying may have been switched off since it was launched.
        let campaign =
            &Campaign { paid: campaign.paid && self.sender.limiter().may_pay(), ..campaign.clone() };
        let content = self.store.content(campaign.id).await?;
        let says = match (&campaign.kind, content) {
            (CampaignKind::Remind(_), _) => TextSource::Reminder(None),
            (CampaignKind::Delete(_), _) => TextSource::Content(MessageVersions::default()),
            (_, Some(content)) => TextSource::Content(content),
            _ => return self.rest(campaign, progress, Pause::Unreadable).await,
        };
        let tally = self.store.reader().tally(campaign.id).await?;
        let mut flight = CampaignRun {
            engine: self,
            campaign,
            words: RenderedTexts::new(says, campaign, &*self.voice),
            tally,
            ready: VecDeque::new(),
            under_way: JoinSet::new(),
            results: Vec::new(),
            recent: VecDeque::new(),
            waits: 0,
            unopened: 0,
            soon: self.sender.limiter().bulk_within(AHEAD, campaign.paid),
            delivered: 0,
            ended: self.clock.now(),
            alone: true,
            more: true,
            waited: false,
            end: None,
        };
        let mut telling = ProgressReport::new(self, campaign, progress).await?;
        flight.fly(&mut telling, stop.clone()).await?;
        telling.finish().await;
        let is_tried = flight.left_of_trial() == Some(0) && flight.tally.of(DeliveryStatus::Queued) > 0;
        match flight.end {
            Some(End::Break | End::Ordered) => Ok(Next::Now),
            Some(End::Rest(pause)) => self.rest(campaign, telling.message, pause).await,
            None if is_tried => self.rest(campaign, telling.message, Pause::Trial).await,
            None => self.after(campaign).await,
        }
    }

    /// Records and claims. Where the store fails it tries again: what came of deliveries is known only here.
    async fn save(
        &self,
        campaign: &Campaign,
        results: Vec<Delivered>,
        most: u32,
    ) -> Result<Claimed, StoreError> {
        loop {
            match self.store.deliver(campaign, results.clone(), most, self.clock.now()).await {
                Err(error) if !matches!(error, StoreError::Closed) => {
                    log::error!("what came of deliveries can't be recorded: {error}; trying again");
                    self.clock.sleep(Engine::PAUSE).await;
                }
                saved => return saved,
            }
        }
    }

    /// Nothing can be claimed any more now: all is done, or some have to wait.
    async fn after(&self, campaign: &Campaign) -> Result<Next, StoreError> {
        let now = self.clock.now();
        if let Some(end) = self.quiet(campaign, now) {
            return Ok(Next::At(end));
        }
        match self.store.reader().next_delivery(campaign.id).await? {
            Some(at) if at > now => Ok(Next::At(at)),
            Some(_) => Ok(Next::Now),
            None => {
                self.advance(campaign, CampaignEvent::AllDelivered, now).await?;
                Ok(Next::Now)
            }
        }
    }
}

impl CampaignRun<'_> {
    async fn fly(
        &mut self,
        telling: &mut ProgressReport,
        mut stop: watch::Receiver<bool>,
    ) -> Result<(), StoreError> {
        let mut changed = self.engine.store.campaigns_changed();
        self.heed().await?;
        let mut stopping = std::pin::pin!(stopped(&mut stop));
        let mut saving: Option<BoxFuture<'_, (Result<Claimed, StoreError>, bool)>> = None;
        let mut moment: Option<BoxFuture<'_, ()>> = None;
        loop {
            let few = saving.is_none() && self.is_worth_waiting();
            if saving.is_none() && !few {
                let most = self.may_claim();
                if most > 0 || !self.results.is_empty() {
                    (self.waited, moment) = (false, None);
                    let results = std::mem::take(&mut self.results);
                    self.count(&results);
                    let (engine, campaign) = (self.engine, self.campaign);
                    saving =
                        Some(async move { (engine.save(campaign, results, most).await, most > 0) }.boxed());
                } else if self.under_way.is_empty() && self.ready.is_empty() {
                    return Ok(());
                }
            }
            if few && moment.is_none() && self.could_save() {
                let clock = &self.engine.clock;
                moment = Some(async move { clock.sleep(MOMENT).await }.boxed());
            }
            telling.look(&self.tally).await;
            tokio::select! {
                biased;
                () = &mut stopping, if self.end.is_none() => self.end_with(End::Break),
                Ok(()) = changed.changed(), if self.end.is_none() => self.heed().await?,
                (claimed, asked) = async { saving.as_mut().expect("guarded").await }, if saving.is_some() => {
                    saving = None;
                    self.take(claimed?, asked);
                }
                Some(done) = self.under_way.join_next() => self.took_all(done)?,
                () = self.engine.sender.limiter().wait_for_bulk(self.campaign.paid), if !self.ready.is_empty() => self.begin_all(),
                () = async { moment.as_mut().expect("guarded").await }, if few && moment.is_some() => {
                    (self.waited, moment) = (true, None);
                }
            }
        }
    }

    /// How many may be claimed now. No more than will be begun in a moment: whatever is claimed when the machine goes
    /// down is unsure.
    fn may_claim(&self) -> u32 {
        let most = match self.left_of_trial() {
            Some(left) => self.room().min(usize::try_from(left).unwrap_or(usize::MAX)),
            None => self.room(),
        };
        if self.claims_no_more() { 0 } else { u32::try_from(most).unwrap_or(u32::MAX) }
    }

    fn claims_no_more(&self) -> bool {
        let quiet = || self.engine.quiet(self.campaign, self.engine.clock.now()).is_some();
        self.end.is_some() || !self.more || (!self.alone && self.delivered >= SLICE) || quiet()
    }

    /// How many more may be claimed and under way.
    fn room(&self) -> usize {
        let free = self.in_flight().saturating_sub(self.under_way.len() + self.ready.len());
        free.min(self.soon.saturating_sub(self.ready.len()))
    }

    fn in_flight(&self) -> usize {
        usize::try_from(self.engine.rules.in_flight).unwrap_or(usize::MAX)
    }

    /// Whether there will soon be more to record and to claim: each transaction has its price. Waiting for many would
    /// leave the line to Telegram idle.
    fn is_worth_waiting(&self) -> bool {
        let enough = (self.soon / 2).min(FEW);
        let idle = self.ready.is_empty() && self.under_way.is_empty();
        !idle && !self.waited && self.room() < enough && !self.claims_no_more()
    }

    fn could_save(&self) -> bool {
        !self.results.is_empty() || self.room() > 0
    }

    /// How many more a campaign may go to that is tried out.
    fn left_of_trial(&self) -> Option<u64> {
        let began = self.tally.total() - self.tally.of(DeliveryStatus::Queued);
        let busy = (self.under_way.len() + self.ready.len() + self.results.len()) as u64;
        self.campaign.trial.then(|| self.engine.rules.trial.saturating_sub(began + busy))
    }

    /// Counts what is recorded now.
    fn count(&mut self, results: &[Delivered]) {
        for result in results {
            let (status, reason) = match &result.outcome {
                Outcome::Sent(_) => (DeliveryStatus::Sent, None),
                Outcome::Ended(status, reason) => (*status, Some(*reason)),
                Outcome::Later(_) | Outcome::Moved(_) => continue,
            };
            self.move_one(status, reason);
        }
    }

    fn move_one(&mut self, status: DeliveryStatus, reason: Option<Reason>) {
        let queued = self.tally.0.entry((DeliveryStatus::Queued, None)).or_default();
        *queued = queued.saturating_sub(1);
        self.tally.add(status, reason, 1);
        self.delivered += 1;
    }

    fn take(&mut self, claimed: Claimed, asked: bool) {
        for reason in claimed.skipped {
            let status =
                if reason == Reason::Blocked { DeliveryStatus::Gone } else { DeliveryStatus::Skipped };
            self.move_one(status, Some(reason));
        }
        if asked {
            self.more = claimed.more;
        }
        let now = self.engine.clock.now();
        for claim in claimed.claims {
            match self.engine.quiet_in(self.campaign, claim.zone.as_ref(), now) {
                // It is night where they live.
                Some(end) => {
                    self.results.push(Delivered { chat: claim.chat, outcome: Outcome::Later(end) });
                }
                None => self.ready.push_back(claim),
            }
        }
        if self.end.is_some() {
            self.put_back();
        }
    }

    /// Sends the next ones that there is room for.
    fn begin_all(&mut self) {
        self.begin();
        while !self.ready.is_empty() && self.engine.sender.limiter().try_bulk(self.campaign.paid) {
            self.begin();
        }
    }

    /// Sends the next one.
    fn begin(&mut self) {
        let Some(claim) = self.ready.pop_front() else { return };
        let sender = self.engine.sender.clone();
        let (job, paid, clock) = (self.campaign.kind.clone(), self.campaign.paid, self.engine.clock.clone());
        let post = self.words.post(claim.lang, claim.chat.is_group(), clock.now());
        let wait = sender.limiter().reserve_in_chat(claim.chat);
        self.under_way.spawn(async move {
            if !wait.is_zero() {
                clock.sleep(wait).await;
                sender.limiter().wait_for_bulk(paid).await;
            }
            let outcome = send(&sender, job, paid, &claim, post.as_deref(), &clock).await;
            Delivered { chat: claim.chat, outcome }
        });
    }

    /// Takes what is done: this, and what else is by now.
    fn took_all(&mut self, done: Result<Delivered, JoinError>) -> Result<(), StoreError> {
        self.took(done)?;
        while let Some(done) = self.under_way.try_join_next() {
            self.took(done)?;
        }
        Ok(())
    }

    fn took(&mut self, done: Result<Delivered, JoinError>) -> Result<(), StoreError> {
        // A send that panics would leave its row under way; the store says so at the next start.
        let Ok(delivered) = done else {
            return Err(StoreError::Corrupt("a delivery panicked".to_owned()));
        };
        let reason = match &delivered.outcome {
            Outcome::Ended(_, reason) => Some(*reason),
            _ => None,
        };
        if !matches!(delivered.outcome, Outcome::Later(_)) {
            self.look_at_clock();
        }
        self.heed_limits(&delivered.outcome);
        self.results.push(delivered);
        self.recent.push_back(reason);
        if self.recent.len() > DeliveryPolicy::LOOKS_BACK {
            self.recent.pop_front();
        }
        match reason {
            Some(Reason::Content) => self.end_with(End::Rest(Pause::Content)),
            Some(reason) if is_odd(reason) => {
                let alike = self.recent.iter().filter(|recent| **recent == Some(reason)).count();
                if alike >= self.engine.rules.failures {
                    self.end_with(End::Rest(Pause::Failures(reason)));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Rests where nothing came to an end for so long that it may be too late for the rest: the machine was asleep, or
    /// Telegram out of reach.
    fn look_at_clock(&mut self) {
        let now = self.engine.clock.now();
        let is_late = now.duration_since(self.ended) > self.engine.rules.grace;
        if is_late && !matches!(self.campaign.kind, CampaignKind::Remind(_)) {
            self.end_with(End::Rest(Pause::Late));
        }
        self.ended = now;
    }

    /// Slows down where Telegram, or the network, asks for it.
    fn heed_limits(&mut self, outcome: &Outcome) {
        let Outcome::Later(at) = outcome else {
            (self.waits, self.unopened) = (0, 0);
            return;
        };
        let now = self.engine.clock.now();
        if *at > now {
            self.waits += 1;
            if self.waits >= WAITS {
                let wait = Duration::try_from(at.duration_since(now)).unwrap_or_default();
                self.engine.sender.limiter().hold_bulk(self.campaign.paid, wait);
            }
        } else {
            self.unopened += 1;
            let pause = Duration::from_millis(250) * 2_u32.saturating_pow(self.unopened.min(10));
            self.engine.sender.limiter().hold_bulk(self.campaign.paid, pause.min(LONGEST_PAUSE));
        }
    }

    /// Looks what the author made of the campaign, and whether others wait for their turn by now. What is urgent waits for
    /// nothing else.
    async fn heed(&mut self) -> Result<(), StoreError> {
        if let CampaignKind::Remind(reminder) = &self.campaign.kind {
            let all = Engine::deadlines(&self.engine.store, &*self.engine.voice).await?;
            self.words.remind_of(all.into_iter().find(|deadline| reminder.is_of(deadline)));
        }
        let open = self.engine.store.reader().open_campaigns().await?;
        let mut open: Vec<_> = open.into_iter().map(|open| open.campaign).collect();
        open.retain(|campaign| !matches!(campaign.stage, Stage::Paused(_)));
        let is_this = |campaign: &Campaign| campaign.id == self.campaign.id;
        let runs = open.iter().any(|campaign| is_this(campaign) && campaign.stage == Stage::Running);
        let is_due = |campaign: &Campaign| campaign.due <= self.engine.clock.now();
        let waits = |campaign: &Campaign| matches!(campaign.stage, Stage::Scheduled | Stage::Filling);
        let more_urgent = |campaign: &Campaign| campaign.urgent && waits(campaign) && is_due(campaign);
        let outdone = !self.campaign.urgent && open.iter().any(more_urgent);
        // What has time needs no turn yet.
        self.alone = open.iter().all(|campaign| is_this(campaign) || !is_due(campaign));
        if !runs {
            self.end_with(End::Ordered);
        } else if outdone {
            self.end_with(End::Break);
        }
        Ok(())
    }

    /// Begins no more; what is under way is finished.
    fn end_with(&mut self, end: End) {
        self.end.get_or_insert(end);
        self.put_back();
    }

    /// What was claimed and not begun waits again.
    fn put_back(&mut self) {
        let back = self
            .ready
            .drain(..)
            .map(|claim| Delivered { chat: claim.chat, outcome: Outcome::Later(Outcome::AT_ONCE) });
        self.results.extend(back);
    }
}

/// Waits until it is time to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // Whoever could say so is gone where this fails.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Whether many failures for this reason are a sign that something is wrong. That people leave is none.
fn is_odd(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::NotFound | Reason::Refused | Reason::Connection | Reason::NoRights | Reason::NotStarted
    )
}
