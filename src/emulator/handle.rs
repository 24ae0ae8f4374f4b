//! The emulator's control side in the same process, for tests: the same as the routes under `/emulator`.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::acting::{Outgoing, Press, Pressed, Sent};
use super::events::{Dropped, Event};
use super::faults::{Fault, Ordered};
use super::limits::FloodLimits;
use super::messages::History;
use super::people::{Change, NewGroup, NewPerson, Refused};
use super::{Clock, Shared, acting, keyboard, people};

/// How long [`Handle::next_event`] waits before it gives up: long enough for a slow machine, short enough to tell
/// what went wrong before the test runner stops the test.
const PATIENCE: Duration = Duration::from_secs(30);

/// A hold on a running emulator.
#[derive(Clone)]
pub struct Handle {
    shared: Arc<Shared>,
}

impl std::fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Handle").field("address", &self.shared.address).finish_non_exhaustive()
    }
}

/// The event that was waited for did not come.
#[derive(Debug, thiserror::Error)]
pub enum NoEvent {
    /// Older events than are kept were asked for.
    #[error(transparent)]
    Dropped(#[from] Dropped),
    /// Nothing fitting happened in time.
    #[error("nothing like that happened within half a minute; what did happen:\n{0}")]
    TimedOut(String),
}

impl Handle {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// The API's address for a client, as `http://127.0.0.1:port`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.shared.address
    }

    /// The bot's id.
    #[must_use]
    pub fn bot_id(&self) -> i64 {
        self.shared.with(|world| world.bot.id)
    }

    /// The clock that the emulated Telegram goes by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// Adds a person and gives their id, which is that of their private chat too.
    ///
    /// # Errors
    /// An empty name, or an id that is taken.
    pub fn person(&self, person: &NewPerson) -> Result<i64, Refused> {
        self.shared.with(|world| people::add_person(world, person))
    }

    /// Adds `count` people who have started the bot, with ids from `first_id` on, for tests of scale.
    ///
    /// # Errors
    /// An id that is taken; those before it are there then.
    pub fn crowd(&self, first_id: i64, count: u32, language_code: &str) -> Result<(), Refused> {
        let ids = first_id..first_id + i64::from(count);
        self.shared.with(|world| {
            for id in ids {
                let person = NewPerson::new(&format!("Person {id}"), language_code);
                people::add_person(world, &NewPerson { id: Some(id), started: true, ..person })?;
            }
            Ok(())
        })
    }

    /// Adds a group, supergroup or channel and gives its id.
    ///
    /// # Errors
    /// An unknown type, or members that do not exist.
    pub fn group(&self, group: &NewGroup) -> Result<i64, Refused> {
        self.shared.with(|world| people::add_group(world, group))
    }

    /// A person writes.
    ///
    /// # Errors
    /// A chat that does not exist, a stranger in a group, a message without content.
    pub fn send(&self, chat: i64, message: &Outgoing) -> Result<Sent, Refused> {
        self.shared.with(|world| acting::send(world, chat, message))
    }

    /// A person writes a plain text in their private chat.
    ///
    /// # Errors
    /// As [`Handle::send`].
    pub fn say(&self, chat: i64, text: &str) -> Result<Sent, Refused> {
        self.send(chat, &Outgoing::text(text))
    }

    /// A person edits a message of their own.
    ///
    /// # Errors
    /// Where there is no such message.
    pub fn edit(&self, chat: i64, from: i64, message_id: i32, text: &str) -> Result<Sent, Refused> {
        self.shared.with(|world| acting::edit(world, chat, from, message_id, text))
    }

    /// A person presses a button.
    ///
    /// # Errors
    /// Where there is no such message or button.
    pub fn press(&self, chat: i64, press: &Press) -> Result<Pressed, Refused> {
        self.shared.with(|world| acting::press(world, chat, press))
    }

    /// A person presses the button with this label on the newest keyboard.
    ///
    /// # Errors
    /// As [`Handle::press`].
    pub fn tap(&self, chat: i64, label: &str) -> Result<Pressed, Refused> {
        self.press(chat, &Press { text: Some(label.to_owned()), ..Press::default() })
    }

    /// A person blocks the bot.
    ///
    /// # Errors
    /// Where there is no such person.
    pub fn block(&self, person: i64) -> Result<(), Refused> {
        self.shared.with(|world| people::change(world, person, Change::Block))
    }

    /// A person lifts the block.
    ///
    /// # Errors
    /// Where there is no such person.
    pub fn unblock(&self, person: i64) -> Result<(), Refused> {
        self.shared.with(|world| people::change(world, person, Change::Unblock))
    }

    /// A person's account is closed.
    ///
    /// # Errors
    /// Where there is no such person.
    pub fn deactivate(&self, person: i64) -> Result<(), Refused> {
        self.shared.with(|world| people::change(world, person, Change::Deactivate))
    }

    /// What happens to a group: `add_bot`, `remove_bot`, `promote`, `restrict`, `join`, `leave`, `upgrade`, `delete`.
    /// `user` is who does it, or who joins or leaves. Gives the id that the group has from then on.
    ///
    /// # Errors
    /// An unknown action, group or person.
    pub fn group_action(&self, group: i64, action: &str, user: Option<i64>) -> Result<i64, Refused> {
        self.shared.with(|world| people::group_action(world, group, action, user))
    }

    /// Opens a topic in a forum and gives its `message_thread_id`.
    ///
    /// # Errors
    /// Where there is no such forum.
    pub fn topic(&self, group: i64, name: &str) -> Result<i32, Refused> {
        self.shared.with(|world| people::open_topic(world, group, name))
    }

