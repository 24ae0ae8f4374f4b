//! What is to be done for campaigns, and when: each waits for its time, has its audience written down, goes out, rests
//! where its author has to say something, and is reported. What is under way when the machine goes down is unsure at the
//! next start, and is never sent again by itself.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::watch;

use crate::campaigns::{DeliveryPolicy, Renderer};
use crate::clock::Clock;
use crate::domain::campaign::{
    Campaign, CampaignEvent, CampaignId, CampaignKind, DeliveryStatus, Pause, Reason, Stage, Tally,
};
use crate::domain::{ChatId, Deadline, Lang, MessageId};
use crate::store::{OpenCampaign, Store, StoreError};
use crate::telegram::{Reply, Sender};

/// Runs campaigns.
#[derive(Clone)]
pub struct Engine {
    pub(super) store: Arc<Store>,
    pub(super) sender: Sender,
    pub(super) voice: Arc<dyn Renderer>,
    pub(super) clock: Clock,
    pub(super) rules: DeliveryPolicy,
    /// Whether this process has looked at a campaign yet: only then it can be late because the machine was off.
    seen: Arc<Mutex<HashSet<CampaignId>>>,
    /// When the author of each campaign under way was last told how it goes, and how many were done then.
    pub(super) told: Arc<Mutex<HashMap<CampaignId, (Timestamp, u64)>>>,
    /// Whether what an earlier run left under way is unsure by now.
    recovered: Arc<AtomicBool>,
}

/// What is to be done next for a campaign.
pub(super) enum Next {
    /// Look again at once.
    Now,
    /// Look again then.
    At(Timestamp),
    /// Nothing, until somebody says something.
    Rest,
}

impl Engine {
    /// How often campaigns are looked at where nothing is due: in case the clock has jumped.
    const LOOK: Duration = Duration::from_mins(1);
    /// The pause after a failure of the store.
    pub(super) const PAUSE: Duration = Duration::from_secs(5);

    /// Delivers from this store through this sender.
    #[must_use]
    pub fn new(
        store: Arc<Store>,
        sender: Sender,
        voice: Arc<dyn Renderer>,
        clock: Clock,
        rules: DeliveryPolicy,
    ) -> Engine {
        let (seen, told, recovered) = (Arc::default(), Arc::default(), Arc::default());
        Engine { store, sender, voice, clock, rules, seen, told, recovered }
    }

