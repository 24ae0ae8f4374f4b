//! `pledge-bot check`, as an operator runs it.

use std::process::{Command, Output};

use super::folder::Folder;

fn check(folder: &Folder) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
    command.arg("check").arg(folder.path()).current_dir(folder.path()).output().expect("the bot runs")
}

#[test]
fn a_folder_in_order_ends_with_0() {
    let output = check(&Folder::new().with_contact().write("ru/buttons.ftl", "button-help = Подсказка\n"));
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("no fault; 3 languages"), "{output:?}");
}

#[test]
fn a_folder_without_the_coalitions_contact_is_told_so_and_takes_effect() {
    let folder = Folder::new().with_contact();
    std::fs::remove_file(folder.path().join("ky/controller.ftl")).expect("it was written");
    let output = check(&folder.write("ru/controller.ftl", "controller-name = Коалиция\n"));
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("controller-contact is still the built-in text (ky, ru), so people can't ask"),
        "{said}"
    );
}

#[test]
fn faults_stand_one_a_line_and_end_with_1() {
    let folder = Folder::new().alter("ru/home.ftl", "независимых СМИ</b>", "независимых СМИ").alter(
        "pledge.toml",
        "KG-N",
        "KG-X",
    );
    let output = check(&folder);
    assert_eq!(output.status.code(), Some(1));
    let last = String::from_utf8_lossy(&output.stderr);
    assert_eq!(last, "pledge-bot: 2 faults; the lines above say where, and how to mend each\n");
    let lines = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>();
    let at = |name: &str, line| format!("{}/{name}:{line}: ", folder.path().display());
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with(&at("pledge.toml", folder.line("pledge.toml", "KG-X"))), "{lines:?}");
    assert!(lines[1].starts_with(&at("ru/home.ftl", folder.line("ru/home.ftl", "home-text"))), "{lines:?}");
}

#[test]
fn one_fault_is_counted_as_one() {
    let output = check(&Folder::new().write("ru/hom.ftl", ""));
    let last = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(last, "pledge-bot: 1 fault; the lines above say where, and how to mend each\n");
}

#[test]
fn the_folder_of_one_language_and_one_that_is_not_there_are_each_told_in_a_line() {
    let english = Folder::new().write("home.ftl", Folder::builtin("en/home.ftl"));
    let output = check(&english);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.lines().count() == 1 && said.contains("give the folder above it"), "{said}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
    let output =
        command.args(["check", "/nonexistent"]).current_dir(english.path()).output().expect("the bot runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said, "/nonexistent: there is no such folder; give one that is laid out like messages/\n");
}
