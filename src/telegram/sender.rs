//! Sends replies to people, and reports to staff, within the limits. Campaigns share the limits, and make their calls
//! themselves.

use std::sync::Arc;
use std::time::Duration;

use teloxide::Bot;
use tokio::sync::Semaphore;

use crate::clock::{Backoff, Clock};
use crate::domain::{ChatId, MessageId};
use crate::telegram::api_calls::ApiCalls;
use crate::telegram::rate::{Activity, RateLimiter, RateLimits};
use crate::telegram::{Reply, SendError, SendManner};
use crate::vitals::{Lane, Vitals};

/// Sends replies in the order in which it gets them, no faster than Telegram takes them.
#[derive(Clone)]
pub struct Sender {
    calls: ApiCalls,
    limiter: RateLimiter,
    clock: Clock,
    under_way: Arc<Semaphore>,
    vitals: Vitals,
}

impl Sender {
    /// The attempts to send a reply.
    const ATTEMPTS: u32 = 4;
    /// How often it is sent again when nobody knows whether it arrived. People may read an answer twice, but it must not be
    /// lost: the first attempt may have gone out on a connection that had died unnoticed.
    const REPEATS: u32 = 2;
    /// The longest wait between two attempts. A reply that Telegram holds back for longer is not worth waiting for.
    const LONGEST_WAIT: Duration = Duration::from_secs(30);
    /// The most calls at once: so many that slow ones hold up no others, and fewer than the files that a process may open.
    const CALLS: usize = 512;

    /// Sends as this bot.
    pub fn new(bot: Bot, limits: RateLimits, clock: Clock) -> Sender {
        let (limiter, under_way) = (RateLimiter::new(limits, clock.clone()), Semaphore::new(Sender::CALLS));
        let vitals = Vitals::new(clock.clone());
        Sender { calls: ApiCalls::new(bot), limiter, clock, under_way: Arc::new(under_way), vitals }
    }

    /// The same, and it counts here, as do all who send through it.
    #[must_use]
    pub fn counting_in(self, vitals: Vitals) -> Sender {
        Sender { vitals, ..self }
    }

    /// Where is counted what is sent.
    pub(crate) fn vitals(&self) -> &Vitals {
        &self.vitals
    }

    /// The calls, for code that waits for the limits itself.
    pub fn calls(&self) -> &ApiCalls {
        &self.calls
    }

    /// The limits, which everything that is sent shares.
    pub fn limiter(&self) -> &RateLimiter {
        &self.limiter
    }

    /// Sends a reply when its turn comes, and gives the new or edited messages: an album has several.
    ///
    /// # Errors
    /// The meaning of the last failed call.
    pub async fn send(&self, reply: &Reply) -> Result<Vec<MessageId>, SendError> {
        if let Some(chat) = reply.counts_in() {
            self.wait_for_turn(chat, || Activity::Active).await;
        }
        self.send_now(reply).await
    }

    /// Sends a report to staff. Unlike a reply, it does not make bulk leave room for more.
    pub async fn report(&self, reply: &Reply) -> Result<Option<MessageId>, SendError> {
        if let Some(chat) = reply.counts_in() {
            self.limiter.wait_for_reply(chat, || Activity::Active).await;
        }
        Ok(self.send_now(reply).await?.first().copied())
    }

    /// Waits until a reply to this chat may be sent, and takes the place for it. The activity is asked for again on the way.
    pub async fn wait_for_turn(&self, chat: ChatId, activity: impl Fn() -> Activity) {
        self.limiter.note_reply();
        self.limiter.wait_for_reply(chat, activity).await;
    }

    /// Sends a reply whose turn it is.
    pub async fn send_now(&self, reply: &Reply) -> Result<Vec<MessageId>, SendError> {
        let result = self.attempt(reply).await;
        self.note_arrival(reply);
        result
    }

    /// The same with a single attempt.
    pub async fn send_once(&self, reply: &Reply) -> Result<Vec<MessageId>, SendError> {
        let result = self.call(reply).await;
        self.note_arrival(reply);
        result
    }

