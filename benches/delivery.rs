//! What sending to many costs, how near it comes to Telegram's limits, and what it means for people who wait for an
//! answer meanwhile. Fails (exit code 1) where a promise is not kept. `cargo bench --bench delivery`; with a name behind
//! `--` only that part: `pace`, `replies`, `speed`, `million`.

use std::{
    collections::HashMap,
    process::{Command, ExitCode},
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use pledge_bot::{
    clock::Clock,
    config::Settings,
    delivery::{Body, Content, Engine, Limits, Page, Post, Rich, Rules, Sender, Voice},
    domain::{
        CampaignId, ChatId, Deadline, Entry, Lang, Topic,
        campaign::{Audience, Campaign, Job, Launch, Status, Tally},
    },
    emulator::{Emulator, FloodLimits, NewPerson, Options},
    sealing::StateKey,
    service::Service,
    store::{Change, ChangeSet, Store},
    texts::Html,
};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use teloxide::{
    Bot,
    payloads::SendMessageSetters,
    requests::Requester,
    types::{LinkPreviewOptions, MessageEntity, MessageEntityKind},
};
use tokio::{sync::watch, task::JoinSet};

const TOKEN: &str = "1000000001:AAAAAAAAAAAAAAAAAAAAAAAA";
const AUTHOR: i64 = 900;
const FIRST: i64 = 1_000_000;
const FAST: u32 = 1_000_000;

/// Says as little as it can.
struct Silent;

impl Voice for Silent {
    fn footer(&self, _: Lang, _: CampaignId) -> String {
        "/stop".to_owned()
    }

    fn report(&self, _: Lang, campaign: &Campaign, tally: &Tally, _: f64) -> Page {
        Page::plain(Html::escaped(&format!("{} {}", campaign.stage.code(), tally.of(Status::Sent))))
    }

    fn deadlines(&self) -> Vec<Deadline> {
        Vec::new()
    }

    fn reminder(&self, _: Lang, _: &Deadline, _: Timestamp) -> Post {
        Post::new(Body::Text(Rich { text: "A reminder".to_owned(), entities: Vec::new() }))
    }

    fn news(&self, _: &[Entry]) -> Content {
        Content::default()
    }
}

async fn emulator(people: u32) -> Emulator {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let author = NewPerson { id: Some(AUTHOR), started: true, ..NewPerson::new("Author", "en") };
    emulator.person(&author).expect("a person");
    emulator.crowd(FIRST, people, "en").expect("people");
    emulator
}

async fn open(folder: &std::path::Path) -> Arc<Store> {
    let (key, _) = StateKey::load_or_create(&folder.join("state.key")).expect("a key");
    Arc::new(Store::open(&folder.join("data"), key).await.expect("the store opens"))
}

/// Puts so many subscribers of `news` into the store of a folder, faster than they could ever come.
async fn subscribe(folder: &std::path::Path, people: u32) {
    open(folder).await.close().await.expect("it closes");
    let options = SqliteConnectOptions::new().filename(folder.join("data/pledge.db"));
    let mut connection = SqliteConnection::connect_with(&options).await.expect("the store");
    for sql in [
        "INSERT INTO chats (chat_id, kind, lang, active)
         WITH RECURSIVE n (id) AS (SELECT $1 UNION ALL SELECT id + 1 FROM n WHERE id + 1 < $1 + $2)
         SELECT id, 'private', 'en', TRUE FROM n",
        "INSERT INTO topics (chat_id, topic, since) SELECT chat_id, 'news', 0 FROM chats WHERE $1 + $2 > 0",
        "INSERT OR IGNORE INTO chats (chat_id, kind, lang, active) SELECT 900, 'private', 'en', TRUE WHERE $1 + $2 > 0",
    ] {
        let query = sqlx::query(sql).bind(FIRST).bind(i64::from(people));
        query.execute(&mut connection).await.expect("stored");
    }
    connection.close().await.expect("it closes");
}

/// Launches a text to all, and gives the number of the campaign.
async fn launch(store: &Store, paid: bool) -> CampaignId {
    let now = Clock::System.now();
    let text = Rich { text: "A message to many".to_owned(), entities: Vec::new() };
    let post = Post::new(Body::Text(text));
    let content = Content { posts: [(Lang::En, post)].into(), fallback: false };
    let launch = Launch {
        author: ChatId(AUTHOR),
        job: Job::Send,
        audience: Audience::of(Topic::News),
        content: serde_json::to_vec(&content).expect("plain data"),
        due: now,
        urgent: true,
        trial: false,
        paid,
    };
    let list = vec![Change::Launch(Box::new(launch), now)];
    store.commit(None, Some(ChangeSet { chat: ChatId(AUTHOR), list })).await.expect("launched");
    store.reader().campaigns(1).await.expect("read")[0].id
}

fn engine(api: &str, store: &Arc<Store>, limits: Limits) -> Engine {
    let bot = Bot::new(TOKEN).set_api_url(api.parse().expect("an address"));
    let sender = Sender::new(bot, limits, Clock::System);
    Engine::new(Arc::clone(store), sender, Arc::new(Silent), Clock::System, Rules::default())
}

/// When each message of a campaign arrived, in milliseconds.
fn arrivals(emulator: &Emulator) -> Vec<i64> {
    let events = emulator.events_after(0).expect("all events are kept");
    events
        .into_iter()
        .filter(|event| event.kind == "sent" && event.chat >= FIRST)
        .map(|event| event.at)
        .collect()
}

/// With the emulator enforcing Telegram's limits: the rate of the steady state, and how many calls were refused.
async fn pace(per_second: u32, paid: bool) -> bool {
    const WINDOW: u32 = 20;
    // A campaign of some minutes, or as many as a window takes: the steady state is no short campaign's.
    let people = (per_second * (WINDOW + 4)).max(10_000);
    let emulator = emulator(people).await;
    emulator.limits(FloodLimits { enforced: true, ..FloodLimits::default() });
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), people).await;
    let store = open(folder.path()).await;
    launch(&store, paid).await;
    let limits = Limits { paid: paid.then_some(per_second), ..Limits::default() };
    let (stop, stopped) = watch::channel(false);
    let engine = engine(&emulator.url(), &store, limits);
    let running = tokio::spawn(async move { engine.pass(&stopped).await.map(drop) });
    tokio::time::sleep(Duration::from_secs(u64::from(WINDOW) + 3)).await;
    stop.send(true).expect("it listens");
    running.await.expect("it ends").expect("it delivers");
    let arrived = arrivals(&emulator);
    // The first second is not yet the steady state.
    let from = arrived[0] + 1000;
    let until = from + i64::from(WINDOW) * 1000;
    let count = arrived.iter().filter(|at| (from..until).contains(at)).count();
    let share = ratio(count, (per_second * WINDOW) as usize);
    let refused = emulator.log()["refused"].to_string();
    let too_many = refused.contains("429") || refused.contains("Too Many");
    println!("{:.1}% of {per_second}/s over {WINDOW} s; refused calls: {refused}", share * 100.0);
    share >= 0.98 && !too_many
}

