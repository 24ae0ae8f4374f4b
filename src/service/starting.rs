//! The start of the bot: it waits for its secrets, opens its data, and asks Telegram for its name. By webhook it listens from
//! the beginning, and says what it waits for.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use arc_swap::ArcSwap;
use tokio::signal::unix::{SignalKind, signal};

use crate::backup_keeper::BackupKeeper;
use crate::campaigns::{BulkGate, Engine, Planner, Renderer};
use crate::clock::{Clock, ClockCheck};
use crate::config::{Secret, Settings};
use crate::control::{BOT_NAME, ControlServer};
use crate::conversation::{App, BotRenderer, Pictures, Router, StaffSettings};
use crate::crypto::StoreKey;
use crate::doctor::{Doctor, Installation, Machine, WeeklyCheck};
use crate::domain::ChatId;
use crate::holds::{CaughtUp, HoldKeeper};
use crate::notices::Notices;
use crate::service::heartbeat::Heartbeat;
use crate::service::monitoring::Monitoring;
use crate::service::start_stage::{StartProgress, StartStage};
use crate::service::{Service, ServiceError, content, keys, unlock, upgrade};
use crate::store::{DATABASE, Store, StoreError};
use crate::telegram;
use crate::telegram::{Bot, Sender};
use crate::updates::{InboxFeed, Processor, UpdatesClient, Webhook};

/// A bot that is about to start.
pub struct Starting {
    clock: Clock,
    webhook: Option<Webhook>,
    monitoring: Monitoring,
    progress: StartProgress,
}

impl Starting {
    /// Listens at the webhook's address and at those for monitors, where they are set.
    ///
    /// # Errors
    /// When one of them can't be listened at.
    pub async fn new(settings: &Settings, clock: Clock) -> Result<Starting, ServiceError> {
        let failed = |e: std::io::Error| ServiceError::Listen { setting: "WEBHOOK_LISTEN", kind: e.kind() };
        let webhook = match &settings.webhook {
            Some(address) => Some(Webhook::bind(address).await.map_err(failed)?),
            None => None,
        };
        let monitoring = Monitoring::start(settings, clock.clone()).await?;
        let progress = StartProgress::begin(monitoring.vitals.clone());
        Ok(Starting { clock, webhook, monitoring, progress })
    }

    /// The address at which `/health` and `/ready` are answered, where `HEALTH_LISTEN` is set.
    #[must_use]
    pub fn health_address(&self) -> Option<SocketAddr> {
        self.monitoring.health.as_ref().map(|listening| listening.address)
    }

    /// The webhook, where there is one.
    #[must_use]
    pub fn webhook(&self) -> Option<&Webhook> {
        self.webhook.as_ref()
    }

    /// Finishes the start. By webhook, deliveries are answered with 503 meanwhile.
    ///
    /// # Errors
    /// As [`Service::start`].
    pub async fn finish(self, settings: &Settings, router: Router) -> Result<Service, ServiceError> {
        let Starting { clock, webhook, monitoring, progress } = self;
        let vitals = monitoring.vitals.clone();
        let backups = keys::to_back_up(settings)?.and_then(|keys| BackupKeeper::new(settings, &keys, &clock));
        // It is large, and everybody who waits for it would be too.
        let assembled = Box::pin(assemble(settings, clock, router, &progress, backups.as_ref(), monitoring));
        let assembled = async {
            match &backups {
                Some(backups) => backups.beside(assembled).await,
                None => assembled.await,
            }
        };
        let service = match &webhook {
            Some(webhook) => webhook.closed_during(&vitals, assembled).await?,
            None => assembled.await?,
        };
        progress.end(service.app.store.frozen());
        Ok(Service { webhook, backups, ..service })
    }
}

/// Opens the store of a bot that does not run. A command that is to print its key is run once.
///
/// # Errors
/// As [`Service::start`], and when a bot has the data folder.
pub async fn open_store(settings: &Settings) -> Result<Store, ServiceError> {
    let folders = &settings.folders;
    if !folders.data.join(DATABASE).exists() {
        return Err(StoreError::NoData(folders.data.clone()).into());
    }
    let key = unlock::existing_store_key(folders, settings.store_key_command.as_ref()).await?;
    let recipients = keys::recipients(settings)?;
    let store = upgrade::open(settings, key, recipients.as_ref(), Clock::System.now()).await?;
    let store = keys::settled(store, recipients.as_ref()).await?;
    let owners: Vec<_> = settings.owners.iter().copied().map(ChatId::new).collect();
    store.begin_staff(&owners).await?;
    Ok(store)
}

