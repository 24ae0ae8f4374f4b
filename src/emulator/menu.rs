//! The bot's menu, name and descriptions, as a person sees them.

use serde_json::{Value, json};

use crate::emulator::error::ControlError;
use crate::emulator::profile::{commands_json, in_language};
use crate::emulator::world::World;

/// The bot as `user` sees it in `chat`: commands by scope and language, name, descriptions.
pub(crate) fn menu(world: &World, chat: i64, user: i64) -> Result<Value, ControlError> {
    let person = world.people.get(&user).ok_or_else(|| ControlError::unknown_person(user))?;
    let language = person.language_code.as_ref().map_or("", |code| code.as_str());
    // Texts of a bot have a two-letter language, without a region.
    let language = language.get(..2).unwrap_or_default().to_ascii_lowercase();
    let admin = match world.groups.get(&chat) {
        Some(group) => group.members.get(&user).copied().unwrap_or(false),
        None if chat > 0 => false,
        None => return Err(ControlError::unknown_group(chat)),
    };
    let bot = &world.bot;
    Ok(json!({
        "commands": commands_json(bot.menu(chat, chat > 0, user, admin, &language)),
        "name": bot.name(&language),
        "description": in_language(&bot.descriptions, &language).unwrap_or_default(),
        "short_description": in_language(&bot.short_descriptions, &language).unwrap_or_default(),
    }))
}
