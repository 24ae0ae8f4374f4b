//! The real bot for people to chat with: its service against the emulator, stepped by hand, with a clock that
//! stands still. After each thing that a person does, everything that the bot says in answer has been said.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::conversation::{Router, route};
use pledge_bot::crypto;
use pledge_bot::domain::Lang;
use pledge_bot::emulator::{Emulator, Event, Handle, NewPerson, Options, Outgoing, Press};
use pledge_bot::service::Service;
use pledge_bot::telegram::RateLimits;
use pledge_bot::texts::Texts;
use tokio::sync::Mutex;

/// Eleven in the morning in Bishkek, 694 days after the pledge's deadline.
pub const NOW: &str = "2026-11-25T05:00:00Z";

const TOKEN: &str = "1000000001:AAAAAAAAAAAAAAAAAAAAAAAA";

/// How to set the bot up.
pub struct Setup {
    /// Whether there is a key to seal names and contacts with.
    pub key: bool,
    /// The clock; one that stands still unless something else is said.
    pub clock: Clock,
    /// Answers intents.
    pub router: Router,
    /// How fast the bot sends.
    pub limits: RateLimits,
    /// How campaigns go out.
    pub rules: DeliveryPolicy,
    /// Who is told of failures.
    pub owners: Vec<i64>,
}

impl Default for Setup {
    fn default() -> Setup {
        let now: Timestamp = NOW.parse().expect("a timestamp");
        let (clock, limits) = (Clock::by_hand(now), RateLimits::default());
        Setup {
            key: true,
            clock,
            router: route,
            limits,
            rules: DeliveryPolicy::default(),
            owners: Vec::new(),
        }
    }
}

/// The bot, its emulator of Telegram and its folders.
pub struct TestBot {
    emulator: Emulator,
    service: Mutex<Option<Service>>,
    /// What the service runs with; its folders lie in a temporary one.
    pub settings: Settings,
    /// The private half of the coalition's key.
    pub identity: String,
    /// The clock of the bot.
    pub clock: Clock,
    router: Router,
    folder: tempfile::TempDir,
}

impl TestBot {
    /// A bot that has a key to seal names and contacts with.
    pub async fn new() -> Arc<TestBot> {
        TestBot::with(Setup::default()).await
    }

    /// A bot whose coalition has not made a key.
    pub async fn without_key() -> Arc<TestBot> {
        TestBot::with(Setup { key: false, ..Setup::default() }).await
    }

    /// A bot with this setup.
    pub async fn with(setup: Setup) -> Arc<TestBot> {
        // Another test of the same process may have set it up.
        let _ = env_logger::builder().is_test(true).try_init();
        let options = Options { bot_username: "pledge_test_bot".into(), ..Options::default() };
        let emulator = Emulator::start(options).await.expect("a free port");
        if matches!(setup.clock, Clock::Hand(_)) {
            emulator.clock().set_ms(setup.clock.now().as_millisecond());
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (public, identity) = crypto::generate();
        let settings = Settings {
            recipients: setup.key.then_some(public),
            limits: setup.limits,
            rules: setup.rules,
            owners: setup.owners,
            ..Settings::new(TOKEN, emulator.url().parse().expect("an address"), folder.path())
        };
        let (clock, router) = (setup.clock, setup.router);
        let bot = TestBot { emulator, service: Mutex::new(None), settings, identity, clock, router, folder };
        bot.start().await;
        Arc::new(bot)
    }

    async fn start(&self) {
        let service = Service::start_with(&self.settings, self.clock.clone(), self.router).await;
        let service = service.expect("the bot starts");
        service.feed().resume().await.expect("the inbox can be read");
        *self.service.lock().await = Some(service);
    }

    /// Ends the bot in an orderly way and starts it again on the same folder.
    pub async fn restart(&self) {
        let service = self.service.lock().await.take().expect("the bot runs");
        service.app().store.close().await.expect("the store closes");
        drop(service);
        self.start().await;
    }

    /// Lets the bot take and handle all that there is.
    pub async fn settle(&self) {
        let service = self.service.lock().await;
        let feed = service.as_ref().expect("the bot runs").feed();
        while feed.poll(Duration::ZERO).await.expect("the emulator answers") > 0 {
            if !feed.is_holding() {
                feed.idle().await;
            }
        }
        feed.idle().await;
    }

    /// Lets what goes to many go out, as far as it can now.
    pub async fn delivers(&self) {
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        self.service(async |service| {
            service.planner().plan().await.expect("the store works");
            service.engine().pass(&stopped).await.expect("the store works")
        })
        .await;
        self.settle().await;
    }

    /// Does something with the running service.
    pub async fn service<T>(&self, ask: impl AsyncFnOnce(&Service) -> T) -> T {
        let service = self.service.lock().await;
        ask(service.as_ref().expect("the bot runs")).await
    }

    /// How many support the pledge.
    pub async fn supporters(&self) -> u64 {
        self.service(async |service| service.app().store.supporters().await.expect("it counts")).await
    }

    /// The folder in which everything of the bot's lies.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The emulator's side for tests.
    pub fn emulator(&self) -> &Handle {
        &self.emulator
    }

    /// Somebody who has not heard of the bot yet, with a client in this language (an IETF tag).
    pub fn person(self: &Arc<TestBot>, name: &str, client: &str) -> Person {
        let id = self.emulator.person(&NewPerson::new(name, client)).expect("a new person");
        Person { bot: Arc::clone(self), id }
    }
}

/// Somebody in their private chat with the bot.
#[derive(Clone)]
pub struct Person {
    bot: Arc<TestBot>,
    /// Telegram's id of the person and of their chat.
    pub id: i64,
}

impl Person {
    /// Writes a text; gives what the bot says to it.
    pub async fn says(&self, text: &str) -> Heard {
        let seq = self.bot.emulator.seq();
        self.bot.emulator.say(self.id, text).expect("it is sent");
        self.hears(seq).await
    }

