//! Monitors that ask the bot how it is: `/health`, `/ready` and `/metrics`.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use pledge_bot::backup::{BackupRecord, MadeBackup};
use pledge_bot::clock::Clock;
use pledge_bot::config::{Monitors, Settings};
use pledge_bot::conversation::route;
use pledge_bot::crypto::StoreKey;
use pledge_bot::emulator::{FaultKind, InjectedFault};
use pledge_bot::service::{Service, Starting};
use pledge_bot::vitals::Vitals;
use reqwest::{Method, StatusCode};
use tokio::io::AsyncWriteExt;
use tokio::sync::watch;

use super::running::{Place, Running};
use crate::support::program::Program;

/// What a monitor gets: the status and the body.
async fn asks(address: SocketAddr, path: &str) -> (u16, String) {
    let answer = reqwest::get(format!("http://{address}{path}")).await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a body").trim_end().to_owned())
}

fn said(status: u16, body: &str) -> (u16, String) {
    (status, body.to_owned())
}

/// Listens for monitors at free ports.
fn monitors() -> Monitors {
    let free = || Some("127.0.0.1:0".to_owned());
    Monitors { health: free(), metrics: free(), heartbeat: None }
}

async fn step(bot: &Service) {
    let (_stop, never) = watch::channel(false);
    let _ = bot.feed().poll(Duration::ZERO).await;
    let _ = bot.engine().pass(&never).await;
    let _ = bot.app().store.pulse().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_bot_says_what_it_waits_for_and_a_running_one_that_it_runs() {
    let place = Place::new().await;
    let pipe = place.folder().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("it runs").success());
    let settings = Settings {
        monitors: monitors(),
        store_key_command: Some(format!("cat '{}'", pipe.display()).into()),
        ..place.settings()
    };
    let starting = Starting::new(&settings, Clock::System).await.expect("it listens");
    let address = starting.health_address().expect("an address");
    let unlocks = async {
        let key = tokio::fs::File::options().write(true).open(&pipe).await;
        let mut key = key.expect("the command has opened it");
        assert_eq!(
            asks(address, "/health").await,
            said(503, r#"{"state":"locked","detail":"waits for the store key from STORE_KEY_COMMAND"}"#)
        );
        assert_eq!(
            asks(address, "/ready").await,
            said(
                503,
                r#"{"ready":false,"state":"locked","updates":"failing","delivery":"failing","store":"failing"}"#
            )
        );
        key.write_all(StoreKey::generate().to_key_file().as_bytes()).await.expect("printed");
        key.flush().await.expect("printed");
    };
    let (started, ()) = tokio::join!(starting.finish(&settings, route), unlocks);
    let bot = started.expect("it starts");
    assert_eq!(asks(address, "/health").await, said(200, r#"{"state":"running"}"#));
    assert_eq!(asks(address, "/ready").await.0, 503, "it has done nothing yet");
    step(&bot).await;
    assert_eq!(
        asks(address, "/ready").await,
        said(200, r#"{"ready":true,"state":"running","updates":"ok","delivery":"ok","store":"ok"}"#)
    );
}

#[tokio::test]
async fn nothing_but_the_two_paths_is_answered_and_only_to_be_read() {
    let place = Place::new().await;
    let bot = place.watched_by(monitors(), Clock::System).await;
    let (health, metrics) =
        (bot.health_address().expect("it listens"), bot.metrics_address().expect("it listens"));
    let status = async |method: Method, address: SocketAddr, path: &str| {
        let request = reqwest::Client::new().request(method, format!("http://{address}{path}"));
        request.send().await.expect("an answer").status()
    };
    for path in ["/", "/metrics", "/health/", "/telegram"] {
        assert_eq!(status(Method::GET, health, path).await, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(status(Method::POST, health, "/health").await, StatusCode::NOT_FOUND);
    assert_eq!(status(Method::HEAD, health, "/health").await, StatusCode::OK);
    for path in ["/", "/health", "/ready", "/metrics/"] {
        assert_eq!(status(Method::GET, metrics, path).await, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(status(Method::DELETE, metrics, "/metrics").await, StatusCode::NOT_FOUND);
    assert_eq!(status(Method::HEAD, metrics, "/metrics").await, StatusCode::OK);
}

#[tokio::test]
async fn readiness_names_the_part_that_fails_and_is_back_when_it_works() {
    let place = Place::new().await;
    let clock = Clock::by_hand(Timestamp::UNIX_EPOCH);
    let bot = place.watched_by(monitors(), clock.clone()).await;
    let address = bot.health_address().expect("it listens");
    step(&bot).await;
    assert_eq!(asks(address, "/ready").await.0, 200);
    let fault = InjectedFault::new(FaultKind::ServerError).method("getUpdates").times(1);
    let _ = place.emulator.fault(fault);
    clock.advance(Vitals::WELL + SignedDuration::from_secs(1));
    step(&bot).await;
    assert_eq!(
        asks(address, "/ready").await,
        said(503, r#"{"ready":false,"state":"running","updates":"failing","delivery":"ok","store":"ok"}"#)
    );
    assert_eq!(asks(address, "/health").await.0, 200, "no restart would help");
    step(&bot).await;
    assert_eq!(asks(address, "/ready").await.0, 200);
    bot.app().store.freeze_by_command_line(true, clock.now()).await.expect("frozen");
    assert_eq!(asks(address, "/health").await, said(200, r#"{"state":"frozen"}"#));
    assert_eq!(asks(address, "/ready").await.0, 200, "people are answered");
}

#[tokio::test]
async fn by_webhook_the_same_listener_answers_and_the_way_in_works_once_the_webhook_is_set() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let person = place.starts().await;
    place.ask(person, "/help").await;
    let ready = async || {
        let answer = bot.request(Method::GET, "/ready").send().await.expect("an answer");
        answer.status() == StatusCode::OK
    };
    // The three parts take their first steps at once.
    for _ in 0..600 {
        if ready().await {
            bot.stop().await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it is never ready");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_for_monitors_that_is_taken_is_told_in_one_line() {
    let place = Place::new().await;
    let taken = place.deliveries.address.to_string();
    for setting in ["HEALTH_LISTEN", "METRICS_LISTEN"] {
        let program = Program::new(place.emulator.url()).with("RUST_LOG", "error").with(setting, &taken);
        let output = program.command(&["run"]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.trim_end(), format!("pledge-bot: can't listen at {setting}: address in use"));
    }
}

/// The metrics of a bot with which somebody has chatted, and the ID of that person.
async fn metrics() -> (String, i64) {
    let place = Place::new().await;
    let bot = Running::start(place.watched_by(monitors(), Clock::System).await, String::new());
    let person = place.starts().await;
    place.ask(person, "/help").await;
    bot.service.feed().idle().await;
    let (status, text) = asks(bot.service.metrics_address().expect("it listens"), "/metrics").await;
    assert_eq!(status, 200);
    bot.stop().await;
    (text, person)
}

#[tokio::test]
async fn the_metrics_count_what_the_bot_does_and_name_nobody() {
    let (text, person) = metrics().await;
    let value = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{name} in:\n{text}")).parse::<f64>().expect("a number")
    };
    assert!((value("pledge_bot_updates_taken_total") - 2.0).abs() < 0.1, "{text}");
    assert!((value("pledge_bot_updates_handled_total") - 2.0).abs() < 0.1, "{text}");
    assert!((value("pledge_bot_reply_seconds_count") - 2.0).abs() < 0.1, "{text}");
    assert!(value("pledge_bot_store_transaction_seconds_count") >= 4.0);
    assert!(value("pledge_bot_disk_free_bytes") > 1.0);
    assert!((value("pledge_bot_state{state=\"running\"}") - 1.0).abs() < 0.1);
    assert!(value("process_start_time_seconds") > 1.7e9);

    assert!(!text.contains(&person.to_string()) && !text.contains("Aigul"), "{text}");
    let labels: std::collections::BTreeSet<_> =
        text.split(['{', ',']).skip(1).filter_map(|rest| Some(rest.split_once("=\"")?.0)).collect();
    let known = ["le", "lane", "outcome", "part", "queue", "state", "version"];
    assert!(labels.iter().all(|label| known.contains(label)), "another label: {labels:?}");
}

#[tokio::test]
async fn the_metrics_tell_when_the_last_good_backup_was_made() {
    let place = Place::new().await;
    let bot = place.watched_by(monitors(), Clock::System).await;
    let address = bot.metrics_address().expect("it listens");
    let none = "pledge_bot_last_backup_timestamp_seconds 0";
    assert!(asks(address, "/metrics").await.1.lines().any(|line| line == none));
    let at: Timestamp = "2026-03-08T03:30:00Z".parse().expect("a time");
    let good = MadeBackup { at, file: "backup.age".into(), bytes: 1, digest: String::new() };
    let record = BackupRecord { good: Some(good), ..BackupRecord::default() };
    record.write(&place.settings().folders.data).expect("written");
    let made = format!("pledge_bot_last_backup_timestamp_seconds {}", at.as_second());
    assert!(asks(address, "/metrics").await.1.lines().any(|line| line == made));
}

/// Prometheus's own checker. `tests/run` brings it along.
fn promtool() -> Command {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join(".venv/bin/promtool");
    if ours.exists() { Command::new(ours) } else { Command::new("promtool") }
}

#[tokio::test]
async fn promtool_finds_nothing_to_complain_of() {
    let (text, _) = metrics().await;
    let checker = promtool().args(["check", "metrics"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut checker =
        checker.expect("promtool is not there: run `tests/run` once, which takes it out of Debian's package");
    let mut input = checker.stdin.take().expect("its input");
    input.write_all(text.as_bytes()).expect("it reads");
    input.write_all(b"\n").expect("it reads");
    drop(input);
    let found = checker.wait_with_output().expect("it ends");
    let complaints = String::from_utf8_lossy(&found.stderr);
    assert!(found.status.success() && complaints.is_empty(), "{complaints}");
}
