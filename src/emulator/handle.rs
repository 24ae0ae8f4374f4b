//! The control side for tests in the same process. The routes under `/emulator` offer the same over HTTP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::emulator::clock::EmulatorClock;
use crate::emulator::error::ControlError;
use crate::emulator::events::{DroppedEventsError, EmulatorEvent};
use crate::emulator::faults::{InjectedFault, PendingFault};
use crate::emulator::input::{ButtonPress, MessageOutcome, NewGroup, NewMessage, NewPerson, PressOutcome};
use crate::emulator::limits::{FloodCounter, FloodLimits};
use crate::emulator::messages::ChatHistory;
use crate::emulator::people::{self, AccountChange};
use crate::emulator::shared::Shared;
use crate::emulator::{button_presses, groups, menu, person_messages, transcript};

/// How long [`Handle::next_event`] waits: enough for a slow machine, but less than the test runner's limit, so that the
/// error can say what happened.
const PATIENCE: Duration = Duration::from_secs(30);

/// A handle of a running emulator, cheap to clone.
#[derive(Clone)]
pub struct Handle {
    shared: Arc<Shared>,
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Handle").field("address", &self.shared.address).finish_non_exhaustive()
    }
}

/// The expected event did not come.
#[derive(Debug, thiserror::Error)]
pub enum NextEventError {
    /// Some of the requested events are no longer kept.
    #[error(transparent)]
    Dropped(#[from] DroppedEventsError),
    /// No matching event happened in time. The text lists the events that did happen.
    #[error("nothing like that happened within half a minute; what did happen:\n{0}")]
    TimedOut(String),
}

impl Handle {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// The base URL of the Bot API and of the page, such as `http://127.0.0.1:8081`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// The address that the emulator listens on.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.shared.address
    }

    /// The bot's id.
    #[must_use]
    pub fn bot_id(&self) -> i64 {
        self.shared.with(|world| world.bot.id)
    }

    /// The emulator's clock.
    #[must_use]
    pub fn clock(&self) -> &EmulatorClock {
        &self.shared.clock
    }

    /// Sets a switch of the bot's account, as its owner does at @`BotFather`, by its field in the answer of getMe.
    pub fn switch(&self, field: &str, on: bool) {
        self.shared.with(|world| world.switches.insert(field.to_owned(), on));
    }

    /// Accepts this token alone from now on, as after @`BotFather`'s `/revoke`. With the id of another bot in it, it is that bot,
    /// which nobody has started yet. A call of getUpdates that waits already is not ended.
    pub fn accept_only(&self, token: &str) {
        self.shared.accept_only(token);
    }

    /// Adds a person and returns their id, which is also the id of their private chat.
    ///
    /// # Errors
    /// If the name is empty or the id is in use.
    pub fn person(&self, person: &NewPerson) -> Result<i64, ControlError> {
        self.shared.with(|world| people::add_person(world, person))
    }

    /// Adds `count` people who have started the bot, with consecutive ids from `first_id` on.
    ///
    /// # Errors
    /// If an id is in use. The people before it have been added.
    pub fn crowd(&self, first_id: i64, count: u32, language_code: &str) -> Result<(), ControlError> {
        let ids = first_id..first_id + i64::from(count);
        self.shared.with(|world| {
            for id in ids {
                let person = NewPerson::new(&format!("Person {id}"), language_code);
                people::add_person(world, &NewPerson { id: Some(id), started: true, ..person })?;
            }
            Ok(())
        })
    }

    /// Adds a group, supergroup or channel and returns its id.
    ///
    /// # Errors
    /// If the type is unknown or a member does not exist.
    pub fn group(&self, group: &NewGroup) -> Result<i64, ControlError> {
        self.shared.with(|world| groups::add_group(world, group))
    }

    /// A person sends a message.
    ///
    /// # Errors
    /// If the chat does not exist, the person is not a member of the group, or the message is empty.
    pub fn send(&self, chat: i64, message: &NewMessage) -> Result<MessageOutcome, ControlError> {
        self.shared.with(|world| person_messages::send(world, chat, message))
    }

