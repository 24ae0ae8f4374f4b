//! The screens that a person can open. Each has a code, which is its deep link and its part in callback data.
//!
//! To add one: give it a variant here with a row in the table, and a line in [`citizen::open`](super::citizen::open).

use std::borrow::Cow;
use std::str::FromStr;

use strum::{EnumIter, IntoEnumIterator};

use crate::domain::{CallId, PrivacyPart};

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq, EnumIter)]
pub enum Screen {
    /// The first screen, from which all others are reached.
    Home,
    /// The choice of a language.
    Language,
    /// The pledge in short.
    Pledge,
    /// The pledge in full.
    Full,
    /// The English original.
    Original,
    /// The fields in which civil society works.
    Fields,
    /// The data of the form.
    Form,
    /// All calls.
    Calls,
    /// One call.
    #[strum(disabled)] // The list of screens holds those without data.
    Call(CallId),
    /// The deadlines.
    Deadline,
    /// All calls. Until version 0.1 their status had a page of its own, and links to it remain.
    Record,
    /// The reminders of deadlines.
    Reminders,
    /// The choice of an hour for them.
    ReminderHour,
    /// The choice of a zone for them.
    ReminderZone,
    /// A supporter's card, or the consent text.
    Sign,
    /// The consent text, also for those who agreed to an earlier version.
    Consent,
    /// The question as what somebody supports the pledge.
    SupporterKind,
    /// The question about their region.
    SupporterRegion,
    /// The question about their name.
    SupporterName,
    /// The question about their contact.
    SupporterContact,
    /// The question whether to withdraw.
    Withdraw,
    /// The topics.
    Updates,
    /// The latest broadcasts that everybody got.
    News,
    /// How to use the bot.
    Help,
    /// The data that the bot keeps about people, in general.
    Privacy,
    /// A part of it.
    #[strum(disabled)]
    PrivacyPart(PrivacyPart),
    /// The data that is stored about this person.
    MyData,
    /// The question whether to erase it.
    Erase,
}

/// The fixed properties of a screen.
struct ScreenRow {
    /// 1 to 40 of `[A-Za-z0-9_-]`, which fits a start payload.
    code: Cow<'static, str>,
    /// One screen up.
    parent: Option<Screen>,
    audience: ScreenAudience,
    stakes: Stakes,
}

/// The people who may see a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScreenAudience {
    /// Groups too: it tells of the pledge or of the group, and nothing of a person.
    Public,
    /// A person in their own chat.
    Private,
}

/// The data that is at stake on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stakes {
    /// No data: it is there to be read.
    Reading,
    /// The person's support: each request for it is answered for itself.
    SignUp,
    /// The stored data: it is shown however fast updates come.
    Data,
}

const CALL_PREFIX: &str = "call_";
const PRIVACY_PREFIX: &str = "privacy_";
/// A second code of [`Screen::Sign`].
const SUPPORT: &str = "support";

