//! The real program in a process of its own, against an emulator in the test's process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use pledge_bot::crypto;

use super::token::TOKEN;

/// A folder to run in, with the settings of one bot.
pub struct Program {
    folder: tempfile::TempDir,
    env: Vec<(String, String)>,
    /// The coalition's public key, to which the bot seals names and contacts.
    pub recipients: String,
}

impl Program {
    /// The program, set up for the Bot API at this address, with the coalition's private key in `coalition.key`.
    pub fn new(api: impl Into<String>) -> Program {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (recipients, secret) = crypto::generate();
        fs::write(folder.path().join("coalition.key"), format!("{secret}\n")).expect("a key file");
        let env = [
            ("BOT_TOKEN", TOKEN.to_owned()),
            ("TELEGRAM_API_URL", api.into()),
            ("RUST_LOG", "trace".to_owned()),
            // Most tests have one owner, who would wait.
            ("HOLD_MINUTES", "0".to_owned()),
        ];
        Program { folder, env: env.map(|(name, value)| (name.to_owned(), value)).into(), recipients }
    }

    /// The same with one more setting.
    pub fn with(mut self, name: &str, value: &str) -> Program {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Its folder with `data`, `store.key`, `coalition.key`, and its output in `log`.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of its log.
    pub fn log(&self) -> PathBuf {
        self.folder().join("log")
    }

    /// Starts the bot; it is killed when the handle is dropped.
    pub fn start(&self) -> Running {
        self.start_with(&["run"])
    }

    /// Starts it with these arguments.
    pub fn start_with(&self, arguments: &[&str]) -> Running {
        let log = fs::File::options().create(true).append(true).open(self.log()).expect("a log file");
        let errors = log.try_clone().expect("the same file");
        let child = self.command(arguments).stdout(log).stderr(errors).spawn().expect("it starts");
        Running { process: child }
    }

    /// Its command line with these arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
        command.args(arguments).current_dir(self.folder());
        command.env("SEAL_RECIPIENTS", &self.recipients).envs(self.env.iter().cloned());
        command
    }
}

/// A running program.
pub struct Running {
    pub process: Child,
}

impl Running {
    /// Ends it with SIGKILL, as abruptly as a power cut.
    pub fn kill(&mut self) {
        // Both calls fail if it has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    /// Sends a signal by its name, as "HUP".
    pub fn tell(&self, name: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &id]).status().expect("kill runs");
        assert!(sent.success(), "no process to send {name} to");
    }

    /// Sends a signal by its name, as "TERM", and waits for the end; gives the exit code.
    pub fn signal(mut self, name: &str) -> Option<i32> {
        self.tell(name);
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}
