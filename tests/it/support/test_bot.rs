//! The real bot for people to chat with: its service against the emulator, stepped by hand, with a clock that
//! stands still. After each thing that a person does, everything that the bot says in answer has been said.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use pledge_bot::campaigns::DeliveryPolicy;
use pledge_bot::clock::{Clock, Moment};
use pledge_bot::config::Settings;
use pledge_bot::conversation::{Router, route};
use pledge_bot::crypto::{IdKey, StoreKey};
use pledge_bot::domain::{ChatId, HoldRules, Lang, PersonCode, Role, StaffMember, StoredId};
use pledge_bot::emulator::{Emulator, EmulatorEvent, Handle, NewGroup, NewPerson, Options};
use pledge_bot::service::{Service, ServiceError};
use pledge_bot::telegram::RateLimits;
use pledge_bot::texts::Texts;
use serde_json::Value;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, watch};
use tokio::task::JoinHandle;

use crate::support::chat::{Group, Heard, Person, Words};
use crate::support::earlier_sign_ups;
use crate::support::token::TOKEN;

/// Eleven in the morning in Bishkek, 694 days after the pledge's deadline.
pub const NOW: &str = "2026-11-25T05:00:00Z";

/// The ID of the first person that the emulator makes.
pub const OWNER: i64 = 1001;

/// The coalition's public key, always the same one, as screens show its fingerprint.
pub const PUBLIC: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
/// Its private half.
const PRIVATE: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

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
    /// How actions of staff are held.
    pub holds: HoldRules,
    /// Who is told of failures.
    pub owners: Vec<i64>,
}

