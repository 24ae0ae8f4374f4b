//! The table of how intents are treated: whether they coalesce, how they are limited, and who may have them.

use crate::conversation::callback::{Callback, ReminderAction};
use crate::conversation::intent::{Coalesce, Input, Intent, rights};
use crate::conversation::screen::{Screen, Stakes};
use crate::domain::Right;

/// The treatment of an intent in a private chat; [`Policy::outside_private_chats`] gives that in other chats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether the updates behind it can make its answer superfluous.
    pub coalesce: Coalesce,
    /// Its limit when much comes from its chat.
    pub limit: Limit,
    /// The access that it needs.
    pub access: Access,
}

/// The treatment of an update when much comes from its chat. It is chosen when the update arrives, and so without the stored
/// data about the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// It ends messages or erases data: it is never dropped, except a repetition while nothing else has come in between.
    OptOut,
    /// A request: it is dropped if too many come, or too many wait.
    Request,
    /// Words: a request in a private chat. In a group people talk to each other, and the bot takes no notice.
    Words,
    /// Telegram's own message about a chat: it is never dropped.
    News,
}

/// The access that an intent needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody, in groups too.
    Everybody,
    /// Everybody in their private chat; in a group its administrators.
    GroupAdmins,
    /// Everybody, in their private chat alone.
    PrivateChats,
    /// Staff who have this right, in their private chat.
    Staff(Right),
}

impl Policy {
    /// The same for a group or a channel, where nothing coalesces.
    #[must_use]
    pub fn outside_private_chats(self) -> Policy {
        let limit = match (self.limit, self.access) {
            (Limit::OptOut, Access::PrivateChats) => Limit::Request,
            (limit, _) => limit,
        };
        Policy { coalesce: Coalesce::Never, limit, ..self }
    }

    /// The same for an edit, which gives no command anew: only the wish to stop is heard in it everywhere.
    fn of_edit(self) -> Policy {
        if self.limit == Limit::OptOut {
            self
        } else {
            row(Coalesce::Never, Limit::Words, Access::PrivateChats)
        }
    }
}

impl Intent {
    /// The table.
    #[must_use]
    pub fn policy(&self) -> Policy {
        match self {
            Intent::Callback(callback) => of_callback(callback),
            Intent::StaleCallback | Intent::Record(_) => {
                row(Coalesce::Never, Limit::Request, Access::Everybody)
            }
            Intent::Start(screen) => row(of_command(screen), Limit::Request, Access::Everybody),
            Intent::Open(screen) => row(of_command(screen), limit_of(screen), access_to(screen)),
            Intent::Stop => row(same("stop"), Limit::OptOut, Access::GroupAdmins),
            Intent::Join(_) => row(Coalesce::Never, Limit::Request, Access::PrivateChats),
            Intent::BrokenLink => row(Coalesce::Screen, Limit::Request, Access::Everybody),
            Intent::StopWords(_) => row(Coalesce::Never, Limit::OptOut, Access::PrivateChats),
            Intent::Cancel | Intent::ForeignCommand => {
                row(Coalesce::Never, Limit::Words, Access::PrivateChats)
            }
            Intent::StaffCommand(command, text) => {
                row(Coalesce::Never, Limit::Words, Access::Staff(rights::of_command(*command, text)))
            }
            Intent::UnknownCommand(_) => row(Coalesce::Text, Limit::Words, Access::PrivateChats),
            Intent::Input(input) => row(of_input(input), Limit::Words, Access::PrivateChats),
            Intent::Edited(edited) => edited.policy().of_edit(),
            Intent::ServiceMessage
            | Intent::Migration(_)
            | Intent::Membership { .. }
            | Intent::Unknown(_) => row(Coalesce::Never, Limit::News, Access::Everybody),
        }
    }
}

/// The rows of buttons.
fn of_callback(callback: &Callback) -> Policy {
    let same = || Coalesce::Same(callback.data());
    match callback {
        Callback::Open(screen) => row(of_button(screen), limit_of(screen), access_to(screen)),
        Callback::Speak(_, Screen::Updates) | Callback::Switch(_, true) | Callback::Here => {
            row(same(), Limit::Request, Access::GroupAdmins)
        }
        Callback::Stop | Callback::Switch(_, false) => row(same(), Limit::OptOut, Access::GroupAdmins),
        Callback::NoReminders | Callback::Remind(ReminderAction::On(false)) => {
            row(same(), Limit::OptOut, Access::PrivateChats)
        }
        Callback::Withdraw(_) | Callback::Erase(_) => {
            row(Coalesce::Never, Limit::OptOut, Access::PrivateChats)
        }
        Callback::Card(action) if action.takes_back() => {
            row(Coalesce::Never, Limit::OptOut, Access::PrivateChats)
        }
        Callback::Agree(_) | Callback::Card(_) | Callback::CancelSignUp | Callback::Answer(_) => {
            row(Coalesce::Never, Limit::Request, Access::PrivateChats)
        }
        Callback::CallText(_) => row(same(), Limit::Request, Access::Everybody),
        Callback::Staff(callback) => {
            row(Coalesce::Never, Limit::Request, Access::Staff(rights::of_button(callback)))
        }
        Callback::Speak(..)
        | Callback::File
        | Callback::Remind(_)
        | Callback::Snooze(..)
        | Callback::Calendar(_)
        | Callback::Timeline
        | Callback::Poster
        | Callback::Broadcast(_) => row(same(), Limit::Request, Access::PrivateChats),
    }
}

fn row(coalesce: Coalesce, limit: Limit, access: Access) -> Policy {
    Policy { coalesce, limit, access }
}

fn same(words: &str) -> Coalesce {
    Coalesce::Same(words.to_owned())
}

/// A command that opens a screen.
fn of_command(screen: &Screen) -> Coalesce {
    match screen.stakes() {
        Stakes::SignUp => same(&screen.code()),
        Stakes::Reading | Stakes::Data => Coalesce::Screen,
    }
}

/// A button that opens a screen.
fn of_button(screen: &Screen) -> Coalesce {
    match screen.stakes() {
        Stakes::SignUp => Coalesce::Never,
        Stakes::Reading | Stakes::Data => Coalesce::Screen,
    }
}

fn of_input(input: &Input) -> Coalesce {
    match input {
        Input::Text(_) => Coalesce::Text,
        Input::Media { .. } | Input::Contact(_) | Input::Other { .. } => Coalesce::Never,
    }
}

/// The screens with a person's data are shown however fast updates come, since erasing it begins there.
fn limit_of(screen: &Screen) -> Limit {
    match screen.stakes() {
        Stakes::Data => Limit::OptOut,
        Stakes::Reading | Stakes::SignUp => Limit::Request,
    }
}

fn access_to(screen: &Screen) -> Access {
    if screen.is_public() { Access::Everybody } else { Access::PrivateChats }
}
