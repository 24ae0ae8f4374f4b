//! The deadlines: the pledge's own with the status of each call, and those to come.

use crate::conversation::callback::Callback;
use crate::conversation::citizen::call_status::{CallStatuses, line};
use crate::conversation::citizen::zone;
use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::{Answered, HandlerError};
use crate::domain::time::HOME_ZONE;
use crate::domain::{Deadline, Distance};
use crate::telegram::Page;
use crate::texts::{Html, Say, Texts};

/// How many deadlines to come are shown: a message has an end.
const SHOWN: usize = 10;
/// How many deadlines can be put into a calendar from here: more buttons would hide the others.
const CALENDARS: usize = 3;

/// `/deadline`: the pledge's own deadline, the calls, and the deadlines to come.
pub(crate) async fn open(context: &Context) -> Answered {
    let (deadlines, statuses) = (all(context).await?, CallStatuses::read(context).await?);
    let mut page = page(context, &deadlines, &statuses);
    page.text = Html::paragraphs([page.text, put_off(context, &deadlines).await?]);
    Ok(context.show(page))
}

/// The reminders that the person has put off, each with its time; empty where there are none.
pub(crate) async fn put_off(context: &Context, deadlines: &[Deadline]) -> Result<Html, HandlerError> {
    if !context.is_private() || !context.is_reminded() {
        return Ok(Html::default());
    }
    let (say, zone) = (context.say(), context.chat.reminders.hour.zone());
    let snoozes = context.app.store.snoozes(context.chat.id).await?;
    let lines = snoozes.iter().filter(|snooze| snooze.due > context.now).filter_map(|snooze| {
        let is_same = |it: &&Deadline| it.id == snooze.deadline && it.date == snooze.date;
        let name = name(&context.texts, &say, deadlines.iter().find(is_same)?);
        Some(say.reminders_put_off(&say.moment_in(snooze.due, &zone), &name))
    });
    Ok(Html::lines(lines))
}

/// All deadlines: the pledge's own first, then the others in the order of their dates.
pub(crate) async fn all(context: &Context) -> Result<Vec<Deadline>, HandlerError> {
    let mut all = context.app.store.reader().all_deadlines(&context.texts.pledge.deadlines).await?;
    if let Some((_, others)) = all.split_first_mut() {
        others.sort_by_key(|deadline| (deadline.date, deadline.time));
    }
    Ok(all)
}

fn page(context: &Context, deadlines: &[Deadline], statuses: &CallStatuses) -> Page {
    let (say, pledge) = (context.say(), &context.texts.pledge);
    let own = deadlines.first().map(|deadline| about(context, deadline));
    let known = statuses.known(&pledge.calls);
    let heading = (!known.is_empty()).then(|| say.deadline_calls());
    let lines = known.into_iter().map(|(call, status)| line(&say, call, Some(status)));
    let unknown = statuses.unknown(&say, &pledge.calls);
    let outcome = Html::lines(heading.into_iter().chain(lines).chain(unknown));
    let next = deadlines.iter().skip(1).filter(|deadline| !deadline.is_over(context.now));
    let next: Vec<_> = next.take(SHOWN).collect();
    let ahead = if next.is_empty() {
        say.deadline_next_none()
    } else {
        let next = next.iter().map(|deadline| about(context, deadline));
        Html::paragraphs([say.deadline_next()].into_iter().chain(next))
    };
    let mut rows = vec![vec![context.to(say.button_calls(), Screen::Calls)]];
    if context.is_private() {
        rows.extend(next.iter().take(CALENDARS).map(|deadline| {
            let label = say.button_calendar_of(&name(&context.texts, &say, deadline));
            vec![context.button(label, &Callback::Calendar(deadline.id.clone()))]
        }));
        rows.push(vec![context.button(say.button_timeline(), &Callback::Timeline)]);
    }
    rows.push(vec![context.to(say.button_reminders(), Screen::Reminders)]);
    rows.push(context.way_back(&Screen::Deadline));
    Page { text: Html::paragraphs(own.into_iter().chain([outcome, ahead])), rows }
}

/// The name of a deadline, its date and how far away it is.
pub(crate) fn about(context: &Context, deadline: &Deadline) -> Html {
    let say = context.say();
    let title = say.deadline_title(&name(&context.texts, &say, deadline));
    Html::lines([title, date(&say, deadline), distance(&say, deadline.distance(context.now))])
}

/// The name of a deadline, plain.
pub(crate) fn name(texts: &Texts, say: &Say<'_>, deadline: &Deadline) -> String {
    match say.lang().nearest(&deadline.titles) {
        Some(title) => title.to_owned(),
        None if texts.pledge.deadlines.iter().any(|own| own.id == deadline.id) => {
            say.deadline_name(&deadline.id)
        }
        None => deadline.id.clone(),
    }
}

/// The date and time when it is due.
pub(crate) fn date(say: &Say<'_>, deadline: &Deadline) -> Html {
    let date = say.date(deadline.date);
    let iana = deadline.zone.iana_name().unwrap_or("UTC");
    match deadline.time {
        None if iana == HOME_ZONE => say.deadline_date(&date),
        None => say.deadline_date_in(&date, &zone::name(say, iana)),
        Some(time) => say.deadline_time(&date, &time.strftime("%H:%M").to_string(), &zone::name(say, iana)),
    }
}

/// How far away a deadline is.
pub(crate) fn distance(say: &Say<'_>, distance: Distance) -> Html {
    match distance {
        Distance::Passed(days) => say.deadline_passed(days),
        Distance::Over => say.deadline_over(),
        Distance::Today => say.deadline_today(),
        Distance::Left(days) => say.deadline_left(days),
    }
}
