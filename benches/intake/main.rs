//! How long people wait while one chat blocks and while many flood, and the rate of updates through the whole path: received,
//! sealed, stored, handled by an empty handler, removed. Fails (exit code 1) if a promise is broken.
//! `cargo bench --bench intake`; names after `--` choose parts: `blocked`, `rate`, `flood`.

#[path = "../../tests/it/support"]
mod support {
    pub mod program;
    pub mod replies;
    pub mod token;
}

mod flood;

use std::alloc::System;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use pledge_bot::conversation::{Answered, Context, Intent, Router, Turn, route};
use pledge_bot::emulator::{Emulator, FaultKind, InjectedFault, Options};
use pledge_bot::telegram::RateLimits;
use support::replies::{Running, median, percentile_99};
use zeroizing_alloc::ZeroAlloc;

/// That of the program.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

const CHATS: i64 = 1000;
const ROUNDS: i64 = 10;
const FIRST: i64 = 500_000;
/// The chat that blocks.
const BLOCKED: i64 = FIRST - 1;
/// The number of updates for the rate, and of chats that send them: so many that the flood guard drops none.
const UPDATES: u32 = 50_000;
const SENDERS: i64 = 2500;
/// The number of answers that each round waits for.
const ANSWERS: usize = 10_000;

/// The bot with this router and without limits, against a prepared emulator.
async fn start(router: Router, ready: impl FnOnce(&Emulator)) -> Running {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    ready(&emulator);
    let folder = tempfile::tempdir().expect("a folder");
    Running::start(emulator, folder, RateLimits::new(1_000_000, 1_000_000, 1_000_000), router).await
}

/// The 99th percentile of the reply time, in milliseconds, for people who write every other second.
async fn reply_time(block: bool) -> i64 {
    let running = start(route, |emulator| {
        emulator.crowd(BLOCKED, u32::try_from(CHATS).unwrap_or(0) + 1, "en").expect("people");
    })
    .await;
    let emulator = &running.emulator;
    if block {
        let _ = emulator.fault(InjectedFault::new(FaultKind::Delay).method("sendMessage").chat(BLOCKED));
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
    let times = running.answered(seq, ANSWERS).await;
    running.stop().await;
    percentile_99(times)
}

/// A command that differs from the one before and behind it, so that each is answered for itself.
fn never_folded(n: i64) -> &'static str {
    if n % 2 == 0 { "/stop" } else { "/sign" }
}

fn nothing(_: Context, _: Intent) -> BoxFuture<'static, Answered> {
    Box::pin(async { Ok(Turn::nothing()) })
}

/// Updates a second through the whole of intake, with a handler that does nothing.
async fn rate() -> f64 {
    let running = start(nothing, |emulator| {
        emulator.crowd(FIRST, u32::try_from(SENDERS).unwrap_or(0), "en").expect("people");
        for n in 0..i64::from(UPDATES) {
            emulator.say(FIRST + n % SENDERS, never_folded(n / SENDERS)).expect("it is sent");
        }
    })
    .await;
    let start = Instant::now();
    let mut tick = tokio::time::interval(Duration::from_millis(5));
    while running.emulator.pending_updates() > 0 {
        assert!(start.elapsed() < Duration::from_mins(2), "it takes too long");
        tick.tick().await;
    }
    running.service.feed().idle().await;
    let seconds = start.elapsed().as_secs_f64();
    running.stop().await;
    f64::from(UPDATES) / seconds
}

async fn blocked() -> bool {
    let (mut idle, mut blocked) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        idle.push(reply_time(false).await);
        blocked.push(reply_time(true).await);
    }
    let (idle, blocked) = (median(idle), median(blocked));
    println!(
        "99th percentile of the reply time: {idle} ms, and {blocked} ms while one chat blocks (median of 3 rounds)"
    );
    blocked <= idle + 20 || blocked * 10 <= idle * 12
}

#[tokio::main]
async fn main() -> ExitCode {
    let parts: Vec<String> = std::env::args().skip(1).filter(|part| !part.starts_with('-')).collect();
    let is_chosen = |part: &str| parts.is_empty() || parts.iter().any(|chosen| chosen == part);
    let mut kept = true;
    if is_chosen("blocked") {
        kept &= blocked().await;
    }
    if is_chosen("rate") {
        let rate = rate().await;
        println!("{rate:.0} updates a second, taken, sealed, handled by nothing, removed");
        kept &= rate >= 5000.0;
    }
    if is_chosen("flood") {
        kept &= flood::run().await;
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
