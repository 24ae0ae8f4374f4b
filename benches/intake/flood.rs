//! How long honest people wait while others flood the bot, and what a flood costs. The bot is a process of its own, so that
//! its memory can be read and it can be killed.

use std::fs;
use std::time::{Duration, Instant};

use pledge_bot::emulator::{ButtonPress, Emulator, FloodLimits, NewGroup, NewMessage, Options};
use pledge_bot::store::Reader;

use crate::support::program::{Program, Running};
use crate::support::replies::percentile_99;

/// The accounts that flood, each with so many messages a second.
const FLOODING: i64 = 20;
const PER_SECOND: i64 = 50;
/// The members of the hostile group, who write together as much as one of those accounts.
const MEMBERS: i64 = 5;
/// The people who write once.
const HONEST: i64 = 50;
/// How long each part lasts, in seconds. `FLOOD_SECONDS` changes it.
const SECONDS: i64 = 20;
/// The first ID of those who flood, of the members, and of honest people.
const FIRST: i64 = 500_000;
const MEMBER: i64 = 510_000;
const PERSON: i64 = 520_000;
/// How long everybody may wait, also if nobody waits long while it is quiet.
const PATIENCE: i64 = 100;
/// The most updates in the inbox: those of each chat, and a moment's arrivals of honest people.
const INBOX: u64 = (FLOODING as u64 + 1) * 30 + 60;
/// The most memory of the process, in MiB.
const MEMORY: u64 = 100;

/// The bot's process, Telegram, and those who write.
struct Scene {
    emulator: Emulator,
    program: Program,
    group: i64,
    seconds: i64,
    honest: i64,
}

/// The most that was seen of a process.
#[derive(Default)]
struct Most {
    inbox: u64,
    memory: u64,
}

/// Runs both parts; says whether each promise was kept.
pub async fn run() -> bool {
    let mut scene = Scene::new().await;
    let running = scene.program.start();
    scene.settles().await;
    let quiet = scene.honest_wait(None, &running).await;
    let mut most = Most::default();
    let flooded = scene.honest_wait(Some(&mut most), &running).await;
    println!(
        "99th percentile of the reply time of {HONEST} people: {quiet} ms while it is quiet, and {flooded} ms while {FLOODING} \
         accounts and a group send {PER_SECOND} messages a second each for {} s",
        scene.seconds
    );
    println!("at most {} updates in the inbox, and {} MiB of memory", most.inbox, most.memory);
    println!("calls that Telegram refused: {}", scene.emulator.log()["refused"]);
    let bounded = most.inbox <= INBOX && most.memory <= MEMORY;
    let kept = flooded <= (3 * quiet).max(PATIENCE) && bounded;
    kept & scene.killed(running).await
}

