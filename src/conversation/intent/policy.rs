//! The table of how intents are treated: whether they coalesce, must be answered, and who may have them.

use crate::conversation::callback::Callback;
use crate::conversation::intent::{Coalesce, Input, Intent};
use crate::conversation::screen::{Screen, Stakes};

/// The treatment of an intent in a private chat; [`Policy::outside_private_chats`] gives that in other chats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Whether the updates behind it can make its answer superfluous.
    pub coalesce: Coalesce,
    /// Whether it is answered however fast updates come.
    pub must_answer: MustAnswer,
    /// The access that it needs.
    pub access: Access,
    /// Whether it counts as one more request to the flood guard.
    pub counted: Counted,
}

/// When an intent is answered however fast updates come: if it can end messages or erase data, or if the bot waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MustAnswer {
    /// Never.
    Never,
    /// Always.
    Always,
    /// While there is something to stop.
    ToStop,
    /// While there are reminders to end.
    ToEndReminders,
    /// When staff ask.
    ToStaff,
    /// While a sign-up or a draft waits for input.
    WhileAwaited,
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
    /// Staff, in their private chat.
    Staff,
}

/// The chats in which an intent counts as a request. People in a group talk to each other, and Telegram's own messages
/// about a chat must never be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// In every chat.
    Everywhere,
    /// In private chats.
    InPrivateChats,
    /// Nowhere.
    Nowhere,
}

impl Policy {
    /// The same for a group or a channel: nothing coalesces there, and nothing must be answered but the wish to stop.
    #[must_use]
    pub fn outside_private_chats(self) -> Policy {
        let must_answer =
            if self.must_answer == MustAnswer::ToStop { MustAnswer::ToStop } else { MustAnswer::Never };
        let counted = if self.counted == Counted::InPrivateChats { Counted::Nowhere } else { self.counted };
        Policy { coalesce: Coalesce::Never, must_answer, counted, ..self }
    }

    /// Whether the flood guard counts it.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.counted != Counted::Nowhere
    }
}

impl Intent {
    /// The table.
    #[must_use]
    pub fn policy(&self) -> Policy {
        match self {
            Intent::Callback(callback) => of_callback(callback),
            Intent::StaleCallback => request(Coalesce::Never, MustAnswer::Never, Access::Everybody),
            Intent::Start(screen) => request(of_command(screen), MustAnswer::Never, Access::Everybody),
            Intent::Open(screen) => request(of_command(screen), must_show(screen), access_to(screen)),
            Intent::Stop => request(same("stop"), MustAnswer::ToStop, Access::GroupAdmins),
            Intent::Record(_) => request(Coalesce::Screen, MustAnswer::Never, Access::Everybody),
            Intent::StaffCommand(..) => written(Coalesce::Text, MustAnswer::Never, Access::Staff),
            Intent::UnknownCommand(_) => written(Coalesce::Text, MustAnswer::Never, Access::PrivateChats),
            Intent::ForeignCommand => written(Coalesce::Never, MustAnswer::Never, Access::PrivateChats),
            Intent::Input(input) => written(of_input(input), MustAnswer::WhileAwaited, Access::PrivateChats),
            Intent::ServiceMessage => {
                written(Coalesce::Never, MustAnswer::WhileAwaited, Access::PrivateChats)
            }
            Intent::Migration(_) | Intent::Membership { .. } | Intent::Unknown(_) => Policy {
                coalesce: Coalesce::Never,
                must_answer: MustAnswer::Never,
                access: Access::Everybody,
                counted: Counted::Nowhere,
            },
        }
    }
}

/// The rows of buttons.
fn of_callback(callback: &Callback) -> Policy {
    let same = || Coalesce::Same(callback.data());
    match callback {
        Callback::Open(screen) => request(of_button(screen), must_show(screen), access_to(screen)),
        Callback::Speak(_, Screen::Updates) | Callback::Switch(..) => {
            request(same(), MustAnswer::Never, Access::GroupAdmins)
        }
        Callback::Stop => request(same(), MustAnswer::ToStop, Access::GroupAdmins),
        Callback::SignUp(..)
        | Callback::Edit
        | Callback::Withdraw(_)
        | Callback::Renew(_)
        | Callback::Erase(_) => request(Coalesce::Never, MustAnswer::Always, Access::PrivateChats),
        Callback::Staff(_) => request(Coalesce::Never, MustAnswer::ToStaff, Access::Staff),
        Callback::NoReminders => request(same(), MustAnswer::ToEndReminders, Access::PrivateChats),
        Callback::Speak(..)
        | Callback::File
        | Callback::Remind(_)
        | Callback::Snooze(..)
        | Callback::Calendar(_)
        | Callback::Timeline => request(same(), MustAnswer::Never, Access::PrivateChats),
    }
}

/// A row of something that a person asks of the bot, wherever they are.
fn request(coalesce: Coalesce, must_answer: MustAnswer, access: Access) -> Policy {
    Policy { coalesce, must_answer, access, counted: Counted::Everywhere }
}

/// A row of something that a person writes, which asks nothing of the bot in a group.
fn written(coalesce: Coalesce, must_answer: MustAnswer, access: Access) -> Policy {
    Policy { coalesce, must_answer, access, counted: Counted::InPrivateChats }
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
        // It may be the name of a time zone.
        Input::Text(text) if text.text.contains('/') => Coalesce::Never,
        Input::Text(_) => Coalesce::Text,
        Input::Media { .. } | Input::Other { .. } => Coalesce::Never,
    }
}

fn must_show(screen: &Screen) -> MustAnswer {
    match screen.stakes() {
        Stakes::Data => MustAnswer::Always,
        Stakes::Reading | Stakes::SignUp => MustAnswer::Never,
    }
}

fn access_to(screen: &Screen) -> Access {
    if screen.is_public() { Access::Everybody } else { Access::PrivateChats }
}
