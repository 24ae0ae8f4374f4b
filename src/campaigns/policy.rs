//! What delivery holds itself to, and the hours in which people are left alone.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// What delivery holds itself to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryPolicy {
    /// How many deliveries are under way at most.
    pub in_flight: u32,
    /// How many get a campaign first that is tried out.
    pub trial: u64,
    /// How late a campaign may be without being asked for again.
    pub grace: SignedDuration,
    /// The hours in which nothing goes out that is not urgent, in this zone; none where there are none.
    pub quiet: Option<QuietHours>,
    /// So many failures for one reason among the last [`DeliveryPolicy::LOOKS_BACK`] let a campaign rest.
    pub failures: usize,
}

/// Hours of the night.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietHours {
    /// When they begin.
    pub from: Time,
    /// When they end, on the next day where that is earlier.
    pub until: Time,
    /// Whose hours they are.
    pub zone: TimeZone,
}

impl DeliveryPolicy {
    /// How many results are looked at.
    pub const LOOKS_BACK: usize = 50;
}

impl Default for DeliveryPolicy {
    fn default() -> DeliveryPolicy {
        DeliveryPolicy {
            in_flight: 64,
            trial: 50,
            grace: SignedDuration::from_hours(1),
            quiet: None,
            failures: 20,
        }
    }
}

impl QuietHours {
    /// When the quiet hours end in which this time lies; none where it lies outside.
    #[must_use]
    pub fn ends(&self, now: Timestamp) -> Option<Timestamp> {
        self.ends_in(&self.zone, now)
    }

    /// The same by the clocks of another zone.
    #[must_use]
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

    fn quiet(from: &str, until: &str) -> QuietHours {
        let zone = TimeZone::get("Asia/Bishkek").expect("a zone");
        QuietHours { from: from.parse().expect("a time"), until: until.parse().expect("a time"), zone }
    }

    fn ends(quiet: &QuietHours, now: &str) -> Option<String> {
        quiet.ends(now.parse().expect("a timestamp")).map(|end| end.to_string())
    }

    #[test]
    fn quiet_hours_go_over_midnight() {
        let night = quiet("22:00", "08:00");
        assert_eq!(ends(&night, "2026-11-25T15:59:59Z"), None, "two minutes to ten in Bishkek");
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
