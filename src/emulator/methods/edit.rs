//! Editing and deleting messages.

use std::sync::Arc;

use serde_json::Value;

use crate::emulator::chats::{ChatMemberStatus, ChatRef};
use crate::emulator::entities::MessageEntity;
use crate::emulator::error::ApiError;
use crate::emulator::events::EventRecord;
use crate::emulator::media::{self, CAPTION_ABOVE};
use crate::emulator::messages::{MessageSender, StoredMessage};
use crate::emulator::methods::shared_params::{chat_id, inline_keyboard, no_link_preview, writable};
use crate::emulator::methods::text;
use crate::emulator::params::Params;
use crate::emulator::world::World;

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the same \
    as a current content and reply markup of the message";
/// A message can be deleted for this many seconds.
const DELETABLE_S: i64 = 48 * 3600;
/// The most messages of one deleteMessages call.
const DELETED_AT_ONCE: usize = 100;

/// The new content of a message.
struct MessageEdit {
    text: Option<(Box<str>, Box<[MessageEntity]>)>,
    keyboard: Option<Box<Value>>,
    /// Whether previews of links are off.
    no_link_preview: bool,
    /// Whether the caption stands above the media.
    above: bool,
}

pub(crate) fn edit_message_text(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let (text, entities) = text::message_text(params)?;
    let (keyboard, no_link_preview) = (inline_keyboard(params)?, no_link_preview(params)?);
    let (chat, id) = editable(world, params, |message| {
        if message.is_text() { Ok(()) } else { Err("there is no text in the message to edit") }
    })?;
    let change =
        MessageEdit { text: Some((text.into(), entities.into())), keyboard, no_link_preview, above: false };
    edit(world, "editMessageText", chat, id, change)
}

pub(crate) fn edit_message_caption(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let (text, entities) = text::caption(params)?;
    let keyboard = inline_keyboard(params)?;
    let (chat, id) = editable(world, params, |message| {
        if message.has_caption() { Ok(()) } else { Err("there is no caption in the message to edit") }
    })?;
    let above = params.flag(CAPTION_ABOVE);
    let change =
        MessageEdit { text: Some((text.into(), entities.into())), keyboard, no_link_preview: false, above };
    edit(world, "editMessageCaption", chat, id, change)
}

pub(crate) fn edit_message_reply_markup(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let keyboard = inline_keyboard(params)?;
    let (chat, id) = editable(world, params, |_| Ok(()))?;
    let change = MessageEdit { text: None, keyboard, no_link_preview: false, above: false };
    edit(world, "editMessageReplyMarkup", chat, id, change)
}

/// The chat and the id of the message to edit, which must be the bot's own.
fn editable(
    world: &World,
    params: &Params,
    fits: impl Fn(&StoredMessage) -> Result<(), &'static str>,
) -> Result<(i64, i32), ApiError> {
    if params.get("inline_message_id").is_some() {
        return Err(ApiError::bad("MESSAGE_ID_INVALID"));
    }
    let chat = writable(world, params)?.id();
    let id = params.message_id()?;
    let message = world.message(chat, id).ok_or_else(|| ApiError::bad("message to edit not found"))?;
    if matches!(message.sender, MessageSender::Person(_)) || message.is_service() {
        return Err(ApiError::bad("message can't be edited"));
    }
    fits(message).map_err(ApiError::bad)?;
    Ok((chat, id))
}

fn edit(
    world: &mut World,
    method: &'static str,
    chat: i64,
    id: i32,
    change: MessageEdit,
) -> Result<String, ApiError> {
    let gone = || ApiError::bad("message to edit not found");
    let message = world.message(chat, id).ok_or_else(gone)?;
    let same_text = change
        .text
        .as_ref()
        .is_none_or(|(text, entities)| *text == message.text && *entities == message.entities);
    let is_above = message.media.as_ref().is_some_and(|media| media.contains_key(CAPTION_ABOVE));
    let same_place = change.text.is_none() || change.above == is_above;
    if same_text && same_place && change.keyboard == message.keyboard {
        return Err(ApiError::bad(NOT_MODIFIED));
    }
    world.check_flood_limits(chat, false, 1)?;
    let now = world.now();
    let message = world.history_mut(chat).and_then(|history| history.get_mut(id)).ok_or_else(gone)?;
    if let Some((text, entities)) = change.text {
        message.text = text;
        message.entities = entities;
        message.no_link_preview = change.no_link_preview;
        if let Some(media) = &mut message.media {
            media::set_flag(media, CAPTION_ABOVE, change.above);
        }
    }
    message.keyboard = change.keyboard;
    message.edit_date = now;
    let edited = message.clone();
    let json: Arc<str> = world.render(chat, &edited);
    world.record_event(EventRecord::new(chat, "edited").by(method).message(&json));
    Ok(json.to_string())
}

pub(crate) fn delete_message(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let chat = world.readable(chat_id(world, params)?)?;
    let id = params.message_id()?;
    let message = world.message(chat.id(), id).ok_or_else(|| ApiError::bad("message to delete not found"))?;
    deletable(world, chat, message)?;
    remove(world, "deleteMessage", chat.id(), &[id]);
    Ok("true".to_owned())
}

pub(crate) fn delete_messages(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let chat = world.readable(chat_id(world, params)?)?;
    let list = params.json("message_ids")?.unwrap_or_default();
    let ids: Vec<i64> = list.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    if ids.is_empty() {
        return Err(ApiError::bad("message identifiers are not specified"));
    }
    if ids.len() > DELETED_AT_ONCE {
        return Err(ApiError::bad("too many message identifiers specified"));
    }
    let mut found = Vec::new();
    for id in ids.into_iter().filter_map(|id| i32::try_from(id).ok()) {
        // Missing messages are skipped, but one that may not be deleted fails the whole call.
        if let Some(message) = world.message(chat.id(), id) {
            deletable(world, chat, message)?;
            found.push(id);
        }
    }
    remove(world, "deleteMessages", chat.id(), &found);
    Ok("true".to_owned())
}

/// Checks the rules that the Bot API documents at deleteMessage.
fn deletable(world: &World, chat: ChatRef, message: &StoredMessage) -> Result<(), ApiError> {
    let admin = world.groups.get(&chat.id()).is_some_and(|group| group.bot == ChatMemberStatus::Admin);
    let foreign = matches!(message.sender, MessageSender::Person(_));
    if foreign && matches!(chat, ChatRef::Group(_)) && !admin {
        return Err(ApiError::bad("message can't be deleted"));
    }
    if world.now() - message.date > DELETABLE_S && !admin {
        return Err(ApiError::bad("message can't be deleted for everyone"));
    }
    Ok(())
}

fn remove(world: &mut World, method: &'static str, chat: i64, ids: &[i32]) {
    if let Some(history) = world.history_mut(chat) {
        for id in ids {
            history.remove(*id);
        }
    }
    if !ids.is_empty() {
        world.record_event(EventRecord {
            message_ids: ids.into(),
            ..EventRecord::new(chat, "deleted").by(method)
        });
    }
}
