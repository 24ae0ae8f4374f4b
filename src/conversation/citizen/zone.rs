//! Time zones as people know them: by a city.

use crate::domain::LocalHour;
use crate::domain::local_hour::ZONES;
use crate::texts::Say;

/// The name of a zone: a city's where the zone is one of those that are offered, and otherwise its IANA name.
pub(crate) fn name(say: &Say<'_>, iana: &str) -> String {
    match ZONES.iter().find(|(_, zone)| *zone == iana) {
        Some((code, _)) => say.zone_name(code),
        None => iana.replace('_', " "),
    }
}

/// The hour in the zone whose IANA name was typed, or the name if there is no such zone; `None` if the text is
/// something else. Only names with a slash count, so that no ordinary word changes a zone.
pub(crate) fn typed(text: &str, slot: &LocalHour) -> Option<Result<LocalHour, String>> {
    const LONGEST: usize = 48;
    let text = text.trim();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+' | ' ');
    let (area, city) = text.split_once('/')?;
    if area.is_empty() || city.is_empty() || text.len() > LONGEST || !text.chars().all(fits) {
        return None;
    }
    Some(slot.in_zone(&text.replace(' ', "_")).map_err(|_| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_typed_by_its_name_alone() {
        let slot = LocalHour::default();
        let read = |text| typed(text, &slot).map(|read| read.map(|slot| slot.to_string()));
        assert_eq!(read(" europe/berlin "), Some(Ok("10 Europe/Berlin".to_owned())));
        assert_eq!(read("America/New York"), Some(Ok("10 America/New_York".to_owned())));
        assert_eq!(read("Asia/Atlantis"), Some(Err("Asia/Atlantis".to_owned())));
        for text in ["Bishkek", "", "/help", "и/или", "a/", "1/2 <b>", "https://example.org/"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
