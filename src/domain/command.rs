//! The commands that the bot knows, and the parser for them.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;

/// A command for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Command {
    /// `/start`, with or without a payload.
    Start,
    /// `/pledge`
    Pledge,
    /// `/calls`
    Calls,
    /// `/deadline`
    Deadline,
    /// `/record`
    Record,
    /// `/sign`
    Sign,
    /// `/updates`
    Updates,
    /// `/language`
    Language,
    /// `/help`
    Help,
    /// `/privacy`
    Privacy,
    /// `/mydata`
    MyData,
    /// `/stop`
    Stop,
}

/// A text, read as a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedCommand {
    /// A command that this bot knows, with the text behind it.
    Ours(Command, String),
    /// A command to this bot, or to any bot, that it does not know.
    Unknown,
    /// A command to another bot.
    Foreign,
    /// No command.
    NotACommand,
}

coded!(Command, name, from_name);

impl Command {
    /// Reads `/name`, `/name payload` and `/name@bot payload`, in any letter case. `bot` is this bot's username.
    #[must_use]
    pub fn parse(text: &str, bot: &str) -> ParsedCommand {
        let Some(rest) = text.strip_prefix('/') else { return ParsedCommand::NotACommand };
        let (head, payload) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let Some(name) = addressed(head, bot) else { return ParsedCommand::Foreign };
        Command::from_name(name)
            .map_or(ParsedCommand::Unknown, |command| ParsedCommand::Ours(command, payload.trim().to_owned()))
    }
}

/// A command for staff. For anybody else it is an unknown command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum StaffCommand {
    /// `/broadcast`
    Broadcast,
    /// `/campaigns`
    Campaigns,
    /// `/deadlines`, alone or with a deadline that is to be set
    Deadlines,
    /// `/record` with an entry for a call
    Record,
    /// `/export`
    Export,
}

coded!(StaffCommand, name, from_name);

impl StaffCommand {
    /// Reads a command as [`Command::parse`] does.
    #[must_use]
    pub fn parse(text: &str, bot: &str) -> Option<StaffCommand> {
        let name = addressed(text.strip_prefix('/')?.split(char::is_whitespace).next()?, bot)?;
        StaffCommand::from_name(name)
    }
}

/// The name in `name` or `name@bot`; `None` for another bot's command.
fn addressed<'a>(head: &'a str, bot: &str) -> Option<&'a str> {
    match head.split_once('@') {
        Some((name, to)) => to.eq_ignore_ascii_case(bot).then_some(name),
        None => Some(head),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_as_people_and_clients_write_them() {
        let ours = |command, payload: &str| ParsedCommand::Ours(command, payload.to_owned());
        for (text, parsed) in [
            ("/start", ours(Command::Start, "")),
            ("/Start", ours(Command::Start, "")),
            ("/START@OurBot calls", ours(Command::Start, "calls")),
            ("/help\nplease", ours(Command::Help, "please")),
            ("/help@otherbot", ParsedCommand::Foreign),
            ("/nothing", ParsedCommand::Unknown),
            ("/", ParsedCommand::Unknown),
            ("help", ParsedCommand::NotACommand),
            ("", ParsedCommand::NotACommand),
        ] {
            assert_eq!(Command::parse(text, "ourbot"), parsed, "{text}");
        }
    }

    #[test]
    fn commands_for_staff_are_no_commands_of_the_publics() {
        let staff = |text| StaffCommand::parse(text, "ourbot");
        assert_eq!(staff("/broadcast"), Some(StaffCommand::Broadcast));
        assert_eq!(staff("/Campaigns@OurBot now"), Some(StaffCommand::Campaigns));
        assert_eq!(staff("/broadcast@otherbot"), None);
        assert_eq!(staff("broadcast"), None);
        assert_eq!(Command::parse("/broadcast", "ourbot"), ParsedCommand::Unknown);
    }

    #[test]
    fn commands_for_staff_are_those_that_they_know() {
        let names = StaffCommand::ALL.map(StaffCommand::name).join(" ");
        assert_eq!(names, "broadcast campaigns deadlines record export");
        for command in StaffCommand::ALL {
            assert_eq!(StaffCommand::parse(&format!("/{}", command.name()), "ourbot"), Some(command));
        }
    }
}
