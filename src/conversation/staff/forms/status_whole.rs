//! The whole form of a status: everything that was answered, a button for each answer, and the confirmation as soon as nothing is
//! missing.

use crate::conversation::callback::{FormAction, Seal, StaffCallback};
use crate::conversation::staff::forms::check;
use crate::conversation::staff::forms::check::{Confirmation, YesButton};
use crate::conversation::staff::forms::status_questions::{field, heading};
use crate::conversation::staff::forms::words::field_name;
use crate::conversation::staff::holds;
use crate::conversation::{Answered, Context, Screen, Turn};
use crate::domain::hold::HeldKind;
use crate::domain::message::Button;
use crate::domain::{FormKind, HeldAction, Lang, StaffQuestion, StatusEntry, StatusForm, StatusQuestion};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// Shows the whole form. If nothing is missing, its author is asked whether to enter the status.
pub(super) fn show(context: &Context, form: &StatusForm, note: Option<Html>) -> Turn {
    match form.complete(context.lang) {
        Ok(entry) => ask(context, form, &entry, note),
        Err(_) => unfinished(context, form, note),
    }
}

/// A form in which something is missing.
fn unfinished(context: &Context, form: &StatusForm, note: Option<Html>) -> Turn {
    let say = context.say();
    let answers = Html::lines(answers(context, form));
    let parts = note.into_iter().chain([heading(context, form), answers, say.staff_form_missing()]);
    let action =
        |label, action| vec![context.staff_button(label, StaffCallback::FormAction(form.begun, action))];
    let rows = [action(say.button_form_go_on(), FormAction::Next(FormKind::Status))]
        .into_iter()
        .chain(fields(context, form))
        .chain([
            action(say.button_form_discard(), FormAction::Discard(FormKind::Status)),
            context.way_to_panel(None),
        ]);
    let rows = rows.collect();
    context.show(Page { text: Html::paragraphs(parts), rows })
}

/// Shows the entry in all languages, and asks whether to enter it.
fn ask(context: &Context, form: &StatusForm, entry: &StatusEntry, note: Option<Html>) -> Turn {
    let say = context.say();
    let head = say.calls_line(&say.call_title(&entry.call), &say.status(entry.status));
    let lines = [head].into_iter().chain(answers(context, form));
    let text = Html::paragraphs(note.into_iter().chain([say.staff_status_ask(), Html::lines(lines)]));
    let confirmation = Confirmation {
        text,
        yes: YesButton { label: say.button_status_yes(), callback: StaffCallback::ShowEntry },
        shown: bound(entry),
        discard: StaffCallback::FormAction(form.begun, FormAction::Discard(FormKind::Status)),
        more: fields(context, form).into_iter().chain([context.way_to_panel(None)]).collect(),
    };
    check::ask(context, confirmation)
}

/// Everything that the button is bound to.
fn bound(entry: &StatusEntry) -> String {
    format!("{entry:?}")
}

/// The answers so far behind the call, one a line. A complete form names its status beside the call.
fn answers(context: &Context, form: &StatusForm) -> Vec<Html> {
    let say = context.say();
    let status = form.status.filter(|_| form.complete(context.lang).is_err());
    let status = status.map(|status| say.call_status(&say.status(status)));
    let since = form.date.map(|date| say.call_since(&say.date(date)));
    let link = form.link.as_ref().map(|link| Html::escaped(link));
    let notes = check::text_lines(context, &form.notes);
    status.into_iter().chain(since).chain(notes).chain(link).collect()
}

/// An entry with all that people see of it.
pub(in crate::conversation::staff) fn details(context: &Context, entry: &StatusEntry) -> Html {
    let say = context.say();
    let head = say.calls_line(&say.call_title(&entry.call), &say.status(entry.status));
    let since = say.call_since(&say.date(entry.date));
    let notes = check::text_lines(context, &entry.notes);
    Html::lines([head, since].into_iter().chain(notes).chain([Html::escaped(&entry.link)]))
}

/// A button for each answer.
fn fields(context: &Context, form: &StatusForm) -> Vec<Vec<Button>> {
    let say = context.say();
    let ask = |question| {
        let label = field_name(&say, &context.texts, field(question));
        let action = FormAction::Ask(StaffQuestion::Status(question));
        context.staff_button(label, StaffCallback::FormAction(form.begun, action))
    };
    vec![
        vec![ask(StatusQuestion::Call), ask(StatusQuestion::Status)],
        Lang::ALL.map(StatusQuestion::Note).map(ask).into(),
        vec![ask(StatusQuestion::Link), ask(StatusQuestion::Date)],
    ]
}

/// The form becomes an entry, which everybody sees.
pub(in crate::conversation::staff) async fn entered(context: &Context, seal: &Seal) -> Answered {
    let say = context.say();
    let Some(form) = &context.forms.status else {
        return check::set_before(context, HeldKind::EnterStatus, seal).await;
    };
    let Ok(entry) = form.complete(context.lang) else { return Ok(check::gone(context)) };
    if let Some(note) = check::objection(context, seal, bound(&entry)) {
        return Ok(ask(context, form, &entry, Some(note)));
    }
    holds::propose(context, HeldAction::EnterStatus(Box::new(entry.clone())), || {
        let rows = vec![
            vec![context.to(say.call_title(&entry.call), Screen::Call(entry.call.clone()))],
            vec![context.to(say.button_calls(), Screen::Calls)],
            context.way_to_panel(None),
        ];
        let page = Page { text: say.staff_status_entered(), rows };
        context.show(page).change(Change::EnterStatus(Box::new(entry), context.now))
    })
    .await
}
