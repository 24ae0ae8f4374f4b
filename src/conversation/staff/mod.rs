//! The screens of staff: they write broadcasts and follow them, set deadlines, and enter the status of calls, as their roles
//! allow.
//!
//! ```text
//! — /panel
//! ‹ For staff …                                [New broadcast] [Broadcasts] [Deadlines] [Status of the calls]
//! — [New broadcast]
//! ‹ Send the message in this language: Кыргызча. …          [+ Русский] [+ English] [Recipients] [When] [Settings]
//! — Саламатсызбы! …
//! ‹ Broadcast: draft …         [✓ Кыргызча] [+ Русский] [+ English] [Buttons with links] … [Preview] [Send…]
//! — [Send…]
//! ‹ Send this? …                                                              [Send to 1234] [‹ Draft]
//! — [Send to 1234]
//! ‹ It has begun. …
//! ```
//!
//! To anybody else their commands are unknown, and their buttons stale.

mod anew;
mod audience;
mod audit;
mod campaigns;
mod change;
pub(super) mod draft;
mod export;
mod forms;
mod freeze;
pub(super) mod holds;
mod list;
mod panel;
pub(super) mod people;
mod permission;
pub(super) mod report;
mod sent;
pub(super) mod settings;
pub(super) mod time;
mod typed_time;
mod words;

pub(super) use draft::edited::edited;
pub(super) use draft::overview::{cancelled, still_waiting};
pub(super) use draft::receive::received;
pub(super) use forms::check::dropped as forms_dropped;
pub(super) use forms::{answered, asked_again};
pub(super) use freeze::held as frozen;
pub(super) use permission::{allowed, not_allowed};

use crate::conversation::callback::{DraftAction, StaffCallback};
use crate::conversation::intent::rights;
use crate::conversation::staff::draft::{Draft, actions, overview};
use crate::conversation::staff::forms::{call_status, check, deadlines, recognized};
use crate::conversation::staff::time::StaffClock;
use crate::conversation::{Answered, Callback, Context, Turn};
use crate::domain::audit::AuditFilter;
use crate::domain::campaign::ListPart;
use crate::domain::message::{Button, ButtonAction};
use crate::domain::{FormKind, StaffCommand};
use crate::telegram::{Page, Reply};
use crate::texts::Say;

/// Shorthands that only the screens of staff use.
impl Context {
    /// The clock by which the person reads times.
    fn clock(&self) -> StaffClock<'_> {
        StaffClock::of(self)
    }

    /// A button of staff.
    fn staff_button(&self, label: String, callback: StaffCallback) -> Button {
        self.button(label, &Callback::Staff(callback))
    }

    /// The last row of every screen of staff: one screen up, unless that is the panel, and the panel.
    fn way_to_panel(&self, up: Option<Button>) -> Vec<Button> {
        up.into_iter().chain([panel_button(&self.say())]).collect()
    }

    /// A button of this draft.
    fn draft_button(&self, label: String, draft: &Draft, action: DraftAction) -> Button {
        self.staff_button(label, StaffCallback::DraftAction(draft.begun, action))
    }

    /// Opens a page of the draft. What is sent from now on belongs to the draft.
    fn open_draft(&self, page: Page, draft: &Draft) -> Turn {
        self.show(page).change(draft.listening(self.lang).save())
    }

    /// Shows a page of the draft in place of the newest screen, although a message arrived.
    fn replace_screen(&self, page: Page, draft: &Draft) -> Turn {
        let Some(message) = self.chat.screen else { return self.open_draft(page, draft) };
        self.meet()
            .reply(Reply::Show { chat: self.chat.id, message, thread: None, page })
            .change(draft.listening(self.lang).save())
    }
}

/// The draft that waits for input.
pub(super) fn waiting(context: &Context) -> Option<Draft> {
    context.draft.clone().filter(Draft::waits)
}

/// A command of staff, with its whole text: one line for each.
pub(super) async fn commanded(context: &Context, command: StaffCommand, text: &str) -> Answered {
    match command {
        StaffCommand::Panel => panel::open(context).await,
        StaffCommand::Deadlines => deadlines::command(context, text).await,
        StaffCommand::Record => Ok(call_status::command(context, text)),
        StaffCommand::Broadcast => overview::open(context).await,
        StaffCommand::Campaigns => list::show(context, ListPart::Newest).await,
        StaffCommand::Export => Ok(export::explain(context)),
        StaffCommand::Audit => audit::show(context, &AuditFilter::All, None).await,
        StaffCommand::Freeze => freeze::show(context).await,
        StaffCommand::Staff => people::all(context).await,
    }
}

