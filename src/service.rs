//! The bot as a running whole: put together from settings, run until it is told to stop.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use teloxide::Bot;
use teloxide::net::default_reqwest_settings;
use teloxide::requests::Requester;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::campaigns::{Engine, Planner, Renderer};
use crate::clock::{Backoff, Clock};
use crate::config::{Folders, Settings};
use crate::conversation::{App, BotRenderer, Pictures, Router, StaffSettings, profiles, route};
use crate::crypto::{KeyFile, Recipients, SealError, StateKey};
use crate::domain::ChatId;
use crate::store::{Store, StoreError, SweepCounts};
use crate::telegram::{SendError, Sender, register};
use crate::texts::Texts;
use crate::updates;
use crate::updates::{Ended, InboxFeed, Processor, UpdatesClient, Webhook};

/// Why the bot could not start, or had to end.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The public keys can't be read.
    #[error("SEAL_RECIPIENTS is malformed: {0}")]
    Recipients(SealError),
    /// The state key can't be read or made.
    #[error("STATE_KEY_FILE: {0}")]
    StateKey(SealError),
    /// The store can't be opened or used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Telegram does not accept the token.
    #[error("Telegram does not accept BOT_TOKEN; ask @BotFather for the current one")]
    Token,
    /// The HTTP client can't be made.
    #[error("the HTTP client can't be made; TELEGRAM_API_URL must be an address that takes a path")]
    Client,
    /// The HTTP client can't be made with the proxy.
    #[error("TELEGRAM_PROXY is no address of a proxy")]
    Proxy,
    /// The webhook's address can't be listened at.
    #[error("can't listen at WEBHOOK_LISTEN: {0}")]
    Listen(std::io::ErrorKind),
}

/// A bot that is ready to run.
pub struct Service {
    app: Arc<App>,
    bot: Bot,
    feed: InboxFeed,
    webhook: Option<Webhook>,
    engine: Engine,
    planner: Planner,
    clock: Clock,
    messages: Option<std::path::PathBuf>,
}

impl Service {
    /// Puts the bot together: words, keys, store, and who Telegram says that it is. Waits while Telegram can't be
    /// reached.
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
        let recipients = settings.recipients.as_deref().map(Recipients::parse).transpose();
        let recipients = recipients.map_err(ServiceError::Recipients)?;
        if recipients.is_none() {
            log::warn!(
                "SEAL_RECIPIENTS is not set: no names and no contacts are collected (see: pledge-bot keygen)"
            );
        }
        let texts = texts(settings.folders.messages.as_deref());
        let store = Arc::new(open_store(&settings.folders).await?);
        let client = client(settings)?;
        let updates = UpdatesClient::new(client.clone(), &settings.api_url, settings.token.expose())
            .ok_or(ServiceError::Client)?;
        let bot = Bot::with_client(settings.token.expose(), client).set_api_url(settings.api_url.clone());
        let bot_name = bot_name(&bot).await?;
        let (texts, retention) = (ArcSwap::from_pointee(texts), settings.keep);
        let staff = StaffSettings::new(&settings.owners, settings.limits);
        let app = Arc::new(App {
            texts,
            store,
            recipients,
            staff,
            bot_name,
            retention,
            pictures: Pictures::default(),
        });
        let sender = Sender::new(bot.clone(), settings.limits, clock.clone());
        let renderer: Arc<dyn Renderer> = Arc::new(BotRenderer(Arc::clone(&app)));
        let owner = settings.owners.first().copied().map(ChatId);
        let planner = Planner::new(Arc::clone(&app.store), Arc::clone(&renderer), clock.clone(), owner);
        let engine = Engine::new(
            Arc::clone(&app.store),
            sender.clone(),
            renderer,
            clock.clone(),
            settings.rules.clone(),
        );
        let processor = Processor::new(&app, router, sender, clock.clone(), &settings.owners);
        let feed = InboxFeed::new(updates, processor);
        let webhook = match &settings.webhook {
            Some(address) => Some(Webhook::bind(address).await.map_err(|e| ServiceError::Listen(e.kind()))?),
            None => None,
        };
        let messages = settings.folders.messages.clone();
        Ok(Service { app, bot, feed, webhook, engine, planner, clock, messages })
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

    /// Everything that handlers share.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// Tells Telegram the bot's name, descriptions and menus, where they differ from what it has.
    pub async fn register(&self) {
        let profiles = profiles(&self.app.texts.load());
        match register(&self.bot, &profiles).await {
            Ok(changes) => log::info!("names, descriptions and menus are registered ({changes} changes)"),
            Err(fault) => {
                log::warn!("names, descriptions and menus could not be registered: {}", fault.code());
            }
        }
    }

    /// Deletes what is kept no longer.
    pub async fn sweep(&self) {
        match self.app.store.sweep(self.clock.now(), &self.app.retention).await {
            Ok(swept) if swept == SweepCounts::default() => {}
            Ok(SweepCounts { signups, dead, messages, chats, muted, deliveries }) => log::info!(
                "kept for long enough and deleted: {signups} unfinished sign-ups, {dead} dead letters, \
                 {messages} ids of messages, {chats} lost chats, topics and language of {muted} lost chats of supporters, \
                 {deliveries} deliveries"
            ),
            Err(error) => log::error!("the sweep failed: {error}"),
        }
    }

