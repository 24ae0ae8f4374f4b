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

use crate::conversation::callback::{Seal, StaffCallback};
use crate::conversation::citizen::deadline;
use crate::conversation::staff::forms::check::YesButton;
use crate::conversation::staff::forms::form::{FieldError, Form, FormError};
use crate::conversation::staff::forms::{check, deadline_form, deadline_reminders};
use crate::conversation::{Answered, Context, HandlerError, Screen, Turn};
use crate::domain::Deadline;
use crate::domain::message::Button;
use crate::store::{Change, DeadlineDraft};
use crate::telegram::Page;
use crate::texts::Html;

/// The number of deadlines to come in the list.
const AHEAD: usize = 12;
/// The number of deadlines in the list that have passed.
const PASSED: usize = 3;
/// The longest answer, in UTF-16 units.
const LONGEST: usize = 4000;

/// `/deadlines`: the list, or with a form below it, the question whether to set a deadline.
pub(in crate::conversation::staff) async fn command(context: &Context, text: &str) -> Answered {
    match Form::parse(text, &deadline_form::FIELDS) {
        Ok(form) if form.is_empty() && form.head.is_empty() => list(context, None).await,
        Ok(form) => match filled(context, &form).await? {
            Ok((draft, old)) => {
                let turn = ask(context, &draft, old.as_ref(), None);
                Ok(turn.change(Change::DraftDeadline(Box::new(draft), context.now)))
            }
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
    let parts = note.into_iter().chain(head);
    let text = Html::paragraphs_within(LONGEST - form.utf16_len(), parts.chain(about));
    Ok(context.show(Page { text: Html::paragraphs([text, form]), rows }))
}

/// The next deadlines, and the latest that have passed: a message has an end.
fn nearest(deadlines: Vec<Deadline>, now: Timestamp) -> Vec<Deadline> {
    let (over, next): (Vec<_>, Vec<_>) = deadlines.into_iter().partition(|deadline| deadline.is_over(now));
    let over = over.into_iter().rev().take(PASSED).rev();
    over.chain(next.into_iter().take(AHEAD)).collect()
}

/// The draft in a form, and the deadline that it changes.
async fn filled(
    context: &Context,
    form: &Form,
) -> Result<Result<(DeadlineDraft, Option<Deadline>), FormError>, HandlerError> {
    let replaces = (!form.head.is_empty()).then(|| form.head.clone());
    let old = replaced(context, replaces.as_deref()).await?;
    if let Some(id) = replaces.as_ref().filter(|_| old.is_none()) {
        return Ok(Err(FormError::new(1, id, FieldError::Value)));
    }
    let deadline = deadline_form::read(form, &context.texts, old.as_ref(), context.now);
    Ok(deadline.map(|deadline| (DeadlineDraft { deadline, replaces }, old)))
}

/// The deadline that a draft changes, as it is set now.
async fn replaced(context: &Context, id: Option<&str>) -> Result<Option<Deadline>, HandlerError> {
    let Some(id) = id else { return Ok(None) };
    let set = context.app.store.reader().deadlines().await?;
    Ok(set.into_iter().find(|deadline| deadline.id == id))
}

/// Shows a deadline, and asks whether to set it.
fn ask(context: &Context, draft: &DeadlineDraft, old: Option<&Deadline>, note: Option<Html>) -> Turn {
    let say = context.say();
    let question =
        if draft.replaces.is_some() { say.staff_deadline_ask_change() } else { say.staff_deadline_ask() };
    let text = Html::paragraphs(note.into_iter().chain([question, details(context, &draft.deadline)]));
    let yes = YesButton { label: say.button_deadline_set(), callback: StaffCallback::SetDeadline };
    check::ask(context, text, yes, bound(draft, old))
}

/// Everything that the button is bound to. If another owner has changed the deadline meanwhile, it is shown again.
fn bound(draft: &DeadlineDraft, old: Option<&Deadline>) -> String {
    format!("{draft:?} {old:?}")
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
pub(in crate::conversation::staff) async fn set(context: &Context, seal: &Seal) -> Answered {
    let say = context.say();
    let Some(draft) = context.app.store.reader().deadline_draft(context.chat.id).await? else {
        return Ok(check::gone(context));
    };
    let old = replaced(context, draft.replaces.as_deref()).await?;
    // The deadline that it changes may have been removed meanwhile.
    if draft.replaces.is_some() && old.is_none() {
        return Ok(check::gone(context));
    }
    if let Some(note) = check::objection(context, seal, bound(&draft, old.as_ref())) {
        return Ok(ask(context, &draft, old.as_ref(), Some(note)));
    }
    let page = Page { text: say.staff_deadline_set(), rows: way_back(context) };
    Ok(context.show(page).change(Change::SetDeadline(context.now)))
}

/// One deadline, and the outcome of its reminders.
pub(in crate::conversation::staff) async fn one(context: &Context, id: &str) -> Answered {
    let say = context.say();
    let deadlines = deadline::all(context).await?;
    let Some(deadline) = deadlines.iter().find(|deadline| deadline.id == id) else {
        return list(context, None).await;
    };
    let outcomes = deadline_reminders::outcomes(context, deadline).await?;
    let title = say.deadline_title(&deadline::name(&context.texts, &say, deadline));
    let mut parts = vec![Html::lines([title, details(context, deadline)]), outcomes];
    let mut rows = Vec::new();
    if !deadline.titles.is_empty() {
        parts.push(say.staff_deadline_change(&format!("/deadlines {id}")));
        rows.push(vec![
            context
                .staff_button(say.button_deadline_remove(), StaffCallback::AskRemoveDeadline(id.to_owned())),
        ]);
    }
    rows.extend(way_back(context));
    Ok(context.show(Page { text: Html::paragraphs(parts), rows }))
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
    context.show(Page { text: say.staff_deadline_ask_remove(), rows })
}

/// A deadline is removed.
pub(in crate::conversation::staff) fn removed(context: &Context, id: &str) -> Turn {
    let say = context.say();
    let page = Page { text: say.staff_deadline_removed(), rows: way_back(context) };
    context.show(page).change(Change::RemoveDeadline(id.to_owned(), context.now))
}

/// The last rows of a page about deadlines.
fn way_back(context: &Context) -> Vec<Vec<Button>> {
    let say = context.say();
    vec![
        vec![context.staff_button(say.button_deadlines(), StaffCallback::Deadlines)],
        vec![context.to(say.button_home(), Screen::Home)],
    ]
}