/// A typed text that is a form without its command; `None` if it is none.
pub(super) async fn as_form(context: &Context, text: &str) -> Option<Answered> {
    let text = Some(text).filter(|_| context.is_staff())?;
    let command = recognized::command_of(&context.texts, text)?;
    let whole = format!("/{}\n{text}", command.name());
    if !context.may(rights::of_command(command, &whole)) {
        return None;
    }
    Some(commanded(context, command, &whole).await)
}

/// A button of staff was tapped: one line for each.
pub(super) async fn tapped(context: &Context, callback: StaffCallback) -> Answered {
    match callback {
        StaffCallback::Panel => panel::open(context).await,
        StaffCallback::Draft => overview::open(context).await,
        StaffCallback::DraftAction(begun, action) => actions::tapped(context, begun, action).await,
        StaffCallback::Campaigns => list::show(context, ListPart::Newest).await,
        StaffCallback::OlderCampaigns(id) => list::show(context, ListPart::OlderThan(id)).await,
        StaffCallback::NewerCampaigns(id) => list::show(context, ListPart::NewerThan(id)).await,
        StaffCallback::Report(id) => campaigns::report(context, id).await,
        StaffCallback::Ask(id, order) => campaigns::ask(context, id, order).await,
        StaffCallback::Order(id, order, unsure) => campaigns::ordered(context, id, order, unsure).await,
        StaffCallback::AskTakeBack(id) => change::ask_take_back(context, id, None).await,
        StaffCallback::TakeBack(id, seal) => change::take_back(context, id, seal).await,
        StaffCallback::Correct(id) => change::correct(context, id).await,
        StaffCallback::AskDraftFrom(id) => anew::ask_begin(context, id).await,
        StaffCallback::DraftFrom(id, begun) => anew::begin_instead(context, id, begun).await,
        StaffCallback::PlanAnew(id) => anew::plan(context, id).await,
        StaffCallback::Deadlines => deadlines::list(context).await,
        StaffCallback::Deadline(id) => deadlines::one(context, &id).await,
        StaffCallback::NewForm(kind) => forms::begin(context, kind).await,
        StaffCallback::Form(kind) => forms::go_on(context, kind).await,
        StaffCallback::FormAction(begun, action) => forms::tapped(context, begun, action).await,
        StaffCallback::ChangeDeadline(id) => forms::change_deadline(context, &id).await,
        StaffCallback::SetDeadline(seal) => forms::set_deadline(context, &seal).await,
        StaffCallback::AskRemoveDeadline(id) => Ok(deadlines::ask_remove(context, &id)),
        StaffCallback::RemoveDeadline(id) => deadlines::removed(context, &id).await,
        StaffCallback::EnterStatus(id) => Ok(forms::begin_status(context, Some(&id))),
        StaffCallback::Record => Ok(call_status::explain(context)),
        StaffCallback::ShowEntry(seal) => forms::enter_status(context, &seal).await,
        StaffCallback::DropForms => Ok(check::dropped(context, &FormKind::ALL)),
        StaffCallback::Export => Ok(export::explain(context)),
        StaffCallback::SendExport => export::sent(context).await,
        StaffCallback::Audit(filter, before) => audit::show(context, &filter, before).await,
        StaffCallback::AskFreeze => freeze::show(context).await,
        StaffCallback::Freeze => freeze::begin(context).await,
        StaffCallback::LiftFreeze => freeze::lift(context).await,
        StaffCallback::AuditDoers => audit::ask_doer(context).await,
        StaffCallback::AuditGroups => Ok(audit::ask_group(context)),
        StaffCallback::Hold(id) => holds::answers::open(context, id).await,
        StaffCallback::StopHold(id) => holds::answers::stop(context, id).await,
        StaffCallback::LetGo(id) => holds::answers::let_go(context, id).await,
        StaffCallback::UndoHold(begun) => holds::answers::undo(context, begun).await,
        StaffCallback::People(action) => people::tapped(context, action).await,
    }
}

/// The button that opens the panel.
fn panel_button(say: &Say<'_>) -> Button {
    Button {
        label: say.button_panel(),
        action: ButtonAction::Data(Callback::Staff(StaffCallback::Panel).data()),
    }
}

/// A number for a message.
fn count(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}
