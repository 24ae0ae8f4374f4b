//! Which way an update goes: filters and extractors for the schema.

mod coalesce;

pub use coalesce::Coalesce;

use std::sync::Arc;

use teloxide::types::{CallbackQuery, Message, MessageKind};

use crate::conversation::{Callback, Context, Screen, group};
use crate::domain::command::ParsedCommand;
use crate::domain::{ChatId, Command};

/// What a person asks for by a command.
#[derive(Clone, PartialEq)]
pub(crate) enum Ask {
    /// A language first, then the screen.
    Choose(Screen),
    /// A screen.
    Open(Screen),
    /// The end of all messages.
    Stop,
}

/// A command that is addressed to this bot, in a group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupAsk {
    /// How to use the bot here.
    Help,
    /// A command whose screen may be shown here.
    Public(Command),
    /// The end of all messages to the group.
    Stop,
    /// A command for the private chat.
    Private(Command),
}

pub(crate) fn is_private(message: Message) -> bool {
    message.chat.is_private()
}

/// Whether it comes from a group.
pub(crate) fn in_group(visit: Arc<Context>) -> bool {
    !visit.is_private()
}

/// Messages that somebody wrote, as opposed to Telegram's own about the chat.
pub(crate) fn is_written(message: Message) -> bool {
    matches!(message.kind, MessageKind::Common(_) | MessageKind::Dice(_))
}

/// A tapped button of ours. A private screen is none in a group, whoever made the callback data up.
pub(crate) fn press(query: CallbackQuery, visit: Arc<Context>) -> Option<Callback> {
    let press = query.data.as_deref()?.parse().ok()?;
    let public =
        matches!(&press, Callback::Open(screen) if screen.is_public()) || group::is_for_admins(&press);
    let ours = !matches!(press, Callback::Desk(_)) || visit.is_owner();
    (ours && (visit.is_private() || public)).then_some(press)
}

/// A command to this bot, in a private chat. A start payload that names no screen counts as none.
pub(crate) fn ask(message: Message, visit: Arc<Context>) -> Option<Ask> {
    let ParsedCommand::Ours(command, payload) = parse(&message, &visit) else { return None };
    let Some(screen) = Screen::of_command(command) else { return Some(Ask::Stop) };
    if command == Command::Record && !payload.is_empty() && visit.is_owner() {
        // The desk's: what came of a call is entered.
        return None;
    }
    if command != Command::Start {
        return Some(Ask::Open(screen));
    }
    let screen = payload.parse().unwrap_or(screen);
    Some(if visit.chat.lang.is_none() { Ask::Choose(screen) } else { Ask::Open(screen) })
}

/// A command to another bot, which is none of ours to answer.
pub(crate) fn is_foreign(message: Message, visit: Arc<Context>) -> bool {
    matches!(parse(&message, &visit), ParsedCommand::Foreign)
}

/// A command to this bot, in a group.
pub(crate) fn group_ask(message: Message, visit: Arc<Context>) -> Option<GroupAsk> {
    let ParsedCommand::Ours(command, _) = parse(&message, &visit) else { return None };
    Some(match command {
        Command::Start | Command::Help => GroupAsk::Help,
        Command::Pledge | Command::Calls | Command::Deadline | Command::Record | Command::Updates => {
            GroupAsk::Public(command)
        }
        Command::Stop => GroupAsk::Stop,
        Command::Sign | Command::Language | Command::Privacy | Command::MyData => GroupAsk::Private(command),
    })
}

/// The id of the supergroup that this group became.
pub(crate) fn migration(message: Message) -> Option<ChatId> {
    message.migrate_to_chat_id().map(|id| ChatId(id.0))
}

/// The typed text, where the sign-up waits for one.
pub(crate) fn typed(message: Message) -> Option<String> {
    message.text().map(str::to_owned)
}

fn parse(message: &Message, visit: &Context) -> ParsedCommand {
    message.text().map_or(ParsedCommand::NotACommand, |text| Command::parse(text, &visit.app.username))
}
