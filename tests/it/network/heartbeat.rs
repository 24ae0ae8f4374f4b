//! The heartbeat: it is sent while all is well, and stops soon after anything has.

use std::fs;
use std::net::SocketAddr;
use std::time::Duration;

use axum::http::{StatusCode, Uri};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use pledge_bot::clock::Clock;
use pledge_bot::config::{Monitors, Settings};
use pledge_bot::conversation::{Answered, Context, Intent, Router, route};
use pledge_bot::domain::campaign::Launch;
use pledge_bot::domain::{ChatId, ChatKind, Lang, Topic};
use pledge_bot::emulator::{FaultKind, InjectedFault, NewPerson};
use pledge_bot::service::Service;
use pledge_bot::store::{Change, ChangeSet};
use pledge_bot::vitals::Part;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::running::Place;
use crate::support::campaign::{self, AUTHOR};
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
        let site = axum::Router::new().fallback(move |uri: Uri| {
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
        Stepped::with(route).await
    }

    async fn with(router: Router) -> Stepped {
        let (place, watcher) = (Place::new().await, Watcher::new().await);
        let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
        place.emulator.clock().set_ms(0);
        let monitors = Monitors { heartbeat: Some(watcher.url().into()), ..Monitors::default() };
        let settings = Settings { monitors, ..place.settings() };
        let bot = Service::start_with(&settings, clock.clone(), router).await.expect("the bot starts");
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
            self.place.emulator.clock().advance(Duration::from_mins(1));
        }
        sent
    }

    /// The author launches a campaign to all subscribers, which falls due now or later.
    async fn launches(&self, later: SignedDuration) {
        let due = self.clock.now() + later;
        let urgent = Launch { urgent: true, ..campaign::message("Hello", due) };
        campaign::launch(&self.bot.app().store, urgent, self.clock.now()).await;
    }

    /// A subscriber, to whom no message gets through until the faults are cleared.
    async fn has_a_subscriber_out_of_reach(&self) -> i64 {
        let store = &self.bot.app().store;
        store.begin_staff(&[AUTHOR]).await.expect("the author is an owner");
        let person = NewPerson { started: true, ..NewPerson::new("Aigul", "en") };
        let person = self.place.emulator.person(&person).expect("a person");
        let topic = Change::SetTopic(Topic::News, true, self.clock.now());
        let list = vec![Change::Meet(ChatKind::Private), Change::SetLang(Lang::En), topic];
        store.commit(None, Some(ChangeSet { chat: ChatId::new(person), list })).await.expect("stored");
        let never = InjectedFault::new(FaultKind::Delay).method("sendMessage").chat(person).times(100);
        let _ = self.place.emulator.fault(never);
        person
    }

    /// Polling goes on, and the store works.
    async fn all_but_delivery(&self) -> bool {
        let _ = self.bot.feed().poll(Duration::ZERO).await;
        let _ = self.bot.app().store.pulse().await;
        self.beat().await
    }
}

/// A handler that hangs.
fn hangs(_: Context, _: Intent) -> BoxFuture<'static, Answered> {
    std::future::pending().boxed()
}

const ALWAYS: [bool; 5] = [true; 5];
/// What stopped has worked at the end of the minute before. Two minutes later the heartbeat has stopped.
const STOPS: [bool; 5] = [true, false, false, false, false];
/// What stops now has just worked. Two minutes later the heartbeat has stopped too.
const STOPS_NOW: [bool; 5] = [true, true, false, false, false];

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
    assert_eq!(bot.minutes(Stepped::all_but_delivery).await, STOPS);
    assert_eq!(bot.bot.vitals().ill(), [Part::Delivery]);
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS, "it goes on");
}

#[tokio::test]
async fn the_heartbeat_stops_within_two_minutes_of_a_campaign_that_gets_nowhere() {
    let bot = Stepped::new().await;
    let person = bot.has_a_subscriber_out_of_reach().await;
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS);
    bot.launches(SignedDuration::ZERO).await;
    let (engine, never) = (bot.bot.engine().clone(), bot.never.clone());
    let running = tokio::spawn(async move { engine.pass(&never).await });
    bot.place.calls.find(|seen| seen.contains(&format!("\"chat_id\":{person}")).then_some(())).await;
    // The run itself goes on: it looks at what its author plans meanwhile.
    let meanwhile = async |bot: &Stepped| {
        bot.launches(SignedDuration::from_hours(24)).await;
        bot.all_but_delivery().await
    };
    assert_eq!(bot.minutes(meanwhile).await, STOPS_NOW);
    assert_eq!(bot.bot.vitals().ill(), [Part::Delivery]);
    bot.place.emulator.clear_faults();
    running.await.expect("no panic").expect("the store works");
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS, "it got through");
}

#[tokio::test]
async fn the_heartbeat_stops_within_two_minutes_of_answers_that_do_not_get_through() {
    let bot = Stepped::new().await;
    let person = bot.has_a_subscriber_out_of_reach().await;
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS);
    bot.place.emulator.say(person, "/start").expect("it is sent");
    assert_eq!(bot.minutes(Stepped::step).await, STOPS_NOW);
    assert_eq!(bot.bot.vitals().ill(), [Part::Delivery]);
    bot.place.emulator.clear_faults();
    bot.bot.feed().idle().await;
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS, "the answer got through");
}

#[tokio::test]
async fn the_heartbeat_stops_within_two_minutes_of_a_handler_that_hangs() {
    let bot = Stepped::with(hangs).await;
    assert_eq!(bot.minutes(Stepped::step).await, ALWAYS);
    bot.place.emulator.say(bot.place.person(), "/start").expect("it is sent");
    assert_eq!(bot.minutes(Stepped::step).await, STOPS_NOW);
    assert_eq!(bot.bot.vitals().ill(), [Part::Delivery]);
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
