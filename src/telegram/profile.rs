//! Registers the bot's name, descriptions and menus with Telegram. It sets only those that differ, since Telegram limits how
//! often they may be set; waits of hours have been seen. Their texts are the conversation's; this file is the calls.

use std::time::Duration;

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

/// The parts of a profile, the most useful to people first: without menus nobody finds the commands, and the name is what
/// Telegram lets a bot set least often.
const PARTS: [ProfilePart; 5] = [
    ProfilePart::Menu,
    ProfilePart::GroupMenu,
    ProfilePart::Description,
    ProfilePart::ShortDescription,
    ProfilePart::Name,
];

#[derive(Debug, Clone, Copy)]
enum ProfilePart {
    Menu,
    GroupMenu,
    Description,
    ShortDescription,
    Name,
}

/// The result of a registration.
#[derive(Debug, Default)]
pub struct Registration {
    /// The number of texts that were set.
    pub changes: u32,
    /// The number of texts that could not be set.
    pub failed: u32,
    /// The last of the failures.
    pub error: Option<SendError>,
    /// How long Telegram asks to wait before another attempt.
    pub wait: Duration,
}

/// Sets all texts that differ from those that Telegram has. One that Telegram refuses holds up no other.
pub async fn register(bot: &Bot, profiles: &[Profile]) -> Registration {
    let mut done = Registration::default();
    for part in PARTS {
        for profile in profiles {
            match register_part(bot, profile, part).await {
                Ok(is_changed) => done.changes += u32::from(is_changed),
                Err(error) => {
                    done.note(SendError::of(&error));
                    // Each further call would wait for the network in vain.
                    if matches!(error, RequestError::Network(_)) {
                        return done;
                    }
                }
            }
        }
    }
    done
}

impl Registration {
    fn note(&mut self, error: SendError) {
        self.failed += 1;
        self.error = Some(error);
        if let SendError::Wait(wait) = error {
            self.wait = self.wait.max(wait);
        }
    }
}

/// Sets one text if it differs; tells whether it did.
async fn register_part(bot: &Bot, profile: &Profile, part: ProfilePart) -> Result<bool, RequestError> {
    let code = profile.lang.map(Lang::code).unwrap_or_default();
    match part {
        ProfilePart::Menu => register_menu(bot, BotCommandScope::Default, code, &profile.menu).await,
        ProfilePart::GroupMenu => {
            register_menu(bot, BotCommandScope::AllGroupChats, code, &profile.group_menu).await
        }
        ProfilePart::Description => {
            let is_set =
                bot.get_my_description().language_code(code).await?.description == profile.description;
            if !is_set {
                bot.set_my_description().language_code(code).description(&profile.description).await?;
            }
            Ok(!is_set)
        }
        ProfilePart::ShortDescription => {
            let text = &profile.short_description;
            let is_set = bot.get_my_short_description().language_code(code).await?.short_description == *text;
            if !is_set {
                bot.set_my_short_description().language_code(code).short_description(text).await?;
            }
            Ok(!is_set)
        }
        ProfilePart::Name => {
            let is_set = bot.get_my_name().language_code(code).await?.name == profile.name;
            if !is_set {
                bot.set_my_name().language_code(code).name(&profile.name).await?;
            }
            Ok(!is_set)
        }
    }
}

async fn register_menu(
    bot: &Bot,
    scope: BotCommandScope,
    code: &str,
    menu: &Menu,
) -> Result<bool, RequestError> {
    let wanted = commands(menu);
    let is_set = bot.get_my_commands().scope(scope.clone()).language_code(code).await? == wanted;
    if !is_set {
        bot.set_my_commands(wanted).scope(scope).language_code(code).await?;
    }
    Ok(!is_set)
}
