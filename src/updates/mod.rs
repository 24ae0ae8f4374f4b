//! Incoming updates. Each is written to the inbox before Telegram is told to forget it, handled in the order of its
//! chat, and removed together with what it changed. What a crash leaves in the inbox is handled first.
//!
//! They come in one of two ways: the bot asks for them (`polling`), or Telegram delivers them to an address of the
//! bot's (`webhook`, whose `endpoint` looks at each request).

mod client;
mod failures;
mod flood;
mod polling;
mod processor;
mod scheduler;
mod webhook;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

pub use client::{PollFault, Polled, WebhookInfo, Wire};
pub use failures::Failures;
pub use flood::Guard;
pub use processor::Handling;
pub use webhook::{Webhook, WebhookAddress};

use crate::clock::Backoff;
use crate::conversation::Coalesce;
use crate::store::{InboxTask, Incoming, Pending, StoreError};
use scheduler::{Job, Scheduler};
use tokio::sync::watch;

/// Why intake ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was asked to.
    Stopped,
    /// Telegram does not accept the token.
    Token,
}

/// Takes updates until it is told to stop, or the token is refused: at the webhook where there is one, else by asking.
pub async fn run(intake: &Intake, webhook: Option<&Webhook>, stop: watch::Receiver<bool>) -> Ended {
    let ended = match webhook {
        Some(webhook) => webhook::run(intake, webhook, stop).await,
        None => polling::run(intake, stop).await,
    };
    // What has gathered up to the end is in hand too.
    intake.scheduler.begin();
    ended
}

/// The waits between attempts to reach Telegram, where it names none.
fn backoff() -> Backoff {
    Backoff::doubling(Duration::from_millis(500), Duration::from_secs(30))
}

/// Takes updates in and sees them handled.
pub struct Intake {
    wire: Wire,
    handling: Handling,
    scheduler: Scheduler,
    /// The next offset to ask for; 0 before the first batch.
    offset: AtomicI64,
    /// Whether there may be a backlog: since the start, or since Telegram could not be reached.
    catching_up: AtomicBool,
}

impl Intake {
    /// How many updates are read from the inbox at once after a start.
    const PAGE: u32 = 500;

    /// Takes updates from this wire.
    #[must_use]
    pub fn new(wire: Wire, handling: Handling) -> Intake {
        let scheduler = Scheduler::new(handling.clone());
        Intake { wire, handling, scheduler, offset: AtomicI64::new(0), catching_up: AtomicBool::new(true) }
    }

    /// Queues what an earlier run left in the inbox, before anything new; gives how many there were.
    ///
    /// # Errors
    /// When the inbox can't be read.
    pub async fn resume(&self) -> Result<u64, StoreError> {
        let store = &self.handling.app.store;
        self.scheduler.gather();
        let (mut after, mut count) = (None, 0);
        loop {
            let page = store.pending(after, Intake::PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.update_id);
            for Pending { update_id, chat, task, .. } in page {
                count += 1;
                let fold = self.fold(&task);
                self.scheduler.submit(Job { update_id, chat, fold, task: Some(task) }).await;
            }
        }
        self.scheduler.begin();
        Ok(count)
    }

    /// Waits up to `timeout` for updates, writes them down and queues them; gives how many came. A backlog gathers until
    /// all of it is there.
    ///
    /// # Errors
    /// When none came because of a fault; none is lost by it.
    pub async fn take(&self, timeout: Duration) -> Result<usize, PollFault> {
        // What has gathered does not wait for news.
        let timeout = if self.scheduler.has_gathered() { Duration::ZERO } else { timeout };
        let offset = self.offset.load(Ordering::SeqCst);
        let polled = self.wire.updates((offset > 0).then_some(offset), timeout).await;
        let Polled { updates, count } = polled.inspect_err(|_| {
            self.catching_up.store(true, Ordering::SeqCst);
            self.scheduler.begin();
        })?;
        let last = updates.iter().map(|incoming| incoming.update_id).max();
        let is_backlog = count >= usize::from(Wire::LIMIT);
        if is_backlog && self.catching_up.load(Ordering::SeqCst) {
            self.scheduler.gather();
        }
        let new = match self.write_down(updates).await {
            Ok(new) => new,
            Err(error) => {
                // Nothing was acknowledged: Telegram gives the same updates again.
                log::error!("updates could not be written down: {error}");
                return Err(PollFault::Inbox);
            }
        };
        if !is_backlog {
            self.catching_up.store(false, Ordering::SeqCst);
            self.scheduler.begin();
        }
        match last {
            Some(last) if new > 0 || last >= offset => self.offset.store(last + 1, Ordering::SeqCst),
            _ if count > 0 => {
                self.offset.store(past(offset, count), Ordering::SeqCst);
                return Err(PollFault::Nameless);
            }
            _ => {}
        }
        Ok(count)
    }

    /// Writes updates down, and queues those that are new; gives how many are. When it returns they are on the disk.
    ///
    /// # Errors
    /// When the store fails; none was taken then.
    pub async fn write_down(&self, batch: Vec<Incoming>) -> Result<usize, StoreError> {
        let new = self.handling.app.store.enqueue(&batch, self.handling.clock.now()).await?;
        // A webhook may get an update twice at once: the second copy in a batch is none of the new ones.
        let mut new: HashSet<i64> = new.into_iter().collect();
        for Incoming { update_id, chat, raw } in batch {
            if new.remove(&update_id) {
                let task = InboxTask::Handle(raw);
                let fold = self.fold(&task);
                self.scheduler.submit(Job { update_id, chat, fold, task: Some(task) }).await;
            }
        }
        Ok(new.len())
    }

    /// What those behind an update can make of its answer. An answer that is stored is said in any case.
    fn fold(&self, task: &InboxTask) -> Coalesce {
        let InboxTask::Handle(raw) = task else { return Coalesce::Never };
        processor::parse(raw)
            .map_or(Coalesce::Never, |update| Coalesce::of(&update, &self.handling.app.username))
    }

    /// A line for the log that tells that the bot is alive, and how busy.
    pub async fn heartbeat(&self) {
        let handled = self.handling.handled.load(Ordering::Relaxed);
        let waiting = self.scheduler.waiting();
        match self.handling.app.store.counts().await {
            Ok(counts) => log::info!(
                "alive: {handled} updates handled since the start, {waiting} in hand, {} put aside",
                counts.dead
            ),
            Err(error) => log::error!("the store can't be read: {error}"),
        }
    }

    /// Waits until everything that was taken is handled and said.
    pub async fn idle(&self) {
        self.scheduler.idle().await;
    }

    /// Takes and handles everything that Telegram has at the moment: a step of a test, with nothing left to chance.
    ///
    /// # Errors
    /// When Telegram can't be asked.
    pub async fn settle(&self) -> Result<(), PollFault> {
        while self.take(Duration::ZERO).await? > 0 {
            if !self.scheduler.has_gathered() {
                self.idle().await;
            }
        }
        self.idle().await;
        Ok(())
    }
}

/// The offset that acknowledges updates whose ids can't be read, which came again and again otherwise. All that came
/// have ids from the offset on, and no two the same one: so many further on, none but them is acknowledged.
fn past(offset: i64, count: usize) -> i64 {
    if offset > 0 { offset.saturating_add(i64::try_from(count).unwrap_or(0)) } else { 0 }
}
