//! The heartbeat: it is sent while all is well, and stops soon after anything has.

use std::fs;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, Uri};
use jiff::{SignedDuration, Timestamp};
use pledge_bot::clock::Clock;
use pledge_bot::config::Monitors;
use pledge_bot::emulator::{FaultKind, InjectedFault};
use pledge_bot::service::Service;
use pledge_bot::vitals::Part;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::running::Place;
use crate::support::program::Program;

/// Somebody who gets heartbeats at a secret address.
struct Watcher {
    address: SocketAddr,
    /// The paths that were asked for.
    heard: watch::Receiver<Vec<String>>,
    answers: watch::Sender<StatusCode>,
}

impl Watcher {
    async fn new() -> Watcher {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (hearing, heard) = watch::channel(Vec::new());
        let (answers, answer) = watch::channel(StatusCode::OK);
        let site = Router::new().fallback(move |uri: Uri| {
            hearing.send_modify(|heard| heard.push(uri.path().to_owned()));
            let status = *answer.borrow();
            async move { status }
        });
        tokio::spawn(async move { axum::serve(listener, site).await });
        Watcher { address, heard, answers }
    }

    fn url(&self) -> String {
        format!("http://{}/S3CRET", self.address)
    }

    fn count(&self) -> usize {
        self.heard.borrow().len()
    }

    /// Waits for so many heartbeats.
    async fn hears(&self, count: usize) {
        let mut heard = self.heard.clone();
        let heard = heard.wait_for(|heard| heard.len() >= count);
        tokio::time::timeout(Duration::from_mins(1), heard).await.expect("soon").expect("it listens");
    }
}

/// A bot whose parts take a step when the test says so.
struct Stepped {
    clock: Clock,
    place: Place,
    watcher: Watcher,
    bot: Service,
    never: watch::Receiver<bool>,
    _stop: watch::Sender<bool>,
}

impl Stepped {
    async fn new() -> Stepped {
        let (place, watcher) = (Place::new().await, Watcher::new().await);
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        let monitors = Monitors { heartbeat: Some(watcher.url().into()), ..Monitors::default() };
        let bot = place.watched_by(monitors, clock.clone()).await;
        let (stop, never) = watch::channel(false);
        Stepped { clock, place, watcher, bot, never, _stop: stop }
    }

    /// Every part takes a step, as well as it can; then, if all is well, the heartbeat is sent.
    async fn step(&self) -> bool {
        let _ = self.bot.feed().poll(Duration::ZERO).await;
        let _ = self.bot.engine().pass(&self.never).await;
        let _ = self.bot.app().store.pulse().await;
        self.beat().await
    }

    async fn beat(&self) -> bool {
        let before = self.watcher.count();
        let sent = self.bot.heartbeat().expect("a heartbeat").beat().await;
        assert_eq!(self.watcher.count() - before, usize::from(sent), "it is heard once if it is sent");
        sent
    }

    /// Minute after minute goes by with such steps; gives in which of them the heartbeat was sent, beginning now.
    async fn minutes(&self, step: impl AsyncFn(&Stepped) -> bool) -> Vec<bool> {
        let mut sent = Vec::new();
        for _ in 0..5 {
            sent.push(step(self).await);
            self.clock.advance(SignedDuration::from_mins(1));
        }
        sent
    }
}

const ALWAYS: [bool; 5] = [true; 5];
/// What stopped has worked at the end of the minute before. Two minutes later the heartbeat has stopped.
const STOPS: [bool; 5] = [true, false, false, false, false];

#[tokio::test]
async fn the_heartbeat_is_sent_each_minute_while_all_is_well() {
    let bot = Stepped::new().await;
    assert!(!bot.beat().await, "nothing has worked yet");
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS);
    assert_eq!(*bot.watcher.heard.borrow(), ["/S3CRET"; 5]);
}

