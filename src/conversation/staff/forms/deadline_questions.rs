//! The questions about a deadline, one screen each.

use jiff::civil::{Date, Time};

use crate::conversation::Context;
use crate::conversation::callback::{DeadlineAnswer, FormAction, StaffCallback};
use crate::conversation::citizen::zone;
use crate::conversation::staff::count;
use crate::conversation::staff::forms::month::Month;
use crate::conversation::staff::forms::questions::QuestionScreen;
use crate::conversation::staff::forms::{form, values};
use crate::domain::deadline::LEADS;
use crate::domain::message::Button;
use crate::domain::time::HOME_ZONE;
use crate::domain::{DeadlineForm, DeadlineQuestion, DueTime, FormKind, StaffQuestion, Topic};
use crate::texts::{Html, Say};

/// The hours that the question for the time offers.
const HOURS: [i8; 4] = [9, 12, 15, 18];
/// Stands in the place of a day that can't be chosen.
const NO_DAY: &str = "·";
/// Lead to the months before and after.
const BESIDE: [&str; 2] = ["‹", "›"];

/// The screen of a question.
pub(super) fn screen(context: &Context, form: &DeadlineForm, question: DeadlineQuestion) -> QuestionScreen {
    let today = context.now.to_zoned_datetime(form.time_zone()).date();
    let month = Month::of(form.date.filter(|date| *date >= today).unwrap_or(today));
    with_month(context, form, question, month)
}

/// The question for the day, with this month of the calendar.
pub(super) fn calendar(context: &Context, form: &DeadlineForm, month: Month) -> QuestionScreen {
    with_month(context, form, DeadlineQuestion::Date, month)
}

fn with_month(
    context: &Context,
    form: &DeadlineForm,
    question: DeadlineQuestion,
    month: Month,
) -> QuestionScreen {
    QuestionScreen {
        question: StaffQuestion::Deadline(question),
        begun: form.begun,
        heading: heading(context, form),
        sentence: sentence(&context.say(), question),
        present: present(context, form, question),
        choices: choices(context, form, question, month),
        back: back(context, form, question),
        has_answers: form.has_answers(),
    }
}

/// The heading says whether a new deadline is set, or which one is changed.
pub(super) fn heading(context: &Context, form: &DeadlineForm) -> Html {
    let say = context.say();
    match (&form.replaces, context.lang.nearest(&form.titles)) {
        (Some(_), Some(title)) => say.staff_deadline_changing(title),
        (Some(_), None) | (None, _) => say.staff_deadline_new(),
    }
}

fn sentence(say: &Say<'_>, question: DeadlineQuestion) -> Html {
    match question {
        DeadlineQuestion::Date => say.staff_deadline_date(),
        DeadlineQuestion::Time => say.staff_deadline_time(),
        DeadlineQuestion::Title(lang) => say.staff_deadline_name(lang.code(), count(form::TITLE)),
        DeadlineQuestion::Leads => say.staff_deadline_leads(),
        DeadlineQuestion::Zone => say.staff_deadline_zone(),
        DeadlineQuestion::Topic => say.staff_deadline_topic(),
    }
}

/// The answer that the form has.
fn present(context: &Context, form: &DeadlineForm, question: DeadlineQuestion) -> Option<Html> {
    let say = context.say();
    match question {
        DeadlineQuestion::Date => form.date.map(|date| say.date(date)),
        DeadlineQuestion::Time => form.time.map(|time| due_time(&say, time)),
        DeadlineQuestion::Title(lang) => form.titles.get(&lang).map(|title| Html::escaped(title)),
        DeadlineQuestion::Leads => form.leads.as_ref().map(|leads| leads_line(&say, leads)),
        DeadlineQuestion::Zone => {
            Some(Html::escaped(&zone::name(&say, form.zone.as_deref().unwrap_or(HOME_ZONE))))
        }
        DeadlineQuestion::Topic => {
            Some(Html::escaped(&say.topic_name(form.topic.unwrap_or(Topic::Deadlines))))
        }
    }
}