    /// A person sends a plain text in their private chat.
    ///
    /// # Errors
    /// Like [`Handle::send`].
    pub fn say(&self, chat: i64, text: &str) -> Result<MessageOutcome, ControlError> {
        self.send(chat, &NewMessage::text(text))
    }

    /// A person edits their own message.
    ///
    /// # Errors
    /// If there is no such message.
    pub fn edit(
        &self,
        chat: i64,
        from: i64,
        message_id: i32,
        text: &str,
    ) -> Result<MessageOutcome, ControlError> {
        self.shared.with(|world| person_messages::edit(world, chat, from, message_id, text))
    }

    /// A person presses a button.
    ///
    /// # Errors
    /// If there is no such message or button.
    pub fn press(&self, chat: i64, press: &ButtonPress) -> Result<PressOutcome, ControlError> {
        self.shared.with(|world| button_presses::press(world, chat, press))
    }

    /// A person presses the button with this label on the newest keyboard.
    ///
    /// # Errors
    /// Like [`Handle::press`].
    pub fn tap(&self, chat: i64, label: &str) -> Result<PressOutcome, ControlError> {
        self.press(chat, &ButtonPress { text: Some(label.to_owned()), ..ButtonPress::default() })
    }

    /// A person blocks the bot.
    ///
    /// # Errors
    /// If there is no such person.
    pub fn block(&self, person: i64) -> Result<(), ControlError> {
        self.shared.with(|world| people::change_account(world, person, AccountChange::Block))
    }

    /// A person unblocks the bot.
    ///
    /// # Errors
    /// If there is no such person.
    pub fn unblock(&self, person: i64) -> Result<(), ControlError> {
        self.shared.with(|world| people::change_account(world, person, AccountChange::Unblock))
    }

    /// A person closes their account.
    ///
    /// # Errors
    /// If there is no such person.
    pub fn deactivate(&self, person: i64) -> Result<(), ControlError> {
        self.shared.with(|world| people::change_account(world, person, AccountChange::Deactivate))
    }

    /// Changes a group by `add_bot`, `remove_bot`, `promote`, `demote`, `restrict`, `join`, `leave`, `upgrade` or
    /// `delete`. `user` is the person who does it, or who joins or leaves. Returns the group's id, which an upgrade
    /// changes.
    ///
    /// # Errors
    /// If the action, the group or the person is unknown.
    pub fn group_action(&self, group: i64, action: &str, user: Option<i64>) -> Result<i64, ControlError> {
        self.shared.with(|world| groups::group_action(world, group, action, user))
    }

    /// Opens a topic in a forum and returns its `message_thread_id`.
    ///
    /// # Errors
    /// If there is no such forum.
    pub fn topic(&self, group: i64, name: &str) -> Result<i32, ControlError> {
        self.shared.with(|world| groups::open_topic(world, group, name))
    }

    /// Closes a topic, so that the bot can no longer write in it.
    ///
    /// # Errors
    /// If there is no such topic.
    pub fn close_topic(&self, group: i64, topic: i32) -> Result<(), ControlError> {
        self.shared.with(|world| groups::close_topic(world, group, topic))
    }

    /// Adds a fault and returns its id.
    #[expect(clippy::must_use_candidate, reason = "the fault is what one wants, seldom its id")]
    pub fn fault(&self, fault: InjectedFault) -> u64 {
        self.shared.with(|world| world.faults.add(fault))
    }

    /// The faults that still have calls to hit.
    #[must_use]
    pub fn faults(&self) -> Vec<PendingFault> {
        self.shared.with(|world| world.faults.all().to_vec())
    }

    /// Removes all faults and releases delayed answers.
    pub fn clear_faults(&self) {
        self.shared.with(|world| world.faults.clear());
        self.shared.wake_polls();
    }

    /// Sets the flood limits and forgets the calls so far.
    pub fn limits(&self, limits: FloodLimits) {
        self.shared.with(|world| {
            world.limits = FloodCounter::default();
            world.limits.settings = limits;
        });
    }

