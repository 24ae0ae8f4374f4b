//! The router: one line for each intent and each button leads to its handler. Screens have their lines in
//! [`citizen::open`], the commands and buttons of staff in [`staff`].

use futures_util::future::BoxFuture;

use crate::conversation::callback::Callback;
use crate::conversation::citizen::{
    calendar, calls, fallback, help, language, my_data, news, poster, reminders, sign_up, snooze, stop,
    timeline, topics,
};
use crate::conversation::context::Context;
use crate::conversation::intent::{Access, Intent, rights};
use crate::conversation::screen::Screen;
use crate::conversation::turn::{Answered, Turn};
use crate::conversation::{citizen, edited, group, interruption, membership, profile, staff, stranger};
use crate::domain::audit::Deed;
use crate::domain::{Right, StaffCommand};
use crate::store::Change;

/// Answers an intent. A function pointer, so that a test can put a handler that panics before [`route`].
pub type Router = fn(Context, Intent) -> BoxFuture<'static, Answered>;

/// Answers an intent: changes to store, and replies. Handlers only read.
#[must_use]
pub fn route(context: Context, intent: Intent) -> BoxFuture<'static, Answered> {
    Box::pin(async move {
        let access = intent.policy().access;
        let tried = tried(access, &intent);
        let may_store = context.known || !context.is_private() || stranger::introduces(&intent);
        let turn = if context.admits(access) && context.is_held_by_a_freeze(access, &intent) {
            staff::frozen(&context, tried)
        } else if context.admits(access) {
            answer(&context, intent).await?
        } else {
            denied(&context, access, tried, intent)
        };
        // Whatever the way here: what takes no effect is not said to do so.
        let is_kept = context.frozen && turn.changes.iter().any(Change::needs_thaw);
        let turn = if is_kept { staff::frozen(&context, tried) } else { turn };
        let turn = if may_store { turn } else { stranger::turn(&context, turn) };
        Ok(profile::with_menu(&context, staff::allowed(&context, turn)))
    })
}

/// The deed of staff that is tried by an intent of this access.
fn tried(access: Access, intent: &Intent) -> Option<Deed> {
    match access {
        Access::Staff(right) => rights::deed_tried(right, intent),
        Access::Everybody | Access::GroupAdmins | Access::PrivateChats => None,
    }
}

/// An intent of a person who may have it.
async fn answer(context: &Context, intent: Intent) -> Answered {
    let private = context.is_private();
    match intent {
        Intent::Callback(callback) => tapped(context, callback).await,
        Intent::StaleCallback => Ok(fallback::stale_button(context)),
        Intent::Start(_) | Intent::BrokenLink if !private => citizen::open(context, &Screen::Help).await,
        Intent::Join(hash) => staff::people::join(context, &hash).await,
        Intent::BrokenLink if context.chat.lang.is_none() => Ok(language::first(context, &Screen::Home)),
        Intent::BrokenLink => Ok(fallback::broken_link(context)),
        Intent::Start(screen) if context.chat.lang.is_none() => Ok(language::first(context, &screen)),
        // `/record` alone: staff have entered statuses by it since the first version.
        Intent::Open(Screen::Record) if context.may(Right::Statuses) => {
            staff::commanded(context, StaffCommand::Record, "").await
        }
        Intent::Start(screen) | Intent::Open(screen) => citizen::open(context, &screen).await,
        Intent::Cancel => Ok(interruption::cancelled(context)),
        Intent::Stop => Ok(stop::everywhere(context)),
        Intent::StopWords(input) => interruption::stop_words(context, input).await,
        Intent::Record(text) if context.may(Right::Statuses) => {
            staff::commanded(context, StaffCommand::Record, &text).await
        }
        Intent::Record(_) => citizen::open(context, &Screen::Record).await,
        Intent::StaffCommand(command, text) => staff::commanded(context, command, &text).await,
        Intent::UnknownCommand(_) => Ok(interruption::unknown_command(context)),
        Intent::Input(input) => interruption::received(context, input).await,
        Intent::Edited(edited) => edited::edited(context, *edited).await,
        Intent::Migration(to) => Ok(membership::migrated(context, to)),
        Intent::Membership { present: true, new: true } => Ok(membership::came(context)),
        Intent::Membership { present, .. } => Ok(membership::changed(context, present)),
        Intent::ForeignCommand | Intent::ServiceMessage | Intent::Unknown(_) => Ok(Turn::nothing()),
    }
}

/// A tapped button.
async fn tapped(context: &Context, callback: Callback) -> Answered {
    match callback {
        Callback::Open(screen) => citizen::open(context, &screen).await,
        Callback::Speak(lang, screen) => citizen::open(&language::chosen(context, lang), &screen).await,
        Callback::Switch(topic, on) => Ok(topics::switched(context, topic, on)),
        Callback::Here => Ok(topics::moved_here(context)),
        Callback::Stop => Ok(stop::everywhere(context)),
        Callback::Answer(words) => interruption::confirmed_answer(context, words).await,
        Callback::Agree(version) => sign_up::agreed(context, version).await,
        Callback::Card(action) => Ok(sign_up::changed(context, action)),
        Callback::CancelSignUp => Ok(sign_up::cancelled(context)),
        Callback::Withdraw(signed) => Ok(sign_up::withdrawn(context, signed)),
        Callback::Staff(callback) => staff::tapped(context, callback).await,
        Callback::File => my_data::file(context).await,
        Callback::Remind(action) => reminders::chosen(context, action).await,
        Callback::Snooze(days, date, id) => snooze::snoozed(context, days, date, id).await,
        Callback::NoReminders => Ok(snooze::ended(context)),
        Callback::CallText(id) => calls::text(context, &id).await,
        Callback::Broadcast(id) => news::sent(context, id).await,
        Callback::Calendar(id) => calendar::file(context, &id).await,
        Callback::Timeline => timeline::sent(context).await,
        Callback::Poster => poster::sent(context).await,
        Callback::Erase(messages) => my_data::erased(context, messages).await,
    }
}

/// An intent of a person who may not have it here. People in a group talk to each other, so most of it asks nothing of the bot.
fn denied(context: &Context, access: Access, tried: Option<Deed>, intent: Intent) -> Turn {
    if matches!(access, Access::Staff(_)) && context.is_staff() {
        return staff::not_allowed(context, tried);
    }
    match intent {
        Intent::Callback(_) | Intent::Stop if access == Access::GroupAdmins => group::refused(context),
        Intent::Callback(_) | Intent::StaleCallback => fallback::stale_button(context),
        Intent::Open(screen) => help::private_only(context, &screen),
        Intent::StaffCommand(..) if context.is_private() => interruption::unknown_command(context),
        Intent::StaffCommand(..)
        | Intent::Start(_)
        | Intent::BrokenLink
        | Intent::Join(_)
        | Intent::Cancel
        | Intent::Stop
        | Intent::StopWords(_)
        | Intent::Record(_)
        | Intent::UnknownCommand(_)
        | Intent::ForeignCommand
        | Intent::Input(_)
        | Intent::Edited(_)
        | Intent::ServiceMessage
        | Intent::Migration(_)
        | Intent::Membership { .. }
        | Intent::Unknown(_) => Turn::nothing(),
    }
}
