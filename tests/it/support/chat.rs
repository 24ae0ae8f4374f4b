//! People and groups in their chats with the bot: what they do, and what they hear in answer.
//!
//! Whatever a person does returns once the bot has said everything that it says in answer. The words of the bot are named
//! through the catalogue, so that a test outlives a change of words: `aigul.says("/help").await.sees(say.help_text())`.

use std::fmt::{self, Display, Formatter};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pledge_bot::domain::{Lang, Region, SupporterKind};
use pledge_bot::emulator::{ButtonPress, NewMessage};
use serde_json::Value;

pub use crate::support::heard::Heard;
use crate::support::test_bot::TestBot;
pub use crate::support::words::{Words, english, say, texts};

/// Somebody in their private chat with the bot.
#[derive(Clone)]
pub struct Person {
    bot: Arc<TestBot>,
    /// Telegram's ID of the person and of their chat.
    pub id: i64,
    /// The language that they chose last; English before that.
    lang: Arc<Mutex<Lang>>,
    /// How often they have tapped a button since they began to count.
    taps: Arc<AtomicUsize>,
}

impl Person {
    pub fn new(bot: &Arc<TestBot>, id: i64) -> Person {
        Person { bot: Arc::clone(bot), id, lang: Arc::new(Mutex::new(Lang::En)), taps: Arc::default() }
    }

    fn lang(&self) -> Lang {
        *self.lang.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a text.
    pub async fn says(&self, text: &str) -> Heard {
        self.sends_message(&NewMessage::text(text)).await
    }

    /// Sends something that is no text, as "voice" or "photo".
    pub async fn sends(&self, kind: &str) -> Heard {
        self.sends_message(&NewMessage { kind: Some(kind.into()), ..NewMessage::text("") }).await
    }

    /// Sends any message.
    pub async fn sends_message(&self, message: &NewMessage) -> Heard {
        let seq = self.bot.emulator().seq();
        self.bot.emulator().send(self.id, message).expect("it is sent");
        self.hears(seq).await
    }

    /// Edits the newest message of their own.
    pub async fn edits(&self, text: &str) -> Heard {
        self.edits_message(self.newest_own(), text).await
    }

    /// Edits a message of their own.
    pub async fn edits_message(&self, message: i32, text: &str) -> Heard {
        let seq = self.bot.emulator().seq();
        self.bot.emulator().edit(self.id, self.id, message, text).expect("it is edited");
        self.hears(seq).await
    }

    /// The ID of the newest message of their own.
    pub fn newest_own(&self) -> i32 {
        let messages = self.bot.emulator().messages(self.id);
        let own = messages.iter().rev().find(|message| message["from"]["id"] == self.id);
        let id = own.and_then(|message| message["message_id"].as_i64()).expect("they wrote something");
        i32::try_from(id).expect("an ID")
    }

    /// Taps the button with this label on the newest keyboard.
    pub async fn taps(&self, label: impl Words) -> Heard {
        let (seq, label) = (self.bot.emulator().seq(), label.plain());
        self.taps.fetch_add(1, Ordering::Relaxed);
        self.bot.emulator().tap(self.id, &label).unwrap_or_else(|error| {
            panic!("no button {label:?} ({error:?}) in:\n{}", self.bot.emulator().transcript(self.id))
        });
        self.hears(seq).await
    }

    /// Presses a button that need not be there any more.
    pub async fn presses(&self, press: &ButtonPress) -> Heard {
        let seq = self.bot.emulator().seq();
        self.taps.fetch_add(1, Ordering::Relaxed);
        self.bot.emulator().press(self.id, press).expect("it is pressed");
        self.hears(seq).await
    }

    /// Presses a button with this callback data.
    pub async fn presses_data(&self, data: &str) -> Heard {
        self.presses(&ButtonPress { data: Some(data.to_owned()), ..ButtonPress::default() }).await
    }

    /// Counts their taps from now on.
    pub fn counts_taps(&self) {
        self.taps.store(0, Ordering::Relaxed);
    }

    /// Since they began to count, they have tapped at most so often.
    #[track_caller]
    pub fn has_tapped_at_most(&self, most: usize) {
        let taps = self.taps.load(Ordering::Relaxed);
        assert!(taps <= most, "{taps} taps, not {most}, on the way through:\n{}", self.transcript());
    }

    /// The first button of the newest message, to press it later.
    pub fn first_button(&self) -> ButtonPress {
        let message = self.newest();
        ButtonPress {
            message_id: message["message_id"].as_i64().and_then(|id| i32::try_from(id).ok()),
            data: message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
                .as_str()
                .map(str::to_owned),
            ..ButtonPress::default()
        }
    }

    /// The newest message in the chat.
    pub fn newest(&self) -> Value {
        self.bot.emulator().messages(self.id).last().cloned().expect("a message")
    }

    /// The newest message has these words.
    #[track_caller]
    pub fn newest_has(&self, words: impl Words) {
        let (newest, words) = (self.newest(), words.plain());
        let text = newest["text"].as_str().unwrap_or_default();
        assert!(text.contains(&words), "{words:?} is not in the newest message:\n{text}");
    }

    /// The whole chat has these words so many times.
    #[track_caller]
    pub fn has_seen(&self, words: impl Words, times: usize) {
        let (chat, words) = (self.transcript(), words.plain());
        assert_eq!(chat.matches(&words).count(), times, "{words:?} in:\n{chat}");
    }

    /// Starts the bot and chooses a language.
    pub async fn starts(&self, lang: Lang) -> Heard {
        self.says("/start").await;
        self.chooses(lang).await
    }

    /// Taps the name of a language, and reads that from then on.
    pub async fn chooses(&self, lang: Lang) -> Heard {
        *self.lang.lock().unwrap_or_else(PoisonError::into_inner) = lang;
        self.taps(say(lang).language_name()).await
    }

    /// Does what a person does next.
    pub async fn does(&self, act: Act) -> Heard {
        match act {
            Act::Says(text) => self.says(&text).await,
            Act::Taps(label) => self.taps(label).await,
            Act::Sends(message) => self.sends_message(&message).await,
        }
    }

    /// Does what [`supporting`] does up to this step.
    pub async fn supports_up_to(&self, step: usize) -> Heard {
        let mut acts = supporting(self.lang()).into_iter();
        let mut heard = self.does(acts.next().expect("a beginning")).await;
        for act in acts.take(step - 1) {
            heard = self.does(act).await;
        }
        heard
    }

    /// Becomes a supporter, with a region, a name and a contact.
    pub async fn supports(&self) -> Heard {
        self.supports_up_to(CONTACT + 1).await
    }

    /// Switches a topic on.
    pub async fn switches_on(&self, topic: pledge_bot::domain::Topic) -> Heard {
        let say = say(self.lang());
        self.says("/updates").await;
        self.taps(say.topic_off(&say.topic_name(topic))).await
    }

    /// Asks for their data to be erased; the bot asks what about the messages then.
    pub async fn asks_to_be_erased(&self) -> Heard {
        self.says("/mydata").await;
        self.taps(say(self.lang()).button_erase()).await
    }

    /// The chat as it stands now.
    pub fn transcript(&self) -> String {
        self.bot.emulator().transcript(self.id)
    }

    async fn hears(&self, seq: u64) -> Heard {
        self.bot.settle().await;
        self.bot.heard(self.id, seq, self.lang())
    }
}

/// Something that a person does in a chat.
pub enum Act {
    Says(String),
    Taps(String),
    Sends(Box<NewMessage>),
}

impl Display for Act {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Act::Says(text) => f.write_str(text),
            Act::Taps(label) => write!(f, "[{label}]"),
            Act::Sends(message) => write!(f, "({})", message.kind.as_deref().unwrap_or("text")),
        }
    }
}

