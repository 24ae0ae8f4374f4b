//! `pledge-bot doctor`: a fault of each kind is found, and a sound installation has none.

mod faults;
mod installation;

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use pledge_bot::doctor::{CheckOutcome, DoctorReport, Explanation, explain};
use pledge_bot::domain::doctor::{Check, Finding};
use pledge_bot::emulator::{Emulator, EmulatorEvent, NewPerson, Options};
use serde_json::Value;

use super::{stderr, stdout};
use crate::support::program::Program;
use installation::Sound;

const NONE: [Finding; 0] = [];

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_installation_has_no_fault_and_nothing_of_it_changes() {
    let mut sound = Sound::new().await;
    let before = sound.files();
    let report = sound.examined().await;
    assert_eq!(report.findings(), NONE, "{report}");
    let unseen = report.0.iter().filter(|(_, outcome)| matches!(outcome, CheckOutcome::Unseen(_)));
    assert_eq!(unseen.map(|(check, _)| *check).collect::<Vec<_>>(), Vec::<Check>::new(), "{report}");
    assert!(report.to_string().ends_with("\nNothing wrong was found."), "{report}");
    // Without a bot and without systemd.
    sound.stops_bot();
    sound.removes("bin/systemctl");
    let report = sound.examined().await;
    assert_eq!(report.findings(), NONE, "{report}");
    assert!(
        report.to_string().contains("-      service                not needed: there is no systemd here"),
        "{report}"
    );
    assert_eq!(sound.files(), before);
}

