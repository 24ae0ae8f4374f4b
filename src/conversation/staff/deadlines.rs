//! `/deadlines`: the deadlines that are set, what came of their reminders, and how staff set, change and remove them.
//!
//! ```text
//! — /deadlines
//! ‹ Deadlines: 1. Report … To set one, send this form …                                      [1] [Home]
//! — /deadlines⏎date: 2027-03-01⏎ky: …
//! ‹ Set this deadline? …                                                            [Set it] [Discard]
//! — [Set it]
//! ‹ It is set. …
//! ```

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::conversation::callback::StaffCallback;
use crate::conversation::citizen::deadline;
use crate::conversation::staff::form::{Form, Why, Wrong};
use crate::conversation::staff::{count, form};
use crate::conversation::{Answered, Context, HandlerError, Screen, Turn};
use crate::domain::campaign::{DeliveryStatus, Reason, Tally};
use crate::domain::deadline::{LEADS, LONGEST_LEAD};
use crate::domain::reminder::Occasion;
use crate::domain::time::HOME_ZONE;
use crate::domain::{Deadline, LocalHour, Topic};
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::{Html, Say};

/// The fields of the form.
const FIELDS: [&str; 7] = ["date", "ky", "ru", "en", "leads", "zone", "topic"];
/// How many deadlines to come are listed.
const AHEAD: usize = 12;
/// How many that have passed.
const PASSED: usize = 3;
/// How many days of reminders are listed.
const LISTED: usize = 12;
/// How many reminders are looked at for them: one for each hour of each zone.
const LOOKED_AT: u32 = 2000;
/// How many leads a deadline has at most.
const MOST_LEADS: usize = 20;
/// How far away a deadline lies at most.
const FARTHEST: SignedDuration = SignedDuration::from_hours(24 * 366 * 20);

/// `/deadlines`: all there are, or with a form below it, one that is to be set.
pub(super) async fn command(visit: &Context, text: &str) -> Answered {
    match Form::parse(text, &FIELDS) {
        Ok(form) if form.is_empty() && form.head.is_empty() => list(visit, None).await,
        Ok(form) => match filled(visit, &form).await? {
            Ok((deadline, replaces)) => Ok(check(visit, deadline, replaces)),
            Err(wrong) => list(visit, Some(form::fault(&visit.say(), &wrong))).await,
        },
        Err(wrong) => list(visit, Some(form::fault(&visit.say(), &wrong))).await,
    }
}

/// All deadlines, and the form.
pub(super) async fn list(visit: &Context, note: Option<Html>) -> Answered {
    let say = visit.say();
    let deadlines = nearest(deadline::all(visit).await?, visit.now);
    let about = deadlines.iter().map(|it| deadline::about(visit, it));
    let form = Html::lines([say.deadlines_how(), Html::pre(&template(visit.now))]);
    let head = [say.deadlines_title()];
    let mut rows: Vec<_> = deadlines
        .iter()
        .map(|it| {
            let name = deadline::name(&visit.texts, &say, it);
            vec![visit.tap(name, StaffCallback::Deadline(it.id.clone()))]
        })
        .collect();
    rows.push(vec![visit.to(say.button_home(), Screen::Home)]);
    let text = Html::paragraphs(note.into_iter().chain(head).chain(about).chain([form]));
    Ok(visit.open(Page { text, rows }))
}

/// Those that come next, and the latest that have passed: a message has an end.
fn nearest(deadlines: Vec<Deadline>, now: Timestamp) -> Vec<Deadline> {
    let (over, next): (Vec<_>, Vec<_>) = deadlines.into_iter().partition(|deadline| deadline.is_over(now));
    let over = over.into_iter().rev().take(PASSED).rev();
    over.chain(next.into_iter().take(AHEAD)).collect()
}

fn template(now: Timestamp) -> String {
    let day =
        LocalHour::default().day(now.saturating_add(SignedDuration::from_hours(24 * 100)).unwrap_or(now));
    let leads: Vec<_> = LEADS.iter().map(ToString::to_string).collect();
    format!(
        "/deadlines\ndate: {day} 18:00\nky: \nru: \nen: \nleads: {}\nzone: {}\ntopic: {}",
        leads.join(" "),
        HOME_ZONE,
        Topic::Deadlines.code()
    )
}

/// The deadline that a form asks for, and the id of the one that it changes.
async fn filled(
    visit: &Context,
    form: &Form,
) -> Result<Result<(Deadline, Option<String>), Wrong>, HandlerError> {
    let id = (!form.head.is_empty()).then(|| form.head.clone());
    let old = match &id {
        None => None,
        Some(id) => {
            let set = visit.app.store.reader().deadlines().await?;
            match set.into_iter().find(|deadline| deadline.id == *id) {
                Some(old) => Some(old),
                None => return Ok(Err(Wrong { line: 1, field: id.clone(), why: Why::Value })),
            }
        }
    };
    Ok(read(form, old.as_ref(), visit.now).map(|deadline| (deadline, id)))
}