/// How much of [`supporting`] is done when the consent text stands there, when the card does, and when the bot waits for the
/// region, the name and the contact.
pub const CONSENT: usize = 1;
pub const CARD: usize = 2;
pub const REGION: usize = 3;
pub const NAME: usize = 6;
pub const CONTACT: usize = 8;

/// The answers that the supporter of [`supporting`] types.
pub const TYPED_NAME: &str = "Aigul <3 & Co";
pub const TYPED_CONTACT: &str = "aigul@example.org";

/// Everything that a person does to become a supporter, and then to give a region, a name and a contact.
pub fn supporting(lang: Lang) -> [Act; 9] {
    let say = say(lang);
    [
        Act::Says("/support".to_owned()),
        Act::Taps(say.button_support_it()),
        Act::Taps(say.button_region()),
        Act::Taps(say.region_name(Region::Naryn)),
        Act::Taps(say.button_name(SupporterKind::Person)),
        Act::Taps(say.button_publish_no()),
        Act::Says(TYPED_NAME.to_owned()),
        Act::Taps(say.button_contact()),
        Act::Says(TYPED_CONTACT.to_owned()),
    ]
}

/// A group with the bot in it.
pub struct Group {
    bot: Arc<TestBot>,
    /// Telegram's ID of the group.
    pub id: i64,
}

impl Group {
    pub fn new(bot: &Arc<TestBot>, id: i64) -> Group {
        Group { bot: Arc::clone(bot), id }
    }

    /// A member writes a text.
    pub async fn says(&self, member: &Person, text: &str) -> Heard {
        self.sends_message(&NewMessage { from: Some(member.id), ..NewMessage::text(text) }).await
    }

    /// A member sends any message.
    pub async fn sends_message(&self, message: &NewMessage) -> Heard {
        let seq = self.bot.emulator().seq();
        self.bot.emulator().send(self.id, message).expect("it is sent");
        self.hears(seq).await
    }

    /// A member taps the button with this label on the newest keyboard.
    pub async fn taps(&self, member: &Person, label: impl Words) -> Heard {
        let seq = self.bot.emulator().seq();
        let press =
            ButtonPress { from: Some(member.id), text: Some(label.plain()), ..ButtonPress::default() };
        self.bot.emulator().press(self.id, &press).expect("it is pressed");
        self.hears(seq).await
    }

    /// The newest message in the group.
    pub fn newest(&self) -> Value {
        self.bot.emulator().messages(self.id).last().cloned().expect("a message")
    }

    /// What the bot said since this event.
    pub async fn hears(&self, seq: u64) -> Heard {
        self.bot.settle().await;
        self.bot.heard(self.id, seq, Lang::En)
    }
}
