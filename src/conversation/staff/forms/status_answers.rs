//! The answers to the questions about the status of a call: tapped, or typed.

use jiff::Timestamp;

use crate::conversation::callback::{FormAction, StatusAnswer};
use crate::conversation::intent::Input;
use crate::conversation::staff::forms::field_error::FieldError;
use crate::conversation::staff::forms::form::text_within;
use crate::conversation::staff::forms::status_questions::{field, screen};
use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::staff::forms::{check, form, status_example, status_whole, values};
use crate::conversation::{Context, Turn};
use crate::domain::{
    CallId, FormKind, LocalHour, StaffForm, StaffQuestion, StatusForm, StatusQuestion, visible,
};
use crate::store::Change;
use crate::texts::Html;

/// Begins a form, for this call if it is known. A form that is not finished is shown first, as a chat has one of each kind.
pub(in crate::conversation::staff) fn begin(context: &Context, call: Option<&CallId>) -> Turn {
    match &context.forms.status {
        Some(form) if form.has_answers() => {
            let is_same = call.is_some() && form.call.as_ref() == call;
            let note = (!is_same).then(|| context.say().staff_form_unfinished());
            status_whole::show(context, form, note)
        }
        Some(_) | None => {
            let call = call.filter(|id| context.texts.pledge.calls.iter().any(|call| call.id == **id));
            next(context, StatusForm { call: call.cloned(), ..StatusForm::begin(context.now) })
        }
    }
}

/// Goes on with the form under way, or begins one.
pub(super) fn go_on(context: &Context) -> Turn {
    match &context.forms.status {
        Some(form) => next(context, form.clone()),
        None => begin(context, None),
    }
}

/// A button of a form was tapped.
pub(super) fn tapped(context: &Context, begun: Timestamp, action: FormAction) -> Turn {
    let form = context.forms.status.as_ref();
    let Some(form) = form.filter(|form| form.begun.as_second() == begun.as_second()) else {
        return check::gone(context);
    };
    match action {
        FormAction::Whole(_) => status_whole::show(context, form, None),
        FormAction::Next(_) => next(context, form.clone()),
        FormAction::Discard(_) => check::dropped(context, &[FormKind::Status]),
        FormAction::Ask(StaffQuestion::Status(question)) => screen(context, form, question).ask(context),
        FormAction::Status(answer) => next(context, chosen(context, form.clone(), answer)),
        FormAction::Ask(StaffQuestion::Deadline(_)) | FormAction::Month(..) | FormAction::Deadline(_) => {
            check::gone(context)
        }
    }
}

/// The form with an answer that was tapped. A call that was removed meanwhile, and no finding, are no answers.
fn chosen(context: &Context, mut form: StatusForm, answer: StatusAnswer) -> StatusForm {
    match answer {
        StatusAnswer::Call(id) => {
            let is_there = context.texts.pledge.calls.iter().any(|call| call.id == id);
            form.call = if is_there { Some(id) } else { form.call };
        }
        StatusAnswer::Status(status) => {
            form.status = values::statuses().find(|each| *each == status).or(form.status);
        }
        StatusAnswer::Today => form.date = Some(LocalHour::default().day(context.now)),
    }
    form
}

/// An answer was typed, or something else than a text was sent.
pub(super) fn received(context: &Context, question: StatusQuestion, input: &Input) -> Turn {
    let Some(form) = &context.forms.status else { return begin(context, None) };
    let Some(text) = input.text().filter(|text| !visible::line(text).is_empty()) else {
        let error = context.say().staff_form_need_text();
        return screen(context, form, question).refuse(context, "", error);
    };
    match answered(context, form, question, text) {
        Ok(form) => next(context, form),
        Err(error) => refuse(context, form, question, text, &error),
    }
}

/// Asks the question that is open again, under the line that says why.
pub(super) fn asked_again(context: &Context, question: StatusQuestion, note: Html) -> Turn {
    let blank = StatusForm::begin(context.now);
    let form = context.forms.status.as_ref().unwrap_or(&blank);
    screen(context, form, question).refuse(context, "", note)
}

/// The form with a typed answer.
fn answered(
    context: &Context,
    form: &StatusForm,
    question: StatusQuestion,
    text: &str,
) -> Result<StatusForm, FieldError> {
    let words = FormWords::new(&context.texts, context.lang);
    let mut form = form.clone();
    match question {
        StatusQuestion::Call => form.call = Some(values::call(words, text)?),
        StatusQuestion::Status => form.status = Some(values::status(words, text)?),
        StatusQuestion::Note(lang) => {
            form.notes.insert(lang, text_within(&visible::line(text), form::NOTE)?);
        }
        StatusQuestion::Link => form.link = Some(values::link(text)?),
        StatusQuestion::Date => form.date = Some(values::past_day(words, text, context.now)?),
    }
    Ok(form)
}

fn refuse(
    context: &Context,
    form: &StatusForm,
    question: StatusQuestion,
    typed: &str,
    error: &FieldError,
) -> Turn {
    let say = context.say();
    let example = status_example(context, field(question)).filter(|_| error.wants_example());
    let example = example.map(|example| say.form_example(&example));
    let error = Html::sentences([error.explain(&say, &context.texts)].into_iter().chain(example));
    screen(context, form, question).refuse(context, typed, error)
}

/// Keeps the form, and asks the next question or shows the whole.
fn next(context: &Context, form: StatusForm) -> Turn {
    let turn = match form.complete(context.lang) {
        Ok(_) => status_whole::show(context, &form, None),
        Err(question) => screen(context, &form, question).ask(context),
    };
    turn.change(Change::SaveForm(Box::new(StaffForm::Status(form)), context.now))
}
