//! Dates and times as staff type them in digits. A time is one of Bishkek.

use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use crate::domain::time::home_zone;
use crate::domain::visible;

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

/// The reason why a typed text is no date, or no date with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParseDateError {
    /// It is written in another way.
    Shape,
    /// There is no such day.
    Day,
    /// The time behind the date is no time of day.
    Time,
    /// Behind the date and time stands a time zone.
    Zone,
}

/// Reads a date such as 2027-03-01 or 01.03.2027, and nothing beside it.
pub(super) fn date(text: &str) -> Result<Date, ParseDateError> {
    let (dashed, dotted): (Vec<_>, Vec<_>) = (text.split('-').collect(), text.split('.').collect());
    let (year, month, day) = match (&dashed[..], &dotted[..]) {
        ([year, month, day], _) | (_, [day, month, year]) => (*year, *month, *day),
        _ => return Err(ParseDateError::Shape),
    };
    // A year of two digits is not one of antiquity.
    let year = digits(year, 4..=4).ok_or(ParseDateError::Shape)?;
    let month = digits(month, 1..=2).ok_or(ParseDateError::Shape)?;
    let day = digits(day, 1..=2).ok_or(ParseDateError::Shape)?;
    Date::new(year, month, day).map_err(|_| ParseDateError::Day)
}

/// Reads a date as [`date`] does, with or without a time such as 18:00 behind it.
pub(super) fn date_and_time(text: &str) -> Result<(Date, Option<Time>), ParseDateError> {
    let Some((day, time)) = text.split_once(|c: char| c.is_whitespace() || c == 'T') else {
        return Ok((date(text)?, None));
    };
    let (day, time) = (date(day)?, time.trim());
    let clock = time.split(['+', '-', '−', '[', 'Z']).next().unwrap_or_default().trim_end();
    let (hour, minute) = clock.split_once(':').ok_or(ParseDateError::Time)?;
    let hour = digits(hour, 1..=2).ok_or(ParseDateError::Time)?;
    let minute = digits(minute, 2..=2).ok_or(ParseDateError::Time)?;
    let read = Time::new(hour, minute, 0, 0).map_err(|_| ParseDateError::Time)?;
    if clock == time { Ok((day, Some(read))) } else { Err(ParseDateError::Zone) }
}

/// A number that is written with so many digits.
fn digits<N: FromStr>(text: &str, count: RangeInclusive<usize>) -> Option<N> {
    let fits = count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| fits)
}

/// Reads a date and time of Bishkek.
pub(super) fn parse(text: &str, now: Timestamp) -> Result<Timestamp, ParseTimeError> {
    let Ok((date, Some(time))) = date_and_time(&visible::bare_line(text)) else {
        return Err(ParseTimeError::Shape);
    };
    let time = home_zone().to_timestamp(date.to_datetime(time)).map_err(|_| ParseTimeError::Shape)?;
    match time.duration_since(now) {
        ahead if ahead <= SignedDuration::ZERO => Err(ParseTimeError::Past),
        ahead if ahead > AHEAD => Err(ParseTimeError::Far),
        _ => Ok(time),
    }
}

/// An example of how to type a time: ten in the morning, a week from now.
pub(super) fn example(now: Timestamp) -> String {
    let week = now.saturating_add(SignedDuration::from_hours(7 * 24)).unwrap_or(now);
    format!("{} 10:00", example_of(week.to_zoned_datetime(home_zone()).date()))
}

/// A date as all examples show it.
pub(super) fn example_of(date: Date) -> String {
    date.strftime("%d.%m.%Y").to_string()
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
            ("01.12.26 10:00", ParseTimeError::Shape),
            ("2026-12-01 10:00+03:00", ParseTimeError::Shape),
            ("", ParseTimeError::Shape),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
        assert_eq!(example(now), "02.12.2026 10:00");
        assert_eq!(read(&example(now)).as_deref(), Ok("2026-12-02T04:00:00Z"));
    }

    #[test]
    fn a_date_is_read_in_full_or_refused() {
        let read = |text| date_and_time(text).map(|(date, time)| format!("{date} {time:?}"));
        for (text, date) in [
            ("2027-03-01", "2027-03-01 None"),
            ("1.3.2027", "2027-03-01 None"),
            ("29.02.2028", "2028-02-29 None"),
            ("2027-03-01 18:00", "2027-03-01 Some(18:00:00)"),
            ("2027-03-01T18:00", "2027-03-01 Some(18:00:00)"),
            ("01.03.2027   9:05", "2027-03-01 Some(09:05:00)"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(date), "{text}");
        }
        for (text, error) in [
            ("01.11.26", ParseDateError::Shape),
            ("26-11-01", ParseDateError::Shape),
            ("02027-03-01", ParseDateError::Shape),
            ("+2027-03-01", ParseDateError::Shape),
            ("2027-03-01,", ParseDateError::Shape),
            ("2027-03", ParseDateError::Shape),
            ("", ParseDateError::Shape),
            ("2027-02-29", ParseDateError::Day),
            ("31.04.2027", ParseDateError::Day),
            ("2027-13-01", ParseDateError::Day),
            ("2027-00-01", ParseDateError::Day),
            ("2027-03-01 25:00", ParseDateError::Time),
            ("2027-03-01T24:00", ParseDateError::Time),
            ("2027-03-01 18:0", ParseDateError::Time),
            ("2027-03-01 18:00:30", ParseDateError::Time),
            ("2027-03-01 evening", ParseDateError::Time),
            ("2027-03-01T", ParseDateError::Time),
            ("2027-03-01T18:00+03:00[Europe/Moscow]", ParseDateError::Zone),
            ("2027-03-01T18:00Z", ParseDateError::Zone),
            ("2027-03-01 18:00 [Europe/Moscow]", ParseDateError::Zone),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn whatever_is_read_says_what_was_typed() {
        let mut random = fastrand::Rng::with_seed(75);
        let parts = [
            "2027",
            "26",
            "03",
            "1",
            "29",
            "02",
            "-",
            ".",
            "T",
            " ",
            ":",
            "18",
            "00",
            "+",
            "Z",
            "[",
            "Europe/Moscow",
        ];
        for _ in 0..50_000 {
            let typed: String = (0..random.usize(..14)).map(|_| parts[random.usize(..parts.len())]).collect();
            if let Ok((date, time)) = date_and_time(&typed) {
                let numbers = |text: &str| {
                    text.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty()).count()
                };
                assert_eq!(numbers(&typed), if time.is_some() { 5 } else { 3 }, "{typed}");
                assert!(typed.contains(&date.year().to_string()), "{typed}");
            }
        }
    }
}