    fn note_arrival(&self, reply: &Reply) {
        if let Some(chat) = reply.counts_in() {
            self.limiter.note_arrival(chat);
        }
    }

    /// Whether a person is an administrator of a group.
    pub async fn is_admin(&self, group: ChatId, person: ChatId) -> Result<bool, SendError> {
        self.calls.is_admin(group, person).await
    }

    /// The first name that a person has at this moment; `None` if Telegram does not know the chat, because the person never
    /// wrote to the bot.
    pub async fn first_name(&self, person: ChatId) -> Result<Option<String>, SendError> {
        match self.calls.first_name(person).await {
            Err(SendError::Gone(_)) => Ok(None),
            named => named,
        }
    }

    /// The first and the last name that a person has at this moment; `None` as for [`Sender::first_name`].
    pub async fn full_name(&self, person: ChatId) -> Result<Option<String>, SendError> {
        match self.calls.full_name(person).await {
            Err(SendError::Gone(_)) => Ok(None),
            named => named,
        }
    }

    async fn attempt(&self, reply: &Reply) -> Result<Vec<MessageId>, SendError> {
        let mut backoff = Backoff::growing(Duration::from_millis(500), Sender::LONGEST_WAIT, 4);
        let mut repeats = 0;
        for _ in 1..Sender::ATTEMPTS {
            match self.call(reply).await {
                Err(SendError::Unsent) => self.clock.sleep(backoff.next_wait()).await,
                Err(SendError::Unsure) if repeats < Sender::REPEATS => {
                    repeats += 1;
                    self.clock.sleep(backoff.next_wait()).await;
                }
                Err(SendError::Wait(asked)) if asked <= Sender::LONGEST_WAIT => {
                    self.clock.sleep(asked).await;
                }
                result => return result,
            }
        }
        self.call(reply).await
    }

    /// Makes the call for a reply.
    async fn call(&self, reply: &Reply) -> Result<Vec<MessageId>, SendError> {
        let _under_way = self.under_way.acquire().await;
        let made = self.made(reply).await;
        if matches!(made, Err(SendError::Wait(_))) {
            self.vitals.metrics().too_many_requests(Lane::Replies);
        }
        made
    }

    async fn made(&self, reply: &Reply) -> Result<Vec<MessageId>, SendError> {
        let calls = &self.calls;
        match reply {
            Reply::Say { chat, thread, page } => calls.say(*chat, *thread, page).await.map(one),
            Reply::Outcome { chat, sent, .. } => calls.say(*chat, None, sent).await.map(one),
            Reply::Show { chat, message, thread, page } => match calls.show(*chat, *message, page).await {
                Err(SendError::NoMessage) => calls.say(*chat, *thread, page).await.map(one),
                shown => shown.map(|()| one(*message)),
            },
            Reply::Campaign { chat, message, options, .. } => {
                let manner = SendManner { options: *options, ..SendManner::default() };
                calls.send(*chat, message, manner).await
            }
            Reply::Photo { chat, content, caption } => calls.photo(*chat, content, caption).await.map(one),
            Reply::Document { chat, name, content, caption } => {
                calls.document(*chat, name, content, caption).await.map(one)
            }
            Reply::Delete { chat, messages, if_refused: None } => {
                calls.delete_all(*chat, messages).await.map(none)
            }
            Reply::Delete { chat, messages, if_refused: Some(_) } => {
                calls.delete_each(*chat, messages).await.map(none)
            }
            Reply::Strip { chat, message } => calls.set_buttons(*chat, *message, &[]).await.map(none),
            Reply::SetButtons { chat, message, rows } => {
                calls.set_buttons(*chat, *message, rows).await.map(none)
            }
            Reply::Answer { query, toast, alert } => {
                calls.answer(query, toast.as_deref(), *alert).await.map(none)
            }
            Reply::SetMenu { chat, menu } => calls.set_menu(*chat, menu.as_ref()).await.map(none),
        }
    }
}

fn one(message: MessageId) -> Vec<MessageId> {
    vec![message]
}

fn none((): ()) -> Vec<MessageId> {
    Vec::new()
}
