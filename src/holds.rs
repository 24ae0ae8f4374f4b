//! Keeps the holds: tells the others on staff of each action that waits, gives it its effect when its time is over, and tells staff
//! how it ended. It also tells them what was silenced.
//!
//! The store decides what takes effect, in one transaction. What is said here may be said twice after a crash.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::clock::{Clock, ClockCheck};
use crate::conversation::{App, Colleague, Context, HandlerError, hold_notice};
use crate::domain::hold::{Grant, Hold, HoldOutline, HoldState, Verdict};
use crate::domain::time::later;
use crate::domain::{ChatId, HeldAction, MessageId, StoredId};
use crate::store::{HoldNotice, StoreError};
use crate::telegram::{Page, Reply, Sender};

/// Keeps the holds.
#[derive(Clone)]
pub struct HoldKeeper {
    app: Arc<App>,
    sender: Sender,
    clock: Clock,
    check: ClockCheck,
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

/// Whether the author of an export has the file.
enum HandedOver {
    /// They have it.
    Yes,
    /// They may not have it any more, or Telegram does not take it.
    Refused,
    /// It waits, until this time if that is known.
    NotYet(Option<Timestamp>),
}

impl HoldKeeper {
    /// How often the holds are looked at, in case the clock was changed.
    const INTERVAL: Duration = Duration::from_secs(30);
    /// The pause after a failure of the store.
    const RETRY: Duration = Duration::from_secs(5);
    /// The pause while nobody knows whether the clock is right.
    const UNCONFIRMED: SignedDuration = SignedDuration::from_secs(1);
    /// The pause after a failure that concerns one action.
    const AGAIN: SignedDuration = SignedDuration::from_secs(5);
    /// After the first attempt to tell somebody, the next one comes after this time, then after twice as long, and so on.
    const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);
    /// The longest time between two attempts.
    const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

