//! Time zones as people know them: by a city, or by the distance from UTC.

use jiff::tz;

use crate::domain::local_hour::{CITIES, ZONES};
use crate::domain::{Lang, LocalHour, offset, visible};
use crate::texts::{Say, Texts};

/// The longest text that is looked at.
const LONGEST: usize = 64;

/// The reason why a typed text names no time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ParseZoneError {
    /// No zone is known by this name.
    Unknown,
    /// It is the IANA name of a zone whose sign is exchanged; with what it means.
    Reversed(String),
}

/// The name of a zone: a city where people know one, or the distance from UTC, and otherwise its IANA name.
pub(crate) fn name(say: &Say<'_>, iana: &str) -> String {
    let code = |zones: &[(&'static str, &str)]| zones.iter().find(|(_, zone)| *zone == iana).map(|it| it.0);
    if let Some(offered) = code(&ZONES) {
        say.zone_name(offered)
    } else if let Some(city) = code(&CITIES) {
        cities(say, city).next().unwrap_or_default()
    } else if let Some(hours) = offset::meaning(iana) {
        say.reminders_zone_offset(&hours)
    } else {
        iana.replace('_', " ")
    }
}

/// The IANA name of the zone that a text names: by the distance from UTC, its own name, or a city in any language.
pub(crate) fn parse(texts: &Texts, text: &str) -> Result<String, ParseZoneError> {
    let text = visible::bare_line(text);
    if text.chars().count() > LONGEST {
        return Err(ParseZoneError::Unknown);
    }
    if let Some(zone) = offset::parse(&text) {
        return Ok(zone);
    }
    if text.contains('/') {
        return own_name(&text);
    }
    city(texts, &text).or_else(|| last_word(&text)).ok_or(ParseZoneError::Unknown)
}

/// The zone with this IANA name, in any letter case, with spaces for underscores.
fn own_name(text: &str) -> Result<String, ParseZoneError> {
    let zone = LocalHour::default().in_zone(&text.replace(' ', "_")).map_err(|_| ParseZoneError::Unknown)?;
    let zone = zone.zone_name();
    match offset::meaning(zone) {
        Some(meaning) if meaning != "+0" => Err(ParseZoneError::Reversed(meaning)),
        Some(_) | None => Ok(zone.to_owned()),
    }
}

/// The zone of a city that the texts name in any language.
fn city(texts: &Texts, text: &str) -> Option<String> {
    let wanted = visible::spelling(text);
    let is_named =
        |lang: Lang, code| cities(&texts.say(lang), code).any(|city| visible::spelling(&city) == wanted);
    let is_meant = |code| Lang::ALL.iter().any(|lang| is_named(*lang, code));
    let found = CITIES.iter().find(|(code, _)| !wanted.is_empty() && is_meant(*code));
    found.map(|(_, zone)| (*zone).to_owned())
}

/// The zone whose IANA name ends with this city, as `Pacific/Auckland` does. Names without an area, such as `EST`, are
/// left out, and so are distances from UTC.
fn last_word(text: &str) -> Option<String> {
    let wanted = visible::spelling(text);
    let ends = |name: &str| {
        let city = name.rsplit_once('/').filter(|_| offset::meaning(name).is_none());
        city.is_some_and(|(_, city)| visible::spelling(city) == wanted)
    };
    let found = tz::db().available().map(|name| name.to_string()).filter(|name| ends(name));
    // Some systems have each zone a second time, in a folder more.
    found.min_by_key(String::len)
}

/// The cities of a zone, by its code.
fn cities(say: &Say<'_>, code: &str) -> impl Iterator<Item = String> {
    let names = say.cities(code).plain();
    names.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn read(text: &str) -> Result<String, ParseZoneError> {
        parse(&Texts::builtin(), text)
    }

    #[test]
    fn cities_are_known_in_three_languages() {
        for (text, zone) in [
            ("Бишкек", "Asia/Bishkek"),
            ("ош", "Asia/Bishkek"),
            ("Жалал Абад", "Asia/Bishkek"),
            ("Озгон", "Asia/Bishkek"),
            ("Moscow", "Europe/Moscow"),
            ("москва", "Europe/Moscow"),
            ("Mосквa", "Europe/Moscow"),
            ("санкт петербург", "Europe/Moscow"),
            ("Алма-Ата", "Asia/Almaty"),
            ("Ташкент", "Asia/Tashkent"),
            ("tashkent", "Asia/Tashkent"),
            ("Берлин", "Europe/Berlin"),
            ("Стамбул", "Europe/Istanbul"),
            ("Istanbul", "Europe/Istanbul"),
            ("New York", "America/New_York"),
            ("auckland", "Pacific/Auckland"),
            ("\u{200B}Сеул\u{200E}", "Asia/Seoul"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(zone), "{text}");
        }
    }

    #[test]
    fn names_and_distances_are_known() {
        assert_eq!(read(" europe/berlin ").as_deref(), Ok("Europe/Berlin"));
        assert_eq!(read("America/New York").as_deref(), Ok("America/New_York"));
        assert_eq!(read("GMT+6").as_deref(), Ok("Etc/GMT-6"));
        assert_eq!(read("Etc/GMT+6"), Err(ParseZoneError::Reversed("−6".to_owned())));
        assert_eq!(read("etc/gmt-6"), Err(ParseZoneError::Reversed("+6".to_owned())));
        let long = "ө".repeat(4096);
        for text in [
            "",
            " ",
            "-",
            "/help",
            "24/7",
            "and/or",
            "1/2",
            "и/или",
            "a/",
            "Asia/Atlantis",
            "EST",
            "GMT+06:30",
            "10",
            &long,
        ] {
            assert_eq!(read(text), Err(ParseZoneError::Unknown), "{text}");
        }
    }

    #[test]
    fn zones_are_called_by_a_city_or_by_their_distance() {
        let texts = Texts::builtin();
        let name = |iana| name(&texts.say(Lang::Ru), iana);
        assert_eq!(name("Europe/Istanbul"), "Стамбул");
        assert_eq!(name("Asia/Tashkent"), "Ташкент");
        assert_eq!(name("Etc/GMT-6"), "UTC+6");
        assert_eq!(name("America/Argentina/Salta"), "America/Argentina/Salta");
    }

    #[test]
    fn every_city_of_the_texts_leads_to_its_zone() {
        let texts = Texts::builtin();
        for (code, zone) in CITIES {
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
            for lang in Lang::ALL {
                for city in cities(&texts.say(lang), code) {
                    assert_eq!(parse(&texts, &city).as_deref(), Ok(zone), "{city}");
                }
            }
        }
        assert!(ZONES.iter().all(|zone| CITIES.contains(zone)));
    }

    #[test]
    fn whatever_is_typed_is_a_zone_or_refused() {
        let texts = Texts::builtin();
        let mut random = fastrand::Rng::with_seed(75);
        let parts = [
            "UTC",
            "GMT",
            "+",
            "-",
            "−",
            "6",
            "06",
            ":",
            "00",
            "/",
            "Etc",
            "Asia",
            "Bishkek",
            "Москва",
            " ",
            "\u{200B}",
        ];
        for _ in 0..300 {
            let part = |random: &mut fastrand::Rng| match random.u8(..6) {
                0 => random.char(..).to_string(),
                _ => parts[random.usize(..parts.len())].to_owned(),
            };
            let typed: String = (0..random.usize(..7)).map(|_| part(&mut random)).collect();
            if let Ok(zone) = parse(&texts, &typed) {
                assert!(LocalHour::new(10, &zone).is_ok(), "{}", typed.escape_unicode());
            }
        }
    }
}
