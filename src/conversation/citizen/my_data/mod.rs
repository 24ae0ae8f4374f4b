//! The stored data about a person: shown, sent as a file, and erased.
//!
//! ```text
//! — /mydata
//! ‹ My data: the number of this chat … your topics … your support …       [As a file] [Erase everything] [‹ Back] [Home]
//! — [Erase everything]
//! ‹ Erase everything about you? This goes at once …   [Erase, with the messages] [Erase, keep the messages] [‹ Back]
//! — [Erase, with the messages]
//! ‹ (the messages of the last two days are gone)
//! ‹ Everything about you is erased. 25 November 2026, 11:00 …
//! ```
//!
//! The receipt is the last word: nothing about the chat is stored after it. An unknown chat stays unknown here: to look, to
//! ask and to tap an old button store nothing.

mod file;
mod pages;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::conversation::context::Context;
use crate::conversation::origin::Trigger;
use crate::conversation::turn::{Answered, Turn};
use crate::domain::MessageId;
use crate::store::{Change, PersonalData};
use crate::telegram::Reply;

/// `/mydata`: the stored data, in words.
pub(crate) async fn open(context: &Context) -> Answered {
    if !context.known {
        return Ok(stranger(context));
    }
    let kept = context.app.store.personal_data(context.chat.id).await?;
    Ok(context.show(pages::stored(context, &kept)))
}

/// The same as a file.
pub(crate) async fn file(context: &Context) -> Answered {
    if !context.known {
        return Ok(stranger(context));
    }
    let kept = context.app.store.personal_data(context.chat.id).await?;
    Ok(context.quietly().reply(Reply::Document {
        chat: context.chat.id,
        name: file::NAME.to_owned(),
        content: file::content(context, &kept).into_bytes(),
        caption: context.say().my_data_file(),
    }))
}

/// Lists the data that an erasure deletes, and asks.
pub(crate) async fn ask_erase(context: &Context) -> Answered {
    if !context.known {
        return Ok(stranger(context));
    }
    let kept = context.app.store.personal_data(context.chat.id).await?;
    Ok(context.show(pages::erase(context, &kept)))
}

/// Erases everything, with the messages or without, and sends the receipt. A button further up in the chat, from an earlier
/// question or from before an erasure, asks again first.
pub(crate) async fn erased(context: &Context, with_messages: bool) -> Answered {
    if !context.known {
        return Ok(nothing_to_erase(context));
    }
    let kept = context.app.store.personal_data(context.chat.id).await?;
    let Some((query, message)) = newest(context) else {
        return Ok(context.show_with(pages::erase(context, &kept), Some(context.say().my_data_again())));
    };
    let (chat, receipt) = (context.chat.id, pages::receipt(context, &kept, with_messages));
    let old = if with_messages {
        Reply::Delete { chat, messages: deletable(context, &kept, message), if_refused: None }
    } else {
        Reply::Strip { chat, message }
    };
    let answer = Reply::Answer { query, toast: None, alert: false };
    let turn = Turn::nothing().change(Change::Erase).reply(answer).reply(old);
    // Telegram keeps the command menu that was set for this chat alone.
    let turn = turn.reply(Reply::SetMenu { chat, menu: None });
    Ok(turn.reply(Reply::Say { chat, thread: None, page: receipt }))
}

/// The callback query and the message, if the newest screen's button was tapped.
fn newest(context: &Context) -> Option<(String, MessageId)> {
    match &context.trigger {
        Trigger::Button { query, message, .. } if context.chat.screen == Some(*message) => {
            Some((query.clone(), *message))
        }
        Trigger::Button { .. } | Trigger::Message { .. } | Trigger::Edit { .. } | Trigger::Membership => None,
    }
}

/// A little less than the 48 hours in which Telegram lets a bot delete a message: one message that is too old makes it refuse
/// the whole call, and its clock may differ from ours.
const DELETABLE: SignedDuration = SignedDuration::from_mins(48 * 60 - 5);

/// The messages that Telegram lets the bot delete, and the one with the tapped button.
fn deletable(context: &Context, kept: &PersonalData, tapped: MessageId) -> Vec<MessageId> {
    let is_young = |since: Timestamp| context.now.duration_since(since) < DELETABLE;
    let here = kept.messages.iter().filter(|(_, since)| is_young(*since)).map(|(id, _)| *id);
    let sent = kept.deliveries.iter().filter(|delivery| is_young(delivery.at));
    let sent = sent.flat_map(|delivery| delivery.messages.iter().copied());
    let messages: BTreeSet<_> = here.chain(sent).chain([tapped]).collect();
    messages.into_iter().collect()
}

/// Nothing is stored about an unknown chat, and asking stores nothing.
fn stranger(context: &Context) -> Turn {
    Turn { changes: Vec::new(), ..context.show(pages::nothing(context)) }
}

/// A second tap: everything is erased already, and the receipt stands below.
fn nothing_to_erase(context: &Context) -> Turn {
    Turn { changes: Vec::new(), ..context.alert(context.say().my_data_nothing_left()) }
}
