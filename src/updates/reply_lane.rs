//! Says the answer of an update when its turn comes, and returns the changes that follow from it, and what is to be said later.

use std::sync::Arc;

use crate::clock::Clock;
use crate::conversation::App;
use crate::domain::{ChatId, MessageId};
use crate::store::{Change, ChangeSet, InboxTask, StoreError};
use crate::telegram::{Activity, Page, Reply, SendError, Sender};
use crate::updates::course::Course;
use crate::updates::failures::apologize;
use crate::updates::job::{Said, TaskMemory};
use crate::vitals::Queue;

/// Sends replies to people, who come before campaigns.
#[derive(Clone)]
pub(crate) struct ReplyLane {
    /// The store, for the newest screen of a chat, and the texts.
    pub app: Arc<App>,
    /// Calls Telegram.
    pub sender: Sender,
    /// The time at which messages stand in a chat.
    pub clock: Clock,
    /// Keeps answers that wait for their turn.
    pub memory: TaskMemory,
}

impl ReplyLane {
    /// Says the answer of an update, which is also in the inbox: what tells a tapped button to stop waiting at once, and the
    /// rest when it is the chat's turn.
    pub(crate) async fn say(
        &self,
        update: i64,
        chat: ChatId,
        mut replies: Vec<Reply>,
        activity: &(impl Fn() -> Activity + Sync),
    ) -> Result<Said, StoreError> {
        let _waiting = self.sender.vitals().metrics().wait_in(Queue::Outgoing);
        let toasts = replies.iter().take_while(|reply| reply.counts_in().is_none()).count();
        let rest = replies.split_off(toasts);
        for toast in &replies {
            if let Err(error) = self.send_one(toast, 0).await {
                log::warn!("a toast failed: {}", error.code());
            }
        }
        if rest.is_empty() {
            return Ok(Said::default());
        }
        let rest = self.wait_for_turn(update, chat, rest, toasts, activity).await?;
        self.send(chat, &rest, 0, activity).await
    }

    /// Says what is left of an answer that could not be said this often, when it is the chat's turn. Whoever was erased since then
    /// hears nothing of what happened in another chat.
    pub(crate) async fn say_again(
        &self,
        chat: ChatId,
        replies: Vec<Reply>,
        tries: u32,
        activity: &(impl Fn() -> Activity + Sync),
    ) -> Result<Said, StoreError> {
        let _waiting = self.sender.vitals().metrics().wait_in(Queue::Outgoing);
        let mut heard = Vec::with_capacity(replies.len());
        for reply in replies {
            let is_heard = match reply.counts_in().filter(|to| *to != chat) {
                Some(other) => self.app.store.snapshot(other).await?.chat.is_some(),
                None => true,
            };
            heard.extend(is_heard.then_some(reply));
        }
        self.sender.wait_for_turn(chat, activity).await;
        self.send(chat, &heard, tries, activity).await
    }

    /// Sends a reply whose turn it is. If Telegram has taken or refused it, somebody got an answer. One that was tried before is
    /// tried once, as its chat's later updates wait meanwhile.
    async fn send_one(&self, reply: &Reply, tries: u32) -> Result<Vec<MessageId>, SendError> {
        let sent = match tries {
            0 => self.sender.send_now(reply).await,
            _ => self.sender.send_once(reply).await,
        };
        if sent.as_ref().map_or_else(|error| !error.may_pass(), |_| true) {
            self.sender.vitals().answered();
        }
        sent
    }

    /// Waits for the chat's turn with replies that follow so many toasts. While memory is short, they wait in the inbox.
    async fn wait_for_turn(
        &self,
        update: i64,
        chat: ChatId,
        replies: Vec<Reply>,
        toasts: usize,
        activity: &(impl Fn() -> Activity + Sync),
    ) -> Result<Vec<Reply>, StoreError> {
        let bytes = replies.iter().map(Reply::size).sum();
        let held = self.memory.hold(replies, bytes);
        self.sender.wait_for_turn(chat, activity).await;
        if let Some(held) = held {
            return Ok(held.value);
        }
        match self.app.store.load(update).await? {
            Some(InboxTask::Say(answer)) => {
                Ok(Reply::from_json(&answer).unwrap_or_default().into_iter().skip(toasts).collect())
            }
            Some(InboxTask::Handle(_) | InboxTask::Unreadable) | None => Ok(Vec::new()),
        }
    }

