//! `/deadlines`: staff see the deadlines and the outcome of their reminders, and set, change and remove deadlines.
//!
//! ```text
//! — /deadlines
//! ‹ Deadlines: 1. Report … To set one, send this form …                                      [1] [Home]
//! — /deadlines⏎date: 2027-03-01⏎ky: …
//! ‹ Set this deadline? …                                                            [Set it] [Discard]
//! — [Set it]
//! ‹ It is set. …
//! ```

use jiff::Timestamp;

use crate::conversation::callback::StaffCallback;
use crate::conversation::citizen::deadline;
use crate::conversation::staff::forms::check::YesButton;
use crate::conversation::staff::forms::form::{FieldError, Form, FormError};
use crate::conversation::staff::forms::{check, deadline_form, deadline_reminders};
use crate::conversation::{Answered, Context, HandlerError, Screen, Turn};
use crate::domain::Deadline;
use crate::domain::message::Button;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// The number of deadlines to come in the list.
const AHEAD: usize = 12;
/// The number of deadlines in the list that have passed.
const PASSED: usize = 3;
/// `/deadlines`: the list, or with a form below it, the question whether to set a deadline.
pub(in crate::conversation::staff) async fn command(context: &Context, text: &str) -> Answered {
    match Form::parse(text, &deadline_form::FIELDS) {
        Ok(form) if form.is_empty() && form.head.is_empty() => list(context, None).await,
        Ok(form) => match filled(context, &form).await? {
            Ok((deadline, replaces)) => Ok(ask(context, deadline, replaces)),
            Err(error) => list(context, Some(error.explain(&context.say()))).await,
        },
        Err(error) => list(context, Some(error.explain(&context.say()))).await,
    }
}

/// The deadlines, and the form.
pub(in crate::conversation::staff) async fn list(context: &Context, note: Option<Html>) -> Answered {
    let say = context.say();
    let deadlines = nearest(deadline::all(context).await?, context.now);
    let about = deadlines.iter().map(|it| deadline::about(context, it));
    let form = Html::lines([say.staff_deadline_how(), Html::pre(&deadline_form::template(context.now))]);
    let head = [say.staff_deadline_title()];
    let mut rows: Vec<_> = deadlines
        .iter()
        .map(|it| {
            let name = deadline::name(&context.texts, &say, it);
            vec![context.staff_button(name, StaffCallback::Deadline(it.id.clone()))]
        })
        .collect();
    rows.push(vec![context.to(say.button_home(), Screen::Home)]);
    let text = Html::paragraphs(note.into_iter().chain(head).chain(about).chain([form]));
    Ok(context.open(Page { text, rows }))
}

/// The next deadlines, and the latest that have passed: a message has an end.
fn nearest(deadlines: Vec<Deadline>, now: Timestamp) -> Vec<Deadline> {
    let (over, next): (Vec<_>, Vec<_>) = deadlines.into_iter().partition(|deadline| deadline.is_over(now));
    let over = over.into_iter().rev().take(PASSED).rev();
    over.chain(next.into_iter().take(AHEAD)).collect()
}

/// The deadline in a form, and the ID of the deadline that it changes.
async fn filled(
    context: &Context,
    form: &Form,
) -> Result<Result<(Deadline, Option<String>), FormError>, HandlerError> {
    let id = (!form.head.is_empty()).then(|| form.head.clone());
    let old = match &id {
        None => None,
        Some(id) => {
            let set = context.app.store.reader().deadlines().await?;
            match set.into_iter().find(|deadline| deadline.id == *id) {
                Some(old) => Some(old),
                None => return Ok(Err(FormError { line: 1, field: id.clone(), error: FieldError::Value })),
            }
        }
    };
    Ok(deadline_form::read(form, old.as_ref(), context.now).map(|deadline| (deadline, id)))
}

