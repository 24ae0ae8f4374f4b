//! When backups are due.

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

use crate::domain::time::{home_day, home_zone};

/// A clock that is set back by less than this makes nothing due.
const TOLERANCE: SignedDuration = SignedDuration::from_hours(1);

/// Whether something that is to be done every day at this time of the day at home is due. The first time is at once. A time that
/// was missed is made up for.
pub(super) fn is_due(at: Time, last: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(last) = last else { return true };
    // A clock that was ahead is set right one day.
    last < last_time(at, now) || last.duration_since(now) > TOLERANCE
}

/// The last such time up to now.
fn last_time(at: Time, now: Timestamp) -> Timestamp {
    let on = |day: jiff::civil::Date| home_zone().to_timestamp(day.to_datetime(at)).unwrap_or(Timestamp::MIN);
    let today = home_day(now);
    let times = [Some(today), today.yesterday().ok()].into_iter().flatten().map(on);
    times.into_iter().find(|time| *time <= now).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Time = Time::constant(3, 30, 0, 0);

    fn due(last: &str, now: &str) -> bool {
        is_due(AT, Some(last.parse().expect("a time")), now.parse().expect("a time"))
    }

    #[test]
    fn a_backup_is_due_once_a_night_at_home() {
        // Half past three in Bishkek is half past nine in the evening in UTC.
        assert!(is_due(AT, None, Timestamp::UNIX_EPOCH), "the first one");
        assert!(!due("2026-11-24T21:30:00Z", "2026-11-25T21:29:59Z"));
        assert!(due("2026-11-24T21:30:00Z", "2026-11-25T21:30:00Z"));
        assert!(!due("2026-11-25T21:30:00Z", "2026-11-25T21:30:00Z"));
        assert!(!due("2026-11-25T21:31:00Z", "2026-11-26T10:00:00Z"));
    }

    #[test]
    fn a_missed_night_is_made_up_for() {
        assert!(due("2026-11-20T21:30:00Z", "2026-11-25T12:00:00Z"));
        assert!(!due("2026-11-25T12:00:00Z", "2026-11-25T20:00:00Z"));
        assert!(due("2026-11-25T12:00:00Z", "2026-11-25T21:30:00Z"));
    }

    #[test]
    fn a_clock_that_was_ahead_holds_up_no_backup() {
        assert!(due("2031-01-01T00:00:00Z", "2026-11-25T12:00:00Z"));
        assert!(!due("2026-11-25T12:10:00Z", "2026-11-25T12:00:00Z"), "a clock is set back a little");
    }
}
