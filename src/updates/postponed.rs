//! Answers that could not be said, because Telegram was out of reach or did not take them at that time.
//!
//! What is left of each stands in the inbox and is tried again later, rarer and rarer, in the turn of its chat. What was promised
//! is tried for two days: deletions, as Telegram deletes nothing older, and news in other chats, which are for staff. A page for
//! the person who asked is tried for an hour, and not once they have written something newer. Edits and files are not kept: a
//! message may have another content by then, and a file is a tap away.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::clock::Moment;
use crate::domain::ChatId;
use crate::domain::message::{FORMAT, check_format};
use crate::store::{InboxTask, PostponedAnswer, Store, StoreError};
use crate::telegram::{Reply, SendError};
use crate::updates::failures::UpdateError;
use crate::updates::job::Said;

/// How long a reply that could not be said is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lasting {
    /// It was promised.
    Promise,
    /// The person who asked has not written anything newer.
    Page,
}

impl Lasting {
    /// How long a reply is of use that answers an update of this chat; `None` if it is not said later.
    fn of(reply: &Reply, own: ChatId) -> Option<Lasting> {
        match reply {
            Reply::Delete { .. } => Some(Lasting::Promise),
            Reply::Say { chat, .. } if *chat != own => Some(Lasting::Promise),
            Reply::Say { .. } | Reply::SetMenu { .. } => Some(Lasting::Page),
            Reply::Show { .. }
            | Reply::Outcome { .. }
            | Reply::Campaign { .. }
            | Reply::Document { .. }
            | Reply::Photo { .. }
            | Reply::Strip { .. }
            | Reply::SetButtons { .. }
            | Reply::Answer { .. } => None,
        }
    }

    /// How often it is tried, by the waits of [`Postponed::wait_after`].
    fn most_tries(self) -> u32 {
        match self {
            Lasting::Promise => 58,
            Lasting::Page => 9,
        }
    }
}

/// Whether a reply that failed for this reason is said later, after so many attempts. A new message of which nobody knows whether
/// it arrived is not said again to the person who asked. Staff rather read news twice than never.
pub(crate) fn is_said_later(reply: &Reply, own: ChatId, error: SendError, tries: u32) -> bool {
    let Some(lasting) = Lasting::of(reply, own).filter(|_| error.may_pass()) else { return false };
    let may_be_there = error == SendError::Unsure && matches!(reply, Reply::Say { chat, .. } if *chat == own);
    tries < lasting.most_tries() && !may_be_there
}

/// What is left of an answer, as it is stored.
#[derive(Serialize, Deserialize)]
pub(crate) struct LeftReplies {
    format: u32,
    /// The chat of the update.
    chat: ChatId,
    /// The replies that were not said.
    pub replies: Vec<Reply>,
}

impl LeftReplies {
    /// The JSON that is stored.
    fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// Reads stored JSON, also that of earlier versions; `None` where it can't be read.
    pub(crate) fn from_json(json: &[u8]) -> Option<LeftReplies> {
        let left: LeftReplies = serde_json::from_slice(json).ok()?;
        check_format(left.format).is_ok().then_some(left)
    }

    /// Whether some of it is of no use any more when its person writes something newer.
    fn has_pages(&self) -> bool {
        self.replies.iter().any(|reply| Lasting::of(reply, self.chat) != Some(Lasting::Promise))
    }

    /// The same without what is of no use any more.
    fn without_pages(mut self) -> LeftReplies {
        let chat = self.chat;
        self.replies.retain(|reply| Lasting::of(reply, chat) == Some(Lasting::Promise));
        self
    }
}

/// The answers that wait for their next attempt.
#[derive(Clone, Default)]
pub(crate) struct Postponed(Arc<PostponedAnswers>);

#[derive(Default)]
struct PostponedAnswers {
    waiting: Mutex<HashMap<i64, NextAttempt>>,
    added: Notify,
}

/// How an answer waits.
#[derive(Debug, Clone, Copy)]
struct NextAttempt {
    /// The chat of the update.
    chat: ChatId,
    /// How often it was tried.
    tries: u32,
    /// The first attempt of this run of the bot.
    since: Moment,
    /// When it is tried again.
    next: Moment,
    /// Whether some of it is of no use any more when its person writes something newer.
    has_pages: bool,
    /// Whether it is queued behind the updates of its chat.
    is_queued: bool,
}

