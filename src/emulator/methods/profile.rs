//! getMe, and the methods for the bot's commands, name and descriptions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::emulator::chats::ChatRef;
use crate::emulator::error::ApiError;
use crate::emulator::methods::shared_params::chat_id;
use crate::emulator::params::Params;
use crate::emulator::profile::{BotCommand, BotCommandScope, CommandsKey, commands_json, in_language};
use crate::emulator::world::World;

/// The most commands of a list.
const COMMANDS: usize = 100;
/// The most characters of a command's description.
const COMMAND_DESCRIPTION: usize = 256;
const NAME: usize = 64;
const DESCRIPTION: usize = 512;
const SHORT_DESCRIPTION: usize = 120;

/// The codes that Telegram accepts: ISO 639-1 with two letters.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv \
    dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne \
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv \
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of methods, which may refuse")]
pub(crate) fn get_me(world: &mut World, _: &Params) -> Result<String, ApiError> {
    let mut me = json!(world.bot.user());
    for (flag, value) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", !world.privacy),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
    ] {
        me[flag] = value.into();
    }
    for (flag, value) in &world.switches {
        me[flag] = (*value).into();
    }
    Ok(me.to_string())
}

/// For methods that have no visible effect in the emulator.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the table of methods, which may refuse")]
pub(crate) fn accept(_: &mut World, _: &Params) -> Result<String, ApiError> {
    Ok("true".to_owned())
}

pub(crate) fn set_my_commands(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let key = commands_key(world, params)?;
    let list =
        params.json("commands")?.ok_or_else(|| ApiError::bad("can't parse commands: expected an Array"))?;
    let list = list.as_array().ok_or_else(|| ApiError::bad("can't parse commands: expected an Array"))?;
    if list.len() > COMMANDS {
        return Err(ApiError::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    let commands = list.iter().map(command).collect::<Result<Vec<_>, _>>()?;
    // An empty list is the same as a deleted list.
    if commands.is_empty() {
        world.bot.commands.remove(&key);
    } else {
        world.bot.commands.insert(key, commands);
    }
    Ok("true".to_owned())
}

fn command(value: &Value) -> Result<BotCommand, ApiError> {
    let field = |name: &str| value.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let name = field("command").trim_start_matches('/').to_ascii_lowercase();
    if name.is_empty() {
        return Err(ApiError::bad("command must be non-empty"));
    }
    if name.len() > 32
        || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    {
        return Err(ApiError::bad("BOT_COMMAND_INVALID"));
    }
    let description = field("description");
    match description.chars().count() {
        0 => Err(ApiError::bad("command description must be non-empty")),
        length if length > COMMAND_DESCRIPTION => Err(ApiError::bad("BOT_COMMAND_DESCRIPTION_INVALID")),
        _ => Ok(BotCommand { command: name, description: description.to_owned() }),
    }
}

pub(crate) fn get_my_commands(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let key = commands_key(world, params)?;
    Ok(world.bot.commands.get(&key).map_or_else(|| "[]".to_owned(), |list| commands_json(list).to_string()))
}

pub(crate) fn delete_my_commands(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let key = commands_key(world, params)?;
    world.bot.commands.remove(&key);
    Ok("true".to_owned())
}

fn commands_key(world: &World, params: &Params) -> Result<CommandsKey, ApiError> {
    let language = language(params)?;
    let Some(scope) = params.json("scope")? else { return Ok((BotCommandScope::Default, language)) };
    let chat = || -> Result<i64, ApiError> {
        let mut inner = Params::default();
        inner.insert("chat_id".into(), scope.get("chat_id").cloned().unwrap_or_default());
        let chat = chat_id(world, &inner)?;
        world.readable(chat).map(ChatRef::id)
    };
    let scope = match scope.get("type").and_then(Value::as_str).unwrap_or_default() {
        "" | "default" => BotCommandScope::Default,
        "all_private_chats" => BotCommandScope::AllPrivateChats,
        "all_group_chats" => BotCommandScope::AllGroupChats,
        "all_chat_administrators" => BotCommandScope::AllChatAdministrators,
        "chat" => BotCommandScope::Chat(chat()?),
        "chat_administrators" => BotCommandScope::ChatAdministrators(chat()?),
        "chat_member" => {
            let user =
                scope.get("user_id").and_then(Value::as_i64).filter(|user| world.people.contains_key(user));
            BotCommandScope::ChatMember(
                chat()?,
                user.ok_or_else(|| ApiError::bad("invalid user_id specified"))?,
            )
        }
        _ => return Err(ApiError::bad("can't parse BotCommandScope: unsupported type specified")),
    };
    Ok((scope, language))
}

fn language(params: &Params) -> Result<String, ApiError> {
    let language = params.text("language_code").unwrap_or_default();
    if language.is_empty()
        || language.len() == 2 && LANGUAGES.split_ascii_whitespace().any(|code| code == language)
    {
        return Ok(language);
    }
    Err(ApiError::bad("invalid language code specified"))
}

/// The text of a parameter, refused if it has more than `most` characters.
fn checked(params: &Params, name: &str, most: usize, refusal: &str) -> Result<String, ApiError> {
    let text = params.text(name).unwrap_or_default().trim().to_owned();
    if text.chars().count() > most { Err(ApiError::bad(refusal)) } else { Ok(text) }
}

/// Sets the text for a language. An empty text removes it.
fn set_text(texts: &mut BTreeMap<String, String>, language: String, text: String) -> String {
    if text.is_empty() {
        texts.remove(&language);
    } else {
        texts.insert(language, text);
    }
    "true".to_owned()
}

pub(crate) fn set_my_name(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let name = checked(params, "name", NAME, "BOT_TITLE_INVALID")?;
    Ok(set_text(&mut world.bot.names, language(params)?, name))
}

pub(crate) fn get_my_name(world: &mut World, params: &Params) -> Result<String, ApiError> {
    Ok(json!({ "name": world.bot.name(&language(params)?) }).to_string())
}

pub(crate) fn set_my_description(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let text = checked(params, "description", DESCRIPTION, "description is too long")?;
    Ok(set_text(&mut world.bot.descriptions, language(params)?, text))
}

pub(crate) fn get_my_description(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let text = in_language(&world.bot.descriptions, &language(params)?).unwrap_or_default();
    Ok(json!({ "description": text }).to_string())
}

pub(crate) fn set_my_short_description(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let text = checked(params, "short_description", SHORT_DESCRIPTION, "BOT_SHORT_DESCRIPTION_INVALID")?;
    Ok(set_text(&mut world.bot.short_descriptions, language(params)?, text))
}

pub(crate) fn get_my_short_description(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let text = in_language(&world.bot.short_descriptions, &language(params)?).unwrap_or_default();
    Ok(json!({ "short_description": text }).to_string())
}
