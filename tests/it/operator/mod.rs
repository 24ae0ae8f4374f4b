//! The operator's commands as a process: what they make and leave behind, which settings they take, and what they say.

mod audit;
mod backups;
mod doctor;
mod drills;
mod emergencies;
mod files;
mod freeze;
mod holds;
mod keys;
mod locked;
mod manual;
mod output;
mod recover;
mod settings;
mod setup;
mod signals;
mod staff;
mod store_key;

use std::fs;
use std::path::Path;
use std::process::Output;

use pledge_bot::crypto::{IdKey, Recipients, StoreKey};
use pledge_bot::domain::{ChatId, ChatKind, Region, Supporter};
use pledge_bot::emulator::{Emulator, Options};
use pledge_bot::store::{Change, ChangeSet, Store};

use crate::support::campaign;
use crate::support::program::Program;

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a command that has to succeed; gives its output.
fn done(program: &Program, arguments: &[&str]) -> String {
    let output = program.command(arguments).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// Runs a command that has to fail; gives its one line of output.
fn refused(program: &Program, arguments: &[&str]) -> String {
    let output = program.command(arguments).output().expect("it runs");
    let line = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {line}");
    assert_eq!(line.lines().count(), 1, "{line}");
    line
}

/// The code by which the command line names a person, in a store with this key.
fn code_under(key: &StoreKey, person: i64) -> String {
    let ids = IdKey::of(key);
    ids.code(ids.hide(ChatId::new(person))).to_string()
}

/// The same for a program with the default settings, which has run.
fn code(program: &Program, person: i64) -> String {
    code_under(&campaign::key(program.folder()), person)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A store as a bot would leave it, with this many supporters.
async fn fill(program: &Program, supporters: i64) -> Store {
    let folder = program.folder();
    let (key, _) = StoreKey::load_or_create(&folder.join("store.key")).expect("a key");
    let store =
        Store::open_with_list(&folder.join("data"), key, &folder.join("opt-outs.list")).await.expect("opens");
    let recipients = Recipients::parse(&program.recipients).expect("a key");
    store.keep_key_copy(Some(&recipients)).await.expect("as the bot does");
    let sign = (1..=supporters).map(|chat| {
        let begun = jiff::civil::date(2026, 3, 9);
        let mut supporter = Supporter { region: Region::Naryn, ..Supporter::new(chat, 2, begun) };
        supporter.name = Some(recipients.seal(&supporter.name_document("Айгүл".to_owned())));
        let list = vec![Change::Meet(ChatKind::Private), Change::SaveSupporter(supporter)];
        store.commit(None, Some(ChangeSet { chat: ChatId::new(chat), list }))
    });
    for signed in futures_util::future::join_all(sign).await {
        signed.expect("signed");
    }
    store
}

#[tokio::test(flavor = "multi_thread")]
async fn backup_restore_and_export_go_together() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    // This process uses the store, as a running bot would.
    let store = fill(&program, 30).await;
    let said = done(&program, &["backup", "first.age"]);
    assert!(said.contains("30 supporters are in first.age") && said.contains("SHA-256"), "{said}");
    assert!(said.contains("Only the private key can tell"), "{said}");
    let said = done(&program, &["backup", "second.age", "--identity", "coalition.key"]);
    assert!(said.contains("opened from beginning to end"), "{said}");
    assert!(refused(&program, &["backup", "second.age"]).contains("is there already"));
    let erase = ChangeSet { chat: ChatId::new(7), list: vec![Change::Erase] };
    store.commit(None, Some(erase)).await.expect("erased");
    let restore = ["restore", "first.age", "--identity", "coalition.key"];
    let said = refused(&program, &[&restore[..], &["--data", "beside"]].concat());
    assert!(said.contains("another pledge-bot uses the list of opt-outs"), "{said}");
    store.close().await.expect("closed");

    assert!(refused(&program, &restore).contains("has data already"));
    let into = |data| [&restore[..], &["--data", data]].concat();
    let said = done(&program, &into("new"));
    assert!(said.contains("29 chats and 29 supporters") && said.contains("1 opt-outs are later"), "{said}");
    assert_eq!(names(&program.folder().join("new")), ["pledge.db", "pledge.lock"]);
    fs::rename(program.folder().join("opt-outs.list"), program.folder().join("away")).expect("moved");
    let said = refused(&program, &into("newer"));
    assert!(said.contains("--without-opt-outs") && said.contains("come back"), "{said}");
    let said = done(&program, &[&into("newer")[..], &["--without-opt-outs"]].concat());
    assert!(said.contains("30 supporters") && said.contains("whoever has left"), "{said}");

    for format in ["csv", "xlsx", "json"] {
        let arguments =
            ["export", "--identity", "coalition.key", "--data", "new", "--out", format, "--format", format];
        assert!(done(&program, &arguments).contains("29 supporters"), "{format}");
    }
    assert!(fs::read_to_string(program.folder().join("json")).expect("read").contains("\"name\":\"Айгүл\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_takes_the_wanted_supporters_from_a_folder_or_a_sealed_copy() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    fill(&program, 3).await.close().await.expect("closed");
    let out = program.folder().join("out");
    let with = |more: &[&'static str]| {
        let _ = fs::remove_file(&out);
        let base = ["export", "--identity", "coalition.key", "--out", "out"];
        [&base[..], more].concat()
    };
    // They signed on the ninth at two in the morning in Bishkek.
    assert!(done(&program, &with(&["--since", "2026-03-09"])).contains("3 supporters"));
    assert!(done(&program, &with(&["--since", "2026-03-10"])).contains("0 supporters"));
    assert!(done(&program, &with(&["--region", "KG-N"])).contains("3 supporters"));
    assert!(done(&program, &with(&["--region", "abroad"])).contains("0 supporters"));
    let wrong = program.command(&with(&["--region", "Naryn"])).output().expect("it runs");
    assert!(!wrong.status.success() && stderr(&wrong).contains("ISO 3166-2:KG"), "{}", stderr(&wrong));

    done(&program, &["export", "--format", "sealed", "--out", "copy.age"]);
    assert!(done(&program, &with(&["--from", "copy.age", "--format", "xlsx"])).contains("3 supporters"));
    done(&program, &["backup", "backup.age"]);
    assert!(refused(&program, &with(&["--from", "backup.age"])).contains("pledge-bot restore"));
    let restore = ["restore", "copy.age", "--identity", "coalition.key", "--data", "new"];
    assert!(refused(&program, &restore).contains("export --from"));
    done(&program, &["keygen", "other.key"]);
    let said = refused(&program, &["export", "--identity", "other.key", "--out", "out"]);
    assert!(said.contains("none of the 3 sealed names"), "{said}");
    assert!(!out.exists() && !program.folder().join("out.part").exists());
    let none = program.command(&["export", "--out", "out"]).output().expect("it runs");
    assert!(!none.status.success() && stderr(&none).contains("--identity"), "{}", stderr(&none));
}
