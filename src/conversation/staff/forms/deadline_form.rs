//! The form of a deadline. To change a deadline, only the fields that change are filled in.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::conversation::citizen::zone;
use crate::conversation::citizen::zone::ParseZoneError;
use crate::conversation::staff::forms::form;
use crate::conversation::staff::forms::form::{FieldError, Form, FormError};
use crate::conversation::staff::time;
use crate::domain::deadline::{LEADS, LONGEST_LEAD};
use crate::domain::time::HOME_ZONE;
use crate::domain::{Deadline, LocalHour, Topic};
use crate::texts::Texts;

/// The fields of the form.
pub(super) const FIELDS: [&str; 7] = ["date", "ky", "ru", "en", "leads", "zone", "topic"];
/// The most leads of a deadline.
const MOST_LEADS: usize = 20;
/// The farthest deadline.
const FARTHEST: SignedDuration = SignedDuration::from_hours(24 * 366 * 20);

/// The form with an example in each field that has one.
pub(super) fn template(now: Timestamp) -> String {
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

/// Reads a deadline; fields left empty stay as in `old`.
pub(super) fn read(
    form: &Form,
    texts: &Texts,
    old: Option<&Deadline>,
    now: Timestamp,
) -> Result<Deadline, FormError> {
    let zone = match (form.optional("zone", |text| zone_of(texts, text))?, old) {
        (Some(zone), _) => zone,
        (None, Some(old)) => old.zone.clone(),
        (None, None) => LocalHour::default().zone(),
    };
    let moment = |text: &str| moment(text, &zone, now);
    let (date, time) = match old {
        Some(old) => form.optional("date", moment)?.unwrap_or((old.date, old.time)),
        None => form.needed("date", moment)?,
    };
    let leads = form.optional("leads", leads)?;
    let topic = form.optional("topic", |text| form::by_code(text, Topic::ALL, |topic| topic.code()))?;
    let new = Deadline::new(String::new(), date, zone);
    Ok(Deadline {
        time,
        leads: leads.unwrap_or_else(|| old.unwrap_or(&new).leads.clone()),
        topic: topic.unwrap_or_else(|| old.unwrap_or(&new).topic),
        titles: form.texts(old.map(|old| &old.titles), form::TITLE)?,
        ..new
    })
}

/// A time zone by its own name, by a city, or by its distance from UTC.
fn zone_of(texts: &Texts, text: &str) -> Result<TimeZone, FieldError> {
    let zone = zone::parse(texts, text).map_err(|error| match error {
        ParseZoneError::Unknown => FieldError::Zone,
        ParseZoneError::Reversed(_) => FieldError::ReversedZone,
    })?;
    TimeZone::get(&zone).map_err(|_| FieldError::Zone)
}

/// A date to come, with or without a time. Without one, it lasts to the end of the day.
fn moment(text: &str, zone: &TimeZone, now: Timestamp) -> Result<(Date, Option<Time>), FieldError> {
    let (date, time) = time::date_and_time(text).map_err(FieldError::Date)?;
    let local = date.to_datetime(time.unwrap_or(Time::MAX));
    let moment = local.to_zoned_datetime(zone.clone()).map_err(|_| FieldError::Range)?.timestamp();
    let until = moment.duration_since(now);
    if until > FARTHEST || until.is_negative() { Err(FieldError::Range) } else { Ok((date, time)) }
}

/// Days before and after the deadline, in any order.
fn leads(text: &str) -> Result<Vec<i32>, FieldError> {
    let read = |lead: &str| {
        let lead: i32 = lead.replace('−', "-").parse().map_err(|_| FieldError::Value)?;
        if lead.abs() > LONGEST_LEAD { Err(FieldError::Range) } else { Ok(lead) }
    };
    let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let mut leads: Vec<i32> = words.map(read).collect::<Result<_, _>>()?;
    leads.sort_unstable_by(|a, b| b.cmp(a));
    leads.dedup();
    if leads.len() > MOST_LEADS { Err(FieldError::Range) } else { Ok(leads) }
}
