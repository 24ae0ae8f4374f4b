//! The audit log on the command line.

use pledge_bot::domain::ChatId;
use pledge_bot::domain::audit::{Deed, DeedRecord};
use pledge_bot::emulator::{Emulator, Options};
use pledge_bot::store::{Change, ChangeSet};
use sqlx::{Connection, SqliteConnection};

use super::{done, fill, refused};
use crate::support::program::Program;

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_records_shows_and_checks() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    let store = fill(&program, 2).await;
    assert!(done(&program, &["audit", "list"]).contains("no entries yet"));
    assert!(done(&program, &["audit", "verify"]).contains("no entries yet"));
    let deed = Change::RecordDeed(DeedRecord::done(Deed::Pause, None), jiff::Timestamp::UNIX_EPOCH);
    let set = ChangeSet { chat: ChatId::new(1), list: vec![deed] };
    store.commit(None, Some(set)).await.expect("stored");
    // While the bot runs, the log is read all the same.
    assert!(done(&program, &["audit", "list"]).contains("1\t1970-01-01T00:00:00Z\tstaff "));
    store.close().await.expect("closed");

    let made = done(&program, &["backup", "b.age"]);
    let head = made.rsplit("--head ").next().expect("a code").trim().to_owned();
    done(&program, &["export", "--format", "sealed", "--out", "s.age"]);
    let listed = done(&program, &["audit", "list"]);
    assert!(
        listed.contains("command line\tbackup\tdone") && listed.contains("command line\texport\tdone"),
        "{listed}"
    );
    let said = done(&program, &["audit", "verify", "--head", &head]);
    assert!(said.contains("All 3 entries") && said.contains("that of entry 1"), "{said}");
    assert!(done(&program, &["audit", "verify"]).contains("--head"));

    let restored = done(&program, &["restore", "b.age", "--identity", "coalition.key", "--data", "new"]);
    assert!(restored.contains(&head), "{restored}");
    let listed = done(&program, &["audit", "list", "--data", "new"]);
    assert!(listed.contains("2\t") && listed.contains("command line\trestore\tdone"), "{listed}");

    let newest = done(&program, &["audit", "verify"]).rsplit(' ').next().expect("a code").trim().to_owned();
    let path = program.folder().join("data/pledge.db");
    let mut db = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened");
    sqlx::query("DELETE FROM audit_log WHERE number = 3").execute(&mut db).await.expect("cut");
    assert!(done(&program, &["audit", "verify"]).contains("All 2 entries"), "what is left is a log");
    let said = refused(&program, &["audit", "verify", "--head", &newest]);
    assert!(said.contains("its end was cut off"), "{said}");
    sqlx::query("DELETE FROM audit_log WHERE number = 1").execute(&mut db).await.expect("cut");
    let said = refused(&program, &["audit", "verify", "--head", &head]);
    assert!(said.contains("entry 1 of the audit log is missing"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_needs_the_store_key() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn");
    fill(&program, 1).await.close().await.expect("closed");
    let key = std::fs::read_to_string(program.folder().join("store.key")).expect("the key");
    std::fs::rename(program.folder().join("store.key"), program.folder().join("away.key")).expect("moved");
    assert!(refused(&program, &["audit", "verify"]).contains("there is no store key at store.key"));
    let line = key.lines().last().expect("a key").to_owned();
    let program = program.with("STORE_KEY_COMMAND", "cat away.key");
    assert!(done(&program, &["audit", "verify"]).contains("no entries yet"));
    assert!(!done(&program, &["audit", "list"]).contains(&line));
}
