//! The whole form of a deadline: everything that was answered, a button for each answer, and the confirmation as soon as nothing
//! is missing.

use crate::conversation::callback::{FormAction, Seal, StaffCallback};
use crate::conversation::citizen::{deadline, zone};
use crate::conversation::staff::forms::check;
use crate::conversation::staff::forms::check::{Confirmation, YesButton};
use crate::conversation::staff::forms::deadline_questions::{heading, leads_line};
use crate::conversation::staff::holds;
use crate::conversation::{Answered, Context, HandlerError, Turn};
use crate::domain::hold::HeldKind;
use crate::domain::message::Button;
use crate::domain::time::HOME_ZONE;
use crate::domain::{
    AwaitedText, Deadline, DeadlineForm, DeadlineQuestion, FormKind, HeldAction, Lang, StaffForm,
    StaffQuestion,
};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// Shows the whole form, and keeps it. If nothing is missing, its author is asked whether to set the deadline. The note gives
/// way to the one that somebody has changed the deadline meanwhile.
pub(super) async fn show(context: &Context, form: &DeadlineForm, note: Option<Html>) -> Answered {
    let old = replaced(context, form.replaces.as_deref()).await?;
    let renewed = old.as_ref().and_then(|old| form.renewed(old));
    let note = renewed.as_ref().map(|_| context.say().form_changed()).or(note);
    let form = renewed.as_ref().unwrap_or(form);
    let turn = match form.complete(context.lang) {
        Err(_) => unfinished(context, form, note),
        Ok(deadline) if has_passed(context, &deadline, old.as_ref()) => passed(context, form, note),
        Ok(deadline) => ask(context, form, &deadline, old.as_ref(), note),
    };
    Ok(turn.change(save(context, form.clone())))
}

/// The change that keeps a form.
pub(super) fn save(context: &Context, form: DeadlineForm) -> Change {
    Change::SaveForm(Box::new(StaffForm::Deadline(form)), context.now)
}

/// The deadline that a form changes, as it is set now.
pub(super) async fn replaced(context: &Context, id: Option<&str>) -> Result<Option<Deadline>, HandlerError> {
    let Some(id) = id else { return Ok(None) };
    let set = context.app.store.reader().deadlines().await?;
    Ok(set.into_iter().find(|deadline| deadline.id == id))
}

/// A form in which something is missing.
fn unfinished(context: &Context, form: &DeadlineForm, note: Option<Html>) -> Turn {
    let say = context.say();
    let text = Html::paragraphs(note.into_iter().chain([
        heading(context, form),
        Html::lines(answers(context, form)),
        say.staff_form_missing(),
    ]));
    let action = |label, action| context.staff_button(label, StaffCallback::FormAction(form.begun, action));
    let ways = [
        vec![action(say.button_form_go_on(), FormAction::Next(FormKind::Deadline))],
        vec![action(say.button_form_discard(), FormAction::Discard(FormKind::Deadline))],
        way_up(context),
    ];
    let [first, rest @ ..] = ways;
    let rows = [first].into_iter().chain(fields(context, form)).chain(rest).collect();
    context.show(Page { text, rows })
}

/// Whether a deadline would be over as soon as it is set. One that was set like that may still be changed otherwise.
fn has_passed(context: &Context, deadline: &Deadline, old: Option<&Deadline>) -> bool {
    let is_as_set = old.is_some_and(|old| (old.date, old.time) == (deadline.date, deadline.time));
    deadline.is_over(context.now) && !is_as_set
}

/// A form whose day and time have passed since they were answered. Another date can be typed at once.
fn passed(context: &Context, form: &DeadlineForm, note: Option<Html>) -> Turn {
    let say = context.say();
    let answers = Html::lines(answers(context, form));
    let parts = note.into_iter().chain([heading(context, form), answers, say.form_error_passed()]);
    let discard = StaffCallback::FormAction(form.begun, FormAction::Discard(FormKind::Deadline));
    let last = [vec![context.staff_button(say.button_form_discard(), discard)], way_up(context)];
    let rows = fields(context, form).into_iter().chain(last).collect();
    let date = AwaitedText::Staff(StaffQuestion::Deadline(DeadlineQuestion::Date));
    context.show(Page { text: Html::paragraphs(parts), rows }).change(Change::Await(date, context.now))
}

