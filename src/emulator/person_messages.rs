//! Messages that people send and edit, and the updates that the bot gets from them.

use crate::emulator::autolinks;
use crate::emulator::chats::{ChatMemberStatus, GroupKind};
use crate::emulator::entities::{MessageEntity, MessageEntityKind};
use crate::emulator::error::ControlError;
use crate::emulator::events::EventRecord;
use crate::emulator::formatted_text;
use crate::emulator::input::{MessageOutcome, NewMessage};
use crate::emulator::media;
use crate::emulator::messages::{MessageSender, StoredMessage};
use crate::emulator::people::{AccountChange, change_account};
use crate::emulator::world::World;

pub(crate) fn send(world: &mut World, chat: i64, new: &NewMessage) -> Result<MessageOutcome, ControlError> {
    let sender = sender(world, chat, new.from)?;
    let media = media::person_media(world, new)?;
    let text = if media.is_some() { &new.caption } else { &new.text };
    let given = new.entities.iter().filter_map(MessageEntity::of_person).collect();
    let (text, mut found) =
        formatted_text::normalise(text.as_deref().unwrap_or_default(), given).map_err(ControlError::new)?;
    if text.is_empty() && media.is_none() && new.other.is_empty() {
        return Err(ControlError::new("Give a text, or a kind of media."));
    }
    autolinks::add(&text, &mut found);
    let message = StoredMessage {
        id: world.next_message_id(chat),
        date: world.now(),
        edit_date: 0,
        sender,
        thread: new.message_thread_id,
        reply_to: new.reply_to,
        text: text.into(),
        entities: found.into(),
        media,
        other: (!new.other.is_empty()).then(|| Box::new(new.other.clone())),
        no_link_preview: false,
        keyboard: None,
    };
    let is_visible = is_visible_to_bot(world, chat, &message);
    let message_id = message.id;
    let json = world.append_message(chat, message);
    world.record_event(EventRecord::new(chat, "from_person").message(&json));
    let kind = if sender == MessageSender::Channel { "channel_post" } else { "message" };
    let now = world.now_ms;
    let update_id = is_visible.then(|| world.updates.push(now, chat, kind, &json)).flatten();
    Ok(MessageOutcome { message_id, update_id })
}

/// The sender of a message. Writing in the private chat starts the bot and lifts a block.
fn sender(world: &mut World, chat: i64, from: Option<i64>) -> Result<MessageSender, ControlError> {
    if let Some(group) = world.groups.get(&chat) {
        if group.kind == GroupKind::Channel {
            return Ok(MessageSender::Channel);
        }
        let from = from.ok_or_else(|| ControlError::new("Say who writes in the group: from."))?;
        if !group.members.contains_key(&from) {
            return Err(ControlError::new(format!(
                "Person {from} is not in the group: let them join first."
            )));
        }
        return Ok(MessageSender::Person(from));
    }
    let person = world.people.get_mut(&chat).ok_or_else(|| ControlError::unknown_person(chat))?;
    if person.deactivated {
        return Err(ControlError::new("This account is deactivated; nothing comes from it any more."));
    }
    person.started = true;
    if person.blocked {
        change_account(world, chat, AccountChange::Unblock)?;
    }
    Ok(MessageSender::Person(chat))
}

/// Whether the bot sees the message. In groups, privacy mode hides all but commands and replies to the bot.
fn is_visible_to_bot(world: &World, chat: i64, message: &StoredMessage) -> bool {
    let Some(group) = world.groups.get(&chat) else { return true };
    if group.check_membership().is_err() {
        return false;
    }
    if !world.privacy || group.bot == ChatMemberStatus::Admin {
        return true;
    }
    let to_bot = message
        .reply_to
        .and_then(|id| world.message(chat, id))
        .is_some_and(|to| to.sender == MessageSender::Bot);
    let units: Vec<u16> = message.text.encode_utf16().collect();
    let commands = message.entities.iter().filter(|entity| entity.kind == MessageEntityKind::BotCommand);
    let for_bot = commands.into_iter().any(|entity| {
        let range = entity.offset as usize..(entity.offset + entity.length) as usize;
        let command = String::from_utf16_lossy(units.get(range).unwrap_or_default());
        command.split_once('@').is_none_or(|(_, bot)| bot.eq_ignore_ascii_case(&world.bot.username))
    });
    to_bot || for_bot
}

pub(crate) fn edit(
    world: &mut World,
    chat: i64,
    from: i64,
    id: i32,
    text: &str,
) -> Result<MessageOutcome, ControlError> {
    let now = world.now();
    let (text, mut found) = formatted_text::normalise(text, Vec::new()).map_err(ControlError::new)?;
    autolinks::add(&text, &mut found);
    let message = world
        .history_mut(chat)
        .and_then(|history| history.get_mut(id))
        .filter(|message| {
            matches!(message.sender, MessageSender::Person(id) if id == from)
                || message.sender == MessageSender::Channel
        })
        .ok_or_else(|| {
            ControlError::new("There is no message of this person with that message_id in the chat.")
        })?;
    message.text = text.into();
    message.entities = found.into();
    message.edit_date = now;
    let message = message.clone();
    let is_visible = is_visible_to_bot(world, chat, &message);
    let json = world.render(chat, &message);
    world.record_event(EventRecord::new(chat, "edited_by_person").message(&json));
    let kind =
        if message.sender == MessageSender::Channel { "edited_channel_post" } else { "edited_message" };
    let now = world.now_ms;
    let update_id = is_visible.then(|| world.updates.push(now, chat, kind, &json)).flatten();
    Ok(MessageOutcome { message_id: id, update_id })
}
