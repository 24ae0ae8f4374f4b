//! Turns: the changes of one update are applied in one transaction, and its update leaves the inbox with them.

use crate::crypto::Purpose;
use crate::domain::{ChatId, Supporter, Topic};
use crate::store::change::{Change, ChangeSet};
use crate::store::error::StoreError;
use crate::store::opt_outs::OptOut;
use crate::store::tables::{
    awaited, campaigns, chats, deadlines, dialogues, drafts, inbox, messages, record, snoozes, supporters,
    topics,
};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Store, lifecycle, orders, purge};

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
        self.writer.run(KeepAnswer { update, set, sealed }).await
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
}

impl WriteJob for KeepAnswer {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let is_there = inbox::answer(tx.db, self.update, &self.sealed).await?;
        if let Some(set) = self.set.as_ref().filter(|_| is_there) {
            apply(tx, set, Some(self.update)).await?;
        }
        Ok(is_there)
    }
}

/// Applies changes of this update in their order.
async fn apply(tx: &mut Tx<'_>, set: &ChangeSet, update: Option<i64>) -> Result<(), StoreError> {
    let mut chat = set.chat;
    for change in &set.list {
        if let (Change::Erase, Some(update)) = (change, update) {
            // Nothing that was sent before stays in hand, nor brings the chat back.
            inbox::remove_earlier(tx.db, chat, update).await?;
        }
        apply_one(tx, chat, change).await?;
        if let Change::MigrateTo(new) = change {
            // The changes that follow are to the same chat.
            chat = *new;
        }
    }
    Ok(())
}

async fn apply_one(tx: &mut Tx<'_>, chat: ChatId, change: &Change) -> Result<(), StoreError> {
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
            campaigns::launch(tx, launch, *now).await?;
            drafts::remove(tx.db, chat).await
        }
        Change::Order(id, order, now) => orders::follow(tx, chat, *id, *order, *now).await,
        Change::SaveDraft(draft) => drafts::save(db, tx.key, chat, draft).await,
        Change::EndDraft => drafts::remove(db, chat).await,
        Change::SetReminderPrefs(prefs, now) => topics::set_prefs(db, chat, prefs, *now).await,
        Change::Snooze(snooze) => snoozes::put_off(db, snooze).await,
        Change::Unsnooze(deadline) => snoozes::remove(db, chat, deadline).await,
        Change::DraftDeadline(draft, made) => deadlines::save_draft(db, chat, draft, *made).await,
        Change::SetDeadline(now) => deadlines::set(tx, chat, *now).await,
        Change::DropDeadlineDraft => deadlines::remove_draft(db, chat).await,
        Change::RemoveDeadline(id, now) => match id.parse() {
            Ok(id) => deadlines::remove(tx, id, *now).await,
            Err(_) => Ok(()),
        },
        Change::DraftEntry(entry, made) => record::save_draft(db, chat, entry, *made).await,
        Change::ShowEntry(now) => record::show(tx, chat, *now).await,
        Change::DropEntryDraft => record::remove_draft(db, chat).await,
        Change::MarkUnreachable => lifecycle::mark_unreachable(db, chat).await,
        Change::MigrateTo(new) => migrate(tx, chat, *new).await,
    }
}

async fn switch_off(tx: &mut Tx<'_>, chat: ChatId, topic: Topic) -> Result<(), StoreError> {
    let off = topics::switch_off(tx.db, chat, topic).await?;
    tx.opt_out(chat, OptOut::Topic(topic), off);
    Ok(())
}

async fn stop_all(tx: &mut Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    let off = lifecycle::stop_all(tx.db, chat).await?;
    tx.opt_out(chat, OptOut::Stop, off);
    Ok(())
}

async fn save_supporter(tx: &mut Tx<'_>, chat: ChatId, supporter: &Supporter) -> Result<(), StoreError> {
    if !supporter.publish {
        let taken_back = supporters::unpublish(tx.db, chat).await?;
        tx.opt_out(chat, OptOut::Unpublish, taken_back);
    }
    supporters::save(tx.db, chat, supporter).await
}

async fn withdraw(tx: &mut Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    let withdrawn = supporters::withdraw(tx.db, chat).await?;
    tx.opt_out(chat, OptOut::Withdraw, withdrawn);
    Ok(())
}

async fn erase(tx: &mut Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    let erased = lifecycle::erase(tx.db, chat).await?;
    tx.opt_out(chat, OptOut::Erase, erased);
    purge::note(tx.db, chat).await?;
    tx.left.has_erased = true;
    // A campaign may have lost its author.
    tx.left.wakes_campaigns = true;
    Ok(())
}

async fn migrate(tx: &mut Tx<'_>, chat: ChatId, new: ChatId) -> Result<(), StoreError> {
    let moved = lifecycle::migrate(tx.db, tx.key, chat, new).await?;
    tx.opt_out(chat, OptOut::MovedTo(new), moved);
    Ok(())
}
