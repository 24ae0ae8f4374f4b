//! Civil time at home, and arithmetic that can't leave the range of time.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The IANA name of the zone in which the coalition lives. Civil time is meant in it unless a chat chose another one.
pub const HOME_ZONE: &str = "Asia/Bishkek";

/// The zone of [`HOME_ZONE`].
///
/// # Panics
/// Never: jiff is built with the zones.
pub fn home_zone() -> TimeZone {
    TimeZone::get(HOME_ZONE).expect("a bundled zone")
}

/// The day at home.
pub fn home_day(now: Timestamp) -> Date {
    now.to_zoned_datetime(home_zone()).date()
}

/// The time after a span (before it, where the span is negative), or the last (first) time that there is.
pub fn later(time: Timestamp, span: SignedDuration) -> Timestamp {
    let limit = if span.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    time.checked_add(span).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_at_home() {
        for (now, day) in [("2026-11-27T17:59:59.999Z", "2026-11-27"), ("2026-11-27T18:00:00Z", "2026-11-28")]
        {
            assert_eq!(home_day(now.parse().expect("a time")).to_string(), day);
        }
    }

    #[test]
    fn time_ends_at_its_limits() {
        let hour = SignedDuration::from_hours(1);
        assert_eq!(later(Timestamp::UNIX_EPOCH, hour).as_second(), 3600);
        assert_eq!(later(Timestamp::MAX, hour), Timestamp::MAX);
        assert_eq!(later(Timestamp::MIN, -hour), Timestamp::MIN);
        assert_eq!(later(Timestamp::UNIX_EPOCH, SignedDuration::MAX), Timestamp::MAX);
    }
}
