//! `/record`: the status of a call is entered, by questions, or as one form below the command. Nothing is overwritten: a
//! correction is another entry.
//!
//! ```text
//! — /record
//! ‹ Status of a call. Which call is it about?             [Funding] … [As one form] [‹ Back] [For staff]
//! — [Funding] [fulfilled], the notes, the link, [Today]
//! ‹ Enter this? …                                         [Enter it] [Discard] [Call] [Status] …
//! — [Enter it]
//! ‹ It is entered.
//! ```

use crate::conversation::callback::StaffCallback;
use crate::conversation::staff::forms::field_error::FormErrors;
use crate::conversation::staff::forms::form::Form;
use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::staff::forms::{
    form, returned, status_answers, status_example, status_whole, template, values,
};
use crate::conversation::{Context, Screen, Turn};
use crate::domain::message::Button;
use crate::domain::{FormField, FormKind, StaffForm, StatusEntry, StatusForm};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The fields of the form.
pub(super) const FIELDS: [FormField; 7] = [
    FormField::Call,
    FormField::Status,
    FormField::Date,
    FormField::Ky,
    FormField::Ru,
    FormField::En,
    FormField::Link,
];

/// `/record` with a form.
pub(in crate::conversation::staff) fn command(context: &Context, text: &str) -> Turn {
    let words = FormWords::new(&context.texts, context.lang);
    let form = Form::parse(words, text, &FIELDS);
    if form.is_empty() {
        return status_answers::begin(context, None);
    }
    match read(context, words, &form) {
        Ok(entry) => {
            let filled = StatusForm::filled(context.now, &entry);
            let turn = status_whole::show(context, &filled, None);
            turn.change(Change::SaveForm(Box::new(StaffForm::Status(filled)), context.now))
        }
        Err(errors) => {
            let example = |field| status_example(context, field);
            returned::page(context, &form, &errors, example, way_back(context))
        }
    }
}

/// Explains how to enter the status of a call by a form.
pub(in crate::conversation::staff) fn explain(context: &Context) -> Turn {
    let say = context.say();
    let calls = context.texts.pledge.calls.iter().map(|call| Html::code(&say.call_title(&call.id)));
    let statuses = values::statuses().map(|status| Html::code(&say.status(status).plain()));
    let filled = |field| match field {
        FormField::Date => status_example(context, field),
        _ => None,
    };
    let parts = [
        say.staff_status_how(),
        Html::pre(&template::blank(context, "/record", &FIELDS, filled)),
        Html::lines([say.staff_status_calls()].into_iter().chain(calls)),
        Html::lines([say.staff_status_statuses()].into_iter().chain(statuses)),
    ];
    let questions = context.staff_button(say.button_back(), StaffCallback::Form(FormKind::Status));
    let rows = vec![context.way_to_panel(Some(questions))];
    context.show(Page { text: Html::paragraphs(parts), rows })
}

/// The last rows of a page about a status.
pub(super) fn way_back(context: &Context) -> Vec<Vec<Button>> {
    vec![vec![context.to(context.say().button_calls(), Screen::Calls)], context.way_to_panel(None)]
}

fn read(context: &Context, words: FormWords<'_>, form: &Form) -> Result<StatusEntry, FormErrors> {
    let mut reader = form.reader();
    let call = reader.needed(FormField::Call, |text| values::call(words, text));
    let status = reader.needed(FormField::Status, |text| values::status(words, text));
    let date = reader.needed(FormField::Date, |text| values::past_day(words, text, context.now));
    let notes = reader.texts(None, form::NOTE);
    let link = reader.needed(FormField::Link, values::link);
    let errors = reader.errors();
    match (call, status, date, link) {
        (Some(call), Some(status), Some(date), Some(link)) if errors.is_empty() => {
            Ok(StatusEntry { call, status, date, notes, link })
        }
        _ => Err(errors),
    }
}
