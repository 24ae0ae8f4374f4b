//! Feeds updates into the inbox and, in their order, to the scheduler.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use crate::conversation::ParsedUpdate;
use crate::domain::ChatId;
use crate::store::{Incoming, Pending, StoreError};
use crate::updates::client::{PollError, Polled, UpdatesClient};
use crate::updates::job::{Job, JobTask};
use crate::updates::processor::Processor;
use crate::updates::scheduler::Scheduler;

/// Feeds updates into the inbox and to the scheduler.
pub struct InboxFeed {
    pub(super) client: UpdatesClient,
    pub(super) processor: Processor,
    pub(super) scheduler: Scheduler,
    /// The next offset to ask for; 0 before the first batch.
    offset: AtomicI64,
    /// Whether there may be a backlog: since the start, or since Telegram could not be reached.
    catching_up: AtomicBool,
}

impl InboxFeed {
    /// How many updates are read from the inbox at once after a start.
    const PAGE: u32 = 500;

    /// Feeds updates of this client to this processor.
    #[must_use]
    pub fn new(client: UpdatesClient, processor: Processor) -> InboxFeed {
        let scheduler = Scheduler::new(processor.clone());
        let (offset, catching_up) = (AtomicI64::new(0), AtomicBool::new(true));
        InboxFeed { client, processor, scheduler, offset, catching_up }
    }

    /// Queues the updates that an earlier run left in the inbox, before any new ones; gives their number.
    ///
    /// # Errors
    /// When the inbox can't be read.
    pub async fn resume(&self) -> Result<u64, StoreError> {
        let app = &self.processor.app;
        self.scheduler.hold();
        let (mut after, mut count) = (None, 0);
        loop {
            let page = app.store.pending(after, InboxFeed::PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.update_id);
            for Pending { update_id, chat, task, .. } in page {
                count += 1;
                self.queue(update_id, chat, JobTask::from_inbox(task, &app.bot_name)).await;
            }
        }
        self.scheduler.release();
        Ok(count)
    }

    /// Waits up to `timeout` for updates, stores them and queues them; gives the number that came. A backlog is held back
    /// until all of it is there.
    ///
    /// # Errors
    /// When a fault kept updates from coming; none of them is lost.
    pub async fn poll(&self, timeout: Duration) -> Result<usize, PollError> {
        // A backlog does not wait for more.
        let timeout = if self.scheduler.is_holding() { Duration::ZERO } else { timeout };
        let offset = self.offset.load(Ordering::SeqCst);
        let polled = self.client.updates((offset > 0).then_some(offset), timeout).await;
        let Polled { updates, count } = polled.inspect_err(|_| {
            self.catching_up.store(true, Ordering::SeqCst);
            self.scheduler.release();
        })?;
        let last = updates.iter().map(|incoming| incoming.update_id).max();
        let is_backlog = count >= usize::from(UpdatesClient::LIMIT);
        if is_backlog && self.catching_up.load(Ordering::SeqCst) {
            self.scheduler.hold();
        }
        let new = self.take(updates).await.map_err(|error| {
            // Nothing is acknowledged, so Telegram sends the same updates again.
            log::error!("updates could not be stored: {error}");
            PollError::Inbox
        })?;
        if !is_backlog {
            self.catching_up.store(false, Ordering::SeqCst);
            self.scheduler.release();
        }
        match next_offset(offset, last, new, count) {
            Ok(next) => self.offset.store(next, Ordering::SeqCst),
            Err(next) => {
                self.offset.store(next, Ordering::SeqCst);
                return Err(PollError::Nameless);
            }
        }
        Ok(count)
    }

    /// Stores updates and queues the new ones among them; gives their number. When it returns they are on the disk.
    ///
    /// # Errors
    /// When the store fails; no update was taken then.
    pub async fn take(&self, batch: Vec<Incoming>) -> Result<usize, StoreError> {
        let app = &self.processor.app;
        // Limits that depend on the intent or its policy belong here: an update that they refuse is never stored.
        let parse = |incoming: &Incoming| ParsedUpdate::of(&incoming.raw, &app.bot_name);
        let parsed: Vec<_> = batch.iter().map(parse).collect();
        let new = app.store.enqueue(&batch, self.processor.clock.now()).await?;
        let count = new.len();
        // A webhook may get an update twice at once: the second copy in a batch is not new.
        let mut new: HashSet<i64> = new.into_iter().collect();
        for (Incoming { update_id, chat, raw }, update) in batch.into_iter().zip(parsed) {
            if new.remove(&update_id) {
                self.queue(update_id, chat, JobTask::handle(update, raw.len())).await;
            }
        }
        Ok(count)
    }

    async fn queue(&self, update_id: i64, chat: Option<ChatId>, task: JobTask) {
        self.scheduler.submit(Job { update_id, chat, coalesce: task.coalesce(), task: Some(task) }).await;
    }

    /// Logs that the bot is alive, and how busy it is.
    pub async fn heartbeat(&self) {
        let (handled, waiting) = (self.processor.handled(), self.scheduler.waiting());
        match self.processor.app.store.counts().await {
            Ok(counts) => log::info!(
                "alive: {handled} updates handled since the start, {waiting} in hand, {} put aside",
                counts.dead
            ),
            Err(error) => log::error!("the store can't be read: {error}"),
        }
    }

    /// Whether a backlog is held back until all of it is there.
    #[must_use]
    pub fn is_holding(&self) -> bool {
        self.scheduler.is_holding()
    }

    /// Waits until all updates that were taken are handled and answered.
    pub async fn idle(&self) {
        self.scheduler.idle().await;
    }
}

/// The offset after a batch of `count` updates, of which `new` are new and the `last` has this ID. IDs start again from a random
/// number after a week of silence, so that new ones may be lower. The error is the offset that skips a batch whose IDs can't be
/// read: Telegram would send it again forever. IDs are distinct and not below the offset, so that offset + count passes no later
/// update.
fn next_offset(offset: i64, last: Option<i64>, new: usize, count: usize) -> Result<i64, i64> {
    match last {
        Some(last) if new > 0 || last >= offset => Ok(last + 1),
        Some(_) | None if count == 0 => Ok(offset),
        Some(_) | None if offset > 0 => Err(offset.saturating_add(i64::try_from(count).unwrap_or(0))),
        Some(_) | None => Err(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_acknowledged_by_its_last_id_or_skipped_by_its_length() {
        assert_eq!(next_offset(0, None, 0, 0), Ok(0));
        assert_eq!(next_offset(5, None, 0, 0), Ok(5));
        assert_eq!(next_offset(0, Some(7), 1, 1), Ok(8));
        assert_eq!(next_offset(5, Some(7), 0, 3), Ok(8), "known ones that come again");
        assert_eq!(next_offset(500, Some(7), 3, 3), Ok(8), "IDs that start again");
        assert_eq!(next_offset(500, Some(7), 0, 1), Err(501), "neither new nor at the offset");
        assert_eq!(next_offset(500, None, 0, 2), Err(502), "without a usable ID");
        assert_eq!(next_offset(0, None, 0, 2), Err(0));
    }
}
