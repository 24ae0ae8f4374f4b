//! A bot that waits for its secrets: what it does meanwhile, and what the operator reads.

use std::fs;
use std::io::Write;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::Command;

use pledge_bot::crypto::StoreKey;
use pledge_bot::emulator::{Emulator, NewPerson, Options};

use super::{fill, refused};
use crate::support::program::Program;
use crate::support::terminal::Terminal;
use crate::support::token::TOKEN;

/// The named pipes between a command of the bot's and the test.
struct Pipes {
    /// Here the command says that it was started.
    asks: PathBuf,
    /// From here it reads what the test writes.
    answer: PathBuf,
}

impl Pipes {
    fn new(folder: &Path) -> Pipes {
        let pipes = Pipes { asks: folder.join("asks"), answer: folder.join("answer") };
        let made = Command::new("mkfifo").arg(&pipes.asks).arg(&pipes.answer).status();
        assert!(made.expect("it runs").success());
        pipes
    }

    /// Waits until the bot has started the command, which hangs then until it is answered.
    fn asked(&self) -> fs::File {
        assert_eq!(fs::read(&self.asks).expect("it asks"), b"\n");
        fs::File::options().write(true).open(&self.answer).expect("the command has opened it")
    }

    /// Answers the command the next time that the bot runs it.
    fn answers(&self, text: &str) {
        writeln!(self.asked(), "{text}").expect("the command reads it");
    }
}

/// It hangs until it is answered, and prints the answer.
const COMMAND: &str =
    "echo > asks; read -r answer < answer; test \"$answer\" != fail || exit 7; echo \"$answer\"";

async fn emulator() -> Emulator {
    Emulator::start(Options::default()).await.expect("a free port")
}

/// The text of the store key of a bot that has data, taken away from its folder.
async fn key_taken_away(program: &Program) -> String {
    fill(program, 2).await.close().await.expect("closed");
    let path = program.folder().join("store.key");
    let text = fs::read_to_string(&path).expect("the key");
    fs::remove_file(path).expect("taken away");
    text.lines().last().expect("the digits").to_owned()
}

