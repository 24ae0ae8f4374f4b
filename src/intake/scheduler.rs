//! One worker a chat: updates of a chat are handled strictly in order, those of many chats at once.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, Semaphore};

use crate::{bot::Fold, domain::ChatId, intake::Handling, store::Task};

/// An update that waits for its turn.
pub struct Job {
    /// Telegram's id of the update.
    pub update_id: i64,
    /// The chat in whose order it is handled. Updates without a chat are handled one after another.
    pub chat: Option<ChatId>,
    /// Which of those behind it make its answer superfluous.
    pub fold: Fold,
    /// What is to be done about it; none where memory was short: it is read from the inbox then.
    pub task: Option<Task>,
}

/// What waits behind an update of the same chat.
pub struct Behind {
    /// The next one's fold; none where nothing waits.
    pub next: Option<Fold>,
}

/// Hands updates to workers.
#[derive(Clone)]
pub struct Scheduler {
    inner: Arc<Inner>,
}

struct Inner {
    handling: Handling,
    queues: Mutex<Queues>,
    /// How many handlers run at once.
    running: Semaphore,
    /// How many updates wait; the rest waits at Telegram.
    waiting: Semaphore,
    changed: Notify,
}

#[derive(Default)]
struct Queues {
    chats: HashMap<Option<ChatId>, VecDeque<Job>>,
    /// How many tasks are held in memory, in all chats together.
    held: usize,
}

impl Scheduler {
    /// How many handlers run at once: enough that slow sends do not hold up others, few enough for a small server.
    const RUNNING: usize = 512;
    /// How many updates wait at most, at about a hundred bytes each.
    const WAITING: usize = 100_000;
    /// How many of them are held in memory whole, at a few kilobytes each; the others are read again from the inbox.
    const HELD: usize = 5_000;
    /// How many of one chat are, so that one chat's flood costs no other one its place.
    const HELD_IN_CHAT: usize = 20;

    /// Workers that handle updates in this way.
    #[must_use]
    pub fn new(handling: Handling) -> Scheduler {
        Scheduler {
            inner: Arc::new(Inner {
                handling,
                queues: Mutex::default(),
                running: Semaphore::new(Scheduler::RUNNING),
                waiting: Semaphore::new(Scheduler::WAITING),
                changed: Notify::new(),
            }),
        }
    }

    /// Queues an update behind the others of its chat; waits while too many wait already.
    pub async fn submit(&self, mut job: Job) {
        if let Ok(permit) = self.inner.waiting.acquire().await {
            permit.forget();
        }
        let key = job.chat;
        let mut queues = self.inner.queues();
        let in_chat = queues.chats.get(&key).map_or(0, VecDeque::len);
        if in_chat >= Scheduler::HELD_IN_CHAT || queues.held >= Scheduler::HELD {
            job.task = None;
        }
        queues.held += usize::from(job.task.is_some());
        match queues.chats.entry(key) {
            Entry::Occupied(mut queue) => queue.get_mut().push_back(job),
            Entry::Vacant(place) => {
                place.insert(VecDeque::from([job]));
                tokio::spawn(Arc::clone(&self.inner).work(key));
            }
        }
    }

    /// Waits until nothing is queued and nothing runs.
    pub async fn idle(&self) {
        loop {
            let changed = self.inner.changed.notified();
            if self.inner.queues().chats.is_empty() {
                return;
            }
            changed.await;
        }
    }

    /// How many updates wait or are handled.
    #[must_use]
    pub fn waiting(&self) -> usize {
        Scheduler::WAITING - self.inner.waiting.available_permits()
    }
}

impl Inner {
    fn queues(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Handles what is queued for one chat, until nothing is.
    async fn work(self: Arc<Inner>, key: Option<ChatId>) {
        while let Some((job, behind)) = self.next(key) {
            let permit = self.running.acquire().await;
            self.handling.handle(job, behind).await;
            drop(permit);
            self.waiting.add_permits(1);
        }
        self.changed.notify_waiters();
    }

    /// The next update of a chat and what waits behind it; a chat without one is no longer busy.
    fn next(&self, key: Option<ChatId>) -> Option<(Job, Behind)> {
        let mut queues = self.queues();
        let queue = queues.chats.get_mut(&key)?;
        let Some(job) = queue.pop_front() else {
            queues.chats.remove(&key);
            return None;
        };
        let behind = Behind { next: queue.front().map(|job| job.fold.clone()) };
        queues.held -= usize::from(job.task.is_some());
        Some((job, behind))
    }
}
