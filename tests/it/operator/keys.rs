//! What an operator reads about the coalition's keys, and does with them.

use std::fs;

use pledge_bot::crypto::{Fingerprints, Recipients, generate};
use pledge_bot::domain::Lang;
use pledge_bot::emulator::{Emulator, EmulatorEvent, NewPerson, Options};
use pledge_bot::texts::Html;

use super::{done, refused};
use crate::support::program::Program;
use crate::support::words::{Words, say};

fn fingerprints(keys: &str) -> Fingerprints {
    Recipients::parse(keys).expect("keys").fingerprints()
}

/// Runs the bot until somebody has got this answer.
async fn runs_until(emulator: &Emulator, program: &Program, person: i64, text: &str) {
    let seq = emulator.seq();
    let running = program.start();
    emulator.say(person, "/start").expect("it is sent");
    let is_it =
        |event: &EmulatorEvent| event.chat == person && event.kind == "sent" && event.text().contains(text);
    emulator.next_event(seq, is_it).await.expect("an answer");
    assert_eq!(running.signal("TERM"), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_keys_are_refused_accepted_by_the_operator_and_told_to_the_owner() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let owner = emulator.person(&NewPerson::new("Olga", "en")).expect("a person");
    let program =
        Program::new(emulator.url()).with("RUST_LOG", "error").with("OWNER_IDS", &owner.to_string());
    assert!(refused(&program, &["accept-keys"]).contains("there is no data of the bot in data"));
    runs_until(&emulator, &program, owner, "").await;
    let old = fingerprints(&program.recipients);
    let shown = done(&program, &["accept-keys"]);
    assert!(shown.contains(&format!("accepted:           {old}\nin SEAL_RECIPIENTS: {old}\n")), "{shown}");
    assert!(shown.contains("They are the same"), "{shown}");

    let (other, private) = generate();
    fs::write(program.folder().join("other.key"), private).expect("written");
    let new = fingerprints(&other);
    let changed = program.with("SEAL_RECIPIENTS", &other);
    let command = format!("pledge-bot accept-keys {new}");
    for arguments in [&["run"][..], &["backup", "b.age"], &["export", "--format", "sealed", "--out", "s.age"]]
    {
        let said = refused(&changed, arguments);
        assert!(said.contains(&format!("{new} is new, {old} is missing")), "{said}");
        assert!(said.trim_end().ends_with(&command), "{said}");
    }
    assert!(!changed.folder().join("b.age").exists() && !changed.folder().join("s.age").exists());
    assert!(done(&changed, &["accept-keys"]).trim_end().ends_with(&command));

    let old = old.to_string();
    let said = refused(&changed, &["accept-keys", &old]);
    assert!(
        said.contains(&format!("not the fingerprints of the keys in SEAL_RECIPIENTS, which are: {new}.")),
        "{said}"
    );
    assert!(refused(&changed, &["accept-keys", "1234"]).contains("32 digits"));
    let new = new.to_string();
    let said = done(&changed, &["accept-keys", &new]);
    assert!(said.contains(&format!("Accepted: {new}.")) && said.contains("tells the owners"), "{said}");
    // The copy of the store key was for the earlier keys.
    let said = refused(&changed, &["backup", "b.age"]);
    assert!(said.contains("hold no copy of the store key that the keys in SEAL_RECIPIENTS open"), "{said}");
    assert!(said.contains("start the bot") && !changed.folder().join("b.age").exists(), "{said}");
    // They have chosen no language yet.
    let told = say(Lang::Ky).staff_notice_keys(&Html::default()).plain();
    let told = told.split("\n\n").next().expect("its beginning");
    runs_until(&emulator, &changed, owner, told).await;
    done(&changed, &["backup", "b.age"]);
    let said = done(&changed, &["drill", "b.age", "--identity", "other.key"]);
    assert!(said.contains("A sealed copy of the store key is in it and opens"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_accepted_only_while_the_bot_is_stopped() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "error");
    let store = super::fill(&program, 1).await;
    let new = fingerprints(&program.recipients).to_string();
    let said = refused(&program, &["accept-keys", &new]);
    assert!(said.contains("another pledge-bot uses the folder data; stop it first"), "{said}");
    assert!(done(&program, &["accept-keys"]).contains("accepted:           none yet"));
    store.close().await.expect("closed");
    done(&program, &["accept-keys", &new]);
}

#[test]
fn the_fingerprint_is_told_with_the_new_key() {
    let program = Program::new("");
    let output = program.command(&["keygen", "new.key"]).output().expect("it runs");
    let public = super::stdout(&output);
    let said = super::stderr(&output);
    assert!(said.contains(&fingerprints(&public).to_string()), "{said}");
    let key = fs::read_to_string(program.folder().join("new.key")).expect("the key");
    assert!(key.contains(public.trim()), "{key}");
}
