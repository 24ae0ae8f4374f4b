//! The complete bot: put together from settings, it runs until it is asked to stop.

mod account;
mod content;
mod error;
mod heartbeat;
mod keys;
mod monitoring;
mod preparing;
mod secret_command;
mod start_stage;
mod starting;
mod systemd;
mod tasks;
mod terminal;
mod unlock;
mod upgrade;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::signal::unix::Signal;
use tokio::sync::watch;

use crate::backup_keeper::BackupKeeper;
use crate::campaigns::{BulkGate, Engine, Planner};
use crate::clock::{Backoff, Clock, Ticks};
use crate::config::Settings;
use crate::control::ControlServer;
use crate::conversation::{App, Router, profiles, route};
use crate::doctor::WeeklyCheck;
use crate::holds::HoldKeeper;
use crate::notices::{Notices, Trouble};
use crate::service::monitoring::Monitoring;
use crate::service::tasks::{Tasks, unless_it_panics};
use crate::store::SweepCounts;
use crate::telegram::{Bot, ConnectionError, SendError, register};
use crate::updates;
use crate::updates::{Ended, InboxFeed, Webhook};
use crate::vitals::BotState;

pub use account::{AccountError, bot_account, register_names};
pub use error::ServiceError;
pub use heartbeat::Heartbeat;
pub use preparing::{DataTrial, prepare_data};
pub use starting::{Starting, open_store};
pub use systemd::tell_stopping;
pub use tasks::TaskName;
pub use terminal::{ask_hidden, ask_shown};
pub use unlock::existing_store_key;

/// A bot that is ready to run.
pub struct Service {
    app: Arc<App>,
    bot: Bot,
    feed: InboxFeed,
    webhook: Option<Webhook>,
    monitoring: Monitoring,
    heartbeat: Option<Heartbeat>,
    notices: Notices,
    weekly: WeeklyCheck,
    control: ControlServer,
    gate: BulkGate,
    engine: Engine,
    planner: Planner,
    holds: HoldKeeper,
    backups: Option<BackupKeeper>,
    clock: Clock,
    messages: Option<PathBuf>,
    data: PathBuf,
    /// Requests to read the texts anew. Heard from before the first wait, since a SIGHUP without a handler ends a process.
    hangups: Mutex<Option<Signal>>,
}

impl From<TaskName> for ServiceError {
    fn from(name: TaskName) -> ServiceError {
        ServiceError::Task(name)
    }
}

impl From<ConnectionError> for ServiceError {
    fn from(error: ConnectionError) -> ServiceError {
        match error {
            ConnectionError::Client => ServiceError::Client,
            ConnectionError::Proxy => ServiceError::Proxy,
            ConnectionError::Token => ServiceError::Token,
        }
    }
}

impl Service {
    /// Puts the bot together: token, key, texts, store, and the name that Telegram knows it by. Waits while a secret is missing
    /// or Telegram can't be reached.
    ///
    /// # Errors
    /// When a setting, the store or the token is at fault.
    pub async fn start(settings: &Settings, clock: Clock) -> Result<Service, ServiceError> {
        Service::start_with(settings, clock, route).await
    }

    /// The same with another router: tests put handlers before the bot's own that panic or do nothing.
    ///
    /// # Errors
    /// As [`Service::start`].
    pub async fn start_with(
        settings: &Settings,
        clock: Clock,
        router: Router,
    ) -> Result<Service, ServiceError> {
        Starting::new(settings, clock).await?.finish(settings, router).await
    }

    /// The incoming updates, for tests that step them by hand.
    #[must_use]
    pub fn feed(&self) -> &InboxFeed {
        &self.feed
    }

    /// The webhook, where there is one.
    #[must_use]
    pub fn webhook(&self) -> Option<&Webhook> {
        self.webhook.as_ref()
    }

    /// The campaigns, for tests that step them by hand.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The planner of reminders, for tests that step it by hand.
    #[must_use]
    pub fn planner(&self) -> &Planner {
        &self.planner
    }

    /// The holds, for tests that step them by hand.
    #[must_use]
    pub fn holds(&self) -> &HoldKeeper {
        &self.holds
    }

    /// The backups, where the bot makes some, for tests that step them by hand.
    #[must_use]
    pub fn backups(&self) -> Option<&BackupKeeper> {
        self.backups.as_ref()
    }

    /// The messages to owners, for tests that step them by hand.
    #[must_use]
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// The weekly check of the installation, for tests that step it by hand.
    #[must_use]
    pub fn weekly(&self) -> &WeeklyCheck {
        &self.weekly
    }

