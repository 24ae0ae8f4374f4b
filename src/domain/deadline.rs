//! Deadlines, and how far away they are.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::domain::{Lang, Topic};

/// When people are reminded where a deadline says nothing else, in days before it; negative ones lie after it.
pub const LEADS: [i32; 8] = [90, 30, 7, 1, 0, -1, -30, -365];

/// The longest lead, in days.
pub const LONGEST_LEAD: i32 = 3660;

/// Something that is due by the end of a local day, or at a time of that day.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// Its id: 1 to 32 of `[a-z0-9-]`. Those of the pledge's facts stand in message ids too; those that staff set are a
    /// number, which no other ever gets.
    pub id: String,
    /// The local day.
    pub date: Date,
    /// The time of that day; at its end where none.
    pub time: Option<Time>,
    /// The zone of that day.
    pub zone: TimeZone,
    /// When people are reminded of it: so many days before it (1 or more), on the day (0), or after it (negative). The
    /// longest before comes first, and none twice.
    pub leads: Vec<i32>,
    /// Who hears of it: those who have this topic switched on.
    pub topic: Topic,
    /// What it is called, where staff set it; the names of the others stand in messages.
    pub titles: BTreeMap<Lang, String>,
}

/// How far away a deadline is, in whole local days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// It is over, by this many days (1 or more).
    Passed(i32),
    /// It is over since earlier today.
    Over,
    /// It is today.
    Today,
    /// It comes in this many days (1 or more).
    Left(i32),
}

impl Deadline {
    /// The longest id.
    pub const ID_MAX: usize = 32;

    /// Whether a text could be an id.
    #[must_use]
    pub fn is_id(text: &str) -> bool {
        (1..=Deadline::ID_MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }

    /// One that staff have not made any choice for: by the end of a day, with the usual leads.
    #[must_use]
    pub fn new(id: String, date: Date, zone: TimeZone) -> Deadline {
        let (leads, topic) = (LEADS.to_vec(), Topic::Deadlines);
        Deadline { id, date, time: None, zone, leads, topic, titles: BTreeMap::new() }
    }

    /// How far away it is.
    #[must_use]
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

    /// Whether it is over.
    #[must_use]
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