impl Default for Setup {
    fn default() -> Setup {
        let now: Timestamp = NOW.parse().expect("a timestamp");
        let (clock, limits) = (Clock::by_hand(now), RateLimits::default());
        let rules = DeliveryPolicy::default();
        let holds = HoldRules::OFF;
        Setup { key: true, clock, router: route, limits, rules, holds, owners: Vec::new() }
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
    begun: Timestamp,
    /// How long the machine has slept, in milliseconds.
    slept: AtomicI64,
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

    /// A bot with an owner who reads English, and the owner.
    pub async fn with_owner() -> (Arc<TestBot>, Person) {
        let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
        let owner = bot.reader("Olga").await;
        assert_eq!(owner.id, OWNER);
        (bot, owner)
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
        let (public, identity) = (PUBLIC.to_owned(), PRIVATE.to_owned());
        let settings = Settings {
            recipients: setup.key.then_some(public),
            limits: setup.limits,
            delivery: setup.rules,
            holds: setup.holds,
            owners: setup.owners,
            ..Settings::new(TOKEN, emulator.url().parse().expect("an address"), folder.path())
        };
        let (clock, router) = (setup.clock, setup.router);
        let (begun, service) = (clock.now(), Mutex::new(None));
        let slept = AtomicI64::new(0);
        let bot = TestBot { emulator, service, settings, identity, clock, begun, slept, router, folder };
        bot.start(&bot.settings).await;
        Arc::new(bot)
    }

    async fn start(&self, settings: &Settings) {
        self.starts_with(settings).await.expect("the bot starts");
    }

    /// Starts the bot, which was ended before, with other settings.
    pub async fn starts_with(&self, settings: &Settings) -> Result<(), ServiceError> {
        let service = Service::start_with(settings, self.clock.clone(), self.router).await?;
        service.feed().resume().await.expect("the inbox can be read");
        *self.service.lock().await = Some(service);
        Ok(())
    }

    /// Ends the bot in an orderly way.
    pub async fn ends(&self) {
        let service = self.service.lock().await.take().expect("the bot runs");
        service.app().store.close().await.expect("the store closes");
    }

    /// A second connection to the bot's database.
    pub async fn database(&self) -> SqliteConnection {
        let path = self.settings.folders.data.join("pledge.db");
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened")
    }

    /// Ends the bot in an orderly way and starts it again on the same folder.
    pub async fn restart(&self) {
        self.restart_with(&self.settings).await;
    }

    /// The same, and afterwards these people are the owners, and nobody else is on staff.
    pub async fn restart_with_owners(&self, owners: Vec<i64>) {
        self.restart().await;
        self.service(async |service| {
            let store = &service.app().store;
            for member in store.staff().await.expect("read") {
                store.remove_staff(member.chat).await.expect("removed");
            }
        })
        .await;
        for owner in owners {
            self.employs(owner, Role::Owner).await;
        }
    }

    /// Somebody has been on staff with this role from the beginning.
    pub async fn employs(&self, person: i64, role: Role) {
        let member = StaffMember::new(ChatId::new(person), role, None);
        self.service(async |service| service.app().store.save_staff(member).await.expect("saved")).await;
    }

    /// Somebody is not on staff any more.
    pub async fn dismisses(&self, person: i64) {
        let person = ChatId::new(person);
        self.service(async |service| service.app().store.remove_staff(person).await.expect("removed")).await;
    }

    async fn restart_with(&self, settings: &Settings) {
        self.ends().await;
        self.start(settings).await;
    }

    /// Telegram's clock goes on as time does, whoever sets that of the bot.
    fn let_telegrams_time_go_by(&self) {
        if matches!(self.clock, Clock::System) {
            return;
        }
        let slept = SignedDuration::from_millis(self.slept.load(Ordering::SeqCst));
        let now = self.begun + self.clock.moment().since(Moment::START) + slept;
        let clock = self.emulator.clock();
        // The emulator's own seconds go by too, and are not taken back.
        if (now.as_millisecond() - clock.now_ms()).abs() > 60_000 {
            clock.set_ms(now.as_millisecond());
        }
    }

    /// The machine sleeps: the time of day goes on, everywhere, and its monotonic clock stands still.
    pub fn sleeps(&self, time: SignedDuration) {
        self.clock.set(time);
        self.slept.fetch_add(i64::try_from(time.as_millis()).expect("a short time"), Ordering::SeqCst);
    }

    /// Lets the bot take and handle all that there is.
    pub async fn settle(&self) {
        self.let_telegrams_time_go_by();
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
        self.settle().await;
        let (_stop, stopped) = tokio::sync::watch::channel(false);
        self.service(async |service| {
            service.planner().plan().await.expect("the store works");
            service.engine().pass(&stopped).await.expect("the store works")
        })
        .await;
        self.settle().await;
    }

    /// Lets the bot tell staff of what waits, and carry out what is due.
    pub async fn holds(&self) {
        self.settle().await;
        self.service(async |service| service.holds().step().await.expect("the store works")).await;
        self.settle().await;
    }

    /// Lets the bot try again to say what could not be said, as far as it is time for that.
    pub async fn says_postponed(&self) {
        self.settle().await;
        self.service(async |service| service.feed().say_postponed()).await;
        self.settle().await;
    }

    /// Lets the bot delete what has been kept for long enough.
    pub async fn sweeps(&self) {
        self.settle().await;
        self.service(async |service| service.sweep().await).await;
    }

    /// Waits until somebody is sent exactly this text after event `seq`.
    pub async fn tells(&self, seq: u64, chat: i64, text: impl Words) {
        let text = text.plain();
        let is_it = |event: &EmulatorEvent| event.chat == chat && event.text() == text;
        self.emulator.next_event(seq, is_it).await.expect("it is said");
    }

    /// A second machine with a copy of the folder, its own service and the same clock.
    pub async fn copied_to(&self, folder: &Path) -> Service {
        copy(self.folder.path(), folder);
        let Settings { folders, .. } = Settings::new(TOKEN, self.settings.api_url.clone(), folder);
        let settings = Settings { folders, ..self.settings.clone() };
        Service::start_with(&settings, self.clock.clone(), self.router).await.expect("the copy starts")
    }

    /// Does something with the running service.
    pub async fn service<T>(&self, ask: impl AsyncFnOnce(&Service) -> T) -> T {
        let service = self.service.lock().await;
        ask(service.as_ref().expect("the bot runs")).await
    }

    /// Lets the bot run by itself until the sender says so, or is dropped. Nothing is stepped by hand any more.
    pub async fn runs_by_itself(&self) -> (watch::Sender<bool>, JoinHandle<Result<(), ServiceError>>) {
        let service = self.service.lock().await.take().expect("it has started");
        let (stop, stopped) = watch::channel(false);
        (stop, tokio::spawn(async move { service.run(stopped).await }))
    }

    /// Lets it read a folder with these files over its built-in texts and facts.
    pub async fn reads(&self, files: &[(&str, &str)]) -> Arc<Texts> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let texts = Arc::new(Texts::load(folder.path()).unwrap_or_else(|faults| panic!("{faults:#?}")));
        self.service(async |service| service.app().texts.store(Arc::clone(&texts))).await;
        texts
    }

