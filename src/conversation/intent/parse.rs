//! Reads an update. teloxide's types parse the JSON, and go no further than this.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::value::RawValue;
use teloxide::types as tg;

use crate::conversation::intent::{Input, Intent, ParsedUpdate};
use crate::conversation::origin::{Origin, Trigger};
use crate::conversation::screen::Screen;
use crate::domain::command::ParsedCommand;
use crate::domain::message::FormattedText;
use crate::domain::{ChatId, ChatKind, Command, MessageId, StaffCommand};

/// The kinds of update that the bot asks for, as `allowed_updates` names them. Without `my_chat_member` no block is ever
/// seen.
pub const ALLOWED_UPDATES: [&str; 3] = ["message", "callback_query", "my_chat_member"];

impl ParsedUpdate {
    /// Reads an update from its JSON; `bot_name` is the bot's own username. Never panics.
    ///
    /// Updates of other kinds than the bot asks for come all the same, after `allowed_updates` has changed, and teloxide
    /// panics at some of them: they are not even tried.
    #[must_use]
    pub fn of(raw: &[u8], bot_name: &str) -> ParsedUpdate {
        let kind = kind(raw);
        let update = || serde_json::from_slice::<tg::Update>(raw).ok();
        let known = ALLOWED_UPDATES.contains(&kind.as_str());
        let update = if known { std::panic::catch_unwind(update).ok().flatten() } else { None };
        match update.map(|update| update.kind) {
            Some(tg::UpdateKind::Message(message)) => of_message(&message, bot_name),
            Some(tg::UpdateKind::CallbackQuery(query)) => {
                let intent = of_data(query.data.as_deref());
                ParsedUpdate { origin: origin_of_button(&query), intent, by_bot: query.from.is_bot }
            }
            Some(tg::UpdateKind::MyChatMember(change)) => of_membership(&change),
            Some(_) | None => ParsedUpdate { origin: None, intent: Intent::Unknown(kind), by_bot: false },
        }
    }
}

fn of_message(message: &tg::Message, bot_name: &str) -> ParsedUpdate {
    let kind = chat_kind(&message.chat);
    let migration = message.migrate_to_chat_id().filter(|_| kind != ChatKind::Private);
    let intent = match (migration, Input::of(message)) {
        (Some(to), _) => Intent::Migration(ChatId(to.0)),
        (None, Some(Input::Text(text))) => of_text(text, bot_name),
        (None, Some(input)) => Intent::Input(input),
        (None, None) => Intent::ServiceMessage,
    };
    // What Telegram itself writes about a chat counts, whoever caused it.
    let is_news = matches!(intent, Intent::Migration(_) | Intent::ServiceMessage);
    let from_bot = message.from.as_ref().is_some_and(|user| user.is_bot);
    let by_bot = from_bot && message.sender_chat.is_none() && !is_news;
    let origin = Origin {
        chat: ChatId(message.chat.id.0),
        kind,
        person: message.from.as_ref().and_then(person),
        client: message.from.as_ref().and_then(|user| user.language_code.clone()),
        as_group: message.sender_chat.as_ref().is_some_and(|sender| sender.id == message.chat.id),
        trigger: Trigger::Message {
            message: MessageId(message.id.0),
            sent: Timestamp::from_second(message.date.timestamp()).unwrap_or_default(),
            thread: thread_of(message),
        },
    };
    ParsedUpdate { origin: Some(origin), intent, by_bot }
}

fn of_text(text: FormattedText, bot_name: &str) -> Intent {
    match Command::parse(&text.text, bot_name) {
        ParsedCommand::Ours(command, payload) => of_command(command, &payload, text.text),
        ParsedCommand::Unknown => match StaffCommand::parse(&text.text, bot_name) {
            Some(command) => Intent::StaffCommand(command, text.text),
            None => Intent::UnknownCommand(text),
        },
        ParsedCommand::Foreign => Intent::ForeignCommand,
        ParsedCommand::NotACommand => Intent::Input(Input::Text(text)),
    }
}

/// The meaning of a command. A start payload that names no screen is ignored.
fn of_command(command: Command, payload: &str, text: String) -> Intent {
    match command {
        Command::Start => Intent::Start(payload.parse().unwrap_or(Screen::Home)),
        Command::Record if !payload.is_empty() => Intent::Record(text),
        Command::Pledge => Intent::Open(Screen::Pledge),
        Command::Calls => Intent::Open(Screen::Calls),
        Command::Deadline => Intent::Open(Screen::Deadline),
        Command::Record => Intent::Open(Screen::Record),
        Command::Sign => Intent::Open(Screen::Sign),
        Command::Updates => Intent::Open(Screen::Updates),
        Command::Language => Intent::Open(Screen::Language),
        Command::Help => Intent::Open(Screen::Help),
        Command::Privacy => Intent::Open(Screen::Privacy),
        Command::MyData => Intent::Open(Screen::MyData),
        Command::Stop => Intent::Stop,
    }
}

fn of_data(data: Option<&str>) -> Intent {
    data.and_then(|data| data.parse().ok()).map_or(Intent::StaleCallback, Intent::Callback)
}

fn of_membership(change: &tg::ChatMemberUpdated) -> ParsedUpdate {
    let origin = Origin {
        chat: ChatId(change.chat.id.0),
        kind: chat_kind(&change.chat),
        person: person(&change.from),
        client: change.from.language_code.clone(),
        as_group: false,
        trigger: Trigger::Membership,
    };
    let present = change.new_chat_member.is_present();
    ParsedUpdate { origin: Some(origin), intent: Intent::Membership { present }, by_bot: false }
}

/// The origin of a tapped button. A button of an inline message has no chat.
fn origin_of_button(query: &tg::CallbackQuery) -> Option<Origin> {
    let message = query.message.as_ref()?;
    let regular = message.regular_message();
    Some(Origin {
        chat: ChatId(message.chat().id.0),
        kind: chat_kind(message.chat()),
        person: person(&query.from),
        client: query.from.language_code.clone(),
        as_group: false,
        trigger: Trigger::Button {
            query: query.id.0.clone(),
            message: MessageId(message.id().0),
            editable: regular.is_some(),
            thread: regular.and_then(thread_of),
        },
    })
}

fn person(user: &tg::User) -> Option<ChatId> {
    i64::try_from(user.id.0).ok().map(ChatId)
}

/// The topic to answer in. A reply in an ordinary supergroup carries a thread too, but that is no topic.
fn thread_of(message: &tg::Message) -> Option<MessageId> {
    message.thread_id.filter(|_| message.is_topic_message).map(|thread| MessageId(thread.0.0))
}

fn chat_kind(chat: &tg::Chat) -> ChatKind {
    if chat.is_private() {
        ChatKind::Private
    } else if chat.is_group() {
        ChatKind::Group
    } else if chat.is_channel() {
        ChatKind::Channel
    } else {
        ChatKind::Supergroup
    }
}

/// The name of an update's kind, which is no personal data: the field beside its ID.
fn kind(raw: &[u8]) -> String {
    let is_name =
        |name: &&String| name.len() <= 40 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let fields: BTreeMap<String, &RawValue> = serde_json::from_slice(raw).unwrap_or_default();
    let kinds = fields.keys().filter(|name| *name != "update_id" && !name.is_empty());
    let named = kinds.filter(is_name).max_by_key(|name| ALLOWED_UPDATES.contains(&name.as_str()));
    named.cloned().unwrap_or_else(|| "nameless".into())
}
