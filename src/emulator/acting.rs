//! What people write and press, and the updates that the bot gets from it.

use serde_json::{Map, Value, json};

use crate::emulator::autolinks;
use crate::emulator::chats::{GroupKind, Place};
use crate::emulator::entities::{Entity, Kind};
use crate::emulator::error::Refused;
use crate::emulator::events::Record;
use crate::emulator::formatted_text;
use crate::emulator::input::{Outgoing, Press, Pressed, Sent};
use crate::emulator::keyboard;
use crate::emulator::media;
use crate::emulator::messages::{Message, Sender};
use crate::emulator::people::{Change, change};
use crate::emulator::world::World;

/// A person writes in a chat.
pub(crate) fn send(world: &mut World, chat: i64, outgoing: &Outgoing) -> Result<Sent, Refused> {
    let sender = sender(world, chat, outgoing.from)?;
    let media = media::of_person(world, outgoing)?;
    let text = if media.is_some() { &outgoing.caption } else { &outgoing.text };
    let given = outgoing.entities.iter().filter_map(Entity::from_json).collect();
    let (text, mut found) =
        formatted_text::normalise(text.as_deref().unwrap_or_default(), given).map_err(Refused::new)?;
    if text.is_empty() && media.is_none() {
        return Err(Refused::new("Give a text, or a kind of media."));
    }
    autolinks::find(&text, &mut found);
    let message = Message {
        id: world.next_id(chat),
        date: world.now(),
        edit_date: 0,
        sender,
        thread: outgoing.message_thread_id,
        reply_to: outgoing.reply_to,
        text: text.into(),
        entities: found.into(),
        media,
        keyboard: None,
    };
    let visible = visible(world, chat, &message);
    let message_id = message.id;
    let json = world.store(chat, message);
    world.note(Record::new(chat, "from_person").message(&json));
    let kind = if sender == Sender::Channel { "channel_post" } else { "message" };
    let now = world.now_ms;
    let update_id = visible.then(|| world.updates.push(now, chat, kind, &json)).flatten();
    Ok(Sent { message_id, update_id })
}

/// Who writes; a person who writes to the bot has started it, and no longer blocks it.
fn sender(world: &mut World, chat: i64, from: Option<i64>) -> Result<Sender, Refused> {
    if let Some(group) = world.groups.get(&chat) {
        if group.kind == GroupKind::Channel {
            return Ok(Sender::Channel);
        }
        let from = from.ok_or_else(|| Refused::new("Say who writes in the group: from."))?;
        if !group.members.contains_key(&from) {
            return Err(Refused::new(format!("Person {from} is not in the group: let them join first.")));
        }
        return Ok(Sender::Person(from));
    }
    let person = world.people.get_mut(&chat).ok_or_else(|| Refused::unknown_person(chat))?;
    if person.deactivated {
        return Err(Refused::new("This account is deactivated; nothing comes from it any more."));
    }
    person.started = true;
    if person.blocked {
        change(world, chat, Change::Unblock)?;
    }
    Ok(Sender::Person(chat))
}

/// Whether the bot sees the message: privacy mode hides a group's talk from it.
fn visible(world: &World, chat: i64, message: &Message) -> bool {
    let Some(group) = world.groups.get(&chat) else { return true };
    if group.present().is_err() {
        return false;
    }
    if !world.privacy || group.bot == Place::Admin {
        return true;
    }
    let to_bot =
        message.reply_to.and_then(|id| world.message(chat, id)).is_some_and(|to| to.sender == Sender::Bot);
    let units: Vec<u16> = message.text.encode_utf16().collect();
    let commands = message.entities.iter().filter(|entity| entity.kind == Kind::BotCommand);
    let for_bot = commands.into_iter().any(|entity| {
        let range = entity.offset as usize..(entity.offset + entity.length) as usize;
        let command = String::from_utf16_lossy(units.get(range).unwrap_or_default());
        command.split_once('@').is_none_or(|(_, bot)| bot.eq_ignore_ascii_case(&world.bot.username))
    });
    to_bot || for_bot
}

