//! Settings as an operator writes them, and what the bot says of them when it starts.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use pledge_bot::crypto;
use pledge_bot::emulator::{Emulator, NewPerson, Options};

use super::{names, refused, stderr};
use crate::support::program::Program;
use crate::support::token::TOKEN;

/// Starts the bot, waits until somebody has got an answer, stops it, and gives its log of this run.
pub async fn log_of_a_run(emulator: &Emulator, program: &Program) -> String {
    let _ = fs::remove_file(program.log());
    let running = program.start();
    let person = emulator.person(&NewPerson::new("A", "en")).expect("a person");
    let seq = emulator.seq();
    emulator.say(person, "/start").expect("it is sent");
    emulator.next_event(seq, |event| event.chat == person && event.kind == "sent").await.expect("an answer");
    assert_eq!(running.signal("TERM"), Some(0));
    fs::read_to_string(program.log()).expect("the log")
}

/// A program whose settings stand in its `.env` alone: an empty variable counts as unset.
fn bare() -> Program {
    let names = ["BOT_TOKEN", "SEAL_RECIPIENTS", "RUST_LOG", "HOLD_MINUTES"];
    names.into_iter().fold(Program::new(""), |program, name| program.with(name, ""))
}

/// The example with other values in some of its lines.
fn example(lines: &[(&str, &str)]) -> String {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.env.example")).expect("the example");
    lines.iter().fold(text, |text, (name, value)| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name}="))).expect(name).to_owned();
        text.replace(&format!("\n{line}\n"), &format!("\n{name}={value}\n"))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_filled_in_as_it_says_is_read() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = bare();
    let (one, two) = (crypto::generate().0, crypto::generate().0);
    let env = example(&[
        ("BOT_TOKEN", TOKEN),
        ("SEAL_RECIPIENTS", &format!("{one} {two}")),
        ("OWNER_IDS", "100, 200"),
        ("DATA_DIR", "my data"),
        ("BACKUP_DIR", "my backups"),
        ("BACKUP_COMMAND", "'test -s \"$1\"'"),
        ("MESSAGES_DIR", "my texts"),
        ("TELEGRAM_API_URL", &emulator.url()),
    ]);
    fs::write(program.folder().join(".env"), env).expect("written");
    fs::set_permissions(program.folder().join(".env"), fs::Permissions::from_mode(0o600)).expect("set");
    fs::create_dir(program.folder().join("my backups")).expect("made");
    for lang in ["ky", "ru", "en"] {
        let folder = program.folder().join("my texts").join(lang);
        fs::create_dir_all(&folder).expect("made");
        let contact = "controller-contact = name@example.org\n";
        fs::write(folder.join("controller.ftl"), contact).expect("written");
    }
    let log = log_of_a_run(&emulator, &program).await;
    assert!(log.contains("2 owners") && log.contains("it asks for updates"), "{log}");
    assert!(log.contains("; 2 keys"), "{log}");
    assert!(names(program.folder()).contains(&"my data".to_owned()));
    // Nothing is lost at the first start, so nothing alarms but where the key is.
    let warnings: Vec<_> =
        log.lines().filter(|line| line.contains("WARN") || line.contains("store key")).collect();
    assert_eq!(warnings.len(), 1, "{log}");
    assert!(warnings[0].contains("the store key is on the same disk as the data"), "{log}");
}

#[test]
fn a_line_of_the_file_that_can_not_be_read_is_told_by_its_number() {
    let program = bare();
    for (text, part) in [
        ("# a\nBOT_TOKEN=1\nOWNER IDS=1\n", "line 3"),
        (
            "TELEGRAM_PROXY=http://me:pa$word@example.org\n",
            "line 1: a value with a $ has to stand in single quotes",
        ),
        ("BOT_TOKEN=1\nOWNER_ID=1\n", "line 2: there is no setting OWNER_ID; did you mean OWNER_IDS?"),
        ("\u{FEFF}DATA_DIR=\"a\n", "line 1: a quotation mark is not closed"),
    ] {
        fs::write(program.folder().join(".env"), text).expect("written");
        let said = refused(&program, &["check"]);
        assert!(said.contains(part) && !said.contains("pa$word"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn risks_and_slips_are_warned_of_at_the_start() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("OWNER_ID", "1").with("RUST_LOG", "info");
    fs::write(program.folder().join(".env"), format!("BOT_TOKEN={TOKEN}\n")).expect("written");
    fs::set_permissions(program.folder().join(".env"), fs::Permissions::from_mode(0o644)).expect("set");
    let log = log_of_a_run(&emulator, &program).await;
    assert!(log.contains("OWNER_ID of the environment has no effect; did you mean OWNER_IDS?"), "{log}");
    assert!(log.contains("chmod 600 .env"), "{log}");
    assert!(log.contains("WARN  controller-contact is still the built-in text (ky, ru, en)"), "{log}");
    assert!(log.contains("0 owners"), "{log}");
}

#[test]
fn a_misspelt_level_or_format_of_the_log_ends_the_bot_with_what_is_allowed() {
    for (name, value, allowed) in
        [("RUST_LOG", "foo=bar=baz", "error, warn, info or debug"), ("LOG_FORMAT", "jsn", "text or json")]
    {
        let program = Program::new("http://127.0.0.1:1").with(name, value);
        let said = refused(&program, &["run"]);
        assert!(said.contains(name) && said.contains(allowed), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn at_debug_the_log_holds_the_lines_of_the_bot_alone() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "debug").with("LOG_FORMAT", "json");
    let log = log_of_a_run(&emulator, &program).await;
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("an object");
        let target = line["target"].as_str().expect("a target");
        assert!(line["level"] != "DEBUG" || target.starts_with("pledge_bot"), "{target}");
    }
}

#[test]
fn every_command_explains_itself() {
    let program = bare();
    for command in [
        "run",
        "demo",
        "check",
        "keygen",
        "accept-keys",
        "backup",
        "restore",
        "drill",
        "store-key",
        "export",
        "emulator",
    ] {
        let output = program.command(&[command, "--help"]).output().expect("it runs");
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let wrong = Command::new(env!("CARGO_BIN_EXE_pledge-bot")).arg("exprt").output().expect("it runs");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("'export'"), "{}", stderr(&wrong));
}
