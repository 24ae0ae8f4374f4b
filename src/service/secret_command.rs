//! The operator's commands that print a secret: `STORE_KEY_COMMAND` and `BOT_TOKEN_COMMAND`. They may ask a person, or fetch
//! it from another machine, so they have time, and an end to it. They know none of the bot's settings: their environment is that
//! of the bot without them. Their output is never logged; what they write to standard error goes where the bot's own log goes.

use std::io::{ErrorKind, IsTerminal as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, ChildStdout, Command};
use zeroize::Zeroizing;

use crate::clock::{Backoff, Clock};
use crate::config::{Secret, setting_names};

/// How long a command may take: long enough for a person who has to be woken by it.
const LIMIT: Duration = Duration::from_mins(10);
/// The most bytes that it may print.
const LONGEST: usize = 4096;
/// How long the end of the output is waited for when the command has ended.
const REST: Duration = Duration::from_millis(500);

/// Why a command gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum SecretCommandError {
    #[error("the command can't be started ({0})")]
    Start(ErrorKind),
    #[error("the command failed with exit code {0}")]
    Failed(i32),
    #[error("the command was ended by signal {0}")]
    Killed(i32),
    #[error("the command took longer than {} minutes, and was ended", LIMIT.as_secs() / 60)]
    Late,
    #[error("the command printed more than {LONGEST} bytes")]
    TooLong,
    #[error("the command printed nothing")]
    Empty,
    #[error("the command printed something else than text")]
    NotText,
    #[error("the command's output can't be read ({0})")]
    Read(ErrorKind),
}

/// A setting with a command.
pub(super) struct SecretCommand<'a> {
    /// The name of the setting.
    pub name: &'static str,
    /// The command, for `sh -c`.
    pub command: &'a Secret,
}

impl SecretCommand<'_> {
    /// Runs the command until it prints something that `read` takes. Each failure is told in the log, with the next attempt.
    pub async fn until_it_fits<T>(
        &self,
        clock: &Clock,
        read: impl AsyncFn(Zeroizing<String>) -> Result<T, String>,
    ) -> T {
        let mut pause = Backoff::doubling(Duration::from_secs(1), Duration::from_mins(5));
        loop {
            let failure = match self.once(&read).await {
                Ok(secret) => return secret,
                Err(failure) => failure,
            };
            let wait = pause.next_wait();
            log::error!(
                "{}: {failure}; no updates are taken meanwhile, and it is run again in {} s; if you change the setting, start \
                 the bot again",
                self.name,
                wait.as_secs()
            );
            clock.sleep(wait).await;
        }
    }

    /// Runs the command once.
    ///
    /// # Errors
    /// When it fails, or prints something that `read` does not take.
    pub async fn once<T>(
        &self,
        read: impl AsyncFn(Zeroizing<String>) -> Result<T, String>,
    ) -> Result<T, String> {
        let text = self.output(LIMIT).await.map_err(|failure| failure.to_string())?;
        read(text).await
    }

    async fn output(&self, limit: Duration) -> Result<Zeroizing<String>, SecretCommandError> {
        let mut running = RunningCommand::start(self.command)?;
        tokio::time::timeout(limit, running.output()).await.unwrap_or(Err(SecretCommandError::Late))
    }
}

/// A command that is ended when this is dropped, with all that it has started.
struct RunningCommand {
    shell: Child,
    has_group: bool,
}

impl RunningCommand {
    fn start(command: &Secret) -> Result<RunningCommand, SecretCommandError> {
        // At a terminal it stays in the bot's process group, or it could not ask the person there.
        let has_group = !std::io::stdin().is_terminal();
        let mut shell = Command::new("sh");
        shell.args(["-c", command.expose()]).stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        if has_group {
            shell.process_group(0);
        }
        for name in setting_names() {
            shell.env_remove(name);
        }
        let shell = shell.spawn().map_err(|error| SecretCommandError::Start(error.kind()))?;
        Ok(RunningCommand { shell, has_group })
    }

    async fn output(&mut self) -> Result<Zeroizing<String>, SecretCommandError> {
        // It has room for all of it, so that no part of the secret is left behind where it grew.
        let mut output = Zeroizing::new(Vec::with_capacity(LONGEST + 1));
        let pipe = self.shell.stdout.take();
        let ended = {
            let reading = read(pipe, &mut output);
            tokio::pin!(reading);
            tokio::select! {
                ended = self.shell.wait() => {
                    // Something that it has left behind may hold the pipe open. What was printed by then is all there is.
                    tokio::time::timeout(REST, &mut reading).await.unwrap_or(Ok(()))?;
                    Some(ended)
                }
                read = &mut reading => {
                    read?;
                    None
                }
            }
        };
        if output.len() > LONGEST {
            return Err(SecretCommandError::TooLong);
        }
        let ended = match ended {
            Some(ended) => ended,
            None => self.shell.wait().await,
        };
        succeeded(ended.map_err(|error| SecretCommandError::Read(error.kind()))?)?;
        let text = std::str::from_utf8(&output).map_err(|_| SecretCommandError::NotText)?;
        if text.trim().is_empty() {
            return Err(SecretCommandError::Empty);
        }
        Ok(Zeroizing::new(text.to_owned()))
    }
}

