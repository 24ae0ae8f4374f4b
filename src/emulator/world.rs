//! The state of the emulated Telegram: the bot, people, groups, messages, and everything pending.
//!
//! One mutex guards it, so every method is short and none waits.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::emulator::call_log::CallLog;
use crate::emulator::callback_queries::CallbackQueries;
use crate::emulator::chats::{ChatRef, EmulatedGroup, EmulatedPerson, GroupKind};
use crate::emulator::error::ApiError;
use crate::emulator::events::{EventLog, EventRecord};
use crate::emulator::faults::FaultQueue;
use crate::emulator::files::FileStore;
use crate::emulator::limits::FloodCounter;
use crate::emulator::messages::{ChatHistory, MessageSender, StoredMessage};
use crate::emulator::options::Options;
use crate::emulator::profile::BotProfile;
use crate::emulator::updates::UpdateQueue;
use crate::emulator::views::{ChatView, LinkPreviewView, MessageView, UserView};

pub(crate) struct World {
    /// Unix time in milliseconds of the current call or action.
    pub now_ms: i64,
    pub bot: BotProfile,
    pub people: BTreeMap<i64, EmulatedPerson>,
    pub groups: BTreeMap<i64, EmulatedGroup>,
    pub events: EventLog,
    pub updates: UpdateQueue,
    pub queries: CallbackQueries,
    pub files: FileStore,
    pub faults: FaultQueue,
    pub limits: FloodCounter,
    pub log: CallLog,
    pub last_shared_message_id: i32,
    pub last_person_id: i64,
    pub last_group_id: i64,
    pub history_cap: usize,
    /// Whether the bot sees only commands and replies in groups (Telegram's default).
    pub privacy: bool,
    /// Switches of the bot's account that differ from the usual ones.
    pub switches: BTreeMap<String, bool>,
}

impl World {
    pub fn new(options: &Options, bot_id: i64, now_ms: i64) -> Self {
        Self {
            now_ms,
            bot: BotProfile::new(bot_id, options.bot_username.clone(), options.bot_name.clone()),
            people: BTreeMap::new(),
            groups: BTreeMap::new(),
            events: EventLog::new(options.events_cap),
            updates: UpdateQueue::new(options.first_update_id),
            queries: CallbackQueries::default(),
            files: FileStore::new(options.files_cap),
            faults: FaultQueue::default(),
            limits: FloodCounter::default(),
            log: CallLog::default(),
            last_shared_message_id: 0,
            last_person_id: 1_000,
            last_group_id: 4_000,
            history_cap: options.history_cap.max(1),
            privacy: options.privacy_mode,
            switches: BTreeMap::new(),
        }
    }

    pub fn free_person_id(&mut self) -> i64 {
        loop {
            self.last_person_id += 1;
            if self.last_person_id != self.bot.id && !self.people.contains_key(&self.last_person_id) {
                return self.last_person_id;
            }
        }
    }

    /// An unused id in Telegram's form: only ids of supergroups and channels start with -100.
    pub fn free_group_id(&mut self, kind: GroupKind) -> i64 {
        self.last_group_id += 1;
        match kind {
            GroupKind::Group => -self.last_group_id,
            GroupKind::Supergroup | GroupKind::Channel => -1_000_000_000_000 - self.last_group_id,
        }
    }

    /// Unix seconds.
    pub fn now(&self) -> i64 {
        self.now_ms.div_euclid(1000)
    }

    /// Adds an event to the event log.
    pub fn record_event(&mut self, record: EventRecord) {
        self.events.push(self.now_ms, record);
    }

    /// Counts a send or an edit against the flood limits, or refuses it with 429.
    pub fn check_flood_limits(&mut self, chat: i64, paid: bool, weight: u32) -> Result<(), ApiError> {
        self.limits.count(self.now_ms, chat, paid, weight).map_err(ApiError::too_many_requests)
    }

    /// The chat with this id, even if the bot may not write to it.
    pub fn chat(&self, id: i64) -> Option<ChatRef> {
        if id > 0 {
            self.people.contains_key(&id).then_some(ChatRef::Private(id))
        } else {
            self.groups.contains_key(&id).then_some(ChatRef::Group(id))
        }
    }

    pub fn history(&self, chat: i64) -> Option<&ChatHistory> {
        match self.chat(chat)? {
            ChatRef::Private(id) => self.people.get(&id).map(|person| &person.history),
            ChatRef::Group(id) => self.groups.get(&id).map(|group| &group.history),
        }
    }

    pub fn history_mut(&mut self, chat: i64) -> Option<&mut ChatHistory> {
        if chat > 0 {
            self.people.get_mut(&chat).map(|person| &mut person.history)
        } else {
            self.groups.get_mut(&chat).map(|group| &mut group.history)
        }
    }

    pub fn message(&self, chat: i64, id: i32) -> Option<&StoredMessage> {
        self.history(chat)?.get(id)
    }

