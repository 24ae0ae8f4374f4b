//! An update that waits for its turn.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::clock::Moment;
use crate::conversation::{Coalesce, ParsedUpdate};
use crate::domain::ChatKind;
use crate::store::{ChangeSet, InboxTask};
use crate::telegram::Reply;
use crate::updates::flood::Admission;

/// An update that waits for its turn.
pub(crate) struct Job {
    /// Telegram's ID of the update.
    pub update_id: i64,
    /// That it was let in.
    pub admission: Admission,
    /// The task; `None` if memory was short, and then it is read from the inbox.
    pub task: Option<Held<JobTask>>,
    /// When it came; `None` if an earlier run has taken it.
    pub taken: Option<Moment>,
    /// Set once its answer is said. It is not said again when the update can't be finished, such as on a full disk.
    pub said: Option<Said>,
    /// Whether it is what is left of an answer that was postponed.
    pub is_postponed: bool,
}

/// What became of an answer.
#[derive(Default)]
pub(crate) struct Said {
    /// The changes that follow from what was said, if there are any.
    pub changes: Option<ChangeSet>,
    /// What could not be said, and is said later.
    pub left: Vec<Reply>,
    /// How long that waits at least, because Telegram asks for it.
    pub wait: Duration,
}

/// The task that an update makes.
pub(crate) enum JobTask {
    /// Handle it.
    Handle {
        /// The update.
        update: Box<ParsedUpdate>,
        /// How many bytes it takes in memory, about.
        bytes: usize,
    },
    /// It is handled: send this answer, replies as JSON.
    Say(Vec<u8>),
    /// It was sealed under another store key and can't be read any more.
    Unreadable,
}

/// The memory for tasks and answers that wait, of all chats together. What finds no place is read again from the inbox, so
/// that long texts take no more memory than short ones.
#[derive(Clone)]
pub(crate) struct TaskMemory(Arc<Semaphore>);

/// Something that has its place in the memory.
pub(crate) struct Held<T> {
    /// The thing itself.
    pub value: T,
    _place: OwnedSemaphorePermit,
}

impl TaskMemory {
    /// Thousands of ordinary tasks.
    const BYTES: usize = 4 * 1024 * 1024;

    /// An empty memory.
    pub(crate) fn new() -> TaskMemory {
        TaskMemory(Arc::new(Semaphore::new(TaskMemory::BYTES)))
    }

    /// Keeps something that takes about so many bytes, if there is room.
    pub(crate) fn hold<T>(&self, value: T, bytes: usize) -> Option<Held<T>> {
        let place = Arc::clone(&self.0).try_acquire_many_owned(u32::try_from(bytes).ok()?).ok()?;
        Some(Held { value, _place: place })
    }
}

impl JobTask {
    /// The task to handle an update that was parsed from JSON of this length.
    pub(crate) fn handle(update: ParsedUpdate, length: usize) -> JobTask {
        JobTask::Handle { update: Box::new(update), bytes: size_of::<ParsedUpdate>() + length }
    }

    /// The task that stands in the inbox.
    pub(crate) fn from_inbox(task: InboxTask, bot_name: &str) -> JobTask {
        match task {
            InboxTask::Handle(raw) => JobTask::handle(ParsedUpdate::of(&raw, bot_name), raw.len()),
            InboxTask::Say(answer) => JobTask::Say(answer),
            InboxTask::Unreadable => JobTask::Unreadable,
        }
    }

    /// Whether the updates behind it can make its answer superfluous. An answer that is stored is sent in any case.
    pub(crate) fn coalesce(&self) -> Coalesce {
        match self {
            JobTask::Handle { update, .. } => update.policy().coalesce,
            JobTask::Say(_) | JobTask::Unreadable => Coalesce::Never,
        }
    }

    /// How many bytes it takes in memory, about.
    pub(crate) fn size(&self) -> usize {
        match self {
            JobTask::Handle { bytes, .. } => *bytes,
            JobTask::Say(answer) => answer.len(),
            JobTask::Unreadable => 0,
        }
    }
}

impl Job {
    /// The kind of its chat, for the log.
    pub(crate) fn chat_kind(&self) -> &'static str {
        match self.admission.chat {
            None => "none",
            Some(chat) if chat.is_group() => "group",
            Some(_) => ChatKind::Private.code(),
        }
    }
}

/// The updates of the same chat that wait behind an update.
pub(crate) struct Behind {
    /// How the next update coalesces; `None` if nothing waits.
    pub next: Option<Coalesce>,
    /// Whether updates of the chat wait, or did wait for each other just now.
    pub crowded: bool,
}
