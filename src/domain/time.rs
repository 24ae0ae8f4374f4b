//! Civil time at home, and arithmetic that can't leave the range of time.

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

/// The time after a span (before it, where the span is negative), or the last (first) time that there is.
pub fn later(time: Timestamp, span: SignedDuration) -> Timestamp {
    let limit = if span.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    time.checked_add(span).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_ends_at_its_limits() {
        let hour = SignedDuration::from_hours(1);
        assert_eq!(later(Timestamp::UNIX_EPOCH, hour).as_second(), 3600);
        assert_eq!(later(Timestamp::MAX, hour), Timestamp::MAX);
        assert_eq!(later(Timestamp::MIN, -hour), Timestamp::MIN);
        assert_eq!(later(Timestamp::UNIX_EPOCH, SignedDuration::MAX), Timestamp::MAX);
    }
}
