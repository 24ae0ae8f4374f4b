//! Who has the machine manages the staff, whether the bot runs or not.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;

use pledge_bot::domain::Lang;
use pledge_bot::emulator::{Emulator, EmulatorEvent, NewPerson, Options};

use super::{code, done, refused};
use crate::support::program::{Program, Running};
use crate::support::words::{Words, say};

/// A running bot with an owner, who has started it, and a person.
async fn runs() -> (Emulator, Program, Running, [i64; 2]) {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let people =
        ["Olga", "Bakyt"].map(|name| emulator.person(&NewPerson::new(name, "en")).expect("a person"));
    let program =
        Program::new(emulator.url()).with("RUST_LOG", "error").with("OWNER_IDS", &people[0].to_string());
    assert!(refused(&program, &["staff", "list"]).contains("there is no data of the bot in data"));
    let seq = emulator.seq();
    let running = program.start();
    emulator.say(people[0], "/start").expect("it is sent");
    let is_answer = |event: &EmulatorEvent| event.chat == people[0] && event.kind == "sent";
    emulator.next_event(seq, is_answer).await.expect("an answer");
    (emulator, program, running, people)
}

fn is_owner(program: &Program, person: i64, shown: &str) -> String {
    format!("{}  owner  (no alias{shown}), since the beginning\n", code(program, person))
}

/// The addition of a bot that runs, of an owner who has no alias.
const SHOWN: &str = "; Telegram shows: Olga";

