//! A Bot API server for the demo, the tests and the benchmarks; it knows nothing of the bot.
//!
//! Any bot, in any language, can run against it: the API is at `http://<address>/bot<token>/<method>`. The other
//! half is what people do, over HTTP under `/emulator` (see `GET /emulator`), on the web page at `/`, or in the same
//! process by the methods of [`Handle`].
//!
//! The map of the code: `world` holds the state behind one mutex (`chats`, `messages`, `events`, `updates`,
//! `files`, `profile` are its parts); `http` takes a call apart and `methods` does it; `people` and `acting` do what
//! people do; `control` offers that over HTTP. What is deliberately absent: inline mode, payments, stories, games,
//! `MarkdownV2`, and anything on disk.

mod acting;
mod autolinks;
mod chats;
mod clock;
mod connection;
mod control;
mod entities;
mod error;
mod events;
mod faults;
mod files;
mod handle;
mod html;
mod http;
mod keyboard;
mod limits;
mod links;
mod media;
mod messages;
mod methods;
mod params;
mod people;
mod profile;
mod updates;
mod webhook;
mod world;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::TcpListener;
use tokio::sync::watch;

pub use acting::{Outgoing, Press, Pressed, Sent};
pub use clock::Clock;
pub use error::ApiError;
pub use events::{Dropped, Event};
pub use faults::{Fault, FaultKind, Ordered, When};
pub use handle::{Handle, NoEvent};
pub use limits::FloodLimits;
pub use people::{NewGroup, NewPerson, Refused};

use crate::emulator::world::World;

/// How an emulator starts.
#[derive(Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The only token that is served; without it any well-formed token is.
    pub token: Option<String>,
    /// The bot's id, where no token gives it.
    pub bot_id: i64,
    /// The bot's public name, without `@`.
    pub bot_username: String,
    /// The bot's name.
    pub bot_name: String,
    /// Whether the bot sees only commands and replies in groups, as is Telegram's default.
    pub privacy_mode: bool,
    /// Events kept for the transcript; a reader that comes too late gets [`Dropped`].
    pub events_cap: usize,
    /// Messages kept in each chat; older ones are gone as if they had been deleted.
    pub history_cap: usize,
    /// Bytes of files kept; the oldest files go first.
    pub files_cap: usize,
    /// The first update's id.
    pub first_update_id: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: None,
            bot_id: 7_000_000_075,
            bot_username: "pledge_emulated_bot".to_owned(),
            bot_name: "Pledge".to_owned(),
            privacy_mode: true,
            events_cap: 100_000,
            history_cap: 1_000,
            files_cap: 256 * 1024 * 1024,
            first_update_id: 500_000_001,
        }
    }
}

/// Without the token, so that none reaches a log.
impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Options").field("listen", &self.listen).finish_non_exhaustive()
    }
}

/// A running emulator; it stops when this is dropped. It can be used as its [`Handle`].
#[derive(Debug)]
pub struct Emulator {
    handle: Handle,
    stop: watch::Sender<bool>,
}

impl Emulator {
    /// Starts to listen and serve.
    ///
    /// # Errors
    /// Where the address cannot be listened on.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let (stop, stopping) = watch::channel(false);
        let shared = Arc::new(Shared::new(address, options, stopping.clone()));
        let router = control::router(Arc::clone(&shared));
        let service = router.into_make_service_with_connect_info::<connection::Cut>();
        tokio::spawn(async move {
            let served = axum::serve(connection::Acceptor(listener), service)
                .with_graceful_shutdown(until_stopped(stopping))
                .await;
            if let Err(error) = served {
                log::error!("the emulator stopped: {error}");
            }
        });
        Ok(Self { handle: Handle::new(shared), stop })
    }

    /// A handle that can be cloned and kept.
    #[must_use]
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }
}

impl std::ops::Deref for Emulator {
    type Target = Handle;

    fn deref(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

async fn until_stopped(mut stopping: watch::Receiver<bool>) {
    // A closed channel means that the emulator is gone, which is the same.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// What the server's tasks share.
pub(crate) struct Shared {
    pub address: SocketAddr,
    pub token: Option<String>,
    pub clock: Clock,
    world: Mutex<World>,
    /// The newest event's number.
    events: watch::Sender<u64>,
    /// Changes whenever a waiting getUpdates has to look again.
    polls: watch::Sender<u64>,
    /// Changes with the number of updates that wait for the bot, and of its polls that wait for updates.
    backlog: watch::Sender<(usize, usize)>,
    stopping: watch::Receiver<bool>,
}

impl Shared {
    fn new(address: SocketAddr, options: Options, stopping: watch::Receiver<bool>) -> Self {
        let bot_id = options.token.as_deref().and_then(|token| token.split_once(':')?.0.parse().ok());
        let clock = Clock::default();
        let world = World::new(&options, bot_id.unwrap_or(options.bot_id), clock.now_ms());
        Self {
            address,
            token: options.token,
            clock,
            world: Mutex::new(world),
            events: watch::Sender::new(0),
            polls: watch::Sender::new(0),
            backlog: watch::Sender::new((0, 0)),
            stopping,
        }
    }

    /// Looks at or changes the world, and wakes whoever waits for what has come of it.
    pub fn with<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let now_ms = self.clock.now_ms();
        // A panic in a test's closure must not take the server down with it.
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.now_ms = now_ms;
        let (events, updates) = (world.events.last(), world.updates.last_id());
        let result = act(&mut world);
        let (new_event, new_update) = (world.events.last(), world.updates.last_id());
        let backlog = world.updates.backlog();
        // Told while the lock is held, so that a later state is never followed by an earlier one.
        self.backlog.send_if_modified(|known| std::mem::replace(known, backlog) != backlog);
        drop(world);
        if new_event != events {
            self.events.send_if_modified(|last| std::mem::replace(last, new_event.max(*last)) != new_event);
        }
        if new_update != updates {
            self.wake_polls();
        }
        result
    }

    pub fn wake_polls(&self) {
        self.polls.send_modify(|count| *count += 1);
    }

    pub fn polls(&self) -> watch::Receiver<u64> {
        self.polls.subscribe()
    }

    pub fn events(&self) -> watch::Receiver<u64> {
        self.events.subscribe()
    }

    pub fn backlog(&self) -> watch::Receiver<(usize, usize)> {
        self.backlog.subscribe()
    }

    /// Ends when the emulator stops: whatever waits for long waits for this too.
    pub async fn stopped(&self) {
        until_stopped(self.stopping.clone()).await;
    }
}
