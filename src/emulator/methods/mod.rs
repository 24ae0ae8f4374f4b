//! The Bot API's methods, one function each.

mod chats;
mod edit;
mod files;
mod profile;
mod send;
pub(crate) mod text;
mod webhook;

use super::chats::GroupKind;
use super::error::ApiError;
use super::keyboard;
use super::keyboard::Markup;
use super::params::Params;
use super::world::{ChatRef, World};

/// A method that never waits: the result as JSON, or Telegram's refusal.
pub(crate) type Method = fn(&mut World, &Params) -> Result<String, ApiError>;

const METHODS: [(&str, Method); 36] = [
    ("getMe", profile::get_me),
    ("setMyCommands", profile::set_my_commands),
    ("getMyCommands", profile::get_my_commands),
    ("deleteMyCommands", profile::delete_my_commands),
    ("setMyName", profile::set_my_name),
    ("getMyName", profile::get_my_name),
    ("setMyDescription", profile::set_my_description),
    ("getMyDescription", profile::get_my_description),
    ("setMyShortDescription", profile::set_my_short_description),
    ("getMyShortDescription", profile::get_my_short_description),
    ("sendMessage", send::send_message),
    ("sendPhoto", files::send_photo),
    ("sendDocument", files::send_document),
    ("sendVideo", files::send_video),
    ("sendAnimation", files::send_animation),
    ("sendAudio", files::send_audio),
    ("sendVoice", files::send_voice),
    ("sendMediaGroup", files::send_media_group),
    ("getFile", files::get_file),
    ("sendChatAction", send::send_chat_action),
    ("answerCallbackQuery", send::answer_callback_query),
    ("editMessageText", edit::edit_message_text),
    ("editMessageCaption", edit::edit_message_caption),
    ("editMessageReplyMarkup", edit::edit_message_reply_markup),
    ("deleteMessage", edit::delete_message),
    ("deleteMessages", edit::delete_messages),
    ("getChat", chats::get_chat),
    ("getChatMember", chats::get_chat_member),
    ("getChatMemberCount", chats::get_chat_member_count),
    ("getChatAdministrators", chats::get_chat_administrators),
    ("leaveChat", chats::leave_chat),
    ("deleteWebhook", webhook::delete_webhook),
    ("getWebhookInfo", webhook::get_webhook_info),
    ("setChatMenuButton", profile::accept),
    ("logOut", profile::accept),
    ("close", profile::accept),
];

/// The method with this name, in any letter case, with its name as documented.
pub(crate) fn find(name: &str) -> Option<(&'static str, Method)> {
    METHODS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).copied()
}

/// The chat that a call names, by id or `@username`.
pub(crate) fn chat_id(world: &World, params: &Params) -> Result<i64, ApiError> {
    if let Some(id) = params.get("chat_id").and_then(serde_json::Value::as_i64) {
        return Ok(id);
    }
    let text = params.text("chat_id").unwrap_or_default();
    if text.is_empty() {
        return Err(ApiError::bad("chat_id is empty"));
    }
    if let Some(name) = text.strip_prefix('@') {
        return world.chat_by_username(name).ok_or_else(ApiError::chat_not_found);
    }
    text.trim().parse().map_err(|_| ApiError::chat_not_found())
}

/// The chat that a call writes to.
fn writable(world: &World, params: &Params) -> Result<ChatRef, ApiError> {
    world.writable(chat_id(world, params)?)
}

/// The inline keyboard of a call, for messages that it stays with.
fn inline_keyboard(params: &Params) -> Result<Option<Box<serde_json::Value>>, ApiError> {
    match params.json("reply_markup")? {
        None => Ok(None),
        Some(markup) => match keyboard::parse(&markup)? {
            Markup::Inline(keyboard) => Ok(keyboard),
            Markup::Other => Ok(None),
        },
    }
}

/// The topic that a call names; it has to be open, and only forums have any.
fn thread(world: &World, chat: i64, params: &Params) -> Result<Option<i32>, ApiError> {
    let Some(thread) = params.integer("message_thread_id")?.filter(|thread| *thread != 0) else {
        return Ok(None);
    };
    let not_found = || ApiError::bad("message thread not found");
    let thread = i32::try_from(thread).map_err(|_| not_found())?;
    let group = world.groups.get(&chat).ok_or_else(not_found)?;
    if group.kind != GroupKind::Supergroup {
        return Err(not_found());
    }
    match group.topics.get(&thread) {
        Some(topic) if topic.closed => Err(ApiError::bad("TOPIC_CLOSED")),
        Some(_) => Ok(Some(thread)),
        None => Err(not_found()),
    }
}

/// The message that a call replies to.
fn reply_to(world: &World, chat: i64, params: &Params) -> Result<Option<i32>, ApiError> {
    let parameters = params.json("reply_parameters")?;
    let id = match &parameters {
        Some(parameters) => parameters.get("message_id").and_then(serde_json::Value::as_i64),
        None => params.integer("reply_to_message_id")?,
    };
    let Some(id) = id.filter(|id| *id != 0) else { return Ok(None) };
    let found = i32::try_from(id).ok().filter(|id| world.message(chat, *id).is_some());
    let optional = params.flag("allow_sending_without_reply")
        || parameters
            .and_then(|parameters| parameters.get("allow_sending_without_reply")?.as_bool())
            .unwrap_or(false);
    match found {
        None if !optional => Err(ApiError::bad("message to be replied not found")),
        found => Ok(found),
    }
}
