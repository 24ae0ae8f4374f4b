//! Feeds updates into the inbox and, in their order, to the scheduler.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use crate::campaigns::BulkGate;
use crate::conversation::ParsedUpdate;
use crate::domain::ChatId;
use crate::holds::CaughtUp;
use crate::notices::Trouble;
use crate::store::{Incoming, StoreError};
use crate::updates::Ended;
use crate::updates::client::{PollError, Polled, UpdatesClient};
use crate::updates::flood::{Admission, FloodGuard, FloodVerdict};
use crate::updates::job::JobTask;
use crate::updates::processor::Processor;
use crate::updates::refusals::Refusals;
use crate::updates::scheduler::Scheduler;
use crate::vitals::{Lane, Part, Vitals};

/// Feeds updates into the inbox and to the scheduler.
pub struct InboxFeed {
    pub(super) client: UpdatesClient,
    pub(super) processor: Processor,
    pub(super) scheduler: Scheduler,
    flood_guard: FloodGuard,
    refusals: Refusals,
    /// Learns from Telegram's answers whether anything may go out to many.
    pub(super) gate: BulkGate,
    /// Learns from them when everything is taken.
    pub(super) caught_up: CaughtUp,
    /// The next offset to ask for; 0 before the first batch.
    offset: AtomicI64,
    /// Whether there may be a backlog: since the start, or since Telegram could not be reached.
    catching_up: AtomicBool,
}

/// The number of updates that were taken, and of those that were not, out of those that came together.
pub struct Taken {
    /// How many were stored and queued. The others were dropped, or had been taken before.
    pub new: usize,
    /// How many were dropped: from other bots, beside the point, or too many.
    pub dropped: usize,
}

impl InboxFeed {
    /// How many updates of the inbox are looked at at once after a start.
    const PAGE: u32 = 10_000;
    /// How often it is looked whether an answer that was postponed is to be tried.
    const POSTPONED: Duration = Duration::from_secs(5);

    /// Feeds updates of this client to this processor.
    #[must_use]
    pub fn new(
        client: UpdatesClient,
        processor: Processor,
        gate: BulkGate,
        caught_up: CaughtUp,
    ) -> InboxFeed {
        InboxFeed {
            client,
            scheduler: Scheduler::new(processor.clone(), processor.memory.clone()),
            flood_guard: FloodGuard::default(),
            refusals: Refusals::new(&processor.app, &processor.sender),
            processor,
            gate,
            caught_up,
            offset: AtomicI64::new(0),
            catching_up: AtomicBool::new(true),
        }
    }

    /// Queues the updates that an earlier run left in the inbox, in their order, before any new ones; gives their number.
    /// They are read when their turn comes, so that new ones are taken at once.
    ///
    /// # Errors
    /// When the inbox can't be read.
    pub async fn resume(&self) -> Result<u64, StoreError> {
        let mut left = Vec::new();
        loop {
            let after = left.last().map(|(update_id, _)| *update_id);
            let page = self.processor.app.store.pending(after, InboxFeed::PAGE).await?;
            if page.is_empty() {
                break;
            }
            left.extend(page.into_iter().map(|pending| (pending.update_id, pending.chat)));
        }
        let (processor, now) = (&self.processor, self.processor.clock.moment());
        processor.postponed.resume(&processor.app.store, now).await?;
        self.scheduler.hold();
        for (update_id, chat) in &left {
            self.scheduler.submit(*update_id, self.flood_guard.readmit(*chat), None);
        }
        self.scheduler.release();
        Ok(left.len() as u64)
    }

    /// Queues the answers that were postponed and are to be tried now.
    pub fn say_postponed(&self) {
        for (update_id, chat) in self.processor.postponed.take_due(self.processor.clock.moment()) {
            let admission = self.flood_guard.readmit(Some(chat)).unhurried();
            self.scheduler.submit_postponed(update_id, admission);
        }
    }

    /// Does so for as long as the bot runs.
    pub(super) async fn keep_saying_postponed(&self) -> Ended {
        loop {
            self.processor.postponed.is_needed().await;
            self.say_postponed();
            self.processor.clock.sleep(InboxFeed::POSTPONED).await;
        }
    }

    /// Waits up to `timeout` for updates, stores them and queues them; gives the number that came. A backlog is held back
    /// until all of it is there.
    ///
    /// # Errors
    /// When a fault kept updates from coming; none of them is lost.
    pub async fn poll(&self, timeout: Duration) -> Result<usize, PollError> {
        let polled = self.poll_once(timeout).await;
        match &polled {
            Ok(_) => self.vitals().worked(Part::Updates),
            Err(error) => self.note_failure(*error),
        }
        polled
    }

    /// Where the way in leaves signs of life.
    pub(super) fn vitals(&self) -> &Vitals {
        &self.processor.vitals
    }

    /// Telegram could not be asked for updates, or about the webhook.
    pub(super) fn note_failure(&self, error: PollError) {
        self.vitals().turned(Part::Updates);
        if matches!(error, PollError::Wait(_)) {
            self.vitals().metrics().too_many_requests(Lane::Updates);
        }
    }

