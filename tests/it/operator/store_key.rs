//! The store key as an operator has it: lost, another one's, or an earlier version's.

use std::fs;

use pledge_bot::emulator::{Emulator, Options};

use super::settings::log_of_a_run;
use super::{fill, refused};
use crate::support::old_folder;
use crate::support::program::Program;

/// A bot with data, which does not run.
async fn program() -> (Emulator, Program) {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn,pledge_bot::cli=error");
    fill(&program, 2).await.close().await.expect("closed");
    (emulator, program)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_key_ends_the_start_and_no_other_is_made() {
    let (emulator, program) = program().await;
    let key = program.folder().join("store.key");
    let kept = fs::read(&key).expect("the key");
    fs::remove_file(&key).expect("lost");
    let said = refused(&program, &["run"]);
    assert!(said.contains("there is no store key at store.key"), "{said}");
    for way_out in ["put the key file back", "store-key recover --identity KEYFILE", "restore a backup"] {
        assert!(said.contains(way_out), "{said}");
    }
    assert!(!key.exists(), "nothing is in its place");
    fs::write(&key, kept).expect("put back");
    log_of_a_run(&emulator, &program).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_beside_the_key_of_another_bot_is_refused_and_stays_as_it_is() {
    let (_emulator, program) = program().await;
    let (_, other) = self::program().await;
    fs::copy(other.folder().join("store.key"), program.folder().join("store.key")).expect("the wrong one");
    let database = program.folder().join("data/pledge.db");
    let before = fs::read(&database).expect("the data");
    let said = refused(&program, &["run"]);
    assert!(said.contains("the data in data belongs to another store key"), "{said}");
    for way_out in ["put the right key file back", "store-key recover --identity KEYFILE", "restore a backup"]
    {
        assert!(said.contains(way_out), "{said}");
    }
    assert_eq!(fs::read(&database).expect("the data"), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn data_of_an_earlier_version_takes_the_key_that_is_given_and_the_loss_is_told() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "warn,pledge_bot::cli=error");
    old_folder::fill(program.folder(), 10).await;
    fs::remove_file(program.folder().join("store.key")).expect("lost");
    let log = log_of_a_run(&emulator, &program).await;
    assert!(log.contains("the store key was missing, and a new one was made"), "{log}");
    assert!(log.contains("it may be another store's"), "{log}");
    let log = log_of_a_run(&emulator, &program).await;
    assert!(
        !log.contains("the store key was missing") && !log.contains("another store's"),
        "it is told once: {log}"
    );
}
