//! A campaign engine with its own store, an emulator full of people, and a clock that stands still.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use pledge_bot::backup::{backup, restore};
use pledge_bot::campaigns::{BulkGate, DeliveryPolicy, Engine, Renderer, ReportReader};
use pledge_bot::clock::{Clock, ClockCheck};
use pledge_bot::crypto::{Identity, Recipients, generate};
use pledge_bot::domain::campaign::{
    Audience, CampaignId, CampaignOutline, DeliveryStatus, Launch, Order, Reason, Stage, Tally,
};
use pledge_bot::domain::message::{CampaignMessage, FormattedText, MessageBody, MessageVersions};
use pledge_bot::domain::{ChatId, ChatKind, Deadline, Lang, StatusEntry, Topic};
use pledge_bot::emulator::{Emulator, EmulatorEvent, NewGroup};
use pledge_bot::store::{Change, ChangeSet, Store};
use pledge_bot::telegram::{Page, RateLimits, Sender};
use pledge_bot::texts::Html;
use teloxide::Bot;
use tokio::sync::watch;

use super::campaign;
pub use super::campaign::{AUTHOR, FIRST, content};
use super::token::TOKEN;

/// Eleven in the morning in Bishkek.
pub const NOW: &str = "2026-11-25T05:00:00Z";

/// Renders texts that a test can read easily.
pub struct Plain;

impl Renderer for Plain {
    fn footer(&self, lang: Lang, id: CampaignId, _: bool) -> String {
        format!("/stop {} {}", lang.code(), id.0)
    }

    fn report(&self, _: &ReportReader, outline: &CampaignOutline, _: f64) -> Page {
        let CampaignOutline { campaign, tally, .. } = outline;
        let counts = tally.0.iter().filter(|(_, count)| **count > 0).map(|((status, reason), count)| {
            let reason = reason.map(|reason| format!("({})", reason.code())).unwrap_or_default();
            format!("{}{reason} {count}", status.code())
        });
        let counts = counts.collect::<Vec<_>>().join(", ");
        Page::plain(Html::escaped(&format!("{}: {counts}", campaign.stage.code())))
    }

    fn deadlines(&self) -> Vec<Deadline> {
        Vec::new()
    }

    fn reminder(&self, lang: Lang, deadline: &Deadline, now: Timestamp) -> CampaignMessage {
        let text = format!("{} {} {} {:?}", lang.code(), deadline.id, deadline.date, deadline.distance(now));
        CampaignMessage::new(MessageBody::Text(FormattedText { text, entities: Vec::new() }))
    }

    fn topic_gone(&self, lang: Lang) -> Page {
        Page::plain(Html::escaped(&format!("which topic? {}", lang.code())))
    }

    fn news(&self, entries: &[StatusEntry]) -> MessageVersions {
        let text = format!("{} entries", entries.len());
        let post = CampaignMessage::new(MessageBody::Text(FormattedText { text, entities: Vec::new() }));
        MessageVersions { by_lang: [(Lang::En, post)].into(), fallback: true, ..MessageVersions::default() }
    }
}

/// The engine, its store, its clock and the emulator.
pub struct DeliveryHarness {
    pub emulator: Emulator,
    pub store: Arc<Store>,
    pub clock: Clock,
    pub engine: Engine,
    /// Open, as Telegram's clock says the same and nobody else polls.
    pub gate: BulkGate,
    rules: DeliveryPolicy,
    folder: tempfile::TempDir,
}

impl DeliveryHarness {
    /// A harness with so many subscribers of `news`, who read English.
    pub async fn with(recipients: u32) -> DeliveryHarness {
        DeliveryHarness::ruled(recipients, DeliveryPolicy::default()).await
    }

    /// The same with another policy.
    pub async fn ruled(recipients: u32, rules: DeliveryPolicy) -> DeliveryHarness {
        // Another test of the same process may have set it up.
        let _ = env_logger::builder().is_test(true).try_init();
        let emulator = campaign::emulator(recipients).await;
        let folder = tempfile::tempdir().expect("a folder");
        let store = Arc::new(campaign::open(folder.path()).await);
        let clock = Clock::by_hand(NOW.parse().expect("a timestamp"));
        let gate = BulkGate::new(clock.clone(), ClockCheck::new(clock.clone()));
        gate.note_answer(true);
        let engine = engine(&emulator, &store, &clock, &rules, &gate);
        let harness = DeliveryHarness { emulator, store, clock, engine, gate, rules, folder };
        for chat in FIRST..FIRST + i64::from(recipients) {
            harness.subscribes(ChatId::new(chat), Lang::En).await;
        }
        harness
    }

    /// Closes the store, and starts the engine anew on the same folder.
    pub async fn restart(&mut self) {
        self.store.close().await.expect("it closes");
        self.store = Arc::new(campaign::open(self.folder.path()).await);
        self.engine = engine(&self.emulator, &self.store, &self.clock, &self.rules, &self.gate);
    }

