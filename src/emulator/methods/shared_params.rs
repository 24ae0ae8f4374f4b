//! Parameters that several methods share: chat, topic, reply, keyboard.

use serde_json::Value;

use crate::emulator::chats::{ChatRef, GENERAL, GroupKind};
use crate::emulator::error::ApiError;
use crate::emulator::keyboard::{self, ReplyMarkup};
use crate::emulator::params::Params;
use crate::emulator::world::World;

/// The id of the call's chat, given by id or `@username`.
pub(crate) fn chat_id(world: &World, params: &Params) -> Result<i64, ApiError> {
    if let Some(id) = params.get("chat_id").and_then(Value::as_i64) {
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

/// The call's chat, if the bot may write to it.
pub(crate) fn writable(world: &World, params: &Params) -> Result<ChatRef, ApiError> {
    world.writable(chat_id(world, params)?)
}

/// The inline keyboard of a call. Other reply markup is not part of a message.
pub(crate) fn inline_keyboard(params: &Params) -> Result<Option<Box<Value>>, ApiError> {
    match params.json("reply_markup")? {
        None => Ok(None),
        Some(markup) => match keyboard::parse(&markup)? {
            ReplyMarkup::Inline(keyboard) => Ok(keyboard),
            ReplyMarkup::Other => Ok(None),
        },
    }
}

/// Whether a call switches previews of links off.
pub(crate) fn no_link_preview(params: &Params) -> Result<bool, ApiError> {
    let options = params.json("link_preview_options")?;
    Ok(options.and_then(|options| options.get("is_disabled")?.as_bool()).unwrap_or_default())
}

/// The call's topic, which must be open.
pub(crate) fn thread(world: &World, chat: i64, params: &Params) -> Result<Option<i32>, ApiError> {
    let Some(thread) = params.integer("message_thread_id")?.filter(|thread| *thread != 0) else {
        let general = world.groups.get(&chat).and_then(|group| group.topics.get(&GENERAL));
        return if general.is_some_and(|topic| topic.closed) {
            Err(ApiError::bad("TOPIC_CLOSED"))
        } else {
            Ok(None)
        };
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

/// The message to reply to.
pub(crate) fn reply_to(world: &World, chat: i64, params: &Params) -> Result<Option<i32>, ApiError> {
    let parameters = params.json("reply_parameters")?;
    let id = match &parameters {
        Some(parameters) => parameters.get("message_id").and_then(Value::as_i64),
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
