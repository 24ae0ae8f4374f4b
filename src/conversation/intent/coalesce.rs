//! Which updates of a backlog need no answer of their own. After hours of downtime somebody who sent eleven /start wants
//! one answer; whoever was in the middle of a sign-up wants every step of it taken.

use teloxide::types::{Update, UpdateKind};

use crate::conversation::{Callback, Screen};
use crate::domain::Command;
use crate::domain::command::ParsedCommand;

/// What an update is, as far as those behind it can make its answer superfluous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coalesce {
    /// It opens a screen and changes nothing: the next screen takes its place.
    Screen,
    /// It asks for the same as another one with the same words here.
    Same(String),
    /// A text that is an answer only where a sign-up waits for one.
    Text,
    /// It has to be handled for itself.
    Never,
}

impl Coalesce {
    /// Reads an update of a private chat; those of groups are handled each for itself.
    #[must_use]
    pub fn of(update: &Update, username: &str) -> Coalesce {
        match &update.kind {
            UpdateKind::Message(message) if message.chat.is_private() => {
                message.text().map_or(Coalesce::Never, |text| of_text(text, username))
            }
            UpdateKind::CallbackQuery(query) => {
                let private = query.message.as_ref().is_some_and(|message| message.chat().is_private());
                query.data.as_deref().filter(|_| private).map_or(Coalesce::Never, of_press)
            }
            _ => Coalesce::Never,
        }
    }

    /// Whether it needs no answer because of what comes right behind it. `waiting`: a sign-up waits for a text.
    #[must_use]
    pub fn is_outdated_by(&self, next: &Coalesce, waiting: bool) -> bool {
        match (self, next) {
            (Coalesce::Screen, Coalesce::Screen) => true,
            (Coalesce::Screen | Coalesce::Text, Coalesce::Screen | Coalesce::Text) => !waiting,
            (Coalesce::Same(this), Coalesce::Same(next)) => this == next,
            _ => false,
        }
    }
}

fn of_text(text: &str, username: &str) -> Coalesce {
    match Command::parse(text, username) {
        ParsedCommand::Ours(command @ (Command::Sign | Command::Stop), _) => {
            Coalesce::Same(command.name().to_owned())
        }
        ParsedCommand::Ours(Command::Start, payload) if opens_for_good(&payload) => Coalesce::Same(payload),
        ParsedCommand::Ours(..) => Coalesce::Screen,
        // It may be the name of a time zone.
        ParsedCommand::NotACommand if text.contains('/') => Coalesce::Never,
        ParsedCommand::Unknown | ParsedCommand::NotACommand => Coalesce::Text,
        ParsedCommand::Foreign => Coalesce::Never,
    }
}

/// Whether a start payload leads to a screen that changes something.
fn opens_for_good(payload: &str) -> bool {
    matches!(payload.parse(), Ok(Screen::Sign | Screen::Withdraw))
}

fn of_press(data: &str) -> Coalesce {
    match data.parse() {
        Ok(
            Callback::Open(Screen::Sign | Screen::Withdraw)
            | Callback::SignUp(..)
            | Callback::Edit
            | Callback::Withdraw(_)
            | Callback::Desk(_)
            | Callback::Renew(_)
            | Callback::Erase(_),
        )
        | Err(_) => Coalesce::Never,
        Ok(Callback::Open(_)) => Coalesce::Screen,
        Ok(
            Callback::Speak(..)
            | Callback::Switch(..)
            | Callback::Stop
            | Callback::File
            | Callback::Remind(_)
            | Callback::Snooze(..)
            | Callback::NoReminders
            | Callback::Calendar(_)
            | Callback::Timeline,
        ) => Coalesce::Same(data.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screens_and_repeated_taps_are_folded_and_steps_of_a_sign_up_never() {
        let text = |text: &str| of_text(text, "ourbot");
        let screen = || text("/start");
        assert!(screen().is_outdated_by(&screen(), true));
        assert!(screen().is_outdated_by(&of_press("o:calls"), true));
        assert!(text("hello").is_outdated_by(&screen(), false));
        assert!(!text("Aigul").is_outdated_by(&screen(), true), "it may be a name");
        assert!(!text("Europe/Berlin").is_outdated_by(&screen(), false), "it may be a choice");
        assert!(!screen().is_outdated_by(&text("Aigul"), true), "the screen lets the sign-up rest");
        assert!(of_press("t:news:1").is_outdated_by(&of_press("t:news:1"), true));
        assert!(!of_press("t:news:1").is_outdated_by(&of_press("t:news:0"), false));
        assert!(!text("/stop").is_outdated_by(&screen(), false));
        for step in ["s:1:agree:1", "s:1:confirm", "e", "w:1", "o:sign", "c:2", "r:1"] {
            assert!(!of_press(step).is_outdated_by(&of_press(step), false), "{step}");
        }
    }
}
