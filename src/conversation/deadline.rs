//! The deadline: when, how far away, what came of each call, what comes next.

use std::sync::Arc;

use crate::conversation::record::Record;
use crate::conversation::{Answered, Callback, Context, HandlerError, Screen, calls, zone};
use crate::domain::message::Button;
use crate::domain::time::HOME_ZONE;
use crate::domain::{Deadline, Distance, Topic};
use crate::telegram::Page;
use crate::texts::{Html, Say, Texts};

/// How many deadlines to come are shown: a message has an end.
const SHOWN: usize = 10;
/// How many deadlines can be put into a calendar from here: more buttons would hide the others.
const CALENDARS: usize = 3;

/// `/deadline`: the pledge's own deadline, the calls, and the deadlines to come.
pub(super) async fn open(visit: Arc<Context>) -> Answered {
    let (deadlines, record) = (all(&visit).await?, Record::read(&visit).await?);
    Ok(visit.open(page(&visit, &deadlines, &record)))
}

/// All deadlines: the pledge's own first, then the others in the order of their dates.
pub(super) async fn all(visit: &Context) -> Result<Vec<Deadline>, HandlerError> {
    let mut all = visit.content.pledge.deadlines.clone();
    all.extend(visit.app.store.reader().deadlines().await?);
    if let Some((_, others)) = all.split_first_mut() {
        others.sort_by_key(|deadline| (deadline.date, deadline.time));
    }
    Ok(all)
}

fn page(visit: &Context, deadlines: &[Deadline], record: &Record) -> Page {
    let (say, pledge) = (visit.say(), &visit.content.pledge);
    let own = deadlines.first().map(|deadline| about(visit, deadline));
    let lines = pledge.calls.iter().map(|call| calls::line(&say, call, record.status(call)));
    let outcome = Html::lines([say.deadline_calls()].into_iter().chain(lines));
    let next = deadlines.iter().skip(1).filter(|deadline| !deadline.is_over(visit.now));
    let next: Vec<_> = next.take(SHOWN).collect();
    let ahead = if next.is_empty() {
        say.deadline_next_none()
    } else {
        let next = next.iter().map(|deadline| about(visit, deadline));
        Html::paragraphs([say.deadline_next()].into_iter().chain(next))
    };
    let mut rows = vec![vec![visit.to(say.button_calls(), Screen::Calls)]];
    if visit.is_private() {
        rows.extend(next.iter().take(CALENDARS).map(|deadline| {
            let label = say.button_calendar_of(&name(&visit.content, &say, deadline));
            vec![visit.button(label, &Callback::Calendar(deadline.id.clone()))]
        }));
        rows.push(vec![visit.button(say.button_timeline(), &Callback::Timeline)]);
    }
    rows.push(vec![visit.to_reminders()]);
    rows.push(visit.way_back(&Screen::Deadline));
    Page { text: Html::paragraphs(own.into_iter().chain([outcome, ahead])), rows }
}

/// A deadline's name, its date and how far away it is.
pub(super) fn about(visit: &Context, deadline: &Deadline) -> Html {
    let say = visit.say();
    let title = say.deadline_title(&name(&visit.content, &say, deadline));
    Html::lines([title, date(&say, deadline), distance(&say, deadline.distance(visit.now))])
}

/// What a deadline is called, plain.
pub(super) fn name(content: &Texts, say: &Say<'_>, deadline: &Deadline) -> String {
    match say.lang().nearest(&deadline.titles) {
        Some(title) => title.to_owned(),
        None if content.pledge.deadlines.iter().any(|own| own.id == deadline.id) => {
            say.deadline_name(&deadline.id)
        }
        None => deadline.id.clone(),
    }
}

/// When it is due.
pub(super) fn date(say: &Say<'_>, deadline: &Deadline) -> Html {
    let date = say.date(deadline.date);
    let iana = deadline.zone.iana_name().unwrap_or("UTC");
    match deadline.time {
        None if iana == HOME_ZONE => say.deadline_date(&date),
        None => say.deadline_date_in(&date, &zone::name(say, iana)),
        Some(time) => say.deadline_time(&date, &time.strftime("%H:%M").to_string(), &zone::name(say, iana)),
    }
}

pub(super) fn distance(say: &Say<'_>, distance: Distance) -> Html {
    match distance {
        Distance::Passed(days) => say.deadline_passed(i64::from(days)),
        Distance::Over => say.deadline_over(),
        Distance::Today => say.deadline_today(),
        Distance::Left(days) => say.deadline_left(i64::from(days)),
    }
}

impl Context {
    /// Whether they hear of deadlines.
    pub(super) fn is_reminded(&self) -> bool {
        self.chat.topics.contains(&Topic::Deadlines)
    }

    /// Leads to their reminders.
    pub(super) fn to_reminders(&self) -> Button {
        self.to(self.say().button_reminders(), Screen::Reminders)
    }
}
