//! Reads an update: only the fields that the bot uses, each for itself. So whatever Telegram adds to updates costs nobody's
//! words.

use jiff::Timestamp;

use crate::conversation::callback::Callback;
use crate::conversation::intent::json::JsonObject;
use crate::conversation::intent::words;
use crate::conversation::intent::{Input, Intent, ParsedUpdate};
use crate::conversation::origin::{Origin, Trigger};
use crate::domain::{ChatId, ChatKind, MessageId};

/// The kinds of update that the bot asks for, as `allowed_updates` names them. Without `my_chat_member` no block is ever
/// seen.
pub const ALLOWED_UPDATES: [&str; 4] = [MESSAGE, EDITED_MESSAGE, CALLBACK_QUERY, MY_CHAT_MEMBER];

const MESSAGE: &str = "message";
const EDITED_MESSAGE: &str = "edited_message";
const CALLBACK_QUERY: &str = "callback_query";
const MY_CHAT_MEMBER: &str = "my_chat_member";

impl ParsedUpdate {
    /// Reads an update from its JSON; `bot_name` is the bot's own username. Never panics.
    #[must_use]
    pub fn of(raw: &[u8], bot_name: &str) -> ParsedUpdate {
        let update = JsonObject::read(raw).unwrap_or_default();
        let kind = kind(&update);
        let parsed = update.get(kind).and_then(|body: JsonObject<'_>| match kind {
            MESSAGE => of_message(&body, bot_name),
            EDITED_MESSAGE => of_edit(&body, bot_name),
            CALLBACK_QUERY => of_button(&body),
            MY_CHAT_MEMBER => of_membership(&body),
            // Updates of other kinds come all the same, after `allowed_updates` has changed.
            _ => None,
        });
        let unknown = || Intent::Unknown(kind.to_owned());
        parsed.unwrap_or_else(|| ParsedUpdate { origin: None, intent: unknown(), by_bot: false })
    }
}

fn of_message(message: &JsonObject<'_>, bot_name: &str) -> Option<ParsedUpdate> {
    let (chat, kind) = chat_of(message)?;
    let from = message.get("from").unwrap_or_default();
    let sender: Option<JsonObject<'_>> = message.get("sender_chat");
    let origin = Origin {
        chat,
        kind,
        person: person(&from),
        client: from.get("language_code"),
        as_group: sender.as_ref().is_some_and(|sender| sender.get("id") == Some(chat.telegram_number())),
        trigger: Trigger::Message {
            message: MessageId(message.get("message_id")?),
            sent: message.get("date").and_then(|date| Timestamp::from_second(date).ok()).unwrap_or_default(),
            thread: thread_of(message),
        },
    };
    let migration = message.get("migrate_to_chat_id").filter(|_| kind != ChatKind::Private);
    let intent = match (Input::of(message), migration) {
        (Some(input), _) => words::of_input(input, kind, bot_name),
        (None, Some(to)) => Intent::Migration(ChatId::new(to)),
        (None, None) => Intent::ServiceMessage,
    };
    // Telegram's own messages about a chat count even if another bot caused them.
    let is_news = matches!(intent, Intent::Migration(_) | Intent::ServiceMessage);
    let by_bot = is_bot(&from) && sender.is_none() && !is_news;
    Some(ParsedUpdate { origin: Some(origin), intent, by_bot })
}

/// A tapped button. If Telegram does not tell which message has it, nothing is known but the person: the tap is answered,
/// and has no effect.
fn of_button(query: &JsonObject<'_>) -> Option<ParsedUpdate> {
    let from = query.get("from").unwrap_or_default();
    let person = person(&from);
    let data: Option<String> = query.get("data");
    let message: JsonObject<'_> = query.get("message").unwrap_or_default();
    let place = chat_of(&message).zip(message.get("message_id").map(MessageId));
    let ((chat, kind), message_id) = match (place, person) {
        (Some(place), _) => place,
        (None, Some(person)) => ((person, ChatKind::Private), MessageId(0)),
        (None, None) => return None,
    };
    let callback: Option<Callback> = data.filter(|_| place.is_some()).and_then(|data| data.parse().ok());
    let origin = Origin {
        chat,
        kind,
        person,
        client: from.get("language_code"),
        as_group: false,
        trigger: Trigger::Button {
            query: query.get("id")?,
            message: message_id,
            // The date of a message that the bot can't reach any more is 0 (documented at InaccessibleMessage).
            editable: message.get("date").is_some_and(|date: i64| date != 0),
            thread: thread_of(&message),
        },
    };
    let intent = callback.map_or(Intent::StaleCallback, Intent::Callback);
    Some(ParsedUpdate { origin: Some(origin), intent, by_bot: is_bot(&from) })
}