    /// Closes a topic: nobody but administrators can write in it.
    ///
    /// # Errors
    /// Where there is no such topic.
    pub fn close_topic(&self, group: i64, topic: i32) -> Result<(), Refused> {
        self.shared.with(|world| people::close_topic(world, group, topic))
    }

    /// Orders a fault and gives its id.
    #[expect(clippy::must_use_candidate, reason = "the fault is what one wants, seldom its id")]
    pub fn fault(&self, fault: Fault) -> u64 {
        self.shared.with(|world| world.faults.order(fault))
    }

    /// The faults that are still to come.
    #[must_use]
    pub fn faults(&self) -> Vec<Ordered> {
        self.shared.with(|world| world.faults.all().to_vec())
    }

    /// Takes back all faults, and lets answers go that a fault holds.
    pub fn clear_faults(&self) {
        self.shared.with(|world| world.faults.clear());
        self.shared.wake_polls();
    }

    /// Sets the flood limits; they count from now.
    pub fn limits(&self, limits: FloodLimits) {
        self.shared.with(|world| {
            world.limits = super::limits::Limits::default();
            world.limits.settings = limits;
        });
    }

    /// Queues an update as it is and gives its id, which is filled in where it is missing.
    ///
    /// # Errors
    /// Where it is no JSON object.
    pub fn inject(&self, update: Value) -> Result<i64, Refused> {
        if !update.is_object() {
            return Err(Refused::new("An update is a JSON object."));
        }
        Ok(self.shared.with(|world| {
            let now = world.now_ms;
            world.updates.inject(now, update)
        }))
    }

    /// Updates that the bot has not confirmed yet.
    #[must_use]
    pub fn pending_updates(&self) -> usize {
        self.shared.with(|world| world.updates.len())
    }

    /// Waits until the bot has confirmed every update.
    pub async fn drained(&self) {
        // The emulator is there as long as this handle is, so the wait cannot fail.
        let _ = self.shared.backlog().wait_for(|(updates, _)| *updates == 0).await;
    }

    /// Waits until `count` calls of getUpdates are waiting.
    pub async fn waiting_polls(&self, count: usize) {
        let _ = self.shared.backlog().wait_for(|(_, polls)| *polls >= count).await;
    }

    /// The number of the newest event: what comes later has a higher one.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.shared.with(|world| world.events.last())
    }

    /// Everything that happened after event `seq`.
    ///
    /// # Errors
    /// [`Dropped`] where some of it is no longer kept.
    pub fn events_after(&self, seq: u64) -> Result<Vec<Event>, Dropped> {
        self.shared.with(|world| world.events.after(seq, None, usize::MAX))
    }

    /// Waits, without polling, for the first event after `seq` that fits.
    ///
    /// # Errors
    /// [`NoEvent`] where none comes within half a minute.
    pub async fn next_event(&self, seq: u64, fits: impl Fn(&Event) -> bool) -> Result<Event, NoEvent> {
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
                let lines = self.events_after(seq)?.iter().fold(String::new(), |mut lines, event| {
                    // Writing to a String cannot fail.
                    let _ = writeln!(lines, "  {} in chat {}: {:?}", event.kind, event.chat, event.text());
                    lines
                });
                return Err(NoEvent::TimedOut(lines));
            }
        }
    }

    /// Waits for the next message that the bot sends to this chat.
    ///
    /// # Errors
    /// As [`Handle::next_event`].
    pub async fn next_sent(&self, seq: u64, chat: i64) -> Result<Event, NoEvent> {
        self.next_event(seq, |event| event.chat == chat && event.kind == "sent").await
    }

    /// The chat as its person sees it: messages in the Bot API's shape, oldest first.
    #[must_use]
    pub fn messages(&self, chat: i64) -> Vec<Value> {
        self.shared.with(|world| {
            let history = world.history(chat).into_iter().flat_map(History::iter);
            history
                .map(|message| serde_json::from_str(&world.render(chat, message)).unwrap_or_default())
                .collect()
        })
    }

    /// The chat as plain text, one paragraph a message, for snapshots: `bot: text` and buttons as `[label]`.
    #[must_use]
    pub fn transcript(&self, chat: i64) -> String {
        let bot = self.bot_id();
        let mut out = String::new();
        for message in self.messages(chat) {
            let from = message.get("from");
            let name = match from.and_then(|from| from.get("id")?.as_i64()) {
                Some(id) if id == bot => "bot",
                _ => from.and_then(|from| from.get("first_name")?.as_str()).unwrap_or("channel"),
            };
            let text = |field: &str| message.get(field).and_then(Value::as_str);
            let text = text("text").or_else(|| text("caption")).unwrap_or("(no text)");
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{name}: {text}");
            for row in keyboard::labels(&message) {
                let _ = writeln!(out, "    [{}]", row.join("] ["));
            }
        }
        out
    }

    /// The menu, name and descriptions that `user` sees in `chat`.
    ///
    /// # Errors
    /// Where there is no such chat or person.
    pub fn menu(&self, chat: i64, user: i64) -> Result<Value, Refused> {
        self.shared.with(|world| super::control::menu(world, chat, user))
    }

    /// Methods that were called and do not exist, and refusals, with counts.
    #[must_use]
    pub fn log(&self) -> Value {
        self.shared.with(|world| {
            let refused: Vec<Value> = world
                .log
                .refused
                .iter()
                .map(|((method, code, description), count)| {
                    json!({"method": method, "error_code": code, "description": description, "count": count})
                })
                .collect();
            json!({ "unknown_methods": world.log.unknown_methods, "refused": refused })
        })
    }
}
