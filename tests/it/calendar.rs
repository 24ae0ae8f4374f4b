//! Calendar files, checked with an independent reader: Python's icalendar.

use jiff::civil::date;
use jiff::tz::TimeZone;
use pledge_bot::calendar::{CalendarAlarm, CalendarEvent, ics};
use serde_json::{Value, json};

use crate::support::calendar_reader;

/// A title, a description and the words of an alarm, in each language.
const WORDS: [[&str; 3]; 3] = [
    [
        "Милдеттенменин мөөнөтү: 9-чакырык, «Өкмөт өз үлүшүн аткарууга тийиш»",
        "Кыргыз Республикасынын жарандык коомунун милдеттенмеси.\nЧакырыктар; мөөнөттөр, жыйынтыктар — баары ушул жерде.",
        "Мөөнөткө бир жума калды: эмне жасалганын көрүңүз, досторуңузга айтыңыз",
    ],
    [
        "Срок обязательства: призыв 9, «Правительство должно выполнить свою часть»",
        "Обязательство гражданского общества Кыргызской Республики.\nПризывы; сроки, итоги — всё здесь.",
        "До срока осталась неделя: посмотрите, что сделано, и расскажите друзьям",
    ],
    [
        "The pledge is due: call 9, \"The government has to do its part\"",
        "The pledge of the civil society of the Kyrgyz Republic.\nCalls; deadlines, results: all of it is here.",
        "A week is left: see what has been done, and tell your friends",
    ],
];

fn event([title, description, reminder]: [&str; 3]) -> CalendarEvent {
    let alarm = |days| CalendarAlarm { days, hour: 10, text: reminder.into() };
    CalendarEvent {
        uid: "deadline-call-9@pledge-bot".into(),
        title: title.into(),
        description: description.into(),
        date: date(2026, 12, 31),
        time: None,
        alarms: [7, 0, -1].map(alarm).into(),
        reader: TimeZone::get("Asia/Bishkek").expect("a bundled zone"),
        url: Some("https://t.me/pledge_bot?start=call-9".parse().expect("a URL")),
        stamp: "2026-03-08T09:00:00Z".parse().expect("a timestamp"),
        cancelled: false,
    }
}

/// An event that begins at six in the evening.
fn timed(event: CalendarEvent, zone: &str) -> CalendarEvent {
    let zone = TimeZone::get(zone).expect("a bundled zone");
    CalendarEvent { time: Some((jiff::civil::time(18, 0, 0, 0), zone.clone())), reader: zone, ..event }
}

/// An event's file as the reader understands it, with times of `zone`.
fn read(event: &CalendarEvent, zone: &str) -> Value {
    calendar_reader::read(&ics(event), zone)
}

#[test]
fn a_whole_day_comes_on_the_right_day_in_every_language() {
    for words in WORDS {
        let expected = json!({
            "method": "PUBLISH",
            "uid": "deadline-call-9@pledge-bot",
            "status": "CONFIRMED",
            "sequence": 29_549_340,
            "stamp": "2026-03-08T09:00:00+00:00",
            "modified": "2026-03-08T09:00:00+00:00",
            "dtstart": "2026-12-31",
            "dtend": "2027-01-01",
            "summary": words[0],
            "description": words[1],
            "url": "https://t.me/pledge_bot?start=call-9",
            "transparency": "TRANSPARENT",
            "alarms": [
                ["2026-12-24T10:00:00+06:00", words[2]],
                ["2026-12-31T10:00:00+06:00", words[2]],
                ["2027-01-01T10:00:00+06:00", words[2]],
            ],
        });
        assert_eq!(read(&event(words), "Asia/Bishkek"), expected);
    }
}

#[test]
fn an_hour_comes_at_that_hour_in_every_language() {
    for words in WORDS {
        let found = read(&timed(event(words), "Asia/Bishkek"), "Asia/Bishkek");
        assert_eq!(found["dtstart"], "2026-12-31T18:00:00+06:00");
        assert_eq!(found["dtend"], "2026-12-31T18:01:00+06:00");
        assert_eq!([&found["summary"], &found["description"]], [words[0], words[1]]);
        let alarms = json!([
            ["2026-12-24T10:00:00+06:00", words[2]],
            ["2026-12-31T10:00:00+06:00", words[2]],
            ["2027-01-01T10:00:00+06:00", words[2]],
        ]);
        assert_eq!(found["alarms"], alarms);
    }
}

#[test]
fn alarms_keep_their_hour_where_the_clocks_change() {
    let alarms = |event: &CalendarEvent| -> Vec<Value> {
        let found = read(event, "Europe/Berlin");
        found["alarms"].as_array().expect("alarms").iter().map(|alarm| alarm[0].clone()).collect()
    };
    // Clocks go forward on 29 March and back on 25 October 2026.
    for (date, expected) in [
        (
            date(2026, 3, 30),
            ["2026-03-23T10:00:00+01:00", "2026-03-30T10:00:00+02:00", "2026-03-31T10:00:00+02:00"],
        ),
        (
            date(2026, 10, 24),
            ["2026-10-17T10:00:00+02:00", "2026-10-24T10:00:00+02:00", "2026-10-25T10:00:00+01:00"],
        ),
    ] {
        let whole_day = CalendarEvent { date, ..event(WORDS[2]) };
        assert_eq!(alarms(&whole_day), expected, "a whole day");
        assert_eq!(alarms(&timed(whole_day, "Europe/Berlin")), expected, "an hour");
    }
}

#[test]
fn a_changed_date_supersedes_and_a_cancelled_one_is_taken_back() {
    let first = event(WORDS[0]);
    let stamp = "2026-03-08T09:01:00Z".parse().expect("a timestamp");
    let changed = CalendarEvent { date: date(2027, 1, 31), stamp, ..first.clone() };
    let stamp = "2026-04-01T00:00:00Z".parse().expect("a timestamp");
    let cancelled = CalendarEvent { cancelled: true, stamp, ..changed.clone() };
    let [first, changed, cancelled] = [first, changed, cancelled].map(|event| read(&event, "Asia/Bishkek"));

    assert_eq!(changed["dtstart"], "2027-01-31");
    assert_eq!([&changed["uid"], &cancelled["uid"]], [&first["uid"], &first["uid"]]);
    let sequence = |found: &Value| found["sequence"].as_i64().expect("a number");
    assert!(sequence(&first) < sequence(&changed) && sequence(&changed) < sequence(&cancelled));
    assert_eq!([&cancelled["method"], &cancelled["status"]], ["CANCEL", "CANCELLED"]);
    assert_eq!(cancelled["alarms"], json!([]));
}

#[test]
fn odd_characters_come_back() {
    let odd = event(["a,b;c\\d: e\"f\" \u{1f54a} \u{65e5}\u{672c}", "one\r\ntwo\n\nthree\rfour", "x"]);
    let found = read(&odd, "Asia/Bishkek");
    assert_eq!(found["summary"], odd.title);
    assert_eq!(found["description"], "one\ntwo\n\nthree\nfour");
}
