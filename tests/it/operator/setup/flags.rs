//! With flags, without a terminal.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::process::Command;

use pledge_bot::emulator::Options;

use super::{Machine, mode, set};
use crate::operator::{names, stderr, stdout};
use crate::support::token::TOKEN;

#[tokio::test(flavor = "multi_thread")]
async fn flags_alone_set_a_bot_up_that_answers_a_citizen() {
    let machine = Machine::new().await;
    let contact = "data@example.org, +996 700 000000";
    let output = machine.run(&["--quiet-hours", "21:00-07:00", "--contact", contact]);
    let (said, errors) = (stdout(&output), stderr(&output));
    assert!(output.status.success(), "{said}{errors}");
    for part in [
        "Telegram knows the bot as @pledge_emulated_bot.",
        "BotFather's switches are right.",
        "The fingerprints of these keys: ",
        "The data and their key are ready.",
        "The bot's name, descriptions and menus are registered (",
        "The service runs, and starts with the machine.",
        "There is no owner yet. To let the first one in, run pledge-bot setup again at a terminal.",
    ] {
        assert!(said.contains(part), "{part}: {said}{errors}");
    }
    assert!(!said.contains(TOKEN) && !errors.contains(TOKEN) && !said.contains("?start="), "{said}{errors}");
    let of_unit = ["cat", "show --property=Environment", "is-active --quiet", "enable --now"];
    let of_unit = of_unit.map(|asked| format!("{asked} pledge-bot.service"));
    let asked = machine.asked();
    assert_eq!((asked[0].as_str(), &asked[1..]), ("is-system-running", &of_unit[..]));
    machine.answers().await;

    let settings = machine.settings();
    assert_eq!(mode(&machine.path("etc/bot.env")), 0o600);
    assert_eq!(
        names(&machine.path("etc")),
        ["backups", "bot.env", "data", "opt-outs.list", "store.key", "texts"]
    );
    let texts = fs::read_to_string(machine.path("etc/texts/ky/controller.ftl")).expect("the contact");
    assert_eq!(texts, format!("controller-contact = {contact}\n"));
    assert!(!machine.left().contains("controller-contact"), "{}", machine.left());
    assert!(settings.starts_with("# pledge-bot setup writes"), "the example explains each line: {settings}");
    let (set, at) = (set(&settings), |name: &str| machine.path("etc").join(name).display().to_string());
    for line in [
        format!("BOT_TOKEN={TOKEN}"),
        format!("SEAL_RECIPIENTS={}", machine.key),
        format!("DATA_DIR={}", at("data")),
        format!("STORE_KEY_FILE={}", at("store.key")),
        format!("OPT_OUTS_FILE={}", at("opt-outs.list")),
        format!("MESSAGES_DIR={}", at("texts")),
        format!("BACKUP_DIR={}", at("backups")),
        "QUIET_HOURS=21:00-07:00".to_owned(),
        "HOLD_MINUTES=10".to_owned(),
    ] {
        assert!(set.contains(&line.as_str()), "{line}: {set:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_systemd_it_says_how_to_start_the_bot() {
    let machine = Machine::new().await;
    fs::write(machine.path("bin/systemctl"), "#!/bin/sh\necho offline\nexit 1\n").expect("written");
    let output = machine.run(&[]);
    let said = stdout(&output);
    assert!(output.status.success(), "{said}{}", stderr(&output));
    let how = format!("To start the bot: PLEDGE_BOT_SETTINGS={} ", machine.path("etc/bot.env").display());
    assert!(said.contains(&how) && said.contains(" run\n"), "{said}");
    // In a folder of its own, the settings are .env, and paths begin there.
    let own = machine.path("own");
    fs::create_dir(&own).expect("made");
    fs::copy(machine.path("token"), own.join("token")).expect("copied");
    let flags = machine.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let mut setup = machine.setup(&flags);
    let output = setup.current_dir(&own).env("PLEDGE_BOT_SETTINGS", "").output().expect("it runs");
    let said = stdout(&output);
    // Where the package is installed, its settings come first.
    if !fs::exists("/etc/pledge-bot").expect("looked") {
        assert!(output.status.success() && said.contains("Written: .env"), "{said}{}", stderr(&output));
        assert_eq!(names(&own), [".env", "backups", "data", "opt-outs.list", "store.key", "token"]);
        assert!(fs::read_to_string(own.join(".env")).expect("read").contains("\nDATA_DIR=data\n"));
        assert_eq!(machine.asked(), [""; 0], "the service belongs to other settings");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_bot_on_the_machine_leaves_the_service_of_the_first_alone() {
    let machine = Machine::new().await;
    let flags = machine.flags();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let mut setup = machine.setup(&flags);
    let output = setup.env("PLEDGE_BOT_SETTINGS", "second.env").output().expect("it runs");
    let said = stdout(&output);
    assert!(output.status.success(), "{said}{}", stderr(&output));
    assert!(
        said.contains("The service pledge-bot.service has other settings, so it is left alone."),
        "{said}"
    );
    assert!(said.contains("To start the bot: PLEDGE_BOT_SETTINGS=second.env "), "{said}");
    for asked in machine.asked() {
        assert!(
            !["enable", "restart", "stop"].contains(&asked.split(' ').next().unwrap_or_default()),
            "{asked}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named_in_one_line() {
    let machine = Machine::new().await;
    let output = machine.setup(&[]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "pledge-bot: nobody can be asked, because this is no terminal. Missing: the token (--token-file FILE, or BOT_TOKEN in \
         the environment); the coalition's public keys (--keys KEYS, or --keys later)\n"
    );
    let output = machine.setup(&["--yes", "--keys", "later"]).output().expect("it runs");
    let said = stderr(&output);
    assert!(
        said.contains("because of --yes. Missing: the token (") && !said.contains("public keys"),
        "{said}"
    );
    assert_eq!(names(&machine.path("etc")), [""; 0], "nothing is written");
    let output = machine.run(&["--first-owner", "now"]);
    assert!(
        stderr(&output).contains("is shown at a terminal alone, and never in a log"),
        "{}",
        stderr(&output)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_and_nothing_is_written() {
    let machine = Machine::with(Options { token: Some(TOKEN.replace('A', "B")), ..Options::default() }).await;
    let fails = |more: &[&str], part: &str| {
        let output = machine.run(more);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{more:?}: {said}{}", stdout(&output));
        assert!(said.contains(part), "{more:?}: {said}");
        assert!(!said.contains(TOKEN) && !said.contains("S3CRET"), "{said}");
        assert_eq!(names(&machine.path("etc")), [""; 0]);
    };
    fails(&[], "Telegram does not accept this token");
    fails(&["--proxy", "http://127.0.0.1:1"], "Telegram can't be reached (no connection). Check the network");
    fails(&["--proxy", "http://127.0.0.1:1"], "give a proxy: --proxy ADDRESS");
    fails(&["--proxy", "http://me:S3CRET@proxy.example.org"], "as TELEGRAM_PROXY");
    fails(&["--proxy", "S3CRET"], "TELEGRAM_PROXY is malformed");
    fs::write(machine.path("token"), "S3CRET").expect("written");
    fails(&[], "token: this is no token");
    fs::remove_file(machine.path("token")).expect("removed");
    fails(&[], "token can't be read");

    let machine = Machine::new().await;
    let fails = |more: &[&str], part: &str| {
        let output = machine.run(more);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{more:?}: {said}{}", stdout(&output));
        assert!(said.contains(part), "{more:?}: {said}");
        assert_eq!(names(&machine.path("etc")), [""; 0]);
    };
    fails(&["--quiet-hours", "late"], "QUIET_HOURS is malformed");
    fails(&["--store-key", "passphrase"], "a passphrase can only be chosen at a terminal");
    fails(&["--store-key-command", "echo S3CRET"], "STORE_KEY_COMMAND: the command printed something else");
    let flags = ["--token-file", "token", "--api-url", &machine.emulator.url(), "--keys", "age1none"];
    let output = machine.setup(&flags).output().expect("it runs");
    assert!(stderr(&output).contains("this is no public key, which begins with age1"), "{}", stderr(&output));
    assert!(!machine.path("asked").exists(), "no service is touched");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_may_come_from_the_environment_and_wrong_switches_are_named() {
    let machine = Machine::new().await;
    machine.emulator.switch("can_join_groups", false);
    machine.emulator.switch("can_connect_to_business", true);
    let flags = ["--keys", "later", "--api-url", &machine.emulator.url(), "--no-service"];
    let output = machine.setup(&flags).env("BOT_TOKEN", TOKEN).output().expect("it runs");
    let said = stdout(&output);
    assert!(output.status.success(), "{said}{}", stderr(&output));
    assert!(said.contains("2 of the bot's switches should be set otherwise"), "{said}");
    assert!(said.contains("Send @BotFather: /setjoingroups, choose the bot, Enable."), "{said}");
    assert!(said.contains("(can_connect_to_business)"), "{said}");
    assert!(said.contains("whoever loses the store key loses all data"), "{said}");
    assert!(set(&machine.settings()).contains(&format!("BOT_TOKEN={TOKEN}").as_str()));
    assert_eq!(machine.asked(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn root_works_as_the_user_to_whom_the_settings_belong() {
    const NOBODY: u32 = 65534;
    if !rustix::process::geteuid().is_root() {
        println!("NOT TESTED: only root can work as another user");
        return;
    }
    let machine = Machine::new().await;
    // The bot's user has to get there, and to make its data.
    fs::set_permissions(machine.folder.path(), fs::Permissions::from_mode(0o755)).expect("set");
    let file = machine.path("etc/bot.env");
    fs::write(&file, "# mine\n").expect("written");
    for path in [&file, &machine.path("etc")] {
        chown(path, Some(NOBODY), Some(NOBODY)).expect("given");
    }
    let output = machine.run(&["--no-service"]);
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
    assert!(machine.settings().starts_with("# mine\n"));
    assert_eq!(mode(&file), 0o600);
    let belongs = |name: &str| fs::metadata(machine.path(name)).expect(name).uid();
    for name in ["bot.env", "data", "data/pledge.db", "store.key", "opt-outs.list", "backups"]
        .map(|name| format!("etc/{name}"))
    {
        assert_eq!(belongs(&name), NOBODY, "{name}");
    }
    let invite = |folder: &str, settings: &str| {
        let mut invite = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
        invite.args(["staff", "invite", "owner"]).current_dir(machine.path(folder));
        invite.env("PLEDGE_BOT_SETTINGS", settings).env_remove("BOT_TOKEN").env_remove("SEAL_RECIPIENTS");
        let output = invite.output().expect("it runs");
        assert!(output.status.success(), "{}", stderr(&output));
        for entry in fs::read_dir(machine.path("etc/data")).expect("a folder") {
            let entry = entry.expect("an entry");
            assert_eq!(entry.metadata().expect("there").uid(), NOBODY, "{entry:?}");
        }
    };
    invite("", "etc/bot.env");
    // So it does on a `.env` in the folder. Where the package is installed, its settings come first for root.
    if !fs::exists("/etc/pledge-bot").expect("looked") {
        fs::rename(&file, machine.path("etc/.env")).expect("renamed");
        invite("etc", "");
    }
}
