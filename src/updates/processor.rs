//! Handles one update: routes its intent to a handler, stores the changes together with the replies, and only then sends them.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::sync::Semaphore;

use crate::clock::{Backoff, Clock};
use crate::conversation::{
    App, Colleague, Context, Intent, Limit, ParsedUpdate, Policy, Rank, Router, Trigger, Turn,
};
use crate::domain::ChatId;
use crate::notices::{Notices, Trouble};
use crate::store::{ATTEMPTS, Change, ChangeSet, StoreError};
use crate::telegram::{Activity, Reply, Sender};
use crate::updates::failures::{HANDLER_TIME, UpdateError, apologize};
use crate::updates::job::{Behind, Job, JobTask, TaskMemory};
use crate::updates::overtaken::Overtaken;
use crate::updates::postponed::{LeftReplies, Postponed};
use crate::updates::reply_lane::ReplyLane;
use crate::vitals::Vitals;

/// Handles updates, one at a time for each chat.
#[derive(Clone)]
pub struct Processor {
    pub(super) app: Arc<App>,
    pub(super) clock: Clock,
    router: Router,
    pub(super) sender: Sender,
    pub(super) memory: TaskMemory,
    replies: ReplyLane,
    places: Arc<HandlingPlaces>,
    pub(super) notices: Notices,
    overtaken: Arc<Overtaken>,
    /// The answers that could not be said.
    pub(super) postponed: Postponed,
    /// Where is counted what was handled.
    pub(super) vitals: Vitals,
}

/// A chat, and the replies that are said there.
type Answer = (ChatId, Vec<Reply>);

/// The places in which updates are handled. None is held while an answer waits for its turn.
struct HandlingPlaces {
    /// For quiet chats, so that a flood of others never takes all.
    quiet: Semaphore,
    /// For all other chats.
    others: Semaphore,
}

impl HandlingPlaces {
    /// How many updates are handled at once, of quiet chats and of others: few enough for a small server.
    const EACH: usize = 256;

    fn new() -> HandlingPlaces {
        let places = || Semaphore::new(HandlingPlaces::EACH);
        HandlingPlaces { quiet: places(), others: places() }
    }
}

impl Processor {
    /// Handles updates by this router.
    #[must_use]
    pub fn new(app: &Arc<App>, router: Router, sender: Sender, clock: Clock, notices: Notices) -> Processor {
        let (app, memory, vitals) = (Arc::clone(app), TaskMemory::new(), sender.vitals().clone());
        let replies = ReplyLane {
            app: Arc::clone(&app),
            sender: sender.clone(),
            clock: clock.clone(),
            memory: memory.clone(),
        };
        Processor {
            app,
            memory,
            replies,
            places: Arc::new(HandlingPlaces::new()),
            clock,
            router,
            sender,
            notices,
            overtaken: Arc::default(),
            postponed: Postponed::default(),
            vitals,
        }
    }

    /// How many updates were handled since the start.
    pub(super) fn handled(&self) -> u64 {
        self.vitals.metrics().handled.get()
    }

    /// Handles one update to its end: it is answered, dropped, or a dead letter.
    pub(super) async fn process(&self, mut job: Job, behind: Behind) {
        let vitals = self.vitals.clone();
        let _in_hand = vitals.take_in_hand();
        let mut backoff = Backoff::doubling(Duration::from_millis(100), Duration::from_secs(30));
        let mut overtaken = 0;
        while let Err(error) = self.attempt_safely(&mut job, &behind).await {
            if error.is_overtaken() && overtaken < Processor::OVERTAKEN {
                overtaken += 1;
                log::info!(update = job.update_id, chat_kind = job.chat_kind(); "{error}");
                self.clock.sleep(backoff.next_wait()).await;
                continue;
            }
            log::error!(update = job.update_id, chat_kind = job.chat_kind(); "an update failed: {error}");
            if let Some(error) = error.of_the_store() {
                self.app.store.note(error);
            }
            // What is overtaken again and again says never how it is now: that is a fault of ours.
            if (error.is_our_own() || error.is_overtaken()) && self.is_last(&job, &error).await {
                break;
            }
            self.clock.sleep(backoff.next_wait()).await;
        }
        if job.is_postponed {
            self.postponed.end(job.update_id);
        } else {
            self.vitals.metrics().handled.inc();
        }
    }

