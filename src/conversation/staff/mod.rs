//! The desk: where owners write to many, and see how it goes.
//!
//! ```text
//! — /broadcast
//! ‹ A message to many: draft …                  [+ Кыргызча] [+ Русский] [+ English] [To whom] [When] … [Discard]
//! — [+ Кыргызча]
//! ‹ Send me the message …                                                                        [‹ Draft]
//! — Саламатсызбы! …
//! ‹ Version: Кыргызча …               [Another message] [Buttons with links] [Remove this version] [‹ Draft]
//! — [‹ Draft] [Preview] [Send…]
//! ‹ Send this? …                                                              [Send to 1234] [‹ Draft]
//! — [Send to 1234]
//! ‹ It is on its way. …
//! ```
//!
//! To anybody else there is no desk: its commands are unknown, and its buttons stale.

mod campaigns;
mod change;
pub(crate) mod draft;
mod export;
mod forms;
pub(crate) mod report;
pub(crate) mod settings;
mod time;

pub use draft::Draft;
pub(crate) use draft::receive::received;

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::staff::draft::{actions, overview};
use crate::conversation::staff::forms::{call_status, deadlines};
use crate::conversation::{Answered, Callback, Context, Turn};
use crate::domain::StaffCommand;
use crate::domain::message::Button;
use crate::telegram::Page;

/// Shorthands that only staff's screens use.
impl Context {
    /// A button of the desk.
    fn tap(&self, label: String, tap: StaffCallback) -> Button {
        self.button(label, &Callback::Staff(tap))
    }

    /// A button of this draft.
    fn tap_draft(&self, label: String, draft: &Draft, step: DraftAction) -> Button {
        self.tap(label, StaffCallback::Step(draft.begun, step))
    }

    /// Opens a page of the desk, and keeps the draft as it stands now.
    fn keep(&self, page: Page, draft: &Draft) -> Turn {
        self.open(page).change(draft.save())
    }
}

/// The draft that input may be for.
pub(crate) fn waiting(visit: &Context) -> Option<Draft> {
    visit.draft.clone().filter(|draft| draft.waits() && visit.is_staff())
}

/// A command for staff, with its whole text.
pub(crate) async fn commanded(visit: &Context, command: StaffCommand, text: &str) -> Answered {
    match command {
        StaffCommand::Deadlines => deadlines::command(visit, text).await,
        StaffCommand::Record => Ok(call_status::command(visit, text)),
        StaffCommand::Broadcast => overview::open(visit).await,
        StaffCommand::Campaigns => campaigns::list(visit).await,
        StaffCommand::Export => export::sealed(visit).await,
    }
}

/// A button of the desk was tapped.
pub(crate) async fn tapped(visit: &Context, tap: StaffCallback) -> Answered {
    match tap {
        StaffCallback::Draft => overview::open(visit).await,
        StaffCallback::Step(begun, action) => actions::tapped(visit, begun, action).await,
        StaffCallback::Campaigns => campaigns::list(visit).await,
        StaffCallback::Report(id) => campaigns::report(visit, id).await,
        StaffCallback::Ask(id, order) => campaigns::ask(visit, id, order).await,
        StaffCallback::Order(id, order, unsure) => campaigns::ordered(visit, id, order, unsure).await,
        StaffCallback::AskTakeBack(id) => change::ask_take_back(visit, id, None).await,
        StaffCallback::TakeBack(id, seal) => change::take_back(visit, id, seal).await,
        StaffCallback::Correct(id) => change::correct(visit, id).await,
        StaffCallback::Deadlines => deadlines::list(visit, None).await,
        StaffCallback::Deadline(id) => deadlines::one(visit, &id).await,
        StaffCallback::SetDeadline(made) => deadlines::set(visit, made).await,
        StaffCallback::AskRemoveDeadline(id) => Ok(deadlines::ask_remove(visit, &id)),
        StaffCallback::RemoveDeadline(id) => Ok(deadlines::removed(visit, &id)),
        StaffCallback::Record => Ok(call_status::explain(visit, None)),
        StaffCallback::ShowEntry(made) => call_status::shown(visit, made).await,
        StaffCallback::DropForms => Ok(call_status::dropped(visit)),
    }
}

/// A count for a message.
fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
