//! A typed text that names a screen, or says nothing but a greeting or thanks.

use strum::IntoEnumIterator as _;

use crate::conversation::screen::Screen;
use crate::domain::{KnownWords, Lang, PrivacyPart, known_words, visible};
use crate::texts::{Say, Texts};

/// The meaning of a text that answers nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meant {
    /// A greeting.
    Greeting,
    /// Thanks.
    Thanks,
    /// A screen. To open it changes nothing.
    Screen(Screen),
}

/// The longest text that is compared with labels, in bytes.
const LONGEST: usize = 200;

/// The meaning of a text: by the labels of the buttons in any language, and by the words that people use.
pub(crate) fn meant(texts: &Texts, text: &str) -> Option<Meant> {
    if let Some(screen) = by_label(texts, text) {
        return Some(Meant::Screen(screen));
    }
    match known_words::meaning(text)? {
        KnownWords::Greeting => Some(Meant::Greeting),
        KnownWords::Thanks => Some(Meant::Thanks),
        KnownWords::Screen(code) => code.parse().ok().map(Meant::Screen),
    }
}

/// The screen with this label on the button that leads to it.
fn by_label(texts: &Texts, text: &str) -> Option<Screen> {
    let wanted = visible::spelling(text);
    if text.len() > LONGEST || wanted.is_empty() {
        return None;
    }
    let calls = texts.pledge.calls.iter().map(|call| Screen::Call(call.id.clone()));
    let is_called = |screen: &Screen| {
        let labels = Lang::ALL.map(|lang| label(&texts.say(lang), screen));
        labels.into_iter().flatten().any(|label| visible::spelling(&label) == wanted)
    };
    let parts = PrivacyPart::ALL.map(Screen::PrivacyPart);
    Screen::iter().chain(parts).chain(calls).find(is_called)
}

/// The label of the button that leads to a screen; `None` if no typed label opens it.
pub(crate) fn label(say: &Say<'_>, screen: &Screen) -> Option<String> {
    match screen {
        Screen::Home => Some(say.button_home()),
        Screen::Language => Some(say.button_language()),
        Screen::Pledge => Some(say.button_pledge()),
        Screen::Full => Some(say.button_full()),
        Screen::Original => Some(say.button_original()),
        Screen::Fields => Some(say.button_fields()),
        Screen::Form => Some(say.button_form()),
        Screen::Calls => Some(say.button_calls()),
        Screen::Call(id) => Some(say.call_title(id)),
        Screen::Deadline => Some(say.button_deadline()),
        Screen::Reminders => Some(say.button_reminders()),
        Screen::ReminderHour => Some(say.button_reminder_hour()),
        Screen::ReminderZone => Some(say.button_reminder_zone()),
        Screen::Sign => Some(say.button_sign_up()),
        Screen::Withdraw => Some(say.button_withdraw()),
        Screen::Updates => Some(say.button_topics()),
        Screen::News => Some(say.button_news()),
        Screen::Help => Some(say.button_help()),
        Screen::Privacy => Some(say.button_privacy()),
        Screen::PrivacyPart(part) => Some(say.privacy_part_title(*part)),
        Screen::MyData => Some(say.button_my_data()),
        Screen::Erase => Some(say.button_erase()),
        // The labels on a card, such as "Contact", may mean anything elsewhere. No button has led to the record since the calls
        // show their status.
        Screen::Consent
        | Screen::SupporterKind
        | Screen::SupporterRegion
        | Screen::SupporterName
        | Screen::SupporterContact
        | Screen::Record => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::citizen::{hour, zone};
    use crate::domain::Contact;

    #[test]
    fn every_screen_is_called_by_the_label_of_its_button_in_every_language() {
        let texts = Texts::builtin();
        let calls = texts.pledge.calls.iter().map(|call| Screen::Call(call.id.clone()));
        let parts = PrivacyPart::ALL.map(Screen::PrivacyPart);
        for screen in Screen::iter().chain(parts).chain(calls) {
            for lang in Lang::ALL {
                let Some(label) = label(&texts.say(lang), &screen) else { continue };
                assert_eq!(meant(&texts, &label), Some(Meant::Screen(screen.clone())), "{label}");
                let typed = format!("{}!", label.to_uppercase());
                assert_eq!(meant(&texts, &typed), Some(Meant::Screen(screen.clone())), "{typed}");
            }
        }
    }

    #[test]
    fn every_known_word_leads_somewhere_and_is_no_answer_to_a_question_for_an_hour_a_city_or_a_contact() {
        let texts = Texts::builtin();
        for phrase in known_words::phrases() {
            if known_words::meaning(phrase).is_some() {
                assert!(meant(&texts, phrase).is_some(), "{phrase}");
            }
            assert_eq!(hour::parse(&texts, phrase), None, "{phrase}");
            assert!(zone::parse(&texts, phrase).is_err(), "{phrase}");
            assert!(Contact::parse(phrase).is_err(), "{phrase}");
        }
    }
}