    /// Private chats and basic groups share one sequence of message ids; a supergroup or channel has its own.
    pub fn next_message_id(&mut self, chat: i64) -> i32 {
        let counter = match self.groups.get_mut(&chat) {
            Some(group) if group.kind != GroupKind::Group => &mut group.last_message_id,
            _ => &mut self.last_shared_message_id,
        };
        *counter += 1;
        *counter
    }

    /// Appends a message to its chat and returns it as JSON.
    pub fn append_message(&mut self, chat: i64, message: StoredMessage) -> Arc<str> {
        let cap = self.history_cap;
        let json = self.render(chat, &message);
        if let Some(history) = self.history_mut(chat) {
            history.push(message, cap);
        }
        json
    }

    /// Serializes a message as a Bot API `Message`.
    pub fn render(&self, chat: i64, message: &StoredMessage) -> Arc<str> {
        // Serializing cannot fail: a view has only strings, numbers and JSON values.
        let mut json = Vec::with_capacity(RENDERED_BYTES);
        let written = serde_json::to_writer(&mut json, &self.view(chat, message, true));
        written.ok().and_then(|()| String::from_utf8(json).ok()).unwrap_or_default().into()
    }

    fn view<'a>(&'a self, chat: i64, message: &'a StoredMessage, with_reply: bool) -> MessageView<'a> {
        let media = message.media.as_deref();
        let empty: &[_] = &[];
        let text = Some(message.text.as_ref());
        let caption = media.is_some() && !message.text.is_empty();
        let in_topic = message.thread.is_some() && self.groups.get(&chat).is_some_and(|group| group.is_forum);
        MessageView {
            message_id: message.id,
            message_thread_id: message.thread,
            from: self.sender(message.sender),
            sender_chat: (message.sender == MessageSender::Channel).then(|| self.chat_view(chat)),
            chat: self.chat_view(chat),
            date: message.date,
            edit_date: (message.edit_date > 0).then_some(message.edit_date),
            is_topic_message: in_topic,
            reply_to_message: message
                .reply_to
                .filter(|_| with_reply)
                .and_then(|id| self.message(chat, id))
                .map(|original| Box::new(self.view(chat, original, false))),
            text: text.filter(|text| media.is_none() && !text.is_empty()),
            entities: if media.is_none() { &message.entities } else { empty },
            media,
            other: message.other.as_deref(),
            caption: text.filter(|_| caption),
            caption_entities: if caption { &message.entities } else { empty },
            link_preview_options: message.no_link_preview.then_some(LinkPreviewView { is_disabled: true }),
            reply_markup: message.keyboard.as_deref(),
        }
    }

    fn sender(&self, sender: MessageSender) -> Option<UserView<'_>> {
        match sender {
            MessageSender::Bot => Some(self.bot.user()),
            MessageSender::Person(id) => self.user(id),
            MessageSender::Channel => None,
        }
    }

    /// A person or the bot as a `User`.
    pub fn user(&self, id: i64) -> Option<UserView<'_>> {
        if id == self.bot.id {
            return Some(self.bot.user());
        }
        self.people.get(&id).map(|person| person.user(id))
    }

    /// A chat as a `Chat`; an unknown chat has an empty name.
    pub fn chat_view(&self, id: i64) -> ChatView<'_> {
        if let Some(person) = self.people.get(&id) {
            return person.chat(id);
        }
        if let Some(group) = self.groups.get(&id) {
            return group.chat(id);
        }
        ChatView {
            id,
            kind: "private",
            title: None,
            username: None,
            first_name: Some(""),
            last_name: None,
            is_forum: false,
        }
    }

    /// The chat with this id, if the bot may write to it.
    pub fn writable(&self, id: i64) -> Result<ChatRef, ApiError> {
        if id == self.bot.id {
            return Err(ApiError::forbidden("the bot can't send messages to the bot"));
        }
        if let Some(person) = self.people.get(&id) {
            person.check_writable()?;
            return Ok(ChatRef::Private(id));
        }
        let group = self.groups.get(&id).ok_or_else(ApiError::chat_not_found)?;
        group.check_writable()?;
        Ok(ChatRef::Group(id))
    }

    /// The chat with this id, if the bot may read its data.
    pub fn readable(&self, id: i64) -> Result<ChatRef, ApiError> {
        if let Some(group) = self.groups.get(&id) {
            group.check_membership()?;
        }
        self.chat(id).ok_or_else(ApiError::chat_not_found)
    }

    /// The id of the group or channel with this username.
    pub fn chat_by_username(&self, name: &str) -> Option<i64> {
        self.groups
            .iter()
            .find(|(_, group)| {
                group.username.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(name))
            })
            .map(|(id, _)| *id)
    }
}

/// The initial buffer for a message, so that it rarely has to grow.
const RENDERED_BYTES: usize = 1024;
