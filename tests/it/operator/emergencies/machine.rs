//! A machine: a folder in place of `/`, in which commands are run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use super::stand_ins::real;
use crate::support::terminal::Terminal;

/// Folders that a page names, and that are the machine's own.
const PLACES: [&str; 2] = [" /etc/pledge-bot", " /var"];

pub struct Machine {
    root: PathBuf,
    tools: PathBuf,
    /// A process in whose view of the disks commands are run.
    view: Option<Child>,
    /// The token that the person has, in case that setup asks for one.
    pub token: Option<String>,
}

impl Machine {
    /// A machine with the package installed, but for its settings.
    pub fn new(root: PathBuf, tools: &Path) -> Machine {
        for folder in [
            "home",
            "service",
            "etc/pledge-bot",
            "var/lib/pledge-bot",
            "var/cache/apt/archives",
            "var/log/journal",
        ] {
            fs::create_dir_all(root.join(folder)).expect("made");
        }
        Machine { root, tools: tools.to_owned(), view: None, token: None }
    }

    /// A path as pages write it, from `/` or from the home of who types.
    pub fn path(&self, path: &str) -> PathBuf {
        match path.strip_prefix('/') {
            Some(path) => self.root.join(path),
            None => self.root.join("home").join(path),
        }
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    /// What the service has logged.
    pub fn log(&self) -> String {
        self.read("/service/log")
    }

    /// Runs a line of a shell.
    pub fn run(&self, line: &str) -> Output {
        let mut line = line.to_owned();
        for place in PLACES {
            line = line.replace(place, &format!(" {}{}", self.root.display(), place.trim_start()));
        }
        // A view of the disks begins at its own /.
        let line = format!("cd {}\n{line}", self.root.join("home").display());
        let mut command = match &self.view {
            None => Command::new(real("sh")),
            Some(view) => {
                let mut command = Command::new(real("nsenter"));
                command.args(["--target", &view.id().to_string(), "--mount"]);
                if !is_root() {
                    command.args(["--user", "--preserve-credentials"]);
                }
                command.arg(real("sh"));
                command
            }
        };
        command.args(["-c", &line]).env_clear();
        command.env("PATH", &self.tools).env("MACHINE", &self.root).env("HOME", self.root.join("home"));
        let settings = self.path("/etc/pledge-bot/pledge-bot.env");
        if settings.exists() {
            command.env("PLEDGE_BOT_SETTINGS", settings);
        }
        // Without a terminal, setup asks for nothing and takes the token from here.
        if let Some(token) = self.token.as_ref().filter(|_| line.contains("pledge-bot setup")) {
            command.env("BOT_TOKEN", token);
        }
        command.stdin(Stdio::null()).output().expect("it runs")
    }

    /// Begins a line of a shell at a terminal.
    pub fn at_terminal(&self, line: &str) -> Terminal {
        let (home, settings) = (self.root.join("home"), self.path("/etc/pledge-bot/pledge-bot.env"));
        let variables = [
            ("PATH", &self.tools),
            ("MACHINE", &self.root),
            ("HOME", &home),
            ("PLEDGE_BOT_SETTINGS", &settings),
        ];
        let set = variables.map(|(name, path)| format!("export {name}={}\n", path.display())).concat();
        let mut shell = Command::new(real("sh"));
        shell.args(["-c", &format!("{set}{line}")]).current_dir(home);
        Terminal::start(&shell)
    }

    /// Puts everything below `/var` on a small disk of its own, which nobody else sees. Without the permission for that, says no.
    pub fn gets_a_small_disk(&mut self) -> bool {
        let mut unshare = Command::new(real("unshare"));
        unshare.args(["--mount", "--propagation", "private"]);
        if !is_root() {
            unshare.args(["--user", "--map-root-user"]);
        }
        let script = "cp -a var before && mount -t tmpfs -o size=24m tmpfs var && cp -a before/. var/ && echo >ready && read -r end";
        unshare.args(["sh", "-c", script]).current_dir(&self.root).stdin(Stdio::piped());
        let mut view = unshare.spawn().expect("it runs");
        loop {
            if self.root.join("ready").exists() {
                self.view = Some(view);
                return true;
            }
            if view.try_wait().expect("its state").is_some() {
                return false;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

impl Drop for Machine {
    fn drop(&mut self) {
        // The service may have ended by itself.
        let _ = self.run("systemctl poweroff");
        if let Some(view) = &mut self.view {
            let _ = view.kill();
            let _ = view.wait();
        }
    }
}
