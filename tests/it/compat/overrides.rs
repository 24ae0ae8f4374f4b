//! A folder of an office's own words, with the file names and message IDs of the build at b88c26e, is in effect.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use pledge_bot::domain::campaign::{Reason, Stage};
use pledge_bot::domain::{CallStatus, Lang, Region, SupporterKind, Topic};
use pledge_bot::texts::{Html, Say, Texts, check_report};

use super::{Line, fixture, lines, read};

const LIST: &str = "compat/overrides.txt";
const FOLDER: &str = "overrides";
/// Stands for the pattern of a message that nothing shows any more.
const GONE: &str = "-";

/// The functions for the messages of the list, in its order, each with sample values.
type Message = fn(&Say<'_>, &Texts) -> String;
const MESSAGES: [Message; 28] = [
    |say, _| say.campaign_launched().to_string(),
    |say, _| say.campaign_button_preview(),
    |say, _| say.campaign_stage(Stage::Running),
    |say, _| say.campaign_reason(Reason::Stopped),
    |say, _| say.campaign_line_count(7).to_string(),
    |say, _| say.campaign_footer(7),
    |say, _| say.staff_dead_letters(7).to_string(),
    |say, _| say.statuses_entry(&Html::escaped("date"), &Html::escaped("status")).to_string(),
    |say, _| say.statuses_earlier().to_string(),
    |say, _| say.staff_deadline_set().to_string(),
    |say, _| say.button_deadlines(),
    |say, _| say.staff_status_entered().to_string(),
    |say, _| say.kind_name(SupporterKind::Media),
    |say, _| say.region_name(Region::Abroad),
    |say, _| say.sign_up_need_button().to_string(),
    |say, _| say.topics_stopped().to_string(),
    |say, _| say.topic_on("name"),
    |say, _| say.topic_name(Topic::News),
    |say, _| say.my_data_text().to_string(),
    |say, _| say.my_data_chat("number").to_string(),
    |say, _| say.button_home(),
    |say, _| say.button_topics(),
    |say, _| say.deadline_name("pledge"),
    |say, _| say.deadline_today().to_string(),
    |say, _| say.deadline_name("office-report"),
    |say, _| say.status(CallStatus::KeptInPart).to_string(),
    |say, texts| say.call_title(&texts.pledge.calls[2].id),
    |say, texts| say.call_note(&texts.pledge.calls[0].id).to_string(),
];

/// A pattern of the list with the sample values in it.
fn expected(pattern: &str) -> String {
    let values = [
        ("count", "7"),
        ("code", "7"),
        ("date", "date"),
        ("status", "status"),
        ("name", "name"),
        ("number", "number"),
    ];
    values
        .iter()
        .fold(pattern.to_owned(), |text, (name, value)| text.replace(&format!("{{ ${name} }}"), value))
}

#[test]
fn every_message_of_the_folder_is_in_effect() {
    let texts = Texts::load(&fixture(FOLDER)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let mut list = lines(&read(LIST));
    list.retain(|line| line.column(2) != GONE);
    assert_eq!(list.len(), MESSAGES.len() * Lang::ALL.len());
    for lang in Lang::ALL {
        let of_lang = |line: &&Line| line.column(0).starts_with(&format!("{}/", lang.code()));
        for (line, message) in list.iter().filter(of_lang).zip(MESSAGES) {
            let said = message(&texts.say(lang), &texts);
            let pattern = line.column(2);
            if pattern.contains("->") {
                // In every branch, the pattern ends with the office's mark.
                let mark = pattern.rsplit_once('(').and_then(|(_, mark)| mark.split_once(')'));
                let (mark, _) = mark.expect("a mark");
                assert!(said.contains('7') && said.ends_with(&format!(" ({mark})")), "line {}", line.number);
            } else {
                assert_eq!(said, expected(pattern), "line {} of {LIST}", line.number);
            }
        }
    }
}

#[test]
fn the_facts_of_the_folder_are_in_effect() {
    let texts = Texts::load(&fixture(FOLDER)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let pledge = &texts.pledge;
    assert_eq!(pledge.consent, 2);
    let call = &pledge.calls[0];
    assert_eq!((call.id.as_str(), call.status), ("authorities-funding", CallStatus::KeptInPart));
    assert_eq!(call.since, Some(jiff::civil::date(2025, 6, 1)));
    assert_eq!(call.link.as_deref(), Some("https://example.org/report?a=1&b=2"));
    let deadline = &pledge.deadlines[1];
    assert_eq!((deadline.id.as_str(), deadline.date), ("office-report", jiff::civil::date(2027, 3, 1)));
    assert_eq!(deadline.time, Some(jiff::civil::time(18, 0, 0, 0)));
    assert_eq!(deadline.zone.iana_name(), Some("Europe/Berlin"));
    assert_eq!((deadline.leads.as_slice(), deadline.topic), ([14, 3, 0].as_slice(), Topic::Calls));
    assert_eq!(pledge.regions, [Region::Abroad, Region::Naryn, Region::BishkekCity]);
}

/// The files of today's built-in words in a language, and the IDs in them.
fn built_in(lang: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages").join(lang);
    let (mut files, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for file in fs::read_dir(folder).expect("the folder") {
        let path = file.expect("a file").path();
        files.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        let text = fs::read_to_string(path).expect("the file");
        let names = text.lines().filter_map(|line| line.split_once(" =")).map(|(name, _)| name);
        let is_id =
            |name: &&str| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        ids.extend(names.filter(is_id).map(str::to_owned));
    }
    (files, ids)
}

/// Whether a line of `check` names an old name, and beside it one that counts today.
fn tells(line: &str, old: &str, today: &BTreeSet<String>) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let words: Vec<_> = line.split(|c| !is_part(c)).map(|word| word.trim_end_matches('.')).collect();
    words.contains(&old) && words.iter().any(|word| *word != old && today.contains(*word))
}

#[test]
fn check_accepts_the_folder_and_names_what_is_called_otherwise_today() {
    assert!(check_report(Some(&fixture(FOLDER))).is_ok());
    let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
    let output = command.arg("check").arg(fixture(FOLDER)).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("sign-cancelled has no effect any more; take it out"), "{told}");
    for line in &lines(&read(LIST)) {
        let (lang, file) = line.column(0).split_once('/').expect("a folder");
        let (files, ids) = built_in(lang);
        let is_told = |old: &str, today| told.lines().any(|line| tells(line, old, today));
        assert!(
            files.contains(file) || is_told(file, &files),
            "check does not name the new file of {file}:\n{told}"
        );
        let id = line.column(1);
        // IDs with that of a fact of the folder's own stand in no built-in file.
        let is_of_a_fact = ["call-", "deadline-office-report"].iter().any(|part| id.starts_with(part));
        let is_known = ids.contains(id) || is_of_a_fact;
        if line.column(2) == GONE {
            let gone = format!("{id} has no effect any more");
            assert!(!is_known && told.contains(&gone), "check does not say that {id} is gone:\n{told}");
            continue;
        }
        assert!(is_known || is_told(id, &ids), "check does not name the new ID of {id}:\n{told}");
    }
}
