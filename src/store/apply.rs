//! Turns: the changes of one update are applied in one transaction, and its update leaves the inbox with them. Deeds of staff go
//! to the audit log in the same transaction.

use jiff::Timestamp;

use crate::crypto::Purpose;
use crate::domain::hold::Decider;
use crate::domain::staff_change::Actor;
use crate::domain::{ChatId, FormKind, StaffChange, StoredId, Supporter, Topic};
use crate::store::change::{Change, ChangeSet};
use crate::store::error::StoreError;
use crate::store::opt_outs::OptOut;
use crate::store::tables::{
    awaited, chats, dialogues, drafts, forms, inbox, messages, silencings, snoozes, staff, supporters, topics,
};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Store, audit, deeds, freeze, holds, lifecycle, purge, staffing};

impl Store {
    /// Applies the changes of a turn and removes its update from the inbox: both or neither, and on the disk when it
    /// returns.
    ///
    /// # Errors
    /// [`StoreError::UnknownChat`] when a change needs a chat that was never met; others when the database fails. Nothing
    /// was changed then, and the update is still in the inbox.
    pub async fn commit(&self, done: Option<i64>, set: Option<ChangeSet>) -> Result<(), StoreError> {
        self.writer.run(CommitTurn { done, set }).await
    }

    /// Applies the changes of a turn, and keeps the answer in place of the update until it is said: a crash in between
    /// repeats it. Remove it with [`Store::commit`] then. Says whether the update was still in the inbox; if not, a later
    /// one of the same chat has erased it, and nothing is changed.
    ///
    /// # Errors
    /// As [`Store::commit`]; the update still waits to be handled then.
    pub async fn answer(
        &self,
        update: i64,
        set: Option<ChangeSet>,
        answer: &[u8],
    ) -> Result<bool, StoreError> {
        let sealed = self.key.seal(Purpose::Answer, update, answer);
        self.writer.run(KeepAnswer { update, set, sealed, tries: None }).await
    }

    /// Keeps what is left of an answer that could not be said this often, to say it later, and applies the changes that follow
    /// from what was said of it. Says whether the update was still in the inbox.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub async fn postpone(
        &self,
        update: i64,
        set: Option<ChangeSet>,
        answer: &[u8],
        tries: u32,
    ) -> Result<bool, StoreError> {
        let sealed = self.key.seal(Purpose::Answer, update, answer);
        self.writer.run(KeepAnswer { update, set, sealed, tries: Some(tries) }).await
    }
}

struct CommitTurn {
    done: Option<i64>,
    set: Option<ChangeSet>,
}

impl WriteJob for CommitTurn {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let is_there = match self.done {
            Some(update) => inbox::contains(tx.db, update).await?,
            None => true,
        };
        if let Some(set) = self.set.as_ref().filter(|_| is_there) {
            apply(tx, set, self.done).await?;
        }
        tx.left.handled.extend(self.done);
        Ok(())
    }
}

struct KeepAnswer {
    update: i64,
    set: Option<ChangeSet>,
    sealed: Vec<u8>,
    /// How often it could not be said, if it is postponed.
    tries: Option<u32>,
}

impl WriteJob for KeepAnswer {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let is_there = match self.tries {
            None => inbox::answer(tx.db, self.update, &self.sealed).await?,
            Some(tries) => inbox::postpone(tx.db, self.update, &self.sealed, tries).await?,
        };
        if let Some(set) = self.set.as_ref().filter(|_| is_there) {
            apply(tx, set, Some(self.update)).await?;
        }
        Ok(is_there)
    }
}

