//! The conversation with citizens: one file for each of their tasks, and the line that leads to each screen.

pub(crate) mod calendar;
pub(crate) mod call_status;
pub(crate) mod calls;
pub(crate) mod deadline;
pub(crate) mod fallback;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod hour;
pub(crate) mod language;
pub(crate) mod my_data;
pub(crate) mod news;
pub(crate) mod pledge;
pub(crate) mod poster;
pub(crate) mod privacy;
pub(crate) mod reminders;
pub(crate) mod sign_up;
pub(crate) mod snooze;
pub(crate) mod stop;
pub(crate) mod timeline;
pub(crate) mod topics;
pub(crate) mod zone;

use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Answered;
use crate::domain::SupporterQuestion;

/// Opens a screen.
pub(crate) async fn open(context: &Context, screen: &Screen) -> Answered {
    match screen {
        Screen::Home => home::open(context).await,
        Screen::Language => Ok(context.show(language::page(context))),
        Screen::Pledge => Ok(context.show(pledge::summary(context))),
        Screen::Full => Ok(context.show(pledge::full(context))),
        Screen::Original => Ok(context.show(pledge::original(context))),
        Screen::Fields => Ok(context.show(pledge::fields(context))),
        Screen::Form => Ok(context.show(pledge::form(context))),
        Screen::Calls | Screen::Record => calls::list(context).await,
        Screen::Call(id) => calls::one(context, id).await,
        Screen::Deadline => deadline::open(context).await,
        Screen::Reminders => reminders::open(context).await,
        Screen::ReminderHour => Ok(reminders::hours(context)),
        Screen::ReminderZone => Ok(reminders::zones(context)),
        Screen::Sign => Ok(sign_up::open(context)),
        Screen::Consent => Ok(sign_up::consent(context)),
        Screen::SupporterKind => Ok(sign_up::ask(context, SupporterQuestion::Kind)),
        Screen::SupporterRegion => Ok(sign_up::ask(context, SupporterQuestion::Region)),
        Screen::SupporterName => Ok(sign_up::ask(context, SupporterQuestion::Publication)),
        Screen::SupporterContact => Ok(sign_up::ask(context, SupporterQuestion::Contact)),
        Screen::Withdraw => Ok(sign_up::ask_withdraw(context)),
        Screen::Updates => Ok(context.show(topics::page(context))),
        Screen::News => news::open(context).await,
        Screen::Help => Ok(context.show(help::page(context))),
        Screen::Privacy => Ok(context.show(privacy::page(context))),
        Screen::PrivacyPart(part) => Ok(context.show(privacy::part(context, *part))),
        Screen::MyData => my_data::open(context).await,
        Screen::Erase => my_data::ask_erase(context).await,
    }
}
