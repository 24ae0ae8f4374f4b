//! One worker for each chat: updates of a chat are handled strictly in order, those of many chats at once.
//!
//! A worker needs nothing but its queue while it waits. The places in which updates are handled belong to the processor, and
//! the tasks that wait to the [`TaskMemory`].

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::conversation::Coalesce;
use crate::domain::ChatId;
use crate::updates::flood::Admission;
use crate::updates::job::{Behind, Held, Job, JobTask, TaskMemory};
use crate::updates::processor::Processor;
use crate::vitals::Queue;

/// Hands updates to workers.
#[derive(Clone)]
pub(crate) struct Scheduler {
    inner: Arc<SchedulerState>,
}

struct SchedulerState {
    processor: Processor,
    memory: TaskMemory,
    queues: Mutex<ChatQueues>,
    changed: Notify,
}

#[derive(Default)]
struct ChatQueues {
    chats: HashMap<Option<ChatId>, VecDeque<Job>>,
    /// How many updates wait or are handled.
    waiting: usize,
    /// Whether updates are held back until all of a backlog is there.
    holding: bool,
}

impl Scheduler {
    /// The most updates that wait, at about a hundred bytes each; the rest waits at Telegram.
    const WAITING: usize = 100_000;
    /// The most tasks of one chat in memory, so that one chat's flood costs no other chat its place.
    const IN_MEMORY_OF_CHAT: usize = 20;
    /// The most updates that are held back.
    const HELD: usize = 20_000;
    /// How long updates are held back at most, in case that a flood never ends. People wait for that.
    const HOLD: Duration = Duration::from_secs(20);

    /// Hands updates to workers of this processor.
    #[must_use]
    pub(crate) fn new(processor: Processor, memory: TaskMemory) -> Scheduler {
        let (queues, changed) = (Mutex::default(), Notify::new());
        Scheduler { inner: Arc::new(SchedulerState { processor, memory, queues, changed }) }
    }

    /// Waits while too many updates wait already.
    pub(crate) async fn has_room(&self) {
        self.inner.wait_until(|queues| queues.waiting < Scheduler::WAITING).await;
    }

    /// Queues an update that stands in the inbox behind the others of its chat. Without a task, it is read from there.
    pub(crate) fn submit(&self, update_id: i64, admission: Admission, task: Option<JobTask>) {
        let taken = task.is_some().then(|| self.inner.processor.clock.moment());
        let in_chat = self.inner.queues().chats.get(&admission.chat).map_or(0, VecDeque::len);
        let task = task.filter(|_| in_chat < Scheduler::IN_MEMORY_OF_CHAT);
        let task = task.and_then(|task| self.inner.hold(task));
        self.queue(Job { update_id, admission, task, taken, said: None, is_postponed: false });
    }

    /// Queues what is left of an answer behind the updates of its chat, to be said.
    pub(crate) fn submit_postponed(&self, update_id: i64, admission: Admission) {
        self.queue(Job { update_id, admission, task: None, taken: None, said: None, is_postponed: true });
    }

    fn queue(&self, job: Job) {
        let key = job.admission.chat;
        let mut queues = self.inner.queues();
        queues.waiting += 1;
        self.inner.note_waiting(&queues);
        match queues.chats.entry(key) {
            Entry::Occupied(mut queue) => queue.get_mut().push_back(job),
            Entry::Vacant(place) => {
                place.insert(VecDeque::from([job]));
                if !queues.holding {
                    tokio::spawn(Arc::clone(&self.inner).work(key));
                }
            }
        }
        let is_full = queues.holding && queues.waiting >= Scheduler::HELD;
        drop(queues);
        if is_full {
            self.release();
        }
    }

    /// Holds updates back until they are released, so that a backlog is seen as a whole. Changes nothing while updates are
    /// queued already.
    pub(crate) fn hold(&self) {
        let mut queues = self.inner.queues();
        if !queues.holding && queues.chats.is_empty() {
            queues.holding = true;
            let scheduler = self.clone();
            tokio::spawn(async move {
                tokio::time::sleep(Scheduler::HOLD).await;
                scheduler.release();
            });
        }
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
        self.inner.wait_until(|queues| queues.chats.is_empty()).await;
    }

    /// How many updates wait or are handled.
    #[must_use]
    pub(crate) fn waiting(&self) -> usize {
        self.inner.queues().waiting
    }
}

impl SchedulerState {
    fn queues(&self) -> MutexGuard<'_, ChatQueues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn wait_until(&self, is_so: impl Fn(&ChatQueues) -> bool) {
        loop {
            let changed = self.changed.notified();
            if is_so(&self.queues()) {
                return;
            }
            changed.await;
        }
    }

    fn hold(&self, task: JobTask) -> Option<Held<JobTask>> {
        let bytes = task.size();
        self.memory.hold(task, bytes)
    }

    /// Handles the queue of one chat until it is empty.
    async fn work(self: Arc<SchedulerState>, key: Option<ChatId>) {
        let mut crowded = false;
        while let Some(job) = self.take_first(key) {
            let next = self.look_at_next(key).await;
            crowded |= next.is_some();
            self.processor.process(job, Behind { next, crowded }).await;
            self.end_one();
            self.changed.notify_waiters();
        }
        self.changed.notify_waiters();
    }

    /// An update does not wait any more.
    fn end_one(&self) {
        let mut queues = self.queues();
        queues.waiting -= 1;
        self.note_waiting(&queues);
    }

    fn note_waiting(&self, queues: &ChatQueues) {
        self.processor.vitals.metrics().set_waiting(Queue::Inbox, queues.waiting as u64);
    }

    /// The first update of a chat; a chat without one leaves the queues.
    fn take_first(&self, key: Option<ChatId>) -> Option<Job> {
        let mut queues = self.queues();
        let first = queues.chats.get_mut(&key)?.pop_front();
        if first.is_none() {
            queues.chats.remove(&key);
        }
        first
    }

    /// How the first update of a chat coalesces, which is read from the inbox if it is not in memory.
    async fn look_at_next(&self, key: Option<ChatId>) -> Option<Coalesce> {
        let unread = match self.queues().chats.get(&key)?.front()? {
            Job { task: Some(task), .. } => return Some(task.value.coalesce()),
            Job { update_id, task: None, .. } => *update_id,
        };
        // One that can't be read now is looked at again when its turn comes.
        let task = self.processor.read(unread).await.ok().flatten();
        let coalesce = task.as_ref().map_or(Coalesce::Never, JobTask::coalesce);
        // Nobody but this worker takes updates from the queue, so that it is still the first.
        if let Some(first) = self.queues().chats.get_mut(&key).and_then(VecDeque::front_mut) {
            first.task = task.and_then(|task| self.hold(task));
        }
        Some(coalesce)
    }
}
