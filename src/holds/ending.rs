//! What staff are told afterwards: how an action ended, and what was silenced. Whoever can't be reached is tried again for a day.

use jiff::Timestamp;

use crate::conversation::hold_notice;
use crate::domain::hold::{Grant, HoldOutline, HoldState};
use crate::domain::time::later;
use crate::domain::{ChatId, HeldAction, MessageId};
use crate::holds::told::{Subject, ToldMemory, ToldPiece};
use crate::holds::{HoldError, HoldKeeper};
use crate::store::{HoldNotice, UntoldSilencing};
use crate::telegram::{Page, Reply};

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
    /// Tells staff how an action ended: its author, and those who were told of it. Gives the time of another attempt, if there is
    /// to be one.
    pub(super) async fn report(&self, outline: &HoldOutline) -> Result<Option<Timestamp>, HoldError> {
        let (store, subject) = (&self.app.store, Subject::Ending(outline.hold.id));
        if let Some(rest) = self.told.rest(subject, self.clock.moment()) {
            return Ok(Some(later(self.clock.now(), rest)));
        }
        let mut outline = outline.clone();
        let author = store.telegram_id(outline.hold.author);
        let is_export = outline.hold.state == HoldState::Done && outline.action == Some(HeldAction::Export);
        if is_export && !self.told.includes(subject, author, ToldPiece::File) {
            if !self.told.includes(subject, author, ToldPiece::NoFile) {
                match self.hand_over(&outline).await? {
                    HandedOver::Yes => self.told.note(subject, author, ToldPiece::File),
                    HandedOver::Refused => self.told.note(subject, author, ToldPiece::NoFile),
                    HandedOver::NotYet(at) => return Ok(at),
                }
            }
            if self.told.includes(subject, author, ToldPiece::NoFile) {
                outline.hold.state = HoldState::Refused;
            }
        }
        let hold = &outline.hold;
        let mut all = true;
        for notice in store.hold_notices(hold.id).await? {
            let Some(message) = notice.message.filter(|_| notice.person != hold.author) else { continue };
            let chat = store.telegram_id(notice.person);
            if self.told.includes(subject, chat, ToldPiece::Itself) {
                continue;
            }
            let context = self.reader_of(&outline, chat).await?;
            let page = hold_notice::ended(&context, &outline).await?;
            let heard = self.retell(chat, message, page, hold.state).await;
            all &= self.noted(subject, chat, ToldPiece::Itself, heard);
        }
        if hold.state != HoldState::Undone && !self.told.includes(subject, author, ToldPiece::Itself) {
            let context = self.reader_of(&outline, author).await?;
            let page = hold_notice::ended(&context, &outline).await?;
            let heard = self.say(author, page).await;
            all &= self.noted(subject, author, ToldPiece::Itself, heard);
        }
        if let (HoldState::Done, Some(HeldAction::Grant(grant))) = (hold.state, &outline.action) {
            all &= self.tell_of_grant(&outline, grant).await?;
        }
        if let Some(next) = self.another_attempt(subject, all) {
            return Ok(Some(next));
        }
        store.note_hold_reported(hold.id).await?;
        self.told.forget(subject);
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
        let notice = notice.filter(|notice| notice.message.is_none());
        let notice = notice.unwrap_or(HoldNotice::new(hold.author, now));
        if ToldMemory::is_to_come(&notice, now) {
            return Ok(HandedOver::NotYet(Some(notice.next)));
        }
        let context = hold_notice::reader(&self.app, chat, now).await?;
        let file = hold_notice::exported(&context).await?;
        let Err(error) = self.sender.report(&file).await else { return Ok(HandedOver::Yes) };
        log::warn!("the list of supporters could not be sent to one of the staff: {}", error.code());
        if error.is_refusal() || self.check.is_right() && now >= hold.lapses {
            self.say(chat, hold_notice::not_exported(&context)).await;
            return Ok(HandedOver::Refused);
        }
        let notice = ToldMemory::after_attempt(notice, None, now);
        store.note_hold_notice(hold.id, notice, false, now).await?;
        Ok(HandedOver::NotYet(Some(notice.next)))
    }

    /// Tells all staff that somebody got rights, and that person too; says whether nobody is left to tell.
    async fn tell_of_grant(&self, outline: &HoldOutline, grant: &Grant) -> Result<bool, HoldError> {
        let (author, subject) = (outline.hold.author, Subject::Ending(outline.hold.id));
        let mut all = true;
        for chat in self.app.store.staff_besides(author).await? {
            if self.told.includes(subject, chat, ToldPiece::Grant) {
                continue;
            }
            let context = self.reader_of(outline, chat).await?;
            let page = hold_notice::granted(&context, author, grant).await?;
            let heard = self.say(chat, page).await;
            all &= self.noted(subject, chat, ToldPiece::Grant, heard);
        }
        Ok(all)
    }

    /// Says in the message with the buttons how an action ended. What was stopped or did not happen is said in a new message too,
    /// which people notice.
    async fn retell(&self, chat: ChatId, message: MessageId, page: Page, state: HoldState) -> bool {
        match state {
            HoldState::Waiting | HoldState::Done | HoldState::Undone => {
                self.pass_on(&Reply::Show { chat, message, thread: None, page }).await
            }
            HoldState::Stopped | HoldState::Lapsed | HoldState::Refused => {
                self.pass_on(&Reply::Strip { chat, message }).await;
                self.say(chat, page).await
            }
        }
    }

    /// Tells all staff what others of them have silenced. Gives the time of another attempt, if there is to be one.
    pub(super) async fn tell_of_silencings(&self) -> Result<Option<Timestamp>, HoldError> {
        let mut next = None;
        for silencing in self.app.store.untold_silencings().await? {
            let known = self.silenced(&silencing).await.unwrap_or_else(|error| Some(self.puts_off(&error)));
            next = [next, known].into_iter().flatten().min();
        }
        Ok(next)
    }

    async fn silenced(&self, silencing: &UntoldSilencing) -> Result<Option<Timestamp>, HoldError> {
        let (store, now, subject) = (&self.app.store, self.clock.now(), Subject::Silencing(silencing.id));
        if let Some(rest) = self.told.rest(subject, self.clock.moment()) {
            return Ok(Some(later(now, rest)));
        }
        let mut all = true;
        for chat in store.staff_besides(silencing.person).await? {
            if self.told.includes(subject, chat, ToldPiece::Itself) {
                continue;
            }
            let context = hold_notice::reader(&self.app, chat, now).await?;
            let page = hold_notice::silenced(&context, silencing).await?;
            let heard = self.say(chat, page).await;
            all &= self.noted(subject, chat, ToldPiece::Itself, heard);
        }
        if let Some(next) = self.another_attempt(subject, all) {
            return Ok(Some(next));
        }
        store.note_silencing_told(silencing.id).await?;
        self.told.forget(subject);
        Ok(None)
    }

    /// The time of another attempt, unless all were told, or it was tried for long enough.
    fn another_attempt(&self, subject: Subject, all: bool) -> Option<Timestamp> {
        if all {
            return None;
        }
        self.told.fails(subject, self.clock.moment()).map(|wait| later(self.clock.now(), wait))
    }

    /// Notes that a person has heard the news, if they have; says so.
    fn noted(&self, subject: Subject, chat: ChatId, news: ToldPiece, heard: bool) -> bool {
        if heard {
            self.told.note(subject, chat, news);
        }
        heard
    }

    /// Says something to one of the staff; says whether it arrived, or never will.
    async fn say(&self, chat: ChatId, page: Page) -> bool {
        self.pass_on(&Reply::Say { chat, thread: None, page }).await
    }

    async fn pass_on(&self, reply: &Reply) -> bool {
        let Err(error) = self.sender.report(reply).await else { return true };
        log::warn!("one of the staff could not be told how an action ended: {}", error.code());
        !error.may_pass()
    }
}