    /// How many support the pledge.
    pub async fn supporters(&self) -> u64 {
        self.service(async |service| service.app().store.supporters().await.expect("it counts")).await
    }

    /// Puts a sign-up that an earlier version had begun with somebody into the store.
    pub async fn had_begun(&self, person: &Person, sign_up: &Value) {
        let folders = &self.settings.folders;
        earlier_sign_ups::put(&folders.data, &self.key(), ChatId::new(person.id), sign_up).await;
    }

    /// The store key.
    pub fn key(&self) -> StoreKey {
        let (key, _) = StoreKey::load_or_create(&self.settings.folders.store_key).expect("the key");
        key
    }

    /// The form in which the store has the ID of a chat.
    pub fn stored(&self, chat: i64) -> StoredId {
        IdKey::of(&self.key()).hide(ChatId::new(chat))
    }

    /// The code of a person.
    pub fn code(&self, chat: i64) -> PersonCode {
        IdKey::of(&self.key()).code(self.stored(chat))
    }

    /// The folder in which everything of the bot's lies.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The emulator's side for tests.
    pub fn emulator(&self) -> &Handle {
        self.let_telegrams_time_go_by();
        &self.emulator
    }

    /// Somebody who has not heard of the bot yet, with a client in this language (an IETF tag).
    pub fn person(self: &Arc<TestBot>, name: &str, client: &str) -> Person {
        let id = self.emulator.person(&NewPerson::new(name, client)).expect("a new person");
        Person::new(self, id)
    }

    /// Somebody who has started the bot and chosen English.
    pub async fn reader(self: &Arc<TestBot>, name: &str) -> Person {
        let person = self.person(name, "en");
        person.starts(Lang::En).await;
        person
    }

    /// A group of these people, to which the bot has been added.
    pub async fn group(self: &Arc<TestBot>, members: &[&Person]) -> Group {
        self.group_with(members, NewGroup { kind: "group".into(), ..NewGroup::default() }).await
    }

    /// A group of another kind.
    pub async fn group_with(self: &Arc<TestBot>, members: &[&Person], group: NewGroup) -> Group {
        let members = members.iter().map(|person| person.id).collect();
        let group = NewGroup { title: "Our street".into(), members, ..group };
        let id = self.emulator.group(&group).expect("a new group");
        self.settle().await;
        Group::new(self, id)
    }

    /// Everything in a chat since this event, as whoever reads this language hears it.
    pub fn heard(&self, chat: i64, since: u64, lang: Lang) -> Heard {
        let events = self.emulator.events_after(since).expect("nothing was dropped");
        Heard { events: events.into_iter().filter(|event| event.chat == chat).collect(), lang }
    }

    /// The content of a file, by the ID that a message has of it.
    pub async fn file(&self, id: &Value) -> Vec<u8> {
        let url = format!("{}/emulator/files/{}", self.emulator.url(), id.as_str().expect("an ID"));
        reqwest::get(url).await.expect("an answer").bytes().await.expect("a body").to_vec()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let copied = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("a copy");
        }
    }
}
