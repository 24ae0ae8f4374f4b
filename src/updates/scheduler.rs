//! One worker for each chat: updates of a chat are handled strictly in order, those of many chats at once.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, Semaphore};

use crate::conversation::Coalesce;
use crate::domain::ChatId;
use crate::updates::job::{Behind, Job};
use crate::updates::processor::Processor;

/// Hands updates to workers.
#[derive(Clone)]
pub(crate) struct Scheduler {
    inner: Arc<SchedulerState>,
}

struct SchedulerState {
    processor: Processor,
    queues: Mutex<ChatQueues>,
    /// How many handlers run at once.
    running: Semaphore,
    /// How many more updates may wait; the rest waits at Telegram.
    waiting: Semaphore,
    changed: Notify,
}

#[derive(Default)]
struct ChatQueues {
    chats: HashMap<Option<ChatId>, VecDeque<Job>>,
    /// How many bytes of tasks are in memory, of all chats together.
    in_memory: usize,
    /// Whether updates are held back until all of a backlog is there.
    holding: bool,
}

impl Scheduler {
    /// How many handlers run at once: enough that slow sends do not hold up others, few enough for a small server.
    const RUNNING: usize = 512;
    /// The most updates that wait, at about a hundred bytes each.
    const WAITING: usize = 100_000;
    /// The most bytes of tasks in memory: thousands of ordinary ones. Tasks beyond that are read again from the inbox, so
    /// that long texts take no more memory than short ones.
    const IN_MEMORY: usize = 2 * 1024 * 1024;
    /// The most tasks of one chat in memory, so that one chat's flood costs no other chat its place.
    const IN_MEMORY_OF_CHAT: usize = 20;
    /// The most updates that are held back.
    const HELD: usize = 20_000;

    /// Hands updates to workers of this processor.
    #[must_use]
    pub(crate) fn new(processor: Processor) -> Scheduler {
        Scheduler {
            inner: Arc::new(SchedulerState {
                processor,
                queues: Mutex::default(),
                running: Semaphore::new(Scheduler::RUNNING),
                waiting: Semaphore::new(Scheduler::WAITING),
                changed: Notify::new(),
            }),
        }
    }

    /// Queues an update behind the others of its chat; waits while too many wait already.
    pub(crate) async fn submit(&self, mut job: Job) {
        if let Ok(permit) = self.inner.waiting.acquire().await {
            permit.forget();
        }
        let key = job.chat;
        let mut queues = self.inner.queues();
        let in_chat = queues.chats.get(&key).map_or(0, VecDeque::len);
        if in_chat >= Scheduler::IN_MEMORY_OF_CHAT || queues.in_memory + job.size() > Scheduler::IN_MEMORY {
            job.task = None;
        }
        queues.in_memory += job.size();
        let holding = queues.holding;
        match queues.chats.entry(key) {
            Entry::Occupied(mut queue) => queue.get_mut().push_back(job),
            Entry::Vacant(place) => {
                place.insert(VecDeque::from([job]));
                if !holding {
                    tokio::spawn(Arc::clone(&self.inner).work(key));
                }
            }
        }
        drop(queues);
        if holding && self.waiting() >= Scheduler::HELD {
            self.release();
        }
    }

    /// Holds updates back until they are released, so that a backlog is seen as a whole. Changes nothing while updates are
    /// queued already.
    pub(crate) fn hold(&self) {
        let mut queues = self.inner.queues();
        queues.holding |= queues.chats.is_empty();
    }

    /// Releases the updates that are held back.
    pub(crate) fn release(&self) {
        let mut queues = self.inner.queues();
        if std::mem::take(&mut queues.holding) {
            for key in queues.chats.keys() {
                tokio::spawn(Arc::clone(&self.inner).work(*key));
            }
        }
    }

    /// Whether any updates are held back.
    #[must_use]
    pub(crate) fn is_holding(&self) -> bool {
        let queues = self.inner.queues();
        queues.holding && !queues.chats.is_empty()
    }

    /// Waits until nothing is queued and nothing runs.
    pub(crate) async fn idle(&self) {
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
    pub(crate) fn waiting(&self) -> usize {
        Scheduler::WAITING - self.inner.waiting.available_permits()
    }
}

impl SchedulerState {
    fn queues(&self) -> MutexGuard<'_, ChatQueues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Handles the queue of one chat until it is empty.
    async fn work(self: Arc<SchedulerState>, key: Option<ChatId>) {
        let mut crowded = false;
        while let Some((job, next)) = self.next(key) {
            crowded |= next.is_some();
            let behind = Behind { next, crowded };
            let permit = self.running.acquire().await;
            self.processor.process(job, behind).await;
            drop(permit);
            self.waiting.add_permits(1);
        }
        self.changed.notify_waiters();
    }

    /// The next update of a chat, and how the one behind it coalesces; a chat without one leaves the queues.
    fn next(&self, key: Option<ChatId>) -> Option<(Job, Option<Coalesce>)> {
        let mut queues = self.queues();
        let queue = queues.chats.get_mut(&key)?;
        let Some(job) = queue.pop_front() else {
            queues.chats.remove(&key);
            return None;
        };
        let next = queue.front().map(|job| job.coalesce.clone());
        queues.in_memory -= job.size();
        Some((job, next))
    }
}
