//! The table of contents of the conversation: which update goes to which handler.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use teloxide::dispatching::{DpHandlerDescription, UpdateFilterExt};
use teloxide::dptree;
use teloxide::dptree::{Handler, case};
use teloxide::types::Update;

use crate::conversation::callback::SignUpAction;
use crate::conversation::citizen::{
    call_status, calls, deadline, fallback, help, home, language, my_data, pledge, reminders, sign_up, stop,
    timeline, topics,
};
use crate::conversation::intent::{Ask, GroupAsk};
use crate::conversation::{Answered, Callback, Context, Screen, group, intent, membership, staff};
use crate::domain::SignUp;
use crate::telegram::Page;

/// The bot's schema: given an [`Update`] and its [`Context`] in an `Arc`, it yields what to change and to say.
pub type Schema = Handler<'static, Answered, DpHandlerDescription>;

/// The kinds of update that the schema knows, as `allowed_updates` names them. Without `my_chat_member` no block is
/// ever seen.
pub const ALLOWED_UPDATES: [&str; 3] = ["message", "callback_query", "my_chat_member"];

/// Every way through the bot.
#[must_use]
pub fn schema() -> Schema {
    dptree::entry()
        .branch(Update::filter_my_chat_member().endpoint(membership::changed))
        .branch(Update::filter_callback_query().chain(presses()))
        .branch(Update::filter_message().filter(intent::is_private).chain(private_messages()))
        .branch(Update::filter_message().chain(group_messages()))
}

fn presses() -> Schema {
    dptree::entry()
        .branch(dptree::filter(group::is_refused).endpoint(group::refused))
        .branch(
            dptree::filter_map(intent::press)
                .branch(case![Callback::Open(screen)].chain(screens()))
                .branch(
                    case![Callback::Speak(lang, screen)]
                        .map(language::chosen)
                        .map(language::then)
                        .chain(screens()),
                )
                .branch(case![Callback::Switch(topic, on)].endpoint(topics::switched))
                .branch(
                    case![Callback::Stop]
                        .branch(dptree::filter(intent::in_group).endpoint(group::stopped))
                        .endpoint(stop::stopped),
                )
                .branch(case![Callback::SignUp(started, way)].chain(sign_moves()))
                .branch(case![Callback::Edit].endpoint(sign_up::edit))
                .branch(case![Callback::Withdraw(signed)].endpoint(sign_up::withdrawn))
                .branch(case![Callback::Desk(tap)].endpoint(staff::tapped))
                .branch(case![Callback::Renew(version)].endpoint(sign_up::renewed))
                .branch(case![Callback::Remind(choice)].endpoint(reminders::chosen))
                .branch(case![Callback::Snooze(days, date, id)].endpoint(reminders::snoozed))
                .branch(case![Callback::NoReminders].endpoint(reminders::ended))
                .branch(case![Callback::Calendar(id)].endpoint(reminders::in_calendar))
                .branch(case![Callback::Timeline].endpoint(timeline::sent))
                .branch(case![Callback::File].endpoint(my_data::file))
                .branch(case![Callback::Erase(messages)].endpoint(my_data::erased)),
        )
        .endpoint(fallback::stale_button)
}

fn private_messages() -> Schema {
    dptree::filter(intent::is_written)
        .branch(
            dptree::filter_map(intent::ask)
                .branch(case![Ask::Choose(screen)].endpoint(language::first))
                .branch(case![Ask::Open(screen)].chain(screens()))
                .branch(case![Ask::Stop].endpoint(stop::stopped)),
        )
        .branch(dptree::filter(intent::is_foreign).endpoint(fallback::ignored))
        .branch(dptree::filter_map(staff::command).endpoint(staff::commanded))
        .branch(dptree::filter_map(staff::waiting).endpoint(staff::received))
        .branch(
            dptree::filter_map(sign_up::under_way)
                .branch(dptree::filter_map(intent::typed).endpoint(sign_up::typed))
                .endpoint(sign_up::not_text),
        )
        .branch(dptree::filter_map(reminders::typed).endpoint(reminders::zone_typed))
        .endpoint(fallback::not_understood)
}

fn group_messages() -> Schema {
    dptree::entry()
        .branch(dptree::filter_map(intent::migration).endpoint(membership::migrated))
        .branch(
            dptree::filter_map(intent::group_ask)
                .branch(case![GroupAsk::Help].endpoint(page(help::in_group)))
                .branch(case![GroupAsk::Public(command)].filter_map(Screen::of_command).chain(screens()))
                .branch(case![GroupAsk::Stop].endpoint(group::asked_to_stop))
                .branch(
                    case![GroupAsk::Private(command)]
                        .filter_map(Screen::of_command)
                        .endpoint(help::private_only),
                ),
        )
        .endpoint(fallback::ignored)
}

fn screens() -> Schema {
    dptree::entry()
        .branch(case![Screen::Home].endpoint(page(home::open)))
        .branch(case![Screen::Language].endpoint(page(language::page)))
        .branch(case![Screen::Pledge].endpoint(page(pledge::summary)))
        .branch(case![Screen::Full].endpoint(page(pledge::full)))
        .branch(case![Screen::Original].endpoint(page(pledge::original)))
        .branch(case![Screen::Fields].endpoint(page(pledge::fields)))
        .branch(case![Screen::Form].endpoint(page(pledge::form)))
        .branch(case![Screen::Calls].endpoint(calls::list))
        .branch(case![Screen::Call(id)].endpoint(calls::one))
        .branch(case![Screen::Deadline].endpoint(deadline::open))
        .branch(case![Screen::Record].endpoint(call_status::open))
        .branch(case![Screen::Reminders].endpoint(reminders::open))
        .branch(case![Screen::ReminderHour].endpoint(page(reminders::hours)))
        .branch(case![Screen::ReminderZone].endpoint(page(reminders::zones)))
        .branch(case![Screen::Sign].endpoint(sign_up::open))
        .branch(case![Screen::Withdraw].endpoint(sign_up::ask_withdraw))
        .branch(case![Screen::Updates].endpoint(page(topics::page)))
        .branch(case![Screen::Help].endpoint(page(help::page)))
        .branch(case![Screen::Privacy].endpoint(page(help::privacy)))
        .branch(case![Screen::MyData].endpoint(my_data::open))
        .branch(case![Screen::Erase].endpoint(my_data::ask_erase))
}

fn sign_moves() -> Schema {
    dptree::entry()
        .branch(
            dptree::filter_map(sign_up::tapped)
                .map(|(signup, _): (SignUp, SignUpAction)| signup)
                .map(|(_, way): (SignUp, SignUpAction)| way)
                .branch(case![SignUpAction::Answer(answer)].endpoint(sign_up::answered))
                .branch(case![SignUpAction::Back(step)].endpoint(sign_up::back))
                .branch(case![SignUpAction::Cancel].endpoint(sign_up::cancelled))
                .branch(case![SignUpAction::Confirm].endpoint(sign_up::confirmed)),
        )
        .endpoint(sign_up::over)
}

/// A handler for a screen that shows a page and changes nothing.
fn page(
    show: fn(&Context) -> Page,
) -> impl Fn(Arc<Context>) -> BoxFuture<'static, Answered> + Send + Sync + 'static {
    move |visit| Box::pin(async move { Ok(visit.open(show(&visit))) })
}