/// A person edits what they wrote.
pub(crate) fn edit(world: &mut World, chat: i64, from: i64, id: i32, text: &str) -> Result<Sent, Refused> {
    let now = world.now();
    let (text, mut found) = formatted_text::normalise(text, Vec::new()).map_err(Refused::new)?;
    autolinks::find(&text, &mut found);
    let message = world
        .history_mut(chat)
        .and_then(|history| history.get_mut(id))
        .filter(|message| {
            matches!(message.sender, Sender::Person(id) if id == from) || message.sender == Sender::Channel
        })
        .ok_or_else(|| {
            Refused::new("There is no message of this person with that message_id in the chat.")
        })?;
    message.text = text.into();
    message.entities = found.into();
    message.edit_date = now;
    let message = message.clone();
    let visible = visible(world, chat, &message);
    let json = world.render(chat, &message);
    world.note(Record::new(chat, "edited_by_person").message(&json));
    let kind = if message.sender == Sender::Channel { "edited_channel_post" } else { "edited_message" };
    let now = world.now_ms;
    let update_id = visible.then(|| world.updates.push(now, chat, kind, &json)).flatten();
    Ok(Sent { message_id: id, update_id })
}

/// A person presses a button.
pub(crate) fn press(world: &mut World, chat: i64, press: &Press) -> Result<Pressed, Refused> {
    let from = match press.from {
        Some(from) => from,
        None if chat > 0 => chat,
        None => return Err(Refused::new("Say who presses in the group: from.")),
    };
    let user = world.user(from).map(|user| json!(user)).ok_or_else(|| Refused::unknown_person(from))?;
    if let (Some(id), Some(data)) = (press.message_id, &press.data)
        && world.chat(chat).is_some()
        && world.message(chat, id).is_none()
    {
        // The message is gone, but an old client may still show it: the bot hears which one it was, and no more.
        let gone = json!({ "chat": world.chat_view(chat), "message_id": id, "date": 0 });
        return Ok(query(world, chat, &user, &gone, data));
    }
    let history = world.history(chat).ok_or_else(|| Refused::unknown_person(chat))?;
    let message = match press.message_id {
        Some(id) => history.get(id),
        None => history.iter().rev().find(|message| message.keyboard.is_some()),
    }
    .ok_or_else(|| {
        Refused::new("There is no message with a keyboard to press on; send the bot something first.")
    })?;
    let button = chosen(message, press)?;
    let text = |key: &str| button.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(data) = text("callback_data") else {
        if let Some(url) = text("url") {
            return Ok(Pressed::Url { url });
        }
        let copy = button.get("copy_text").and_then(|copy| copy.get("text")?.as_str());
        return Ok(match copy {
            Some(copy) => Pressed::CopyText { copy_text: copy.to_owned() },
            None => Pressed::Other { button: button.into() },
        });
    };
    let body: Value = serde_json::from_str(&world.render(chat, message)).unwrap_or_default();
    Ok(query(world, chat, &user, &body, &data))
}

/// Tells the bot of a press, and notes it in the transcript.
fn query(world: &mut World, chat: i64, user: &Value, message: &Value, data: &str) -> Pressed {
    let id = world.queries.add(chat, world.now_ms).to_string();
    let pressed = json!({ "callback_query_id": id, "data": data, "from": user.get("id") });
    let json = message.to_string().into();
    world.note(Record::new(chat, "pressed").message(&json).answer(pressed));
    let instance = chat.wrapping_mul(1_000_003).to_string();
    let query =
        json!({ "id": id, "from": user, "message": message, "chat_instance": instance, "data": data });
    let now = world.now_ms;
    world.updates.push(now, chat, "callback_query", &query.to_string());
    Pressed::Callback { callback_query_id: id }
}

fn chosen(message: &Message, press: &Press) -> Result<Map<String, Value>, Refused> {
    let keyboard = message.keyboard.as_deref().cloned().unwrap_or_default();
    let rows = keyboard::rows(&keyboard);
    let mut buttons =
        rows.iter().flat_map(|row| row.as_array().into_iter().flatten()).filter_map(Value::as_object);
    let with = |key: &str, wanted: &str, button: &Map<String, Value>| {
        button.get(key).and_then(Value::as_str) == Some(wanted)
    };
    let found = if let Some(data) = &press.data {
        let known = buttons.find(|button| with("callback_data", data, button)).cloned();
        // A client may show a keyboard that the bot has taken away since.
        known.or_else(|| json!({ "text": "", "callback_data": data }).as_object().cloned())
    } else if let Some(label) = &press.text {
        buttons.find(|button| with("text", label, button)).cloned()
    } else {
        let row = rows.get(press.row.unwrap_or(0)).and_then(Value::as_array);
        row.and_then(|row| row.get(press.col.unwrap_or(0))?.as_object()).cloned()
    };
    found.ok_or_else(|| {
        Refused::new(format!(
            "The message has no such button; its buttons are {:?}.",
            keyboard::labels(&keyboard)
        ))
    })
}
