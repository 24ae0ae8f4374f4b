//! What each change does to the tables.

use jiff::{SignedDuration, Timestamp};
use sqlx::SqliteConnection;

use crate::crypto::StateKey;
use crate::domain::{ChatId, Retention};
use crate::store::opt_outs::{Kind, OptOuts};
use crate::store::tables::{
    campaigns, chats, deadlines, dialogues, inbox, messages, record, supporters, tallies, topics,
};
use crate::store::{Change, ChangeSet, StoreError, Swept, purge, unreachable};

/// Applies the changes in order, and notes the opt-outs among them. The caller has a transaction, and undoes it on an
/// error.
pub(crate) async fn apply(
    connection: &mut SqliteConnection,
    key: &StateKey,
    set: &ChangeSet,
    outs: &mut OptOuts,
) -> Result<(), StoreError> {
    let mut chat = set.chat;
    for change in &set.list {
        one(connection, key, chat, change, outs).await?;
        if let Change::MigrateTo(new) = change {
            // It is the same chat to what follows.
            chat = *new;
        }
    }
    Ok(())
}

async fn one(
    connection: &mut SqliteConnection,
    key: &StateKey,
    chat: ChatId,
    change: &Change,
    outs: &mut OptOuts,
) -> Result<(), StoreError> {
    match change {
        Change::Meet(kind) => chats::meet(connection, chat, *kind).await,
        Change::SetLang(lang) => chats::set_lang(connection, chat, *lang).await,
        Change::SetMenu(menu) => chats::set_menu(connection, chat, *menu).await,
        Change::SetScreen(screen) => chats::set_screen(connection, chat, *screen).await,
        Change::SetTopic(topic, true, since) => chats::topic_on(connection, chat, *topic, *since).await,
        Change::SetTopic(topic, false, _) => {
            outs.add(chat, Kind::Topic(*topic), chats::topic_off(connection, chat, *topic).await?);
            Ok(())
        }
        Change::StopAll => {
            outs.add(chat, Kind::Stop, chats::topics_off(connection, chat).await?);
            dialogues::end(connection, chat).await
        }
        Change::SaveSignUp(signup) => dialogues::save(connection, key, chat, signup).await,
        Change::EndSignUp => dialogues::end(connection, chat).await,
        Change::Sign(supporter) => {
            supporters::sign(connection, chat, supporter).await?;
            dialogues::end(connection, chat).await
        }
        Change::Consent(version, time) => supporters::consent(connection, chat, *version, *time).await,
        Change::Withdraw => {
            outs.add(chat, Kind::Withdraw, supporters::withdraw(connection, chat).await?);
            Ok(())
        }
        Change::Erase => {
            outs.add(chat, Kind::Erase, erase(connection, chat).await?);
            purge::note(connection, chat).await
        }
        Change::Launch(launch, now) => {
            campaigns::launch(connection, key, launch, *now).await?;
            campaigns::end_draft(connection, chat).await
        }
        Change::Order(id, order, now) => campaigns::order(connection, *id, *order, *now).await,
        Change::SaveDraft(draft) => campaigns::save_draft(connection, key, chat, draft).await,
        Change::EndDraft => campaigns::end_draft(connection, chat).await,
        Change::SetWish(wish, now) => topics::set_wish(connection, chat, wish, *now).await,
        Change::Snooze(snooze) => topics::snooze(connection, snooze).await,
        Change::Unsnooze(deadline) => topics::unsnooze(connection, chat, deadline).await,
        Change::DraftDeadline(deadline, replaces, made) => {
            let replaces = replaces.as_ref().and_then(|id| id.parse().ok());
            deadlines::draft(connection, deadline, replaces, *made).await
        }
        Change::SetDeadline(made, now) => deadlines::set(connection, *made, *now).await,
        Change::DropDeadlineDraft => deadlines::drop_draft(connection).await,
        Change::RemoveDeadline(id, now) => match id.parse() {
            Ok(id) => deadlines::remove(connection, id, *now).await,
            Err(_) => Ok(()),
        },
        Change::DraftEntry(entry, made) => record::draft(connection, entry, *made).await,
        Change::ShowEntry(made, now) => record::show(connection, *made, *now).await,
        Change::DropEntryDraft => record::drop_draft(connection).await,
        Change::KeepMessages(ids, since) => messages::keep(connection, chat, ids, *since).await,
        Change::Lose => {
            chats::lose(connection, chat).await?;
            dialogues::end(connection, chat).await
        }
        Change::MigrateTo(new) => {
            let moved = migrate(connection, key, chat, *new).await?;
            outs.add(chat, Kind::MovedTo(*new), u64::from(moved));
            Ok(())
        }
    }
}

/// Moves all that is known of a chat to its new id; what the new one has already stays as it is. Says whether there was
/// anything to move.
///
/// Telegram announces a migration in both chats, so it comes twice, and the new chat may have been met in between.
/// Updates in the inbox stay with the old id: they say it in their JSON too.
pub(crate) async fn migrate(
    connection: &mut SqliteConnection,
    key: &StateKey,
    old: ChatId,
    new: ChatId,
) -> Result<bool, StoreError> {
    if old == new || !chats::copy(connection, old, new).await? {
        return Ok(false);
    }
    dialogues::copy(connection, key, old, new).await?;
    supporters::copy(connection, old, new).await?;
    tallies::migrate(connection, old, new).await?;
    chats::forget(connection, old).await.map(|_| true)
}

/// Deletes everything that is stored of a chat, wherever its id stands; says whether it was known, as 1 or 0.
pub(crate) async fn erase(connection: &mut SqliteConnection, chat: ChatId) -> Result<u64, StoreError> {
    tallies::erase(connection, chat).await?;
    campaigns::erase(connection, chat).await?;
    chats::forget(connection, chat).await
}

/// Removes what has been kept for long enough, but for deliveries, of which there can be many ([`tallies::shrink`]).
pub(crate) async fn sweep(
    connection: &mut SqliteConnection,
    now: i64,
    keep: &Retention,
) -> Result<Swept, StoreError> {
    let before =
        |kept: SignedDuration| now.saturating_sub(i64::try_from(kept.as_millis()).unwrap_or(i64::MAX));
    let signups = dialogues::remove_started(connection, before(keep.signups)).await?;
    let dead = inbox::remove_dead(connection, before(keep.dead_letters)).await?;
    let messages = messages::remove_since(connection, before(Retention::MESSAGES)).await?;
    unreachable::mark(connection, now).await?;
    let muted = unreachable::mute_supporters(connection, before(keep.lost_chats)).await?;
    let chats = unreachable::remove(connection, before(keep.lost_chats)).await?;
    inbox::bound_taken(connection).await?;
    Ok(Swept { signups, dead, messages, chats, muted, deliveries: 0 })
}

/// A time as it is stored.
pub(crate) fn stored(time: Timestamp) -> i64 {
    time.as_millisecond()
}
