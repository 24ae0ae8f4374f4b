//! Deadlines, and how far away they are.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Something that is due by the end of a local day.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// Its id, as it stands in message ids: 1 to 32 of `[a-z0-9-]`.
    pub id: String,
    /// The local day at whose end it is due.
    pub date: Date,
    /// The zone of that day.
    pub zone: TimeZone,
}

/// How far away a day is, in whole local days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// It is over, by this many days (1 or more).
    Passed(i32),
    /// It is today.
    Today,
    /// It comes in this many days (1 or more).
    Left(i32),
}

impl Deadline {
    /// How far away it is.
    #[must_use]
    pub fn distance(&self, now: Timestamp) -> Distance {
        let today = now.to_zoned_datetime(self.zone.clone()).date();
        let days = today.duration_until(self.date).as_hours() / 24;
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        match days {
            0 => Distance::Today,
            1.. => Distance::Left(days),
            _ => Distance::Passed(-days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_in_the_zone_of_the_deadline() {
        let deadline = Deadline {
            id: "pledge".into(),
            date: jiff::civil::date(2024, 12, 31),
            zone: TimeZone::get("Asia/Bishkek").expect("a bundled zone"),
        };
        for (now, distance) in [
            ("2024-12-30T17:59:59Z", Distance::Left(1)),
            ("2024-12-30T18:00:00Z", Distance::Today),
            ("2024-12-31T17:59:59Z", Distance::Today),
            ("2024-12-31T18:00:00Z", Distance::Passed(1)),
            ("2026-11-25T00:00:00Z", Distance::Passed(694)),
        ] {
            let now: Timestamp = now.parse().expect("a timestamp");
            assert_eq!(deadline.distance(now), distance, "{now}");
        }
    }
}