impl Screen {
    /// The table of all screens.
    fn row(&self) -> ScreenRow {
        use ScreenAudience::{Private, Public};
        use Stakes::{Data, Reading, SignUp};

        let row = |code, parent, audience, stakes| ScreenRow {
            code: Cow::Borrowed(code),
            parent: Some(parent),
            audience,
            stakes,
        };
        match self {
            Screen::Home => ScreenRow { parent: None, ..row("home", Screen::Home, Private, Reading) },
            Screen::Language => row("language", Screen::Home, Private, Reading),
            Screen::Pledge => row("pledge", Screen::Home, Public, Reading),
            Screen::Full => row("full", Screen::Pledge, Public, Reading),
            Screen::Original => row("original", Screen::Pledge, Public, Reading),
            Screen::Fields => row("fields", Screen::Pledge, Public, Reading),
            Screen::Form => row("form", Screen::Pledge, Public, Reading),
            Screen::Calls => row("calls", Screen::Home, Public, Reading),
            Screen::Call(id) => ScreenRow {
                code: Cow::Owned(format!("{CALL_PREFIX}{}", id.as_str())),
                ..row("", Screen::Calls, Public, Reading)
            },
            Screen::Deadline => row("deadline", Screen::Home, Public, Reading),
            Screen::Record => row("record", Screen::Home, Public, Reading),
            Screen::Reminders => row("reminders", Screen::Deadline, Private, Reading),
            Screen::ReminderHour => row("hour", Screen::Reminders, Private, Reading),
            Screen::ReminderZone => row("zone", Screen::Reminders, Private, Reading),
            Screen::Sign => row("sign", Screen::Home, Private, SignUp),
            Screen::Consent => row("consent", Screen::Sign, Private, SignUp),
            Screen::SupporterKind => row("as", Screen::Sign, Private, SignUp),
            Screen::SupporterRegion => row("region", Screen::Sign, Private, SignUp),
            Screen::SupporterName => row("name", Screen::Sign, Private, SignUp),
            Screen::SupporterContact => row("contact", Screen::Sign, Private, SignUp),
            Screen::Withdraw => row("withdraw", Screen::Sign, Private, SignUp),
            Screen::Updates => row("updates", Screen::Home, Public, Reading),
            Screen::News => row("news", Screen::Updates, Private, Reading),
            Screen::Help => row("help", Screen::Home, Public, Reading),
            Screen::Privacy => row("privacy", Screen::Home, Private, Reading),
            Screen::PrivacyPart(part) => ScreenRow {
                code: Cow::Owned(format!("{PRIVACY_PREFIX}{}", part.code())),
                ..row("", Screen::Privacy, Private, Reading)
            },
            Screen::MyData => row("mydata", Screen::Privacy, Private, Data),
            Screen::Erase => row("erase", Screen::MyData, Private, Data),
        }
    }

    /// The code: 1 to 40 of `[A-Za-z0-9_-]`.
    #[must_use]
    pub fn code(&self) -> String {
        self.row().code.into_owned()
    }

    /// One screen up; home has none.
    #[must_use]
    pub fn parent(&self) -> Option<Screen> {
        self.row().parent
    }

    /// Whether it may be shown in a group.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.row().audience == ScreenAudience::Public
    }

    /// The data that is at stake on it.
    #[must_use]
    pub fn stakes(&self) -> Stakes {
        self.row().stakes
    }
}

/// A code that is no screen's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseScreenError;

impl FromStr for Screen {
    type Err = ParseScreenError;

    fn from_str(code: &str) -> Result<Screen, ParseScreenError> {
        if let Some(id) = code.strip_prefix(CALL_PREFIX) {
            return id.parse().map(Screen::Call).map_err(|_| ParseScreenError);
        }
        if let Some(part) = code.strip_prefix(PRIVACY_PREFIX) {
            return PrivacyPart::from_code(part).map(Screen::PrivacyPart).ok_or(ParseScreenError);
        }
        // The command is called like this, and so people may write it into a link.
        let code = if code == SUPPORT { &*Screen::Sign.code() } else { code };
        Screen::iter().find(|screen| screen.row().code == code).ok_or(ParseScreenError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_by_its_code_and_leads_home() {
        let call: Screen = format!("{CALL_PREFIX}{}", "x".repeat(32)).parse().expect("the longest call ID");
        let parts = PrivacyPart::ALL.map(Screen::PrivacyPart);
        for screen in Screen::iter().chain(parts).chain([call]) {
            let code = screen.code();
            assert!((1..=40).contains(&code.len()), "{code}");
            assert!(code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')), "{code}");
            assert_eq!(code.parse(), Ok(screen.clone()), "{code}");
            let way_up = std::iter::successors(Some(screen), Screen::parent);
            assert_eq!(way_up.take(10).last(), Some(Screen::Home), "{code}");
        }
        for code in ["", "nowhere", "call_", "call_../x", "privacy_", "privacy_x", "HOME"] {
            assert_eq!(code.parse::<Screen>(), Err(ParseScreenError), "{code}");
        }
    }
}
