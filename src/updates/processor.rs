//! Handles one update: routes its intent to a handler, stores the changes together with the replies, and only then sends them.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::FutureExt;

use crate::clock::{Backoff, Clock};
use crate::conversation::{App, Context, Intent, ParsedUpdate, Policy, Rank, Router, Trigger, Turn};
use crate::domain::ChatId;
use crate::store::{ATTEMPTS, Change, ChangeSet};
use crate::telegram::{Page, Reply, Sender};
use crate::updates::failures::{Failures, HANDLER_TIME, UpdateError, apologize};
use crate::updates::flood::{FloodGuard, FloodVerdict};
use crate::updates::job::{Behind, Job, JobTask};
use crate::updates::reply_lane::ReplyLane;

/// Handles updates, one at a time for each chat.
#[derive(Clone)]
pub struct Processor {
    pub(super) app: Arc<App>,
    pub(super) clock: Clock,
    router: Router,
    sender: Sender,
    replies: ReplyLane,
    flood_guard: Arc<FloodGuard>,
    failures: Arc<Failures>,
    /// How many updates were handled since the start.
    handled: Arc<AtomicU64>,
}

impl Processor {
    /// Handles updates by this router; tells these owners of failures.
    #[must_use]
    pub fn new(app: &Arc<App>, router: Router, sender: Sender, clock: Clock, owners: &[i64]) -> Processor {
        let store = Arc::clone(&app.store);
        Processor {
            app: Arc::clone(app),
            replies: ReplyLane { store, sender: sender.clone(), clock: clock.clone() },
            clock,
            router,
            sender,
            flood_guard: Arc::default(),
            failures: Arc::new(Failures::new(owners)),
            handled: Arc::default(),
        }
    }

    /// How many updates were handled since the start.
    pub(super) fn handled(&self) -> u64 {
        self.handled.load(Ordering::Relaxed)
    }