    /// How often an answer is made anew because what it was made for has changed.
    const OVERTAKEN: u32 = 8;

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
        self.vitals.metrics().put_aside.inc();
        log::error!(update, chat_kind = job.chat_kind(); "an update was put aside after {ATTEMPTS} attempts");
        if let Some(chat) = job.admission.chat.filter(|chat| !chat.is_group()) {
            apologize(&self.app, &self.sender, chat).await;
        }
        self.notices.tell(Trouble::DeadLetter).await;
        true
    }

    /// A panic takes nothing else down: the worker goes on with its chat.
    async fn attempt_safely(&self, job: &mut Job, behind: &Behind) -> Result<(), UpdateError> {
        let attempt = AssertUnwindSafe(self.attempt(job, behind)).catch_unwind();
        attempt.await.unwrap_or(Err(UpdateError::Panic))
    }

    /// Handles an update in one of the places, and says the answer outside of it.
    async fn attempt(&self, job: &mut Job, behind: &Behind) -> Result<(), UpdateError> {
        if job.said.is_none() {
            if let Some(chat) = job.admission.chat.filter(|_| !job.is_postponed) {
                self.postponed.give_up_pages(&self.app.store, chat).await?;
            }
            // In boxes, so that a chat that waits for its turn takes little memory.
            let answer = Box::pin(self.handle(job, behind)).await?;
            let Some((chat, replies)) = answer else {
                self.vitals.answered();
                return Ok(());
            };
            let (id, activity) = (job.update_id, || job.admission.activity(behind.crowded));
            let said = if job.is_postponed {
                let tries = self.postponed.tries(id);
                Box::pin(self.replies.say_again(chat, replies, tries, &activity)).await?
            } else {
                Box::pin(self.replies.say(id, chat, replies, &activity)).await?
            };
            job.said = Some(said);
            if let Some(taken) = job.taken {
                self.vitals.metrics().reply(self.clock.moment().since(taken));
            }
        }
        let Some((said, chat)) = job.said.as_ref().zip(job.admission.chat) else {
            return self.finish(job.update_id, None).await;
        };
        let (store, now) = (&self.app.store, self.clock.moment());
        if !said.left.is_empty() && self.postponed.keep(store, job.update_id, chat, said, now).await? {
            return Ok(());
        }
        self.finish(job.update_id, said.changes.clone()).await
    }

    /// Does everything about an update but say its answer, which stands in the inbox in its place then. Without an answer the
    /// update is finished.
    async fn handle(&self, job: &mut Job, behind: &Behind) -> Result<Option<Answer>, UpdateError> {
        let places = match job.admission.activity(behind.crowded) {
            Activity::Quiet => &self.places.quiet,
            Activity::Active | Activity::Crowded => &self.places.others,
        };
        let _place = places.acquire().await;
        // Another attempt reads it from the inbox, and so does what was postponed, as a newer update may have given up some of it.
        let task = match job.task.take().filter(|_| !job.is_postponed) {
            Some(held) => Some(held.value),
            None => self.read(job.update_id).await?,
        };
        match task {
            Some(JobTask::Handle { update, .. }) => {
                return self.answer(job.update_id, &update, behind).await;
            }
            Some(JobTask::Say(answer)) => {
                let replies = if job.is_postponed {
                    LeftReplies::from_json(&answer).map(|left| left.replies)
                } else {
                    Reply::from_json(&answer)
                };
                let answer = job.admission.chat.zip(replies);
                if answer.is_some() {
                    return Ok(answer);
                }
            }
            Some(JobTask::Unreadable) => {
                log::warn!(update = job.update_id; "an update was sealed with another store key and is lost");
            }
            None => return Ok(None),
        }
        self.finish(job.update_id, None).await?;
        Ok(None)
    }

    /// The task of an update that stands in the inbox; `None` if it was removed meanwhile.
    pub(super) async fn read(&self, update: i64) -> Result<Option<JobTask>, StoreError> {
        let task = self.app.store.load(update).await?;
        Ok(task.map(|task| JobTask::from_inbox(task, &self.app.bot_name)))
    }

    /// Routes an update, stores the changes together with the answer, and gives the answer.
    async fn answer(
        &self,
        id: i64,
        update: &ParsedUpdate,
        behind: &Behind,
    ) -> Result<Option<Answer>, UpdateError> {
        if let Intent::Unknown(kind) = &update.intent {
            log::warn!(update = id; "an update is of an unknown kind ({kind})");
        }
        let Some(origin) = update.origin.clone() else {
            self.finish(id, None).await?;
            return Ok(None);
        };
        let (chat, person) = (origin.chat, origin.person);
        let stored = self.app.store.snapshot(chat).await?;
        let context = Context::new(&self.app, self.clock.now(), origin, stored);
        let (policy, trigger, now) = (update.policy(), context.trigger.clone(), self.clock.moment());
        // An opt-out counts whenever it comes.
        if policy.limit != Limit::OptOut && self.overtaken.includes(chat, id, now) {
            let turn = Turn { changes: Vec::new(), ..context.quietly() };
            return self.store_turn(id, chat, turn).await;
        }
        let waits = context.waits_for_text();
        let is_outdated =
            behind.next.as_ref().is_some_and(|next| policy.coalesce.is_outdated_by(next, waits));
        let turn = if is_outdated && matches!(update.intent, Intent::Start(_) | Intent::BrokenLink) {
            // The next one may be of those that store no chat.
            context.meet()
        } else if is_outdated {
            context.quietly()
        } else {
            let context = self.ranked(context, &policy, person).await;
            self.route(self.introduced(context, &update.intent).await?, update.intent.clone()).await?
        };
        self.overtaken.note(chat, id, &turn.changes, now);
        let changes = with_message(turn.changes, chat, &trigger);
        self.store_turn(id, chat, Turn { changes, ..turn }).await
    }

    /// Stores the changes of a turn together with the answer, and gives the answer.
    async fn store_turn(&self, id: i64, chat: ChatId, turn: Turn) -> Result<Option<Answer>, UpdateError> {
        let changes = (!turn.changes.is_empty()).then_some(ChangeSet { chat, list: turn.changes });
        if turn.replies.is_empty() {
            self.finish(id, changes).await?;
            return Ok(None);
        }
        let answer = Reply::to_json(&turn.replies).map_err(|_| UpdateError::Answer)?;
        let is_kept = self.app.store.answer(id, changes, &answer).await?;
        Ok(is_kept.then_some((chat, turn.replies)))
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

    /// Asks Telegram for the names of people, if the intent shows them. Those whom it does not name are left out.
    async fn introduced(&self, context: Context, intent: &Intent) -> Result<Context, StoreError> {
        let people = context.needs_names(intent).await?;
        if people.is_empty() {
            return Ok(context);
        }
        let asked = people.into_iter().map(async |chat| {
            let name = self.sender.first_name(chat).await.unwrap_or_else(|error| {
                log::warn!(chat_kind = "private"; "the name of a colleague could not be asked for: {}", error.code());
                None
            });
            name.map(|name| Colleague { chat, name })
        });
        let names = tokio::time::timeout(HANDLER_TIME, join_all(asked)).await.unwrap_or_default();
        Ok(Context { colleagues: names.into_iter().flatten().collect(), ..context })
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

    /// Removes the update, and applies the changes.
    async fn finish(&self, id: i64, changes: Option<ChangeSet>) -> Result<(), UpdateError> {
        Ok(self.app.store.commit(Some(id), changes).await?)
    }
}

/// The changes of a turn, with the ID of the message that caused them, so that an erasure can delete it. Only IDs in private
/// chats are kept, and only if the turn changes something.
fn with_message(mut changes: Vec<Change>, chat: ChatId, trigger: &Trigger) -> Vec<Change> {
    if let Trigger::Message { message, sent, .. } = trigger
        && !chat.is_group()
        && !changes.is_empty()
    {
        // By Telegram's clock, which decides how long a message can be deleted.
        changes.push(Change::KeepMessages(vec![*message], *sent));
    }
    changes
}