/// Shows a deadline, and asks whether to set it.
fn ask(
    context: &Context,
    form: &DeadlineForm,
    deadline: &Deadline,
    old: Option<&Deadline>,
    note: Option<Html>,
) -> Turn {
    let say = context.say();
    let question =
        if form.replaces.is_some() { say.staff_deadline_ask_change() } else { say.staff_deadline_ask() };
    let text = Html::paragraphs(note.into_iter().chain([question, details(context, deadline)]));
    let confirmation = Confirmation {
        text,
        yes: YesButton { label: say.button_deadline_set(), callback: StaffCallback::SetDeadline },
        shown: bound(deadline, old),
        discard: StaffCallback::FormAction(form.begun, FormAction::Discard(FormKind::Deadline)),
        more: fields(context, form).into_iter().chain([way_up(context)]).collect(),
    };
    check::ask(context, confirmation)
}

/// Everything that the button is bound to. If another owner has changed the deadline meanwhile, it is shown again.
fn bound(deadline: &Deadline, old: Option<&Deadline>) -> String {
    format!("{deadline:?} {old:?}")
}

/// The titles, date, leads and topic of a deadline.
pub(in crate::conversation::staff) fn details(context: &Context, deadline: &Deadline) -> Html {
    let say = context.say();
    let lines = [
        deadline::date(&say, deadline),
        deadline::distance(&say, deadline.distance(context.now)),
        say.staff_deadline_line_leads(&leads_line(&say, &deadline.leads)),
        say.campaign_line_topic(&say.topic_name(deadline.topic)),
    ];
    Html::lines(check::text_lines(context, &deadline.titles).into_iter().chain(lines))
}

/// The answers so far, one a line.
fn answers(context: &Context, form: &DeadlineForm) -> Vec<Html> {
    let say = context.say();
    let day = form.date.map(|date| match form.time {
        Some(_) => {
            let deadline = Deadline::new(String::new(), date, form.time_zone());
            deadline::date(&say, &Deadline { time: form.clock(), ..deadline })
        }
        None => say.deadline_date(&say.date(date)),
    });
    let leads = form.leads.as_ref().map(|leads| say.staff_deadline_line_leads(&leads_line(&say, leads)));
    check::text_lines(context, &form.titles).into_iter().chain(day).chain(leads).collect()
}

/// A button for each answer.
fn fields(context: &Context, form: &DeadlineForm) -> Vec<Vec<Button>> {
    let say = context.say();
    let ask = |label: String, question| {
        let action = FormAction::Ask(StaffQuestion::Deadline(question));
        context.staff_button(label, StaffCallback::FormAction(form.begun, action))
    };
    let title = |lang: Lang| ask(context.texts.say(lang).language_name(), DeadlineQuestion::Title(lang));
    vec![
        vec![
            ask(say.button_deadline_date(), DeadlineQuestion::Date),
            ask(say.button_deadline_time(), DeadlineQuestion::Time),
        ],
        Lang::ALL.map(title).into(),
        vec![
            ask(say.button_deadline_leads(), DeadlineQuestion::Leads),
            ask(say.button_deadline_topic(), DeadlineQuestion::Topic),
        ],
        vec![ask(zone_label(&say, form), DeadlineQuestion::Zone)],
    ]
}

fn zone_label(say: &Say<'_>, form: &DeadlineForm) -> String {
    say.button_deadline_zone(&zone::name(say, form.zone.as_deref().unwrap_or(HOME_ZONE)))
}

/// The form becomes a deadline.
pub(in crate::conversation::staff) async fn set(context: &Context, seal: &Seal) -> Answered {
    let say = context.say();
    let Some(form) = &context.forms.deadline else {
        return check::set_before(context, HeldKind::SetDeadline, seal).await;
    };
    let Ok(deadline) = form.complete(context.lang) else { return Ok(check::gone(context)) };
    let old = replaced(context, form.replaces.as_deref()).await?;
    // The deadline that it changes may have been removed meanwhile.
    if form.replaces.is_some() && old.is_none() {
        return Ok(check::gone(context));
    }
    if old.as_ref().is_some_and(|old| form.renewed(old).is_some()) {
        return show(context, form, None).await;
    }
    if has_passed(context, &deadline, old.as_ref()) {
        return Ok(passed(context, form, None));
    }
    if let Some(note) = check::objection(context, seal, bound(&deadline, old.as_ref())) {
        return Ok(ask(context, form, &deadline, old.as_ref(), Some(note)));
    }
    let replaces = form.replaces.clone();
    let action = HeldAction::SetDeadline(Box::new(deadline.clone()), old.map(Box::new));
    holds::propose(context, action, || {
        let page = Page { text: say.staff_deadline_set(), rows: vec![way_up(context)] };
        context.show(page).change(Change::SetDeadline(Box::new(deadline), replaces, context.now))
    })
    .await
}

/// The last row of a page about deadlines.
pub(super) fn way_up(context: &Context) -> Vec<Button> {
    let list = context.staff_button(context.say().button_deadlines(), StaffCallback::Deadlines);
    context.way_to_panel(Some(list))
}
