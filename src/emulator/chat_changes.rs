//! Reports of changes in a chat: `my_chat_member` updates and service messages.

use serde_json::{Value, json};

use crate::emulator::chats::{ChatMemberStatus, chat_member};
use crate::emulator::events::EventRecord;
use crate::emulator::messages::{MessageSender, StoredMessage};
use crate::emulator::world::World;

/// Queues the update about a change of the bot's status in a chat.
pub(crate) fn queue_my_chat_member(
    world: &mut World,
    chat: i64,
    by: i64,
    before: ChatMemberStatus,
    after: ChatMemberStatus,
) {
    let bot = world.bot.user();
    let update = json!({
        "chat": world.chat_view(chat),
        "from": world.user(by),
        "date": world.now(),
        "old_chat_member": chat_member(&bot, before),
        "new_chat_member": chat_member(&bot, after),
    });
    let now = world.now_ms;
    world.updates.push(now, chat, "my_chat_member", &update.to_string());
}

/// Adds a service message to a chat, to the event log (as `kind`), and to the bot's updates.
pub(crate) fn post_service_message(
    world: &mut World,
    chat: i64,
    kind: &'static str,
    sender: MessageSender,
    body: &Value,
) -> i32 {
    let body = body.as_object().cloned().unwrap_or_default();
    let id = world.next_message_id(chat);
    let message = StoredMessage {
        id,
        date: world.now(),
        edit_date: 0,
        sender,
        thread: None,
        reply_to: None,
        text: Box::default(),
        entities: Box::default(),
        media: Some(Box::new(body)),
        other: None,
        no_link_preview: false,
        keyboard: None,
    };
    let json = world.append_message(chat, message);
    world.record_event(EventRecord::new(chat, kind).message(&json));
    let now = world.now_ms;
    if world.groups.get(&chat).is_none_or(|group| group.check_membership().is_ok()) {
        world.updates.push(now, chat, "message", &json);
    }
    id
}