/// An edit of a person's. Telegram itself changes messages too, such as when it has found a preview of a link. Those have no
/// date of an edit.
fn of_edit(message: &JsonObject<'_>, bot_name: &str) -> Option<ParsedUpdate> {
    let parsed = of_message(message, bot_name)?;
    let trigger = |origin: Origin| match origin.trigger {
        Trigger::Message { message, sent, thread } => {
            Origin { trigger: Trigger::Edit { message, sent, thread }, ..origin }
        }
        Trigger::Edit { .. } | Trigger::Button { .. } | Trigger::Membership => origin,
    };
    let edited: Option<i64> = message.get("edit_date");
    let intent = match edited {
        Some(_) => Intent::Edited(Box::new(parsed.intent)),
        None => Intent::ServiceMessage,
    };
    Some(ParsedUpdate { origin: parsed.origin.map(trigger), intent, by_bot: parsed.by_bot })
}

fn of_membership(change: &JsonObject<'_>) -> Option<ParsedUpdate> {
    let (chat, kind) = chat_of(change)?;
    let from = change.get("from").unwrap_or_default();
    let member: JsonObject<'_> = change.get("new_chat_member")?;
    let present = is_present(&member)?;
    let origin = Origin {
        chat,
        kind,
        person: person(&from),
        client: from.get("language_code"),
        as_group: false,
        trigger: Trigger::Membership,
    };
    // After an unknown status the bot may have been there before.
    let before: Option<JsonObject<'_>> = change.get("old_chat_member");
    let new = present && before.and_then(|before| is_present(&before)) == Some(false);
    Some(ParsedUpdate { origin: Some(origin), intent: Intent::Membership { present, new }, by_bot: false })
}

/// Whether a member is in the chat; `None` for a status of tomorrow.
fn is_present(member: &JsonObject<'_>) -> Option<bool> {
    let status: String = member.get("status")?;
    match status.as_str() {
        "creator" | "administrator" | "member" => Some(true),
        "restricted" => member.get("is_member"),
        "left" | "kicked" => Some(false),
        _ => None,
    }
}

fn is_bot(user: &JsonObject<'_>) -> bool {
    user.get("is_bot").unwrap_or(false)
}

fn person(user: &JsonObject<'_>) -> Option<ChatId> {
    user.get::<i64>("id").filter(|id| *id > 0).map(ChatId::new)
}

/// The chat of a message or of a change of membership.
fn chat_of(holder: &JsonObject<'_>) -> Option<(ChatId, ChatKind)> {
    let chat: JsonObject<'_> = holder.get("chat")?;
    let id = ChatId::new(chat.get("id")?);
    let named = chat.get("type").and_then(|kind: String| ChatKind::from_code(&kind));
    // A kind of tomorrow is treated like the one that it resembles most.
    let resembled = if id.is_group() { ChatKind::Supergroup } else { ChatKind::Private };
    Some((id, named.unwrap_or(resembled)))
}

/// The topic to answer in. A reply in an ordinary supergroup carries a thread too, but that is no topic.
fn thread_of(message: &JsonObject<'_>) -> Option<MessageId> {
    let thread = message.get("message_thread_id").map(MessageId);
    thread.filter(|_| message.get("is_topic_message") == Some(true))
}

/// The name of an update's kind, which is no personal data: the field beside its ID.
fn kind<'a>(update: &'a JsonObject<'_>) -> &'a str {
    let is_name = |name: &str| name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let kinds = update.names().filter(|name| *name != "update_id" && !name.is_empty() && is_name(name));
    kinds.max_by_key(|name| ALLOWED_UPDATES.contains(name)).unwrap_or("nameless")
}
