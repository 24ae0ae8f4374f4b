//! What is stored about a person: shown, given as a file, and erased.
//!
//! ```text
//! — /mydata
//! ‹ What is stored about you: the number of this chat … your sign-up …     [As a file] [Erase everything] [‹ Back] [Home]
//! — [Erase everything]
//! ‹ Erase everything about you? This goes at once …   [Erase, with the messages] [Erase, keep the messages] [‹ Back]
//! — [Erase, with the messages]
//! ‹ (the messages of the last two days are gone)
//! ‹ Everything about you is erased. 25 November 2026, 11:00 …
//! ```
//!
//! The receipt is the last word: nothing of the chat is stored after it. Whoever is not stored stays so here: looking,
//! asking and tapping an old button store nothing.

mod file;
mod pages;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::conversation::{Answered, Context, Trigger, Turn};
use crate::domain::MessageId;
use crate::store::{Change, PersonalData};
use crate::telegram::Reply;

/// `/mydata`: what is stored, in words.
pub(super) async fn open(visit: Arc<Context>) -> Answered {
    if !visit.known {
        return Ok(stranger(&visit));
    }
    let kept = visit.app.store.personal_data(visit.chat.id).await?;
    Ok(visit.open(pages::stored(&visit, &kept)))
}

/// The same as a file.
pub(super) async fn file(visit: Arc<Context>) -> Answered {
    if !visit.known {
        return Ok(stranger(&visit));
    }
    let kept = visit.app.store.personal_data(visit.chat.id).await?;
    Ok(visit.quietly().reply(Reply::Document {
        chat: visit.chat.id,
        name: file::NAME.to_owned(),
        content: file::content(&visit, &kept).into_bytes(),
        caption: visit.say().mydata_file(),
    }))
}

/// Says what would go, and asks.
pub(super) async fn ask_erase(visit: Arc<Context>) -> Answered {
    if !visit.known {
        return Ok(stranger(&visit));
    }
    let kept = visit.app.store.personal_data(visit.chat.id).await?;
    Ok(visit.open(pages::erase(&visit, &kept)))
}

/// Erases everything, with the messages or without, and gives the receipt. A button that stands further up in the chat,
/// from an earlier question or an earlier life, asks again first.
pub(super) async fn erased(visit: Arc<Context>, with_messages: bool) -> Answered {
    if !visit.known {
        return Ok(nothing_to_erase(&visit));
    }
    let kept = visit.app.store.personal_data(visit.chat.id).await?;
    let Some((query, message)) = newest(&visit) else {
        return Ok(visit.show_with(pages::erase(&visit, &kept), Some(visit.say().mydata_again())));
    };
    let (chat, receipt) = (visit.chat.id, pages::receipt(&visit, &kept, with_messages));
    let old = if with_messages {
        Reply::Delete { chat, messages: deletable(&visit, &kept, message) }
    } else {
        Reply::Strip { chat, message }
    };
    let turn = Turn::nothing().change(Change::Erase).reply(Reply::Answer { query, toast: None }).reply(old);
    // The command menu of this chat alone is kept by Telegram.
    let turn = turn.reply(Reply::SetMenu { chat, menu: None });
    Ok(turn.reply(Reply::Say { chat, thread: None, page: receipt }))
}

/// The press of a button on the newest screen.
fn newest(visit: &Context) -> Option<(String, MessageId)> {
    match &visit.trigger {
        Trigger::Press { query, message, .. } if visit.chat.screen == Some(*message) => {
            Some((query.clone(), *message))
        }
        _ => None,
    }
}

/// A little less than the 48 hours in which Telegram lets a bot delete a message: one that is too old makes it refuse all
/// that are asked for with it, and its clock need not be ours.
const DELETABLE: SignedDuration = SignedDuration::from_mins(48 * 60 - 5);

/// The messages that Telegram lets the bot delete, and the one with the tapped button.
fn deletable(visit: &Context, kept: &PersonalData, tapped: MessageId) -> Vec<MessageId> {
    let is_young = |since: Timestamp| visit.now.duration_since(since) < DELETABLE;
    let here = kept.messages.iter().filter(|(_, since)| is_young(*since)).map(|(id, _)| *id);
    let sent = kept.deliveries.iter().filter(|delivery| is_young(delivery.at));
    let sent = sent.flat_map(|delivery| delivery.messages.iter().copied());
    let messages: BTreeSet<_> = here.chain(sent).chain([tapped]).collect();
    messages.into_iter().collect()
}

/// Nothing is stored, and nothing is by asking.
fn stranger(visit: &Context) -> Turn {
    Turn { changes: Vec::new(), ..visit.show(pages::nothing(visit)) }
}

/// A second tap: it was erased already, and the receipt stands below.
fn nothing_to_erase(visit: &Context) -> Turn {
    Turn { changes: Vec::new(), ..visit.toast(visit.say().mydata_nothing_left()) }
}
