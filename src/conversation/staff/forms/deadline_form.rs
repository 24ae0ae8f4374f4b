//! The form of a deadline. To change a deadline, only the fields that change are filled in.

use jiff::{SignedDuration, Timestamp};

use crate::conversation::Context;
use crate::conversation::citizen::zone;
use crate::conversation::staff::forms::field_error::{FieldError, FormErrors};
use crate::conversation::staff::forms::form::Form;
use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::staff::forms::{form, template, values, words};
use crate::conversation::staff::typed_time;
use crate::domain::time::HOME_ZONE;
use crate::domain::{Deadline, FormField, LocalHour, Topic};

/// The fields of the form.
pub(super) const FIELDS: [FormField; 7] = [
    FormField::Date,
    FormField::Ky,
    FormField::Ru,
    FormField::En,
    FormField::Leads,
    FormField::Zone,
    FormField::Topic,
];

/// The form with an example in each field that has one.
pub(super) fn template(context: &Context) -> String {
    template::blank(context, "/deadlines", &FIELDS, |field| example(context, field))
}

/// An example of what belongs into a field.
pub(super) fn example(context: &Context, field: FormField) -> Option<String> {
    let say = context.say();
    match field {
        FormField::Date => {
            let later = context.now.saturating_add(SignedDuration::from_hours(24 * 100));
            let day = LocalHour::default().day(later.unwrap_or(context.now));
            Some(format!("{} 18:00", typed_time::example_of(day)))
        }
        FormField::Leads => Some(words::first(&say.form_usual())),
        FormField::Zone => Some(zone::name(&say, HOME_ZONE)),
        FormField::Topic => Some(say.topic_name(Topic::Deadlines)),
        FormField::Ky
        | FormField::Ru
        | FormField::En
        | FormField::Call
        | FormField::Status
        | FormField::Link => None,
    }
}

/// Reads a deadline; fields left empty stay as in `old`. `no_old` is the number of a deadline that is to be changed and does not
/// exist.
pub(super) fn read(
    form: &Form,
    words: FormWords<'_>,
    old: Option<&Deadline>,
    no_old: Option<&str>,
    now: Timestamp,
) -> Result<Deadline, FormErrors> {
    let mut reader = form.reader();
    if let Some(id) = no_old {
        reader.is_wrong(FieldError::NoDeadline(id.to_owned()));
    }
    let zone = reader.optional(FormField::Zone, |text| values::time_zone(words.texts(), text));
    let zone =
        zone.or_else(|| old.map(|old| old.zone.clone())).unwrap_or_else(|| LocalHour::default().zone());
    let moment = |text: &str| values::moment_to_come(words, text, &zone, now);
    let moment = match old {
        Some(old) => reader.optional(FormField::Date, moment).or(Some((old.date, old.time))),
        None => reader.needed(FormField::Date, moment),
    };
    let leads = reader.optional(FormField::Leads, |text| values::leads(words, text));
    let topic = reader.optional(FormField::Topic, |text| values::topic(words, text));
    let titles = reader.texts(old.map(|old| &old.titles), form::TITLE);
    let errors = reader.errors();
    let Some((date, time)) = moment.filter(|_| errors.is_empty()) else { return Err(errors) };
    let new = Deadline::new(String::new(), date, zone);
    Ok(Deadline {
        time,
        leads: leads.unwrap_or_else(|| old.unwrap_or(&new).leads.clone()),
        topic: topic.unwrap_or_else(|| old.unwrap_or(&new).topic),
        titles,
        ..new
    })
}
