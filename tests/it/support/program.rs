//! The real program as a process of its own, against an emulator in the test's process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use pledge_bot::crypto;
use pledge_bot::emulator::Emulator;

/// A token of the right shape.
pub const TOKEN: &str = "1000000001:AAAAAAAAAAAAAAAAAAAAAAAA";

/// A folder to run in, with the settings of one bot.
pub struct Program {
    folder: tempfile::TempDir,
    env: Vec<(String, String)>,
}

impl Program {
    /// The program, set up to chat through this emulator, with a key of the coalition's in `coalition.key`.
    pub fn new(emulator: &Emulator) -> Program {
        Program::at(emulator.url())
    }

    /// The same with the Bot API at this address.
    pub fn at(api: String) -> Program {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (public, secret) = crypto::generate();
        fs::write(folder.path().join("coalition.key"), format!("{secret}\n")).expect("a key file");
        let env = [
            ("BOT_TOKEN", TOKEN.to_owned()),
            ("TELEGRAM_API_URL", api),
            ("SEAL_RECIPIENTS", public),
            ("RUST_LOG", "trace".to_owned()),
        ];
        Program { folder, env: env.map(|(name, value)| (name.to_owned(), value)).into() }
    }

    /// The same with one more setting.
    pub fn with(mut self, name: &str, value: &str) -> Program {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Its folder: `data`, `state.key`, `coalition.key`, and `log` with everything that it said.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of its log.
    pub fn log(&self) -> PathBuf {
        self.folder().join("log")
    }

    /// One of its settings.
    pub fn setting(&self, name: &str) -> &str {
        self.env.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
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
        Running(child)
    }

    /// Runs it to its end with these arguments.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().expect("it runs")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
        command.args(arguments).current_dir(self.folder()).envs(self.env.iter().cloned());
        command
    }
}

/// A bot that runs.
pub struct Running(Child);

impl Running {
    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.0.try_wait().expect("its state").is_some()
    }

    /// Ends it as a power cut would: SIGKILL, at once.
    pub fn kill(mut self) {
        self.end();
    }

    /// Sends a signal by its name, as "HUP".
    pub fn tell(&self, name: &str) {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &id]).status().expect("kill runs");
        assert!(sent.success(), "no process to send {name} to");
    }

    /// Sends a signal by its name, as "TERM", and waits for the end; gives the exit code.
    pub fn signal(mut self, name: &str) -> Option<i32> {
        self.tell(name);
        self.0.wait().expect("it ends").code()
    }

    fn end(&mut self) {
        // It may have ended by itself, which is as well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}
