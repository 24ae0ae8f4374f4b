//! A Telegram chat as the bot remembers it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::{ChatId, Lang, MessageId, ReminderPrefs, Role, StaffCommand, Topic};

/// Telegram's kinds of chat, by the words in the `type` field of its chats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum ChatKind {
    /// One person.
    Private,
    /// A basic group.
    Group,
    /// A supergroup, with or without topics.
    Supergroup,
    /// A channel.
    Channel,
}

coded!(ChatKind);

/// A command menu that was set for one chat alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChatMenu {
    /// Its language.
    pub lang: Lang,
    /// How many commands of staff it lists; none in a citizen's. A version of the bot with more of them sets it anew.
    pub staff_commands: usize,
}

impl ChatMenu {
    /// The menu of a citizen.
    pub fn citizen(lang: Lang) -> ChatMenu {
        ChatMenu { lang, staff_commands: 0 }
    }

    /// The menu of somebody on staff with this role.
    pub fn staff(lang: Lang, role: Role) -> ChatMenu {
        ChatMenu { lang, staff_commands: StaffCommand::of(role).count() }
    }

    /// Whether it lists commands of staff.
    pub fn is_staffs(self) -> bool {
        self.staff_commands > 0
    }

    /// The code in the store: `ky` for a citizen's menu, and `ky+6` for one with six commands of staff.
    pub fn code(self) -> String {
        let lang = self.lang.code();
        if self.is_staffs() { format!("{lang}+{}", self.staff_commands) } else { lang.to_owned() }
    }

    /// The menu with this code.
    pub fn from_code(code: &str) -> Option<ChatMenu> {
        let Some((lang, count)) = code.split_once('+') else {
            return Lang::from_code(code).map(ChatMenu::citizen);
        };
        let staff_commands = count.parse().ok().filter(|count| *count > 0)?;
        Some(ChatMenu { lang: Lang::from_code(lang)?, staff_commands })
    }
}

/// A chat as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Its ID.
    pub id: ChatId,
    /// Its kind.
    pub kind: ChatKind,
    /// The language that the person chose; `None` until then.
    pub lang: Option<Lang>,
    /// The command menu that was set for this chat alone, if any.
    pub menu: Option<ChatMenu>,
    /// Whether the bot may write to it: false after a block, a kick or a deactivation, until it writes again.
    pub active: bool,
    /// The newest message of the bot that still carries buttons.
    pub screen: Option<MessageId>,
    /// The topics that are switched on.
    pub topics: BTreeSet<Topic>,
    /// When the person was told last that an edit of theirs does not count.
    pub edits_told: Option<Timestamp>,
    /// The topic of a forum where its messages go; `None` for General, and where there are no topics.
    pub thread: Option<MessageId>,
    /// Its choice of reminders; the default while no topic is on.
    pub reminders: ReminderPrefs,
}

impl Chat {
    /// A chat of which nothing else is known yet.
    pub fn new(id: ChatId, kind: ChatKind) -> Chat {
        Chat {
            id,
            kind,
            lang: None,
            menu: None,
            active: true,
            screen: None,
            topics: BTreeSet::new(),
            edits_told: None,
            thread: None,
            reminders: ReminderPrefs::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_is_read_back_and_those_of_earlier_versions_are_citizens() {
        for lang in Lang::ALL {
            assert_eq!(ChatMenu::from_code(lang.code()), Some(ChatMenu::citizen(lang)));
            for menu in
                Role::ALL.map(|role| ChatMenu::staff(lang, role)).into_iter().chain([ChatMenu::citizen(lang)])
            {
                assert_eq!(ChatMenu::from_code(&menu.code()), Some(menu), "{}", menu.code());
            }
        }
        for code in ["", "de", "+6", "ky+", "ky+0", "ky+x", "ky+6+6"] {
            assert_eq!(ChatMenu::from_code(code), None, "{code}");
        }
    }
}