fn due_time(say: &Say<'_>, time: DueTime) -> Html {
    match time {
        DueTime::EndOfDay => Html::escaped(&say.button_deadline_end_of_day()),
        DueTime::At(time) => Html::escaped(&clock(time)),
    }
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The days of reminders in words.
pub(super) fn leads_line(say: &Say<'_>, leads: &[i32]) -> Html {
    let leads: Vec<_> = leads.iter().map(|lead| lead_name(say, *lead)).collect();
    if leads.is_empty() { say.staff_deadline_no_leads() } else { Html::escaped(&leads.join(", ")) }
}

/// A day of reminders in words.
fn lead_name(say: &Say<'_>, lead: i32) -> String {
    match lead {
        1.. => say.button_lead_before(i64::from(lead)),
        0 => say.button_lead_day(),
        ..0 => say.button_lead_after(i64::from(lead.unsigned_abs())),
    }
}

/// The question before, while the form is not complete; otherwise the whole form.
fn back(context: &Context, form: &DeadlineForm, question: DeadlineQuestion) -> StaffCallback {
    let langs: Vec<_> = context.lang.then_others().collect();
    let title_before = |place: usize| langs.get(place.wrapping_sub(1)).copied().map(DeadlineQuestion::Title);
    let before = match question {
        _ if form.complete(context.lang).is_ok() => None,
        DeadlineQuestion::Date if form.replaces.is_none() => return StaffCallback::Deadlines,
        DeadlineQuestion::Date | DeadlineQuestion::Zone | DeadlineQuestion::Topic => None,
        DeadlineQuestion::Time => Some(DeadlineQuestion::Date),
        DeadlineQuestion::Title(lang) => {
            let place = langs.iter().position(|it| *it == lang).unwrap_or_default();
            title_before(place).or(Some(DeadlineQuestion::Time))
        }
        DeadlineQuestion::Leads => title_before(langs.len()),
    };
    let action = match before {
        Some(question) => FormAction::Ask(StaffQuestion::Deadline(question)),
        None => FormAction::Whole(FormKind::Deadline),
    };
    StaffCallback::FormAction(form.begun, action)
}

/// The answers that a tap gives.
fn choices(
    context: &Context,
    form: &DeadlineForm,
    question: DeadlineQuestion,
    month: Month,
) -> Vec<Vec<Button>> {
    let say = context.say();
    let answer = |label: String, answer| {
        let action = FormAction::Deadline(answer);
        context.staff_button(label, StaffCallback::FormAction(form.begun, action))
    };
    match question {
        DeadlineQuestion::Date => days(context, form, month),
        DeadlineQuestion::Time => {
            let hour = |hour| {
                let time = Time::constant(hour, 0, 0, 0);
                answer(clock(time), DeadlineAnswer::Time(DueTime::At(time)))
            };
            let end = DeadlineAnswer::Time(DueTime::EndOfDay);
            vec![vec![answer(say.button_deadline_end_of_day(), end)], HOURS.map(hour).into()]
        }
        DeadlineQuestion::Title(_) => Vec::new(),
        DeadlineQuestion::Leads => leads(context, form),
        DeadlineQuestion::Zone => {
            vec![vec![answer(zone::name(&say, HOME_ZONE), DeadlineAnswer::HomeZone)]]
        }
        DeadlineQuestion::Topic => {
            Topic::ALL.map(|topic| vec![answer(say.topic_name(topic), DeadlineAnswer::Topic(topic))]).into()
        }
    }
}

/// The days on which people can be reminded, each to be switched on or off.
fn leads(context: &Context, form: &DeadlineForm) -> Vec<Vec<Button>> {
    let say = context.say();
    let button = |label, action| context.staff_button(label, StaffCallback::FormAction(form.begun, action));
    let chosen = form.leads.as_deref().unwrap_or(&LEADS);
    let toggle = |lead: &i32| {
        let (is_on, name) = (chosen.contains(lead), lead_name(&say, *lead));
        let label = if is_on { say.button_chosen(&name) } else { name };
        button(label, FormAction::Deadline(DeadlineAnswer::Lead(*lead, !is_on)))
    };
    let is_usual = chosen == LEADS;
    let last = if is_usual {
        (say.button_leads_usual(), FormAction::Deadline(DeadlineAnswer::UsualLeads))
    } else {
        (say.button_form_done(), FormAction::Next(FormKind::Deadline))
    };
    let rows = LEADS.iter().map(|lead| vec![toggle(lead)]);
    rows.chain([vec![button(last.0, last.1)]]).collect()
}

/// A month of days to come, and the ways to the months beside it.
fn days(context: &Context, form: &DeadlineForm, month: Month) -> Vec<Vec<Button>> {
    let say = context.say();
    let today = context.now.to_zoned_datetime(form.time_zone()).date();
    let (first, last) = (Month::of(today), Month::of(values::farthest(today)));
    let button =
        |label: String, action| context.staff_button(label, StaffCallback::FormAction(form.begun, action));
    let month_of = |month: Month| FormAction::Month(month.year(), month.month());
    let still = || month_of(month);
    let day = |day: Option<Date>| match day.filter(|day| *day >= today) {
        Some(day) => button(day.day().to_string(), FormAction::Deadline(DeadlineAnswer::Date(day))),
        None => button(NO_DAY.to_owned(), still()),
    };
    let name = vec![button(say.month(month.year(), month.month()).plain(), still())];
    let weekdays = say.date_weekdays().plain();
    let weekdays = weekdays.split(',').map(|name| button(name.trim().to_owned(), still())).collect();
    let weeks = month.weeks().into_iter().map(|week| week.map(day).into());
    let before = month.before().filter(|month| *month >= first);
    let after = month.after().filter(|month| *month <= last);
    let beside = [before, after].into_iter().zip(BESIDE);
    let beside = beside.filter_map(|(month, label)| Some(button(label.to_owned(), month_of(month?))));
    [name, weekdays].into_iter().chain(weeks).chain([beside.collect()]).collect()
}
