//! `setup` as a process: with flags alone, at a terminal, and again on a bot that is set up. A stand-in for `systemctl` starts the
//! real bot.

mod again;
mod flags;
mod package;
mod terminal;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pledge_bot::crypto;
use pledge_bot::emulator::{Emulator, NewPerson, Options};

use super::{stderr, stdout};
use crate::support::token::TOKEN;

/// Notes what it is asked, starts the bot with an environment as a service has it, and ends it.
const SYSTEMCTL: &str = r#"#!/bin/sh
cd "$(dirname "$0")/.." || exit 1
echo "$*" >> asked
end() { test ! -e pid || { kill "$(cat pid)"; while kill -0 "$(cat pid)" 2> /dev/null; do :; done; rm pid; }; }
begin() { env -i PLEDGE_BOT_SETTINGS=etc/bot.env "$(cat program)" run > log 2>&1 < /dev/null & echo $! > pid; }
case "$1" in
  is-system-running) echo running ;;
  show) echo "Environment=A=1 PLEDGE_BOT_SETTINGS=$PWD/etc/bot.env" ;;
  is-active) test -e pid ;;
  enable) begin ;;
  restart) end; begin ;;
  stop) end ;;
esac
"#;

/// A machine with systemd, on which nothing is set up, and a Telegram.
struct Machine {
    folder: tempfile::TempDir,
    emulator: Emulator,
    /// A public key of the coalition's.
    key: String,
}

impl Machine {
    async fn new() -> Machine {
        Machine::with(Options::default()).await
    }

    async fn with(options: Options) -> Machine {
        let emulator = Emulator::start(options).await.expect("a free port");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let machine = Machine { folder, emulator, key: crypto::generate().0 };
        for name in ["bin", "etc"] {
            fs::create_dir(machine.path(name)).expect("made");
        }
        let systemctl = machine.path("bin/systemctl");
        fs::write(&systemctl, SYSTEMCTL).expect("written");
        fs::set_permissions(systemctl, fs::Permissions::from_mode(0o755)).expect("set");
        fs::write(machine.path("program"), env!("CARGO_BIN_EXE_pledge-bot")).expect("written");
        fs::write(machine.path("token"), format!("{TOKEN}\n")).expect("written");
        fs::set_permissions(machine.path("token"), fs::Permissions::from_mode(0o600)).expect("set");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `setup` with these arguments, in an environment that says nothing of the bot but where its settings are.
    fn setup(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
        command.arg("setup").args(arguments).current_dir(self.folder.path());
        let path = std::env::var("PATH").expect("a path");
        command.env("PATH", format!("{}:{path}", self.path("bin").display()));
        for name in ["BOT_TOKEN", "SEAL_RECIPIENTS", "TELEGRAM_PROXY", "TELEGRAM_API_URL", "HOLD_MINUTES"] {
            command.env_remove(name);
        }
        command.env("PLEDGE_BOT_SETTINGS", self.path("etc/bot.env"));
        command
    }

    /// The flags of a first setup.
    fn flags(&self) -> Vec<String> {
        let all = ["--token-file", "token", "--keys", &self.key, "--api-url", &self.emulator.url()];
        all.map(str::to_owned).into()
    }

    /// Runs `setup` with the flags of a first setup and these.
    fn run(&self, more: &[&str]) -> Output {
        let flags = self.flags();
        let arguments: Vec<&str> = flags.iter().map(String::as_str).chain(more.iter().copied()).collect();
        self.setup(&arguments).output().expect("it runs")
    }

    /// Runs another command with the same settings, which has to succeed; gives what it says.
    fn command(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
        command.args(arguments).current_dir(self.folder.path());
        command.env("PLEDGE_BOT_SETTINGS", self.path("etc/bot.env"));
        let output = command.output().expect("it runs");
        assert!(output.status.success(), "{}", stderr(&output));
        stdout(&output)
    }

    /// Runs `setup` with these arguments alone, which has to succeed; gives what it says.
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.setup(arguments).output().expect("it runs");
        assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
        stdout(&output)
    }

    fn settings(&self) -> String {
        fs::read_to_string(self.path("etc/bot.env")).expect("the settings")
    }

    /// Has the stand-in for `systemctl` do something.
    fn systemctl(&self, arguments: &[&str]) {
        let status = Command::new(self.path("bin/systemctl")).args(arguments).status();
        assert!(status.expect("it runs").success());
    }

    /// What the stand-in for `systemctl` was asked since the last time.
    fn asked(&self) -> Vec<String> {
        let asked = fs::read_to_string(self.path("asked")).unwrap_or_default();
        let _ = fs::remove_file(self.path("asked"));
        asked.lines().map(str::to_owned).collect()
    }

    /// A citizen starts the bot and is answered.
    async fn answers(&self) {
        let person = self.emulator.person(&NewPerson::new("A", "en")).expect("a person");
        let seq = self.emulator.seq();
        self.emulator.say(person, "/start").expect("it is sent");
        self.emulator.next_sent(seq, person).await.expect("an answer");
    }

    /// All that the bot and setup have left in files, but the settings and the token.
    fn left(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = Command::new(self.path("bin/systemctl")).arg("stop").status();
    }
}

/// The lines of settings that are set.
fn set(settings: &str) -> Vec<&str> {
    let lines = settings.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.filter(|line| !line.ends_with('=')).collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}