/// Applies changes of this update in their order, if its person may still make them and no freeze keeps them.
///
/// # Errors
/// [`StoreError::Overtaken`] if not: nothing of the turn is applied, and its handler says why.
async fn apply(tx: &mut Tx<'_>, set: &ChangeSet, update: Option<i64>) -> Result<(), StoreError> {
    let mut chat = tx.ids.hide(set.chat);
    let is_kept = tx.is_frozen() && set.list.iter().any(Change::needs_thaw);
    if is_kept || !may_all(tx, chat, &set.list).await? {
        return Err(StoreError::Overtaken);
    }
    for change in &set.list {
        if let (Change::Erase, Some(update)) = (change, update) {
            // Nothing that was sent before stays in hand, nor brings the chat back.
            inbox::remove_earlier(tx.db, chat, update).await?;
        }
        apply_one(tx, chat, change).await?;
        if let Change::MigrateTo(new) = change {
            // The changes that follow are to the same chat.
            chat = tx.ids.hide(*new);
        }
    }
    Ok(())
}

/// Whether a person may make all of these changes now.
async fn may_all(tx: &mut Tx<'_>, person: StoredId, list: &[Change]) -> Result<bool, StoreError> {
    let rights: Vec<_> = list.iter().filter_map(Change::right).collect();
    if rights.is_empty() {
        return Ok(true);
    }
    let member = staff::find(tx, person).await?;
    Ok(member.is_some_and(|member| rights.into_iter().all(|right| member.may(right))))
}

async fn apply_one(tx: &mut Tx<'_>, chat: StoredId, change: &Change) -> Result<(), StoreError> {
    let db = &mut *tx.db;
    match change {
        Change::Meet(kind) => chats::meet(db, chat, *kind).await,
        Change::SetLang(lang) => chats::set_lang(db, chat, *lang).await,
        Change::SetMenu(menu) => chats::set_menu(db, chat, *menu).await,
        Change::SetScreen(screen) => chats::set_screen(db, chat, *screen).await,
        Change::TellOfEdits(now) => chats::set_edits_told(db, chat, *now).await,
        Change::SetThread(thread) => chats::set_thread(db, chat, *thread).await,
        Change::SetTopic(topic, true, since) => topics::switch_on(db, chat, *topic, *since).await,
        Change::SetTopic(topic, false, _) => switch_off(tx, chat, *topic).await,
        Change::StopAll => stop_all(tx, chat).await,
        Change::EndSignUp => dialogues::remove(db, chat).await,
        Change::Await(text, now) => awaited::save(db, tx.key, chat, *text, *now).await,
        Change::EndAwait => awaited::remove(db, chat).await,
        Change::SaveSupporter(supporter) => save_supporter(tx, chat, supporter).await,
        Change::Withdraw => withdraw(tx, chat).await,
        Change::Erase => erase(tx, chat).await,
        Change::KeepMessages(ids, since) => messages::keep(db, chat, ids, *since).await,
        Change::Launch(launch, now) => {
            deeds::launch(tx, chat, launch, *now).await?;
            drafts::remove(tx.db, chat).await
        }
        Change::PlanAnew(id, confirmed, launch, now) => {
            deeds::plan_anew(tx, chat, *id, confirmed, launch, *now).await?;
            drafts::remove(tx.db, chat).await
        }
        Change::Order(id, order, now) => deeds::follow(tx, chat, *id, *order, *now).await.map(drop),
        Change::SaveDraft(draft) => drafts::save(db, tx.key, chat, draft).await,
        Change::EndDraft => drafts::remove(db, chat).await,
        Change::SetReminderPrefs(prefs, now) => topics::set_prefs(db, chat, prefs, *now).await,
        Change::Snooze(snooze) => snoozes::put_off(db, chat, snooze).await,
        Change::Unsnooze(deadline) => snoozes::remove(db, chat, deadline).await,
        Change::SaveForm(form, now) => forms::save(db, tx.key, chat, form, *now).await,
        Change::EndForm(kind) => forms::remove(db, chat, *kind).await,
        Change::SetDeadline(deadline, replaces, now) => {
            // Only the IDs of the pledge's own deadlines are no numbers, and staff can't change those.
            if let Ok(replaces) = replaces.as_deref().map(str::parse).transpose() {
                deeds::set_deadline(tx, chat, deadline, replaces, *now).await?;
            }
            forms::remove(tx.db, chat, FormKind::Deadline).await
        }
        Change::RemoveDeadline(id, now) => match id.parse() {
            Ok(id) => deeds::remove_deadline(tx, chat, id, *now).await.map(drop),
            Err(_) => Ok(()),
        },
        Change::EnterStatus(entry, now) => {
            deeds::enter_status(tx, chat, entry, *now).await?;
            forms::remove(tx.db, chat, FormKind::Status).await
        }
        Change::Hold(new) => holds::begin(tx, chat, new).await,
        Change::StopHold(id, now) => holds::stop(tx, *id, Decider::Person(chat), *now).await,
        Change::LetGo(id, now) => holds::approve(tx, *id, Decider::Person(chat), *now).await,
        Change::TellOfSilencing(kind, campaign, now) => {
            tx.left.wakes_campaigns = true;
            silencings::insert(tx.db, chat, *kind, *campaign, *now).await
        }
        Change::Freeze(now) => freeze::begin(tx, chat, *now).await,
        Change::LiftFreeze(now) => freeze::lift(tx, chat, *now).await,
        Change::RecordDeed(record, now) => audit::append(tx, chat, record.clone(), *now).await,
        Change::Staff(change, now) => change_staff(tx, chat, change, *now).await,
        Change::MarkUnreachable => lifecycle::mark_unreachable(db, chat).await,
        Change::MigrateTo(new) => migrate(tx, chat, *new).await,
    }
}

