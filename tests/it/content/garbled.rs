//! Reading a folder gives texts or faults, whatever the folder contains; a panic would end the bot that reads it again.

use pledge_bot::domain::Lang;
use pledge_bot::texts::Texts;
use proptest::prelude::*;

use super::folder::Folder;

const FILES: [&str; 5] = ["ru/deadline.ftl", "ky/calls.ftl", "en/dates.ftl", "en/pledge.ftl", "pledge.toml"];

/// Text that a typing error, a merge or a bad disk may leave.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[{}\\[\\]<>&*.=\"$# \n-]{1,6}",
        "\\PC{1,8}",
        Just("{ $days -> [one] a *[other] b }".to_owned()),
        Just("{ call-ready }".to_owned()),
        Just("{ calls-line }{ calls-line }".to_owned()),
        Just("<<<<<<< HEAD\n".to_owned()),
        Just("\r".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_garbled_file_is_refused_or_read(
        name in proptest::sample::select(&FILES[..]),
        (at, cut, piece) in (0.0..1.0_f64, 0..40_usize, piece()),
    ) {
        let characters: Vec<char> = Folder::builtin(name).chars().collect();
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a small file")]
        let at = (at * characters.len() as f64) as usize;
        let after = characters.len().min(at + cut);
        let text: String = characters[..at].iter().copied().chain(piece.chars()).chain(characters[after..].iter().copied()).collect();
        let folder = Folder::new().write(name, text);
        match Texts::load(folder.path()) {
            Ok(content) => prop_assert!(Lang::ALL.iter().all(|lang| !content.say(*lang).home_text().as_str().is_empty())),
            Err(faults) => prop_assert!(!faults.is_empty() && faults.iter().all(|fault| fault.line > 0)),
        }
    }
}

#[test]
fn braces_without_end_do_not_exhaust_the_stack() {
    for text in ["{".repeat(100_000), "{\n".repeat(100_000), format!("{{ {}", "A(".repeat(100_000))] {
        let faults = Folder::new().write("ru/home.ftl", format!("home-hint = {text}")).faults();
        assert!(
            faults[0].starts_with("ru/home.ftl:1: is no file of texts: braces stand within braces"),
            "{faults:#?}"
        );
    }
    let folder = Folder::new().write("pledge.toml", format!("a = {}", "[".repeat(100_000)));
    assert!(folder.faults()[0].starts_with("pledge.toml:1: "));
}
