//! The speed of campaigns, how close they come to Telegram's limits, and how long people wait for replies meanwhile. Fails
//! (exit code 1) if a promise is broken. `cargo bench --bench delivery`; names after `--` choose parts: `pace`, `replies`,
//! `filling`, `speed`, `million`, `crash`.

#[path = "../tests/it/support"]
mod support {
    pub mod campaign;
    pub mod kills;
    pub mod program;
    pub mod replies;
    pub mod subscribers;
    pub mod token;
}

use std::alloc::System;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use pledge_bot::campaigns::{BulkGate, DeliveryPolicy, Engine, Renderer, ReportReader};
use pledge_bot::clock::{Clock, ClockCheck};
use pledge_bot::conversation::route;
use pledge_bot::domain::campaign::{CampaignOutline, DeliveryStatus, Stage};
use pledge_bot::domain::message::{CampaignMessage, FormattedText, MessageBody, MessageVersions};
use pledge_bot::domain::{CampaignId, Deadline, Lang, StatusEntry};
use pledge_bot::emulator::{Emulator, FaultKind, FloodLimits, InjectedFault, NewPerson};
use pledge_bot::store::Store;
use pledge_bot::telegram::{Page, RateLimits, Sender};
use pledge_bot::texts::Html;
use support::campaign::{FIRST, emulator, launch_now, open, subscribe};
use support::replies::{Running, median, percentile_99};
use support::token::TOKEN;
use teloxide::Bot;
use teloxide::payloads::SendMessageSetters;
use teloxide::requests::Requester;
use teloxide::types::{LinkPreviewOptions, MessageEntity, MessageEntityKind};
use tokio::sync::watch;
use tokio::task::JoinSet;
use zeroizing_alloc::ZeroAlloc;

/// That of the program.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

const FAST: u32 = 1_000_000;
const MILLION: u32 = 1_000_000;
/// The number of subscribers that the emulator knows, in parts that write to no more.
const KNOWN: u32 = 2000;
/// The number of people who ask, in parts without a time limit.
const ASKED: usize = 200;
/// Telegram's answers take longer than this, wherever the bot runs.
const NEAR: Duration = Duration::from_millis(5);
/// After this time the start and its bursts are over.
const STEADY: Duration = Duration::from_secs(3);

/// The shortest texts.
struct Silent;

impl Renderer for Silent {
    fn footer(&self, _: Lang, _: CampaignId, _: bool) -> String {
        "/stop".to_owned()
    }

    fn report(&self, _: &ReportReader, outline: &CampaignOutline, _: f64) -> Page {
        let CampaignOutline { campaign, tally, .. } = outline;
        Page::plain(Html::escaped(&format!("{} {}", campaign.stage.code(), tally.of(DeliveryStatus::Sent))))
    }

    fn deadlines(&self) -> Vec<Deadline> {
        Vec::new()
    }

    fn reminder(&self, _: Lang, _: &Deadline, _: Timestamp) -> CampaignMessage {
        CampaignMessage::new(MessageBody::Text(FormattedText {
            text: "A reminder".to_owned(),
            entities: Vec::new(),
        }))
    }

    fn topic_gone(&self, _: Lang) -> Page {
        Page::plain(Html::escaped("Which topic?"))
    }

    fn news(&self, _: &[StatusEntry]) -> MessageVersions {
        MessageVersions::default()
    }
}

fn engine(api: &str, store: Store, limits: RateLimits) -> Engine {
    let bot = Bot::new(TOKEN).set_api_url(api.parse().expect("an address"));
    let sender = Sender::new(bot, limits, Clock::System);
    let check = ClockCheck::new(Clock::System);
    check.note(Some(Clock::System.now()));
    let gate = BulkGate::new(Clock::System, check);
    gate.note_answer(true);
    Engine::new(Arc::new(store), sender, Arc::new(Silent), Clock::System, DeliveryPolicy::default(), gate)
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

/// The rate in the steady state, and the number of refused calls, while the emulator enforces Telegram's limits.
async fn pace(per_second: u32, paid: bool) -> bool {
    const WINDOW: u32 = 20;
    // A campaign of some minutes, or long enough for the window: a short one never reaches the steady state.
    let people = (per_second * (WINDOW + 4)).max(10_000);
    let emulator = emulator(people).await;
    emulator.limits(FloodLimits { enforced: true, ..FloodLimits::default() });
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), people).await;
    let store = open(folder.path()).await;
    launch_now(&store, paid).await;
    let limits = RateLimits { paid: paid.then_some(per_second), ..RateLimits::default() };
    let (stop, stopped) = watch::channel(false);
    let engine = engine(&emulator.url(), store, limits);
    let running = tokio::spawn(async move { engine.pass(&stopped).await.map(drop) });
    tokio::time::sleep(Duration::from_secs(u64::from(WINDOW) + 3)).await;
    stop.send(true).expect("it listens");
    running.await.expect("it ends").expect("it delivers");
    let arrived = arrivals(&emulator);
    // The steady state begins after the first second.
    let from = arrived[0] + 1000;
    let until = from + i64::from(WINDOW) * 1000;
    let count = arrived.iter().filter(|at| (from..until).contains(at)).count();
    let share = ratio(count, (per_second * WINDOW) as usize);
    let refused = emulator.log()["refused"].to_string();
    let too_many = refused.contains("429") || refused.contains("Too Many");
    println!("{:.1}% of {per_second}/s over {WINDOW} s; refused calls: {refused}", share * 100.0);
    share >= 0.98 && !too_many
}

