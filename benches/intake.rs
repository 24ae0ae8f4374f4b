//! How long people wait for an answer while one chat blocks, and how many updates a second are taken, sealed, written
//! down, handled by a handler that does nothing, and removed. Fails (exit code 1) where a promise is not kept.
//! `cargo bench --bench intake`.

use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use pledge_bot::{
    bot::{Answered, Schema, Turn, schema},
    clock::Clock,
    config::Settings,
    delivery::Limits,
    emulator::{Emulator, Fault, FaultKind, Options},
    service::Service,
};
use teloxide::dptree;
use tokio::{sync::watch, task::JoinHandle};

const TOKEN: &str = "1000000001:AAAAAAAAAAAAAAAAAAAAAAAA";
const CHATS: i64 = 1000;
const ROUNDS: i64 = 10;
const FIRST: i64 = 500_000;
/// The chat that blocks, beside the others.
const BLOCKED: i64 = FIRST - 1;
/// How many updates are taken for the rate.
const UPDATES: u32 = 50_000;
/// How many answers each round waits for.
const ANSWERS: usize = 10_000;

/// The bot, running against an emulator of its own.
struct Running {
    emulator: Emulator,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
    service: Arc<Service>,
    _folder: tempfile::TempDir,
}

impl Running {
    async fn start(schema: Schema, ready: impl FnOnce(&Emulator)) -> Running {
        let emulator = Emulator::start(Options::default()).await.expect("a free port");
        ready(&emulator);
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings {
            limits: Limits::new(1_000_000, 1_000_000, 1_000_000),
            ..Settings::new(TOKEN, emulator.url().parse().expect("an address"), folder.path())
        };
        let service = Service::start_with(&settings, Clock::System, schema).await.expect("it starts");
        let service = Arc::new(service);
        let (stop, stopped) = watch::channel(false);
        let running = Arc::clone(&service);
        let task = tokio::spawn(async move { running.run(stopped).await.expect("it runs") });
        Running { emulator, stop, task, service, _folder: folder }
    }

    async fn stop(self) {
        self.emulator.clear_faults();
        self.stop.send(true).expect("it listens");
        self.task.await.expect("it ends");
    }
}

/// The 99th percentile of the time until the answer, in milliseconds, of people who write every other second.
async fn reply_time(block: bool) -> i64 {
    let running = Running::start(schema(), |emulator| {
        emulator.crowd(BLOCKED, u32::try_from(CHATS).unwrap_or(0) + 1, "en").expect("people");
    })
    .await;
    let emulator = &running.emulator;
    if block {
        let _ = emulator.fault(Fault::new(FaultKind::Delay).method("sendMessage").chat(BLOCKED));
        for n in 0..CHATS {
            emulator.say(BLOCKED, never_folded(n)).expect("it is sent");
        }
    }
    let seq = emulator.seq();
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    for round in 0..ROUNDS {
        for tens in (FIRST..FIRST + CHATS).step_by(10) {
            tick.tick().await;
            for chat in tens..tens + 10 {
                emulator.say(chat, never_folded(round)).expect("it is sent");
            }
        }
    }
    let deadline = Instant::now() + Duration::from_mins(1);
    let mut times = Vec::new();
    while Instant::now() < deadline {
        times = waited(emulator, seq);
        if times.len() >= ANSWERS {
            break;
        }
        tick.tick().await;
    }
    running.stop().await;
    assert_eq!(times.len(), ANSWERS, "somebody was not answered");
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

/// A command that differs from the one before and behind it, so that each is answered for itself.
fn never_folded(n: i64) -> &'static str {
    if n % 2 == 0 { "/stop" } else { "/sign" }
}

/// How long each answer took: the nth answer in a chat belongs to the nth thing that was said there.
fn waited(emulator: &Emulator, seq: u64) -> Vec<i64> {
    let mut said = std::collections::HashMap::<i64, Vec<i64>>::new();
    let mut times = Vec::new();
    let mut answered = std::collections::HashMap::<i64, usize>::new();
    for event in emulator.events_after(seq).expect("all events are kept") {
        if event.chat == BLOCKED {
            continue;
        }
        match event.kind {
            "from_person" => said.entry(event.chat).or_default().push(event.at),
            "sent" => {
                let nth = answered.entry(event.chat).or_default();
                times.push(event.at - said[&event.chat][*nth]);
                *nth += 1;
            }
            _ => {}
        }
    }
    times
}

/// Updates a second through the whole of intake, with a handler that does nothing.
async fn rate() -> f64 {
    let nothing = dptree::endpoint(async || -> Answered { Ok(Turn::nothing()) });
    let running = Running::start(nothing, |emulator| {
        emulator.crowd(FIRST, u32::try_from(CHATS).unwrap_or(0), "en").expect("people");
        for n in 0..i64::from(UPDATES) {
            emulator.say(FIRST + n % CHATS, never_folded(n / CHATS)).expect("it is sent");
        }
    })
    .await;
    let start = Instant::now();
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    while running.emulator.pending_updates() > 0 {
        assert!(start.elapsed() < Duration::from_mins(2), "it takes too long");
        tick.tick().await;
    }
    running.service.intake().idle().await;
    let seconds = start.elapsed().as_secs_f64();
    running.stop().await;
    f64::from(UPDATES) / seconds
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut kept = true;
    let (mut idle, mut blocked) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        idle.push(reply_time(false).await);
        blocked.push(reply_time(true).await);
    }
    idle.sort_unstable();
    blocked.sort_unstable();
    let (idle, blocked) = (idle[1], blocked[1]);
    println!(
        "99th percentile of the reply time: {idle} ms, and {blocked} ms while one chat blocks (median of 3 rounds)"
    );
    kept &= blocked <= idle + 20 || blocked * 10 <= idle * 12;
    let rate = rate().await;
    println!("{rate:.0} updates a second, taken, sealed, handled by nothing, removed");
    kept &= rate >= 5000.0;
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