#[tokio::test]
async fn the_heartbeat_stops_within_two_minutes_of_telegram_or_polling() {
    let bot = Stepped::new().await;
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS);
    let fault = InjectedFault::new(FaultKind::ServerError).method("getUpdates").times(5);
    let _ = bot.place.emulator.fault(fault);
    assert_eq!(bot.minutes(Stepped::step).await, STOPS);
    assert_eq!(bot.bot.vitals().ill(), [Part::Updates]);
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS, "Telegram answers again");
}

#[tokio::test]
async fn the_heartbeat_stops_within_two_minutes_of_delivery() {
    let bot = Stepped::new().await;
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS);
    // The engine hangs.
    let without_engine = async |bot: &Stepped| {
        let _ = bot.bot.feed().poll(Duration::ZERO).await;
        let _ = bot.bot.app().store.pulse().await;
        bot.beat().await
    };
    assert_eq!(bot.minutes(without_engine).await, STOPS);
    assert_eq!(bot.bot.vitals().ill(), [Part::Delivery]);
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS, "it goes on");
}

#[tokio::test]
async fn the_heartbeat_stops_within_two_minutes_of_the_store() {
    let bot = Stepped::new().await;
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS);
    // The writer hangs, and so nobody who writes gets an answer.
    let without_store = async |bot: &Stepped| {
        let _ = bot.bot.feed().poll(Duration::ZERO).await;
        let _ = bot.bot.engine().pass(&bot.never).await;
        bot.beat().await
    };
    assert_eq!(bot.minutes(without_store).await, STOPS);
    assert_eq!(bot.bot.vitals().ill(), [Part::Store]);
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS, "it answers again");
    bot.bot.app().store.close().await.expect("closed");
    assert_eq!(bot.minutes(Stepped::step).await, STOPS, "nothing can be written any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_sends_it_as_soon_as_all_is_well_and_never_logs_its_address() {
    let (place, watcher) = (Place::new().await, Watcher::new().await);
    let program = Program::new(place.emulator.url()).with("HEARTBEAT_URL", &watcher.url());
    let running = program.start();
    watcher.hears(1).await;
    assert_eq!(running.signal("TERM"), Some(0));
    watcher.answers.send_replace(StatusCode::NOT_FOUND);
    let running = program.start();
    watcher.hears(2).await;
    // Its line follows the answer.
    for _ in 0..600 {
        let log = fs::read_to_string(program.log()).expect("the log");
        if log.contains("the heartbeat does not get through: the answer has the status 404") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(running.signal("TERM"), Some(0));
    let log = fs::read_to_string(program.log()).expect("the log");
    assert!(log.contains("starting new connection"), "there is no log of connections to search:\n{log}");
    assert!(!log.contains("S3CRET"), "its address is logged");
    assert!(log.contains("the heartbeat does not get through: the answer has the status 404"), "{log}");
    assert!(!log.contains("the heartbeat pauses"), "a start is no fault");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_bot_sends_no_heartbeat() {
    let (place, watcher) = (Place::new().await, Watcher::new().await);
    let program = Program::new(place.emulator.url())
        .with("HEARTBEAT_URL", &watcher.url())
        .with("STORE_KEY_COMMAND", "echo > asks; read -r answer < answer; echo \"$answer\"");
    for pipe in ["asks", "answer"] {
        let made = std::process::Command::new("mkfifo").arg(program.folder().join(pipe)).status();
        assert!(made.expect("it runs").success());
    }
    let running = program.start();
    let asks = program.folder().join("asks");
    tokio::task::spawn_blocking(move || fs::read(asks)).await.expect("no panic").expect("it asks");
    assert_eq!(watcher.count(), 0);
    let key = pledge_bot::crypto::StoreKey::generate().to_key_file();
    let answer = program.folder().join("answer");
    let line = key.lines().last().expect("the digits").to_owned() + "\n";
    tokio::task::spawn_blocking(move || fs::write(answer, line)).await.expect("no panic").expect("it reads");
    watcher.hears(1).await;
    assert_eq!(running.signal("TERM"), Some(0));
}
