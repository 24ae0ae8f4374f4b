//! A hundred thousand odd updates over the wire to the real program. It must not grow, panic or stop, and must answer the
//! next `/start`. Fails (exit code 1) if its memory after all updates is more than 1.10 times its memory after a tenth.
//! `cargo bench --bench odd_updates`; `ODD_COUNT` and `ODD_SEED` choose other updates.
//!
//! Memory is the program's resident memory (`VmRSS` in Linux's `/proc`) while its inbox is empty. The server and the
//! generator run in this process, so they do not count.

#[path = "../tests/it/support"]
mod support {
    pub mod odd_updates;
    pub mod program;
    pub mod raw_api;
    pub mod token;
}

use std::alloc::System;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use pledge_bot::store::{InboxCounts, Reader};
use support::odd_updates::{Odd, OddUpdates};
use support::program::Program;
use support::raw_api::RawApi;
use zeroizing_alloc::ZeroAlloc;

/// That of the program.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

const PEOPLE: u64 = 4000;
/// The most updates that wait at the server.
const AHEAD: usize = 500;
/// The time limit for one tenth.
const PATIENCE: Duration = Duration::from_mins(5);
const MOST_GROWTH: f64 = 1.10;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| value.parse().expect("a number"))
}

#[tokio::main]
async fn main() -> ExitCode {
    let (count, seed) = (setting("ODD_COUNT", 100_000), setting("ODD_SEED", 20_231_210));
    let api = RawApi::start().await;
    let program = Program::new(api.url())
        .with("RUST_LOG", "error")
        // As in the systemd unit and the Dockerfile.
        .with("MALLOC_ARENA_MAX", "2")
        .with("SEND_PER_SECOND", "1000000")
        .with("SEND_PER_CHAT_PER_MINUTE", "1000000")
        .with("SEND_PER_GROUP_PER_MINUTE", "1000000");
    let mut running = program.start();
    let mut odd = OddUpdates::new(seed, PEOPLE);
    let mut families = BTreeMap::new();
    let start = Instant::now();
    let mut sizes = Vec::new();
    for tenth in 1..=10 {
        let newcomer = 900_000_000 + tenth;
        api.watch(newcomer);
        let work = async {
            feed(&api, &mut odd, count / 10, &mut families).await;
            api.push(|id| OddUpdates::start(id, newcomer));
            api.hears(newcomer).await;
            api.drained(0).await;
            settled(&program).await
        };
        let Ok(counts) = tokio::time::timeout(PATIENCE, work).await else {
            println!("/start was not answered after {} updates", count / 10 * tenth.unsigned_abs());
            return ExitCode::FAILURE;
        };
        let resident = resident_kib(running.process.id());
        println!(
            "after {:>7} updates: {resident} KiB, {} dead letters, {} messages said",
            count / 10 * tenth.unsigned_abs(),
            counts.dead,
            api.said()
        );
        sizes.push(resident);
        if running.process.try_wait().expect("its state").is_some() || counts.dead > 0 {
            println!("it ended by itself, or an update could not be handled");
            return ExitCode::FAILURE;
        }
    }
    println!("what was odd: {families:?}");
    let rate = to_float(count) / start.elapsed().as_secs_f64();
    let growth = to_float(sizes[9]) / to_float(sizes[0]);
    let least = sizes.iter().copied().min().unwrap_or(1);
    println!(
        "seed {seed}: {rate:.0} updates a second; memory after all of them is {growth:.3} times that after a tenth, and {:.3} \
         times the least that was read",
        to_float(sizes[9]) / to_float(least)
    );
    let log = std::fs::read_to_string(program.log()).expect("a log");
    let panicked = log.contains("panicked");
    if panicked {
        println!("something panicked:\n{log}");
    }
    let ended = running.signal("TERM");
    if ended != Some(0) {
        println!("it did not stop in order: {ended:?}");
    }
    if growth > MOST_GROWTH || panicked || ended != Some(0) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Gives the bot this number of updates, few at a time, with taps on its buttons among them.
async fn feed(api: &RawApi, odd: &mut OddUpdates, count: u64, families: &mut BTreeMap<&'static str, u64>) {
    let answer = odd.answer();
    api.answer(answer.status, &answer.body);
    let mut left = count;
    while left > 0 {
        for button in api.buttons() {
            if left > 0 {
                api.push(|id| odd.tap(id, &button));
                left -= 1;
            }
        }
        for _ in 0..left.min(100) {
            api.push(|id| {
                let Odd { family, json } = odd.update(id);
                *families.entry(family).or_default() += 1;
                json
            });
            left -= 1;
        }
        api.drained(AHEAD).await;
    }
}

/// Waits until the inbox is empty.
async fn settled(program: &Program) -> InboxCounts {
    let reader = Reader::open_copy(&program.folder().join("data")).await.expect("the store");
    loop {
        let counts = reader.counts().await.expect("counts");
        if counts.pending == 0 {
            return counts;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The resident memory of a process.
fn resident_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("Linux's /proc");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a process that runs");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[expect(clippy::cast_precision_loss, reason = "figures for people to read")]
fn to_float(number: u64) -> f64 {
    number as f64
}
