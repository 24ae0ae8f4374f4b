//! What happens to one update: parsed, answered by the schema, stored together with its answer, and only then said.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use jiff::Timestamp;
use serde_json::value::RawValue;
use teloxide::dptree::deps;
use teloxide::types::{Update, UpdateKind};

use crate::clock::{Backoff, Clock};
use crate::conversation::{ALLOWED_UPDATES, App, Context, Rank, Schema, Turn};
use crate::domain::{ChatId, Lang, MessageId};
use crate::store::{ATTEMPTS, Change, ChangeSet, InboxTask};
use crate::telegram::{Page, Reply, SendError, Sender, Sent};
use crate::updates::failures::{Failure, Failures};
use crate::updates::guard::{Guard, Verdict};
use crate::updates::scheduler::{Behind, Job};

/// Everything that handling an update needs.
#[derive(Clone)]
pub struct Handling {
    /// What the bot is made of.
    pub app: Arc<App>,
    /// Which update goes to which handler.
    pub schema: Arc<Schema>,
    /// Says what is answered.
    pub sender: Sender,
    /// The time that handlers are given.
    pub clock: Clock,
    /// Who floods.
    pub guard: Arc<Guard>,
    /// What failed, and whom to tell.
    pub failures: Arc<Failures>,
    /// How many updates were handled since the start.
    pub handled: Arc<AtomicU64>,
}

impl Handling {
    /// How long a handler may take. It only reads the store, so this is plenty.
    pub(super) const LIMIT: Duration = Duration::from_secs(10);

