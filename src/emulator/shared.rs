//! The state that the server's tasks share: the world, the clock, and the channels that wake waiting tasks.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::emulator::clock::EmulatorClock;
use crate::emulator::guide::Guide;
use crate::emulator::options::Options;
use crate::emulator::world::World;

pub(crate) struct Shared {
    pub address: SocketAddr,
    token: Mutex<Option<String>>,
    pub clock: EmulatorClock,
    pub guide: Guide,
    world: Mutex<World>,
    /// The number of the newest event.
    events: watch::Sender<u64>,
    /// Changes when a waiting getUpdates must look at the queue again.
    polls: watch::Sender<u64>,
    /// How many updates are pending, and how many calls of getUpdates wait for one.
    backlog: watch::Sender<(usize, usize)>,
    stopping: watch::Receiver<bool>,
}

impl Shared {
    pub fn new(address: SocketAddr, options: Options, stopping: watch::Receiver<bool>) -> Self {
        let bot_id = options.token.as_deref().and_then(|token| token.split_once(':')?.0.parse().ok());
        let clock = EmulatorClock::default();
        let world = World::new(&options, bot_id.unwrap_or(options.bot_id), clock.now_ms());
        Self {
            address,
            token: Mutex::new(options.token),
            clock,
            guide: options.guide,
            world: Mutex::new(world),
            events: watch::Sender::new(0),
            polls: watch::Sender::new(0),
            backlog: watch::Sender::new((0, 0)),
            stopping,
        }
    }

    /// Whether this token is accepted.
    pub fn accepts(&self, token: &str) -> bool {
        let only = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        only.as_deref().is_none_or(|only| only == token)
    }

    /// Accepts this token alone from now on. If another bot's id is in it, nobody has started that bot yet.
    pub fn accept_only(&self, token: &str) {
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = Some(token.to_owned());
        let bot_id = token.split_once(':').and_then(|(id, _)| id.parse().ok());
        self.with(|world| {
            if let Some(id) = bot_id.filter(|id| *id != world.bot.id) {
                world.bot.id = id;
                world.people.values_mut().for_each(|person| person.started = false);
            }
        });
        self.wake_polls();
    }

    /// Reads or changes the world, and wakes the tasks that wait for a change.
    pub fn with<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let now_ms = self.clock.now_ms();
        // A panic in a test's closure must not stop the server.
        let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        world.now_ms = now_ms;
        let (events, updates) = (world.events.last(), world.updates.last_id());
        let result = act(&mut world);
        let (new_event, new_update) = (world.events.last(), world.updates.last_id());
        let backlog = world.updates.backlog();
        // Sent while the lock is held, so that no receiver sees an earlier state after a later one.
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

    /// Completes when the emulator stops. Every long wait also waits for this.
    pub async fn stopped(&self) {
        // A closed channel also means that the emulator has stopped.
        let _ = self.stopping.clone().wait_for(|stop| *stop).await;
    }
}
