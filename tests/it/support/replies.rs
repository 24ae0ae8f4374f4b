//! The running bot, and how long people wait for its answers.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pledge_bot::clock::Clock;
use pledge_bot::config::Settings;
use pledge_bot::conversation::Router;
use pledge_bot::emulator::Emulator;
use pledge_bot::service::Service;
use pledge_bot::telegram::RateLimits;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::token::TOKEN;

/// The longest wait for the last answers.
const PATIENCE: Duration = Duration::from_mins(1);

/// The bot, running against an emulator of its own.
pub struct Running {
    /// Telegram.
    pub emulator: Emulator,
    /// The bot.
    pub service: Arc<Service>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
    _folder: TempDir,
}

impl Running {
    /// Starts the bot in a folder, which is removed at the end.
    pub async fn start(emulator: Emulator, folder: TempDir, limits: RateLimits, router: Router) -> Running {
        let api = emulator.url().parse().expect("an address");
        // The author of campaigns in `campaign.rs`.
        let owners = vec![900];
        let settings = Settings { limits, owners, ..Settings::new(TOKEN, api, folder.path()) };
        let service = Service::start_with(&settings, Clock::System, router).await.expect("it starts");
        let service = Arc::new(service);
        let (stop, stopped) = watch::channel(false);
        let running = Arc::clone(&service);
        let task = tokio::spawn(async move { running.run(stopped).await.expect("it runs") });
        Running { emulator, service, stop, task, _folder: folder }
    }

    /// Waits for `count` answers after event `seq`; gives how long each took, in milliseconds.
    pub async fn answered(&self, seq: u64, count: usize) -> Vec<i64> {
        let deadline = Instant::now() + PATIENCE;
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        loop {
            tick.tick().await;
            let times = waited(&self.emulator, seq);
            if times.len() >= count {
                return times;
            }
            assert!(Instant::now() < deadline, "only {} of {count} were answered", times.len());
        }
    }

    /// Stops the bot once it has finished its work.
    pub async fn stop(self) {
        self.emulator.clear_faults();
        self.stop.send(true).expect("it listens");
        self.task.await.expect("it ends");
    }
}

/// The duration of each answer: the nth answer in a chat belongs to the nth message there.
fn waited(emulator: &Emulator, seq: u64) -> Vec<i64> {
    let mut said = HashMap::<i64, Vec<i64>>::new();
    let mut answered = HashMap::<i64, usize>::new();
    let mut times = Vec::new();
    for event in emulator.events_after(seq).expect("all events are kept") {
        match event.kind {
            "from_person" => said.entry(event.chat).or_default().push(event.at),
            "sent" => {
                let nth = answered.entry(event.chat).or_default();
                // A chat without a message gets a campaign, which is no answer.
                times.extend(said.get(&event.chat).and_then(|said| said.get(*nth)).map(|at| event.at - at));
                *nth += 1;
            }
            _ => {}
        }
    }
    times
}

/// The 99th percentile.
pub fn percentile_99(mut times: Vec<i64>) -> i64 {
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

/// The median of an odd number of figures.
pub fn median<N: Copy + PartialOrd>(mut figures: Vec<N>) -> N {
    figures.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
    figures[figures.len() / 2]
}