    /// Queues an update unchanged and returns its id, which is filled in if it is missing.
    ///
    /// # Errors
    /// If the update is not a JSON object.
    pub fn inject(&self, update: Value) -> Result<i64, ControlError> {
        if !update.is_object() {
            return Err(ControlError::new("An update is a JSON object."));
        }
        Ok(self.shared.with(|world| {
            let now = world.now_ms;
            button_presses::expect_injected(world, &update);
            world.updates.inject(now, update)
        }))
    }

    /// The number of updates that the bot has not confirmed.
    #[must_use]
    pub fn pending_updates(&self) -> usize {
        self.shared.with(|world| world.updates.len())
    }

    /// Waits until the bot has confirmed every update.
    pub async fn drained(&self) {
        // The sender lives as long as this handle, so the wait cannot fail.
        let _ = self.shared.backlog().wait_for(|(updates, _)| *updates == 0).await;
    }

    /// Waits until at least `count` calls of getUpdates are waiting.
    pub async fn waiting_polls(&self, count: usize) {
        let _ = self.shared.backlog().wait_for(|(_, polls)| *polls >= count).await;
    }

    /// The number of the newest event.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.shared.with(|world| world.events.last())
    }

    /// All events after event `seq`.
    ///
    /// # Errors
    /// If some of them are no longer kept.
    pub fn events_after(&self, seq: u64) -> Result<Vec<EmulatorEvent>, DroppedEventsError> {
        self.shared.with(|world| world.events.after(seq, None, usize::MAX))
    }

    /// Waits for the first matching event after event `seq`.
    ///
    /// # Errors
    /// If none comes within half a minute, or some events are no longer kept.
    pub async fn next_event(
        &self,
        seq: u64,
        fits: impl Fn(&EmulatorEvent) -> bool,
    ) -> Result<EmulatorEvent, NextEventError> {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut changes = self.shared.events();
        let mut seen = seq;
        loop {
            changes.borrow_and_update();
            for event in self.events_after(seen)? {
                seen = event.seq;
                if fits(&event) {
                    return Ok(event);
                }
            }
            if !matches!(tokio::time::timeout_at(deadline, changes.changed()).await, Ok(Ok(()))) {
                return Err(NextEventError::TimedOut(transcript::of_events(&self.events_after(seq)?)));
            }
        }
    }

    /// Waits for the first message from the bot to this chat after event `seq`.
    ///
    /// # Errors
    /// Like [`Handle::next_event`].
    pub async fn next_sent(&self, seq: u64, chat: i64) -> Result<EmulatorEvent, NextEventError> {
        self.next_event(seq, |event| event.chat == chat && event.kind == "sent").await
    }

    /// The messages of a chat as Bot API `Message`s, oldest first.
    #[must_use]
    pub fn messages(&self, chat: i64) -> Vec<Value> {
        self.messages_before(chat, None, usize::MAX)
    }

    /// The newest `limit` messages of a chat, of those before the one with the id `before`; oldest first.
    pub(crate) fn messages_before(&self, chat: i64, before: Option<i32>, limit: usize) -> Vec<Value> {
        let is_before = |id: i32| before.is_none_or(|before| id < before);
        self.shared.with(|world| {
            let history = world.history(chat).into_iter().flat_map(ChatHistory::iter);
            let newest = history.rev().filter(|message| is_before(message.id)).take(limit);
            let mut found: Vec<Value> = newest
                .map(|message| serde_json::from_str(&world.render(chat, message)).unwrap_or_default())
                .collect();
            found.reverse();
            found
        })
    }

    /// A chat as plain text for snapshots: `bot: text`, followed by the buttons as `[label]`.
    #[must_use]
    pub fn transcript(&self, chat: i64) -> String {
        transcript::of_chat(self.bot_id(), &self.messages(chat))
    }

    /// The commands, name and descriptions of the bot that `user` sees in `chat`.
    ///
    /// # Errors
    /// If there is no such chat or person.
    pub fn menu(&self, chat: i64, user: i64) -> Result<Value, ControlError> {
        self.shared.with(|world| menu::menu(world, chat, user))
    }

    /// The counts of unknown methods and of refused calls.
    #[must_use]
    pub fn log(&self) -> Value {
        self.shared.with(|world| world.log.to_json())
    }
}