    /// Sends replies in their order, the first at once; gives the message that has the newest buttons now, the new messages, and
    /// what is to be said later. A failed send is not a failure of the update: its turn is stored already.
    ///
    /// The chat is read again, because the turn itself may have erased or moved it: of an unknown chat, nothing is stored.
    async fn send(
        &self,
        chat: ChatId,
        replies: &[Reply],
        tries: u32,
        activity: &(impl Fn() -> Activity + Sync),
    ) -> Result<Said, StoreError> {
        let known = self.app.store.snapshot(chat).await?.chat;
        let before = known.as_ref().and_then(|chat| chat.screen);
        let mut screen = before;
        let (mut changes, mut new) = (Vec::new(), Vec::new());
        let mut course = Course::new(chat, replies, tries);
        for (nth, reply) in replies.iter().enumerate() {
            let told = course.told(reply);
            let reply = told.as_ref().unwrap_or(reply);
            let to = reply.counts_in();
            if course.passes_over(reply) {
                continue;
            }
            if let Some(chat) = to.filter(|to| nth > 0 || *to != chat) {
                self.sender.wait_for_turn(chat, activity).await;
            }
            if let Some(other) = to.filter(|to| *to != chat) {
                self.send_elsewhere(other, reply, &mut course).await;
                continue;
            }
            match self.send_one(reply, tries).await {
                Ok(messages) => {
                    screen = screen_after(reply, messages.first().copied(), screen);
                    new.extend(messages.into_iter().filter(|sent| !edits(reply, *sent)));
                }
                Err(error) => {
                    if let SendError::Moved(to) = error {
                        self.send_moved(chat, to, replies.iter().skip(nth), activity).await;
                    }
                    let change = change_after(error);
                    if change.is_none() {
                        let chat_kind = known.as_ref().map_or("none", |chat| chat.kind.code());
                        log::warn!(chat_kind; "a reply failed: {}", error.code());
                    }
                    changes.extend(change);
                    self.note_failure(reply, error, &mut course).await;
                }
            }
        }
        if !chat.is_group() && screen != before {
            changes.push(Change::SetScreen(screen));
        }
        if !chat.is_group() && !new.is_empty() {
            changes.push(Change::KeepMessages(new, self.clock.now()));
        }
        let changes = (known.is_some() && !changes.is_empty()).then_some(ChangeSet { chat, list: changes });
        Ok(Said { changes, left: course.left, wait: course.wait })
    }
}

/// What follows for a chat from a reply that failed there.
fn change_after(error: SendError) -> Option<Change> {
    match error {
        SendError::Gone(_) => Some(Change::MarkUnreachable),
        SendError::Moved(to) => Some(Change::MigrateTo(to)),
        SendError::Harmless
        | SendError::Wait(_)
        | SendError::Unsent
        | SendError::NoMessage
        | SendError::Unsure
        | SendError::Refused(_)
        | SendError::Token => None,
    }
}

impl ReplyLane {
    /// Sends a reply to another chat than that of the update, whose own state it does not touch.
    async fn send_elsewhere(&self, other: ChatId, reply: &Reply, course: &mut Course) {
        match self.send_one(reply, course.tries).await {
            Ok(messages) => {
                // An erasure over there deletes them too.
                let list = vec![Change::KeepMessages(messages, self.clock.now())];
                let kept = self.app.store.commit(None, Some(ChangeSet { chat: other, list })).await;
                // A failure ends here: another attempt at the update would send all of it once more.
                if let Err(error) = kept {
                    log::error!("the IDs of messages in another chat could not be kept: {error}");
                }
            }
            Err(error) => {
                log::warn!(chat_kind = "private"; "a reply to another chat failed: {}", error.code());
                self.note_failure(reply, error, course).await;
            }
        }
    }