impl Postponed {
    /// The most answers that wait. Each takes about as much as an update in the inbox.
    const MOST: usize = 10_000;
    /// The most answers of one chat that wait, as many as its updates.
    const MOST_OF_CHAT: usize = 30;
    /// The wait after the first attempt; after each further one it is twice as long.
    const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(15);
    /// How long pages are tried, however long Telegram asks to wait.
    const PAGES: SignedDuration = SignedDuration::from_hours(1);
    /// The longest wait, also if Telegram asks for a longer one: it is one call.
    const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

    /// Lets the answers wait that an earlier run has kept. Each is tried at once, as whoever starts the bot anew may have mended
    /// the connection.
    pub(crate) async fn resume(&self, store: &Store, now: Moment) -> Result<(), StoreError> {
        let most = u32::try_from(Postponed::MOST).unwrap_or(u32::MAX);
        for PostponedAnswer { update_id, tries, answer } in store.postponed(most).await? {
            let Some(left) = answer.and_then(|answer| LeftReplies::from_json(&answer)) else {
                log::warn!(update = update_id; "what was left of an answer can't be read and is lost");
                store.commit(Some(update_id), None).await?;
                continue;
            };
            let (chat, has_pages) = (left.chat, left.has_pages());
            let answer = NextAttempt { chat, tries, since: now, next: now, has_pages, is_queued: false };
            self.put(update_id, answer);
        }
        Ok(())
    }

    /// Keeps what is left of an answer in the inbox until its next attempt, and stores the changes that follow from the rest. Says
    /// whether it is seen to: if not, nothing is stored, as too many wait already, or it is of no use any more.
    pub(crate) async fn keep(
        &self,
        store: &Store,
        update: i64,
        chat: ChatId,
        said: &Said,
        now: Moment,
    ) -> Result<bool, UpdateError> {
        if !self.has_room(update, chat) {
            log::warn!(update, count = said.left.len(); "an answer could not be said, and too many wait already");
            return Ok(false);
        }
        let known = self.waiting().get(&update).copied();
        let (tries, since) = known.map_or((1, now), |known| (known.tries + 1, known.since));
        let mut left = LeftReplies { format: FORMAT, chat, replies: said.left.clone() };
        if now.since(since) >= Postponed::PAGES {
            left = left.without_pages();
        }
        if left.replies.is_empty() {
            return Ok(false);
        }
        let answer = left.to_json().map_err(|_| UpdateError::Answer)?;
        if store.postpone(update, said.changes.clone(), &answer, tries).await? {
            log::warn!(update, count = left.replies.len(); "an answer could not be said; it is tried again later");
            let asked = SignedDuration::try_from(said.wait).unwrap_or(SignedDuration::MAX);
            let next = now.after(Postponed::wait_after(tries).max(asked).min(Postponed::LONGEST_WAIT));
            let has_pages = left.has_pages();
            self.put(update, NextAttempt { chat, tries, since, next, has_pages, is_queued: false });
        }
        Ok(true)
    }

    /// Gives up the pages for a chat that wait to be said: its person has written something newer. What was promised goes on
    /// waiting.
    pub(crate) async fn give_up_pages(&self, store: &Store, chat: ChatId) -> Result<(), UpdateError> {
        for (update, waiting) in self.with_pages_for(chat) {
            let left = match store.load(update).await? {
                Some(InboxTask::Say(answer)) => {
                    LeftReplies::from_json(&answer).map(LeftReplies::without_pages)
                }
                Some(InboxTask::Handle(_) | InboxTask::Unreadable) | None => None,
            };
            let Some(left) = left.filter(|left| !left.replies.is_empty()) else {
                store.commit(Some(update), None).await?;
                self.waiting().remove(&update);
                continue;
            };
            let answer = left.to_json().map_err(|_| UpdateError::Answer)?;
            store.postpone(update, None, &answer, waiting.tries).await?;
            self.put(update, NextAttempt { has_pages: false, ..waiting });
        }
        Ok(())
    }

    /// The wait after so many attempts.
    fn wait_after(tries: u32) -> SignedDuration {
        let doubled = Postponed::FIRST_WAIT.checked_mul(1 << tries.saturating_sub(1).min(10));
        doubled.unwrap_or(Postponed::LONGEST_WAIT).min(Postponed::LONGEST_WAIT)
    }

