//! The machine that is looked at: where its folders are, which programs it has, and how long they may take.

use std::ffi::OsString;
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

/// The machine. Everything of the system's is read below its root, so that a test can show another machine.
#[derive(Debug, Clone)]
pub struct Machine {
    root: PathBuf,
    /// The folders in which programs are looked for, as `PATH` has them.
    programs: OsString,
    /// How many bytes have to be free on a disk, at least.
    pub least_free: u64,
    /// How long a disk may take to answer.
    pub patience: Duration,
}

/// The most bytes that are read of a file of the system's.
const LONGEST: u64 = 1024 * 1024;
/// How long a disk may take to answer, unless something else is said.
const DISK_PATIENCE: Duration = Duration::from_mins(1);
/// How long a program may take.
const PATIENCE: Duration = Duration::from_secs(10);

impl Machine {
    /// Less room than this is little: 500 MiB.
    const LEAST_FREE: u64 = 500 * 1024 * 1024;

    /// This machine.
    pub fn here() -> Machine {
        Machine::under("/".into())
    }

    /// A machine whose `/proc`, `/sys` and `/var` are below `root`.
    pub fn under(root: PathBuf) -> Machine {
        let programs = std::env::var_os("PATH").unwrap_or_default();
        Machine { root, programs, least_free: Machine::LEAST_FREE, patience: DISK_PATIENCE }
    }

    /// The same with other folders in which programs are looked for.
    #[must_use]
    pub fn with_programs(self, programs: impl Into<OsString>) -> Machine {
        Machine { programs: programs.into(), ..self }
    }

    /// Where a path of the system's is, given without the first slash.
    pub(super) fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.join(path)
    }

    /// The text of a file of the system's.
    pub(super) fn read(&self, path: impl AsRef<Path>) -> io::Result<String> {
        let mut text = Vec::new();
        std::fs::File::open(self.at(path))?.take(LONGEST).read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Where a program is, if it is there.
    pub(super) fn program(&self, name: &str) -> Option<PathBuf> {
        let is_program = |path: &PathBuf| {
            path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
        };
        std::env::split_paths(&self.programs).map(|folder| folder.join(name)).find(is_program)
    }

    /// The output of a program, which gets none of the environment but where programs are.
    ///
    /// # Errors
    /// When it can't be started, fails, or takes too long; what it says about that.
    pub(super) async fn output(&self, program: &Path, arguments: &[&str]) -> Result<String, String> {
        let mut command = Command::new(program);
        command.args(arguments).env_clear().env("PATH", &self.programs).env("LC_ALL", "C");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let name = program.display();
        let output = tokio::time::timeout(PATIENCE, command.output()).await;
        let output = output.map_err(|_| format!("{name} does not answer"))?;
        let output = output.map_err(|error| format!("{name} can't be started ({})", error.kind()))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.lines().next().unwrap_or("it says nothing").trim();
            return Err(format!("{name} fails: {said:.200}"));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// A path in quotes for a shell.
pub(super) fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}
