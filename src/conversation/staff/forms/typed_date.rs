//! Dates as staff type them: in digits, as today, or written out as the bot does in any of the languages.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::conversation::staff::forms::words::FormWords;
use crate::conversation::staff::typed_time;
use crate::conversation::staff::typed_time::ParseDateError;
use crate::domain::{Lang, visible};

/// The longest text that is read as a date written out, in characters.
const LONGEST: usize = 60;
/// The shortest part of a month's name.
const SHORTEST_MONTH: usize = 3;

/// A date, and nothing beside it. Today is that of the zone.
pub(super) fn date(
    words: FormWords<'_>,
    text: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Date, ParseDateError> {
    let text = visible::bare_line(text);
    if words.is_today(&text) {
        return Ok(now.to_zoned_datetime(zone.clone()).date());
    }
    match typed_time::date(&text) {
        Err(ParseDateError::Shape) => written_out(words, &text),
        read => read,
    }
}

/// A date with or without a time behind it.
pub(super) fn date_and_time(
    words: FormWords<'_>,
    text: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<(Date, Option<Time>), ParseDateError> {
    let text = visible::bare_line(text);
    match typed_time::date_and_time(&text) {
        Err(ParseDateError::Shape) => {}
        read => return read,
    }
    let (day, clock) = match text.rsplit_once(' ') {
        Some((day, clock)) if clock.contains(':') => (day.trim_end_matches([',', ' ']), Some(clock)),
        Some(_) | None => (text.as_str(), None),
    };
    let date = date(words, day, zone, now)?;
    let Some(clock) = clock else { return Ok((date, None)) };
    // The time is read in one place, together with a date in digits.
    typed_time::date_and_time(&format!("{date} {clock}"))
}

/// A date with the name of its month. Endings and the words around it make no difference.
fn written_out(words: FormWords<'_>, text: &str) -> Result<Date, ParseDateError> {
    if text.chars().count() > LONGEST {
        return Err(ParseDateError::Shape);
    }
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty()).collect();
    let (day, year) = match numbers[..] {
        [day, year] | [year, day] if day.len() <= 2 && year.len() == 4 => (day, year),
        _ => return Err(ParseDateError::Shape),
    };
    let (day, year) = day.parse().ok().zip(year.parse().ok()).ok_or(ParseDateError::Shape)?;
    let typed = names(text);
    let is_meant = |month: &i8| {
        let first = Date::new(year, *month, 1).ok();
        first.is_some_and(|first| Lang::ALL.into_iter().any(|lang| says(words, lang, first, &typed)))
    };
    let months: Vec<i8> = (1..=12).filter(is_meant).collect();
    let [month] = months[..] else { return Err(ParseDateError::Shape) };
    Date::new(year, month, day).map_err(|_| ParseDateError::Day)
}

/// Whether each of these words stands in this date as the bot writes it, or begins one that does.
fn says(words: FormWords<'_>, lang: Lang, date: Date, typed: &[String]) -> bool {
    let written = names(&words.texts().say(lang).date(date).plain());
    let stands = |word: &String| written.iter().any(|it| it.starts_with(word.as_str()));
    !typed.is_empty() && typed.iter().all(stands)
}

/// The words of a date that may be names.
fn names(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.chars().count() >= SHORTEST_MONTH).map(visible::spelling).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::home_zone;
    use crate::texts::Texts;

    #[test]
    fn a_date_may_be_written_as_the_bot_writes_it() {
        let texts = Texts::builtin();
        let words = FormWords::new(&texts, Lang::Ru);
        let now: Timestamp = "2026-11-25T20:00:00Z".parse().expect("a time");
        let read = |text: &str| {
            let read = date_and_time(words, text, &home_zone(), now);
            read.map(|(date, time)| format!("{date} {}", time.map(|it| it.to_string()).unwrap_or_default()))
        };
        for lang in Lang::ALL {
            for month in 1..=12 {
                let date = Date::new(2027, month, 7).expect("a date");
                let text = texts.say(lang).date(date).plain();
                assert_eq!(read(&text), Ok(format!("{date} ")), "{text}");
            }
        }
        for (text, date) in [
            ("1 марта 2027", "2027-03-01 "),
            ("1 МАР 2027 г., 18:00", "2027-03-01 18:00:00"),
            ("1 March 2027 9:05", "2027-03-01 09:05:00"),
            ("сегодня", "2026-11-26 "),
            ("Бүгүн 18:00", "2026-11-26 18:00:00"),
            ("01.03.2027 18:00", "2027-03-01 18:00:00"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(date), "{text}");
        }
        for (text, error) in [
            ("30 февраля 2027", ParseDateError::Day),
            ("1 марта", ParseDateError::Shape),
            ("1 марта 27", ParseDateError::Shape),
            ("1 ма 2027", ParseDateError::Shape),
            ("1 марта 2027 вечером", ParseDateError::Shape),
            ("1 марта 2027 25:00", ParseDateError::Time),
            ("до 1 июня или 2 июля 2027", ParseDateError::Shape),
            ("", ParseDateError::Shape),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }
}