    /// Whether the answer to this update may wait.
    fn has_room(&self, update: i64, chat: ChatId) -> bool {
        let waiting = self.waiting();
        let of_chat = || waiting.values().filter(|answer| answer.chat == chat).count();
        waiting.contains_key(&update)
            || waiting.len() < Postponed::MOST && of_chat() < Postponed::MOST_OF_CHAT
    }

    /// An answer waits, in place of how it waited before.
    fn put(&self, update: i64, answer: NextAttempt) {
        self.waiting().insert(update, answer);
        self.0.added.notify_one();
    }

    /// How often the answer to an update was postponed.
    pub(crate) fn tries(&self, update: i64) -> u32 {
        self.waiting().get(&update).map_or(0, |answer| answer.tries)
    }

    /// The answer to this update waits no more, unless it was put back after it was queued.
    pub(crate) fn end(&self, update: i64) {
        let mut waiting = self.waiting();
        if waiting.get(&update).is_some_and(|answer| answer.is_queued) {
            waiting.remove(&update);
        }
    }

    /// The answers that have pages for this chat.
    fn with_pages_for(&self, chat: ChatId) -> Vec<(i64, NextAttempt)> {
        let waiting = self.waiting();
        let of_chat = waiting.iter().filter(|(_, answer)| answer.has_pages && answer.chat == chat);
        of_chat.map(|(update, answer)| (*update, *answer)).collect()
    }

    /// The answers that are to be tried now, the oldest first, each with its chat. They count as queued from now on.
    pub(crate) fn take_due(&self, now: Moment) -> Vec<(i64, ChatId)> {
        let mut waiting = self.waiting();
        let due = waiting.iter_mut().filter(|(_, answer)| !answer.is_queued && answer.next <= now);
        let mut due: Vec<_> = due
            .map(|(update, answer)| {
                answer.is_queued = true;
                (*update, answer.chat)
            })
            .collect();
        due.sort_unstable();
        due
    }

    /// Waits until an answer waits.
    pub(crate) async fn is_needed(&self) {
        while self.waiting().is_empty() {
            self.0.added.notified().await;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<i64, NextAttempt>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AIGUL: ChatId = ChatId::new(1);

    fn waiting(chat: ChatId) -> NextAttempt {
        let start = Moment::START;
        NextAttempt { chat, tries: 1, since: start, next: start, has_pages: true, is_queued: false }
    }

    /// How long something is tried that is tried this often.
    fn tried_for(tries: u32) -> SignedDuration {
        (1..tries).map(Postponed::wait_after).fold(SignedDuration::ZERO, SignedDuration::saturating_add)
    }

    #[test]
    fn promises_are_tried_for_two_days_and_pages_for_an_hour() {
        let promise = tried_for(Lasting::Promise.most_tries());
        assert!((48..52).contains(&promise.as_hours()), "{} hours", promise.as_hours());
        let page = tried_for(Lasting::Page.most_tries());
        assert!((60..70).contains(&page.as_mins()), "{} minutes", page.as_mins());
    }

    #[test]
    fn no_chat_and_no_outage_makes_more_wait_than_there_is_room_for() {
        let postponed = Postponed::default();
        for update in 0..30 {
            assert!(postponed.has_room(update, AIGUL));
            postponed.put(update, waiting(AIGUL));
        }
        assert!(
            !postponed.has_room(30, AIGUL) && postponed.has_room(29, AIGUL),
            "one that waits goes on waiting"
        );
        let other = ChatId::new(2);
        assert!(postponed.has_room(30, other));
        for update in 30..10_000 {
            postponed.put(update, waiting(other));
        }
        assert!(!postponed.has_room(10_000, ChatId::new(3)));
    }

    #[test]
    fn what_is_due_is_queued_once_until_it_is_put_back() {
        let postponed = Postponed::default();
        let later = Moment::START.after(SignedDuration::from_secs(15));
        postponed.put(8, waiting(AIGUL));
        postponed.put(7, waiting(AIGUL));
        postponed.put(9, NextAttempt { next: later, ..waiting(AIGUL) });
        assert_eq!(postponed.take_due(Moment::START), [(7, AIGUL), (8, AIGUL)]);
        assert_eq!(postponed.take_due(Moment::START), []);
        postponed.put(7, NextAttempt { next: later, ..waiting(AIGUL) });
        for update in [7, 8, 9] {
            postponed.end(update);
        }
        assert_eq!(postponed.take_due(later), [(7, AIGUL), (9, AIGUL)]);
    }
}
