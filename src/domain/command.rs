//! The commands that the bot knows, and the parser for them.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::{Right, Role, visible};

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
    /// `/record`, which leads where `/calls` does
    Record,
    /// `/news`
    News,
    /// `/support`, which was `/sign` before
    #[strum(to_string = "support", serialize = "sign")]
    Support,
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
    /// `/cancel`
    Cancel,
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
    /// The commands that menus show. The others keep working for those who know them.
    pub fn listed() -> impl Iterator<Item = Command> {
        Command::ALL.into_iter().filter(|command| *command != Command::Record)
    }

    /// Reads `/name`, `/name payload` and `/name@bot payload`, in any letter case. `bot` is this bot's username.
    pub fn parse(text: &str, bot: &str) -> ParsedCommand {
        let Some(written) = WrittenCommand::of(text) else { return ParsedCommand::NotACommand };
        if !written.is_for(bot) {
            return ParsedCommand::Foreign;
        }
        Command::from_name(written.name).map_or(ParsedCommand::Unknown, |command| {
            ParsedCommand::Ours(command, written.payload.to_owned())
        })
    }

    /// Whether a text is `/stop`, whichever bot it names: in a private chat nobody else is there to obey it.
    pub fn is_stop(text: &str) -> bool {
        WrittenCommand::of(text)
            .is_some_and(|written| Command::from_name(written.name) == Some(Command::Stop))
    }
}

/// A command for staff. For anybody else it is an unknown command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum StaffCommand {
    /// `/panel`, from which all others are reached
    Panel,
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
    /// `/audit`
    Audit,
    /// `/freeze`
    Freeze,
    /// `/staff`
    Staff,
}

coded!(StaffCommand, name, from_name);

impl StaffCommand {
    /// The right without which the command is of no use at all.
    pub fn right(self) -> Right {
        match self {
            StaffCommand::Panel | StaffCommand::Campaigns | StaffCommand::Deadlines | StaffCommand::Staff => {
                Right::See
            }
            StaffCommand::Broadcast => Right::Write,
            StaffCommand::Record => Right::Statuses,
            StaffCommand::Export => Right::Export,
            StaffCommand::Audit => Right::Audit,
            StaffCommand::Freeze => Right::Freeze,
        }
    }

    /// The commands of a role, as its menu shows them.
    pub fn of(role: Role) -> impl Iterator<Item = StaffCommand> {
        StaffCommand::ALL.into_iter().filter(move |command| role.may(command.right()))
    }

    /// Reads a command as [`Command::parse`] does.
    pub fn parse(text: &str, bot: &str) -> Option<StaffCommand> {
        let written = WrittenCommand::of(text).filter(|written| written.is_for(bot))?;
        StaffCommand::from_name(written.name)
    }
}

/// A command at the beginning of a text.
struct WrittenCommand<'a> {
    name: &'a str,
    /// The bot behind the `@`.
    bot: Option<&'a str>,
    /// The text behind the command.
    payload: &'a str,
}

impl<'a> WrittenCommand<'a> {
    /// Reads a command where Telegram marks one as `bot_command` (`find_bot_commands` in TDLib): a slash, 1 to 64 letters,
    /// digits or underscores, perhaps `@` and 3 to 32 more of them, and then no slash. So `/stop.` is a command, and `/stop@`
    /// too.
    ///
    /// Telegram marks no command with letters of another alphabet, nor one whose slash is wide or slanted otherwise, as some
    /// keyboards write it. They are read all the same, and so is one behind invisible marks: nobody means them as an answer.
    fn of(text: &'a str) -> Option<WrittenCommand<'a>> {
        const SLASHES: [char; 5] = ['/', '\u{ff0f}', '\u{2044}', '\u{2215}', '\u{29f8}'];
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || visible::is_ignorable(c));
        let (name, rest) = split_word(text.strip_prefix(SLASHES)?);
        if !(1..=64).contains(&name.chars().count()) {
            return None;
        }
        let named = rest.strip_prefix('@').map(split_word).filter(|(bot, _)| (3..=32).contains(&bot.len()));
        let (bot, rest) = named.map_or((None, rest), |(bot, rest)| (Some(bot), rest));
        if rest.starts_with(|c: char| matches!(c, '<' | '>') || SLASHES.contains(&c)) {
            return None;
        }
        let payload = rest.split_once(char::is_whitespace).map_or("", |(_, payload)| payload.trim());
        Some(WrittenCommand { name, bot, payload })
    }

    /// Whether it is for the bot with this username, or for any bot.
    fn is_for(&self, bot: &str) -> bool {
        self.bot.is_none_or(|named| named.eq_ignore_ascii_case(bot))
    }
}

/// The letters, digits and underscores at the beginning, and the rest.
fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end)
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
            ("/help.", ours(Command::Help, "")),
            ("/help, please", ours(Command::Help, "please")),
            ("/help@", ours(Command::Help, "")),
            ("/help@ourbot!", ours(Command::Help, "")),
            (" \u{200b}\u{2068}/help", ours(Command::Help, "")),
            ("\u{ff0f}help", ours(Command::Help, "")),
            ("/help@otherbot", ParsedCommand::Foreign),
            ("/nothing", ParsedCommand::Unknown),
            ("/help1", ParsedCommand::Unknown),
            ("/helpя", ParsedCommand::Unknown),
            ("/помощь", ParsedCommand::Unknown),
            ("/", ParsedCommand::NotACommand),
            ("//help", ParsedCommand::NotACommand),
            ("/help/me", ParsedCommand::NotACommand),
            ("1/2", ParsedCommand::NotACommand),
            ("help", ParsedCommand::NotACommand),
            ("", ParsedCommand::NotACommand),
        ] {
            assert_eq!(Command::parse(text, "ourbot"), parsed, "{text}");
        }
    }

    #[test]
    fn a_command_that_no_menu_shows_is_understood() {
        assert!(Command::listed().all(|command| command != Command::Record));
        assert_eq!(Command::listed().count(), Command::ALL.len() - 1);
        assert_eq!(Command::parse("/record", "ourbot"), ParsedCommand::Ours(Command::Record, String::new()));
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
        assert_eq!(names, "panel broadcast campaigns deadlines record export audit freeze staff");
        for command in StaffCommand::ALL {
            assert_eq!(StaffCommand::parse(&format!("/{}", command.name()), "ourbot"), Some(command));
        }
    }
}
