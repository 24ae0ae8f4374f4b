//! The hour of the day as people write it: `9`, `18:00`, `9 am`, with words of the texts beside it.

use std::collections::BTreeSet;

use crate::conversation::callback::ReminderAction;
use crate::domain::{Lang, visible};
use crate::texts::{Html, Texts};

/// The longest text that is looked at.
const LONGEST: usize = 40;

/// A time of day that somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TypedHour {
    /// A full hour at which reminders come.
    Full(i8),
    /// A time between two full hours; with those of the buttons that are next to it, at least one.
    Between(Vec<i8>),
}

/// The time of day that a text names; `None` if it names none at which reminders come, nor one near to such.
pub(crate) fn parse(texts: &Texts, text: &str) -> Option<TypedHour> {
    let text = visible::bare_line(text);
    if text.chars().count() > LONGEST {
        return None;
    }
    let clock = clock(&text)?;
    let half = HourWords::of(texts).half(&clock.beside)?;
    let hour = match (half, clock.hour) {
        (HalfOfDay::Evening, hour @ 1..=11) => hour + 12,
        (HalfOfDay::Morning, 12) => 0,
        (HalfOfDay::Unsaid | HalfOfDay::Morning | HalfOfDay::Evening, hour) => hour,
    };
    if clock.is_full {
        return (first()..=last()).contains(&hour).then_some(TypedHour::Full(hour));
    }
    let next_to = |offered: &i8| *offered == hour || *offered == hour.saturating_add(1);
    let offered: Vec<i8> = ReminderAction::HOURS.into_iter().filter(next_to).collect();
    (!offered.is_empty()).then_some(TypedHour::Between(offered))
}

/// The first hour of the day at which reminders come.
pub(crate) fn first() -> i8 {
    ReminderAction::HOURS.into_iter().min().unwrap_or_default()
}

/// The last hour of the day at which reminders come.
pub(crate) fn last() -> i8 {
    ReminderAction::HOURS.into_iter().max().unwrap_or_default()
}

/// The digits of a time, and the text around them.
struct ClockDigits {
    hour: i8,
    /// Whether the minutes are 00, or none stand there.
    is_full: bool,
    beside: String,
}

/// The time in a text. The hour may stand alone; minutes have two digits.
fn clock(text: &str) -> Option<ClockDigits> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, from) = text.split_at(start);
    let (digits, after) = split_digits(from);
    let minutes =
        after.strip_prefix([':', '.', '-', ' ']).map(split_digits).filter(|(minutes, _)| !minutes.is_empty());
    let (minutes, after) = match minutes {
        Some((minutes, after)) => (parse_digits(minutes).filter(|it| *it < 60 && minutes.len() == 2)?, after),
        None => (0, after),
    };
    let is_alone = !after.contains(|c: char| c.is_ascii_digit());
    let hour = parse_digits(digits).filter(|_| is_alone)?;
    Some(ClockDigits { hour, is_full: minutes == 0, beside: format!("{before} {after}") })
}

/// One or two digits as a number.
fn parse_digits(digits: &str) -> Option<i8> {
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

/// The digits at the beginning, and the rest.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// The half of the day that words beside an hour name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HalfOfDay {
    Unsaid,
    Morning,
    Evening,
}

/// The words beside an hour, in all languages.
struct HourWords {
    morning: BTreeSet<String>,
    evening: BTreeSet<String>,
    other: BTreeSet<String>,
}

impl HourWords {
    fn of(texts: &Texts) -> HourWords {
        let in_all = |list: fn(Lang, &Texts) -> Html| {
            Lang::ALL.into_iter().flat_map(|lang| words(&list(lang, texts).plain())).collect()
        };
        HourWords {
            morning: in_all(|lang, texts| texts.say(lang).reminders_hour_morning()),
            evening: in_all(|lang, texts| texts.say(lang).reminders_hour_evening()),
            other: in_all(|lang, texts| texts.say(lang).reminders_hour_other()),
        }
    }

