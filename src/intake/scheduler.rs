//! One worker a chat: updates of a chat are handled strictly in order, those of many chats at once.

use std::{
    collections::{HashMap, VecDeque, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{Notify, Semaphore};

use crate::{domain::ChatId, intake::Handling};

/// An update that waits for its turn.
pub struct Job {
    /// Telegram's id of the update.
    pub update_id: i64,
    /// The chat in whose order it is handled. Updates without a chat are handled one after another.
    pub chat: Option<ChatId>,
    /// The update as Telegram sent it.
    pub raw: Vec<u8>,
}

/// Hands updates to workers.
#[derive(Clone)]
pub struct Scheduler {
    inner: Arc<Inner>,
}

struct Inner {
    handling: Handling,
    queues: Mutex<HashMap<Option<ChatId>, VecDeque<Job>>>,
    /// How many handlers run at once.
    running: Semaphore,
    /// How many updates wait in memory; the rest waits at Telegram, or on disk.
    waiting: Semaphore,
    changed: Notify,
}

impl Scheduler {
    /// How many handlers run at once: enough that slow sends do not hold up others, few enough for a small server.
    const RUNNING: usize = 256;
    /// How many updates wait in memory at most, at a few kilobytes each.
    const WAITING: usize = 10_000;

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
    pub async fn submit(&self, job: Job) {
        if let Ok(permit) = self.inner.waiting.acquire().await {
            permit.forget();
        }
        let key = job.chat;
        let mut queues = self.inner.queues.lock().unwrap_or_else(PoisonError::into_inner);
        match queues.entry(key) {
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
            if self.inner.queues.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
                return;
            }
            changed.await;
        }
    }
}

impl Inner {
    /// Handles what is queued for one chat, until nothing is.
    async fn work(self: Arc<Inner>, key: Option<ChatId>) {
        while let Some(job) = self.next(key) {
            let permit = self.running.acquire().await;
            self.handling.handle(job.update_id, &job.raw).await;
            drop(permit);
        }
        self.changed.notify_waiters();
    }

    /// The next update of a chat; a chat without one is no longer busy.
    fn next(&self, key: Option<ChatId>) -> Option<Job> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let job = queues.get_mut(&key).and_then(VecDeque::pop_front);
        if job.is_some() {
            self.waiting.add_permits(1);
        } else {
            queues.remove(&key);
        }
        job
    }
}
