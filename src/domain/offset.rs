//! Time zones that are a distance from UTC. Their IANA names have the opposite sign of what people mean: `Etc/GMT-6` is six
//! hours ahead (the file `etcetera` of <https://www.iana.org/time-zones>).

/// The most hours that the clocks of a place are ahead of UTC.
const FARTHEST_AHEAD: i8 = 14;
/// The most hours that they are behind it.
const FARTHEST_BEHIND: i8 = 12;
/// The area of these names.
const ETC: &str = "Etc/";
/// The names of UTC itself.
const ZERO: [&str; 9] = ["UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "ZULU", "UNIVERSAL", "GREENWICH"];

/// Reads a whole number of hours from UTC, as in `UTC+6`, `GMT +06:00` and `+6`, and gives the IANA name of the zone.
pub fn parse(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let text = text.replace(['−', '–'], "-");
    let after = ["UTC", "GMT"].into_iter().find_map(|start| text.strip_prefix(start));
    let signed = after.unwrap_or(&text);
    if signed.is_empty() {
        return after.map(|_| zone(0));
    }
    let ahead = signed.starts_with('+');
    let digits = signed.strip_prefix(['+', '-'])?;
    let hours = match digits.split_once(':') {
        Some((hours, "00")) => hours,
        Some(_) => return None,
        None if digits.len() == 4 => digits.strip_suffix("00")?,
        None => digits,
    };
    let is_number = (1..=2).contains(&hours.len()) && hours.bytes().all(|b| b.is_ascii_digit());
    let hours: i8 = hours.parse().ok().filter(|_| is_number)?;
    let fits = hours <= if ahead { FARTHEST_AHEAD } else { FARTHEST_BEHIND };
    fits.then(|| zone(if ahead { hours } else { -hours }))
}

/// The IANA name of the zone that is so many hours ahead of UTC.
fn zone(hours: i8) -> String {
    match hours {
        0 => "Etc/UTC".to_owned(),
        1.. => format!("Etc/GMT-{hours}"),
        _ => format!("Etc/GMT+{}", -hours),
    }
}

/// The hours ahead of UTC of a zone with such an IANA name, with the sign that people mean.
pub fn meaning(iana: &str) -> Option<String> {
    let (area, name) = iana.split_at_checked(ETC.len())?;
    let name = name.to_ascii_uppercase();
    if !area.eq_ignore_ascii_case(ETC) {
        None
    } else if ZERO.contains(&name.as_str()) {
        Some("+0".to_owned())
    } else {
        match name.strip_prefix("GMT")?.split_at_checked(1)? {
            ("+", hours) => Some(format!("−{hours}")),
            ("-", hours) => Some(format!("+{hours}")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn a_distance_is_read_as_people_write_it() {
        for (text, zone) in [
            ("GMT+6", "Etc/GMT-6"),
            ("UTC+6", "Etc/GMT-6"),
            ("utc +06:00", "Etc/GMT-6"),
            ("+06:00", "Etc/GMT-6"),
            ("+0600", "Etc/GMT-6"),
            ("+6", "Etc/GMT-6"),
            ("UTC−5", "Etc/GMT+5"),
            ("-3", "Etc/GMT+3"),
            ("UTC", "Etc/UTC"),
            ("GMT+0", "Etc/UTC"),
            ("+14", "Etc/GMT-14"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(zone), "{text}");
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
        }
        for text in [
            "",
            "6",
            "+",
            "+15",
            "-13",
            "+5:30",
            "UTC6",
            "+6:0",
            "++6",
            "+6 h",
            "24/7",
            "+٦",
            "+006",
            "UTC+6:000",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_meaning_of_a_zone_has_the_sign_that_people_mean() {
        assert_eq!(meaning("Etc/GMT+6").as_deref(), Some("−6"));
        assert_eq!(meaning("etc/gmt-14").as_deref(), Some("+14"));
        assert_eq!(meaning("Etc/UTC").as_deref(), Some("+0"));
        for iana in ["Asia/Bishkek", "Etc/", "Etc/GMT", "Etc/Unknown", "Эtc"] {
            assert_eq!(meaning(iana).is_some(), iana == "Etc/GMT", "{iana}");
        }
    }

    #[test]
    fn what_is_read_is_what_is_meant() {
        for hours in -12..=14_i32 {
            let zone = parse(&format!("UTC{hours:+}")).expect("a zone");
            let offset = TimeZone::get(&zone).expect("a zone").to_offset(Timestamp::UNIX_EPOCH);
            assert_eq!(offset.seconds(), hours * 3600, "{zone}");
            let meaning = meaning(&zone).expect("a meaning").replace('−', "-");
            assert_eq!(meaning.parse::<i32>(), Ok(hours), "{zone}");
        }
    }
}