/// The reply time of an idle bot, and of one whose campaign uses the full budget.
async fn replies() -> bool {
    const EVERY: Duration = Duration::from_millis(150);
    let (mut idle, mut busy) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let running = serve(KNOWN, RateLimits::default()).await;
        idle.push(reply_time(&running, EVERY, async |asked| asked < ASKED).await);
        launch_now(&running.service.app().store, false).await;
        tokio::time::sleep(STEADY).await;
        busy.push(reply_time(&running, EVERY, async |asked| asked < ASKED).await);
        running.stop().await;
    }
    is_bounded("while a campaign runs", idle, busy)
}

/// The same with a million subscribers, while the bot stores the audience of a campaign to all of them.
async fn filling() -> bool {
    // Storing takes only seconds. A percentile needs many people, more than Telegram's limits allow in that time.
    const EVERY: Duration = Duration::from_millis(10);
    const LIMITS: RateLimits = RateLimits::new(200, 60, 20);
    let (mut idle, mut busy) = (Vec::new(), Vec::new());
    let mut kept = true;
    for _ in 0..3 {
        let running = serve(MILLION, LIMITS).await;
        idle.push(reply_time(&running, EVERY, async |asked| asked < ASKED).await);
        let store = &running.service.app().store;
        let id = launch_now(store, false).await;
        let stage = async || store.reader().campaign(id).await.expect("read").expect("launched").stage;
        let mut tick = tokio::time::interval(Duration::from_millis(1));
        while stage().await == Stage::Scheduled {
            tick.tick().await;
        }
        let start = Instant::now();
        let (mut asked, mut took) = (0, Duration::ZERO);
        let is_filling = async |count| {
            (asked, took) = (count, start.elapsed());
            stage().await == Stage::Filling
        };
        busy.push(reply_time(&running, EVERY, is_filling).await);
        let written = store.reader().tally(id).await.expect("read").total();
        println!("{written} written down in {:.1} s; {asked} asked meanwhile", took.as_secs_f64());
        kept &= written == u64::from(MILLION);
        running.stop().await;
    }
    is_bounded("while the audience of a campaign is written down", idle, busy) && kept
}

/// The bot as a service in its steady state. The emulator knows the first of the subscribers.
async fn serve(subscribers: u32, limits: RateLimits) -> Running {
    let emulator = emulator(subscribers.min(KNOWN)).await;
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), subscribers).await;
    let running = Running::start(emulator, folder, limits, route).await;
    tokio::time::sleep(STEADY).await;
    running
}

/// The 99th percentile of the reply time, in milliseconds. One stranger after another asks for help, while `goes_on` says
/// so; it gets the number of people who have asked.
async fn reply_time(running: &Running, every: Duration, mut goes_on: impl AsyncFnMut(usize) -> bool) -> i64 {
    let emulator = &running.emulator;
    let seq = emulator.seq();
    let mut tick = tokio::time::interval(every);
    let mut asked = 0;
    loop {
        tick.tick().await;
        if !goes_on(asked).await {
            break;
        }
        let stranger = NewPerson { started: true, ..NewPerson::new("Stranger", "en") };
        let chat = emulator.person(&stranger).expect("a person");
        emulator.say(chat, "/help").expect("it is sent");
        asked += 1;
    }
    percentile_99(running.answered(seq, asked).await)
}

fn is_bounded(what: &str, idle: Vec<i64>, busy: Vec<i64>) -> bool {
    let (idle, busy) = (median(idle), median(busy));
    println!("99th percentile of the reply time: {idle} ms, and {busy} ms {what} (median of 3)");
    busy * 10 <= idle * 15 || busy <= idle + 20
}

/// The engine against a loop that records nothing, with as many connections and the same message. The promise holds for
/// answers after 5 ms, as from another machine. With immediate answers, both share the processor with the emulator.
async fn speed() -> bool {
    let far = ratio_to_loop(NEAR).await;
    let here = ratio_to_loop(Duration::ZERO).await;
    println!(
        "{far:.2} of the loop with answers after {} ms, {here:.2} with answers at once",
        NEAR.as_millis()
    );
    far >= 0.8
}

