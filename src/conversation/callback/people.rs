//! Buttons about the people on staff.

use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::domain::{ChatId, PersonStep, Role};

/// An action about the people on staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(PeopleActionKind), derive(strum::EnumIter)))]
pub enum PeopleAction {
    /// Shows everybody.
    All,
    /// Shows a person.
    Person(ChatId),
    /// Asks whether to take a step about a person.
    Ask(ChatId, PersonStep),
    /// Takes a step about a person who has this role. If they have another one by now, nothing happens.
    Take(ChatId, PersonStep, Role),
    /// Asks for the role of somebody who is to be invited.
    Invite,
    /// Makes an invitation for a role.
    InviteAs(Role),
    /// Lets the person in who opened the invitation with this number.
    Admit(i64),
    /// Withdraws the invitation with this number.
    Uninvite(i64),
    /// Asks for an alias of one's own.
    Alias,
    /// Asks whether to leave the staff.
    AskLeave,
    /// Leaves the staff.
    Leave,
}

impl PeopleAction {
    /// The callback data behind the letter of people.
    pub(super) fn data(self) -> String {
        match self {
            PeopleAction::All => "all".to_owned(),
            PeopleAction::Person(chat) => format!("who:{}", chat.telegram_number()),
            PeopleAction::Ask(chat, step) => format!("ask:{}:{}", chat.telegram_number(), step.code()),
            PeopleAction::Take(chat, step, role) => {
                format!("do:{}:{}:{}", chat.telegram_number(), step.code(), role.code())
            }
            PeopleAction::Invite => "invite".to_owned(),
            PeopleAction::InviteAs(role) => format!("invite:{}", role.code()),
            PeopleAction::Admit(id) => format!("admit:{id}"),
            PeopleAction::Uninvite(id) => format!("uninvite:{id}"),
            PeopleAction::Alias => "alias".to_owned(),
            PeopleAction::AskLeave => "leave".to_owned(),
            PeopleAction::Leave => "leave:1".to_owned(),
        }
    }

    /// Reads [`PeopleAction::data`], split at its colons.
    pub(super) fn parse(words: &[&str]) -> Result<PeopleAction, ParseCallbackError> {
        let chat = |id| field::number(id).map(ChatId::new);
        let step = |code| field::code(code, PersonStep::from_code);
        let role = |code| field::code(code, Role::from_code);
        Ok(match *words {
            ["all"] => PeopleAction::All,
            ["who", id] => PeopleAction::Person(chat(id)?),
            ["ask", id, code] => PeopleAction::Ask(chat(id)?, step(code)?),
            ["do", id, code, had] => PeopleAction::Take(chat(id)?, step(code)?, role(had)?),
            ["invite"] => PeopleAction::Invite,
            ["invite", code] => PeopleAction::InviteAs(role(code)?),
            ["admit", id] => PeopleAction::Admit(field::number(id)?),
            ["uninvite", id] => PeopleAction::Uninvite(field::number(id)?),
            ["alias"] => PeopleAction::Alias,
            ["leave"] => PeopleAction::AskLeave,
            ["leave", "1"] => PeopleAction::Leave,
            _ => return Err(ParseCallbackError),
        })
    }
}

/// Every action with every choice, and with the longest numbers.
#[cfg(test)]
pub(super) fn samples() -> Vec<PeopleAction> {
    use strum::IntoEnumIterator as _;

    const CHAT: ChatId = ChatId::new((1 << 53) - 1);
    const ID: i64 = (1 << 53) - 1;
    let of = |kind| -> Vec<_> {
        match kind {
            PeopleActionKind::All => vec![PeopleAction::All],
            PeopleActionKind::Person => vec![PeopleAction::Person(CHAT)],
            PeopleActionKind::Ask => PersonStep::ALL.map(|step| PeopleAction::Ask(CHAT, step)).into(),
            PeopleActionKind::Take => {
                PersonStep::ALL.map(|step| PeopleAction::Take(CHAT, step, Role::Viewer)).into()
            }
            PeopleActionKind::Invite => vec![PeopleAction::Invite],
            PeopleActionKind::InviteAs => Role::ALL.map(PeopleAction::InviteAs).into(),
            PeopleActionKind::Admit => vec![PeopleAction::Admit(ID)],
            PeopleActionKind::Uninvite => vec![PeopleAction::Uninvite(ID)],
            PeopleActionKind::Alias => vec![PeopleAction::Alias],
            PeopleActionKind::AskLeave => vec![PeopleAction::AskLeave],
            PeopleActionKind::Leave => vec![PeopleAction::Leave],
        }
    };
    PeopleActionKind::iter().flat_map(of).collect()
}