fn read(form: &Form, old: Option<&Deadline>, now: Timestamp) -> Result<Deadline, Wrong> {
    let zone = |text: &str| TimeZone::get(text).map_err(|_| Why::Value);
    let zone = match (form.optional("zone", zone)?, old) {
        (Some(zone), _) => zone,
        (None, Some(old)) => old.zone.clone(),
        (None, None) => LocalHour::default().zone(),
    };
    let near = |text: &str| {
        let (date, time) = form::moment(text)?;
        let local = date.to_datetime(time.unwrap_or(jiff::civil::Time::MAX));
        let moment = local.to_zoned_datetime(zone.clone()).map_err(|_| Why::Range)?.timestamp();
        let until = moment.duration_since(now);
        if until > FARTHEST || until.is_negative() { Err(Why::Range) } else { Ok((date, time)) }
    };
    let (date, time) = match old {
        Some(old) => form.optional("date", near)?.unwrap_or((old.date, old.time)),
        None => form.needed("date", near)?,
    };
    let leads = form.optional("leads", leads)?;
    let topic = form.optional("topic", |text| Topic::from_code(text).ok_or(Why::Value))?;
    let new = Deadline::new(String::new(), date, zone);
    Ok(Deadline {
        time,
        leads: leads.unwrap_or_else(|| old.map_or(new.leads.clone(), |old| old.leads.clone())),
        topic: topic.unwrap_or_else(|| old.map_or(new.topic, |old| old.topic)),
        titles: form.texts(old.map(|old| &old.titles), form::TITLE)?,
        ..new
    })
}

/// Days before and after, in whatever order.
fn leads(text: &str) -> Result<Vec<i32>, Why> {
    let read = |lead: &str| {
        let lead: i32 = lead.replace('−', "-").parse().map_err(|_| Why::Value)?;
        if lead.abs() > LONGEST_LEAD { Err(Why::Range) } else { Ok(lead) }
    };
    let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let mut leads: Vec<i32> = words.map(read).collect::<Result<_, _>>()?;
    leads.sort_unstable_by(|a, b| b.cmp(a));
    leads.dedup();
    if leads.len() > MOST_LEADS { Err(Why::Range) } else { Ok(leads) }
}

/// Shows what would be set, and asks.
fn check(visit: &Context, deadline: Deadline, replaces: Option<String>) -> Turn {
    let say = visit.say();
    let made = form::whole(visit.now);
    let ask = if replaces.is_some() { say.deadlines_ask_change() } else { say.deadlines_ask() };
    let page = Page {
        text: Html::paragraphs([ask, card(visit, &deadline)]),
        rows: vec![vec![
            visit.tap(say.button_deadline_set(), StaffCallback::SetDeadline(made)),
            visit.tap(say.button_form_discard(), StaffCallback::DropForms),
        ]],
    };
    visit.open(page).change(Change::DraftDeadline(Box::new(deadline), replaces, made))
}

/// All that staff need to see of a deadline.
fn card(visit: &Context, deadline: &Deadline) -> Html {
    let say = visit.say();
    let titles = deadline
        .titles
        .iter()
        .map(|(lang, title)| say.deadlines_line_title(&visit.texts.say(*lang).language_name(), title));
    let leads: Vec<_> = deadline.leads.iter().map(ToString::to_string).collect();
    let lines = [
        deadline::date(&say, deadline),
        deadline::distance(&say, deadline.distance(visit.now)),
        say.deadlines_line_leads(&leads.join(", ")),
        say.desk_line_topic(&say.topic_name(deadline.topic)),
    ];
    Html::lines(titles.chain(lines))
}

/// The draft is set.
pub(super) async fn set(visit: &Context, made: Timestamp) -> Answered {
    let say = visit.say();
    let reader = visit.app.store.reader();
    let Some(draft) = reader.deadline_draft(made).await? else {
        return Ok(visit.toast(say.desk_gone_toast()));
    };
    // What it changes may have been removed meanwhile.
    let set = reader.deadlines().await?;
    if draft.replaces.is_some_and(|id| !set.iter().any(|deadline| deadline.id == id)) {
        return Ok(visit.toast(say.desk_gone_toast()));
    }
    let rows = vec![
        vec![visit.tap(say.button_deadlines(), StaffCallback::Deadlines)],
        vec![visit.to(say.button_home(), Screen::Home)],
    ];
    let page = Page { text: say.deadlines_set(), rows };
    Ok(visit.open(page).change(Change::SetDeadline(made, visit.now)))
}