    /// Reads words and facts anew; where they are at fault, the old ones stay.
    pub fn reload(&self) {
        let Some(folder) = &self.messages else { return };
        match Texts::load(folder) {
            Ok(texts) => {
                self.app.texts.store(Arc::new(texts));
                log::info!("words and facts were read anew");
            }
            Err(faults) => {
                for fault in &faults {
                    log::error!("{fault}");
                }
                log::error!("words and facts are at fault; the old ones stay");
            }
        }
    }

    /// Runs until `stop` says so: handles what an earlier run left, then takes what comes. Finishes what is in hand.
    ///
    /// # Errors
    /// When the inbox can't be read, or Telegram refuses the token.
    pub async fn run(&self, stop: watch::Receiver<bool>) -> Result<(), ServiceError> {
        // Heard from the start: a SIGHUP that nobody hears ends a process.
        let hangups = signal(SignalKind::hangup()).ok();
        let left = self.feed.resume().await?;
        if left > 0 {
            log::info!("{left} updates of an earlier run are handled first");
        }
        let (engine, planner) = (self.engine.clone(), self.planner.clone());
        let (end, ending) = watch::channel(false);
        let planning = ending.clone();
        let delivery = tokio::spawn(async move { tokio::join!(engine.run(ending), planner.run(planning)) });
        let ended = tokio::select! {
            ended = updates::run(&self.feed, self.webhook.as_ref(), stop) => ended,
            () = self.housekeeping(hangups) => Ended::Stopped,
        };
        // What goes to many begins nothing more; what is under way is finished, like what is in hand.
        end.send_replace(true);
        let finished = async { tokio::join!(self.feed.idle(), delivery) };
        if tokio::time::timeout(Service::PATIENCE, finished).await.is_err() {
            log::warn!("some of what is in hand could not be finished; it is seen to at the next start");
        }
        self.app.store.close().await?;
        match ended {
            Ended::Stopped => Ok(()),
            Ended::Token => Err(ServiceError::Token),
        }
    }

    /// How long a stop waits for what is in hand.
    const PATIENCE: Duration = Duration::from_secs(20);
    /// How often what is kept no longer is deleted.
    const SWEEP: Duration = Duration::from_mins(10);

    async fn housekeeping(&self, mut hangups: Option<Signal>) {
        self.register().await;
        let mut ticks = tokio::time::interval(Service::SWEEP);
        let mut hangup = async || match &mut hangups {
            Some(hangups) => hangups.recv().await,
            None => std::future::pending().await,
        };
        loop {
            tokio::select! {
                _ = ticks.tick() => {
                    self.sweep().await;
                    self.feed.heartbeat().await;
                }
                _ = hangup() => self.reload(),
            }
        }
    }
}

/// The words and facts of a folder over the built-in ones; the built-in ones alone where the folder is at fault.
fn texts(folder: Option<&Path>) -> Texts {
    let Some(folder) = folder else { return Texts::builtin() };
    Texts::load(folder).unwrap_or_else(|faults| {
        for fault in &faults {
            log::error!("{fault}");
        }
        log::error!("MESSAGES_DIR is at fault; the built-in words and facts are used");
        Texts::builtin()
    })
}

/// How many connections to Telegram are kept open for what comes next: as many as ordinary days need at once. A crowd opens
/// more, which would take memory long after it has gone.
const IDLE_CONNECTIONS: usize = 16;

/// The client for all calls to Telegram.
fn client(settings: &Settings) -> Result<reqwest::Client, ServiceError> {
    let mut client = default_reqwest_settings().pool_max_idle_per_host(IDLE_CONNECTIONS);
    if let Some(proxy) = &settings.proxy {
        client = client.proxy(reqwest::Proxy::all(proxy.expose()).map_err(|_| ServiceError::Proxy)?);
    }
    client.build().map_err(|_| ServiceError::Client)
}

async fn open_store(folders: &Folders) -> Result<Store, ServiceError> {
    let (key, file) = StateKey::load_or_create(&folders.state_key).map_err(ServiceError::StateKey)?;
    if matches!(file, KeyFile::Created) {
        log::info!(
            "a new state key was made; sign-ups under way and updates of an earlier key can't be read"
        );
    }
    Ok(Store::open_with_list(&folders.data, key, &folders.opt_outs).await?)
}

/// Asks Telegram who the bot is, until it answers.
async fn bot_name(bot: &Bot) -> Result<String, ServiceError> {
    let mut backoff = Backoff::doubling(Duration::from_secs(1), Duration::from_mins(1));
    loop {
        match bot.get_me().await {
            Ok(me) => return Ok(me.username().to_owned()),
            Err(error) => match SendError::of(&error) {
                SendError::Token => return Err(ServiceError::Token),
                SendError::Wait(asked) => {
                    log::warn!("Telegram asks to wait for {} s", asked.as_secs());
                    tokio::time::sleep(asked).await;
                }
                fault => {
                    log::warn!("Telegram can't be reached ({}); trying again", fault.code());
                    tokio::time::sleep(backoff.next_wait()).await;
                }
            },
        }
    }
}
