//! The answers to the questions about a deadline: tapped, or typed.

use jiff::Timestamp;
use jiff::civil::Time;

use crate::conversation::callback::{DeadlineAnswer, FormAction};
use crate::conversation::intent::Input;
use crate::conversation::staff::forms::deadline_questions::{calendar, screen};
use crate::conversation::staff::forms::deadline_whole::save;
use crate::conversation::staff::forms::field_error::FieldError;
use crate::conversation::staff::forms::form::text_within;
use crate::conversation::staff::forms::month::Month;
use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::staff::forms::{check, deadline_whole, form, values};
use crate::conversation::{Answered, Context, Turn};
use crate::domain::deadline::LEADS;
use crate::domain::time::HOME_ZONE;
use crate::domain::{DeadlineForm, DeadlineQuestion, DueTime, FormKind, Lang, StaffQuestion, visible};
use crate::texts::Html;

/// Begins the form of a new deadline. One that is not finished is shown first, as a chat has one form of each kind.
pub(super) async fn begin(context: &Context) -> Answered {
    match &context.forms.deadline {
        Some(form) if form.has_answers() => {
            deadline_whole::show(context, form, Some(context.say().staff_form_unfinished())).await
        }
        Some(_) | None => next(context, DeadlineForm::begin(context.now)).await,
    }
}

/// Goes on with the form under way, or begins one.
pub(super) async fn go_on(context: &Context) -> Answered {
    match &context.forms.deadline {
        Some(form) => next(context, form.clone()).await,
        None => begin(context).await,
    }
}

/// Begins the form that changes a deadline. One that is not finished is shown first, and says so: its answers may be older than
/// the deadline.
pub(in crate::conversation::staff) async fn change(context: &Context, id: &str) -> Answered {
    let unfinished = context.forms.deadline.as_ref().filter(|form| form.has_answers());
    if let Some(form) = unfinished {
        return deadline_whole::show(context, form, Some(context.say().staff_form_unfinished())).await;
    }
    let set = context.app.store.reader().deadlines().await?;
    match set.iter().find(|deadline| deadline.id == id) {
        Some(deadline) => next(context, DeadlineForm::change(context.now, deadline)).await,
        None => Ok(check::gone(context)),
    }
}

/// A button of a form was tapped.
pub(super) async fn tapped(context: &Context, begun: Timestamp, action: FormAction) -> Answered {
    let form = context.forms.deadline.as_ref();
    let Some(form) = form.filter(|form| form.begun.as_second() == begun.as_second()) else {
        return Ok(check::gone(context));
    };
    match action {
        FormAction::Whole(_) => deadline_whole::show(context, form, None).await,
        FormAction::Next(_) => next(context, form.clone()).await,
        FormAction::Discard(_) => Ok(check::dropped(context, &[FormKind::Deadline])),
        FormAction::Ask(StaffQuestion::Deadline(question)) => {
            Ok(screen(context, form, question).ask(context))
        }
        FormAction::Ask(StaffQuestion::Status(_)) | FormAction::Status(_) => Ok(check::gone(context)),
        FormAction::Month(year, month) => {
            let screen = Month::new(year, month).map(|month| calendar(context, form, month));
            Ok(screen.map_or_else(|| check::gone(context), |screen| screen.ask(context)))
        }
        FormAction::Deadline(answer) => chosen(context, form, answer).await,
    }
}

/// An answer was tapped.
async fn chosen(context: &Context, form: &DeadlineForm, answer: DeadlineAnswer) -> Answered {
    let mut form = form.clone();
    match answer {
        DeadlineAnswer::Date(date) => {
            let day = values::day_to_come(date, &form.time_zone(), context.now);
            if let Err(error) = day {
                return Ok(refuse(context, &form, DeadlineQuestion::Date, "", &error));
            }
            form.date = Some(date);
        }
        DeadlineAnswer::Time(DueTime::EndOfDay) => form.time = Some(DueTime::EndOfDay),
        DeadlineAnswer::Time(DueTime::At(time)) => match at(context, &form, time) {
            Ok(time) => form.time = Some(time),
            Err(error) => return Ok(refuse(context, &form, DeadlineQuestion::Time, "", &error)),
        },
        DeadlineAnswer::UsualLeads => form.leads = Some(LEADS.into()),
        DeadlineAnswer::Lead(lead, on) => {
            form.leads = Some(toggled(form.leads.as_deref().unwrap_or(&LEADS), lead, on));
            let turn = screen(context, &form, DeadlineQuestion::Leads).ask(context);
            return Ok(turn.change(save(context, form)));
        }
        DeadlineAnswer::HomeZone => form.zone = Some(HOME_ZONE.to_owned()),
        DeadlineAnswer::Topic(topic) => form.topic = Some(topic),
    }
    next(context, form).await
}

