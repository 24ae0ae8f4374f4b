//! Keeps the holds: tells the others on staff of each action that waits, gives it its effect when its time is over, and tells staff
//! how it ended. It also tells them what was silenced.
//!
//! The store decides what takes effect, in one transaction. What is said here may be said twice after a crash.

mod caught_up;
mod ending;
mod told;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::clock::{Clock, ClockCheck};
use crate::conversation::{App, Colleague, Context, HandlerError, hold_notice};
use crate::domain::hold::{Hold, HoldId, HoldOutline, Verdict};
use crate::domain::time::later;
use crate::domain::{ChatId, HeldAction, MessageId, StoredId};
use crate::holds::told::ToldMemory;
use crate::store::{HoldNotice, StoreError, ToldPerson};
use crate::telegram::{Page, Reply, Sender};

pub use caught_up::CaughtUp;

/// Keeps the holds.
#[derive(Clone)]
pub struct HoldKeeper {
    app: Arc<App>,
    sender: Sender,
    clock: Clock,
    check: ClockCheck,
    caught_up: CaughtUp,
    told: Arc<ToldMemory>,
}

/// Why the holds could not be kept. They are the next time.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is said could not be put together.
    #[error(transparent)]
    Handler(#[from] HandlerError),
}

impl HoldKeeper {
    /// How often the holds are looked at, in case the clock was changed.
    const INTERVAL: Duration = Duration::from_secs(30);
    /// The pause after a failure of the store.
    const RETRY: Duration = Duration::from_secs(5);
    /// The pause while nobody knows whether the clock is right, or whether a stop is under way.
    const UNCONFIRMED: SignedDuration = SignedDuration::from_secs(1);
    /// The pause after a failure that concerns one action.
    const AGAIN: SignedDuration = SignedDuration::from_secs(5);

    /// Keeps the holds of this bot.
    #[must_use]
    pub fn new(
        app: &Arc<App>,
        sender: Sender,
        clock: Clock,
        check: ClockCheck,
        caught_up: CaughtUp,
    ) -> HoldKeeper {
        HoldKeeper { app: Arc::clone(app), sender, clock, check, caught_up, told: Arc::default() }
    }

