//! The bot's profile: its name, descriptions and command menus, in each language. Most chats have the menu of their client's
//! language. One that chose another language has a menu of its own, and so have those of staff.

use crate::conversation::context::Context;
use crate::conversation::turn::Turn;
use crate::domain::{ChatMenu, Command, Lang, Role, StaffCommand};
use crate::store::Change;
use crate::telegram::{Menu, Profile, Reply};
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
            menu: citizens(&say),
            group_menu: group_menu(&say),
        }
    };
    [None].into_iter().chain(Lang::ALL.map(Some)).map(profile).collect()
}

/// The language of the menu that a client shows unless the chat has a menu of its own.
fn menu_lang(client: Option<&str>) -> Lang {
    let subtag = client.and_then(|tag| tag.split(['-', '_']).next());
    subtag.and_then(Lang::from_code).unwrap_or(DEFAULT)
}

/// The same turn, with the chat's own menu where that changes. It follows the language that a person chooses. Staff always have
/// one, and whoever is on the staff no longer loses it.
pub(crate) fn with_menu(context: &Context, turn: Turn) -> Turn {
    // Without this change the chat is not stored, and the menu could not be taken back one day.
    let is_stored = turn.changes.iter().any(|change| matches!(change, Change::Meet(_)));
    if !context.is_private() || !is_stored {
        return turn;
    }
    let chosen = turn
        .changes
        .iter()
        .find_map(|change| if let Change::SetLang(lang) = change { Some(*lang) } else { None });
    let wanted = own_menu(context, chosen);
    if wanted == context.chat.menu {
        return turn;
    }
    let role = context.staff.as_ref().map(|member| member.role);
    let menu = wanted.map(|menu| menu_of(&context.texts.say(menu.lang), role));
    turn.change(Change::SetMenu(wanted)).reply(Reply::SetMenu { chat: context.chat.id, menu })
}

/// The menu that this chat is to have of its own; `chosen` is the language that the person chooses just now.
fn own_menu(context: &Context, chosen: Option<Lang>) -> Option<ChatMenu> {
    let (now, lang) = (context.chat.menu, chosen.unwrap_or(context.lang));
    if let Some(member) = &context.staff {
        return Some(ChatMenu::staff(lang, member.role));
    }
    if chosen.is_none() && !now.is_some_and(ChatMenu::is_staffs) {
        return now;
    }
    (lang != menu_lang(context.client.as_deref())).then_some(ChatMenu::citizen(lang))
}

/// The commands of a menu, those of staff first.
pub(crate) fn menu_of(say: &Say<'_>, role: Option<Role>) -> Menu {
    let staff = role.into_iter().flat_map(StaffCommand::of);
    let staff = staff.map(|command| (command.name().to_owned(), say.staff_command(command)));
    Menu(staff.chain(citizens(say).0).collect())
}

/// The commands of a private chat.
fn citizens(say: &Say<'_>) -> Menu {
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
