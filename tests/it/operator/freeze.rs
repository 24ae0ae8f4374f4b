//! The freeze by the command line, with and without a running bot.

use std::fs;
use std::io::Write as _;
use std::process::{Output, Stdio};
use std::time::Duration;

use pledge_bot::emulator::{Emulator, Options};

use super::{code, done, names, refused, stderr, stdout};
use crate::support::program::{Program, Running};

async fn says(program: &Program, words: &str) {
    for _ in 0..600 {
        if std::fs::read_to_string(program.log()).is_ok_and(|log| log.contains(words)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the log lacks {words:?}:\n{}", std::fs::read_to_string(program.log()).unwrap_or_default());
}

/// Runs a command, and types this answer.
fn answers(program: &Program, arguments: &[&str], answer: &str) -> Output {
    let mut command = program.command(arguments);
    let mut running =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    running.stdin.take().expect("its input").write_all(answer.as_bytes()).expect("typed");
    running.wait_with_output().expect("it ends")
}

async fn started(program: &Program) -> Running {
    let running = program.start();
    says(program, "pledge_test_bot runs").await;
    running
}

async fn bot() -> (Emulator, Program) {
    let options = Options { bot_username: "pledge_test_bot".into(), ..Options::default() };
    let emulator = Emulator::start(options).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "info");
    (emulator, program)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_freezes_and_lifts_while_the_bot_runs_and_while_it_does_not() {
    let (_emulator, program) = bot().await;
    let running = started(&program).await;
    assert!(done(&program, &["freeze"]).contains("Everything is frozen"));
    assert!(done(&program, &["audit", "list"]).contains("command line\tfreeze\tdone"));
    assert_eq!(running.signal("TERM"), Some(0));
    assert!(done(&program, &["freeze", "--lift"]).contains("lifted"));
    let listed = done(&program, &["audit", "list"]);
    assert!(listed.contains("command line\tlift\tdone"), "it was frozen over the end of the bot: {listed}");
    assert!(done(&program, &["freeze"]).contains("Everything is frozen"));
    assert!(done(&program, &["audit", "verify"]).contains("All 3 entries"));
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_to_the_staff_by_the_command_line_are_in_the_audit_log() {
    let (_emulator, program) = bot().await;
    let program = program.with("OWNER_IDS", "7001,7002");
    let running = started(&program).await;
    let other = code(&program, 7002);
    done(&program, &["staff", "role", &other, "editor"]);
    done(&program, &["staff", "remove", &other]);
    done(&program, &["staff", "invite", "viewer"]);
    let listed = done(&program, &["audit", "list"]);
    for deed in ["change-role person ", "remove person ", "invite\tdone"] {
        assert!(listed.contains(&format!("command line\t{deed}")), "{deed} in:\n{listed}");
    }
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_forgets_its_key_is_locked_until_the_freeze_is_lifted() {
    let (_emulator, program) = bot().await;
    let running = started(&program).await;
    let said = answers(&program, &["freeze", "--forget-key"], "no\n");
    assert_eq!(said.status.code(), Some(1));
    let asked = stderr(&said);
    assert!(asked.contains("24 hours") && asked.contains("still holds it, in store.key"), "{asked}");
    assert!(!names(&program.folder().join("data")).contains(&"key-forgotten".to_owned()));

    let said = answers(&program, &["freeze", "--forget-key"], "yes\n");
    assert!(stdout(&said).contains("forgets its key"), "{}", stderr(&said));
    says(&program, "waits for pledge-bot freeze --lift").await;
    // Another start is locked too, although the key's file is there.
    assert_eq!(running.signal("TERM"), Some(0));
    let log = program.log();
    std::fs::remove_file(&log).expect("the log");
    let running = program.start();
    says(&program, "waits for pledge-bot freeze --lift").await;
    assert!(!std::fs::read_to_string(&log).expect("the log").contains("pledge_test_bot runs"));

    assert!(done(&program, &["freeze", "--lift"]).contains("lifted"));
    says(&program, "pledge_test_bot runs").await;
    let listed = done(&program, &["audit", "list"]);
    for deed in ["freeze", "forget-key", "lift"] {
        assert!(listed.contains(&format!("command line\t{deed}\tdone")), "{listed}");
    }
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_of_a_bot_that_has_forgotten_its_key_answers_503_and_says_why() {
    let (_emulator, program) = bot().await;
    let port =
        std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("it").port();
    let address = format!("http://127.0.0.1:{port}");
    let program = program
        .with("WEBHOOK_URL", &format!("{address}/telegram"))
        .with("WEBHOOK_LISTEN", &format!("127.0.0.1:{port}"));
    let running = started(&program).await;
    done(&program, &["freeze", "--forget-key", "--yes"]);
    says(&program, "waits for pledge-bot freeze --lift").await;
    let delivered = reqwest::Client::new().post(format!("{address}/telegram")).body("{}").send().await;
    assert_eq!(delivered.expect("an answer").status(), 503);
    let health = reqwest::get(format!("{address}/health")).await.expect("an answer");
    assert_eq!(health.status(), 503);
    let said = health.text().await.expect("a text");
    assert!(said.contains("waits for pledge-bot freeze --lift"), "{said}");
    done(&program, &["freeze", "--lift"]);
    for _ in 0..600 {
        if reqwest::get(format!("{address}/health")).await.is_ok_and(|health| health.status() == 200) {
            assert_eq!(running.signal("TERM"), Some(0));
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it does not run again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_got_the_key_while_it_was_to_be_forgotten_drops_it_and_waits() {
    let (_emulator, program) = bot().await;
    let running = started(&program).await;
    assert_eq!(running.signal("TERM"), Some(0));
    fs::rename(program.folder().join("store.key"), program.folder().join("kept.key")).expect("moved");
    fs::remove_file(program.log()).expect("the log");
    // The order comes while the command prints the key for the first time.
    let command = "mkdir once 2> /dev/null && touch data/key-forgotten; tail -n 1 kept.key";
    let program = program.with("STORE_KEY_COMMAND", command);
    let running = program.start();
    says(&program, "waits for pledge-bot freeze --lift").await;
    assert!(!fs::read_to_string(program.log()).expect("the log").contains("pledge_test_bot runs"));
    done(&program, &["freeze", "--lift"]);
    says(&program, "pledge_test_bot runs").await;
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_does_not_wait_for_a_key_that_does_not_come() {
    let (_emulator, program) = bot().await;
    let running = started(&program).await;
    assert_eq!(running.signal("TERM"), Some(0));
    let program = program.with("STORE_KEY_COMMAND", "exit 7");
    for command in [&["staff", "list"][..], &["holds", "list"], &["freeze"], &["audit", "list"]] {
        let said = refused(&program, command);
        assert!(said.contains("STORE_KEY_COMMAND"), "{command:?}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_whose_path_is_too_long_for_a_socket_is_managed_while_the_bot_does_not_run() {
    let (_emulator, program) = bot().await;
    let program = program.with("DATA_DIR", &format!("data/{}", "long".repeat(40)));
    let running = started(&program).await;
    says(&program, "commands need the bot to be stopped").await;
    assert!(refused(&program, &["freeze"]).contains("another pledge-bot uses the folder"));
    assert_eq!(running.signal("TERM"), Some(0));
    assert!(done(&program, &["freeze"]).contains("Everything is frozen"));
}