/// Plants each fault of a part of them in an installation of its own.
async fn each_is_found(part: usize, parts: usize) {
    let mut planted = 0;
    for finding in Finding::ALL.into_iter().skip(part).step_by(parts) {
        let mut sound = Sound::new().await;
        if !faults::plant(finding, &mut sound).await {
            continue;
        }
        planted += 1;
        let report = sound.examined().await;
        assert_eq!(report.findings(), [finding], "{finding:?}: {report}");
        let (said, words) = (report.to_string(), explain(finding));
        assert!(said.contains(&format!("\n1. {} [{}]\n", words.title, finding.code())), "{said}");
        let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let remedy = words.remedy.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&format!("What to do: {remedy}")), "{said}");
        assert!(!said.contains("S3CRET"), "{said}");
    }
    assert!(planted > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_planted_fault_is_found_alone_and_with_its_remedy() {
    each_is_found(0, 4).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_planted_fault_of_the_second_part_is_found_alone_and_with_its_remedy() {
    each_is_found(1, 4).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_planted_fault_of_the_third_part_is_found_alone_and_with_its_remedy() {
    each_is_found(2, 4).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_planted_fault_of_the_fourth_part_is_found_alone_and_with_its_remedy() {
    each_is_found(3, 4).await;
}

/// The outcome of a check.
fn outcome(report: &DoctorReport, check: Check) -> &CheckOutcome {
    &report.0.iter().find(|(of, _)| *of == check).expect("each check is made").1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_can_not_be_made_is_named_and_is_no_finding() {
    let mut sound = Sound::new().await;
    // A container: its disk can't be seen, and neither is the swap of its machine.
    sound.writes("machine/proc/self/mountinfo", "1 0 0:30 / / rw - overlay overlay rw\n");
    sound.removes("machine/proc/swaps");
    sound.unsets("BOT_TOKEN");
    sound.sets("BOT_TOKEN_COMMAND", "exit 1");
    let report = sound.examined().await;
    assert_eq!(report.findings(), NONE, "{report}");
    for check in [Check::Encryption, Check::Swap, Check::Token, Check::Webhook] {
        assert!(matches!(outcome(&report, check), CheckOutcome::Unseen(_)), "{report}");
    }
    assert_eq!(outcome(&report, Check::Clock), &CheckOutcome::Sound, "a token is not needed for that");
    assert!(
        report.to_string().ends_with("4 checks could not be made; the lines with a ? say why."),
        "{report}"
    );
    assert!(
        report.to_string().contains("?      encryption of disks    could not be checked: it can't be seen"),
        "{report}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_does_not_answer_holds_up_no_other_check() {
    let mut sound = Sound::new().await;
    // Whoever reads it hangs, as with a file on a network disk that is gone.
    sound.removes("install/data/backups.json");
    let pipe = std::process::Command::new("mkfifo").arg(sound.at("install/data/backups.json")).status();
    assert!(pipe.expect("it runs").success());
    sound.patience = Duration::from_secs(2);
    sound.opens("install/.env", 0o644);
    let report = sound.examined().await;
    assert_eq!(report.findings(), [Finding::SettingsOpen], "{report}");
    for check in [Check::DiskSpace, Check::Backup, Check::OptOuts] {
        let unseen = CheckOutcome::Unseen("a file that it looks at does not answer".to_owned());
        assert_eq!(outcome(&report, check), &unseen, "{report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_store_key_is_needed_for_nothing() {
    let mut sound = Sound::new().await;
    // A command would print it, and is not run; the bot that answers has opened the data with it.
    sound.removes("install/store.key");
    sound.sets("STORE_KEY_COMMAND", "exit 1");
    let report = sound.examined().await;
    assert_eq!((report.findings(), outcome(&report, Check::StoreKey)), (Vec::new(), &CheckOutcome::Sound));
    sound.stops_bot();
    sound.removes("bin/systemctl");
    let report = sound.examined().await;
    assert_eq!(report.findings(), NONE);
    assert!(matches!(outcome(&report, Check::StoreKey), CheckOutcome::Unseen(_)), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_destroys_or_lets_others_in_is_no_command_to_paste() {
    for finding in [Finding::PrivateKeyHere, Finding::RecipientsNotAccepted, Finding::BackupBeforeUpgradeOld]
    {
        let mut sound = Sound::new().await;
        assert!(faults::plant(finding, &mut sound).await);
        let report = sound.examined().await;
        assert_eq!(report.found()[0].commands, [""; 0], "{report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_that_is_started_again_and_again_has_failed() {
    let mut sound = Sound::new().await;
    sound.stops_bot();
    sound.unit(&[("ActiveState", "activating"), ("SubState", "auto-restart"), ("StatusText", "")]);
    let report = sound.examined().await;
    assert_eq!(report.findings(), [Finding::ServiceFailed], "{report}");
    assert_eq!(report.found()[0].commands[0], "journalctl -u pledge-bot -n 20");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_root_on_a_disk_of_its_own_is_no_fault() {
    let sound = Sound::new().await;
    let disk = sound.at("install/data/lost+found");
    fs::create_dir(&disk).expect("made");
    if std::os::unix::fs::chown(&disk, Some(4711), None).is_err() {
        eprintln!("NOT TESTED: nobody may give a folder away here; run this test as root");
        return;
    }
    let report = sound.examined().await;
    assert_eq!(report.findings(), NONE, "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_on_which_the_next_backup_has_no_room_is_full() {
    let sound = Sound::new().await;
    sound.backs_up_much([1, 1, 1], u64::MAX);
    let report = sound.examined().await;
    assert_eq!(report.findings(), [Finding::DiskFull], "{report}");
    let folder = sound.at("install/backups").display().to_string();
    assert!(report.found()[0].here[0].starts_with(&folder), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_not_handed_on_while_its_command_has_not_taken_it_and_only_if_there_is_one() {
    let mut sound = Sound::new().await;
    // It was good without a command. The one that is new has failed since.
    sound.backs_up([7, 7, 1]);
    sound.notes(|record| record.handed_on = None);
    let report = sound.examined().await;
    assert_eq!(report.findings(), [Finding::BackupNotHandedOn], "{report}");
    // The command has failed for days, and was taken out of the settings. The disk is that of the data.
    sound.backs_up([7, 31, 1]);
    sound.unsets("BACKUP_COMMAND");
    let report = sound.examined().await;
    assert_eq!(report.findings(), [Finding::BackupBesideData], "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_in_an_earlier_folder_is_not_missed() {
    let sound = Sound::new().await;
    let earlier = sound.at("install/earlier/last.age");
    sound.notes(|record| record.made.as_mut().expect("one was made").file = earlier);
    let report = sound.examined().await;
    assert_eq!(report.findings(), NONE, "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn several_faults_are_told_together() {
    let mut sound = Sound::new().await;
    let all = [Finding::ClockWrong, Finding::SettingsOpen, Finding::SwapOpen, Finding::DiskOpen];
    for finding in all {
        assert!(faults::plant(finding, &mut sound).await);
    }
    let report = sound.examined().await;
    assert_eq!(report.findings(), all, "{report}");
    assert!(report.to_string().ends_with("\n4 things are wrong."), "{report}");
}

fn doctor(program: &Program, sound: &Sound, arguments: &[&str]) -> Output {
    let root = sound.at("machine").display().to_string();
    let mut command = program.command(&[&["doctor", "--root", root.as_str()][..], arguments].concat());
    command.env_clear().envs(&sound.env).env("PATH", sound.at("bin")).output().expect("it runs")
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_get_json_and_an_exit_code() {
    let sound = Sound::new().await;
    let program = Program::new("");
    let output = doctor(&program, &sound, &["--json"]);
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!((output.status.code(), &report["sound"]), (Some(0), &Value::Bool(true)), "{report:#}");
    let checks: Vec<_> =
        report["checks"].as_array().expect("a list").iter().map(|check| check["check"].as_str()).collect();
    assert_eq!(checks, Check::ALL.map(|check| Some(check.code())));

    sound.opens("install/store.key", 0o644);
    let output = doctor(&program, &sound, &["--json"]);
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!((output.status.code(), &report["sound"]), (Some(1), &Value::Bool(false)), "{report:#}");
    let checks = report["checks"].as_array().expect("a list");
    let findings: Vec<_> = checks.iter().filter_map(|check| check["findings"].as_array()).flatten().collect();
    assert_eq!(findings.len(), 1);
    for key in ["code", "title", "here", "meaning", "remedy", "commands"] {
        assert!(findings[0].get(key).is_some(), "{key}");
    }
    assert_eq!(findings[0]["code"], "store-key-open");
    let command = format!("chmod 600 '{}'", sound.at("install/store.key").display());
    assert_eq!(findings[0]["commands"][0], command.as_str());

    let output = doctor(&program, &sound, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains(&command), "{}", stdout(&output));
    assert!(stderr(&output).is_empty(), "{}", stderr(&output));
}

#[test]
fn settings_that_can_not_be_read_are_a_finding() {
    let program = Program::new("http://127.0.0.1:1");
    fs::write(program.folder().join(".env"), "BOT TOKEN\n").expect("written");
    let output = program.command(&["doctor"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output).contains("[settings-faulty]\n   Here:       .env, line 1"),
        "{}",
        stdout(&output)
    );
    let help = program.command(&["doctor", "--help"]).output().expect("it runs");
    assert!(
        stdout(&help).contains("Exit codes: 0 nothing wrong was found; 1 something is wrong"),
        "{}",
        stdout(&help)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_beside_a_running_bot() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let person = emulator.person(&NewPerson::new("A", "en")).expect("a person");
    let program = Program::new(emulator.url()).with("RUST_LOG", "error");
    let (seq, running) = (emulator.seq(), program.start());
    emulator.say(person, "/start").expect("it is sent");
    let is_answer = |event: &EmulatorEvent| event.chat == person && event.kind == "sent";
    emulator.next_event(seq, is_answer).await.expect("an answer");
    let output = program.command(&["doctor", "--json"]).output().expect("it runs");
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let state = |check: Check| {
        let all = report["checks"].as_array().expect("a list");
        all.iter().find(|found| found["check"] == check.code()).expect("it is made")["state"].clone()
    };
    for check in [
        Check::Token,
        Check::Webhook,
        Check::Clock,
        Check::StoreKey,
        Check::KeyCopy,
        Check::Schema,
        Check::Version,
    ] {
        assert_eq!(state(check), "sound", "{check:?}: {report:#}");
    }
    assert_eq!(running.signal("TERM"), Some(0));
}

#[test]
fn a_remedy_names_a_part_of_the_guide_that_is_there() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operate.md");
    let guide = fs::read_to_string(guide).expect("the guide");
    let titles: Vec<_> = guide.lines().filter_map(|line| line.strip_prefix('#')).collect();
    let titles: Vec<_> = titles.iter().map(|title| title.trim_start_matches('#').trim()).collect();
    let parts = Finding::ALL.into_iter().flat_map(|finding| {
        let named = explain(finding).remedy.split("(docs/operate.md, ").skip(1);
        named.filter_map(|rest| rest.split_once(')')).map(|(part, _)| part)
    });
    let missing = parts.filter(|part| !titles.contains(part));
    assert_eq!(missing.collect::<Vec<_>>(), [""; 0], "parts that the guide lacks");
}

#[test]
fn the_guide_has_a_row_for_each_finding() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operate.md");
    let guide = fs::read_to_string(guide).expect("the guide");
    let row = |finding: Finding| {
        let Explanation { title, meaning, remedy } = explain(finding);
        let (first, rest) = title.split_at(1);
        let (check, code) = (finding.check().code(), finding.code());
        format!("| `{check}` | `{code}` | {}{rest}. {meaning} | {remedy} |", first.to_uppercase())
    };
    let missing = Finding::ALL.map(row).into_iter().filter(|row| !guide.contains(row));
    assert_eq!(missing.collect::<Vec<_>>(), [""; 0], "rows that the guide lacks");
}
