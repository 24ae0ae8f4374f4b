//! Deadlines, and the time left until them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::domain::{Lang, Topic};

/// The leads of a deadline for which staff chose none: days before it; negative ones lie after it.
pub const LEADS: [i32; 8] = [90, 30, 7, 1, 0, -1, -30, -365];

/// The longest lead, in days.
pub const LONGEST_LEAD: i32 = 3660;

/// Something that is due by the end of a local day, or at a time of that day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// Its ID: 1 to 32 of `[a-z0-9-]`. IDs of the pledge's facts stand in message IDs too; a deadline that staff set has a
    /// number that no other deadline ever gets.
    pub id: String,
    /// The local day.
    pub date: Date,
    /// The time of that day; `None` for its end.
    pub time: Option<Time>,
    /// The zone of that day.
    #[serde(with = "jiff::fmt::serde::tz::required")]
    pub zone: TimeZone,
    /// The leads of its reminders: days before it (1 or more), the day itself (0), days after it (negative). The earliest
    /// reminder comes first, and none comes twice.
    pub leads: Vec<i32>,
    /// The topic whose subscribers are reminded.
    pub topic: Topic,
    /// Its name, where staff set it; the names of the others stand in messages.
    pub titles: BTreeMap<Lang, String>,
}

/// The distance to a deadline, in whole local days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// It passed this many days ago (1 or more).
    Passed(i32),
    /// It passed earlier today.
    Over,
    /// It is today.
    Today,
    /// It is in this many days (1 or more).
    Left(i32),
}

impl Deadline {
    /// The longest ID.
    pub const ID_MAX: usize = 32;

    /// Whether a text has the form of an ID.
    pub fn is_id(text: &str) -> bool {
        (1..=Deadline::ID_MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    /// A deadline at the end of a day, with the default leads and topic.
    pub fn new(id: String, date: Date, zone: TimeZone) -> Deadline {
        let (leads, topic) = (LEADS.to_vec(), Topic::Deadlines);
        Deadline { id, date, time: None, zone, leads, topic, titles: BTreeMap::new() }
    }

    /// The distance to it.
    pub fn distance(&self, now: Timestamp) -> Distance {
        let local = now.to_zoned_datetime(self.zone.clone()).datetime();
        let days = local.date().duration_until(self.date).as_hours() / 24;
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        match days {
            0 if self.time.is_some_and(|time| time < local.time()) => Distance::Over,
            0 => Distance::Today,
            1.. => Distance::Left(days),
            _ => Distance::Passed(-days),
        }
    }

    /// Whether it has passed.
    pub fn is_over(&self, now: Timestamp) -> bool {
        matches!(self.distance(now), Distance::Passed(_) | Distance::Over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::home_zone;

    fn deadline() -> Deadline {
        Deadline::new("pledge".into(), jiff::civil::date(2024, 12, 31), home_zone())
    }

    fn distance(deadline: &Deadline, now: &str) -> Distance {
        deadline.distance(now.parse().expect("a timestamp"))
    }

    #[test]
    fn days_are_counted_in_the_zone_of_the_deadline() {
        for (now, expected) in [
            ("2024-12-30T17:59:59Z", Distance::Left(1)),
            ("2024-12-30T18:00:00Z", Distance::Today),
            ("2024-12-31T17:59:59Z", Distance::Today),
            ("2024-12-31T18:00:00Z", Distance::Passed(1)),
            ("2026-11-25T00:00:00Z", Distance::Passed(694)),
        ] {
            assert_eq!(distance(&deadline(), now), expected, "{now}");
        }
    }

    #[test]
    fn a_time_of_the_day_passes_within_it() {
        let deadline = Deadline { time: Some(jiff::civil::time(18, 0, 0, 0)), ..deadline() };
        for (now, expected) in [
            ("2024-12-30T18:00:00Z", Distance::Today),
            ("2024-12-31T12:00:00Z", Distance::Today),
            ("2024-12-31T12:00:01Z", Distance::Over),
            ("2024-12-31T18:00:00Z", Distance::Passed(1)),
        ] {
            assert_eq!(distance(&deadline, now), expected, "{now}");
        }
    }
}
