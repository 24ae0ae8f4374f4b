//! A backup is tried out on the coalition's computer.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use pledge_bot::crypto::{Identity, Recipients, generate};
use pledge_bot::domain::{ChatId, ChatKind, Supporter};
use pledge_bot::emulator::{Emulator, Options};
use pledge_bot::store::{Change, ChangeSet, Store};
use sqlx::{Connection, SqliteConnection};

use super::{done, fill, names, refused, stdout};
use crate::support::program::Program;

const DRILL: [&str; 6] = ["drill", "b.age", "--identity", "coalition.key", "--scratch", "scratch"];

/// A bot with data that runs, and a backup of it. The drill has a folder of its own for what it restores.
async fn program(supporters: i64) -> (Emulator, Program, Store) {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    let store = fill(&program, supporters).await;
    let recipients = Recipients::parse(&program.recipients).expect("a key");
    store.seal_opt_outs_to(&recipients).await.expect("as the bot does");
    done(&program, &["backup", "b.age"]);
    fs::create_dir(program.folder().join("scratch")).expect("made");
    (emulator, program, store)
}

fn scratch(program: &Program) -> PathBuf {
    program.folder().join("scratch")
}

#[track_caller]
fn is_empty(program: &Program) {
    assert_eq!(names(&scratch(program)), [""; 0], "nothing that was restored is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_backup_passes_and_the_drill_says_what_would_be_lost() {
    let (_emulator, program, store) = program(30).await;
    for chat in [7, 8] {
        let erase = ChangeSet { chat: ChatId::new(chat), list: vec![Change::Erase] };
        store.commit(None, Some(erase)).await.expect("erased");
    }
    store.close().await.expect("closed");
    let before = names(program.folder());
    let list = fs::read(program.folder().join("opt-outs.list")).expect("the list");
    let said = done(&program, &DRILL);
    for part in [
        "less than an hour ago",
        "supporters: 30",
        "As many as its manifest says",
        "Of its 30 sealed names and contacts, 10 were tried, and 10 opened",
        "A sealed copy of the store key is in it and opens",
        "Everything that happened after it was made would be lost",
        "Name it with --opt-outs",
        "The drill found nothing wrong",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("Айгүл"), "{said}");
    let said = done(&program, &[&DRILL[..], &["--opt-outs", "opt-outs.list"]].concat());
    assert!(said.contains("2 opt-outs in the list are later than the backup"), "{said}");
    assert!(said.contains("2 of them are of chats"), "{said}");
    is_empty(&program);
    assert_eq!(names(program.folder()), before, "no store key and no data are written");
    assert_eq!(fs::read(program.folder().join("opt-outs.list")).expect("the list"), list);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_or_another_key_fails_and_leaves_nothing() {
    let (_emulator, program, store) = program(3).await;
    store.close().await.expect("closed");
    done(&program, &["keygen", "other.key"]);
    let other = ["drill", "b.age", "--identity", "other.key", "--scratch", "scratch"];
    refused(&program, &other);
    is_empty(&program);
    let path = program.folder().join("b.age");
    let mut bytes = fs::read(&path).expect("the backup");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).expect("damaged");
    assert!(refused(&program, &DRILL).contains("cut short or damaged"));
    is_empty(&program);
}

/// Changes the database in the backup and seals it again, as nobody does who makes backups.
async fn tampered(program: &Program, statement: &'static str) {
    let path = program.folder().join("b.age");
    let identity = Identity::read(&program.folder().join("coalition.key")).expect("the key");
    let (sealed, mut plain) = (fs::read(&path).expect("the backup"), Vec::new());
    identity.opener(sealed.as_slice()).expect("opens").read_to_end(&mut plain).expect("whole");
    let database = program.folder().join("tampered.db");
    fs::write(&database, plain).expect("written");
    let mut db =
        SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.expect("opened");
    sqlx::query(statement).execute(&mut db).await.expect("changed");
    db.close().await.expect("closed");
    let recipients = Recipients::parse(&program.recipients).expect("a key");
    let mut out = recipients.sealer(Vec::new()).expect("begun");
    out.write_all(&fs::read(&database).expect("read")).expect("sealed");
    fs::write(&path, out.finish().expect("sealed")).expect("written");
    fs::remove_file(database).expect("removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_that_differ_from_the_manifest_fail() {
    let (_emulator, program, store) = program(5).await;
    store.close().await.expect("closed");
    tampered(&program, "DELETE FROM supporters WHERE chat_id = (SELECT MIN(chat_id) FROM supporters)").await;
    let output = program.command(&DRILL).output().expect("it runs");
    let said = super::stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("supporters: 4 are in it, and its manifest says 5"), "{said}");
    assert!(stdout(&output).contains("Not as many as its manifest says"), "{}", stdout(&output));
    is_empty(&program);
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_do_not_open_fail() {
    let (_emulator, program, store) = program(5).await;
    store.close().await.expect("closed");
    tampered(&program, "UPDATE supporters SET name = x'00'").await;
    let output = program.command(&DRILL).output().expect("it runs");
    let said = super::stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("5 of 5 sealed names and contacts do not open: they are damaged"), "{said}");
    is_empty(&program);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_an_earlier_version_has_no_manifest_and_is_tried_all_the_same() {
    let (_emulator, program, store) = program(5).await;
    store.close().await.expect("closed");
    tampered(&program, "DELETE FROM settings WHERE key = 'backup_manifest'").await;
    let said = done(&program, &DRILL);
    assert!(said.contains("has no manifest") && said.contains("By the date of the file"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_without_its_store_key_needs_the_keys_file() {
    let (_emulator, program, store) = program(5).await;
    store.close().await.expect("closed");
    tampered(&program, "DELETE FROM settings WHERE key = 'store_key_copy'").await;
    let said = refused(&program, &DRILL);
    assert!(said.contains("has no sealed copy of its store key") && said.contains("--store-key"), "{said}");
    let said = done(&program, &[&DRILL[..], &["--store-key", "store.key"]].concat());
    assert!(said.contains("No copy of the store key that this private key opens is in it"), "{said}");
    is_empty(&program);
}

/// A copy of the store key that none of the coalition's keys opens any more.
const UNOPENED: &str =
    "UPDATE settings SET value = replace(value, 'X25519', 'other') || 'x' WHERE key = 'store_key_copy'";

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_the_store_key_that_does_not_open_is_no_hindrance_to_whoever_has_the_keys_file() {
    let (_emulator, program, store) = program(5).await;
    store.close().await.expect("closed");
    tampered(&program, UNOPENED).await;
    let restore = ["restore", "b.age", "--identity", "coalition.key", "--data", "new", "--store-key"];
    for arguments in [&DRILL[..], &[&restore[..], &["none.key"]].concat()] {
        let said = refused(&program, arguments);
        assert!(said.contains("name it with --store-key"), "{said}");
    }
    let other = program.folder().join("other.key");
    fs::write(&other, "ab".repeat(32)).expect("written");
    fs::set_permissions(other, fs::Permissions::from_mode(0o600)).expect("set");
    refused(&program, &[&DRILL[..], &["--store-key", "other.key"]].concat());
    refused(&program, &[&restore[..], &["other.key"]].concat());
    let said = done(&program, &[&DRILL[..], &["--store-key", "store.key"]].concat());
    assert!(said.contains("No copy of the store key that this private key opens is in it"), "{said}");
    let said = done(&program, &[&restore[..], &["store.key"]].concat());
    assert!(said.contains("Its store key is in store.key"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_from_before_a_change_of_keys_are_told_and_are_no_fault() {
    let (_emulator, program, store) = program(5).await;
    let other = Recipients::parse(&generate().0).expect("a key");
    let supporter = Supporter::new(6, 2, jiff::civil::date(2026, 3, 9));
    let name = Some(other.seal(&supporter.name_document("Бакыт".to_owned())));
    let list = vec![Change::Meet(ChatKind::Private), Change::SaveSupporter(Supporter { name, ..supporter })];
    store.commit(None, Some(ChangeSet { chat: ChatId::new(6), list })).await.expect("signed");
    store.close().await.expect("closed");
    fs::remove_file(program.folder().join("b.age")).expect("removed");
    done(&program, &["backup", "b.age"]);
    let said = done(&program, &DRILL);
    assert!(said.contains("6 were tried, and 5 opened"), "{said}");
    assert!(said.contains("1 of them do not open with this private key"), "{said}");
    is_empty(&program);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_that_is_stopped_leaves_nothing_and_what_a_killed_one_left_goes_with_the_next() {
    let (_emulator, program, store) = program(3000).await;
    store.close().await.expect("closed");
    let restores = || names(&scratch(&program)).iter().any(|name| name.starts_with("pledge-bot-drill-"));
    let begun = || {
        let mut running = program.start_with(&DRILL);
        while !restores() && running.process.try_wait().expect("its state").is_none() {
            std::thread::yield_now();
        }
        running
    };
    for signal in ["INT", "TERM", "HUP", "QUIT"] {
        // It may come to its end before it is stopped.
        let code = (0..200).map(|_| begun().signal(signal)).find(|code| *code != Some(0));
        assert_eq!(code, Some(Some(1)), "SIG{signal}");
        is_empty(&program);
    }
    // Whoever is in a hurry stops it twice.
    let twice = || {
        let running = begun();
        running.tell("INT");
        running.signal("INT")
    };
    for _ in 0..20 {
        twice();
        is_empty(&program);
    }
    let is_left = (0..200).any(|_| {
        begun().kill();
        restores()
    });
    assert!(is_left, "none was killed in between");
    let said = done(&program, &DRILL);
    assert!(said.contains("The drill found nothing wrong"), "{said}");
    is_empty(&program);
}
