//! How fast the bot sends, when it keeps quiet, and how long it keeps things.

use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::civil::Time;

use crate::config::{Lookup, SettingError, set};
use crate::domain::hold::Approvals;
use crate::domain::time::home_zone;
use crate::domain::{HoldRules, QuietHours, Retention};
use crate::telegram::RateLimits;

/// A whole number within bounds, or the default.
pub(super) fn number<N: FromStr + PartialOrd>(
    get: Lookup<'_>,
    name: &'static str,
    default: N,
    bounds: RangeInclusive<N>,
    hint: &'static str,
) -> Result<N, SettingError> {
    match set(get, name) {
        None => Ok(default),
        Some(text) => {
            let number = text.parse().ok().filter(|number| bounds.contains(number));
            number.ok_or(SettingError::Malformed { name, hint })
        }
    }
}

pub(super) fn limits(get: Lookup<'_>) -> Result<RateLimits, SettingError> {
    let rate = |name, default| {
        number(get, name, default, 1..=1_000_000, "a whole number from 1 on, or leave it unset")
    };
    let limits = RateLimits::new(
        rate("SEND_PER_SECOND", 30)?,
        rate("SEND_PER_CHAT_PER_MINUTE", 60)?,
        rate("SEND_PER_GROUP_PER_MINUTE", 20)?,
    );
    let paid = rate("SEND_PAID_PER_SECOND", 1000)?;
    Ok(match set(get, "PAID_BROADCASTS").as_deref() {
        None | Some("false") => limits,
        Some("true") => RateLimits { paid: Some(paid), ..limits },
        Some(_) => {
            let hint = "true or false; true lets Telegram charge for every message of a broadcast";
            return Err(SettingError::Malformed { name: "PAID_BROADCASTS", hint });
        }
    })
}

/// Two times of the day in Bishkek, such as `22:00-08:00`, or `none`.
pub(super) fn quiet_hours(get: Lookup<'_>) -> Result<Option<QuietHours>, SettingError> {
    let text = set(get, "QUIET_HOURS").unwrap_or_else(|| "22:00-08:00".into());
    if text == "none" {
        return Ok(None);
    }
    let times = text.split_once(['-', '–']).and_then(|(from, until)| {
        let time = |text: &str| text.trim().parse::<Time>().ok();
        Some((time(from)?, time(until)?))
    });
    let quiet = times.map(|(from, until)| QuietHours { from, until, zone: home_zone() });
    quiet.map(Some).ok_or(SettingError::Malformed {
        name: "QUIET_HOURS",
        hint: "two times of the day in Bishkek such as 22:00-08:00, or none",
    })
}

/// How actions of staff are held, in these quiet hours.
pub(super) fn holds(get: Lookup<'_>, quiet: Option<QuietHours>) -> Result<HoldRules, SettingError> {
    let hint =
        "a whole number of minutes from 0 to 1440, or leave it unset; with 0 actions of staff are not held";
    let minutes = number(get, "HOLD_MINUTES", 10, 0..=1440, hint)?;
    let approvals = match set(get, "APPROVALS").as_deref() {
        None | Some("1") => Approvals::One,
        Some("2") => Approvals::Two,
        Some(_) => {
            return Err(SettingError::Malformed { name: "APPROVALS", hint: "1 or 2, or leave it unset" });
        }
    };
    Ok(HoldRules { time: SignedDuration::from_mins(minutes), approvals, quiet })
}

/// The bounds leave a coalition free to promise shorter or longer times, but rule out keeping data forever or not at all.
pub(super) fn retention(get: Lookup<'_>) -> Result<Retention, SettingError> {
    let two_years = "a whole number of days from 1 to 730, or leave it unset";
    let hours = "a whole number of hours from 1 to 168, or leave it unset";
    let weeks = "a whole number of days from 1 to 90, or leave it unset";
    Ok(Retention::new(
        number(get, "KEEP_SIGNUPS_HOURS", 24, 1..=168, hours)?,
        number(get, "KEEP_DEAD_LETTERS_DAYS", 7, 1..=90, weeks)?,
        number(get, "KEEP_LOST_CHATS_DAYS", 180, 1..=730, two_years)?,
        number(get, "KEEP_DELIVERIES_DAYS", 90, 1..=730, two_years)?,
    ))
}
