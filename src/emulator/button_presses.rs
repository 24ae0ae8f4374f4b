//! Presses of buttons, and the callback queries that the bot gets from them.

use serde_json::{Map, Value, json};

use crate::emulator::error::ControlError;
use crate::emulator::events::EventRecord;
use crate::emulator::input::{ButtonPress, PressOutcome};
use crate::emulator::keyboard;
use crate::emulator::messages::StoredMessage;
use crate::emulator::world::World;

pub(crate) fn press(world: &mut World, chat: i64, press: &ButtonPress) -> Result<PressOutcome, ControlError> {
    let from = match press.from {
        Some(from) => from,
        None if chat > 0 => chat,
        None => return Err(ControlError::new("Say who presses in the group: from.")),
    };
    let user = world.user(from).map(|user| json!(user)).ok_or_else(|| ControlError::unknown_person(from))?;
    if let (Some(id), Some(data)) = (press.message_id, &press.data)
        && world.chat(chat).is_some()
        && world.message(chat, id).is_none()
    {
        // An old client may still show a deleted message. The bot gets it as an `InaccessibleMessage`.
        let gone = json!({ "chat": world.chat_view(chat), "message_id": id, "date": 0 });
        return Ok(send_callback_query(world, chat, &user, &gone, data));
    }
    let history = world.history(chat).ok_or_else(|| ControlError::unknown_person(chat))?;
    let message = match press.message_id {
        Some(id) => history.get(id),
        None => history.iter().rev().find(|message| message.keyboard.is_some()),
    }
    .ok_or_else(|| {
        ControlError::new("There is no message with a keyboard to press on; send the bot something first.")
    })?;
    let button = find_button(message, press)?;
    let text = |key: &str| button.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(data) = text("callback_data") else {
        if let Some(url) = text("url") {
            return Ok(PressOutcome::Url { url });
        }
        let copy = button.get("copy_text").and_then(|copy| copy.get("text")?.as_str());
        return Ok(match copy {
            Some(copy) => PressOutcome::CopyText { copy_text: copy.to_owned() },
            None => PressOutcome::Other { button: button.into() },
        });
    };
    let body: Value = serde_json::from_str(&world.render(chat, message)).unwrap_or_default();
    Ok(send_callback_query(world, chat, &user, &body, &data))
}

/// Queues a callback query for the bot and adds the press to the event log.
fn send_callback_query(
    world: &mut World,
    chat: i64,
    user: &Value,
    message: &Value,
    data: &str,
) -> PressOutcome {
    let id = world.queries.add(chat, world.now_ms).to_string();
    let pressed = json!({ "callback_query_id": id, "data": data, "from": user.get("id") });
    let json = message.to_string().into();
    world.record_event(EventRecord::new(chat, "pressed").message(&json).answer(pressed));
    let instance = chat.wrapping_mul(1_000_003).to_string();
    let query =
        json!({ "id": id, "from": user, "message": message, "chat_instance": instance, "data": data });
    let now = world.now_ms;
    world.updates.push(now, chat, "callback_query", &query.to_string());
    PressOutcome::Callback { callback_query_id: id }
}

/// Lets the bot answer the callback query in a whole update that is injected.
pub(crate) fn expect_injected(world: &mut World, update: &Value) {
    let Some(query) = update.get("callback_query") else { return };
    let number = |holder: Option<&Value>| holder?.get("id")?.as_i64();
    let chat = query.get("message").and_then(|message| number(message.get("chat")));
    let from = number(query.get("from"));
    if let (Some(id), Some(chat)) = (query.get("id").and_then(Value::as_str), chat.or(from)) {
        let now = world.now_ms;
        world.queries.add_injected(id, chat, now);
    }
}

fn find_button(message: &StoredMessage, press: &ButtonPress) -> Result<Map<String, Value>, ControlError> {
    let keyboard = message.keyboard.as_deref().cloned().unwrap_or_default();
    let rows = keyboard::rows(&keyboard);
    let mut buttons =
        rows.iter().flat_map(|row| row.as_array().into_iter().flatten()).filter_map(Value::as_object);
    let with = |key: &str, wanted: &str, button: &Map<String, Value>| {
        button.get(key).and_then(Value::as_str) == Some(wanted)
    };
    let found = if let Some(data) = &press.data {
        let known = buttons.find(|button| with("callback_data", data, button)).cloned();
        // A client may still show a keyboard that the bot has removed.
        known.or_else(|| json!({ "text": "", "callback_data": data }).as_object().cloned())
    } else if let Some(label) = &press.text {
        buttons.find(|button| with("text", label, button)).cloned()
    } else {
        let row = rows.get(press.row.unwrap_or(0)).and_then(Value::as_array);
        row.and_then(|row| row.get(press.col.unwrap_or(0))?.as_object()).cloned()
    };
    found.ok_or_else(|| {
        ControlError::new(format!(
            "The message has no such button; its buttons are {:?}.",
            keyboard::labels(&keyboard)
        ))
    })
}