/// Puts the bot together, without its webhook.
async fn assemble(
    settings: &Settings,
    clock: Clock,
    router: Router,
    progress: &StartProgress,
    backups: Option<&BackupKeeper>,
    monitoring: Monitoring,
) -> Result<Service, ServiceError> {
    let vitals = monitoring.vitals.clone();
    let heartbeat = settings.monitors.heartbeat.as_ref();
    let heartbeat = heartbeat.map(|address| Heartbeat::new(address, vitals.clone())).transpose()?;
    let hangups = Mutex::new(signal(SignalKind::hangup()).ok());
    let (token, key) = unlock::secrets(settings, &clock, progress).await?;
    let proxy = settings.proxy.as_ref().map(Secret::expose);
    let bot = telegram::bot(token.expose(), telegram::client(proxy)?, &settings.api_url);
    let check = ClockCheck::new(clock.clone());
    let updates = updates_client(settings, &token, check.clone())?;
    let app = app(settings, key, &bot, &clock, &check, progress, backups).await?;
    app.store.report_to(vitals.clone());
    let sender = Sender::new(bot.clone(), settings.limits, clock.clone()).counting_in(vitals);
    let notices = Notices::new(&app, sender.clone(), clock.clone());
    let processor = Processor::new(&app, router, sender.clone(), clock.clone(), notices.clone());
    let (store, gate) = (Arc::clone(&app.store), BulkGate::new(clock.clone(), check.clone()));
    let gate = gate.unless(store.frozen());
    let caught_up = CaughtUp::new(clock.clone());
    let renderer: Arc<dyn Renderer> = Arc::new(BotRenderer(Arc::clone(&app)));
    Ok(Service {
        bot,
        feed: InboxFeed::new(updates, processor, gate.clone(), caught_up.clone()),
        webhook: None,
        backups: None,
        monitoring,
        heartbeat,
        control: ControlServer::new(
            Arc::clone(&store),
            notices.clone(),
            clock.clone(),
            &settings.folders.data,
        ),
        weekly: weekly_check(settings, token, &store, &notices, &clock),
        notices,
        planner: Planner::new(Arc::clone(&store), Arc::clone(&renderer), clock.clone(), check.clone()),
        holds: HoldKeeper::new(&app, sender.clone(), clock.clone(), check, caught_up),
        engine: Engine::new(store, sender, renderer, clock.clone(), settings.delivery.clone(), gate.clone()),
        gate,
        clock,
        app,
        messages: settings.folders.messages.clone(),
        data: settings.folders.data.clone(),
        hangups,
    })
}

/// The weekly check of the installation, as far as the running bot knows it.
fn weekly_check(
    settings: &Settings,
    token: Secret,
    store: &Arc<Store>,
    notices: &Notices,
    clock: &Clock,
) -> WeeklyCheck {
    let installation = Installation::of_running(settings, token);
    let doctor = Doctor { installation, machine: Machine::here(), clock: clock.clone() };
    WeeklyCheck::new(Arc::clone(store), notices.clone(), clock.clone(), doctor)
}

/// The client that asks Telegram for updates, which has connections of its own.
fn updates_client(
    settings: &Settings,
    token: &Secret,
    check: ClockCheck,
) -> Result<UpdatesClient, ServiceError> {
    let client = telegram::polling_client(settings.proxy.as_ref().map(Secret::expose))?;
    UpdatesClient::new(client, &settings.api_url, token.expose(), check).ok_or(ServiceError::Client)
}

/// Everything that handlers share. Waits until Telegram tells the bot's name.
async fn app(
    settings: &Settings,
    key: StoreKey,
    bot: &Bot,
    clock: &Clock,
    check: &ClockCheck,
    progress: &StartProgress,
    backups: Option<&BackupKeeper>,
) -> Result<Arc<App>, ServiceError> {
    let recipients = keys::recipients(settings)?;
    let texts = ArcSwap::from_pointee(content::at_start(settings.folders.messages.as_deref()));
    progress.reaches(StartStage::Data);
    // No backup reads the database while another one may take its place.
    let pause = match backups {
        Some(backups) => Some(backups.pause().await),
        None => None,
    };
    let store = Box::pin(upgrade::open(settings, key, recipients.as_ref(), clock.now())).await?;
    let store = Arc::new(keys::settled(store, recipients.as_ref()).await?);
    drop(pause);
    if let Some(backups) = backups {
        backups.ends_waits();
    }
    let owners: Vec<_> = settings.owners.iter().copied().map(ChatId::new).collect();
    if store.begin_staff(&owners).await? {
        log::info!(
            "the {} owners in OWNER_IDS are on staff now; from here on the setting is not read: empty it",
            owners.len()
        );
    }
    progress.reaches(StartStage::Telegram);
    let bot_name = telegram::bot_name(bot, clock).await?;
    store.put_setting(BOT_NAME, &bot_name).await?;
    store.note_program(env!("CARGO_PKG_VERSION")).await?;
    Ok(Arc::new(App {
        texts,
        store,
        recipients,
        staff: StaffSettings::new(settings.limits),
        delivery: settings.delivery.clone(),
        holds: settings.holds.clone(),
        bot_name,
        retention: settings.retention,
        clock_check: check.clone(),
        pictures: Pictures::default(),
    }))
}
