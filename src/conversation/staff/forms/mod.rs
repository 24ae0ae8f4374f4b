//! Forms: staff are asked one thing after another, or copy the whole form, fill it in and send it back as a message. Both ways
//! fill the same form under way, and lead to the same confirmation.

pub(super) mod call_status;
pub(super) mod check;
mod deadline_answers;
mod deadline_form;
mod deadline_questions;
mod deadline_reminders;
pub(super) mod deadline_whole;
pub(super) mod deadlines;
mod field_error;
mod form;
mod month;
mod questions;
pub(super) mod recognized;
mod returned;
mod status_answers;
mod status_questions;
pub(super) mod status_whole;
mod template;
mod typed_date;
mod values;
mod words;

use jiff::Timestamp;

use crate::conversation::callback::FormAction;
use crate::conversation::intent::Input;
use crate::conversation::staff::typed_time;
use crate::conversation::{Answered, Context, Turn};
use crate::domain::{FormField, FormKind, LocalHour, StaffQuestion};
use crate::texts::Html;

pub(super) use deadline_answers::change as change_deadline;
pub(super) use deadline_whole::set as set_deadline;
pub(super) use status_answers::begin as begin_status;
pub(super) use status_whole::entered as enter_status;

/// Begins a form.
pub(super) async fn begin(context: &Context, kind: FormKind) -> Answered {
    match kind {
        FormKind::Deadline => deadline_answers::begin(context).await,
        FormKind::Status => Ok(status_answers::begin(context, None)),
    }
}

/// Goes on with the form under way, or begins one.
pub(super) async fn go_on(context: &Context, kind: FormKind) -> Answered {
    match kind {
        FormKind::Deadline => deadline_answers::go_on(context).await,
        FormKind::Status => Ok(status_answers::go_on(context)),
    }
}

/// A button of a form was tapped.
pub(super) async fn tapped(context: &Context, begun: Timestamp, action: FormAction) -> Answered {
    match action.form() {
        FormKind::Deadline => deadline_answers::tapped(context, begun, action).await,
        FormKind::Status => Ok(status_answers::tapped(context, begun, action)),
    }
}

/// A typed answer to the question that is open.
pub(in crate::conversation) async fn answered(
    context: &Context,
    question: StaffQuestion,
    input: &Input,
) -> Answered {
    match question {
        StaffQuestion::Deadline(question) => deadline_answers::received(context, question, input).await,
        StaffQuestion::Status(question) => Ok(status_answers::received(context, question, input)),
    }
}

/// Asks the question that is open again, under a line that says why.
pub(in crate::conversation) fn asked_again(context: &Context, question: StaffQuestion, note: Html) -> Turn {
    match question {
        StaffQuestion::Deadline(question) => deadline_answers::asked_again(context, question, note),
        StaffQuestion::Status(question) => status_answers::asked_again(context, question, note),
    }
}

/// An example of what belongs into a field of a status.
fn status_example(context: &Context, field: FormField) -> Option<String> {
    let say = context.say();
    match field {
        FormField::Call => context.texts.pledge.calls.first().map(|call| say.call_title(&call.id)),
        FormField::Status => values::statuses().next().map(|status| say.status(status).plain()),
        FormField::Date => Some(typed_time::example_of(LocalHour::default().day(context.now))),
        FormField::Link => Some("https://example.org/".to_owned()),
        FormField::Ky
        | FormField::Ru
        | FormField::En
        | FormField::Leads
        | FormField::Zone
        | FormField::Topic => None,
    }
}
