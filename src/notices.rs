//! Messages to owners, in their private chats, when something needs a person. Each kind of trouble is told at most once an
//! hour.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;

use crate::backup::{BackupOutlook, Freshness};
use crate::clock::{Clock, Moment};
use crate::conversation::{App, key_codes, menu_of, welcome};
use crate::domain::doctor::Finding;
use crate::domain::freeze::FreezeNews;
use crate::domain::{ChatId, Lang, Right, StaffMember};
use crate::store::{StoreError, StoreTrouble};
use crate::telegram::{Page, Reply, Sender};
use crate::texts::{Html, Say};

/// A kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// An update became a dead letter.
    DeadLetter,
    /// The clock differs from Telegram's.
    WrongClock,
    /// Another instance of this bot is at work.
    OtherInstance,
    /// The store needs a person.
    Store(StoreTrouble),
    /// The list of opt-outs can't be written.
    OptOutList,
}

impl Trouble {
    /// The text about it. It was met `count` times since the last one.
    fn text(self, say: &Say<'_>, count: u64) -> Html {
        match self {
            Trouble::DeadLetter => say.staff_dead_letters(count),
            Trouble::WrongClock => say.staff_notice_clock(),
            Trouble::OtherInstance => say.staff_notice_instance(),
            Trouble::Store(StoreTrouble::Full) => say.staff_notice_disk(),
            Trouble::Store(StoreTrouble::Damaged) => say.staff_notice_damaged(),
            Trouble::OptOutList => say.staff_notice_opt_outs(),
        }
    }
}

