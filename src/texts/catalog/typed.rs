//! What people type: the answers to what is refused, and the words that are understood.

use crate::texts::catalog::keys::Cities;
use crate::texts::catalog::macros::catalog;

catalog! {
    // typed.ftl
    /// This is no e-mail address.
    html typed_email = "typed-email";
    /// The e-mail address has a number behind the @.
    html typed_email_number = "typed-email-number";
    /// The e-mail address mixes alphabets within a word.
    html typed_email_alphabets = "typed-email-alphabets";
    /// Something stands beside the phone number.
    html typed_phone_words = "typed-phone-words";
    /// The phone number has an extension.
    html typed_phone_extension = "typed-phone-extension";
    /// There is no such phone number.
    html typed_phone_number = "typed-phone-number";
    /// This is no hour at which reminders come.
    html typed_hour = "typed-hour" { first: num, last: num };
    /// A zone that means the opposite of what it seems to mean.
    html typed_zone_reversed = "typed-zone-reversed" { name: str, meaning: str };
    /// A zone that is so many hours from UTC, with the sign.
    label typed_zone_offset = "typed-zone-offset" { offset: str };
    /// Words beside an hour before noon, with commas between.
    html typed_hour_morning = "typed-hour-morning";
    /// Words beside an hour after noon, with commas between.
    html typed_hour_evening = "typed-hour-evening";
    /// Words beside an hour that say nothing about it, with commas between.
    html typed_hour_other = "typed-hour-other";
    /// A date in a form is written in another way.
    html typed_form_date = "typed-form-date" { line: num };
    /// There is no such day.
    html typed_form_day = "typed-form-day" { line: num };
    /// The time behind a date is no time.
    html typed_form_time = "typed-form-time" { line: num };
    /// A time zone stands behind a date.
    html typed_form_date_zone = "typed-form-date-zone" { line: num };
    /// There is no such time zone.
    html typed_form_zone = "typed-form-zone" { line: num };
    /// A time zone means the opposite of what it seems to mean.
    html typed_form_zone_reversed = "typed-form-zone-reversed" { line: num };
    /// The draft, or what it changes, is not the one that was shown.
    html typed_form_changed = "typed-form-changed";

    // cities.ftl
    /// The cities of a zone, with commas between. The first one names the zone.
    html cities = "cities-*" for Cities;
}
