//! `pledge-bot check`, as an operator runs it.

use std::process::{Command, Output};

use super::folder::Folder;

fn check(folder: &Folder) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
    command.arg("check").arg(folder.path()).current_dir(folder.path()).output().expect("the bot runs")
}

#[test]
fn a_folder_in_order_ends_with_0() {
    let output = check(&Folder::new());
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("no fault; 3 languages"), "{output:?}");
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
    let lines = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>();
    let at = |name: &str, line| format!("{}/{name}:{line}: ", folder.path().display());
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with(&at("pledge.toml", folder.line("pledge.toml", "KG-X"))), "{lines:?}");
    assert!(lines[1].starts_with(&at("ru/home.ftl", folder.line("ru/home.ftl", "home-text"))), "{lines:?}");
}