impl Scene {
    async fn new() -> Scene {
        let emulator = Emulator::start(Options::default()).await.expect("a free port");
        emulator.limits(FloodLimits { enforced: true, ..FloodLimits::default() });
        for (first, count) in [(FIRST, FLOODING), (MEMBER, MEMBERS), (PERSON, 4 * HONEST)] {
            emulator.crowd(first, u32::try_from(count).expect("few"), "en").expect("people");
        }
        let members = (MEMBER..MEMBER + MEMBERS).collect();
        let group =
            NewGroup { kind: "group".into(), title: "Hostile".into(), members, ..NewGroup::default() };
        let group = emulator.group(&group).expect("a group");
        let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
        let seconds = std::env::var("FLOOD_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
        Scene { emulator, program, group, seconds: seconds.unwrap_or(SECONDS), honest: 0 }
    }

    /// Waits until the bot has started and nothing waits.
    async fn settles(&self) {
        self.emulator.waiting_polls(1).await;
        self.emulator.drained().await;
    }

    /// The 99th percentile of the reply time of people who write once each, spread over the time, during a flood of which the
    /// most is noted, or without one.
    async fn honest_wait(&mut self, mut flood: Option<&mut Most>, running: &Running) -> i64 {
        let (seq, first) = (self.emulator.seq(), PERSON + self.honest);
        self.honest += HONEST;
        let mut tick = tokio::time::interval(Duration::from_millis(10));
        for hundredth in 0..self.seconds * 100 {
            tick.tick().await;
            if flood.is_some() {
                self.flood(hundredth);
            }
            if hundredth * HONEST % (self.seconds * 100) < HONEST {
                let person = first + hundredth * HONEST / (self.seconds * 100);
                self.emulator.say(person, "/start").expect("it is sent");
            }
            if let Some(most) = flood.as_deref_mut().filter(|_| hundredth % 50 == 49) {
                most.inbox = most.inbox.max(self.inbox().await);
                most.memory = most.memory.max(memory(running.process.id()));
            }
        }
        percentile_99(self.answered(seq, first).await)
    }

    /// A hundredth of a second of the flood: commands of which none is coalesced, texts, and forged taps.
    fn flood(&self, hundredth: i64) {
        for nth in 0..(FLOODING * PER_SECOND / 100) {
            let n = hundredth * FLOODING * PER_SECOND / 100 + nth;
            let chat = FIRST + n % FLOODING;
            let text = match n / FLOODING % 4 {
                0 => "/calls".to_owned(),
                1 => "/sign".to_owned(),
                2 => format!("a text with the number {n}"),
                _ => {
                    let data = Some("s:1:cancel".to_owned());
                    // Before the first answer there is no message to tap on.
                    let _ = self.emulator.press(chat, &ButtonPress { data, ..ButtonPress::default() });
                    continue;
                }
            };
            self.emulator.say(chat, &text).expect("it is sent");
        }
        if hundredth % (100 / PER_SECOND) == 0 {
            let text = ["/help", "/stop", "hello", "/calls"][usize::try_from(hundredth / 2 % 4).unwrap_or(0)];
            let from = Some(MEMBER + hundredth / 2 % MEMBERS);
            let message = NewMessage { from, ..NewMessage::text(text) };
            self.emulator.send(self.group, &message).expect("it is sent");
        }
    }

    /// Waits until everybody has an answer; gives how long each waited, in milliseconds.
    async fn answered(&self, seq: u64, first: i64) -> Vec<i64> {
        let deadline = Instant::now() + Duration::from_mins(1);
        let mut tick = tokio::time::interval(Duration::from_millis(500));
        loop {
            tick.tick().await;
            let waits = self.waits(seq, first);
            if waits.len() >= usize::try_from(HONEST).expect("few") {
                return waits;
            }
            assert!(Instant::now() < deadline, "only {} of {HONEST} were answered", waits.len());
        }
    }

    fn waits(&self, seq: u64, first: i64) -> Vec<i64> {
        let events = self.emulator.events_after(seq).expect("all events are kept");
        let at = |chat: i64, kind: &str| {
            events.iter().find(|event| event.chat == chat && event.kind == kind).map(|event| event.at)
        };
        (first..first + HONEST)
            .filter_map(|chat| Some(at(chat, "sent")? - at(chat, "from_person")?))
            .collect()
    }

    /// The number of updates in the inbox.
    async fn inbox(&self) -> u64 {
        let reader = Reader::open_copy(&self.program.folder().join("data")).await.expect("the store");
        reader.counts().await.expect("read").pending
    }

    /// Kills the bot in the middle of a flood. An honest person writes while it is away, and is answered before the rest.
    async fn killed(&mut self, mut running: Running) -> bool {
        let mut tick = tokio::time::interval(Duration::from_millis(10));
        for hundredth in 0..self.seconds * 50 {
            tick.tick().await;
            self.flood(hundredth);
        }
        running.kill();
        let left = self.inbox().await;
        for hundredth in 0..100 {
            self.flood(hundredth);
        }
        let anna = PERSON + self.honest;
        self.emulator.say(anna, "/start").expect("it is sent");
        let seq = self.emulator.seq();
        let start = Instant::now();
        let running = self.program.start();
        let answer = self.emulator.next_sent(seq, anna).await.expect("an answer");
        let (took, waiting) = (start.elapsed().as_millis(), self.inbox().await);
        let events = self.emulator.events_after(seq).expect("all events are kept");
        let is_flood = |chat: i64| chat < 0 || (FIRST..MEMBER).contains(&chat);
        let before = events
            .iter()
            .filter(|event| event.kind == "sent" && event.seq < answer.seq && is_flood(event.chat))
            .count();
        println!(
            "killed with {left} updates in the inbox: {took} ms after the start an honest /start is answered, after {before} answers to \
             the flood, while {waiting} updates of it wait"
        );
        let ended = running.signal("TERM");
        waiting > left / 2 && ended == Some(0)
    }
}

/// The resident memory of a process, in MiB.
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib =
        line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kib| kib.trim().parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
