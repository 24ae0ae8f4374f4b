//! Environment variables and the command line, as operators have them in their units and scripts.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use pledge_bot::config::Settings;

use super::{Line, lines, read};

const LIST: &str = "compat/settings.txt";
/// Variables that came after the list; each gets a line there when it is released.
const NOT_LISTED: [&str; 14] = [
    "STORE_KEY_FILE",
    "STORE_KEY_COMMAND",
    "BOT_TOKEN_COMMAND",
    "HOLD_MINUTES",
    "APPROVALS",
    "BACKUP_DIR",
    "BACKUP_AT",
    "BACKUP_KEEP",
    "BACKUP_COMMAND",
    "OPT_OUTS_COPY_DIR",
    "OPT_OUTS_COPY_COMMAND",
    "HEALTH_LISTEN",
    "METRICS_LISTEN",
    "HEARTBEAT_URL",
];
/// The variable that the log reads by itself.
const OF_THE_LOG: &str = "RUST_LOG";

/// Variables first, then commands: their names are in capitals.
fn parts() -> (Vec<Line>, Vec<Line>) {
    let is_variable = |line: &Line| line.column(0).bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    lines(&read(LIST)).into_iter().partition(is_variable)
}

/// Reads settings and notes the names that were asked for.
fn settings(values: &BTreeMap<String, String>, asked: &RefCell<BTreeSet<String>>) -> Settings {
    let get = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
        values.get(name).cloned()
    };
    Settings::read(&get).expect("the settings are read")
}

#[test]
fn variables_have_the_names_and_defaults_of_the_list() {
    let (variables, _) = parts();
    let asked = RefCell::default();
    let set = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let token = ("BOT_TOKEN", "1:AAAAAAAAAAAAAAAAAAAAAAAA");
    // Some defaults count only beside another setting.
    let full = [token, ("WEBHOOK_URL", "https://bot.example.org/telegram"), ("PAID_BROADCASTS", "true")];
    for given in [set(&[token]), set(&full)] {
        let bare = settings(&given, &asked);
        for line in variables.iter().filter(|line| !line.column(1).starts_with('(')) {
            let mut explicit = given.clone();
            let name = line.column(0);
            explicit.entry(name.to_owned()).or_insert_with(|| line.column(1).to_owned());
            assert_eq!(settings(&explicit, &asked), bare, "{name}={} is not the default", line.column(1));
        }
    }
    let listed: BTreeSet<_> = variables.iter().map(|line| line.column(0).to_owned()).collect();
    let mut read = asked.into_inner();
    read.insert(OF_THE_LOG.to_owned());
    read.retain(|name| !NOT_LISTED.contains(&name.as_str()));
    assert_eq!(read, listed);
}

#[test]
fn commands_and_their_options_are_those_of_the_list() {
    let (_, commands) = parts();
    assert!(commands.len() >= 9, "the list has {} commands", commands.len());
    let help = |arguments: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_pledge-bot")).args(arguments).output().expect("it runs");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for line in commands.iter().filter(|line| line.column(0) != "(none)") {
        let help = help(&[line.column(0), "--help"]);
        for word in line.column(1).split([' ', '[', ']', '|']).filter(|word| word.starts_with("--")) {
            assert!(help.contains(word), "{} has no {word} any more", line.column(0));
        }
    }
}
