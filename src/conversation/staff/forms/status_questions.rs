//! The questions about the status of a call, one screen each.

use crate::conversation::Context;
use crate::conversation::callback::{FormAction, StaffCallback, StatusAnswer};
use crate::conversation::staff::count;
use crate::conversation::staff::forms::questions::QuestionScreen;
use crate::conversation::staff::forms::{form, status_example, values};
use crate::domain::message::Button;
use crate::domain::{FormField, FormKind, StaffQuestion, StatusForm, StatusQuestion};
use crate::texts::Html;

/// The screen of a question.
pub(super) fn screen(context: &Context, form: &StatusForm, question: StatusQuestion) -> QuestionScreen {
    QuestionScreen {
        question: StaffQuestion::Status(question),
        begun: form.begun,
        heading: heading(context, form),
        sentence: sentence(context, question),
        present: present(context, form, question),
        choices: choices(context, form, question),
        back: back(context, form, question),
        has_answers: form.has_answers(),
    }
}

/// The heading names the call as soon as that is known.
pub(super) fn heading(context: &Context, form: &StatusForm) -> Html {
    let say = context.say();
    match &form.call {
        Some(call) => say.staff_status_of(&say.call_title(call)),
        None => say.staff_status_new(),
    }
}

/// The field of a form that holds the answer to a question.
pub(super) fn field(question: StatusQuestion) -> FormField {
    match question {
        StatusQuestion::Call => FormField::Call,
        StatusQuestion::Status => FormField::Status,
        StatusQuestion::Note(lang) => FormField::of_text(lang),
        StatusQuestion::Link => FormField::Link,
        StatusQuestion::Date => FormField::Date,
    }
}

fn sentence(context: &Context, question: StatusQuestion) -> Html {
    let say = context.say();
    match question {
        StatusQuestion::Call => say.staff_status_call(),
        StatusQuestion::Status => say.staff_status_result(),
        StatusQuestion::Note(lang) => say.staff_status_note(lang.code(), count(form::NOTE)),
        StatusQuestion::Link => say.staff_status_link(),
        StatusQuestion::Date => {
            say.staff_status_date(&status_example(context, FormField::Date).unwrap_or_default())
        }
    }
}

/// The answer that the form has.
fn present(context: &Context, form: &StatusForm, question: StatusQuestion) -> Option<Html> {
    let say = context.say();
    match question {
        StatusQuestion::Call => form.call.as_ref().map(|call| Html::escaped(&say.call_title(call))),
        StatusQuestion::Status => form.status.map(|status| say.status(status)),
        StatusQuestion::Note(lang) => form.notes.get(&lang).map(|note| Html::escaped(note)),
        StatusQuestion::Link => form.link.as_ref().map(|link| Html::escaped(link)),
        StatusQuestion::Date => form.date.map(|date| say.date(date)),
    }
}

fn choices(context: &Context, form: &StatusForm, question: StatusQuestion) -> Vec<Vec<Button>> {
    let say = context.say();
    let answer = |label: String, answer| {
        let action = StaffCallback::FormAction(form.begun, FormAction::Status(answer));
        vec![context.staff_button(label, action)]
    };
    match question {
        StatusQuestion::Call => {
            let calls = context.texts.pledge.calls.iter();
            let calls =
                calls.map(|call| answer(say.call_title(&call.id), StatusAnswer::Call(call.id.clone())));
            let as_one = vec![context.staff_button(say.button_form_as_one(), StaffCallback::Record)];
            calls.chain([as_one]).collect()
        }
        StatusQuestion::Status => {
            let button = |status| answer(say.status(status).plain(), StatusAnswer::Status(status));
            values::statuses().map(button).collect()
        }
        StatusQuestion::Note(_) | StatusQuestion::Link => Vec::new(),
        StatusQuestion::Date => vec![answer(say.button_today(), StatusAnswer::Today)],
    }
}

/// The question before, while the form is not complete; otherwise the whole form.
fn back(context: &Context, form: &StatusForm, question: StatusQuestion) -> StaffCallback {
    let notes = context.lang.then_others().map(StatusQuestion::Note);
    let order: Vec<_> = [StatusQuestion::Call, StatusQuestion::Status]
        .into_iter()
        .chain(notes)
        .chain([StatusQuestion::Link, StatusQuestion::Date])
        .collect();
    let place = order.iter().position(|each| *each == question).unwrap_or_default();
    let before = place.checked_sub(1).and_then(|place| order.get(place));
    let action = match before {
        _ if form.complete(context.lang).is_ok() => FormAction::Whole(FormKind::Status),
        Some(before) => FormAction::Ask(StaffQuestion::Status(*before)),
        None => return StaffCallback::Panel,
    };
    StaffCallback::FormAction(form.begun, action)
}
