//! One worker a chat: updates of a chat are handled strictly in order, those of many chats at once.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, Semaphore};

use crate::conversation::Coalesce;
use crate::domain::ChatId;
use crate::store::InboxTask;
use crate::updates::Handling;

/// An update that waits for its turn.
pub struct Job {
    /// Telegram's id of the update.
    pub update_id: i64,
    /// The chat in whose order it is handled. Updates without a chat are handled one after another.
    pub chat: Option<ChatId>,
    /// Which of those behind it make its answer superfluous.
    pub fold: Coalesce,
    /// What is to be done about it; none where memory was short: it is read from the inbox then.
    pub task: Option<InboxTask>,
}

impl Job {
    /// How many bytes its task takes.
    fn size(&self) -> usize {
        match &self.task {
            Some(InboxTask::Handle(bytes) | InboxTask::Say(bytes)) => bytes.len(),
            Some(InboxTask::Unreadable) | None => 0,
        }
    }
}

/// What else there is to do in an update's chat.
pub struct Behind {
    /// The fold of the next one; none where nothing waits.
    pub next: Option<Coalesce>,
    /// Whether updates of the chat wait, or did wait for each other just now.
    pub crowded: bool,
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
    /// How many bytes of tasks are in memory, in all chats together.
    in_memory: usize,
    /// Whether workers wait for more to come before they begin.
    gathering: bool,
}

impl Scheduler {
    /// How many handlers run at once: enough that slow sends do not hold up others, few enough for a small server.
    const RUNNING: usize = 512;
    /// How many updates wait at most, at about a hundred bytes each.
    const WAITING: usize = 100_000;
    /// How many bytes of them are in memory: thousands of ordinary ones. What goes beyond is read again from the inbox,
    /// so that long texts take no more memory than short ones.
    const IN_MEMORY: usize = 2 * 1024 * 1024;
    /// How many of one chat are, so that one chat's flood costs no other one its place.
    const IN_MEMORY_OF_CHAT: usize = 20;
    /// How many are gathered at most before workers begin.
    const GATHERED: usize = 20_000;

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
        if in_chat >= Scheduler::IN_MEMORY_OF_CHAT || queues.in_memory + job.size() > Scheduler::IN_MEMORY {
            job.task = None;
        }
        queues.in_memory += job.size();
        let gathering = queues.gathering;
        match queues.chats.entry(key) {
            Entry::Occupied(mut queue) => queue.get_mut().push_back(job),
            Entry::Vacant(place) => {
                place.insert(VecDeque::from([job]));
                if !gathering {
                    tokio::spawn(Arc::clone(&self.inner).work(key));
                }
            }
        }
        drop(queues);
        if gathering && self.waiting() >= Scheduler::GATHERED {
            self.begin();
        }
    }

    /// Lets what comes gather before anybody begins to work on it, so that a backlog is seen as a whole. Only for a
    /// scheduler on which nothing is queued: otherwise nothing changes.
    pub fn gather(&self) {
        let mut queues = self.inner.queues();
        queues.gathering |= queues.chats.is_empty();
    }

    /// Begins to work on what has gathered.
    pub fn begin(&self) {
        let mut queues = self.inner.queues();
        if std::mem::take(&mut queues.gathering) {
            for key in queues.chats.keys() {
                tokio::spawn(Arc::clone(&self.inner).work(*key));
            }
        }
    }

    /// Whether something has gathered that nobody works on yet.
    #[must_use]
    pub fn has_gathered(&self) -> bool {
        let queues = self.inner.queues();
        queues.gathering && !queues.chats.is_empty()
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
        let mut crowded = false;
        while let Some((job, next)) = self.next(key) {
            crowded |= next.is_some();
            let behind = Behind { next, crowded };
            let permit = self.running.acquire().await;
            self.handling.handle(job, behind).await;
            drop(permit);
            self.waiting.add_permits(1);
        }
        self.changed.notify_waiters();
    }

    /// The next update of a chat and the fold of the one behind it; a chat without one is no longer busy.
    fn next(&self, key: Option<ChatId>) -> Option<(Job, Option<Coalesce>)> {
        let mut queues = self.queues();
        let queue = queues.chats.get_mut(&key)?;
        let Some(job) = queue.pop_front() else {
            queues.chats.remove(&key);
            return None;
        };
        let next = queue.front().map(|job| job.fold.clone());
        queues.in_memory -= job.size();
        Some((job, next))
    }
}