/// One deadline: what it says, and what came of its reminders.
pub(super) async fn one(visit: &Context, id: &str) -> Answered {
    let say = visit.say();
    let deadlines = deadline::all(visit).await?;
    let Some(deadline) = deadlines.iter().find(|deadline| deadline.id == id) else {
        return list(visit, None).await;
    };
    let mut parts = vec![deadline::about(visit, deadline), card(visit, deadline)];
    parts.push(reminded(visit, deadline).await?);
    let mut rows = Vec::new();
    if !deadline.titles.is_empty() {
        parts.push(say.deadlines_change(&format!("/deadlines {id}")));
        rows.push(vec![
            visit.tap(say.button_deadline_remove(), StaffCallback::AskRemoveDeadline(id.to_owned())),
        ]);
    }
    rows.push(vec![visit.tap(say.button_deadlines(), StaffCallback::Deadlines)]);
    rows.push(vec![visit.to(say.button_home(), Screen::Home)]);
    Ok(visit.open(Page { text: Html::paragraphs(parts), rows }))
}

/// What came of the reminders of a deadline, day by day, the newest first. Whoever was reminded on a day was so at many hours.
async fn reminded(visit: &Context, deadline: &Deadline) -> Result<Html, HandlerError> {
    let say = visit.say();
    let reader = visit.app.store.reader();
    let mut days: Vec<(Occasion, bool, Day)> = Vec::new();
    for it in reader.reminded_of(&deadline.id, LOOKED_AT).await? {
        let put_off = it.slot.is_none();
        let same = |(occasion, is_put_off, _): &(Occasion, bool, Day)| {
            *occasion == it.occasion && *is_put_off == put_off
        };
        let place = days.iter().position(same).unwrap_or(days.len());
        if place == LISTED {
            break;
        }
        if place == days.len() {
            days.push((it.occasion, put_off, Day::default()));
        }
        let day = &mut days[place].2;
        day.reasons.extend(it.skipped);
        if let Some(id) = it.campaign {
            let tally = reader.tally(id).await?;
            for ((status, reason), number) in tally.0 {
                day.tally.add(status, reason, number);
            }
        }
    }
    let lines = days.iter().filter_map(|(occasion, put_off, day)| {
        let date = say.date(occasion.date.checked_sub(occasion.lead.days()).ok()?);
        let what = outcome(&say, day);
        Some(if *put_off {
            say.deadlines_put_off(&date, &what)
        } else {
            say.deadlines_reminder(&date, &what)
        })
    });
    let none = days.is_empty().then(|| say.deadlines_reminders_none());
    Ok(Html::lines([say.deadlines_reminders()].into_iter().chain(lines).chain(none)))
}

/// What came of the reminders of a day.
#[derive(Default)]
struct Day {
    tally: Tally,
    /// Why some became no campaign.
    reasons: BTreeSet<Reason>,
}

fn outcome(say: &Say<'_>, day: &Day) -> Html {
    let (sent, total) = (day.tally.of(DeliveryStatus::Sent), day.tally.total());
    let sent = (total > 0 || day.reasons.is_empty()).then(|| say.deadlines_sent(count(sent), count(total)));
    let not_sent = day.reasons.iter().map(|reason| say.deadlines_skipped(&say.desk_reason(*reason)));
    let skipped = day.tally.0.iter().filter(|((status, _), _)| *status == DeliveryStatus::Skipped);
    let skipped = skipped.filter_map(|((_, reason), number)| {
        Some(say.desk_count_reason(&say.desk_reason((*reason)?), count(*number)))
    });
    Html::lines(sent.into_iter().chain(not_sent).chain(skipped))
}

/// Asks whether to remove a deadline.
pub(super) fn ask_remove(visit: &Context, id: &str) -> Turn {
    let say = visit.say();
    let rows = vec![
        vec![visit.tap(say.button_deadline_remove_yes(), StaffCallback::RemoveDeadline(id.to_owned()))],
        vec![visit.tap(say.button_back(), StaffCallback::Deadline(id.to_owned()))],
    ];
    visit.open(Page { text: say.deadlines_ask_remove(), rows })
}

/// A deadline is removed.
pub(super) fn removed(visit: &Context, id: &str) -> Turn {
    let say = visit.say();
    let rows = vec![
        vec![visit.tap(say.button_deadlines(), StaffCallback::Deadlines)],
        vec![visit.to(say.button_home(), Screen::Home)],
    ];
    let page = Page { text: say.deadlines_removed(), rows };
    visit.open(page).change(Change::RemoveDeadline(id.to_owned(), visit.now))
}