    /// The same bot, which knows from where its settings come: the weekly check looks at that file and at those of its lines that
    /// have no effect.
    #[must_use]
    pub fn configured_by(self, file: Option<PathBuf>, ineffective: Vec<String>) -> Service {
        Service { weekly: self.weekly.configured_by(file, ineffective), ..self }
    }

    /// Everything that handlers share.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Registers the bot's name, descriptions and menus with Telegram, where they differ. If some could not be set, gives
    /// how long Telegram asks to wait before the next attempt.
    pub async fn register(&self) -> Option<Duration> {
        let profiles = profiles(&self.app.texts.load());
        let done = register(&self.bot, &profiles).await;
        let Some(error) = done.error else {
            log::info!("names, descriptions and menus are registered ({} changes)", done.changes);
            return None;
        };
        log::warn!(
            "{} of the bot's names, descriptions and menus could not be registered ({}); this is tried again later",
            done.failed,
            error.code()
        );
        Some(done.wait)
    }

    /// Deletes data that has been kept for long enough, unless the clock may be wrong.
    pub async fn sweep(&self) {
        if !self.gate.check().is_right() {
            log::info!("nothing is deleted for its age before Telegram has confirmed the time");
            return;
        }
        match self.app.store.sweep(self.clock.now(), &self.app.retention).await {
            Ok(swept) if swept == SweepCounts::default() => {}
            Ok(SweepCounts { signups, dead, messages, chats, muted, deliveries }) => log::info!(
                "kept for long enough and deleted: {signups} unfinished sign-ups, {dead} dead letters, \
                 {messages} ids of messages, {chats} lost chats, topics and language of {muted} lost chats of supporters, \
                 {deliveries} deliveries"
            ),
            Err(error) => log::error!("the sweep failed: {error}"),
        }
        let (data, now) = (self.data.clone(), self.clock.now());
        let removed = tokio::task::spawn_blocking(move || upgrade::remove_unsealed(&data, now)).await;
        if let Err(error) = removed {
            log::error!("the sweep failed: {error}");
        }
    }

    /// Tells owners that there was no good backup for long, or that there is one again, and that the data are damaged if a backup has
    /// found that. By a clock that may be wrong nobody is told how long it was.
    pub async fn tell_of_backups(&self) {
        if let Some(trouble) = self.backups.as_ref().and_then(BackupKeeper::take_trouble) {
            self.notices.tell(Trouble::Store(trouble)).await;
        }
        let outlook = self.backups.as_ref().and_then(BackupKeeper::outlook);
        if let Some(outlook) = outlook.filter(|_| self.gate.check().is_right()) {
            self.notices.tell_of_backups(outlook).await;
        }
    }

    /// Purges the bytes of people who were erased, and retries what a failing disk has held up.
    pub async fn purge(&self) {
        if let Err(error) = self.app.store.purge().await {
            log::error!("the store can't be written: {error}");
        }
    }

    /// Reads texts and facts again; if they are at fault, the old ones stay.
    pub fn reload(&self) {
        let Some(folder) = &self.messages else { return };
        if let Some(texts) = content::anew(folder) {
            self.app.texts.store(Arc::new(texts));
        }
    }

    /// Runs until `stop`, or until the store key is to be forgotten: handles new updates, and those that an earlier run left. Finishes the work in hand.
    ///
    /// # Errors
    /// When the inbox can't be read, Telegram refuses the token, or one of the bot's tasks ends by itself.
    pub async fn run(&self, stop: watch::Receiver<bool>) -> Result<(), ServiceError> {
        let left = self.feed.resume().await?;
        if left > 0 {
            log::info!("{left} updates of an earlier run are handled alongside new ones");
        }
        let (engine, planner) = (self.engine.clone(), self.planner.clone());
        let (end, ending) = watch::channel(false);
        let (holds, holding) = (self.holds.clone(), ending.clone());
        let (planning, mut tasks) = (ending.clone(), Tasks::default());
        let (control, controlled) = (self.control.clone(), ending.clone());
        if let Some(backups) = self.backups.clone() {
            let backing_up = ending.clone();
            tasks.spawn(TaskName::Backups, async move { backups.run(backing_up).await });
        }
        let (weekly, checking) = (self.weekly.clone(), ending.clone());
        tasks.spawn(TaskName::Doctor, async move { weekly.run(checking).await });
        tasks.spawn(TaskName::Control, async move { control.run(controlled).await });
        tasks.spawn(TaskName::Engine, async move { engine.run(ending).await });
        tasks.spawn(TaskName::Planner, async move { planner.run(planning).await });
        tasks.spawn(TaskName::Holds, async move { holds.run(holding).await });
        let ended = tokio::select! {
            ended = self.take_updates(stop) => ended,
            () = self.app.store.key_forgotten() => Ok(()),
            _ = unless_it_panics(self.housekeeping()) => Err(TaskName::Housekeeping.into()),
            _ = unless_it_panics(self.watch_store()) => Err(TaskName::Notices.into()),
            _ = unless_it_panics(self.leave_signs()) => Err(TaskName::Signs.into()),
            () = self.app.store.failed() => Err(TaskName::Writer.into()),
            name = tasks.next_end() => Err(name.into()),
        };
        self.vitals().enter(BotState::Stopping);
        // Campaigns start no more messages; those under way are finished, like the updates in hand.
        end.send_replace(true);
        let finished = async { tokio::join!(self.feed.idle(), tasks.all_ended()) };
        if tokio::time::timeout(Service::PATIENCE, finished).await.is_err() {
            log::warn!("some of what is in hand could not be finished; it is seen to at the next start");
        }
        let closed = self.app.store.close().await;
        ended?;
        Ok(closed?)
    }