    /// Delivers until it is told to stop; finishes what is under way then.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let mut changed = self.store.campaigns_changed();
        while !*stop.borrow() {
            // Whoever orders something while campaigns are looked at is heard right after.
            changed.mark_unchanged();
            let wait = match self.pass(&stop).await {
                Ok(next) => next.map_or(Engine::LOOK, |next| self.until(next).min(Engine::LOOK)),
                Err(error) => {
                    log::error!("campaigns can't be delivered: {error}; trying again");
                    Engine::PAUSE
                }
            };
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                Ok(()) = changed.changed() => {}
                () = self.clock.sleep(wait) => {}
            }
        }
    }

    /// Does everything that can be done now; gives when there will be more to do, if that is known.
    ///
    /// # Errors
    /// When the store fails; nothing is lost by it.
    pub async fn pass(&self, stop: &watch::Receiver<bool>) -> Result<Option<Timestamp>, StoreError> {
        // Nothing is under way here: what the store says is, was when the machine went down, or when the store failed.
        if !self.recovered.swap(true, Ordering::SeqCst) {
            let unsure = self.store.recover(self.clock.now()).await?;
            if unsure > 0 {
                log::warn!("{unsure} deliveries were under way when the bot went down; they are unsure now");
            }
        }
        let passed = self.pass_on(stop).await;
        self.recovered.fetch_and(passed.is_ok(), Ordering::SeqCst);
        passed
    }

    async fn pass_on(&self, stop: &watch::Receiver<bool>) -> Result<Option<Timestamp>, StoreError> {
        loop {
            let mut open = self.store.reader().open_campaigns().await?;
            // What is urgent goes first.
            open.sort_by_key(|open| (!open.campaign.urgent, open.campaign.id));
            let (mut again, mut next) = (false, None::<Timestamp>);
            for open in open {
                if *stop.borrow() {
                    return Ok(None);
                }
                match self.step(open, stop).await? {
                    Next::Now => again = true,
                    Next::At(at) => next = Some(next.map_or(at, |next| next.min(at))),
                    Next::Rest => {}
                }
            }
            if !again || *stop.borrow() {
                return Ok(next);
            }
        }
    }

    async fn step(&self, open: OpenCampaign, stop: &watch::Receiver<bool>) -> Result<Next, StoreError> {
        let OpenCampaign { campaign, progress } = open;
        let now = self.clock.now();
        match campaign.stage {
            Stage::Scheduled if campaign.due > now => Ok(Next::At(campaign.due)),
            Stage::Scheduled | Stage::Filling | Stage::Running
                if let Some(reason) = self.outdated(&campaign, now).await? =>
            {
                if self.store.skip_rest(campaign.id, reason, now).await? == 0 {
                    self.advance(&campaign, CampaignEvent::Outdated, now).await?;
                }
                Ok(Next::Now)
            }
            Stage::Scheduled | Stage::Filling | Stage::Running if self.is_late(&campaign, now).await? => {
                self.rest(&campaign, progress, Pause::Late).await
            }
            Stage::Scheduled | Stage::Filling | Stage::Running if self.quiet(&campaign, now).is_some() => {
                Ok(self.quiet(&campaign, now).map_or(Next::Now, Next::At))
            }
            Stage::Scheduled | Stage::Filling => self.prepare(&campaign, now).await,
            Stage::Running => self.deliver(&campaign, progress, stop).await,
            // Whoever lets it go on is to know that some may have it.
            Stage::Paused(pause) if pause != Pause::Late && self.is_restored(&campaign).await? => {
                self.rest(&campaign, progress, Pause::Late).await
            }
            Stage::Paused(_) => Ok(Next::Rest),
            // All of those whom it was to go to are in its report.
            Stage::Cancelled
                if !matches!(campaign.kind, CampaignKind::Remind(_))
                    && !self.store.fill(&campaign, now).await? =>
            {
                Ok(Next::Now)
            }
            Stage::Cancelled if self.store.skip_rest(campaign.id, Reason::Cancelled, now).await? > 0 => {
                Ok(Next::Now)
            }
            Stage::Cancelled | Stage::Done => self.conclude(&campaign, progress).await,
        }
    }

    /// Writes down whom it goes to, a piece at a time, so that an order is heard in between.
    async fn prepare(&self, campaign: &Campaign, now: Timestamp) -> Result<Next, StoreError> {
        if campaign.stage == Stage::Scheduled {
            self.advance(campaign, CampaignEvent::Due, now).await?;
        } else if self.store.fill(campaign, now).await? {
            self.advance(campaign, CampaignEvent::AudienceComplete, now).await?;
        }
        Ok(Next::Now)
    }

    /// Why a reminder is not sent any more: it would come too late, or a backup was restored, which does not know who got
    /// it.
    async fn outdated(&self, campaign: &Campaign, now: Timestamp) -> Result<Option<Reason>, StoreError> {
        let CampaignKind::Remind(reminder) = &campaign.kind else { return Ok(None) };
        if self.is_restored(campaign).await? {
            return Ok(Some(Reason::Restored));
        }
        // Whom it did not reach is known once its audience is written down.
        Ok((campaign.stage == Stage::Running && now > reminder.until).then_some(Reason::Late))
    }

    /// Whether a campaign was last touched before a backup was restored.
    async fn is_restored(&self, campaign: &Campaign) -> Result<bool, StoreError> {
        let restored = self.store.restored_at().await?;
        Ok(restored.is_some_and(|restored| campaign.touched <= restored))
    }

    /// Whether a campaign has waited for longer than its author may have meant, as the machine was off, or is that of a
    /// backup, which does not know what was sent since. Looked at once a process, as what waits while the bot runs waits
    /// for a reason.
    async fn is_late(&self, campaign: &Campaign, now: Timestamp) -> Result<bool, StoreError> {
        if matches!(campaign.kind, CampaignKind::Remind(_)) {
            return Ok(false);
        }
        if !self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(campaign.id) {
            return Ok(false);
        }
        if self.is_restored(campaign).await? {
            return Ok(true);
        }
        let began = campaign.stage != Stage::Scheduled;
        let since = if began { campaign.touched } else { campaign.due.max(campaign.touched) };
        // Quiet hours are no delay.
        let quiet = self.rules.quiet.as_ref().filter(|_| !campaign.urgent);
        let since = quiet.and_then(|quiet| quiet.ends(since)).unwrap_or(since);
        Ok(now.duration_since(since) > self.rules.grace)
    }

    /// When the quiet hours end that hold a campaign now.
    pub(super) fn quiet(&self, campaign: &Campaign, now: Timestamp) -> Option<Timestamp> {
        // Each is reminded by the clocks of where they live.
        let all_at_once = !campaign.urgent && !matches!(campaign.kind, CampaignKind::Remind(_));
        self.rules.quiet.as_ref().filter(|_| all_at_once)?.ends(now)
    }

    /// When the quiet hours end of somebody who lives in this zone, where they hold a campaign now.
    pub(super) fn quiet_in(
        &self,
        campaign: &Campaign,
        zone: Option<&TimeZone>,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let quiet = self.rules.quiet.as_ref().filter(|_| !campaign.urgent)?;
        quiet.ends_in(zone.unwrap_or(&quiet.zone), now)
    }

    /// All deadlines: the pledge's, and those that staff set.
    pub(super) async fn deadlines(store: &Store, voice: &dyn Renderer) -> Result<Vec<Deadline>, StoreError> {
        let mut all = voice.deadlines();
        all.extend(store.reader().deadlines().await?);
        Ok(all)
    }

    /// Moves a campaign to the stage that an event leads to, and gives that stage; `None` where it leads nowhere.
    pub(super) async fn advance(
        &self,
        campaign: &Campaign,
        event: CampaignEvent,
        now: Timestamp,
    ) -> Result<Option<Stage>, StoreError> {
        let Some(next) = campaign.after(event, 0) else { return Ok(None) };
        self.store.set_stage(campaign, next.to, now).await?;
        Ok(Some(next.to))
    }

    /// Lets a campaign rest, and tells its author why.
    pub(super) async fn rest(
        &self,
        campaign: &Campaign,
        progress: Option<MessageId>,
        pause: Pause,
    ) -> Result<Next, StoreError> {
        let Some(stage) = self.advance(campaign, CampaignEvent::Halted(pause), self.clock.now()).await?
        else {
            return Ok(Next::Now);
        };
        log::warn!("campaign {} rests ({})", campaign.id.0, pause.code());
        let tally = self.store.reader().tally(campaign.id).await?;
        self.tell(&Campaign { stage, ..campaign.clone() }, progress, &tally).await?;
        Ok(Next::Now)
    }

    /// All is done: those whom Telegram did not know are switched off, unless hardly anybody was known, and the author
    /// hears how it went.
    async fn conclude(&self, campaign: &Campaign, progress: Option<MessageId>) -> Result<Next, StoreError> {
        let tally = self.store.reader().tally(campaign.id).await?;
        let unknown = tally.0.get(&(DeliveryStatus::Gone, Some(Reason::NotFound))).copied().unwrap_or(0);
        if unknown > 0 && unknown < tally.of(DeliveryStatus::Sent) {
            self.store.mark_unknown_unreachable(campaign.id).await?;
        }
        let message = match campaign.kind {
            CampaignKind::Remind(_) => None,
            _ => self.tell(campaign, progress, &tally).await?,
        };
        self.store.set_progress(campaign.id, message, true).await?;
        self.told.lock().unwrap_or_else(PoisonError::into_inner).remove(&campaign.id);
        log::info!(
            "campaign {} is over: {} of {} sent",
            campaign.id.0,
            tally.of(DeliveryStatus::Sent),
            tally.total()
        );
        Ok(Next::Rest)
    }

    /// Tells the author how a campaign stands, in a new message, which they notice; gives its id.
    async fn tell(
        &self,
        campaign: &Campaign,
        progress: Option<MessageId>,
        tally: &Tally,
    ) -> Result<Option<MessageId>, StoreError> {
        if campaign.author == ChatId::NOBODY {
            return Ok(None);
        }
        if let Some(message) = progress {
            let _ = self.sender.report(&Reply::Strip { chat: campaign.author, message }).await;
        }
        let page = self.voice.report(self.lang(campaign.author).await?, campaign, tally, 0.0);
        let reply = Reply::Say { chat: campaign.author, thread: None, page };
        let message = match self.sender.report(&reply).await {
            Ok(message) => message,
            Err(fault) => {
                log::warn!("the author of campaign {} could not be told: {}", campaign.id.0, fault.code());
                None
            }
        };
        self.store.set_progress(campaign.id, message, false).await?;
        Ok(message)
    }

    /// The language of an author.
    pub(super) async fn lang(&self, author: ChatId) -> Result<Lang, StoreError> {
        let known = self.store.snapshot(author).await?.chat.and_then(|chat| chat.lang);
        Ok(known.unwrap_or_else(|| Lang::guess(None)))
    }

    fn until(&self, at: Timestamp) -> Duration {
        Duration::try_from(at.duration_since(self.clock.now())).unwrap_or_default()
    }
}
