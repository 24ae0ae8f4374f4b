//! On a bot that is set up.

use std::fs;

use pledge_bot::crypto;

use super::{Machine, mode, set};
use crate::operator::{stderr, stdout};
use crate::support::token::TOKEN;

/// A bot that was set up with flags and runs.
async fn set_up() -> Machine {
    let machine = Machine::new().await;
    let output = machine.run(&[]);
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
    machine.answers().await;
    machine.asked();
    machine
}

#[tokio::test(flavor = "multi_thread")]
async fn it_shows_what_is_set_and_changes_only_what_it_is_asked_to() {
    let machine = set_up().await;
    let before = format!("{}\n# a note of ours\nMESSAGES_DIR=\n", machine.settings());
    fs::write(machine.path("etc/bot.env"), &before).expect("written");
    let said = machine.done(&["--quiet-hours", "none"]);
    assert!(said.contains("token        set, and not shown here") && !said.contains(TOKEN), "{said}");
    assert!(said.contains("quiet hours  22:00-08:00") && said.contains("proxy        none"), "{said}");
    // The running bot has the data, and nobody has opened them.
    assert!(said.contains("so the store key was not tried") && !said.contains("are ready"), "{said}");
    assert_eq!(machine.settings(), before.replace("QUIET_HOURS=22:00-08:00", "QUIET_HOURS=none"));
    assert_eq!(machine.asked().last().map(String::as_str), Some("restart pledge-bot.service"));
    machine.answers().await;

    let said = machine.done(&["--yes"]);
    assert!(said.contains("Nothing has changed in ") && said.contains("quiet hours  none"), "{said}");
    let last = machine.asked();
    assert_eq!(last.last().map(String::as_str), Some("is-active --quiet pledge-bot.service"), "{last:?}");

    // A password for a proxy is not shown either. Telegram can't be reached through this one.
    let mut setup = machine.setup(&["--yes"]);
    let output = setup.env("TELEGRAM_PROXY", "http://me:S3CRET@127.0.0.1:1").output().expect("it runs");
    assert!(stderr(&output).contains("Telegram can't be reached"), "{}", stderr(&output));
    assert!(set(&machine.settings()).iter().all(|line| !line.starts_with("TELEGRAM_PROXY")));
}

#[tokio::test(flavor = "multi_thread")]
async fn owners_whom_the_settings_name_are_put_on_staff_and_named_no_more() {
    let machine = set_up().await;
    let settings = machine.settings().replace("OWNER_IDS=", "OWNER_IDS=5123456789");
    fs::write(machine.path("etc/bot.env"), &settings).expect("written");
    // The bot that runs has not read them, so they stay.
    machine.done(&["--yes", "--no-service"]);
    assert_eq!(machine.settings(), settings);
    machine.systemctl(&["stop", "pledge-bot.service"]);
    let said = machine.done(&["--yes"]);
    assert!(said.contains("OWNER_IDS is emptied: the owners are on staff"), "{said}");
    assert!(said.contains("An owner is on staff."), "{said}");
    assert_eq!(machine.settings(), settings.replace("5123456789", ""));
    let listed = machine.command(&["staff", "list"]);
    assert!(listed.contains("  owner  (no alias") && !listed.contains("5123456789"), "{listed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_telegram_is_away_other_things_can_be_changed() {
    let machine = set_up().await;
    let settings = machine.settings().replace(&machine.emulator.url(), "http://127.0.0.1:1");
    fs::write(machine.path("etc/bot.env"), settings).expect("written");
    let said = machine.done(&["--quiet-hours", "none", "--no-service"]);
    assert!(
        said.contains("Telegram can't be reached now (no connection), so the token was not tried."),
        "{said}"
    );
    assert!(set(&machine.settings()).contains(&"QUIET_HOURS=none"));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_keys_than_those_accepted_are_refused_before_anything_is_written() {
    let machine = set_up().await;
    let before = machine.settings();
    let other = crypto::generate().0;
    let output = machine.setup(&["--keys", &other]).output().expect("it runs");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("SEAL_RECIPIENTS has changed") && said.contains("pledge-bot accept-keys"),
        "{said}"
    );
    assert!(said.contains("nothing was written"), "{said}");
    assert_eq!(machine.settings(), before);
    assert_eq!(machine.asked(), [""; 0]);
    machine.answers().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_that_were_left_for_later_are_added() {
    let machine = Machine::new().await;
    let later = ["--token-file", "token", "--keys", "later", "--api-url", &machine.emulator.url()];
    let said = machine.done(&later);
    assert!(said.contains("Add them with: pledge-bot setup --keys KEYS"), "{said}");
    machine.answers().await;
    let said = machine.done(&["--keys", &machine.key]);
    assert!(said.contains("public keys  none: no names and no contacts are asked for"), "{said}");
    assert_eq!(machine.asked().last().map(String::as_str), Some("restart pledge-bot.service"));
    machine.answers().await;
    assert!(machine.left().contains("; 1 keys seal names and contacts"), "{}", machine.left());
    let folder = machine.path("etc/backups");
    assert!(set(&machine.settings()).contains(&format!("BACKUP_DIR={}", folder.display()).as_str()));
    assert_eq!(mode(&folder), 0o700);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_that_is_to_go_is_tried_without_it() {
    let machine = set_up().await;
    let before = machine.settings();
    // Without its keys the bot would not start any more.
    let output = machine.setup(&["--keys", "later", "--backup-dir", "none"]).output().expect("it runs");
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{}{said}", stdout(&output));
    assert!(said.contains("SEAL_RECIPIENTS has changed") && said.contains("nothing was written"), "{said}");
    assert_eq!(machine.settings(), before);
    machine.answers().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_backups_go_is_changed_by_flags() {
    let machine = set_up().await;
    let fails = |flags: &[&str], part: &str| {
        let before = machine.settings();
        let output = machine.setup(flags).output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{flags:?}: {}", stdout(&output));
        assert!(stderr(&output).contains(part), "{flags:?}: {}", stderr(&output));
        assert_eq!(machine.settings(), before, "{flags:?}");
    };
    // The bot makes no folder on a disk that may be missing, and neither does setup.
    fails(&["--backup-dir", "disk/backups"], "is not there, or the bot's user can't get there");
    fails(&["--backup-dir", "data/backups"], "BACKUP_DIR is malformed");
    fails(&["--opt-outs-copy-dir", "backups"], "OPT_OUTS_COPY_DIR is malformed");
    let etc = |name: &str| machine.path("etc").join(name).display().to_string();
    fs::create_dir_all(etc("disk/backups")).expect("made");
    let flags = [
        "--backup-dir",
        "disk/backups",
        "--backup-command",
        "test -s \"$1\"",
        "--opt-outs-copy-dir",
        "lists",
    ];
    machine.done(&flags);
    let settings = machine.settings();
    for line in [
        format!("BACKUP_DIR={}", etc("disk/backups")),
        "BACKUP_COMMAND='test -s \"$1\"'".to_owned(),
        format!("OPT_OUTS_COPY_DIR={}", etc("lists")),
    ] {
        assert!(set(&settings).contains(&line.as_str()), "{line}: {settings}");
    }
    let said = machine.done(&["--backup-dir", "none"]);
    assert!(
        said.contains("taken elsewhere by BACKUP_COMMAND") && said.contains("makes no backups"),
        "{said}"
    );
    let left = ["BACKUP_DIR", "BACKUP_COMMAND", "OPT_OUTS_COPY"];
    assert!(!set(&machine.settings()).iter().any(|line| left.iter().any(|name| line.starts_with(name))));
}
