//! The values of fields, as they are typed in a form or in answer to a question.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::conversation::citizen::zone;
use crate::conversation::citizen::zone::ParseZoneError;
use crate::conversation::staff::forms::field_error::FieldError;
use crate::conversation::staff::forms::typed_date;
use crate::conversation::staff::forms::words::{Choice, FormWords, choose};
use crate::domain::address::parse_address;
use crate::domain::deadline::{LEADS, LONGEST_LEAD};
use crate::domain::time::home_zone;
use crate::domain::{CallId, CallStatus, Topic, visible};
use crate::texts::Texts;

/// The most leads of a deadline.
pub(super) const MOST_LEADS: usize = 20;
/// The farthest deadline.
const FARTHEST: SignedDuration = SignedDuration::from_hours(24 * 366 * 20);
/// The first year of which anything can be recorded: an earlier one is a slip of typing.
const EARLIEST: i16 = 2000;
/// The most UTF-16 units of a link.
const LINK: usize = 512;

/// A call, by its title or its ID.
pub(super) fn call(words: FormWords<'_>, text: &str) -> Result<CallId, FieldError> {
    let calls = words.texts().pledge.calls.iter().map(|call| Choice {
        value: call.id.clone(),
        shown: words.say().call_title(&call.id),
        names: words.names(call.id.as_str(), |say| say.call_title(&call.id)),
    });
    Ok(choose(text, calls.collect())?)
}

/// A status that can be entered, by its name or its code.
pub(super) fn status(words: FormWords<'_>, text: &str) -> Result<CallStatus, FieldError> {
    let statuses = statuses().map(|status| Choice {
        value: status,
        shown: words.say().status(status).plain(),
        names: words.names(status.code(), |say| say.status(status).plain()),
    });
    Ok(choose(text, statuses.collect())?)
}

/// The statuses that can be entered: all except the one that says that nothing is recorded, which is no finding.
pub(super) fn statuses() -> impl Iterator<Item = CallStatus> {
    CallStatus::ALL.into_iter().filter(|status| *status != CallStatus::NotRecorded)
}

/// A topic, by its name or its code.
pub(super) fn topic(words: FormWords<'_>, text: &str) -> Result<Topic, FieldError> {
    let topics = Topic::ALL.map(|topic| Choice {
        value: topic,
        shown: words.say().topic_name(topic),
        names: words.names(topic.code(), |say| say.topic_name(topic)),
    });
    Ok(choose(text, topics.into())?)
}

/// A time zone by its own name, by a city, or by its distance from UTC.
pub(super) fn time_zone(texts: &Texts, text: &str) -> Result<TimeZone, FieldError> {
    let zone = zone::parse(texts, text).map_err(|error| match error {
        ParseZoneError::Unknown => FieldError::Zone,
        ParseZoneError::Reversed(_) => FieldError::ReversedZone,
    })?;
    TimeZone::get(&zone).map_err(|_| FieldError::Zone)
}

/// A date to come, with or without a time. Without one, it lasts to the end of the day.
pub(super) fn moment_to_come(
    words: FormWords<'_>,
    text: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<(Date, Option<Time>), FieldError> {
    let (date, time) = typed_date::date_and_time(words, text, zone, now).map_err(FieldError::Date)?;
    let farthest = now.saturating_add(FARTHEST).unwrap_or(now).to_zoned_datetime(zone.clone()).year();
    let far = FieldError::Far(farthest);
    let local = date.to_datetime(time.unwrap_or(Time::MAX));
    let moment = local.to_zoned_datetime(zone.clone()).map_err(|_| far.clone())?.timestamp();
    match moment.duration_since(now) {
        until if until.is_negative() => Err(FieldError::Passed),
        until if until > FARTHEST => Err(far),
        _ => Ok((date, time)),
    }
}

/// A day on which a deadline can be.
pub(super) fn day_to_come(date: Date, zone: &TimeZone, now: Timestamp) -> Result<(), FieldError> {
    let today = now.to_zoned_datetime(zone.clone()).date();
    let last = farthest(today);
    match date {
        date if date < today => Err(FieldError::Passed),
        date if date > last => Err(FieldError::Far(last.year())),
        _ => Ok(()),
    }
}

/// The last day on which a deadline can be.
pub(super) fn farthest(today: Date) -> Date {
    today.saturating_add(FARTHEST)
}

/// A time of the day, such as 18:30 or 18.
pub(super) fn time_of_day(text: &str) -> Result<Time, FieldError> {
    let text = visible::bare_line(text).replace(['.', ' ', '-'], ":");
    let (hour, minute) = text.split_once(':').unwrap_or((&text, "00"));
    let number = |text: &str| {
        let fits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i8>().ok().filter(|_| fits).ok_or(FieldError::Time)
    };
    Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| FieldError::Time)
}

/// A day for which a status is known.
pub(super) fn past_day(words: FormWords<'_>, text: &str, now: Timestamp) -> Result<Date, FieldError> {
    let date = typed_date::date(words, text, &home_zone(), now).map_err(FieldError::Date)?;
    if date > now.to_zoned_datetime(home_zone()).date() {
        Err(FieldError::Ahead)
    } else if date.year() < EARLIEST {
        Err(FieldError::Early(EARLIEST))
    } else {
        Ok(date)
    }
}

