//! What the server's tasks share.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::emulator::clock::Clock;
use crate::emulator::options::Options;
use crate::emulator::world::World;

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
    pub fn new(address: SocketAddr, options: Options, stopping: watch::Receiver<bool>) -> Self {
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
        // A closed channel means that the emulator is gone, which is the same.
        let _ = self.stopping.clone().wait_for(|stop| *stop).await;
    }
}
