//! The meaning of what a person wrote or sent: a command, a wish for no more messages, or perhaps an answer.

use crate::conversation::intent::{Input, Intent};
use crate::conversation::screen::Screen;
use crate::crypto;
use crate::domain::command::ParsedCommand;
use crate::domain::message::FormattedText;
use crate::domain::stop_words::are_stop_words;
use crate::domain::{ChatKind, Command, StaffCommand};

/// The meaning. In a private chat the wish for no more messages is read before anything else, and from captions too. In a
/// group people talk to each other, and only the command counts.
pub(super) fn of_input(input: Input, kind: ChatKind, bot_name: &str) -> Intent {
    if kind == ChatKind::Private {
        if Command::is_stop(input.words()) {
            return Intent::Stop;
        }
        if are_stop_words(input.words()) {
            return Intent::StopWords(input);
        }
    }
    match input {
        Input::Text(text) => of_text(text, bot_name),
        Input::Media { .. } | Input::Contact(_) | Input::Other { .. } => Intent::Input(input),
    }
}

fn of_text(text: FormattedText, bot_name: &str) -> Intent {
    match Command::parse(&text.text, bot_name) {
        ParsedCommand::Ours(command, payload) => of_command(command, &payload, text.text),
        ParsedCommand::Unknown => match StaffCommand::parse(&text.text, bot_name) {
            Some(command) => Intent::StaffCommand(command, text.text),
            None => Intent::UnknownCommand(text.text),
        },
        ParsedCommand::Foreign => Intent::ForeignCommand,
        ParsedCommand::NotACommand => Intent::Input(Input::Text(text)),
    }
}

fn of_command(command: Command, payload: &str, text: String) -> Intent {
    match command {
        Command::Start if payload.is_empty() => Intent::Start(Screen::Home),
        Command::Start => match (payload.parse(), crypto::invitation_hash(payload)) {
            (Ok(screen), _) => Intent::Start(screen),
            (Err(_), Some(hash)) => Intent::Join(hash),
            (Err(_), None) => Intent::BrokenLink,
        },
        Command::Record if !payload.is_empty() => Intent::Record(text),
        Command::Pledge => Intent::Open(Screen::Pledge),
        Command::Calls => Intent::Open(Screen::Calls),
        Command::Deadline => Intent::Open(Screen::Deadline),
        Command::Record => Intent::Open(Screen::Record),
        Command::News => Intent::Open(Screen::News),
        Command::Support => Intent::Open(Screen::Sign),
        Command::Updates => Intent::Open(Screen::Updates),
        Command::Language => Intent::Open(Screen::Language),
        Command::Help => Intent::Open(Screen::Help),
        Command::Privacy => Intent::Open(Screen::Privacy),
        Command::MyData => Intent::Open(Screen::MyData),
        Command::Cancel => Intent::Cancel,
        Command::Stop => Intent::Stop,
    }
}