    /// Keeps the holds until it is told to stop.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let mut changed = self.app.store.campaigns_changed();
        while !*stop.borrow() {
            // What changes during a step starts the next one.
            changed.mark_unchanged();
            let wait = match self.step().await {
                Ok(next) => {
                    next.map_or(HoldKeeper::INTERVAL, |next| self.until(next).min(HoldKeeper::INTERVAL))
                }
                Err(error) => {
                    log::error!("actions of staff can't be held or carried out: {error}; trying again");
                    if let HoldError::Store(error) = &error {
                        self.app.store.note(error);
                    }
                    HoldKeeper::RETRY
                }
            };
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => {}
                Ok(()) = changed.changed() => {}
                () = self.clock.sleep(wait) => {}
            }
        }
    }

    /// Does everything that can be done now, and gives the time of the next thing to do, if it is known.
    ///
    /// # Errors
    /// When the store fails; the next step goes on from there.
    pub async fn step(&self) -> Result<Option<Timestamp>, HoldError> {
        // One that fails holds up no other.
        let mut next = self.tell_of_silencings().await.unwrap_or_else(|error| Some(self.puts_off(&error)));
        for outline in self.app.store.waiting_holds().await? {
            let known = self.keep(&outline).await.unwrap_or_else(|error| Some(self.puts_off(&error)));
            next = [next, known].into_iter().flatten().min();
        }
        for outline in self.app.store.untold_holds().await? {
            let known = self.report(&outline).await.unwrap_or_else(|error| Some(self.puts_off(&error)));
            next = [next, known].into_iter().flatten().min();
        }
        Ok(next)
    }

    /// Tells of an action that waits, and gives it its effect if it is due. Gives the time of the next thing to do.
    async fn keep(&self, outline: &HoldOutline) -> Result<Option<Timestamp>, HoldError> {
        let at = self.announce(outline).await?;
        if !self.check.is_right() {
            // By a clock that may be wrong nothing takes effect. Right after a start, Telegram confirms it soon.
            self.correct_beginning(&outline.hold).await?;
            return Ok(Some(self.soon()));
        }
        let over = self.settle(outline).await?;
        let warned = self.warn_author(outline.hold.id).await?;
        Ok([at, over, warned].into_iter().flatten().min())
    }

    /// What is begun by a clock that is behind would be over as soon as that is set right: it began at Telegram's time.
    async fn correct_beginning(&self, hold: &Hold) -> Result<(), HoldError> {
        let begun = self.check.telegrams_time_if_later().filter(|_| hold.begun <= self.clock.now());
        let Some(begun) = begun else { return Ok(()) };
        Ok(self.app.store.note_hold_begun(hold.id, begun).await?)
    }

    fn soon(&self) -> Timestamp {
        later(self.clock.now(), HoldKeeper::UNCONFIRMED)
    }

    /// Notes that something about an action failed, and gives the time when it is tried again.
    fn puts_off(&self, error: &HoldError) -> Timestamp {
        log::error!("an action of staff can't be held, carried out or told: {error}; trying again");
        if let HoldError::Store(error) = error {
            self.app.store.note(error);
        }
        later(self.clock.now(), HoldKeeper::AGAIN)
    }

    /// Tells everybody of an action who has not been told of it, and gives the time of the next attempt.
    async fn announce(&self, outline: &HoldOutline) -> Result<Option<Timestamp>, HoldError> {
        let (store, now) = (&self.app.store, self.clock.now());
        let known = store.hold_notices(outline.hold.id).await?;
        let mut next = None;
        for told in store.told_of(&outline.hold, now).await? {
            let notice = known.iter().find(|notice| notice.person == told.person).copied();
            let notice = notice.unwrap_or(HoldNotice::new(told.person, now));
            if notice.message.is_some() {
                if told.starts_time && outline.hold.told.is_none() {
                    // They were new, or restrained, when they were told, or the clock may have been wrong.
                    self.note_told(outline.hold.id, notice, told).await?;
                }
                continue;
            }
            if ToldMemory::is_to_come(&notice, now) {
                next = [next, Some(notice.next)].into_iter().flatten().min();
                continue;
            }
            let message = self.tell(outline, told.person).await?;
            let notice = ToldMemory::after_attempt(notice, message, self.clock.now());
            self.note_told(outline.hold.id, notice, told).await?;
            if message.is_none() {
                next = [next, Some(notice.next)].into_iter().flatten().min();
            }
        }
        Ok(next)
    }

    /// Notes that somebody was told, or not. The time of the hold may begin now; by a clock that may be wrong it does not.
    async fn note_told(&self, id: HoldId, notice: HoldNotice, told: ToldPerson) -> Result<(), HoldError> {
        let starts_time = told.starts_time && self.check.is_right();
        Ok(self.app.store.note_hold_notice(id, notice, starts_time, self.clock.now()).await?)
    }

    /// Tells one of the staff of an action; gives the message with the buttons, if all of it arrived. A version that Telegram refuses
    /// is named instead: nobody else would get it either.
    async fn tell(&self, outline: &HoldOutline, person: StoredId) -> Result<Option<MessageId>, HoldError> {
        let chat = self.app.store.telegram_id(person);
        let context = self.reader_of(outline, chat).await?;
        let mut last = None;
        for reply in hold_notice::announced(&context, outline).await? {
            let sent = self.sender.send(&reply).await;
            last = match (sent, &reply) {
                (Ok(messages), _) => messages.last().copied(),
                (Err(error), Reply::Campaign { if_refused: Some(text), .. }) if error.is_refusal() => {
                    let page = Page::plain(text.clone());
                    if self.sender.send(&Reply::Say { chat, thread: None, page }).await.is_err() {
                        return Ok(None);
                    }
                    None
                }
                (Err(error), _) => {
                    log::warn!(
                        "one of the staff could not be told of an action that waits: {}",
                        error.code()
                    );
                    return Ok(None);
                }
            };
        }
        Ok(last)
    }

    /// Tells the author if nobody else could be told for a long time, and gives the time of the next attempt.
    async fn warn_author(&self, id: HoldId) -> Result<Option<Timestamp>, HoldError> {
        let (store, now) = (&self.app.store, self.clock.now());
        // Somebody may have been told just now.
        let Some(outline) = store.hold(id).await? else { return Ok(None) };
        let hold = &outline.hold;
        if hold.told.is_some() || now.duration_since(hold.begun) < Hold::UNTOLD_AFTER {
            return Ok(None);
        }
        let facts = store.hold_facts(&outline, now).await?;
        let known = store.hold_notices(id).await?.into_iter().find(|notice| notice.person == hold.author);
        let notice = known.unwrap_or(HoldNotice::new(hold.author, now));
        if notice.message.is_some() || hold.verdict(&self.app.holds, &facts) != Verdict::Untold {
            return Ok(None);
        }
        if ToldMemory::is_to_come(&notice, now) {
            return Ok(Some(notice.next));
        }
        let chat = store.telegram_id(hold.author);
        let context = hold_notice::reader(&self.app, chat, now).await?;
        let page = hold_notice::still_untold(&context, &outline).await?;
        let message =
            self.sender.report(&Reply::Say { chat, thread: None, page }).await.unwrap_or_else(|error| {
                log::warn!("one of the staff could not be told that nobody else was: {}", error.code());
                None
            });
        let notice = ToldMemory::after_attempt(notice, message, now);
        store.note_hold_notice(id, notice, false, now).await?;
        Ok(message.is_none().then_some(notice.next))
    }

    /// The context of somebody who is told of an action. Whoever gets rights by it is named as Telegram names them at this moment.
    async fn reader_of(&self, outline: &HoldOutline, chat: ChatId) -> Result<Context, HoldError> {
        let context = hold_notice::reader(&self.app, chat, self.clock.now()).await?;
        let Some(person) = outline.action.as_ref().and_then(HeldAction::newcomer) else { return Ok(context) };
        let name = self.sender.first_name(person).await.unwrap_or_else(|error| {
            log::warn!(chat_kind = "private"; "the name of a colleague could not be asked for: {}", error.code());
            None
        });
        let colleagues = name.map(|name| Colleague { chat: person, name }).into_iter().collect();
        Ok(Context { colleagues, ..context })
    }

    /// Gives an action its effect, if it is due, and gives the time when it will be.
    async fn settle(&self, outline: &HoldOutline) -> Result<Option<Timestamp>, HoldError> {
        let hold = &outline.hold;
        let (store, heard, now) = (&self.app.store, self.caught_up.until(), self.clock.now());
        Ok(match store.settle_hold(hold.id, &self.app.holds, heard, now).await? {
            Verdict::Until(over) => {
                self.caught_up.want(over);
                Some(over.max(self.soon()).min(hold.lapses))
            }
            Verdict::Untold | Verdict::NeedsSecond | Verdict::Barred => Some(hold.lapses),
            Verdict::Due | Verdict::Lapses | Verdict::Refused | Verdict::Over => None,
        })
    }

    fn until(&self, at: Timestamp) -> Duration {
        Duration::try_from(at.duration_since(self.clock.now())).unwrap_or_default()
    }
}
