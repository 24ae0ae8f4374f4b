//! The store key out of its sealed copy: after it was lost, and on another machine.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pledge_bot::emulator::{Emulator, EmulatorEvent, NewPerson, Options};

use super::{done, fill, refused};
use crate::support::program::Program;

const RECOVER: [&str; 4] = ["store-key", "recover", "--identity", "coalition.key"];

/// A bot that has run, so that its data holds a copy of its key.
async fn bot() -> (Emulator, Program) {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "error");
    fill(&program, 2).await.close().await.expect("closed");
    answers(&emulator, &program).await;
    (emulator, program)
}

/// The bot runs, and answers somebody.
async fn answers(emulator: &Emulator, program: &Program) {
    let person = emulator.person(&NewPerson::new("A", "en")).expect("a person");
    let seq = emulator.seq();
    let running = program.start();
    emulator.say(person, "/start").expect("it is sent");
    let is_it = |event: &EmulatorEvent| event.chat == person && event.kind == "sent";
    emulator.next_event(seq, is_it).await.expect("an answer");
    assert_eq!(running.signal("TERM"), Some(0));
}

fn read(program: &Program, name: &str) -> String {
    fs::read_to_string(program.folder().join(name)).expect(name)
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("is there").permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_store_key_is_recovered_and_the_bot_goes_on() {
    let (emulator, program) = bot().await;
    let out = [&RECOVER[..], &["--out", "store.key"]].concat();
    assert!(refused(&program, &out).contains("store.key is there already"), "nothing is written over");
    let key = read(&program, "store.key");
    fs::remove_file(program.folder().join("store.key")).expect("lost");

    done(&program, &["keygen", "other.key"]);
    let wrong = ["store-key", "recover", "--identity", "other.key", "--out", "store.key"];
    let said = refused(&program, &wrong);
    assert!(said.contains("the sealed copy of the store key in data: none of the secret keys"), "{said}");
    assert!(!program.folder().join("store.key").exists());

    let said = done(&program, &out);
    assert!(said.contains("The store key is in store.key.") && said.contains("start the bot"), "{said}");
    assert_eq!(read(&program, "store.key"), key);
    assert_eq!(mode(&program.folder().join("store.key")), 0o600);
    answers(&emulator, &program).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_made_anew_for_keys_that_were_accepted_and_removed_with_the_last_one() {
    let (emulator, program) = bot().await;
    done(&program, &["keygen", "other.key"]);
    let public = read(&program, "other.key");
    let public =
        public.lines().find_map(|line| line.strip_prefix("# public key: ")).expect("its public half");
    let program = program.with("SEAL_RECIPIENTS", public);
    let said = refused(&program, &["run"]);
    let fingerprint = said.trim_end().rsplit(' ').next().expect("the command").to_owned();
    done(&program, &["accept-keys", &fingerprint]);
    let recovered = |identity: &str, out: &str| {
        let arguments = ["store-key", "recover", "--identity", identity, "--out", out];
        program.command(&arguments).output().expect("it runs").status.success()
    };
    assert!(!recovered("coalition.key", "before"), "the earlier keys are not accepted any more");
    answers(&emulator, &program).await;
    assert!(!recovered("coalition.key", "after") && recovered("other.key", "now"));
    assert_eq!(read(&program, "now"), read(&program, "store.key"));

    let program = program.with("SEAL_RECIPIENTS", "");
    done(&program, &["accept-keys", "none"]);
    let program = program.with("RUST_LOG", "warn");
    answers(&emulator, &program).await;
    let log = read(&program, "log");
    assert_eq!(log.matches("If the store key is lost, all data is lost with it").count(), 1, "{log}");
    let said = refused(&program, &["store-key", "recover", "--identity", "other.key", "--out", "none"]);
    assert!(said.contains("there is no sealed copy of the store key in data"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_brings_its_key_to_another_machine() {
    let (emulator, program) = bot().await;
    done(&program, &["backup", "b.age"]);
    let out = [&RECOVER[..], &["--from", "b.age", "--out", "from-backup.key"]].concat();
    done(&program, &out);
    let key = read(&program, "store.key");
    assert_eq!(read(&program, "from-backup.key"), key);

    let restore = ["restore", "b.age", "--identity", "coalition.key", "--data", "new"];
    let said = done(&program, &[&restore[..], &["--store-key", "new.key"]].concat());
    assert!(said.contains("Its store key was written to new.key."), "{said}");
    assert_eq!((read(&program, "new.key"), mode(&program.folder().join("new.key"))), (key, 0o600));
    let program = program.with("DATA_DIR", "new").with("STORE_KEY_FILE", "new.key");
    answers(&emulator, &program).await;

    let program = program.with("DATA_DIR", "newer");
    let said = done(&program, &restore[..4]);
    assert!(said.contains("Its store key is in new.key."), "the same key is there: {said}");
    let program = program.with("DATA_DIR", "newest");
    fs::write(program.folder().join("another.key"), "ab".repeat(32)).expect("written");
    let said = refused(&program, &[&restore[..4], &["--store-key", "another.key"]].concat());
    assert!(said.contains("another.key holds another store key than that of the backup"), "{said}");
    assert!(said.contains("a new file with --store-key"), "{said}");
    assert!(!program.folder().join("newest/pledge.db").exists());

    let program = program.with("STORE_KEY_COMMAND", "pass show store");
    let said = refused(&program, &restore[..4]);
    assert!(said.contains("STORE_KEY_COMMAND is set, so say with --store-key FILE"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_recovery_has_left_goes_with_the_next_one() {
    let (_emulator, program) = bot().await;
    done(&program, &["backup", "b.age"]);
    // As a drill, it has the backup unpacked in such a folder for a moment.
    let place = program.folder().join("out");
    let left = place.join("pledge-bot-drill-abc");
    fs::create_dir_all(&left).expect("made");
    fs::write(left.join("pledge.db"), "unpacked").expect("written");
    done(&program, &[&RECOVER[..], &["--from", "b.age", "--out", "out/store.key"]].concat());
    assert_eq!(super::names(&place), ["store.key"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_folder_beside_the_wrong_key_is_recovered() {
    let (emulator, program) = bot().await;
    done(&program, &["backup", "b.age"]);
    let restore =
        ["restore", "b.age", "--identity", "coalition.key", "--data", "new", "--store-key", "right.key"];
    done(&program, &restore);
    fs::write(program.folder().join("wrong.key"), "ab".repeat(32)).expect("written");
    let program = program.with("DATA_DIR", "new").with("STORE_KEY_FILE", "wrong.key");
    let said = refused(&program, &["run"]);
    assert!(said.contains("the data in new belongs to another store key"), "{said}");
    assert!(said.contains("pledge-bot store-key recover --identity KEYFILE"), "{said}");
    done(&program, &[&RECOVER[..], &["--out", "recovered.key"]].concat());
    assert_eq!(read(&program, "recovered.key"), read(&program, "right.key"));
    let program = program.with("STORE_KEY_FILE", "recovered.key");
    answers(&emulator, &program).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_and_an_export_need_no_store_key() {
    let (_emulator, program) = bot().await;
    fs::remove_file(program.folder().join("store.key")).expect("it is on another machine");
    done(&program, &["backup", "b.age", "--identity", "coalition.key"]);
    done(&program, &["export", "--identity", "coalition.key", "--out", "s.json"]);
    done(&program, &["export", "--format", "sealed", "--out", "s.age"]);
    done(&program, &["accept-keys"]);
    assert!(read(&program, "s.json").contains("Айгүл"));
    assert!(!program.folder().join("store.key").exists(), "none is made either");
}
