//! The screens that one can go to. Each has a code, which is its deep link and its part in callback data.

use std::str::FromStr;

use crate::domain::{CallId, Command};

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    Call(CallId),
    /// The deadline.
    Deadline,
    /// What came of the calls.
    Record,
    /// The reminders of deadlines.
    Reminders,
    /// The choice of an hour for them.
    ReminderHour,
    /// The choice of a zone for them.
    ReminderZone,
    /// The sign-up: where it stands, or what was signed.
    Sign,
    /// The question whether to withdraw.
    Withdraw,
    /// The topics.
    Updates,
    /// How to use the bot.
    Help,
    /// What is kept about people, in general.
    Privacy,
    /// What is stored about this person.
    MyData,
    /// The question whether to erase it.
    Erase,
}

const CALL_PREFIX: &str = "call_";

impl Screen {
    /// Its code: 1 to 40 of `[A-Za-z0-9_-]`, which a start payload takes.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Screen::Home => "home",
            Screen::Language => "language",
            Screen::Pledge => "pledge",
            Screen::Full => "full",
            Screen::Original => "original",
            Screen::Fields => "fields",
            Screen::Form => "form",
            Screen::Calls => "calls",
            Screen::Call(id) => return format!("{CALL_PREFIX}{}", id.as_str()),
            Screen::Deadline => "deadline",
            Screen::Record => "record",
            Screen::Reminders => "reminders",
            Screen::ReminderHour => "hour",
            Screen::ReminderZone => "zone",
            Screen::Sign => "sign",
            Screen::Withdraw => "withdraw",
            Screen::Updates => "updates",
            Screen::Help => "help",
            Screen::Privacy => "privacy",
            Screen::MyData => "mydata",
            Screen::Erase => "erase",
        }
        .to_owned()
    }

    /// The screen that a command opens; none for a command that does something instead.
    #[must_use]
    pub fn of_command(command: Command) -> Option<Screen> {
        match command {
            Command::Start => Some(Screen::Home),
            Command::Pledge => Some(Screen::Pledge),
            Command::Calls => Some(Screen::Calls),
            Command::Deadline => Some(Screen::Deadline),
            Command::Record => Some(Screen::Record),
            Command::Sign => Some(Screen::Sign),
            Command::Updates => Some(Screen::Updates),
            Command::Language => Some(Screen::Language),
            Command::Help => Some(Screen::Help),
            Command::Privacy => Some(Screen::Privacy),
            Command::MyData => Some(Screen::MyData),
            Command::Stop => None,
        }
    }

    /// One screen up; home has none.
    #[must_use]
    pub fn parent(&self) -> Option<Screen> {
        match self {
            Screen::Home => None,
            Screen::Full | Screen::Original | Screen::Fields | Screen::Form => Some(Screen::Pledge),
            Screen::Call(_) => Some(Screen::Calls),
            Screen::Reminders => Some(Screen::Deadline),
            Screen::ReminderHour | Screen::ReminderZone => Some(Screen::Reminders),
            Screen::Withdraw => Some(Screen::Sign),
            Screen::MyData => Some(Screen::Privacy),
            Screen::Erase => Some(Screen::MyData),
            _ => Some(Screen::Home),
        }
    }

    /// Whether it may be shown in a group: it tells of the pledge or of the group, and nothing of a person.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self {
            Screen::Pledge
            | Screen::Full
            | Screen::Original
            | Screen::Fields
            | Screen::Form
            | Screen::Calls
            | Screen::Call(_)
            | Screen::Deadline
            | Screen::Record
            | Screen::Updates
            | Screen::Help => true,
            Screen::Home
            | Screen::Language
            | Screen::Sign
            | Screen::Withdraw
            | Screen::Reminders
            | Screen::ReminderHour
            | Screen::ReminderZone
            | Screen::Privacy
            | Screen::MyData
            | Screen::Erase => false,
        }
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
        let fixed = [
            Screen::Home,
            Screen::Language,
            Screen::Pledge,
            Screen::Full,
            Screen::Original,
            Screen::Fields,
            Screen::Form,
            Screen::Calls,
            Screen::Deadline,
            Screen::Record,
            Screen::Reminders,
            Screen::ReminderHour,
            Screen::ReminderZone,
            Screen::Sign,
            Screen::Withdraw,
            Screen::Updates,
            Screen::Help,
            Screen::Privacy,
            Screen::MyData,
            Screen::Erase,
        ];
        fixed.into_iter().find(|screen| screen.code() == code).ok_or(ParseScreenError)
    }
}