    /// The half that the words beside an hour name; `None` if one of them is unknown, or they contradict each other.
    fn half(&self, beside: &str) -> Option<HalfOfDay> {
        let mut half = HalfOfDay::Unsaid;
        for word in words(beside) {
            let named = match (self.morning.contains(&word), self.evening.contains(&word)) {
                _ if self.other.contains(&word) => continue,
                // As "in the" of "in the morning" and "in the evening".
                (true, true) => continue,
                (true, false) => HalfOfDay::Morning,
                (false, true) => HalfOfDay::Evening,
                (false, false) => return None,
            };
            if half != HalfOfDay::Unsaid && half != named {
                return None;
            }
            half = named;
        }
        Some(half)
    }
}

/// The words of a text in the form in which they are compared.
fn words(text: &str) -> Vec<String> {
    let words = text.split([' ', ',']).map(visible::spelling);
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<TypedHour> {
        parse(&Texts::builtin(), text)
    }

    #[test]
    fn an_hour_is_read_as_people_write_it() {
        for (text, hour) in [
            ("9", 9),
            ("09", 9),
            ("9:00", 9),
            ("18.00", 18),
            ("9 am", 9),
            ("9AM", 9),
            ("9 a.m.", 9),
            ("8 pm", 20),
            ("12 pm", 12),
            ("at 9 in the morning", 9),
            ("9 in the evening", 21),
            ("в 9", 9),
            ("в 9 утра", 9),
            ("7 вечера", 19),
            ("2 часа дня", 14),
            ("саат 9", 9),
            ("эртең менен саат 9да", 9),
            ("кечки 8де", 20),
            ("15", 15),
            ("9 00", 9),
            ("\u{200B}10\u{200E}", 10),
        ] {
            assert_eq!(read(text), Some(TypedHour::Full(hour)), "{text}");
        }
    }

    #[test]
    fn a_time_between_two_hours_offers_those_next_to_it() {
        for (text, offered) in [
            ("9:30", vec![9, 10]),
            ("9.30", vec![9, 10]),
            ("09-05", vec![9, 10]),
            ("9 30", vec![9, 10]),
            ("в 9:30 утра", vec![9, 10]),
            ("саат 18:45те", vec![18, 19]),
            ("7.30 pm", vec![19, 20]),
            ("7:30", vec![8]),
            ("15:30", vec![16]),
            ("21:59", vec![21]),
        ] {
            assert_eq!(read(text), Some(TypedHour::Between(offered)), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_hour() {
        let long = "9".repeat(4096);
        for text in [
            "",
            "в девять",
            "9:60",
            "3:30",
            "22:15",
            "9:30:15",
            "9 or 10",
            "7",
            "22",
            "12 am",
            "25",
            "-",
            "9:0",
            "9:000",
            "9/10",
            "noon 12",
            "9 am pm",
            &long,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn whatever_is_typed_is_an_hour_of_the_day_or_refused() {
        let texts = Texts::builtin();
        let mut random = fastrand::Rng::with_seed(75);
        let parts = [
            "9",
            "18",
            ":",
            ".",
            "00",
            "30",
            " ",
            "am",
            "pm",
            "в",
            "утра",
            "саат",
            "-",
            "\u{200B}",
            "999999999999",
        ];
        for _ in 0..1_000 {
            let part = |random: &mut fastrand::Rng| match random.u8(..6) {
                0 => random.char(..).to_string(),
                _ => parts[random.usize(..parts.len())].to_owned(),
            };
            let typed: String = (0..random.usize(..7)).map(|_| part(&mut random)).collect();
            let hours = match parse(&texts, &typed) {
                Some(TypedHour::Full(hour)) => vec![hour],
                Some(TypedHour::Between(hours)) => hours,
                None => continue,
            };
            let are_offered = !hours.is_empty() && hours.iter().all(|hour| (8..=21).contains(hour));
            assert!(are_offered, "{}", typed.escape_unicode());
        }
    }
}