    async fn poll_once(&self, timeout: Duration) -> Result<usize, PollError> {
        // A backlog does not wait for more.
        let timeout = if self.scheduler.is_holding() { Duration::ZERO } else { timeout };
        let timeout = self.caught_up.patience(timeout);
        let offset = self.offset.load(Ordering::SeqCst);
        self.gate.note_asking();
        let asked = self.caught_up.asks();
        let polled = self.client.updates((offset > 0).then_some(offset), timeout).await;
        match &polled {
            Ok(polled) => self.gate.note_answer(polled.count == 0),
            Err(PollError::Conflict) => self.note_rival(),
            Err(
                PollError::Token
                | PollError::Wait(_)
                | PollError::Inbox
                | PollError::Refused
                | PollError::Nameless
                | PollError::Down,
            ) => self.gate.note_silence(),
        }
        self.look_at_the_clock();
        let Polled { updates, count } = polled.inspect_err(|_| {
            self.catching_up.store(true, Ordering::SeqCst);
            self.scheduler.release();
        })?;
        let last = updates.iter().map(|incoming| incoming.update_id).max();
        let is_full = count >= usize::from(UpdatesClient::LIMIT);
        if is_full && self.catching_up.load(Ordering::SeqCst) {
            self.scheduler.hold();
        }
        let taken = self.take(updates).await.map_err(|error| {
            // Nothing is acknowledged, so Telegram sends the same updates again.
            log::error!("updates could not be stored: {error}");
            PollError::Inbox
        })?;
        // A flood fills the calls too, and never ends.
        if !is_full || taken.dropped * 2 > count {
            self.catching_up.store(false, Ordering::SeqCst);
            self.scheduler.release();
        }
        if !is_full {
            self.caught_up.note(asked);
        }
        match next_offset(offset, last, taken.new + taken.dropped, count) {
            Ok(next) => self.offset.store(next, Ordering::SeqCst),
            Err(next) => {
                self.offset.store(next, Ordering::SeqCst);
                return Err(PollError::Nameless);
            }
        }
        Ok(count)
    }

    /// Another instance of this bot is at work.
    pub(super) fn note_rival(&self) {
        if self.gate.note_rival() {
            self.processor.notices.tell_soon(Trouble::OtherInstance);
        }
    }

    /// Tells owners if Telegram's answer shows that the clock is wrong.
    pub(super) fn look_at_the_clock(&self) {
        if self.gate.check().is_wrong() {
            self.processor.notices.tell_soon(Trouble::WrongClock);
        }
    }

    /// Stores updates and queues the new ones among them, except those that are dropped. When it returns they are on the disk.
    ///
    /// # Errors
    /// When the store fails; no update was taken then.
    pub async fn take(&self, batch: Vec<Incoming>) -> Result<Taken, StoreError> {
        self.scheduler.has_room().await;
        let (app, now) = (&self.processor.app, self.processor.clock.now());
        let count = batch.len();
        let (mut stored, mut tasks) = (Vec::new(), Vec::new());
        for incoming in batch {
            let update = ParsedUpdate::of(&incoming.raw, &app.bot_name);
            if let Some(admission) = self.admit(incoming.chat, &update) {
                tasks.push((admission, JobTask::handle(update, incoming.raw.len())));
                stored.push(incoming);
            }
        }
        let dropped = count - stored.len();
        let metrics = self.vitals().metrics();
        metrics.dropped.inc_by(dropped as u64);
        if stored.is_empty() {
            return Ok(Taken { new: 0, dropped });
        }
        let new = app.store.enqueue(&stored, now).await;
        let new = new.inspect_err(|_| tasks.iter().for_each(|(admission, _)| admission.forgive()))?;
        let count = new.len();
        metrics.taken.inc_by(count as u64);
        // A webhook may get an update twice at once: the second copy in a batch is not new.
        let mut new: HashSet<i64> = new.into_iter().collect();
        for (Incoming { update_id, .. }, (admission, task)) in stored.into_iter().zip(tasks) {
            if new.remove(&update_id) {
                self.scheduler.submit(update_id, admission, Some(task));
            }
        }
        Ok(Taken { new: count, dropped })
    }

    /// Lets an update in, or drops it.
    fn admit(&self, chat: Option<ChatId>, update: &ParsedUpdate) -> Option<Admission> {
        if update.is_ignored() {
            return None;
        }
        let verdict = self.flood_guard.arrive(chat, update, self.processor.clock.moment());
        let tell = match verdict {
            FloodVerdict::Pass(admission) => return Some(admission),
            FloodVerdict::Tell => true,
            FloodVerdict::Drop => false,
        };
        if let Some(origin) = &update.origin {
            if tell {
                self.refusals.tell(origin);
            }
            self.refusals.answer_tap(origin);
        }
        None
    }

    /// Logs that the bot is alive, and how busy it is.
    pub async fn log_alive(&self) {
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