/// Shows a deadline, and asks whether to set it.
fn ask(context: &Context, deadline: Deadline, replaces: Option<String>) -> Turn {
    let say = context.say();
    let question =
        if replaces.is_some() { say.staff_deadline_ask_change() } else { say.staff_deadline_ask() };
    let text = Html::paragraphs([question, details(context, &deadline)]);
    let yes = YesButton { label: say.button_deadline_set(), callback: StaffCallback::SetDeadline };
    check::ask(context, text, yes, |made| Change::DraftDeadline(Box::new(deadline), replaces, made))
}

/// The titles, date, leads and topic of a deadline.
fn details(context: &Context, deadline: &Deadline) -> Html {
    let say = context.say();
    let leads: Vec<_> = deadline.leads.iter().map(ToString::to_string).collect();
    let lines = [
        deadline::date(&say, deadline),
        deadline::distance(&say, deadline.distance(context.now)),
        say.staff_deadline_line_leads(&leads.join(", ")),
        say.campaign_line_topic(&say.topic_name(deadline.topic)),
    ];
    Html::lines(check::text_lines(context, &deadline.titles).into_iter().chain(lines))
}

/// The draft becomes a deadline.
pub(in crate::conversation::staff) async fn set(context: &Context, made: Timestamp) -> Answered {
    let say = context.say();
    let reader = context.app.store.reader();
    let Some(draft) = reader.deadline_draft(made).await? else {
        return Ok(check::gone(context));
    };
    // The deadline that it changes may have been removed meanwhile.
    let set = reader.deadlines().await?;
    if draft.replaces.is_some_and(|id| !set.iter().any(|deadline| deadline.id == id)) {
        return Ok(check::gone(context));
    }
    let page = Page { text: say.staff_deadline_set(), rows: way_back(context) };
    Ok(context.open(page).change(Change::SetDeadline(made, context.now)))
}

/// One deadline, and the outcome of its reminders.
pub(in crate::conversation::staff) async fn one(context: &Context, id: &str) -> Answered {
    let say = context.say();
    let deadlines = deadline::all(context).await?;
    let Some(deadline) = deadlines.iter().find(|deadline| deadline.id == id) else {
        return list(context, None).await;
    };
    let outcomes = deadline_reminders::outcomes(context, deadline).await?;
    let mut parts = vec![deadline::about(context, deadline), details(context, deadline), outcomes];
    let mut rows = Vec::new();
    if !deadline.titles.is_empty() {
        parts.push(say.staff_deadline_change(&format!("/deadlines {id}")));
        rows.push(vec![
            context
                .staff_button(say.button_deadline_remove(), StaffCallback::AskRemoveDeadline(id.to_owned())),
        ]);
    }
    rows.extend(way_back(context));
    Ok(context.open(Page { text: Html::paragraphs(parts), rows }))
}

/// Asks whether to remove a deadline.
pub(in crate::conversation::staff) fn ask_remove(context: &Context, id: &str) -> Turn {
    let say = context.say();
    let rows = vec![
        vec![
            context
                .staff_button(say.button_deadline_remove_yes(), StaffCallback::RemoveDeadline(id.to_owned())),
        ],
        vec![context.staff_button(say.button_back(), StaffCallback::Deadline(id.to_owned()))],
    ];
    context.open(Page { text: say.staff_deadline_ask_remove(), rows })
}

/// A deadline is removed.
pub(in crate::conversation::staff) fn removed(context: &Context, id: &str) -> Turn {
    let say = context.say();
    let page = Page { text: say.staff_deadline_removed(), rows: way_back(context) };
    context.open(page).change(Change::RemoveDeadline(id.to_owned(), context.now))
}

/// The last rows of a page about deadlines.
fn way_back(context: &Context) -> Vec<Vec<Button>> {
    let say = context.say();
    vec![
        vec![context.staff_button(say.button_deadlines(), StaffCallback::Deadlines)],
        vec![context.to(say.button_home(), Screen::Home)],
    ]
}