    /// Sends something that is no text, as "voice" or "photo".
    pub async fn sends(&self, kind: &str) -> Heard {
        let seq = self.bot.emulator.seq();
        let message = Outgoing { kind: Some(kind.into()), ..Outgoing::text("") };
        self.bot.emulator.send(self.id, &message).expect("it is sent");
        self.hears(seq).await
    }

    /// Sends any message.
    pub async fn posts(&self, message: &Outgoing) -> Heard {
        let seq = self.bot.emulator.seq();
        self.bot.emulator.send(self.id, message).expect("it is sent");
        self.hears(seq).await
    }

    /// Taps the button with this label on the newest keyboard.
    pub async fn taps(&self, label: &str) -> Heard {
        let seq = self.bot.emulator.seq();
        self.bot.emulator.tap(self.id, label).unwrap_or_else(|error| {
            panic!("no button {label:?} ({error:?}) in:\n{}", self.bot.emulator.transcript(self.id))
        });
        self.hears(seq).await
    }

    /// Presses a button that need not be there any more.
    pub async fn presses(&self, press: &Press) -> Heard {
        let seq = self.bot.emulator.seq();
        self.bot.emulator.press(self.id, press).expect("it is pressed");
        self.hears(seq).await
    }

    /// Starts the bot and chooses a language.
    pub async fn starts(&self, lang: Lang) -> Heard {
        self.says("/start").await;
        self.taps(&Texts::builtin().say(lang).language_name()).await
    }

    /// The chat as it stands now.
    pub fn transcript(&self) -> String {
        self.bot.emulator.transcript(self.id)
    }

    async fn hears(&self, seq: u64) -> Heard {
        self.bot.settle().await;
        let events = self.bot.emulator.events_after(seq).expect("nothing was dropped");
        Heard(events.into_iter().filter(|event| event.chat == self.id).collect())
    }
}

/// What somebody hears from the bot in answer to one thing that they did.
pub struct Heard(pub Vec<Event>);

impl Heard {
    /// The texts of new and edited messages, in order.
    pub fn texts(&self) -> Vec<String> {
        self.0.iter().filter(|event| is_said(event)).map(|event| event.text().to_owned()).collect()
    }

    /// The one text that was said.
    pub fn text(&self) -> String {
        let texts = self.texts();
        assert_eq!(texts.len(), 1, "not one text but {texts:#?} in {:#?}", self.0);
        texts.into_iter().next().unwrap_or_default()
    }

    /// Texts, buttons and notes as a reader sees them.
    pub fn shown(&self) -> String {
        let page = |event: &&Event| {
            let rows = event.buttons().into_iter().map(|row| format!("    [{}]", row.join("] [")));
            [event.text().to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
        };
        let pages = self.0.iter().filter(|event| is_said(event)).map(|event| page(&event));
        pages.chain(self.toast().map(|toast| format!("({toast})"))).collect::<Vec<_>>().join("\n\n")
    }

    /// The note that answered a tap.
    pub fn toast(&self) -> Option<String> {
        let answered = self.0.iter().rev().find(|event| event.kind == "answered")?;
        let answer = answered.answer.as_ref()?;
        answer["text"].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }
}

/// Whether an event is something that the bot says. Taking an old keyboard away edits a message too, and says nothing.
fn is_said(event: &Event) -> bool {
    event.kind == "sent" || (event.kind == "edited" && event.method == Some("editMessageText"))
}
