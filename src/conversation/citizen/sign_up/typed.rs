//! Reads typed answers to the questions of the card: a region, a kind, yes or no in any of the languages, a name, a contact.

use crate::conversation::intent::{Input, SharedContact};
use crate::domain::contact::{ParseContactError, ParseNameError};
use crate::domain::{Contact, Lang, Name, Region, SupporterKind, visible};
use crate::texts::{Html, Say, Texts};

/// The longest text that is compared with a list of words.
const LONGEST: usize = 64;

/// The kind of supporter that a text names.
pub(super) fn kind(texts: &Texts, text: &str) -> Option<SupporterKind> {
    SupporterKind::ALL.into_iter().find(|kind| is_named(texts, text, |say| vec![say.kind_name(*kind)]))
}

/// The region that a text names, by a word that people have for it.
pub(super) fn region(texts: &Texts, text: &str) -> Option<Region> {
    let names = |say: Say<'_>, region| {
        let words = say.region_words(region).plain();
        let words = words.split(',').map(|word| word.trim().to_owned());
        words.chain([say.region_name(region)]).collect()
    };
    let mut regions = Region::ALL.into_iter().filter(|region| is_offered(texts, *region));
    regions.find(|region| is_named(texts, text, |say| names(say, *region)))
}

/// Whether a person can choose this region, or not to say theirs.
pub(super) fn is_offered(texts: &Texts, region: Region) -> bool {
    !region.is_place() || texts.pledge.regions.contains(&region)
}

/// Yes or no.
pub(super) fn yes(texts: &Texts, text: &str) -> Option<bool> {
    if is_named(texts, text, |say| vec![say.button_publish_yes()]) {
        Some(true)
    } else if is_named(texts, text, |say| vec![say.button_publish_no()]) {
        Some(false)
    } else {
        None
    }
}

/// Whether a text is one of these names in any of the languages, however it is spelled.
fn is_named(texts: &Texts, text: &str, names: impl Fn(Say<'_>) -> Vec<String>) -> bool {
    let text = visible::bare_line(text);
    let wanted = visible::spelling(&text);
    let is_wanted = |name: &String| visible::spelling(name) == wanted;
    !wanted.is_empty()
        && text.chars().count() <= LONGEST
        && Lang::ALL.into_iter().any(|lang| names(texts.say(lang)).iter().any(is_wanted))
}

/// The name that a text is, or why it is none.
pub(super) fn name(say: &Say<'_>, text: &str) -> Result<Name, Html> {
    Name::parse(text).map_err(|error| match error {
        ParseNameError::TooLong => say.sign_up_error_name_long(i64::try_from(Name::MAX).unwrap_or(i64::MAX)),
        ParseNameError::NoLetter => say.sign_up_error_name_letter(),
    })
}

/// The contact that was typed, or sent with Telegram's own button, or why it is none.
pub(super) fn contact(say: &Say<'_>, input: &Input) -> Result<Contact, Html> {
    let text = match input {
        Input::Contact(SharedContact { is_own: false, .. }) => {
            return Err(say.sign_up_error_contact_other());
        }
        // Telegram tells the number with its country code, and may leave out the plus.
        Input::Contact(SharedContact { phone, .. }) => format!("+{}", phone.trim_start_matches('+')),
        Input::Text(text) => text.text.clone(),
        Input::Media { .. } | Input::Other { .. } => return Err(say.sign_up_need_text()),
    };
    Contact::parse(&text).map_err(|error| match error {
        ParseContactError::Neither => say.sign_up_error_contact(),
        ParseContactError::Email => say.sign_up_error_email(),
        ParseContactError::EmailNumber => say.sign_up_error_email_number(),
        ParseContactError::EmailAlphabets => say.sign_up_error_email_alphabets(),
        ParseContactError::PhoneWords => say.sign_up_error_phone_words(),
        ParseContactError::PhoneExtension => say.sign_up_error_phone_extension(),
        ParseContactError::PhoneNumber => say.sign_up_error_phone_number(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::known_words;

    #[test]
    fn a_region_is_known_as_people_write_it() {
        let texts = Texts::builtin();
        for (typed, meant) in [
            ("Нарын", Region::Naryn),
            ("нарын облусу", Region::Naryn),
            ("Naryn", Region::Naryn),
            ("Hарын", Region::Naryn),
            ("Нарынская", Region::Naryn),
            ("ош", Region::OshCity),
            ("Ош облусу", Region::Osh),
            ("Ошская область", Region::Osh),
            ("Ысык Кол", Region::IssykKul),
            ("Иссык-Куль", Region::IssykKul),
            ("каракол", Region::IssykKul),
            ("Чуй", Region::Chuy),
            ("Chui", Region::Chuy),
            ("Жалалабад", Region::JalalAbad),
            ("город Манас", Region::JalalAbad),
            ("BISHKEK", Region::BishkekCity),
            ("г.Бишкек", Region::BishkekCity),
            ("за границей", Region::Abroad),
            ("айтпайм", Region::NotSaid),
        ] {
            assert_eq!(region(&texts, typed), Some(meant), "{typed}");
        }
        let long = "ө".repeat(4096);
        for typed in ["", " ", "-", "Москва", "область", "Нарын?Ош", &long] {
            assert_eq!(region(&texts, typed), None, "{typed}");
        }
    }

    #[test]
    fn no_two_regions_share_a_word() {
        let texts = Texts::builtin();
        for meant in Region::ALL {
            for lang in Lang::ALL {
                let say = texts.say(lang);
                for word in say.region_words(meant).plain().split(',').chain([&*say.region_name(meant)]) {
                    assert_eq!(region(&texts, word), Some(meant), "{word}");
                }
            }
        }
    }

    #[test]
    fn no_greeting_and_no_name_of_a_screen_is_an_answer() {
        let texts = Texts::builtin();
        for phrase in known_words::phrases() {
            assert_eq!(kind(&texts, phrase), None, "{phrase}");
            assert_eq!(region(&texts, phrase), None, "{phrase}");
            assert_eq!(yes(&texts, phrase), None, "{phrase}");
        }
    }

    #[test]
    fn a_label_may_be_typed_instead_of_tapped() {
        let texts = Texts::builtin();
        assert_eq!(kind(&texts, "уюм"), Some(SupporterKind::Organization));
        assert_eq!(kind(&texts, "Media outlet"), Some(SupporterKind::Media));
        assert_eq!(kind(&texts, "Айгүл"), None);
        assert_eq!(
            (yes(&texts, "ооба"), yes(&texts, "Нет"), yes(&texts, "maybe")),
            (Some(true), Some(false), None)
        );
    }
}