/// The 99th percentile of the time until an answer, in milliseconds, while nothing else goes on and while a campaign runs
/// at its full budget.
async fn replies() -> bool {
    let (mut idle, mut busy) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        idle.push(reply_time(false).await);
        busy.push(reply_time(true).await);
    }
    idle.sort_unstable();
    busy.sort_unstable();
    let (idle, busy) = (idle[1], busy[1]);
    println!(
        "99th percentile of the reply time: {idle} ms, and {busy} ms while a campaign runs (median of 3)"
    );
    busy * 10 <= idle * 15 || busy <= idle + 20
}

async fn reply_time(busy: bool) -> i64 {
    const ASKING: i64 = 200;
    const ANSWERS: usize = 200;
    const EVERY: Duration = Duration::from_millis(150);
    let emulator = emulator(2000).await;
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), 2000).await;
    if busy {
        let store = open(folder.path()).await;
        launch(&store, false).await;
        store.close().await.expect("it closes");
    }
    let settings = Settings::new(TOKEN, emulator.url().parse().expect("an address"), folder.path());
    let service = Arc::new(Service::start(&settings, Clock::System).await.expect("it starts"));
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn({
        let service = Arc::clone(&service);
        async move { service.run(stopped).await.expect("it runs") }
    });
    let mut tick = tokio::time::interval(EVERY);
    // The budget is in its steady state after some seconds.
    for _ in 0..20 {
        tick.tick().await;
    }
    let asked = FIRST + 1_000_000;
    emulator.crowd(asked, u32::try_from(ASKING).unwrap_or(0), "en").expect("people");
    let seq = emulator.seq();
    for n in 0..ASKING {
        tick.tick().await;
        emulator.say(asked + n, "/help").expect("it is sent");
    }
    let mut said = HashMap::new();
    let mut times = Vec::new();
    while times.len() < ANSWERS {
        tick.tick().await;
        (said, times) = (HashMap::new(), Vec::new());
        for event in emulator.events_after(seq).expect("all events are kept") {
            match event.kind {
                "from_person" => drop(said.insert(event.chat, event.at)),
                "sent" => times.extend(said.get(&event.chat).map(|at| event.at - at)),
                _ => {}
            }
        }
    }
    drop(said);
    stop.send(true).expect("it listens");
    running.await.expect("it ends");
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

/// The engine against a loop that records nothing, with as many connections and the same message.
async fn speed() -> bool {
    const MESSAGES: u32 = 10_000;
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let (loops, engines) = (bare_loop(MESSAGES).await, delivered(MESSAGES, MESSAGES).await);
        println!("{loops:.0}/s by a loop that records nothing, {engines:.0}/s by the engine");
        ratios.push(engines / loops);
    }
    ratios.sort_by(f64::total_cmp);
    println!("{:.2} of the loop (median of 5)", ratios[2]);
    ratios[2] >= 0.8
}

