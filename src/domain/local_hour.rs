//! The hour of the day in which a person hears of deadlines, and the zones that are offered for it.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::domain::time::HOME_ZONE;

/// The zones that are offered, each with a code for message IDs and callback data: those in which citizens live, at home
/// and abroad.
pub const ZONES: [(&str, &str); 7] = [
    ("bishkek", "Asia/Bishkek"),
    ("moscow", "Europe/Moscow"),
    ("almaty", "Asia/Almaty"),
    ("istanbul", "Europe/Istanbul"),
    ("berlin", "Europe/Berlin"),
    ("seoul", "Asia/Seoul"),
    ("new-york", "America/New_York"),
];

/// The zones that people can name by a city, each with a code for message IDs: those that are offered, and those of the
/// places near and far to which people from Kyrgyzstan move.
pub const CITIES: [(&str, &str); 54] = [
    ("bishkek", "Asia/Bishkek"),
    ("moscow", "Europe/Moscow"),
    ("almaty", "Asia/Almaty"),
    ("istanbul", "Europe/Istanbul"),
    ("berlin", "Europe/Berlin"),
    ("seoul", "Asia/Seoul"),
    ("new-york", "America/New_York"),
    ("tashkent", "Asia/Tashkent"),
    ("dushanbe", "Asia/Dushanbe"),
    ("ashgabat", "Asia/Ashgabat"),
    ("kaliningrad", "Europe/Kaliningrad"),
    ("samara", "Europe/Samara"),
    ("yekaterinburg", "Asia/Yekaterinburg"),
    ("omsk", "Asia/Omsk"),
    ("novosibirsk", "Asia/Novosibirsk"),
    ("tomsk", "Asia/Tomsk"),
    ("barnaul", "Asia/Barnaul"),
    ("novokuznetsk", "Asia/Novokuznetsk"),
    ("krasnoyarsk", "Asia/Krasnoyarsk"),
    ("irkutsk", "Asia/Irkutsk"),
    ("yakutsk", "Asia/Yakutsk"),
    ("vladivostok", "Asia/Vladivostok"),
    ("minsk", "Europe/Minsk"),
    ("kyiv", "Europe/Kyiv"),
    ("tbilisi", "Asia/Tbilisi"),
    ("yerevan", "Asia/Yerevan"),
    ("baku", "Asia/Baku"),
    ("dubai", "Asia/Dubai"),
    ("riyadh", "Asia/Riyadh"),
    ("qatar", "Asia/Qatar"),
    ("cairo", "Africa/Cairo"),
    ("shanghai", "Asia/Shanghai"),
    ("tokyo", "Asia/Tokyo"),
    ("kolkata", "Asia/Kolkata"),
    ("kuala-lumpur", "Asia/Kuala_Lumpur"),
    ("london", "Europe/London"),
    ("paris", "Europe/Paris"),
    ("brussels", "Europe/Brussels"),
    ("amsterdam", "Europe/Amsterdam"),
    ("zurich", "Europe/Zurich"),
    ("vienna", "Europe/Vienna"),
    ("rome", "Europe/Rome"),
    ("madrid", "Europe/Madrid"),
    ("prague", "Europe/Prague"),
    ("warsaw", "Europe/Warsaw"),
    ("budapest", "Europe/Budapest"),
    ("vilnius", "Europe/Vilnius"),
    ("riga", "Europe/Riga"),
    ("stockholm", "Europe/Stockholm"),
    ("oslo", "Europe/Oslo"),
    ("helsinki", "Europe/Helsinki"),
    ("chicago", "America/Chicago"),
    ("los-angeles", "America/Los_Angeles"),
    ("toronto", "America/Toronto"),
];

/// An hour of the day in a zone. It is written as `10 Asia/Bishkek`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalHour {
    hour: i8,
    /// The IANA name of the zone.
    zone: String,
}

/// A text that is no hour and zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an hour and a zone")]
pub struct ParseLocalHourError;

impl LocalHour {
    /// The hour of people who have not chosen one.
    pub const HOUR: i8 = 10;

    /// An hour (0 to 23) in the zone with an IANA name in any letter case.
    pub fn new(hour: i8, zone: &str) -> Result<LocalHour, ParseLocalHourError> {
        let zone = TimeZone::get(zone).map_err(|_| ParseLocalHourError)?;
        let zone = zone.iana_name().ok_or(ParseLocalHourError)?.to_owned();
        if (0..24).contains(&hour) { Ok(LocalHour { hour, zone }) } else { Err(ParseLocalHourError) }
    }

    /// The hour, 0 to 23.
    pub fn hour(&self) -> i8 {
        self.hour
    }

    /// The IANA name of the zone.
    pub fn zone_name(&self) -> &str {
        &self.zone
    }

    /// The zone.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC)
    }

    /// The same hour in another zone.
    pub fn in_zone(&self, zone: &str) -> Result<LocalHour, ParseLocalHourError> {
        LocalHour::new(self.hour, zone)
    }

    /// The moment of the hour on a local day. Where clocks skip that hour, it is as much later as they skip.
    pub fn on(&self, date: Date) -> Option<Timestamp> {
        date.at(self.hour, 0, 0, 0).to_zoned_datetime(self.zone()).ok().map(|zoned| zoned.timestamp())
    }

    /// The local day of a moment.
    pub fn day(&self, now: Timestamp) -> Date {
        now.to_zoned_datetime(self.zone()).date()
    }
}

impl Default for LocalHour {
    fn default() -> LocalHour {
        LocalHour { hour: LocalHour::HOUR, zone: HOME_ZONE.to_owned() }
    }
}

impl fmt::Display for LocalHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02} {}", self.hour, self.zone)
    }
}

impl FromStr for LocalHour {
    type Err = ParseLocalHourError;

    fn from_str(text: &str) -> Result<LocalHour, ParseLocalHourError> {
        let (hour, zone) = text.split_once(' ').ok_or(ParseLocalHourError)?;
        LocalHour::new(hour.parse().map_err(|_| ParseLocalHourError)?, zone)
    }
}

impl Serialize for LocalHour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LocalHour {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<LocalHour, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_read_back_and_its_zone_is_written_as_it_is_known() {
        let slot: LocalHour = "07 europe/berlin".parse().expect("a slot");
        assert_eq!(slot.to_string(), "07 Europe/Berlin");
        assert_eq!(slot.to_string().parse(), Ok(slot));
        for odd in ["", "10", "24 Asia/Bishkek", "-1 Asia/Bishkek", "10 Asia/Atlantis", "x Asia/Bishkek"] {
            assert_eq!(odd.parse::<LocalHour>(), Err(ParseLocalHourError), "{odd}");
        }
    }
}
