//! The hours of the night in which people are left alone.

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

/// Hours of the night.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietHours {
    /// When they begin.
    pub from: Time,
    /// When they end; on the next day, if that is earlier.
    pub until: Time,
    /// The zone of these times at home.
    pub zone: TimeZone,
}

impl QuietHours {
    /// The end of the quiet hours at home around a time; `None` if it lies outside of them.
    pub fn ends(&self, now: Timestamp) -> Option<Timestamp> {
        self.ends_in(&self.zone, now)
    }

    /// The same by the clocks of another zone.
    pub fn ends_in(&self, zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
        let local = now.to_zoned_datetime(zone.clone());
        let time = local.time();
        let over_midnight = self.until <= self.from;
        let late = time >= self.from;
        let is_quiet = if over_midnight { late || time < self.until } else { late && time < self.until };
        if !is_quiet || self.from == self.until {
            return None;
        }
        let day = if over_midnight && late { local.date().tomorrow().ok()? } else { local.date() };
        let end = day.to_datetime(self.until).to_zoned_datetime(zone.clone()).ok()?;
        Some(end.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::home_zone;

    fn quiet(from: &str, until: &str) -> QuietHours {
        let time = |text: &str| text.parse().expect("a time");
        QuietHours { from: time(from), until: time(until), zone: home_zone() }
    }

    fn ends(quiet: &QuietHours, now: &str) -> Option<String> {
        quiet.ends(now.parse().expect("a timestamp")).map(|end| end.to_string())
    }

    #[test]
    fn quiet_hours_go_over_midnight() {
        let night = quiet("22:00", "08:00");
        assert_eq!(ends(&night, "2026-11-25T15:59:59Z"), None, "a second to ten in Bishkek");
        assert_eq!(ends(&night, "2026-11-25T16:00:00Z").as_deref(), Some("2026-11-26T02:00:00Z"));
        assert_eq!(ends(&night, "2026-11-25T20:00:00Z").as_deref(), Some("2026-11-26T02:00:00Z"));
        assert_eq!(ends(&night, "2026-11-26T02:00:00Z"), None);
    }

    #[test]
    fn quiet_hours_may_lie_within_a_day_or_be_none() {
        let noon = quiet("12:00", "14:00");
        assert_eq!(ends(&noon, "2026-11-25T07:00:00Z").as_deref(), Some("2026-11-25T08:00:00Z"));
        assert_eq!(ends(&noon, "2026-11-25T09:00:00Z"), None);
        assert_eq!(ends(&quiet("12:00", "12:00"), "2026-11-25T06:00:00Z"), None);
    }
}
