//! People: adding them, blocking the bot, closing an account.

use crate::emulator::chat_changes::queue_my_chat_member;
use crate::emulator::chats::{ChatMemberStatus, EmulatedPerson, LanguageCode};
use crate::emulator::error::ControlError;
use crate::emulator::events::EventRecord;
use crate::emulator::input::NewPerson;
use crate::emulator::messages::ChatHistory;
use crate::emulator::world::World;

/// Adds a person and returns their id, which is also the id of the private chat.
pub(crate) fn add_person(world: &mut World, person: &NewPerson) -> Result<i64, ControlError> {
    if person.first_name.trim().is_empty() {
        return Err(ControlError::new("Give the person a first_name."));
    }
    let id = person.id.unwrap_or_else(|| world.free_person_id());
    if id <= 0 || id >= 1 << 52 || id == world.bot.id || world.people.contains_key(&id) {
        return Err(ControlError::new(format!(
            "Choose an id above 0 that nobody has yet; {id} will not do."
        )));
    }
    let language_code = match person.language_code.as_deref().filter(|code| !code.is_empty()) {
        Some(code) => Some(
            LanguageCode::new(code)
                .ok_or_else(|| ControlError::new("Give a language_code such as ky, ru or en."))?,
        ),
        None => None,
    };
    let boxed = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(Box::from);
    let added = EmulatedPerson {
        first_name: person.first_name.as_str().into(),
        last_name: boxed(&person.last_name),
        username: boxed(&person.username),
        language_code,
        started: person.started,
        blocked: false,
        deactivated: false,
        history: ChatHistory::default(),
    };
    world.people.insert(id, added);
    Ok(id)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccountChange {
    Block,
    Unblock,
    Deactivate,
}

pub(crate) fn change_account(world: &mut World, id: i64, change: AccountChange) -> Result<(), ControlError> {
    let person = world.people.get_mut(&id).ok_or_else(|| ControlError::unknown_person(id))?;
    let (kind, before) = match change {
        AccountChange::Block => ("blocked", std::mem::replace(&mut person.blocked, true)),
        AccountChange::Unblock => ("unblocked", !std::mem::replace(&mut person.blocked, false)),
        AccountChange::Deactivate => ("deactivated", std::mem::replace(&mut person.deactivated, true)),
    };
    if before {
        return Ok(());
    }
    world.record_event(EventRecord::new(id, kind));
    // Telegram reports a block to the bot, but not a closed account.
    let statuses = match change {
        AccountChange::Block => Some((ChatMemberStatus::Member, ChatMemberStatus::Kicked)),
        AccountChange::Unblock => Some((ChatMemberStatus::Kicked, ChatMemberStatus::Member)),
        AccountChange::Deactivate => None,
    };
    if let Some((before, after)) = statuses {
        queue_my_chat_member(world, id, id, before, after);
    }
    Ok(())
}