    /// Handles one update to its end: it is answered, dropped, or a dead letter.
    pub(super) async fn process(&self, job: Job, behind: Behind) {
        let mut backoff = Backoff::doubling(Duration::from_millis(100), Duration::from_secs(30));
        while let Err(error) = self.attempt_safely(&job, &behind).await {
            log::error!(update = job.update_id, chat_kind = job.chat_kind(); "an update failed: {error}");
            if error.is_our_own() && self.is_last(&job, &error).await {
                break;
            }
            self.clock.sleep(backoff.next_wait()).await;
        }
        self.handled.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a failure of our own; after the last attempt the update becomes a dead letter.
    async fn is_last(&self, job: &Job, error: &UpdateError) -> bool {
        let (store, update) = (&self.app.store, job.update_id);
        match store.fail(update).await {
            Ok(attempts) if attempts < ATTEMPTS => return false,
            Ok(_) => {}
            Err(error) => {
                log::error!(update; "the failure of an update could not be stored: {error}");
                return false;
            }
        }
        let now = self.clock.now();
        if let Err(error) = store.bury(update, error.kind(), &error.to_string(), now).await {
            log::error!(update; "an update could not be put aside: {error}");
            return false;
        }
        log::error!(update, chat_kind = job.chat_kind(); "an update was put aside after {ATTEMPTS} attempts");
        if let Some(chat) = job.chat.filter(|chat| chat.0 > 0) {
            apologize(&self.app, &self.sender, chat).await;
        }
        self.failures.tell(&self.app, &self.sender, self.clock.moment()).await;
        true
    }

    /// A panic takes nothing else down: the worker goes on with its chat.
    async fn attempt_safely(&self, job: &Job, behind: &Behind) -> Result<(), UpdateError> {
        let attempt = AssertUnwindSafe(self.attempt(job, behind)).catch_unwind();
        attempt.await.unwrap_or(Err(UpdateError::Panic))
    }

    async fn attempt(&self, job: &Job, behind: &Behind) -> Result<(), UpdateError> {
        let loaded;
        let task = match &job.task {
            Some(task) => task,
            None => match self.app.store.load(job.update_id).await? {
                Some(pending) => {
                    loaded = JobTask::from_inbox(pending.task, &self.app.bot_name);
                    &loaded
                }
                None => return Ok(()),
            },
        };
        match task {
            JobTask::Handle { update, .. } => self.answer(job.update_id, update, behind).await,
            JobTask::Say(answer) => match (job.chat, Reply::from_json(answer)) {
                (Some(chat), Some(replies)) => self.reply(job.update_id, chat, &replies, behind).await,
                (Some(_), None) | (None, _) => self.finish(job.update_id, None).await,
            },
            JobTask::Unreadable => {
                let update = job.update_id;
                log::warn!(update; "an update was sealed with another state key and is lost");
                self.finish(job.update_id, None).await
            }
        }
    }

    /// Routes an update, stores the changes together with the replies, and sends them.
    async fn answer(&self, id: i64, update: &ParsedUpdate, behind: &Behind) -> Result<(), UpdateError> {
        if let Intent::Unknown(kind) = &update.intent {
            log::warn!(update = id; "an update is of an unknown kind ({kind})");
        }
        let Some(origin) = update.origin.clone() else {
            return self.finish(id, None).await;
        };
        let (chat, person) = (origin.chat, origin.person);
        let stored = self.app.store.snapshot(chat).await?;
        let context = Context::new(&self.app, self.clock.now(), origin, stored);
        let (policy, trigger) = (update.policy(), context.trigger.clone());
        let turn = match self.shortcut(&context, update, &policy, behind) {
            Some(turn) => turn,
            None => self.route(self.ranked(context, &policy, person).await, update.intent.clone()).await?,
        };
        let list = with_message(turn.changes, chat, &trigger);
        let changes = (!list.is_empty()).then_some(ChangeSet { chat, list });
        if turn.replies.is_empty() {
            return self.finish(id, changes).await;
        }
        let answer = Reply::to_json(&turn.replies).map_err(|_| UpdateError::Answer)?;
        if !self.app.store.answer(id, changes, &answer).await? {
            return Ok(());
        }
        self.reply(id, chat, &turn.replies, behind).await
    }

    /// The answer that needs no handler: to an update that the next one makes superfluous, or that is too much.
    fn shortcut(
        &self,
        context: &Context,
        update: &ParsedUpdate,
        policy: &Policy,
        behind: &Behind,
    ) -> Option<Turn> {
        let waiting = context.waits_for_text();
        if behind.next.as_ref().is_some_and(|next| policy.coalesce.is_outdated_by(next, waiting)) {
            // The next one may be of those that store no chat.
            let is_start = matches!(update.intent, Intent::Start(_));
            return Some(if is_start { context.meet() } else { context.quietly() });
        }
        if !policy.is_counted() {
            return None;
        }
        let must_answer = context.must_answer(policy.must_answer);
        match self.flood_guard.count(context.chat.id, self.clock.moment(), must_answer) {
            FloodVerdict::Pass => None,
            FloodVerdict::Tell => {
                let page = Page::plain(context.say().help_slow());
                Some(context.quietly().reply(Reply::Say { chat: context.chat.id, thread: None, page }))
            }
            FloodVerdict::Drop => Some(context.quietly()),
        }
    }

    /// Asks Telegram whether a person administers the group, if the intent depends on it.
    async fn ranked(&self, context: Context, policy: &Policy, person: Option<ChatId>) -> Context {
        let Some(person) = person.filter(|_| context.needs_rank(policy.access)) else { return context };
        let rank = match self.sender.is_admin(context.chat.id, person).await {
            Ok(true) => Rank::Admin,
            Ok(false) => Rank::Member,
            Err(error) => {
                log::warn!(chat_kind = context.chat.kind.code(); "administrators could not be asked for: {}", error.code());
                Rank::Unknown
            }
        };
        Context { rank, ..context }
    }

    /// Runs a handler, which may panic or hang without taking anything else down.
    async fn route(&self, context: Context, intent: Intent) -> Result<Turn, UpdateError> {
        let handler = async { (self.router)(context, intent).await };
        let handler = AssertUnwindSafe(handler).catch_unwind();
        match tokio::time::timeout(HANDLER_TIME, handler).await {
            Err(_) => Err(UpdateError::Slow),
            Ok(Err(_)) => Err(UpdateError::Panic),
            Ok(Ok(answered)) => Ok(answered?),
        }
    }

    /// Sends replies, and removes the update together with the changes that follow from them.
    async fn reply(
        &self,
        id: i64,
        chat: ChatId,
        replies: &[Reply],
        behind: &Behind,
    ) -> Result<(), UpdateError> {
        let changes = self.replies.send(chat, replies, behind.crowded).await?;
        self.finish(id, changes).await
    }

    /// Removes the update, and applies the changes.
    async fn finish(&self, id: i64, changes: Option<ChangeSet>) -> Result<(), UpdateError> {
        Ok(self.app.store.commit(Some(id), changes).await?)
    }
}

/// The changes of a turn, with the ID of the message that caused them, so that an erasure can delete it. Only IDs in private
/// chats are kept, and only if the turn changes something.
fn with_message(mut changes: Vec<Change>, chat: ChatId, trigger: &Trigger) -> Vec<Change> {
    if let Trigger::Message { message, sent, .. } = trigger
        && chat.0 > 0
        && !changes.is_empty()
    {
        // By Telegram's clock, which decides how long a message can be deleted.
        changes.push(Change::KeepMessages(vec![*message], *sent));
    }
    changes
}