fn log(program: &Program) -> String {
    fs::read_to_string(program.log()).expect("the log")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_polls_takes_no_updates_before_its_key_is_there() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("RUST_LOG", "info").with("STORE_KEY_COMMAND", COMMAND);
    let key = key_taken_away(&program).await;
    let pipes = Pipes::new(program.folder());
    let running = program.start();
    let person = emulator.person(&NewPerson::new("A", "en")).expect("a person");
    emulator.say(person, "/start").expect("it is sent");

    // The command hangs, then fails, then prints rubbish: it is run again each time.
    pipes.answers("fail");
    pipes.answers("S3CRET rubbish");
    let asked = pipes.asked();
    let said = log(&program);
    for line in [
        "waits for the store key from STORE_KEY_COMMAND; until then it takes no updates",
        "STORE_KEY_COMMAND: the command failed with exit code 7",
        "printed something else than a store key (one line of 64 hexadecimal digits)",
        "it is run again in 2 s",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!said.contains("S3CRET"), "{said}");
    assert_eq!(emulator.pending_updates(), 1, "the update is still Telegram's");
    assert!(!program.folder().join("store.key").exists(), "no key is made");

    let seq = emulator.seq();
    writeln!(&asked, "{key}").expect("the command reads it");
    drop(asked);
    emulator.next_sent(seq, person).await.expect("an answer");
    assert_eq!(running.signal("TERM"), Some(0));
    assert!(!log(&program).contains(&key));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_waits_for_its_key_stops_when_asked_and_its_command_with_it() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("STORE_KEY_COMMAND", "echo > asks; cat answer | cat");
    let pipes = Pipes::new(program.folder());
    let running = program.start();
    let mut asked = pipes.asked();
    assert_eq!(running.signal("TERM"), Some(0));
    // The command has been killed; the system may need a moment to close its end.
    while asked.write_all(b"x").is_ok() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_prints_another_stores_key_ends_the_start() {
    let emulator = emulator().await;
    let other = format!("echo {}", "ab".repeat(32));
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn,pledge_bot::cli=error");
    let program = program.with("STORE_KEY_COMMAND", &other);
    key_taken_away(&program).await;
    let said = refused(&program, &["run"]);
    assert!(said.contains("the data in data belongs to another store key"), "{said}");
    assert!(said.contains("have STORE_KEY_COMMAND print that key"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_prints_one_secret_knows_no_other() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("STORE_KEY_COMMAND", "env > told; exit 7");
    let program = program.with("RUST_LOG", "warn");
    key_taken_away(&program).await;
    let said = refused(&program, &["audit", "verify"]);
    assert!(said.contains("exit code 7"), "{said}");
    let told = fs::read_to_string(program.folder().join("told")).expect("the environment");
    for name in ["BOT_TOKEN", "STORE_KEY_COMMAND", "SEAL_RECIPIENTS", "TELEGRAM_API_URL"] {
        assert!(!told.contains(&format!("{name}=")), "{told}");
    }
    assert!(told.contains("PATH="), "{told}");
}

/// Puts the key into a file with a passphrase, as `age --passphrase` does.
fn lock(program: &Program, key: &str) {
    let mut recipient = age::scrypt::Recipient::new("four words of mine".to_owned().into());
    recipient.set_work_factor(2);
    let locked = age::encrypt(&recipient, key.as_bytes()).expect("encrypted");
    fs::write(program.folder().join("store.key"), locked).expect("written");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_and_the_passphrase_come_from_commands() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url())
        .with("BOT_TOKEN", "")
        .with("BOT_TOKEN_COMMAND", COMMAND)
        .with("STORE_KEY_COMMAND", COMMAND)
        .with("RUST_LOG", "info");
    let key = key_taken_away(&program).await;
    lock(&program, &key);
    let pipes = Pipes::new(program.folder());
    let running = program.start();
    let person = emulator.person(&NewPerson::new("A", "en")).expect("a person");
    emulator.say(person, "/start").expect("it is sent");
    let seq = emulator.seq();
    pipes.answers("S3CRET");
    pipes.answers(TOKEN);
    pipes.answers("three words S3CRET");
    pipes.answers("four words of mine");
    emulator.next_sent(seq, person).await.expect("an answer");
    assert_eq!(running.signal("TERM"), Some(0));
    let said = log(&program);
    for line in [
        "waits for the token from BOT_TOKEN_COMMAND",
        "BOT_TOKEN_COMMAND: the command printed something else than a token",
        "waits for the passphrase of the store key from STORE_KEY_COMMAND",
        "STORE_KEY_COMMAND: this is not the passphrase of the store key",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!said.contains("S3CRET") && !said.contains("four words") && !said.contains(TOKEN), "{said}");
    assert!(!said.contains("same disk"), "a key with a passphrase may lie there: {said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_that_nobody_can_be_asked_for_ends_the_start() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn,pledge_bot::cli=error");
    let key = key_taken_away(&program).await;
    lock(&program, &key);
    let said = refused(&program, &["run"]);
    assert!(said.contains("opens with a passphrase") && said.contains("set STORE_KEY_COMMAND"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_passphrase_is_asked_for_at_a_terminal_and_not_shown() {
    let emulator = emulator().await;
    let program = Program::new(emulator.url()).with("RUST_LOG", "error");
    let key = key_taken_away(&program).await;
    lock(&program, &key);
    let mut terminal = Terminal::start(&program.command(&["run"]));
    terminal.until("The passphrase of the store key: ");
    terminal.types("three words");
    let said = terminal.until("The passphrase of the store key: ");
    assert!(
        said.contains("this is not the passphrase of the store key") && !said.contains("three"),
        "{said}"
    );
    let person = emulator.person(&NewPerson::new("A", "en")).expect("a person");
    emulator.say(person, "/start").expect("it is sent");
    let seq = emulator.seq();
    terminal.types("four words of mine");
    emulator.next_sent(seq, person).await.expect("an answer");
    terminal.interrupts();
    let (code, rest) = terminal.ends();
    assert_eq!(code, Some(0));
    assert!(!rest.contains("four words"), "{rest}");
}

#[tokio::test(flavor = "multi_thread")]
async fn systemd_is_told_what_the_bot_waits_for() {
    let emulator = emulator().await;
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("notify");
    let systemd = UnixDatagram::bind(&socket).expect("a socket");
    let program = Program::new(emulator.url())
        .with("NOTIFY_SOCKET", &socket.display().to_string())
        .with("STORE_KEY_COMMAND", COMMAND);
    let pipes = Pipes::new(program.folder());
    let running = program.start();
    let next = || {
        let mut status = [0; 200];
        let length = systemd.recv(&mut status).expect("a status");
        String::from_utf8_lossy(&status[..length]).trim_end().to_owned()
    };
    assert_eq!(next(), "READY=1\nSTATUS=starts");
    assert_eq!(next(), "STATUS=waits for the store key from STORE_KEY_COMMAND");
    let key = StoreKey::generate().to_key_file();
    pipes.answers(key.lines().last().expect("the digits"));
    assert_eq!(next(), "STATUS=opens the data");
    assert_eq!(next(), "STATUS=waits for Telegram to answer");
    assert_eq!(next(), "STATUS=runs");
    assert_eq!(running.signal("TERM"), Some(0));
    assert_eq!(next(), "STOPPING=1\nSTATUS=stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn systemds_watchdog_gets_signs_of_life_from_a_locked_bot_and_from_a_running_one() {
    let emulator = emulator().await;
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("notify");
    let systemd = UnixDatagram::bind(&socket).expect("a socket");
    let program = Program::new(emulator.url())
        .with("NOTIFY_SOCKET", &socket.display().to_string())
        .with("WATCHDOG_USEC", "200000")
        .with("STORE_KEY_COMMAND", COMMAND);
    let pipes = Pipes::new(program.folder());
    let running = program.start();
    let until = |wanted: &str| {
        let mut told = vec![0; 200];
        while !told.starts_with(wanted.as_bytes()) {
            told.resize(200, 0);
            let length = systemd.recv(&mut told).expect("it is told something");
            told.truncate(length);
        }
    };
    until("STATUS=waits for the store key");
    until("WATCHDOG=1");
    until("WATCHDOG=1");
    let key = StoreKey::generate().to_key_file();
    pipes.answers(key.lines().last().expect("the digits"));
    until("STATUS=runs");
    until("WATCHDOG=1");
    until("WATCHDOG=1");
    assert_eq!(running.signal("TERM"), Some(0));
    until("STOPPING=1");
}