#[tokio::test(flavor = "multi_thread")]
async fn the_staff_is_managed_while_the_bot_runs_and_is_told() {
    let (emulator, program, running, [olga, bakyt]) = runs().await;
    let socket = program.folder().join("data/control.sock");
    assert_eq!(fs::metadata(&socket).expect("a socket").permissions().mode() & 0o777, 0o600);
    assert_eq!(done(&program, &["staff", "list"]), is_owner(&program, olga, SHOWN));
    let link = done(&program, &["staff", "invite", "editor"]);
    assert!(link.starts_with("https://t.me/") && link.contains("?start=join_"), "{link}");
    let listed = done(&program, &["staff", "list"]);
    assert!(
        listed.contains("An invitation for the role editor") && listed.contains("nobody has opened"),
        "{listed}"
    );
    let seq = emulator.seq();
    let (olga_code, bakyt_code) = (code(&program, olga), code(&program, bakyt));
    done(&program, &["staff", "role", &olga_code, "editor"]);
    let told = say(Lang::Ky).staff_notice_changed().plain();
    let is_told = |event: &EmulatorEvent| event.chat == olga && event.text() == told;
    emulator.next_event(seq, is_told).await.expect("the staff is told");
    done(&program, &["staff", "role", &olga_code.to_uppercase(), "owner"]);
    let listed = done(&program, &["staff", "list"]);
    assert!(listed.starts_with(&format!("{olga_code}  owner  (no alias{SHOWN}), since 2")), "{listed}");
    for command in [&["staff", "remove"][..], &["staff", "confirm"]] {
        let said = refused(&program, &[command, &[bakyt_code.as_str()]].concat());
        assert!(said.contains("there is nobody on staff about whom that could be done"), "{said}");
    }
    assert_eq!(running.signal("TERM"), Some(0));
    assert!(!socket.exists(), "the socket goes with the bot");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_a_link_of_the_command_line_is_let_in_by_the_code_that_they_see() {
    let (emulator, program, running, [olga, bakyt]) = runs().await;
    let invited = done(&program, &["staff", "invite", "editor"]);
    let (_, rest) = invited.split_once("?start=").expect("a link");
    let payload = rest.split_whitespace().next().expect("a payload");
    let bakyt_code = code(&program, bakyt);
    let (seq, asked) = (emulator.seq(), say(Lang::En).people_code_wait(&bakyt_code).plain());
    emulator.say(bakyt, &format!("/start {payload}")).expect("it is sent");
    let is_asked = |event: &EmulatorEvent| event.chat == bakyt && event.text() == asked;
    emulator.next_event(seq, is_asked).await.expect("they see their code");
    let listed = done(&program, &["staff", "list"]);
    let waits = format!(
        "somebody with the code {bakyt_code} has opened it and waits to be confirmed; Telegram shows: Bakyt"
    );
    assert!(listed.contains(&waits), "{listed}");
    done(&program, &["staff", "confirm", &bakyt_code]);
    let listed = done(&program, &["staff", "list"]);
    assert!(listed.contains(&format!("{bakyt_code}  editor  (no alias; Telegram shows: Bakyt)")), "{listed}");
    // The audit log has the same codes.
    done(&program, &["staff", "suspend", &bakyt_code]);
    let log = done(&program, &["audit", "list"]);
    assert!(log.contains(&format!("suspend person {bakyt_code}\tdone")), "{log}");
    for said in [invited, listed, log] {
        assert!([olga, bakyt].iter().all(|person| !said.contains(&person.to_string())), "{said}");
    }
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_telegram_id_on_the_command_line_is_refused_and_not_repeated() {
    let (_emulator, program, running, [olga, _]) = runs().await;
    let id = olga.to_string();
    for command in [&["suspend", &id][..], &["remove", &id], &["confirm", &id], &["role", &id, "viewer"]] {
        let said = refused(&program, &[&["staff"], command].concat());
        assert!(said.contains("by their code, as `pledge-bot staff list` shows it"), "{said}");
        assert!(!said.contains(&id), "{said}");
    }
    assert_eq!(done(&program, &["staff", "list"]), is_owner(&program, olga, SHOWN));
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_start_warns_while_the_settings_name_the_owners() {
    let (emulator, program, running, [olga, _]) = runs().await;
    assert_eq!(running.signal("TERM"), Some(0));
    let program = program.with("RUST_LOG", "warn");
    let warnings = || {
        let log = fs::read_to_string(program.log()).expect("the log");
        log.matches("OWNER_IDS names owners by their Telegram IDs in clear").count()
    };
    for start in 1..=2 {
        let (seq, running) = (emulator.seq(), program.start());
        emulator.say(olga, "/start").expect("it is sent");
        emulator.next_sent(seq, olga).await.expect("an answer");
        assert_eq!(warnings(), start);
        assert_eq!(running.signal("TERM"), Some(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_staff_is_managed_while_the_bot_does_not_run() {
    let (_emulator, program, mut running, [olga, bakyt]) = runs().await;
    running.kill();
    assert!(
        program.folder().join("data/control.sock").exists(),
        "what a killed bot leaves behind is in nobody's way"
    );
    assert_eq!(done(&program, &["staff", "list"]), is_owner(&program, olga, ""));
    // Even the last owner can be removed, and anybody who has the machine gets back in.
    done(&program, &["staff", "remove", &code(&program, olga)]);
    let listed = done(&program, &["staff", "list"]);
    assert!(
        listed.starts_with("Nobody is on staff. Invite somebody"),
        "OWNER_IDS gives nothing back: {listed}"
    );
    for _ in 0..10 {
        assert!(done(&program, &["staff", "invite", "owner"]).contains("?start=join_"));
    }
    assert!(refused(&program, &["staff", "invite", "owner"]).contains("10 invitations are open already"));
    let said = refused(&program, &["staff", "confirm", &code(&program, bakyt)]);
    assert!(said.contains("there is nobody on staff"), "{said}");
}

/// A connection to the bot's socket.
fn connects(program: &Program) -> UnixStream {
    // A path in the test's own folder may be too long for a socket.
    UnixStream::connect(program.folder().join("data/control.sock")).expect("the bot listens")
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_at_the_socket_keeps_others_from_it() {
    let (_emulator, program, running, [olga, _]) = runs().await;
    let silent: Vec<_> = (0..4).map(|_| connects(&program)).collect();
    assert_eq!(done(&program, &["staff", "list"]), is_owner(&program, olga, SHOWN));
    drop(silent);
    for (said, answer) in [
        ("rubbish\n", "the running bot is of another version than this command"),
        ("{\"record\":\"odd\"}\n", "the running bot knows no deed"),
    ] {
        let mut stream = connects(&program);
        stream.write_all(said.as_bytes()).expect("it is said");
        let mut heard = String::new();
        stream.read_to_string(&mut heard).expect("an answer");
        assert!(heard.starts_with("{\"failed\":") && heard.contains(answer), "{heard}");
    }
    // One that says more than a request can hold is not listened to any longer.
    let mut stream = connects(&program);
    let _ = stream.write_all(&vec![b'x'; 3 << 20]);
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
    drop(stream);
    assert_eq!(done(&program, &["staff", "list"]), is_owner(&program, olga, SHOWN));
    // One that is silent does not hold up the end either.
    let _silent = connects(&program);
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_command_line_is_refused_is_in_the_audit_log() {
    let (_emulator, program, running, [_, bakyt]) = runs().await;
    refused(&program, &["staff", "remove", &code(&program, bakyt)]);
    refused(&program, &["holds", "go-ahead", "7"]);
    let listed = done(&program, &["audit", "list"]);
    for deed in ["remove", "go-ahead"] {
        assert!(listed.contains(&format!("command line\t{deed}\trefused")), "{deed} in:\n{listed}");
    }
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_welcomed_also_if_the_terminal_that_let_them_in_is_gone() {
    let (emulator, program, running, [_, bakyt]) = runs().await;
    let link = done(&program, &["staff", "invite", "editor"]);
    let (_, payload) = link.split_once("?start=").expect("a link");
    let seq = emulator.seq();
    let payload = payload.split_whitespace().next().expect("a payload");
    emulator.say(bakyt, &format!("/start {payload}")).expect("it is sent");
    let is_answer = |event: &EmulatorEvent| event.chat == bakyt && event.kind == "sent";
    emulator.next_event(seq, is_answer).await.expect("an answer");
    let seq = emulator.seq();
    let mut stream = connects(&program);
    let confirm = format!("{{\"staff-confirm\":\"{}\"}}\n", code(&program, bakyt));
    stream.write_all(confirm.as_bytes()).expect("it is said");
    drop(stream);
    let welcome = say(Lang::En).people_welcome("editor").plain();
    let is_welcome = |event: &EmulatorEvent| event.chat == bakyt && event.text() == welcome;
    emulator.next_event(seq, is_welcome).await.expect("they are welcomed");
    assert_eq!(running.signal("TERM"), Some(0));
}
