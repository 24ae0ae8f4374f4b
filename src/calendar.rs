//! A deadline as an iCalendar file (RFC 5545) for people's own calendars. The caller gives all texts.
//!
//! A later file with the same `UID` replaces the event in a calendar. RFC 5546 asks for an `ORGANIZER` beside `METHOD`. It
//! is left out, because calendars would take the file for an invitation that needs an answer.
//!
//! The crate `icalendar` (0.17) writes the file, except where this module corrects it:
//!
//! - It gives each alarm a `DTSTAMP` from the system's clock and a random `UID`. RFC 5545 (3.6.6) has neither, and the
//!   same event would give another file each time. See `amended`.
//! - It folds lines so that the last piece can have 76 octets, one more than RFC 5545 (3.1) allows. See `amended`.
//! - Its `all_day` ends an event on its first day, but `DTEND` is the day after (RFC 5545, 3.6.1;
//!   <https://github.com/hoodie/icalendar/issues/129>). See `component`.
//! - Its triggers know seconds only. See `trigger`.
//! - It keeps carriage returns in a text, which some programs take for the end of a line. See `clean`.

use icalendar::{Calendar, Class, Component, EventLike, EventStatus, Property};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// The maker of the file, as a formal public identifier.
const PRODUCT: &str = "-//pledge-bot//NONSGML pledge-bot//EN";

/// The most octets in a line, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// A deadline as an event of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarEvent {
    /// The same for all files of a deadline, so that a changed date replaces the old one. Globally unique (RFC 7986, 5.3).
    pub uid: String,
    /// The deadline's name.
    pub title: String,
    /// More about it; lines end with `\n`.
    pub description: String,
    /// The local day.
    pub date: Date,
    /// The time and its zone; `None` makes an all-day event. A time that the clocks skip moves ahead by the skipped time.
    pub time: Option<(Time, TimeZone)>,
    /// The reminders, in the time of `reader`. A cancelled event has none.
    pub alarms: Vec<CalendarAlarm>,
    /// The zone of the calendar's owner.
    pub reader: TimeZone,
    /// A link to more.
    pub url: Option<reqwest::Url>,
    /// The time at which the file is made. It gives `DTSTAMP`, `LAST-MODIFIED` and, as whole minutes since 1970,
    /// `SEQUENCE`, by which a later file supersedes an earlier one.
    pub stamp: Timestamp,
    /// Whether the file takes the event out of the calendar.
    pub cancelled: bool,
}

/// A reminder of an event.
#[derive(Debug, Clone)]
pub struct CalendarAlarm {
    /// The number of days before the event's date, or after it if negative, by the reader's calendar.
    pub days: i32,
    /// The hour of that day, 0 to 23.
    pub hour: i8,
    /// The text that it shows.
    pub text: String,
}

/// The file of one event, in UTF-8, with lines of at most 75 octets that end with CRLF. The same event gives the same
/// file.
pub fn ics(event: &CalendarEvent) -> Vec<u8> {
    let (method, status) = if event.cancelled {
        ("CANCEL", EventStatus::Cancelled)
    } else {
        ("PUBLISH", EventStatus::Confirmed)
    };
    let mut calendar = Calendar::empty(); // `Calendar::new` has a PRODID already, and would keep both.
    for property in [("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN"), ("METHOD", method)] {
        calendar.append_property(property);
    }
    calendar.push(component(event, status));
    amended(&calendar.to_string()).into_bytes()
}

fn component(event: &CalendarEvent, status: EventStatus) -> icalendar::Event {
    let stamp = in_utc(event.stamp);
    let minutes = u32::try_from(event.stamp.as_second() / 60).unwrap_or(0);
    let mut made = icalendar::Event::new();
    made.uid(&event.uid)
        .summary(&clean(&event.title))
        .description(&clean(&event.description))
        .add_property("DTSTAMP", &stamp)
        .add_property("LAST-MODIFIED", &stamp)
        .sequence(minutes)
        .status(status)
        // A deadline makes nobody busy.
        .add_property("TRANSP", "TRANSPARENT")
        // In a shared calendar, others see only that there is an event.
        .class(Class::Private);
    match &event.time {
        None => {
            made.append_property(day("DTSTART", event.date))
                // The first day after the event.
                .append_property(day("DTEND", event.date.saturating_add(1.day())));
        }
        Some((time, zone)) => {
            let start = instant(event.date.to_datetime(*time), zone);
            made.add_property("DTSTART", in_utc(start))
                // A deadline takes no time, but DTEND must be later (RFC 5545, 3.8.2.2), and Android's calendars need one.
                .add_property("DTEND", in_utc(start.saturating_add(1.minute()).unwrap_or(start)));
        }
    }
    if let Some(url) = &event.url {
        made.url(url.as_str());
    }
    let alarms = if event.cancelled { &[] } else { event.alarms.as_slice() };
    for alarm in alarms {
        // The trigger given here is replaced at once.
        let mut shown = icalendar::Alarm::display(&clean(&alarm.text), chrono::Duration::zero());
        made.alarm(shown.add_property("TRIGGER", trigger(event, alarm)).done());
    }
    made
}

