//! Time zones as people know them: by a city.

use crate::domain::LocalHour;
use crate::domain::local_hour::ZONES;
use crate::texts::Say;

/// What a zone is called: a city's name where it is one of those that are offered, and its IANA name else.
pub(super) fn name(say: &Say<'_>, iana: &str) -> String {
    match ZONES.iter().find(|(_, zone)| *zone == iana) {
        Some((code, _)) => say.zone_name(code),
        None => iana.replace('_', " "),
    }
}

/// The slot in the zone whose IANA name somebody typed; none where the text is something else. Names with a slash alone
/// count, so that nobody moves by a word.
pub(super) fn typed(text: &str, slot: &LocalHour) -> Option<Result<LocalHour, String>> {
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