/// The leads with one more or one less, the earliest reminder first.
fn toggled(leads: &[i32], lead: i32, on: bool) -> Vec<i32> {
    let mut leads: Vec<i32> = leads.iter().copied().filter(|it| *it != lead).collect();
    leads.extend(on.then_some(lead));
    leads.sort_unstable_by(|a, b| b.cmp(a));
    leads.truncate(values::MOST_LEADS);
    leads
}

/// An answer was typed, or something else than a text was sent.
pub(super) async fn received(context: &Context, question: DeadlineQuestion, input: &Input) -> Answered {
    let Some(form) = &context.forms.deadline else {
        return begin(context).await;
    };
    let Some(text) = input.text().filter(|text| !visible::line(text).is_empty()) else {
        let error = context.say().staff_form_need_text();
        return Ok(screen(context, form, question).refuse(context, "", error));
    };
    match answered(context, form, question, text) {
        Ok(form) => next(context, form).await,
        Err(error) => Ok(refuse(context, form, question, text, &error)),
    }
}

/// Asks the question that is open again, under the line that says why.
pub(super) fn asked_again(context: &Context, question: DeadlineQuestion, note: Html) -> Turn {
    let blank = DeadlineForm::begin(context.now);
    let form = context.forms.deadline.as_ref().unwrap_or(&blank);
    screen(context, form, question).refuse(context, "", note)
}

/// The form with a typed answer.
fn answered(
    context: &Context,
    form: &DeadlineForm,
    question: DeadlineQuestion,
    text: &str,
) -> Result<DeadlineForm, FieldError> {
    let words = FormWords::new(&context.texts, context.lang);
    let mut form = form.clone();
    match question {
        DeadlineQuestion::Date => {
            let (date, time) = values::moment_to_come(words, text, &form.time_zone(), context.now)?;
            form.date = Some(date);
            form.time = time.map(DueTime::At).or(form.time);
        }
        DeadlineQuestion::Time => form.time = Some(time(context, &form, text)?),
        DeadlineQuestion::Title(lang) => {
            form.titles.insert(lang, text_within(&visible::line(text), form::TITLE)?);
        }
        DeadlineQuestion::Leads => form.leads = Some(values::leads(words, text)?),
        DeadlineQuestion::Zone => {
            let zone = values::time_zone(&context.texts, text)?;
            form.zone = zone.iana_name().map(str::to_owned);
        }
        DeadlineQuestion::Topic => form.topic = Some(values::topic(words, text)?),
    }
    Ok(form)
}

/// The end within the day: a time, or the words of the button for its end.
fn time(context: &Context, form: &DeadlineForm, text: &str) -> Result<DueTime, FieldError> {
    let typed = visible::spelling(text);
    let is_end =
        |lang: Lang| visible::spelling(&context.texts.say(lang).button_deadline_end_of_day()) == typed;
    if Lang::ALL.into_iter().any(is_end) {
        return Ok(DueTime::EndOfDay);
    }
    at(context, form, values::time_of_day(text)?)
}

/// A time of the chosen day, unless it has passed.
fn at(context: &Context, form: &DeadlineForm, time: Time) -> Result<DueTime, FieldError> {
    let zone = form.time_zone();
    let now = context.now.to_zoned_datetime(zone);
    let has_passed = form.date.is_some_and(|date| date.to_datetime(time) < now.datetime());
    if has_passed { Err(FieldError::Passed) } else { Ok(DueTime::At(time)) }
}

fn refuse(
    context: &Context,
    form: &DeadlineForm,
    question: DeadlineQuestion,
    typed: &str,
    error: &FieldError,
) -> Turn {
    let error = error.explain(&context.say(), &context.texts);
    screen(context, form, question).refuse(context, typed, error)
}

/// Keeps the form, and asks the next question or shows the whole.
async fn next(context: &Context, form: DeadlineForm) -> Answered {
    match form.complete(context.lang) {
        Ok(_) => deadline_whole::show(context, &form, None).await,
        Err(question) => Ok(screen(context, &form, question).ask(context).change(save(context, form))),
    }
}