/// The time from the start of the event to an alarm.
///
/// An all-day event starts at the reader's midnight and needs a trigger in days. RFC 5545 (3.3.6) counts those by the
/// calendar, whereas 24 hours would miss the hour when the clocks change in between.
fn trigger(event: &CalendarEvent, alarm: &CalendarAlarm) -> String {
    // Counted from the midnight at which the event's date begins.
    let hours = i64::from(alarm.hour) - 24 * i64::from(alarm.days);
    let Some((time, zone)) = &event.time else {
        let sign = if hours < 0 { "-" } else { "" };
        return match (hours.abs() / 24, hours.abs() % 24) {
            (0, hours) => format!("{sign}PT{hours}H"),
            (days, 0) => format!("{sign}P{days}D"),
            (days, hours) => format!("{sign}P{days}DT{hours}H"),
        };
    };
    let start = instant(event.date.to_datetime(*time), zone);
    let wanted = event.date.to_datetime(Time::midnight()).saturating_add(SignedDuration::from_hours(hours));
    let seconds = start.duration_until(instant(wanted, &event.reader)).as_secs();
    let sign = if seconds < 0 { "-" } else { "" };
    format!("{sign}PT{}S", seconds.abs())
}

fn day(name: &str, date: Date) -> Property {
    Property::new(name, date.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

fn instant(local: DateTime, zone: &TimeZone) -> Timestamp {
    zone.to_timestamp(local).unwrap_or(Timestamp::MAX)
}

fn in_utc(time: Timestamp) -> String {
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text without control characters, which a calendar's text must not have. Carriage returns become line feeds.
fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| ['\n', '\t'].contains(c) || !c.is_control()).collect()
}

/// The crate's text without the properties that an alarm must not have, and with its lines folded anew.
fn amended(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut in_alarm = false;
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        match line {
            "BEGIN:VALARM" => in_alarm = true,
            "END:VALARM" => in_alarm = false,
            _ if in_alarm && (line.starts_with("DTSTAMP:") || line.starts_with("UID:")) => continue,
            _ => {}
        }
        fold(line, &mut written);
    }
    written
}

