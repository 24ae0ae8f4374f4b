//! `/deadlines`: staff see the deadlines and the outcome of their reminders, and set, change and remove deadlines.
//!
//! ```text
//! — /deadlines
//! ‹ Deadlines: Report …                                           [Report] [Set a deadline] [‹ For staff]
//! — [Set a deadline]
//! ‹ On which day is the deadline? …                               [1] [2] [3] … [‹ Deadlines]
//! — [1], [End of the day], the names, [As usual]
//! ‹ Set this deadline? …                                          [Set it] [Discard] [Day] [Time] …
//! — [Set it]
//! ‹ It is set. …
//! ```

use jiff::Timestamp;

use crate::conversation::callback::StaffCallback;
use crate::conversation::citizen::deadline;
use crate::conversation::staff::forms::deadline_whole::way_up;
use crate::conversation::staff::forms::form::Form;
use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::staff::forms::{
    deadline_form, deadline_questions, deadline_reminders, deadline_whole, returned,
};
use crate::conversation::staff::holds;
use crate::conversation::{Answered, Context, Turn};
use crate::domain::{Deadline, DeadlineForm, FormKind, HeldAction, visible};
use crate::store::Change;
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
    let words = FormWords::new(&context.texts, context.lang);
    let form = Form::parse(words, text, &deadline_form::FIELDS);
    if form.is_empty() && form.head.is_empty() {
        return list(context).await;
    }
    let replaces = (!form.head.is_empty()).then(|| form.head.clone());
    let old = deadline_whole::replaced(context, replaces.as_deref()).await?;
    let no_old = replaces.as_deref().filter(|_| old.is_none()).map(visible::excerpt);
    match deadline_form::read(&form, words, old.as_ref(), no_old.as_deref(), context.now) {
        Ok(deadline) => {
            let filled = DeadlineForm::filled(context.now, &deadline, old.as_ref());
            deadline_whole::show(context, &filled, None).await
        }
        Err(errors) => {
            let example = |field| deadline_form::example(context, field);
            Ok(returned::page(context, &form, &errors, example, vec![way_up(context)]))
        }
    }
}

/// The deadlines, and the form.
pub(in crate::conversation::staff) async fn list(context: &Context) -> Answered {
    let say = context.say();
    let deadlines = nearest(deadline::all(context).await?, context.now);
    let about = deadlines.iter().map(|it| deadline::about(context, it));
    let form = Html::lines([say.staff_deadline_how(), Html::pre(&deadline_form::template(context))]);
    let head = [say.staff_deadline_title()];
    let mut rows: Vec<_> = deadlines
        .iter()
        .map(|it| {
            let name = deadline::name(&context.texts, &say, it);
            vec![context.staff_button(name, StaffCallback::Deadline(it.id.clone()))]
        })
        .collect();
    if let Some(form) = context.forms.deadline.as_ref().filter(|form| form.has_answers()) {
        let name = deadline_questions::heading(context, form).plain();
        let label = say.button_form_go_on_with(&name);
        rows.push(vec![context.staff_button(label, StaffCallback::Form(FormKind::Deadline))]);
    }
    let new = StaffCallback::NewForm(FormKind::Deadline);
    rows.push(vec![context.staff_button(say.button_deadline_new(), new)]);
    rows.push(context.way_to_panel(None));
    let text = Html::paragraphs_within(LONGEST - form.utf16_len(), head.into_iter().chain(about));
    Ok(context.show(Page { text: Html::paragraphs([text, form]), rows }))
}

/// The next deadlines, and the latest that have passed: a message has an end.
fn nearest(deadlines: Vec<Deadline>, now: Timestamp) -> Vec<Deadline> {
    let (over, next): (Vec<_>, Vec<_>) = deadlines.into_iter().partition(|deadline| deadline.is_over(now));
    let over = over.into_iter().rev().take(PASSED).rev();
    over.chain(next.into_iter().take(AHEAD)).collect()
}

/// One deadline, and the outcome of its reminders.
pub(in crate::conversation::staff) async fn one(context: &Context, id: &str) -> Answered {
    let say = context.say();
    let deadlines = deadline::all(context).await?;
    let Some(deadline) = deadlines.iter().find(|deadline| deadline.id == id) else {
        return list(context).await;
    };
    let outcomes = deadline_reminders::outcomes(context, deadline).await?;
    let title = say.deadline_title(&deadline::name(&context.texts, &say, deadline));
    let mut parts = vec![Html::lines([title, deadline_whole::details(context, deadline)]), outcomes];
    let mut rows = Vec::new();
    if !deadline.titles.is_empty() {
        parts.push(say.staff_deadline_change(&format!("/deadlines {id}")));
        rows.push(vec![
            context.staff_button(say.button_deadline_change(), StaffCallback::ChangeDeadline(id.to_owned())),
            context
                .staff_button(say.button_deadline_remove(), StaffCallback::AskRemoveDeadline(id.to_owned())),
        ]);
    }
    rows.push(way_up(context));
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
pub(in crate::conversation::staff) async fn removed(context: &Context, id: &str) -> Answered {
    let at_once = || {
        let page = Page { text: context.say().staff_deadline_removed(), rows: vec![way_up(context)] };
        context.show(page).change(Change::RemoveDeadline(id.to_owned(), context.now))
    };
    match deadline_whole::replaced(context, Some(id)).await? {
        Some(deadline) => {
            holds::propose(context, HeldAction::RemoveDeadline(Box::new(deadline)), at_once).await
        }
        // It was removed before.
        None => Ok(at_once()),
    }
}