    /// Whether it has ended to forget its store key. The memory of this process may still hold copies of it.
    #[must_use]
    pub fn forgets_its_key(&self) -> bool {
        self.app.store.forgets_its_key()
    }

    /// Takes updates until `stop`.
    async fn take_updates(&self, stop: watch::Receiver<bool>) -> Result<(), ServiceError> {
        let taking = updates::run(&self.feed, self.webhook.as_ref(), stop.clone());
        match unless_it_panics(taking).await {
            Some(Ended::Stopped) if *stop.borrow() => Ok(()),
            Some(Ended::Stopped) | None => Err(TaskName::Updates.into()),
            Some(Ended::Token) => Err(ServiceError::Token),
        }
    }

    /// Tells owners of what the store meets.
    async fn watch_store(&self) {
        let (mut troubles, mut warnings) = (self.app.store.troubles(), self.app.store.warnings());
        // Opt-outs of an earlier run may be missing in the list from the start.
        warnings.mark_changed();
        let mut frozen = self.app.store.frozen();
        loop {
            self.notices.tell_of_freeze().await;
            let trouble = tokio::select! {
                Ok(()) = frozen.changed() => None,
                Ok(()) = troubles.changed() => troubles.borrow_and_update().map(Trouble::Store),
                Ok(()) = warnings.changed() => {
                    (warnings.borrow_and_update().unlisted > 0).then_some(Trouble::OptOutList)
                }
                else => return,
            };
            if let Some(trouble) = trouble {
                self.notices.tell(trouble).await;
            }
        }
    }

    /// How long a stop waits for the work in hand.
    const PATIENCE: Duration = Duration::from_secs(20);
    /// How often the bytes of erased people are purged, at most: each time, everybody waits.
    const PURGE: Duration = Duration::from_mins(1);
    /// How often old data is deleted.
    const SWEEP: Duration = Duration::from_mins(10);

    async fn housekeeping(&self) {
        let mut hangups = self.hangups.lock().ok().and_then(|mut hangups| hangups.take());
        let mut ticks = Ticks::new(self.clock.clone(), Service::SWEEP);
        let mut minutes = Ticks::new(self.clock.clone(), Service::PURGE);
        let mut pause = Backoff::doubling(Service::SWEEP, SendError::LONGEST_WAIT);
        // The time until the profile is registered again, if some of it could not be.
        let mut due = Some(Duration::ZERO);
        let mut hangup = async || match &mut hangups {
            Some(hangups) => hangups.recv().await,
            None => std::future::pending().await,
        };
        loop {
            tokio::select! {
                () = ticks.tick() => {
                    self.notices.tell_of_keys().await;
                    self.notices.tell_of_audit().await;
                    self.notices.tell_of_staff().await;
                    self.notices.tell_of_freeze().await;
                    self.tell_of_backups().await;
                    self.sweep().await;
                    self.feed.log_alive().await;
                    due = due.map(|left| left.saturating_sub(Service::SWEEP));
                    if due.is_some_and(|left| left.is_zero()) {
                        due = self.register().await.map(|asked| asked.max(pause.next_wait()));
                    }
                }
                _ = hangup() => {
                    self.reload();
                    due = self.register().await.map(|asked| asked.max(pause.next_wait()));
                }
                () = minutes.tick() => self.purge().await,
            }
        }
    }
}
