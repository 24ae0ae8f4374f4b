//! The bot's profile: its name, descriptions and command menus, in each language.

use crate::domain::{Command, Lang};
use crate::telegram::{Menu, Profile};
use crate::texts::{Say, Texts};

/// The language of the texts for clients in other languages.
const DEFAULT: Lang = Lang::En;

/// The profiles to register with Telegram: the default first, then each language.
#[must_use]
pub(crate) fn profiles(texts: &Texts) -> Vec<Profile> {
    let profile = |code: Option<Lang>| {
        let say = texts.say(code.unwrap_or(DEFAULT));
        Profile {
            lang: code,
            name: say.bot_name(),
            short_description: say.bot_short_description(),
            description: say.bot_description(),
            menu: menu(&say),
            group_menu: group_menu(&say),
        }
    };
    [None].into_iter().chain(Lang::ALL.map(Some)).map(profile).collect()
}

/// The language of the menu that a client shows unless the chat has a menu of its own.
pub(crate) fn menu_lang(client: Option<&str>) -> Lang {
    let subtag = client.and_then(|tag| tag.split(['-', '_']).next());
    subtag.and_then(Lang::from_code).unwrap_or(DEFAULT)
}

/// The commands of a private chat.
pub(crate) fn menu(say: &Say<'_>) -> Menu {
    entries(say, Command::listed())
}

fn group_menu(say: &Say<'_>) -> Menu {
    use Command::{Calls, Deadline, Help, Pledge, Updates};
    entries(say, [Pledge, Calls, Deadline, Updates, Help])
}

fn entries(say: &Say<'_>, commands: impl IntoIterator<Item = Command>) -> Menu {
    let entry = |command: Command| (command.name().to_owned(), say.command(command));
    Menu(commands.into_iter().map(entry).collect())
}