/// The text about something that has not happened for so many days, and that about its end.
type OverdueText = fn(&Say<'_>, u64) -> Html;
type AgainText = fn(&Say<'_>) -> Html;

/// The settings that say what owners were told last of the backups and of the copies of the list of opt-outs.
const BACKUP_TOLD: &str = "backup_told";
const LIST_TOLD: &str = "list_copy_told";
/// That it has not happened for more than a week.
const OVERDUE: &str = "overdue";
/// That it happens again.
const FRESH: &str = "fresh";

/// Tells owners of trouble.
#[derive(Clone)]
pub struct Notices {
    app: Arc<App>,
    sender: Sender,
    clock: Clock,
    told: Arc<Mutex<ToldLog>>,
    /// The owners of the last message, for when the store is what is broken.
    last_owners: Arc<Mutex<Vec<ChatId>>>,
    /// Held while the staff is told of changes to it. Two at once would tell it twice.
    staff_turn: Arc<tokio::sync::Mutex<()>>,
}

/// The state of each kind of trouble.
#[derive(Debug, Default)]
struct ToldLog(HashMap<Trouble, Told>);

#[derive(Debug, Default)]
struct Told {
    /// When owners were told last.
    at: Option<Moment>,
    /// How often the trouble was met since.
    untold: u64,
}

impl ToldLog {
    /// Owners are not told more often than this.
    const EVERY: SignedDuration = SignedDuration::from_hours(1);

    /// Counts trouble. If owners are to be told now, gives how often it was met since the last time.
    fn due(&mut self, trouble: Trouble, now: Moment) -> Option<u64> {
        let told = self.0.entry(trouble).or_default();
        told.untold += 1;
        if told.at.is_some_and(|at| now.since(at) < ToldLog::EVERY) {
            return None;
        }
        told.at = Some(now);
        Some(std::mem::take(&mut told.untold))
    }

    /// Nobody could be told.
    fn undo(&mut self, trouble: Trouble, count: u64) {
        let told = self.0.entry(trouble).or_default();
        (told.at, told.untold) = (None, told.untold + count);
    }
}

impl Notices {
    /// Tells the owners that the store has then.
    #[must_use]
    pub fn new(app: &Arc<App>, sender: Sender, clock: Clock) -> Notices {
        let (app, told, last_owners) = (Arc::clone(app), Arc::default(), Arc::default());
        Notices { app, sender, clock, told, last_owners, staff_turn: Arc::default() }
    }

    /// Tells owners of trouble, unless they were told within the hour; the next message counts it then.
    pub async fn tell(&self, trouble: Trouble) {
        let Some(count) = self.log(|told| told.due(trouble, self.clock.moment())) else { return };
        if self.say(|say| trouble.text(say, count)).await == Some(false) {
            self.log(|told| told.undo(trouble, count));
        }
    }

    /// Tells owners once that other keys of the coalition's were accepted. While none of them can be told, or there is none,
    /// the next call tells them.
    pub async fn tell_of_keys(&self) {
        match self.app.store.are_keys_untold().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return log::error!("the store can't be read: {error}"),
        }
        let heard = self.say(|say| match &self.app.recipients {
            Some(keys) => say.staff_notice_keys(&key_codes(say, keys)),
            None => say.staff_notice_no_keys(),
        });
        // After a crash in between they are told twice, which does less harm than never.
        if heard.await == Some(true)
            && let Err(error) = self.app.store.note_keys_told().await
        {
            log::error!("the store can't be written: {error}");
        }
    }

    /// Tells owners the code of the newest entry of the audit log, a week after the last time, if there are new entries. While
    /// none of them can be told, the next call does.
    pub async fn tell_of_audit(&self) {
        if let Err(error) = self.tell_of_audit_head().await {
            log::error!("the code of the audit log can't be told: {error}");
        }
    }

    async fn tell_of_audit_head(&self) -> Result<(), StoreError> {
        let (store, now) = (&self.app.store, self.clock.now());
        let Some(head) = store.untold_audit_head(now).await? else { return Ok(()) };
        let code = Html::code(&head.hash.to_string());
        if self.say(|say| say.audit_notice(&code)).await == Some(true) {
            store.note_audit_told(head, now).await?;
        }
        Ok(())
    }

    /// Welcomes those whom the command line let in, and tells everybody on staff that it has changed the staff: once. Whoever can't
    /// be welcomed, and everybody while nobody can be told, hears of it at the next call.
    pub async fn tell_of_staff(&self) {
        let _turn = self.staff_turn.lock().await;
        if let Err(error) = self.tell_staff_news().await {
            log::error!("staff can't be told of changes to it: {error}");
        }
    }

    async fn tell_staff_news(&self) -> Result<(), StoreError> {
        let store = &self.app.store;
        let staff = store.staff().await?;
        let active: Vec<_> = staff.iter().filter(|member| member.is_active()).collect();
        for member in &active {
            if let Some(lang) = member.unwelcomed {
                self.welcome(member, lang, active.len() == 1).await?;
            }
        }
        if !store.is_staff_untold().await? {
            return Ok(());
        }
        let all: Vec<_> = active.iter().map(|member| member.chat).collect();
        let heard = self.say_to(&all, |say| Html::paragraphs([say.staff_notice_changed()])).await;
        if heard == Some(false) { Ok(()) } else { store.note_staff_told().await }
    }

    /// The same for a caller that cannot wait.
    pub fn tell_of_staff_soon(&self) {
        let notices = self.clone();
        tokio::spawn(async move { notices.tell_of_staff().await });
    }

    /// Welcomes a person, to whom the bot has spoken in this language.
    async fn welcome(&self, member: &StaffMember, lang: Lang, is_alone: bool) -> Result<(), StoreError> {
        let (store, person, role) = (&self.app.store, member.chat, member.role);
        let stored = store.snapshot(person).await?.chat.and_then(|chat| chat.lang);
        let lang = stored.unwrap_or(lang);
        let (menu, page) = {
            let texts = self.app.texts.load();
            let say = texts.say(lang);
            (menu_of(&say, Some(role)), welcome(&say, role))
        };
        // Without its menu, the chat gets it with the next message.
        let _ = self.sender.send(&Reply::SetMenu { chat: person, menu: Some(menu) }).await;
        let sent = self.sender.send(&Reply::Say { chat: person, thread: None, page }).await;
        if sent.as_ref().is_err_and(|error| error.may_pass()) {
            return Ok(());
        }
        // After a crash in between they are welcomed twice, which does less harm than never.
        store.note_welcomed(person).await?;
        // There is nobody else to tell.
        if sent.is_ok() && is_alone { store.note_staff_told().await } else { Ok(()) }
    }

    /// Tells owners once that there was no good backup for more than a week, or no copy of the list of opt-outs, and once that there
    /// is one again. While none of them can be told, the next call tells them.
    pub async fn tell_of_backups(&self, outlook: BackupOutlook) {
        let told = async {
            let (overdue, again): (OverdueText, AgainText) =
                (|say, days| say.staff_notice_backup(days), |say| say.staff_notice_backup_again());
            self.tell_of_freshness(BACKUP_TOLD, outlook.backup, overdue, again).await?;
            let Some(list) = outlook.list else { return Ok(()) };
            let (overdue, again): (OverdueText, AgainText) =
                (|say, days| say.staff_notice_list(days), |say| say.staff_notice_list_again());
            self.tell_of_freshness(LIST_TOLD, list, overdue, again).await
        };
        if let Err(error) = told.await {
            let error: StoreError = error;
            log::error!("owners can't be told of the backups: {error}");
        }
    }

    /// Remembers in a setting whether owners were told that something does not happen any more.
    async fn tell_of_freshness(
        &self,
        setting: &str,
        freshness: Freshness,
        overdue: OverdueText,
        again: AgainText,
    ) -> Result<(), StoreError> {
        let store = &self.app.store;
        let was_told = store.setting(setting).await?.as_deref() == Some(OVERDUE);
        let heard = match (freshness, was_told) {
            (Freshness::Overdue { days }, false) => self.say(|say| overdue(say, days)).await,
            (Freshness::Fresh, true) => self.say(again).await,
            (Freshness::Overdue { .. }, true) | (Freshness::Fresh, false) => return Ok(()),
        };
        // After a crash in between they are told twice, which does less harm than never.
        if heard == Some(true) {
            store.put_setting(setting, if was_told { FRESH } else { OVERDUE }).await?;
        }
        Ok(())
    }

    /// The name that Telegram shows of a person at this moment, if it tells it.
    pub async fn shown_name(&self, person: ChatId) -> Option<String> {
        self.sender.full_name(person).await.unwrap_or_else(|error| {
            log::warn!(chat_kind = "private"; "a name could not be asked for: {}", error.code());
            None
        })
    }

    /// Tells everybody on staff that everything was frozen, that an owner wants to lift that, or that it was lifted: once. Whoever
    /// can't be told sees it on the panel. While nobody can be told, the next call tells them.
    pub async fn tell_of_freeze(&self) {
        if let Err(error) = self.tell_freeze_news().await {
            log::error!("staff can't be told of the freeze: {error}");
        }
    }

    async fn tell_freeze_news(&self) -> Result<(), StoreError> {
        let store = &self.app.store;
        let Some(news) = store.untold_freeze().await? else { return Ok(()) };
        let staff = store.staff().await?;
        let all: Vec<_> =
            staff.iter().filter(|member| member.is_active()).map(|member| member.chat).collect();
        let heard = self.say_to(&all, |say| freeze_news(say, news)).await;
        if heard == Some(false) { Ok(()) } else { store.note_freeze_told(news).await }
    }

    /// Tells owners what is wrong with the installation: what the last check did not find, and what it found too. Whether any of
    /// them got it; `None` if there is no owner.
    pub async fn tell_of_findings(&self, new: &[Finding], known: &[Finding]) -> Option<bool> {
        self.say(|say| findings(say, new, known)).await
    }

    /// Says something to each owner in their language; whether any of them got it. `None` if there is no owner.
    async fn say(&self, text: impl Fn(&Say<'_>) -> Html) -> Option<bool> {
        self.say_to(&self.owners().await, text).await
    }

    /// The same to these people.
    async fn say_to(&self, people: &[ChatId], text: impl Fn(&Say<'_>) -> Html) -> Option<bool> {
        let mut heard = None;
        for &chat in people {
            let lang = lang_of(&self.app, chat).await;
            let page = Page::plain(text(&self.app.texts.load().say(lang)));
            let is_sent = self.sender.send(&Reply::Say { chat, thread: None, page }).await.is_ok();
            heard = Some(is_sent || heard == Some(true));
        }
        heard
    }

    /// The owners whose rights are in force. While the store can't be read, those whom it had last.
    async fn owners(&self) -> Vec<ChatId> {
        match self.app.store.staff().await {
            Ok(staff) => {
                let owners = staff.iter().filter(|member| member.has(Right::Manage));
                let owners: Vec<_> = owners.map(|member| member.chat).collect();
                self.last_owners.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&owners);
                owners
            }
            Err(_) => self.last_owners.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// The same for a caller that cannot wait.
    pub fn tell_soon(&self, trouble: Trouble) {
        let notices = self.clone();
        tokio::spawn(async move { notices.tell(trouble).await });
    }

    fn log<T>(&self, act: impl FnOnce(&mut ToldLog) -> T) -> T {
        act(&mut self.told.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// How many findings one list names, so that a message holds two of them.
const MOST_FINDINGS: usize = 20;

fn findings(say: &Say<'_>, new: &[Finding], known: &[Finding]) -> Html {
    let lines = |findings: &[Finding]| {
        let lines = findings
            .iter()
            .take(MOST_FINDINGS)
            .map(|finding| say.doctor_notice_line(&say.doctor_finding(*finding)));
        (!findings.is_empty()).then(|| Html::lines(lines))
    };
    let new = lines(new).map(|new| say.doctor_notice_new(&new));
    let known = lines(known).map(|known| say.doctor_notice_known(&known));
    let lists = new.into_iter().chain(known);
    Html::paragraphs([say.doctor_notice()].into_iter().chain(lists).chain([say.doctor_notice_remedy()]))
}

fn freeze_news(say: &Say<'_>, news: FreezeNews) -> Html {
    match news {
        FreezeNews::Begun => say.freeze_notice_begun(),
        FreezeNews::Wished => say.freeze_notice_wished(),
        FreezeNews::Lifted => say.freeze_notice_lifted(),
    }
}

/// The language of a chat, also while the store can't be read.
pub(crate) async fn lang_of(app: &App, chat: ChatId) -> Lang {
    let stored = app.store.snapshot(chat).await.ok().and_then(|stored| stored.chat);
    stored.and_then(|chat| chat.lang).unwrap_or_else(|| Lang::guess(None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_told_once_an_hour_of_all_that_failed_meanwhile() {
        let mut told = ToldLog::default();
        let at = |minute| Moment::START.after(SignedDuration::from_mins(minute));
        let due: Vec<_> = [0, 1, 59, 60, 61].map(|minute| told.due(Trouble::DeadLetter, at(minute))).into();
        assert_eq!(due, [Some(1), None, None, Some(3), None]);
        assert_eq!(told.due(Trouble::WrongClock, at(61)), Some(1), "another trouble");
    }

    #[test]
    fn owners_who_could_not_be_told_are_told_the_next_time() {
        let mut told = ToldLog::default();
        assert_eq!(told.due(Trouble::DeadLetter, Moment::START), Some(1));
        told.undo(Trouble::DeadLetter, 1);
        assert_eq!(told.due(Trouble::DeadLetter, Moment::START), Some(2));
    }
}