fn fold(line: &str, written: &mut String) {
    let (mut rest, mut room) = (line, LINE);
    while rest.len() > room {
        let (piece, left) = rest.split_at(rest.floor_char_boundary(room));
        written.push_str(piece);
        written.push_str("\r\n ");
        (rest, room) = (left, LINE - 1);
    }
    written.push_str(rest);
    written.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    fn event() -> CalendarEvent {
        CalendarEvent {
            uid: "deadline-pledge@pledge-bot".into(),
            title: "The pledge is due".into(),
            description: "Read it, please; all of it.".into(),
            date: date(2026, 12, 31),
            time: None,
            alarms: vec![alarm(7, 10), alarm(-1, 10)],
            reader: zone("Asia/Bishkek"),
            url: Some("https://t.me/pledge_bot?start=deadline".parse().expect("a URL")),
            stamp: "2026-03-08T09:00:59Z".parse().expect("a timestamp"),
            cancelled: false,
        }
    }

    fn alarm(days: i32, hour: i8) -> CalendarAlarm {
        CalendarAlarm { days, hour, text: "Due soon".into() }
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).expect("a bundled zone")
    }

    fn written(event: &CalendarEvent) -> String {
        String::from_utf8(ics(event)).expect("UTF-8")
    }

    /// The values of a property, unfolded but not unescaped.
    fn values(event: &CalendarEvent, name: &str) -> Vec<String> {
        let unfolded = written(event).replace("\r\n ", "");
        let value = |line: &str| Some(line.strip_prefix(name)?.strip_prefix([':', ';'])?.to_owned());
        unfolded.split("\r\n").filter_map(value).collect()
    }

    #[test]
    fn an_event_is_written_line_by_line_and_always_the_same() {
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//pledge-bot//NONSGML pledge-bot//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "CLASS:PRIVATE",
            r"DESCRIPTION:Read it\, please\; all of it.",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20260308T090059Z",
            "DTSTART;VALUE=DATE:20261231",
            "LAST-MODIFIED:20260308T090059Z",
            "SEQUENCE:29549340",
            "STATUS:CONFIRMED",
            "SUMMARY:The pledge is due",
            "TRANSP:TRANSPARENT",
            "UID:deadline-pledge@pledge-bot",
            "URL:https://t.me/pledge_bot?start=deadline",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Due soon",
            "TRIGGER:-P6DT14H",
            "END:VALARM",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Due soon",
            "TRIGGER:P1DT10H",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert_eq!(written(&event()).split("\r\n").collect::<Vec<_>>(), expected);
        assert_eq!(ics(&event()), ics(&event()));
    }

    #[test]
    fn alarms_of_a_whole_day_count_from_its_midnight() {
        for (days, hour, expected) in [
            (7, 10, "-P6DT14H"),
            (1, 0, "-P1D"),
            (1, 10, "-PT14H"),
            (0, 0, "PT0H"),
            (0, 9, "PT9H"),
            (-1, 0, "P1D"),
            (-14, 23, "P14DT23H"),
        ] {
            let event = CalendarEvent { alarms: vec![alarm(days, hour)], ..event() };
            assert_eq!(values(&event, "TRIGGER"), [expected], "{days} days before at {hour}");
        }
    }

    #[test]
    fn alarms_of_an_hour_keep_the_local_hour_when_the_clocks_change() {
        let at = |zone_name: &str, date, hour| CalendarEvent {
            date,
            time: Some((time(hour, 0, 0, 0), zone(zone_name))),
            reader: zone(zone_name),
            alarms: vec![alarm(7, 10), alarm(0, 10), alarm(-1, 10)],
            ..event()
        };
        // No change in Bishkek; an hour less in the week before in Berlin; an hour more in the day after.
        for (event, start, [week, same, after]) in [
            (at("Asia/Bishkek", date(2026, 12, 31), 18), "20261231T120000Z", [-176, -8, 16]),
            (at("Europe/Berlin", date(2026, 3, 30), 18), "20260330T160000Z", [-175, -8, 16]),
            (at("Europe/Berlin", date(2026, 10, 24), 18), "20261024T160000Z", [-176, -8, 17]),
        ] {
            let written =
                |hours: i64| format!("{}PT{}S", if hours < 0 { "-" } else { "" }, hours.abs() * 3600);
            assert_eq!(values(&event, "DTSTART"), [start]);
            assert_eq!(values(&event, "TRIGGER"), [written(week), written(same), written(after)], "{start}");
        }
    }

    #[test]
    fn alarms_keep_the_hour_of_the_reader() {
        let time = Some((time(18, 0, 0, 0), zone("Asia/Bishkek")));
        let event =
            CalendarEvent { time, alarms: vec![alarm(0, 10)], reader: zone("Europe/Berlin"), ..event() };
        // Six in the evening in Bishkek is one in the afternoon in Berlin.
        assert_eq!(values(&event, "TRIGGER"), ["-PT10800S"]);
    }

    #[test]
    fn an_hour_that_the_clocks_skip_moves_ahead() {
        let time = Some((time(2, 30, 0, 0), zone("Europe/Berlin")));
        let reader = zone("Europe/Berlin");
        let event =
            CalendarEvent { date: date(2026, 3, 29), time, alarms: vec![alarm(0, 2)], reader, ..event() };
        assert_eq!(values(&event, "DTSTART"), ["20260329T013000Z"]);
        assert_eq!(values(&event, "DTEND"), ["20260329T013100Z"]);
        assert_eq!(values(&event, "TRIGGER"), ["-PT1800S"]);
    }

    #[test]
    fn dates_at_the_end_of_time_and_odd_hours_do_no_harm() {
        for date in [Date::MIN, Date::MAX] {
            for time in [None, Some((Time::MAX, zone("Asia/Bishkek")))] {
                let alarms = vec![alarm(i32::MIN, i8::MIN), alarm(i32::MAX, i8::MAX)];
                let file = written(&CalendarEvent { date, time, alarms, stamp: Timestamp::MIN, ..event() });
                assert!(file.ends_with("END:VCALENDAR\r\n"), "{file}");
            }
        }
    }

    #[test]
    fn a_cancelled_event_is_cancelled_and_reminds_nobody() {
        let event = CalendarEvent { cancelled: true, ..event() };
        assert_eq!(values(&event, "METHOD"), ["CANCEL"]);
        assert_eq!(values(&event, "STATUS"), ["CANCELLED"]);
        assert!(!written(&event).contains("VALARM"));
    }

    #[test]
    fn a_text_cannot_end_its_line() {
        let odd = "a,b;c\\d\\n\r\ne\rf\ng\u{0}\u{85}\th: UID:x";
        let event = CalendarEvent { title: odd.into(), ..event() };
        assert_eq!(values(&event, "SUMMARY"), ["a\\,b\\;c\\\\d\\\\n\\ne\\nf\\ng\th: UID:x"]);
        assert_eq!(values(&event, "UID"), ["deadline-pledge@pledge-bot"]);
    }

    #[test]
    fn no_line_is_too_long_or_cuts_a_character() {
        for letter in ["x", "ө", "€", "🕊", "x ", "ң "] {
            for count in 0..200 {
                let event = CalendarEvent { description: letter.repeat(count), ..event() };
                for line in ics(&event).split(|byte| *byte == b'\n') {
                    let line = line.strip_suffix(b"\r").unwrap_or(line);
                    assert!(line.len() <= LINE, "{count} of {letter:?}");
                    assert!(std::str::from_utf8(line).is_ok(), "{count} of {letter:?}");
                }
                assert_eq!(values(&event, "DESCRIPTION")[0], letter.repeat(count));
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC{0,200}") {
            let event = CalendarEvent { title: text.clone(), ..event() };
            let escaped = text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
            prop_assert_eq!(&values(&event, "SUMMARY"), &[escaped]);
            prop_assert!(written(&event).split("\r\n").all(|line| line.len() <= LINE));
        }
    }
}