/// Reads all that is printed, and no more than is too long. What was read stays there if nobody waits any more.
async fn read(pipe: Option<ChildStdout>, output: &mut Vec<u8>) -> Result<(), SecretCommandError> {
    let Some(pipe) = pipe else { return Ok(()) };
    let read = pipe.take(LONGEST as u64 + 1).read_to_end(output).await;
    read.map(drop).map_err(|error| SecretCommandError::Read(error.kind()))
}

fn succeeded(ended: ExitStatus) -> Result<(), SecretCommandError> {
    match (ended.code(), ended.signal()) {
        (Some(0), _) => Ok(()),
        (Some(code), _) => Err(SecretCommandError::Failed(code)),
        (None, signal) => Err(SecretCommandError::Killed(signal.unwrap_or_default())),
    }
}

impl Drop for RunningCommand {
    fn drop(&mut self) {
        // There is no number any more once the shell has ended and was waited for.
        let group =
            self.shell.id().and_then(|id| Pid::from_raw(id.try_into().ok()?)).filter(|_| self.has_group);
        if let Some(group) = group {
            // It fails if all of them have just ended.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn output(command: &str) -> Result<String, SecretCommandError> {
        let command = Secret::from(command.to_owned());
        let command = SecretCommand { name: "STORE_KEY_COMMAND", command: &command };
        command.output(LIMIT).await.map(|text| text.to_string())
    }

    #[tokio::test]
    async fn the_output_of_a_shell_command_is_the_secret() {
        assert_eq!(output("echo a b | tr a-z A-Z").await.as_deref(), Ok("A B\n"));
    }

    #[tokio::test]
    async fn each_failure_has_a_reason_of_its_own() {
        for (command, error) in [
            ("echo S3CRET; exit 3", SecretCommandError::Failed(3)),
            ("kill -9 $$", SecretCommandError::Killed(9)),
            ("cat /dev/zero", SecretCommandError::TooLong),
            ("true", SecretCommandError::Empty),
            ("printf '\\377\\376'", SecretCommandError::NotText),
            ("exec no-such-command-here", SecretCommandError::Failed(127)),
        ] {
            assert_eq!(output(command).await, Err(error), "{command}");
        }
    }

    #[tokio::test]
    async fn what_a_command_leaves_running_keeps_its_secret_from_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs");
        assert!(made.success());
        // It waits at the pipe, and holds the output open meanwhile.
        let command = Secret::from(format!("cat '{}' 2> /dev/null & echo secret", pipe.display()));
        let command = SecretCommand { name: "STORE_KEY_COMMAND", command: &command };
        let text = command.output(Duration::from_secs(30)).await.map(|text| text.to_string());
        assert_eq!(text.as_deref(), Ok("secret\n"));
        let _end = std::fs::File::options().read(true).write(true).open(&pipe).expect("opened");
    }

    #[tokio::test]
    async fn a_command_that_hangs_is_given_up() {
        let command = Secret::from("exec tail -f /dev/null".to_owned());
        let command = SecretCommand { name: "STORE_KEY_COMMAND", command: &command };
        assert_eq!(command.output(Duration::from_millis(1)).await, Err(SecretCommandError::Late));
        assert!(SecretCommandError::Late.to_string().contains("10 minutes"));
    }

    #[tokio::test]
    async fn a_command_is_run_again_until_its_output_fits() {
        let folder = tempfile::tempdir().expect("a folder");
        let count = folder.path().join("count").display().to_string();
        // It fails, then prints rubbish, then the secret.
        let command = format!("echo >> '{count}'; n=$(wc -l < '{count}'); test $n -gt 1 && echo secret $n");
        let command = Secret::from(command);
        let command = SecretCommand { name: "STORE_KEY_COMMAND", command: &command };
        let clock = Clock::by_hand(jiff::Timestamp::UNIX_EPOCH);
        let read = async |text: Zeroizing<String>| {
            text.trim().strip_suffix('3').map(str::to_owned).ok_or_else(String::new)
        };
        assert_eq!(command.until_it_fits(&clock, read).await, "secret ");
    }

    #[tokio::test]
    async fn a_command_that_is_given_up_ends_with_all_that_it_has_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs");
        assert!(made.success());
        // The shell's child writes to the pipe for as long as it lives.
        let command = format!("cat /dev/zero > '{}' | cat", pipe.display());
        let running = RunningCommand::start(&Secret::from(command)).expect("started");
        let mut reader = tokio::fs::File::open(&pipe).await.expect("the child has opened it");
        reader.read_exact(&mut [0]).await.expect("the child writes");
        drop(running);
        let mut rest = Vec::new();
        reader.read_to_end(&mut rest).await.expect("it ends, as nobody writes any more");
    }
}
