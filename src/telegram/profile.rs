//! Registers the bot's name, descriptions and menus with Telegram. It sets only those that differ, since Telegram limits how
//! often they may be set; waits of hours have been seen. Their texts are the conversation's; this file is the calls.

use teloxide::payloads::{
    GetMyCommandsSetters, GetMyDescriptionSetters, GetMyNameSetters, GetMyShortDescriptionSetters,
    SetMyCommandsSetters, SetMyDescriptionSetters, SetMyNameSetters, SetMyShortDescriptionSetters,
};
use teloxide::requests::Requester;
use teloxide::types::BotCommandScope;
use teloxide::{Bot, RequestError};

use crate::domain::Lang;
use crate::telegram::api_calls::commands;
use crate::telegram::{Menu, SendError};

/// The texts that Telegram shows outside of messages, to clients in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The language; `None` for clients in all others.
    pub lang: Option<Lang>,
    /// The bot's name, at most 64 characters.
    pub name: String,
    /// The text on the bot's profile, at most 120 characters.
    pub short_description: String,
    /// The text in an empty chat, at most 512 characters.
    pub description: String,
    /// The commands of a private chat.
    pub menu: Menu,
    /// The commands of a group.
    pub group_menu: Menu,
}

/// Sets all texts that differ from those that Telegram has, and gives their number.
///
/// # Errors
/// When a call fails; texts that were set before it stay set.
pub async fn register(bot: &Bot, profiles: &[Profile]) -> Result<u32, SendError> {
    let mut changes = 0;
    for profile in profiles {
        changes += register_one(bot, profile).await.map_err(|error| SendError::of(&error))?;
    }
    Ok(changes)
}

async fn register_one(bot: &Bot, profile: &Profile) -> Result<u32, RequestError> {
    let code = profile.lang.map(Lang::code).unwrap_or_default();
    let mut changes = 0;
    if bot.get_my_name().language_code(code).await?.name != profile.name {
        bot.set_my_name().language_code(code).name(&profile.name).await?;
        changes += 1;
    }
    let has = bot.get_my_short_description().language_code(code).await?.short_description;
    if has != profile.short_description {
        bot.set_my_short_description()
            .language_code(code)
            .short_description(&profile.short_description)
            .await?;
        changes += 1;
    }
    if bot.get_my_description().language_code(code).await?.description != profile.description {
        bot.set_my_description().language_code(code).description(&profile.description).await?;
        changes += 1;
    }
    let menus =
        [(BotCommandScope::Default, &profile.menu), (BotCommandScope::AllGroupChats, &profile.group_menu)];
    for (scope, menu) in menus {
        let wanted = commands(menu);
        if bot.get_my_commands().scope(scope.clone()).language_code(code).await? != wanted {
            bot.set_my_commands(wanted).scope(scope).language_code(code).await?;
            changes += 1;
        }
    }
    Ok(changes)
}