async fn change_staff(
    tx: &mut Tx<'_>,
    chat: StoredId,
    change: &StaffChange,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = Actor::Person(tx.ids.reveal(chat));
    match staffing::follow(tx, actor, change, now).await? {
        Ok(()) => Ok(()),
        Err(_) => Err(StoreError::Overtaken),
    }
}

async fn switch_off(tx: &mut Tx<'_>, chat: StoredId, topic: Topic) -> Result<(), StoreError> {
    let off = topics::switch_off(tx.db, chat, topic).await?;
    tx.opt_out(chat, OptOut::Topic(topic), off);
    Ok(())
}

async fn stop_all(tx: &mut Tx<'_>, chat: StoredId) -> Result<(), StoreError> {
    let off = lifecycle::stop_all(tx.db, chat).await?;
    tx.opt_out(chat, OptOut::Stop, off);
    Ok(())
}

async fn save_supporter(tx: &mut Tx<'_>, chat: StoredId, supporter: &Supporter) -> Result<(), StoreError> {
    if !supporter.publish {
        let taken_back = supporters::unpublish(tx.db, chat).await?;
        tx.opt_out(chat, OptOut::Unpublish, taken_back);
    }
    supporters::save(tx.db, chat, supporter).await
}

async fn withdraw(tx: &mut Tx<'_>, chat: StoredId) -> Result<(), StoreError> {
    let withdrawn = supporters::withdraw(tx.db, chat).await?;
    tx.opt_out(chat, OptOut::Withdraw, withdrawn);
    Ok(())
}

async fn erase(tx: &mut Tx<'_>, chat: StoredId) -> Result<(), StoreError> {
    let erased = lifecycle::erase(tx.db, chat).await?;
    tx.opt_out(chat, OptOut::Erase, erased);
    purge::note(tx.db, chat).await?;
    tx.left.has_erased = true;
    // A campaign may have lost its author.
    tx.left.wakes_campaigns = true;
    Ok(())
}

async fn migrate(tx: &mut Tx<'_>, chat: StoredId, new: ChatId) -> Result<(), StoreError> {
    let new = tx.ids.hide(new);
    let moved = lifecycle::migrate(tx.db, tx.key, chat, new).await?;
    tx.opt_out(chat, OptOut::MovedTo(new), moved);
    Ok(())
}
