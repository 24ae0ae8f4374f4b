//! The program as a process: it is killed, stopped, given wrong settings, and its files are searched.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use pledge_bot::domain::Topic;
use pledge_bot::domain::campaign::Stage;
use pledge_bot::emulator::{Emulator, EmulatorEvent, Options};

use crate::support::chat::english;
use crate::support::program::Program;
use crate::support::token::TOKEN;
use crate::support::visitor::visitor;

/// The bytes of every file in a folder and those in it.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(bytes(&path));
        } else if path.is_file() {
            // A bot that was killed leaves its socket, which holds nothing.
            all.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
    all
}

fn found(text: &str, files: &[(String, Vec<u8>)]) -> Vec<String> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut needles = vec![text.as_bytes().to_vec(), utf16];
    // Base64 encodes a text in three ways, depending on its offset; its ends depend on the neighbouring bytes.
    for before in 0..3 {
        let shifted = STANDARD_NO_PAD.encode([vec![0; before], text.as_bytes().to_vec()].concat());
        let sure = shifted.get(before.div_ceil(3) * 4..shifted.len() / 4 * 4).unwrap_or_default();
        // Shorter needles are found by chance.
        if sure.len() >= 6 {
            needles.push(sure.as_bytes().to_vec());
        }
    }
    let holds = |bytes: &[u8], needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    let files = files.iter().filter(|(_, bytes)| needles.iter().any(|needle| holds(bytes, needle)));
    files.map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_text_is_found_however_it_is_written() {
    let text = "Айгүл Кыдырова";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut files = vec![("UTF-8".to_owned(), text.as_bytes().to_vec()), ("UTF-16".to_owned(), utf16)];
    for before in ["", "a", "ab", "abc"] {
        let neighbours = STANDARD.encode(format!("{before}{text}, a supporter"));
        files.push((format!("Base64 after {} bytes", before.len()), format!("x{neighbours}x").into_bytes()));
    }
    let all: Vec<_> = files.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(found(text, &files), all);
    assert!(found("Нурлан Асанов", &files).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_neither_a_supporter_nor_a_step() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url());
    let (signed, halfway) = (visitor(&emulator, "A"), visitor(&emulator, "B"));

    let mut running = program.start();
    signed.begins("Айгүл Кыдырова").await;
    signed.finishes("aigul.secret@example.org").await;
    halfway.begins("Бакыт Жумаев").await;
    running.kill();

    let mut running = program.start();
    let again = signed.says("/support").await;
    assert!(again.starts_with(&english().sign_up_already().plain()), "{again}");
    assert!(again.contains(&english().sign_up_line_name_kept().plain()), "{again}");
    halfway.finishes("+996555123456").await;
    running.kill();

    let out = program.folder().join("supporters.csv");
    let arguments = ["export", "--identity", "coalition.key", "--out", "supporters.csv"];
    let exported = program.command(&arguments).output().expect("it runs");
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let csv = fs::read_to_string(&out).expect("the export");
    for value in ["Айгүл Кыдырова", "aigul.secret@example.org", "Бакыт Жумаев", "+996555123456", "KG-N"]
    {
        assert!(csv.contains(value), "{value} is missing in {csv}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_and_no_log_holds_what_was_typed_or_the_token() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let (signed, halfway) = (visitor(&emulator, "Гүлнарасы"), visitor(&emulator, "Чолпонбек"));
    let owner = visitor(&emulator, "Токтогулов");
    let program =
        Program::new(emulator.url()).with("OWNER_IDS", &owner.id.to_string()).with("QUIET_HOURS", "none");
    let mut running = program.start();
    signed.begins("Айгүл Кыдырова").await;
    signed.finishes("aigul.secret@example.org").await;
    signed.says("Мен коркуп жатам").await;
    // Somebody types a question where a contact is asked for.
    signed.says("/support").await;
    signed.taps(english().button_contact()).await;
    signed.says("Who will read my answers?").await;
    halfway.begins("Бакыт Жумаев").await;
    halfway.says("no contact of mine").await;
    running.kill();
    let mut running = program.start();
    let reader = visitor(&emulator, "Окурмандын");
    for person in [&reader, &owner] {
        person.starts().await;
    }
    let say = english();
    reader.says("/updates").await;
    reader.taps(say.topic_off(&say.topic_name(Topic::News))).await;
    owner.says("/broadcast").await;
    owner.says("Баарыбыз жума күнү жолугабыз").await;
    owner.taps(say.campaign_button_confirm()).await;
    let seq = emulator.seq();
    owner.taps(say.campaign_button_send(1)).await;
    let arrives = |event: &EmulatorEvent| event.chat == reader.id && event.text().contains("жолугабыз");
    emulator.next_event(seq, arrives).await.expect("it arrives");
    let done = say.campaign_report_title(1, &say.campaign_stage(Stage::Done)).plain();
    let is_report = |event: &EmulatorEvent| event.chat == owner.id && event.text().starts_with(&done);
    emulator.next_event(seq, is_report).await.expect("the author hears of it");
    owner.says("/broadcast").await;
    owner.says("Каралама бойдон калган сөз").await;
    owner.says("/export").await;
    owner.taps(say.button_export_send()).await;
    let backup = program.command(&["backup", "backup.age"]).output().expect("it runs");
    assert!(backup.status.success(), "{}", String::from_utf8_lossy(&backup.stderr));
    running.kill();

    fs::remove_file(program.folder().join("coalition.key")).expect("the key goes to the coalition");
    let files = bytes(program.folder());
    assert!(!found("KG-N", &files).is_empty(), "the search finds nothing at all");
    assert!(!found("registered", &files).is_empty(), "there is no log to search");
    assert!(files.iter().any(|(path, _)| path.ends_with("backup.age")), "there is no backup to search");
    for secret in [
        "Айгүл",
        "Кыдырова",
        "aigul.secret",
        "коркуп",
        "Who will read my answers",
        "Бакыт",
        "Жумаев",
        "no contact of mine",
        "жолугабыз",
        "Каралама бойдон",
        "Токтогулов",
        "Окурмандын",
        "Гүлнарасы",
        "Чолпонбек",
        TOKEN,
        "AAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        assert_eq!(found(secret, &files), Vec::<String>::new(), "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_finishes_what_is_in_hand_and_exits_with_zero() {
    for signal in ["TERM", "INT"] {
        let emulator = Emulator::start(Options::default()).await.expect("a free port");
        let program = Program::new(emulator.url());
        let running = program.start();
        let aigul = visitor(&emulator, "Aigul");
        aigul.begins("Aigul").await;
        assert_eq!(running.signal(signal), Some(0), "SIG{signal}");
        let mut running = program.start();
        aigul.finishes("aigul@example.org").await;
        running.kill();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_or_wrong_is_said_in_one_line() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url());
    let said = |name: &str, value: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
        command.arg("run").current_dir(program.folder()).env_remove("BOT_TOKEN").env(name, value);
        let output = command.output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        said.lines().last().unwrap_or_default().to_owned()
    };
    let no_token = said("BOT_TOKEN", "");
    assert!(no_token.contains("BOT_TOKEN is not set") && no_token.contains("pledge-bot demo"), "{no_token}");
    assert!(said("BOT_TOKEN", "hush").contains("BOT_TOKEN is malformed"));
    fs::write(program.folder().join(".env"), format!("BOT_TOKEN={TOKEN}\n")).expect("written");
    assert!(said("SEAL_RECIPIENTS", "age1nonsense").contains("SEAL_RECIPIENTS is malformed"));
    fs::write(program.folder().join("file"), "").expect("written");
    let folder = said("DATA_DIR", "file/data");
    assert!(folder.starts_with("pledge-bot: ") && folder.contains("file"), "{folder}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_ends_it_with_a_code_of_its_own() {
    let options = Options { token: Some("2000000002:BBBBBBBBBBBBBBBBBBBBBBBB".into()), ..Options::default() };
    let emulator = Emulator::start(options).await.expect("a free port");
    let program = Program::new(emulator.url());
    let output = program.command(&["run"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(78));
    assert!(String::from_utf8_lossy(&output.stderr).contains("does not accept BOT_TOKEN"));
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_made_once_and_never_written_over() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url());
    let made = program.command(&["keygen", "new.key"]).output().expect("it runs");
    assert!(made.status.success());
    let public = String::from_utf8_lossy(&made.stdout);
    assert!(public.starts_with("age1") && public.lines().count() == 1, "{public}");
    let before = fs::read(program.folder().join("new.key")).expect("the key file");
    let again = program.command(&["keygen", "new.key"]).output().expect("it runs");
    assert!(!again.status.success());
    assert_eq!(fs::read(program.folder().join("new.key")).expect("the key file"), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_read_anew_on_request_and_faulty_ones_are_refused() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("MESSAGES_DIR", "words");
    let words = program.folder().join("words/en");
    fs::create_dir_all(&words).expect("a folder");
    let original = fs::read_to_string("messages/en/help.ftl").expect("the words");
    let write = |title: &str| {
        let text = original.replace("Help: how to use this bot</b>", title);
        fs::write(words.join("help.ftl"), text).expect("written");
    };
    write("First</b>");
    let running = program.start();
    let aigul = visitor(&emulator, "Aigul");
    aigul.starts().await;
    assert!(aigul.says("/help").await.starts_with("First"));

    write("Second</b>");
    running.tell("HUP");
    let mut rounds = 0..1000;
    while !aigul.says("/help").await.starts_with("Second") {
        assert!(rounds.next().is_some(), "the words are not read anew");
    }

    write("Third</i>");
    running.tell("HUP");
    let mut rounds = 0..1000;
    while !fs::read_to_string(program.log()).expect("the log").contains("the old ones stay") {
        assert!(rounds.next().is_some(), "the fault is not told");
        assert!(aigul.says("/help").await.starts_with("Second"));
    }
    let log = fs::read_to_string(program.log()).expect("the log");
    let told = log.lines().find(|line| line.contains("help.ftl:")).unwrap_or_default();
    assert!(told.contains("words/en/help.ftl:3:"), "{told}");
}