/// Days before and after a deadline, in any order, or as they usually are.
pub(super) fn leads(words: FormWords<'_>, text: &str) -> Result<Vec<i32>, FieldError> {
    if words.is_usual(text) {
        return Ok(LEADS.into());
    }
    let read = |lead: &str| {
        let lead: i32 = lead.replace('−', "-").parse().map_err(|_| FieldError::Leads)?;
        if lead.abs() > LONGEST_LEAD { Err(FieldError::FarLead(LONGEST_LEAD)) } else { Ok(lead) }
    };
    let typed = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let mut leads: Vec<i32> = typed.map(read).collect::<Result<_, _>>()?;
    leads.sort_unstable_by(|a, b| b.cmp(a));
    leads.dedup();
    if leads.len() > MOST_LEADS { Err(FieldError::ManyLeads(MOST_LEADS)) } else { Ok(leads) }
}

/// The evidence: an address on the web that is encrypted on the way.
pub(super) fn link(text: &str) -> Result<String, FieldError> {
    let url = parse_address(&visible::bare_line(text)).map_err(|_| FieldError::Link)?;
    match url.encode_utf16().count() {
        _ if !url.starts_with("https://") => Err(FieldError::Link),
        length if length > LINK => Err(FieldError::Long { length, most: LINK }),
        _ => Ok(url),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::staff::forms::words::ChoiceError;
    use crate::domain::Lang;

    fn now() -> Timestamp {
        "2026-11-25T05:00:00Z".parse().expect("a time")
    }

    #[test]
    fn things_are_named_as_the_bot_shows_them_in_any_language() {
        let texts = Texts::builtin();
        let words = FormWords::new(&texts, Lang::Ru);
        let funding = words.texts().pledge.calls[0].id.clone();
        for text in ["Финансирование", "финансир", "Funding", "authorities-funding", "ФИНАНСИРОВАНИЕ."]
        {
            assert_eq!(call(words, text), Ok(funding.clone()), "{text}");
        }
        for (text, read) in [
            ("выполнено", CallStatus::Kept),
            ("Выполнено частично", CallStatus::KeptInPart),
            ("частично", CallStatus::KeptInPart),
            ("не выполнено", CallStatus::NotKept),
            ("not fulfilled", CallStatus::NotKept),
            ("fulfilled", CallStatus::Kept),
            ("аткарылды", CallStatus::Kept),
            ("аткарылып жатат", CallStatus::InProgress),
            ("kept-in-part", CallStatus::KeptInPart),
        ] {
            assert_eq!(status(words, text), Ok(read), "{text}");
        }
        let none = status(words, "сведений пока нет");
        assert!(matches!(none, Err(FieldError::Choice(ChoiceError::Unknown(_)))), "{none:?}");
        for lang in Lang::ALL {
            let say = texts.say(lang);
            for each in Topic::ALL {
                assert_eq!(topic(words, &say.topic_name(each)), Ok(each));
            }
            for each in statuses() {
                assert_eq!(status(words, &say.status(each).plain()), Ok(each));
            }
            for each in &texts.pledge.calls {
                assert_eq!(call(words, &say.call_title(&each.id)), Ok(each.id.clone()));
            }
        }
    }

    #[test]
    fn a_time_of_the_day_is_read_as_people_write_it() {
        let read = |text| time_of_day(text).map(|time| time.strftime("%H:%M").to_string());
        for (text, time) in
            [("18:30", "18:30"), ("9.05", "09:05"), ("18", "18:00"), ("18 30", "18:30"), ("0:00", "00:00")]
        {
            assert_eq!(read(text).as_deref(), Ok(time), "{text}");
        }
        for text in ["", "24:00", "18:60", "18:300", "evening", "18:30:00", "+1", "::"] {
            assert_eq!(read(text), Err(FieldError::Time), "{text}");
        }
    }

    #[test]
    fn a_day_to_come_is_neither_over_nor_too_far() {
        let day = |year, month, day| day_to_come(jiff::civil::date(year, month, day), &home_zone(), now());
        assert_eq!([day(2026, 11, 25), day(2027, 3, 1)], [Ok(()), Ok(())]);
        assert_eq!(day(2026, 11, 24), Err(FieldError::Passed));
        assert_eq!(day(2047, 1, 1), Err(FieldError::Far(2046)));
    }

    #[test]
    fn each_reason_to_refuse_has_an_error_of_its_own() {
        let texts = Texts::builtin();
        let words = FormWords::new(&texts, Lang::Ru);
        let to_come = |text| moment_to_come(words, text, &home_zone(), now()).err();
        assert_eq!(to_come("2026-11-24"), Some(FieldError::Passed));
        assert_eq!(to_come("2026-11-25 10:00"), Some(FieldError::Passed));
        assert_eq!(to_come("сегодня"), None);
        assert_eq!(to_come("2099-01-01"), Some(FieldError::Far(2046)));
        assert_eq!(past_day(words, "2026-11-26", now()), Err(FieldError::Ahead));
        assert_eq!(past_day(words, "1026-11-25", now()), Err(FieldError::Early(2000)));
        assert!(past_day(words, "today", now()).is_ok());
        assert_eq!(leads(words, "Как обычно"), Ok(LEADS.to_vec()));
        assert_eq!(leads(words, "0, 7;−1"), Ok(vec![7, 0, -1]));
        assert_eq!(leads(words, "7 soon"), Err(FieldError::Leads));
        assert_eq!(leads(words, "9999"), Err(FieldError::FarLead(LONGEST_LEAD)));
        let many: Vec<_> = (0..30).map(|lead| lead.to_string()).collect();
        assert_eq!(leads(words, &many.join(" ")), Err(FieldError::ManyLeads(MOST_LEADS)));
        assert_eq!(link("http://example.org"), Err(FieldError::Link));
        assert_eq!(link("example"), Err(FieldError::Link));
        let long = format!("https://example.org/{}", "a".repeat(500));
        assert_eq!(link(&long), Err(FieldError::Long { length: 520, most: LINK }));
        assert_eq!(link("https://example.org").as_deref(), Ok("https://example.org/"));
    }
}