    /// Says in a supergroup what is left to be said in the group that became it. A failure there is not followed up.
    async fn send_moved(
        &self,
        old: ChatId,
        to: ChatId,
        replies: impl Iterator<Item = &Reply>,
        activity: &(impl Fn() -> Activity + Sync),
    ) {
        for reply in replies.filter(|reply| reply.counts_in() == Some(old)) {
            let Some(moved) = reply.moved(to) else { continue };
            self.sender.wait_for_turn(to, activity).await;
            if let Err(error) = self.send_one(&moved, 0).await {
                log::warn!(chat_kind = "supergroup"; "a reply to a group that moved failed: {}", error.code());
            }
        }
    }

    /// Notes a reply that failed. If it failed for good, something else is said in its place; if that fails too, the reply is
    /// said later, and fails in the same way then.
    async fn note_failure(&self, reply: &Reply, error: SendError, course: &mut Course) {
        if course.note(reply, error) {
            return;
        }
        let Err(again) = self.explain(course.own, reply, error).await else { return };
        if matches!(reply, Reply::Delete { .. }) {
            course.note(reply, again);
        }
    }

    /// Says something else where Telegram refuses a reply: that the message of a campaign is at fault, that the person can
    /// delete a message that stays, and otherwise that the bot is at fault, or the person would wait for an answer in vain.
    /// It is said in the chat of the update.
    async fn explain(&self, own: ChatId, reply: &Reply, error: SendError) -> Result<(), SendError> {
        // A message that can't be deleted is there, and so it is not counted as refused. Nor is one that was never reached.
        let stays =
            matches!(reply, Reply::Delete { .. }) && (error == SendError::NoMessage || error.may_pass());
        if !stays && !matches!(error, SendError::Refused(_)) {
            return Ok(());
        }
        match reply {
            Reply::Campaign { if_refused: Some(text), .. } | Reply::Delete { if_refused: Some(text), .. } => {
                let page = Page::plain(text.clone());
                self.sender.send(&Reply::Say { chat: own, thread: None, page }).await.map(drop)
            }
            Reply::Say { chat, .. }
            | Reply::Show { chat, .. }
            | Reply::Outcome { chat, .. }
            | Reply::Document { chat, .. }
            | Reply::Photo { chat, .. } => {
                if *chat == own && !chat.is_group() {
                    apologize(&self.app, &self.sender, *chat).await;
                }
                Ok(())
            }
            Reply::Campaign { if_refused: None, .. }
            | Reply::Delete { if_refused: None, .. }
            | Reply::Strip { .. }
            | Reply::SetButtons { .. }
            | Reply::Answer { .. }
            | Reply::SetMenu { .. } => Ok(()),
        }
    }
}

/// The message that has the newest buttons after a reply.
fn screen_after(reply: &Reply, sent: Option<MessageId>, screen: Option<MessageId>) -> Option<MessageId> {
    match reply {
        Reply::Say { page, .. } | Reply::Show { page, .. } if page.is_screen() => sent.or(screen),
        Reply::Show { .. } | Reply::Say { .. } => screen.filter(|old| Some(*old) != sent),
        Reply::Strip { message, .. } => screen.filter(|old| old != message),
        Reply::Delete { messages, .. } => screen.filter(|old| !messages.contains(old)),
        Reply::Campaign { .. }
        | Reply::Outcome { .. }
        | Reply::Document { .. }
        | Reply::Photo { .. }
        | Reply::SetButtons { .. }
        | Reply::Answer { .. }
        | Reply::SetMenu { .. } => screen,
    }
}

/// Whether a reply edited a message that was there before.
fn edits(reply: &Reply, sent: MessageId) -> bool {
    matches!(reply, Reply::Show { message, .. } if *message == sent)
}
