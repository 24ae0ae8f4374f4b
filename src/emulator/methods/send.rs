//! sendMessage, sendChatAction and answerCallbackQuery.

use std::sync::Arc;

use serde_json::json;

use crate::emulator::chats::GroupKind;
use crate::emulator::error::ApiError;
use crate::emulator::events::EventRecord;
use crate::emulator::messages::{MessageSender, StoredMessage};
use crate::emulator::methods::shared_params::{inline_keyboard, no_link_preview, reply_to, thread, writable};
use crate::emulator::methods::text;
use crate::emulator::params::Params;
use crate::emulator::world::World;

/// The most characters of an answer to a callback query.
const ANSWER: usize = 200;

pub(crate) fn send_message(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let (text, entities) = text::message_text(params)?;
    let (chat, mut message) = prepare(world, params)?;
    message.text = text.into();
    message.entities = entities.into();
    world.check_flood_limits(chat, params.flag("allow_paid_broadcast"), 1)?;
    Ok(store(world, params, "sendMessage", chat, message).to_string())
}

/// Checks the parameters that all send methods share. Returns the chat and a message without content.
pub(crate) fn prepare(world: &World, params: &Params) -> Result<(i64, StoredMessage), ApiError> {
    let keyboard = inline_keyboard(params)?;
    let chat = writable(world, params)?.id();
    let channel = world.groups.get(&chat).is_some_and(|group| group.kind == GroupKind::Channel);
    let message = StoredMessage {
        id: 0,
        date: world.now(),
        edit_date: 0,
        sender: if channel { MessageSender::Channel } else { MessageSender::Bot },
        thread: thread(world, chat, params)?,
        reply_to: reply_to(world, chat, params)?,
        text: Box::default(),
        entities: Box::default(),
        media: None,
        other: None,
        no_link_preview: no_link_preview(params)?,
        keyboard,
    };
    Ok((chat, message))
}

/// Appends a message to its chat and to the event log, and returns it as JSON.
pub(crate) fn store(
    world: &mut World,
    params: &Params,
    method: &'static str,
    chat: i64,
    mut message: StoredMessage,
) -> Arc<str> {
    message.id = world.next_message_id(chat);
    let json = world.append_message(chat, message);
    let silent = params.flag("disable_notification");
    world.record_event(EventRecord::new(chat, "sent").by(method).message(&json).silently(silent));
    json
}

pub(crate) fn send_chat_action(world: &mut World, params: &Params) -> Result<String, ApiError> {
    const ACTIONS: [&str; 13] = [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ];
    let action = params.text("action").unwrap_or_default();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(ApiError::bad("wrong parameter action in request"));
    }
    let chat = writable(world, params)?.id();
    world.record_event(
        EventRecord::new(chat, "typing").by("sendChatAction").answer(json!({ "action": action })),
    );
    Ok("true".to_owned())
}

pub(crate) fn answer_callback_query(world: &mut World, params: &Params) -> Result<String, ApiError> {
    let id = params.text("callback_query_id").unwrap_or_default();
    let text = params.text("text").unwrap_or_default();
    if text.chars().count() > ANSWER {
        return Err(ApiError::bad("MESSAGE_TOO_LONG"));
    }
    let query = world.queries.answer(&id, world.now_ms)?;
    let answer = json!({
        "callback_query_id": id,
        "text": text,
        "show_alert": params.flag("show_alert"),
        "url": params.text("url"),
    });
    world.record_event(EventRecord::new(query.chat, "answered").by("answerCallbackQuery").answer(answer));
    Ok("true".to_owned())
}
