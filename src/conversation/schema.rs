//! The table of contents of the conversation: which update goes to which handler.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use teloxide::dispatching::{DpHandlerDescription, UpdateFilterExt};
use teloxide::dptree;
use teloxide::dptree::{Handler, case};
use teloxide::types::Update;

use crate::conversation::callback::SignUpAction;
use crate::conversation::route::{Ask, GroupAsk};
use crate::conversation::{
    Answered, Callback, Context, Screen, calls, deadline, fallback, group, help, home, language, membership,
    mydata, pledge, record, reminders, route, sign, staff, stop, timeline, updates,
};
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
        .branch(Update::filter_message().filter(route::is_private).chain(private_messages()))
        .branch(Update::filter_message().chain(group_messages()))
}

fn presses() -> Schema {
    dptree::entry()
        .branch(dptree::filter(group::is_refused).endpoint(group::refused))
        .branch(
            dptree::filter_map(route::press)
                .branch(case![Callback::Open(screen)].chain(screens()))
                .branch(
                    case![Callback::Speak(lang, screen)]
                        .map(language::chosen)
                        .map(language::then)
                        .chain(screens()),
                )
                .branch(case![Callback::Switch(topic, on)].endpoint(updates::switched))
                .branch(
                    case![Callback::Stop]
                        .branch(dptree::filter(route::in_group).endpoint(group::stopped))
                        .endpoint(stop::stopped),
                )
                .branch(case![Callback::SignUp(started, way)].chain(sign_moves()))
                .branch(case![Callback::Edit].endpoint(sign::edit))
                .branch(case![Callback::Withdraw(signed)].endpoint(sign::withdrawn))
                .branch(case![Callback::Desk(tap)].endpoint(staff::tapped))
                .branch(case![Callback::Renew(version)].endpoint(sign::renewed))
                .branch(case![Callback::Remind(choice)].endpoint(reminders::chosen))
                .branch(case![Callback::Snooze(days, date, id)].endpoint(reminders::snoozed))
                .branch(case![Callback::NoReminders].endpoint(reminders::ended))
                .branch(case![Callback::Calendar(id)].endpoint(reminders::in_calendar))
                .branch(case![Callback::Timeline].endpoint(timeline::sent))
                .branch(case![Callback::File].endpoint(mydata::file))
                .branch(case![Callback::Erase(messages)].endpoint(mydata::erased)),
        )
        .endpoint(fallback::stale_button)
}

fn private_messages() -> Schema {
    dptree::filter(route::is_written)
        .branch(
            dptree::filter_map(route::ask)
                .branch(case![Ask::Choose(screen)].endpoint(language::first))
                .branch(case![Ask::Open(screen)].chain(screens()))
                .branch(case![Ask::Stop].endpoint(stop::stopped)),
        )
        .branch(dptree::filter(route::is_foreign).endpoint(fallback::ignored))
        .branch(dptree::filter_map(staff::command).endpoint(staff::commanded))
        .branch(dptree::filter_map(staff::waiting).endpoint(staff::received))
        .branch(
            dptree::filter_map(sign::under_way)
                .branch(dptree::filter_map(route::typed).endpoint(sign::typed))
                .endpoint(sign::not_text),
        )
        .branch(dptree::filter_map(reminders::typed).endpoint(reminders::zone_typed))
        .endpoint(fallback::not_understood)
}

fn group_messages() -> Schema {
    dptree::entry()
        .branch(dptree::filter_map(route::migration).endpoint(membership::migrated))
        .branch(
            dptree::filter_map(route::group_ask)
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
        .branch(case![Screen::Record].endpoint(record::open))
        .branch(case![Screen::Reminders].endpoint(reminders::open))
        .branch(case![Screen::ReminderHour].endpoint(page(reminders::hours)))
        .branch(case![Screen::ReminderZone].endpoint(page(reminders::zones)))
        .branch(case![Screen::Sign].endpoint(sign::open))
        .branch(case![Screen::Withdraw].endpoint(sign::ask_withdraw))
        .branch(case![Screen::Updates].endpoint(page(updates::page)))
        .branch(case![Screen::Help].endpoint(page(help::page)))
        .branch(case![Screen::Privacy].endpoint(page(help::privacy)))
        .branch(case![Screen::MyData].endpoint(mydata::open))
        .branch(case![Screen::Erase].endpoint(mydata::ask_erase))
}

fn sign_moves() -> Schema {
    dptree::entry()
        .branch(
            dptree::filter_map(sign::tapped)
                .map(|(signup, _): (SignUp, SignUpAction)| signup)
                .map(|(_, way): (SignUp, SignUpAction)| way)
                .branch(case![SignUpAction::Answer(answer)].endpoint(sign::answered))
                .branch(case![SignUpAction::Back(step)].endpoint(sign::back))
                .branch(case![SignUpAction::Cancel].endpoint(sign::cancelled))
                .branch(case![SignUpAction::Confirm].endpoint(sign::confirmed)),
        )
        .endpoint(sign::over)
}

/// A handler for a screen that shows a page and changes nothing.
fn page(
    show: fn(&Context) -> Page,
) -> impl Fn(Arc<Context>) -> BoxFuture<'static, Answered> + Send + Sync + 'static {
    move |visit| Box::pin(async move { Ok(visit.open(show(&visit))) })
}
