//! Times as staff type and read them: in Bishkek, with UTC beside it.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::time::home_zone;
use crate::texts::{Html, Say};

/// The forms in which a time may be typed.
const FORMS: [&str; 2] = ["%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"];
/// The longest time ahead for which a campaign may be planned.
const AHEAD: SignedDuration = SignedDuration::from_hours(366 * 24);

/// The reason why nothing can be sent at a typed time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParseTimeError {
    /// It is no date and time.
    Shape,
    /// It has passed.
    Past,
    /// It is more than a year away.
    Far,
}

/// Reads a date and time of Bishkek.
pub(super) fn parse(text: &str, now: Timestamp) -> Result<Timestamp, ParseTimeError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let typed =
        FORMS.iter().find_map(|form| DateTime::strptime(form, &text).ok()).ok_or(ParseTimeError::Shape)?;
    let time = home_zone().to_timestamp(typed).map_err(|_| ParseTimeError::Shape)?;
    match time.duration_since(now) {
        ahead if ahead <= SignedDuration::ZERO => Err(ParseTimeError::Past),
        ahead if ahead > AHEAD => Err(ParseTimeError::Far),
        _ => Ok(time),
    }
}

/// An example of how to type a time: ten in the morning, a week from now.
pub(super) fn example(now: Timestamp) -> String {
    let week = now.saturating_add(SignedDuration::from_hours(7 * 24)).unwrap_or(now);
    week.to_zoned_datetime(home_zone()).strftime("%Y-%m-%d 10:00").to_string()
}

/// The line that says when something is sent: at once where no time is set.
pub(super) fn line(say: &Say<'_>, due: Option<Timestamp>) -> Html {
    let Some(due) = due else { return say.campaign_line_now() };
    let local = due.to_zoned_datetime(home_zone());
    let utc = due.to_zoned_datetime(TimeZone::UTC).strftime("%Y-%m-%d %H:%M").to_string();
    say.campaign_line_time(&say.date(local.date()), &local.strftime("%H:%M").to_string(), &utc)
}

/// The day of a time in Bishkek, written out.
pub(super) fn day(say: &Say<'_>, time: Timestamp) -> Html {
    say.date(time.to_zoned_datetime(home_zone()).date())
}

/// A rough duration, in the unit that fits.
pub(super) fn about(say: &Say<'_>, seconds: u64) -> Html {
    let seconds = i64::try_from(seconds.max(1)).unwrap_or(i64::MAX);
    match seconds {
        ..100 => say.campaign_seconds(seconds),
        100..6_000 => say.campaign_minutes(seconds.saturating_add(30) / 60),
        _ => say.campaign_hours(seconds.saturating_add(1_800) / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_typed_in_bishkek() {
        let now: Timestamp = "2026-11-25T05:00:00Z".parse().expect("a time");
        let read = |text| parse(text, now).map(|time| time.to_string());
        assert_eq!(read("2026-12-01 10:00").as_deref(), Ok("2026-12-01T04:00:00Z"));
        assert_eq!(read("  2026-12-01   01:30 ").as_deref(), Ok("2026-11-30T19:30:00Z"));
        assert_eq!(read("01.12.2026 10:00").as_deref(), Ok("2026-12-01T04:00:00Z"));
        assert_eq!(read("2026-11-25 11:01").as_deref(), Ok("2026-11-25T05:01:00Z"));
        for (text, error) in [
            ("2026-11-25 11:00", ParseTimeError::Past),
            ("2020-01-01 10:00", ParseTimeError::Past),
            ("2030-01-01 10:00", ParseTimeError::Far),
            ("2026-02-30 10:00", ParseTimeError::Shape),
            ("2026-12-01 25:00", ParseTimeError::Shape),
            ("tomorrow", ParseTimeError::Shape),
            ("2026-12-01", ParseTimeError::Shape),
            ("", ParseTimeError::Shape),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        assert_eq!(example(now), "2026-12-02 10:00");
    }
}