/// The median ratio of five rounds, in which loop and engine take turns. Answers come after this time.
async fn ratio_to_loop(answer: Duration) -> f64 {
    const MESSAGES: u32 = 10_000;
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let (loops, engines) =
            (bare_loop(MESSAGES, answer).await, delivered(MESSAGES, MESSAGES, answer).await);
        println!(
            "answers after {} ms: {loops:.0}/s by a loop that records nothing, {engines:.0}/s by the engine",
            answer.as_millis()
        );
        ratios.push(engines / loops);
    }
    median(ratios)
}

/// An emulator that answers after this time.
async fn distant(people: u32, answer: Duration) -> Emulator {
    let emulator = emulator(people).await;
    if !answer.is_zero() {
        let millis = u64::try_from(answer.as_millis()).expect("it is short");
        let _ = emulator.fault(InjectedFault::new(FaultKind::Delay).times(u32::MAX).after().delay_ms(millis));
    }
    emulator
}

async fn bare_loop(messages: u32, answer: Duration) -> f64 {
    let emulator = distant(messages, answer).await;
    let bot = Bot::new(TOKEN).set_api_url(emulator.url().parse().expect("an address"));
    // In a task of its own, like the engine.
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

/// The engine's option.
fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// The engine's rate per second for the first `measured` deliveries of a campaign to `people`. Answers come after this
/// time.
async fn delivered(people: u32, measured: u32, answer: Duration) -> f64 {
    let emulator = distant(people, answer).await;
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), people).await;
    let store = open(folder.path()).await;
    launch_now(&store, false).await;
    let (stop, stopped) = watch::channel(false);
    let engine = engine(&emulator.url(), store, RateLimits::new(FAST, FAST, FAST));
    let running = tokio::spawn(async move { engine.pass(&stopped).await.map(drop) });
    let rate = rate(&emulator, measured).await;
    stop.send_replace(true);
    running.await.expect("it ends").expect("the store works");
    rate
}

/// The rate per second of the first `measured` arrivals. It looks rarely, because looking costs time too.
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

/// A million recipients: the cost of a delivery, the memory, and the time until deliveries continue after a crash.
async fn million() -> bool {
    const SOME: u32 = 10_000;
    let mut costs = Vec::new();
    for _ in 0..3 {
        let (small, large) =
            (delivered(SOME, SOME, Duration::ZERO).await, delivered(MILLION, SOME, Duration::ZERO).await);
        println!("{small:.0}/s of {SOME}, {large:.0}/s of {MILLION}");
        costs.push(small / large);
    }
    let cost = median(costs);
    println!("a delivery of a million costs {cost:.2} of one of {SOME} (median of 3)");

    let emulator = emulator(MILLION).await;
    let folder = tempfile::tempdir().expect("a folder");
    subscribe(folder.path(), MILLION).await;
    let store = open(folder.path()).await;
    launch_now(&store, false).await;
    store.close().await.expect("it closes");
    // A process of its own, so that its memory is only the engine's. A kill stands for a crash.
    let start = |emulator: &Emulator| {
        let program = std::env::current_exe().expect("this program");
        let mut child = Command::new(program);
        child.args(["alone", &emulator.url()]).arg(folder.path()).spawn().expect("it starts")
    };
    let mut child = start(&emulator);
    let sent = |event: &pledge_bot::emulator::EmulatorEvent| event.kind == "sent" && event.chat >= FIRST;
    emulator.next_event(0, sent).await.expect("sent");
    let count = std::sync::atomic::AtomicU32::new(0);
    let some = |event: &pledge_bot::emulator::EmulatorEvent| {
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
    cost <= 1.1 && memory <= 64 && resumed <= Duration::from_secs(1)
}

/// The engine alone, for [`million`].
async fn alone(api: &str, folder: &Path) {
    let store = open(folder).await;
    let (_stop, stopped) = watch::channel(false);
    engine(api, store, RateLimits::new(FAST, FAST, FAST)).pass(&stopped).await.expect("the store works");
}

/// A hundred thousand people get a message despite fifty kills.
async fn crash() -> bool {
    // Far more than needed.
    const PATIENCE: Duration = Duration::from_mins(10);
    let Ok(outcome) = tokio::time::timeout(PATIENCE, support::kills::run(100_000, 20_231_210)).await else {
        println!("a hundred thousand did not get it over fifty kills in {} s", PATIENCE.as_secs());
        return false;
    };
    println!("{outcome}");
    for broken in outcome.broken.iter().take(20) {
        println!("{broken}");
    }
    outcome.broken.is_empty()
}

/// The peak memory of a process, in MiB.
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
    if wanted("filling") {
        kept &= filling().await;
    }
    if wanted("speed") {
        kept &= speed().await;
    }
    if wanted("million") {
        kept &= million().await;
    }
    if wanted("crash") {
        kept &= crash().await;
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