async fn bare_loop(messages: u32) -> f64 {
    let emulator = emulator(messages).await;
    let bot = Bot::new(TOKEN).set_api_url(emulator.url().parse().expect("an address"));
    // In a task of its own, as the engine.
    let running = tokio::spawn(async move {
        let mut under_way = JoinSet::new();
        for chat in FIRST..FIRST + i64::from(messages) {
            if under_way.len() >= 64 {
                under_way.join_next().await;
            }
            let bot = bot.clone();
            under_way.spawn(async move {
                let footer = MessageEntity { kind: MessageEntityKind::Italic, offset: 19, length: 5 };
                let call = bot.send_message(teloxide::types::ChatId(chat), "A message to many\n\n/stop");
                call.entities([footer]).link_preview_options(no_preview()).await.is_ok()
            });
        }
        while under_way.join_next().await.is_some() {}
    });
    let rate = rate(&emulator, messages).await;
    running.await.expect("it ends");
    rate
}

/// As the engine sends.
fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// How many a second the engine delivers of the first `measured` of a campaign to `people`.
async fn delivered(people: u32, measured: u32) -> f64 {
    let emulator = emulator(people).await;
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), people).await;
    let store = open(folder.path()).await;
    launch(&store, false).await;
    let (stop, stopped) = watch::channel(false);
    let engine = engine(&emulator.url(), &store, Limits::new(FAST, FAST, FAST));
    let running = tokio::spawn(async move { engine.pass(&stopped).await.map(drop) });
    let rate = rate(&emulator, measured).await;
    stop.send_replace(true);
    running.await.expect("it ends").expect("the store works");
    rate
}

/// How many a second arrived of the first so many; looks seldom, as looking costs too.
async fn rate(emulator: &Emulator, measured: u32) -> f64 {
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    loop {
        tick.tick().await;
        let arrived = if emulator.seq() < u64::from(measured) { Vec::new() } else { arrivals(emulator) };
        if let (Some(first), Some(last)) = (arrived.first(), arrived.get(measured as usize - 1)) {
            return f64::from(measured - 1) * 1000.0 / millis(last - first);
        }
    }
}

/// A million recipients: what a delivery costs, how much memory it takes, and how soon it goes on after a crash.
async fn million() -> bool {
    const MILLION: u32 = 1_000_000;
    const SOME: u32 = 10_000;
    let mut costs = Vec::new();
    for _ in 0..3 {
        let (small, large) = (delivered(SOME, SOME).await, delivered(MILLION, SOME).await);
        println!("{small:.0}/s of {SOME}, {large:.0}/s of {MILLION}");
        costs.push(small / large);
    }
    costs.sort_by(f64::total_cmp);
    println!("a delivery of a million costs {:.2} of one of {SOME} (median of 3)", costs[1]);

    let emulator = emulator(MILLION).await;
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), MILLION).await;
    let store = open(folder.path()).await;
    launch(&store, false).await;
    store.close().await.expect("it closes");
    // A process of its own, so that its memory is the engine's alone; killed like the crash that it stands for.
    let start = |emulator: &Emulator| {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program);
        child.args(["alone", &emulator.url()]).arg(folder.path()).spawn().expect("it starts")
    };
    let mut child = start(&emulator);
    let sent = |event: &pledge_bot::emulator::Event| event.kind == "sent" && event.chat >= FIRST;
    emulator.next_event(0, sent).await.expect("sent");
    let count = std::sync::atomic::AtomicU32::new(0);
    let some = |event: &pledge_bot::emulator::Event| {
        sent(event) && count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) >= SOME
    };
    emulator.next_event(0, some).await.expect("sent");
    let memory = peak(child.id());
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    println!("{memory} MiB at most with a million queued");
    let (seq, begun) = (emulator.seq(), Instant::now());
    let mut child = start(&emulator);
    emulator.next_event(seq, sent).await.expect("sent");
    let resumed = begun.elapsed();
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
    println!("{} ms from the start of the process to the first delivery after a crash", resumed.as_millis());
    costs[1] <= 1.1 && memory <= 64 && resumed <= Duration::from_secs(1)
}

/// The engine alone, for [`million`].
async fn alone(api: &str, folder: &std::path::Path) {
    let store = open(folder).await;
    let (_stop, stopped) = watch::channel(false);
    engine(api, &store, Limits::new(FAST, FAST, FAST)).pass(&stopped).await.expect("the store works");
}

/// The most memory that a process ever had, in MiB.
fn peak(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a figure");
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).expect("a number") / 1024
}

#[expect(clippy::cast_precision_loss, reason = "it is short")]
fn millis(millis: i64) -> f64 {
    millis as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn ratio(count: usize, of: usize) -> f64 {
    count as f64 / of as f64
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [word, api, folder] = arguments.as_slice()
        && word == "alone"
    {
        alone(api, folder.as_ref()).await;
        return ExitCode::SUCCESS;
    }
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == name);
    let mut kept = true;
    if wanted("pace") {
        kept &= pace(30, false).await;
        kept &= pace(1000, true).await;
    }
    if wanted("replies") {
        kept &= replies().await;
    }
    if wanted("speed") {
        kept &= speed().await;
    }
    if wanted("million") {
        kept &= million().await;
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