    /// Sees one update through to its end: said, dropped, or a dead letter.
    pub async fn handle(&self, job: Job, behind: Behind) {
        // Between attempts of an update that failed.
        let mut backoff = Backoff::doubling(Duration::from_millis(100), Duration::from_secs(30));
        while let Err(failure) = self.attempt_safely(&job, &behind).await {
            log::error!("update {} failed: {failure}", job.update_id);
            if failure.is_our_own() && self.is_last(&job, &failure).await {
                break;
            }
            self.clock.sleep(backoff.next_wait()).await;
        }
        self.handled.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a failure of our own; after the last attempt the update becomes a dead letter.
    async fn is_last(&self, job: &Job, failure: &Failure) -> bool {
        let store = &self.app.store;
        match store.fail(job.update_id).await {
            Ok(attempts) if attempts < ATTEMPTS => return false,
            Ok(_) => {}
            Err(error) => {
                log::error!("the failure of update {} could not be stored: {error}", job.update_id);
                return false;
            }
        }
        let now = self.clock.now();
        if let Err(error) = store.bury(job.update_id, failure.kind(), &failure.to_string(), now).await {
            log::error!("update {} could not be put aside: {error}", job.update_id);
            return false;
        }
        log::error!("update {} was put aside after {ATTEMPTS} attempts", job.update_id);
        if let Some(chat) = job.chat.filter(|chat| chat.0 > 0) {
            self.apologize(chat).await;
        }
        self.failures.tell(self, now).await;
        true
    }

    /// Whatever panics takes nothing else down: the worker goes on with its chat.
    async fn attempt_safely(&self, job: &Job, behind: &Behind) -> Result<(), Failure> {
        let attempt = AssertUnwindSafe(self.attempt(job, behind)).catch_unwind();
        attempt.await.unwrap_or(Err(Failure::Panic))
    }

    async fn attempt(&self, job: &Job, behind: &Behind) -> Result<(), Failure> {
        let loaded;
        let task = match &job.task {
            Some(task) => task,
            None => match self.app.store.load(job.update_id).await? {
                Some(pending) => {
                    loaded = pending.task;
                    &loaded
                }
                None => return Ok(()),
            },
        };
        match task {
            InboxTask::Handle(raw) => {
                let Some(update) = parse(raw) else {
                    log::warn!("update {} is of a kind that is not known ({})", job.update_id, kind(raw));
                    return self.finish(job.update_id, None).await;
                };
                self.answer(job.update_id, &update, behind).await
            }
            InboxTask::Say(answer) => match (job.chat, Reply::from_json(answer)) {
                (Some(chat), Some(replies)) => self.say(job.update_id, chat, &replies, behind).await,
                _ => self.finish(job.update_id, None).await,
            },
            InboxTask::Unreadable => {
                log::warn!("update {} was sealed with another state key and is lost", job.update_id);
                self.finish(job.update_id, None).await
            }
        }
    }

    /// Asks the schema, stores what changes together with the answer, and says it.
    async fn answer(&self, update_id: i64, update: &Update, behind: &Behind) -> Result<(), Failure> {
        let Some(chat) = update.chat().map(|chat| ChatId(chat.id.0)) else {
            return self.finish(update_id, None).await;
        };
        let stored = self.app.store.snapshot(chat).await?;
        let now = self.clock.now();
        let Some(visit) = Context::new(&self.app, now, update, stored) else {
            return self.finish(update_id, None).await;
        };
        let visit = Arc::new(visit);
        let turn = match self.shortcut(&visit, update, behind) {
            Some(turn) => turn,
            None => self.dispatch(update, &self.ranked(visit, update).await).await?,
        };
        let list = with_message(turn.changes, chat, update);
        let changes = (!list.is_empty()).then_some(ChangeSet { chat, list });
        if turn.replies.is_empty() {
            return self.finish(update_id, changes).await;
        }
        let answer = Reply::to_json(&turn.replies).map_err(|_| Failure::Answer)?;
        self.app.store.answer(update_id, changes, &answer).await?;
        self.say(update_id, chat, &turn.replies, behind).await
    }

    /// Where only administrators of a group may have what is asked for, Telegram says whether this is one.
    async fn ranked(&self, visit: Arc<Context>, update: &Update) -> Arc<Context> {
        let Some(person) = crate::conversation::asker(&visit, update) else { return visit };
        let rank = match self.sender.is_admin(visit.chat.id, person).await {
            Ok(true) => Rank::Admin,
            Ok(false) => Rank::Member,
            Err(fault) => {
                log::warn!("who administers a group could not be asked: {}", fault.code());
                Rank::Unknown
            }
        };
        Arc::new(Context { rank, ..Context::clone(&visit) })
    }

    /// The answer to what needs none of the schema's: what is outdated by what waits behind it, and what is too much.
    /// A step of a sign-up or of a draft is neither.
    fn shortcut(&self, visit: &Context, update: &Update, behind: &Behind) -> Option<Turn> {
        let fold = crate::conversation::Coalesce::of(update, &self.app.username);
        let waiting = visit.waits_for_text();
        if behind.next.as_ref().is_some_and(|next| fold.is_outdated_by(next, waiting)) {
            return Some(visit.quietly());
        }
        if !visit.is_asked(update) {
            return None;
        }
        match self.guard.count(visit.chat.id, visit.now, visit.must_answer(update)) {
            Verdict::Pass => None,
            Verdict::Tell => {
                let text = visit.say().help_slow();
                let reply = Reply::Say { chat: visit.chat.id, thread: None, page: Page::plain(text) };
                Some(visit.quietly().reply(reply))
            }
            Verdict::Drop => Some(visit.quietly()),
        }
    }

    /// Runs the schema, which may panic or hang without taking anything else down.
    async fn dispatch(&self, update: &Update, visit: &Arc<Context>) -> Result<Turn, Failure> {
        let run = self.schema.dispatch(deps![update.clone(), Arc::clone(visit)]);
        let run = tokio::time::timeout(Handling::LIMIT, AssertUnwindSafe(run).catch_unwind());
        match run.await {
            Err(_) => Err(Failure::Slow),
            Ok(Err(_)) => Err(Failure::Panic),
            Ok(Ok(ControlFlow::Break(answered))) => Ok(answered?),
            Ok(Ok(ControlFlow::Continue(_))) => Ok(Turn::nothing()),
        }
    }

    /// Says what was answered, and remembers which message carries the buttons now and which are new. Whatever fails
    /// here is no failure of the update: what was answered is stored. Of a chat that is not stored, as it was just erased,
    /// nothing is remembered.
    async fn say(
        &self,
        update_id: i64,
        chat: ChatId,
        replies: &[Reply],
        behind: &Behind,
    ) -> Result<(), Failure> {
        let known = self.app.store.snapshot(chat).await?.chat;
        let before = known.as_ref().and_then(|chat| chat.screen);
        let mut screen = before;
        let (mut changes, mut new) = (Vec::new(), Vec::new());
        for reply in replies {
            match self.sender.send(reply, behind.crowded).await {
                Sent::Message(message) => {
                    screen = after(reply, message, screen);
                    new.extend(Some(message).filter(|sent| !edits(reply, *sent)));
                }
                Sent::Done => screen = after(reply, MessageId(0), screen),
                Sent::Failed(SendError::Gone(_)) => {
                    changes.push(Change::MarkUnreachable);
                    break;
                }
                Sent::Failed(SendError::Moved(to)) => {
                    changes.push(Change::MigrateTo(to));
                    break;
                }
                Sent::Failed(fault) => log::warn!("a reply failed: {}", fault.code()),
            }
        }
        if chat.0 > 0 && screen != before {
            changes.push(Change::SetScreen(screen));
        }
        if chat.0 > 0 && !new.is_empty() {
            changes.push(Change::KeepMessages(new, self.clock.now()));
        }
        let changes = (known.is_some() && !changes.is_empty()).then_some(ChangeSet { chat, list: changes });
        self.finish(update_id, changes).await
    }

    /// Removes the update, together with what changes.
    async fn finish(&self, update_id: i64, changes: Option<ChangeSet>) -> Result<(), Failure> {
        Ok(self.app.store.commit(Some(update_id), changes).await?)
    }

    /// Tells somebody that their update failed by our fault.
    async fn apologize(&self, chat: ChatId) {
        let lang = match self.app.store.snapshot(chat).await {
            Ok(visit) => visit.chat.and_then(|chat| chat.lang),
            Err(_) => None,
        };
        let content = self.app.content.load_full();
        let text = content.say(lang.unwrap_or_else(|| Lang::guess(None))).home_apology();
        self.sender.send(&Reply::Say { chat, thread: None, page: Page::plain(text) }, false).await;
    }
}

/// Which message carries the newest buttons after a reply.
fn after(reply: &Reply, sent: MessageId, screen: Option<MessageId>) -> Option<MessageId> {
    match reply {
        Reply::Say { page, .. } | Reply::Show { page, .. } if page.is_screen() => Some(sent),
        Reply::Show { .. } | Reply::Say { .. } => screen.filter(|old| *old != sent),
        Reply::Strip { message, .. } => screen.filter(|old| old != message),
        Reply::Delete { messages, .. } => screen.filter(|old| !messages.contains(old)),
        Reply::Campaign { .. }
        | Reply::Document { .. }
        | Reply::Photo { .. }
        | Reply::Answer { .. }
        | Reply::SetMenu { .. } => screen,
    }
}

/// Whether a reply gave a message that was there another content.
fn edits(reply: &Reply, sent: MessageId) -> bool {
    matches!(reply, Reply::Show { message, .. } if *message == sent)
}

/// What a turn changes, and that a message in a private chat, where it changes anything, stands there.
fn with_message(mut changes: Vec<Change>, chat: ChatId, update: &Update) -> Vec<Change> {
    if let UpdateKind::Message(message) = &update.kind
        && chat.0 > 0
        && !changes.is_empty()
    {
        // By Telegram's clock, as it is the one that decides what can still be deleted.
        let since = Timestamp::from_second(message.date.timestamp()).unwrap_or_default();
        changes.push(Change::KeepMessages(vec![MessageId(message.id.0)], since));
    }
    changes
}

/// Reads an update of a kind that the bot asks for. Those of other kinds come all the same, after `allowed_updates` has
/// changed, and teloxide panics at some of them: they are not even tried.
pub(super) fn parse(raw: &[u8]) -> Option<Update> {
    if !ALLOWED_UPDATES.contains(&kind(raw).as_str()) {
        return None;
    }
    let parsed = std::panic::catch_unwind(|| serde_json::from_slice::<Update>(raw)).ok()?;
    parsed.ok().filter(|update| !matches!(update.kind, UpdateKind::Error(_)))
}

/// The name of an update's kind, which is nobody's data: the field beside its id.
fn kind(raw: &[u8]) -> String {
    let known =
        |name: &&String| name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let fields: BTreeMap<String, &RawValue> = serde_json::from_slice(raw).unwrap_or_default();
    let kinds = fields.keys().filter(|name| *name != "update_id" && !name.is_empty());
    let named = kinds.filter(known).max_by_key(|name| ALLOWED_UPDATES.contains(&name.as_str()));
    named.cloned().unwrap_or_else(|| "nameless".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_update_makes_reading_it_panic() {
        for raw in [
            r#"{"update_id":1,"message_reaction":{"chat":{"id":1,"type":"private"},"message_id":1,"date":1,
                "old_reaction":[],"new_reaction":[]}}"#,
            r#"{"update_id":1,"poll_answer":{"poll_id":"1","option_ids":[]}}"#,
            r#"{"update_id":1,"message":{"date":9223372036854775807}}"#,
            "[]",
        ] {
            assert!(parse(raw.as_bytes()).is_none(), "{raw}");
        }
    }

    #[test]
    fn a_kind_is_named_however_deep_its_content() {
        let deep = "[".repeat(1000) + &"]".repeat(1000);
        assert_eq!(kind(format!(r#"{{"update_id":1,"poll":{deep}}}"#).as_bytes()), "poll");
        assert_eq!(kind(r#"{"a name of somebody's":1,"update_id":1}"#.as_bytes()), "nameless");
    }
}
