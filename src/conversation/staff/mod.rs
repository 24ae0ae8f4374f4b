//! The screens of staff: owners write broadcasts and follow them, set deadlines, and enter the status of calls.
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
//! To anybody else their commands are unknown, and their buttons stale.

mod audience;
mod campaigns;
mod change;
pub(super) mod draft;
mod export;
mod forms;
pub(super) mod report;
pub(super) mod settings;
mod time;

pub(super) use draft::edited::edited;
pub(super) use draft::overview::{cancelled, still_waiting};
pub(super) use draft::receive::received;
pub(super) use forms::check::dropped as forms_dropped;

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::staff::draft::{Draft, actions, overview};
use crate::conversation::staff::forms::{call_status, check, deadlines};
use crate::conversation::{Answered, Callback, Context, Turn};
use crate::domain::StaffCommand;
use crate::domain::message::Button;
use crate::telegram::{Page, Reply};

/// Shorthands that only the screens of staff use.
impl Context {
    /// A button of staff.
    fn staff_button(&self, label: String, callback: StaffCallback) -> Button {
        self.button(label, &Callback::Staff(callback))
    }

    /// A button of this draft.
    fn draft_button(&self, label: String, draft: &Draft, action: DraftAction) -> Button {
        self.staff_button(label, StaffCallback::DraftAction(draft.begun, action))
    }

    /// Opens a page of the draft, which is saved as it is now.
    fn open_draft(&self, page: Page, draft: &Draft) -> Turn {
        self.show(page).change(draft.save())
    }

    /// Shows a page of the draft in place of the newest screen, although a message arrived.
    fn replace_screen(&self, page: Page, draft: &Draft) -> Turn {
        let Some(message) = self.chat.screen else { return self.open_draft(page, draft) };
        self.meet()
            .reply(Reply::Show { chat: self.chat.id, message, thread: None, page })
            .change(draft.save())
    }
}

/// The draft that waits for input.
pub(super) fn waiting(context: &Context) -> Option<Draft> {
    context.draft.clone().filter(|draft| draft.waits() && context.is_staff())
}

/// A command of staff, with its whole text: one line for each.
pub(super) async fn commanded(context: &Context, command: StaffCommand, text: &str) -> Answered {
    match command {
        StaffCommand::Deadlines => deadlines::command(context, text).await,
        StaffCommand::Record => Ok(call_status::command(context, text)),
        StaffCommand::Broadcast => overview::open(context).await,
        StaffCommand::Campaigns => campaigns::list(context).await,
        StaffCommand::Export => export::sealed(context).await,
    }
}

/// A button of staff was tapped: one line for each.
pub(super) async fn tapped(context: &Context, callback: StaffCallback) -> Answered {
    match callback {
        StaffCallback::Draft => overview::open(context).await,
        StaffCallback::DraftAction(begun, action) => actions::tapped(context, begun, action).await,
        StaffCallback::Campaigns => campaigns::list(context).await,
        StaffCallback::Report(id) => campaigns::report(context, id).await,
        StaffCallback::Ask(id, order) => campaigns::ask(context, id, order).await,
        StaffCallback::Order(id, order, unsure) => campaigns::ordered(context, id, order, unsure).await,
        StaffCallback::AskTakeBack(id) => change::ask_take_back(context, id, None).await,
        StaffCallback::TakeBack(id, seal) => change::take_back(context, id, seal).await,
        StaffCallback::Correct(id) => change::correct(context, id).await,
        StaffCallback::Deadlines => deadlines::list(context, None).await,
        StaffCallback::Deadline(id) => deadlines::one(context, &id).await,
        StaffCallback::SetDeadline(seal) => deadlines::set(context, &seal).await,
        StaffCallback::AskRemoveDeadline(id) => Ok(deadlines::ask_remove(context, &id)),
        StaffCallback::RemoveDeadline(id) => Ok(deadlines::removed(context, &id)),
        StaffCallback::Record => Ok(call_status::explain(context, None)),
        StaffCallback::ShowEntry(seal) => call_status::shown(context, &seal).await,
        StaffCallback::DropForms => Ok(check::dropped(context)),
    }
}

/// A number for a message.
fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