    /// Keeps the holds of this bot.
    #[must_use]
    pub fn new(app: &Arc<App>, sender: Sender, clock: Clock, check: ClockCheck) -> HoldKeeper {
        HoldKeeper { app: Arc::clone(app), sender, clock, check }
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
        self.tell_of_silencings().await?;
        let mut next = None;
        // One that fails holds up no other.
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
        // By a clock that may be wrong nothing takes effect. Right after a start, Telegram confirms it soon.
        let soon = later(self.clock.now(), HoldKeeper::UNCONFIRMED);
        let over = if self.check.is_right() { self.settle(outline).await? } else { Some(soon) };
        Ok([at, over].into_iter().flatten().min())
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
            let notice =
                notice.unwrap_or(HoldNotice { person: told.person, message: None, tries: 0, next: now });
            if notice.message.is_some() {
                if told.starts_time && outline.hold.told.is_none() {
                    // They were new, or restrained, when they were told.
                    store.note_hold_notice(outline.hold.id, notice, true, now).await?;
                }
                continue;
            }
            if notice.next > now {
                next = [next, Some(notice.next)].into_iter().flatten().min();
                continue;
            }
            let message = self.tell(outline, told.person).await?;
            let tries = if message.is_some() { notice.tries } else { notice.tries.saturating_add(1) };
            let again = later(now, HoldKeeper::wait_after(tries));
            let notice = HoldNotice { message, tries, next: again, ..notice };
            store.note_hold_notice(outline.hold.id, notice, told.starts_time, now).await?;
            if message.is_none() {
                next = [next, Some(again)].into_iter().flatten().min();
            }
        }
        self.warn_author(outline, now).await?;
        Ok(next)
    }

    /// The wait after so many attempts that failed.
    fn wait_after(tries: u32) -> SignedDuration {
        let doubled = HoldKeeper::FIRST_WAIT.checked_mul(1 << tries.saturating_sub(1).min(10));
        doubled.unwrap_or(HoldKeeper::LONGEST_WAIT).min(HoldKeeper::LONGEST_WAIT)
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

    /// Tells the author once if nobody else could be told for a long time.
    async fn warn_author(&self, outline: &HoldOutline, now: Timestamp) -> Result<(), HoldError> {
        let hold = &outline.hold;
        let waits_for = now.duration_since(hold.begun);
        if hold.told.is_some() || waits_for < Hold::UNTOLD_AFTER {
            return Ok(());
        }
        let is_untold = self.verdict(outline).await? == Verdict::Untold;
        let known = self.app.store.hold_notices(hold.id).await?;
        if !is_untold || known.iter().any(|notice| notice.person == hold.author) {
            return Ok(());
        }
        let chat = self.app.store.telegram_id(hold.author);
        let context = hold_notice::reader(&self.app, chat, now).await?;
        let page = hold_notice::still_untold(&context, outline).await?;
        let message = self.say(chat, page).await;
        let notice = HoldNotice { person: hold.author, message, tries: 1, next: hold.lapses };
        Ok(self.app.store.note_hold_notice(hold.id, notice, false, now).await?)
    }

    async fn verdict(&self, outline: &HoldOutline) -> Result<Verdict, StoreError> {
        let facts = self.app.store.hold_facts(outline, self.clock.now()).await?;
        Ok(outline.hold.verdict(&self.app.holds, &facts))
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
        let verdict = self.app.store.settle_hold(hold.id, &self.app.holds, self.clock.now()).await?;
        Ok(match verdict {
            Verdict::Until(over) => Some(over.min(hold.lapses)),
            Verdict::Untold | Verdict::NeedsSecond | Verdict::Barred => Some(hold.lapses),
            Verdict::Due | Verdict::Lapses | Verdict::Refused | Verdict::Over => None,
        })
    }

    /// Tells staff how an action ended: its author, and those who were told of it. Gives the time of another attempt, if there is
    /// to be one.
    async fn report(&self, outline: &HoldOutline) -> Result<Option<Timestamp>, HoldError> {
        let mut outline = outline.clone();
        if outline.hold.state == HoldState::Done && outline.action == Some(HeldAction::Export) {
            match self.hand_over(&outline).await? {
                HandedOver::Yes => {}
                HandedOver::Refused => outline.hold.state = HoldState::Refused,
                HandedOver::NotYet(at) => return Ok(at),
            }
        }
        let (store, hold) = (&self.app.store, &outline.hold);
        for notice in store.hold_notices(hold.id).await? {
            let Some(message) = notice.message.filter(|_| notice.person != hold.author) else { continue };
            let chat = store.telegram_id(notice.person);
            let context = self.reader_of(&outline, chat).await?;
            let page = hold_notice::ended(&context, &outline).await?;
            self.retell(chat, message, page, hold.state).await;
        }
        if hold.state != HoldState::Undone {
            let chat = store.telegram_id(hold.author);
            let context = self.reader_of(&outline, chat).await?;
            let page = hold_notice::ended(&context, &outline).await?;
            self.say(chat, page).await;
        }
        if let (HoldState::Done, Some(HeldAction::Grant(grant))) = (hold.state, &outline.action) {
            self.tell_of_grant(&outline, grant).await?;
        }
        store.note_hold_reported(hold.id).await?;
        Ok(None)
    }

    /// Sends the list of supporters to the author of an export whose time is over, if they may have it now, and nothing is frozen.
    /// While Telegram can't be reached it is tried again, at least once an hour, until the action lapses.
    async fn hand_over(&self, outline: &HoldOutline) -> Result<HandedOver, HoldError> {
        let (store, hold, now) = (&self.app.store, &outline.hold, self.clock.now());
        if *store.frozen().borrow() {
            return Ok(HandedOver::NotYet(None));
        }
        let chat = store.telegram_id(hold.author);
        if !store.staff_member(chat).await?.is_some_and(|member| member.may(hold.kind.right())) {
            return Ok(HandedOver::Refused);
        }
        let known = store.hold_notices(hold.id).await?;
        let notice = known.into_iter().find(|notice| notice.person == hold.author);
        let fresh = HoldNotice { person: hold.author, message: None, tries: 0, next: now };
        let notice = notice.filter(|notice| notice.message.is_none()).unwrap_or(fresh);
        if notice.tries > 0 && notice.next > now {
            return Ok(HandedOver::NotYet(Some(notice.next)));
        }
        let context = hold_notice::reader(&self.app, chat, now).await?;
        let file = hold_notice::exported(&context).await?;
        let Err(error) = self.sender.report(&file).await else { return Ok(HandedOver::Yes) };
        log::warn!("the list of supporters could not be sent to one of the staff: {}", error.code());
        if error.is_refusal() || now >= hold.lapses {
            self.say(chat, hold_notice::not_exported(&context)).await;
            return Ok(HandedOver::Refused);
        }
        let tries = notice.tries.saturating_add(1);
        let next = later(now, HoldKeeper::wait_after(tries));
        store.note_hold_notice(hold.id, HoldNotice { tries, next, ..notice }, false, now).await?;
        Ok(HandedOver::NotYet(Some(next)))
    }

    /// Tells all staff that somebody got rights, and that person too.
    async fn tell_of_grant(&self, outline: &HoldOutline, grant: &Grant) -> Result<(), HoldError> {
        let author = outline.hold.author;
        for chat in self.app.store.staff_besides(author).await? {
            let context = self.reader_of(outline, chat).await?;
            let page = hold_notice::granted(&context, author, grant).await?;
            self.say(chat, page).await;
        }
        Ok(())
    }

    /// Says in the message with the buttons how an action ended. What was stopped or did not happen is said in a new message too,
    /// which people notice.
    async fn retell(&self, chat: ChatId, message: MessageId, page: Page, state: HoldState) {
        match state {
            HoldState::Waiting | HoldState::Done | HoldState::Undone => {
                self.pass_on(&Reply::Show { chat, message, thread: None, page }).await;
            }
            HoldState::Stopped | HoldState::Lapsed | HoldState::Refused => {
                self.pass_on(&Reply::Strip { chat, message }).await;
                self.say(chat, page).await;
            }
        }
    }

    /// Tells all staff what one of them has silenced.
    async fn tell_of_silencings(&self) -> Result<(), HoldError> {
        let (store, now) = (&self.app.store, self.clock.now());
        for silencing in store.untold_silencings().await? {
            for chat in store.staff_besides(silencing.person).await? {
                let context = hold_notice::reader(&self.app, chat, now).await?;
                let page = hold_notice::silenced(&context, &silencing).await?;
                self.say(chat, page).await;
            }
            store.note_silencing_told(silencing.id).await?;
        }
        Ok(())
    }

    /// Says something to one of the staff; gives the message, if it arrived.
    async fn say(&self, chat: ChatId, page: Page) -> Option<MessageId> {
        self.pass_on(&Reply::Say { chat, thread: None, page }).await
    }

    async fn pass_on(&self, reply: &Reply) -> Option<MessageId> {
        match self.sender.report(reply).await {
            Ok(message) => message,
            Err(error) => {
                log::warn!("one of the staff could not be told how an action ended: {}", error.code());
                None
            }
        }
    }

    fn until(&self, at: Timestamp) -> Duration {
        Duration::try_from(at.duration_since(self.clock.now())).unwrap_or_default()
    }
}