    /// The machine is lost. Another one, whose clock is off by so much, restores a backup of this moment, and goes on.
    pub async fn restores(&mut self, off_by: SignedDuration) {
        let (public, secret) = generate();
        let recipients = Recipients::parse(&public).expect("a key");
        let identity = Identity::parse(&secret).expect("a key");
        let out = self.folder.path().join("backup.age");
        self.store.keep_key_copy(Some(&recipients)).await.expect("as the bot does");
        backup(&self.folder.path().join("data"), &recipients, &out, None, self.clock.now())
            .await
            .expect("backed up");
        self.store.close().await.expect("it closes");
        self.clock.set(off_by);
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["store.key", "opt-outs.list"] {
            std::fs::copy(self.folder.path().join(name), folder.path().join(name)).expect("copied");
        }
        let (data, list) = (folder.path().join("data"), folder.path().join("opt-outs.list"));
        let key = folder.path().join("store.key");
        restore(&out, &identity, &data, Some(&list), &key, self.clock.now()).await.expect("restored");
        self.folder = folder;
        self.store = Arc::new(campaign::open(self.folder.path()).await);
        self.engine = engine(&self.emulator, &self.store, &self.clock, &self.rules, &self.gate);
    }

    /// The address of the database.
    pub fn database(&self) -> String {
        format!("sqlite://{}", self.folder.path().join("data/pledge.db").display())
    }

    /// How many rows a count in the database finds.
    pub async fn rows(&self, count: &'static str) -> i64 {
        use sqlx::Connection;
        let path = self.folder.path().join("data/pledge.db");
        let mut db =
            sqlx::SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened");
        sqlx::query_scalar(count).fetch_one(&mut db).await.expect("a number")
    }

    /// Applies changes to a chat.
    pub async fn change(&self, chat: ChatId, list: Vec<Change>) {
        self.store.commit(None, Some(ChangeSet { chat, list })).await.expect("it is stored");
    }

    /// A chat chooses a language and switches `news` on.
    pub async fn subscribes(&self, chat: ChatId, lang: Lang) {
        let kind = if chat.telegram_number() > 0 { ChatKind::Private } else { ChatKind::Supergroup };
        let since = self.clock.now();
        let list =
            vec![Change::Meet(kind), Change::SetLang(lang), Change::SetTopic(Topic::News, true, since)];
        self.change(chat, list).await;
    }

    /// A group with one member that has `news` on, and a campaign to groups.
    pub async fn group(&self) -> (ChatId, CampaignId) {
        self.emulator.crowd(FIRST, 1, "en").expect("people");
        let group = NewGroup {
            title: "Our street".into(),
            kind: "group".into(),
            members: vec![FIRST],
            ..NewGroup::default()
        };
        let group = ChatId::new(self.emulator.group(&group).expect("a group"));
        self.subscribes(group, Lang::En).await;
        let audience = Audience { groups: Some(true), ..Audience::of(Topic::News) };
        let id = self.launches(Launch { audience, ..self.launch() }).await;
        (group, id)
    }

    /// The default campaign: an English text to all subscribers of `news`, at once.
    pub fn launch(&self) -> Launch {
        campaign::message("Hello", self.clock.now())
    }

    /// Launches a campaign; gives its number.
    pub async fn launches(&self, launch: Launch) -> CampaignId {
        campaign::launch(&self.store, launch, self.clock.now()).await
    }

    /// The author gives an order, such as to pause.
    pub async fn orders(&self, id: CampaignId, order: Order) {
        self.change(AUTHOR, vec![Change::Order(id, order, self.clock.now())]).await;
    }

    /// Telegram answers, and says the same time as the bot's clock.
    pub fn telegram_answers(&self) {
        self.gate.check().note(Some(self.clock.now()));
    }

    /// Lets the engine do everything that is due; gives the time of its next work.
    pub async fn works(&self) -> Option<Timestamp> {
        self.telegram_answers();
        let (_stop, stopped) = watch::channel(false);
        self.engine.pass(&stopped).await.expect("the store works")
    }

    /// Moves the clock.
    pub fn later(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    pub async fn stage(&self, id: CampaignId) -> Stage {
        self.store.reader().campaign(id).await.expect("it is read").expect("there is one").stage
    }

    pub async fn tally(&self, id: CampaignId) -> Tally {
        self.store.reader().tally(id).await.expect("it is read")
    }

    /// The number of deliveries with this status and reason.
    pub async fn count(&self, id: CampaignId, status: DeliveryStatus, reason: Option<Reason>) -> u64 {
        self.tally(id).await.0.get(&(status, reason)).copied().unwrap_or(0)
    }

    /// The texts that a chat got, in order.
    pub fn heard(&self, chat: ChatId) -> Vec<String> {
        self.events(chat, "sent").iter().map(|event| event.text().to_owned()).collect()
    }

    /// The events of one kind in a chat.
    pub fn events(&self, chat: ChatId, kind: &str) -> Vec<EmulatorEvent> {
        let events = self.emulator.events_after(0).expect("all are kept");
        events
            .into_iter()
            .filter(|event| event.chat == chat.telegram_number() && event.kind == kind)
            .collect()
    }

    /// The last text that the author got.
    pub fn told(&self) -> String {
        self.heard(AUTHOR).pop().unwrap_or_default()
    }
}

fn engine(
    emulator: &Emulator,
    store: &Arc<Store>,
    clock: &Clock,
    rules: &DeliveryPolicy,
    gate: &BulkGate,
) -> Engine {
    let bot = Bot::new(TOKEN).set_api_url(emulator.url().parse().expect("an address"));
    let sender = Sender::new(bot, RateLimits::default(), clock.clone());
    let (store, renderer) = (Arc::clone(store), Arc::new(Plain));
    Engine::new(store, sender, renderer, clock.clone(), rules.clone(), gate.clone())
}
