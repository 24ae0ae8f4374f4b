//! The operator's commands that take a backup, or the list of opt-outs, to another place. Each is a shell command that gets the path
//! of the file as `$1`. It has a limited time, and knows none of the bot's settings: its environment is that of the bot without
//! them. Its output is read to its end and forgotten, except for the last words of one that fails.

use std::io::ErrorKind;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::process::{Child, Command};

use crate::backup_keeper::said::last_words;
use crate::config::{Secret, setting_names};

/// Variables by which systemd speaks with the bot alone.
const OF_SYSTEMD: [&str; 5] = ["NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "LISTEN_FDS", "LISTEN_PID"];
/// How many bytes at the end of the output are kept.
const TAIL: usize = 2048;
/// How long the end of the output is waited for when the command has ended.
const REST: Duration = Duration::from_millis(500);

/// Why a file was not handed on, as the end of a line.
#[derive(Debug, thiserror::Error)]
pub(super) enum HandOnError {
    #[error("the command can't be started ({0})")]
    Start(ErrorKind),
    #[error("the command failed with exit code {code}{}", quoted(said))]
    Failed {
        code: i32,
        /// Its last words.
        said: String,
    },
    #[error("the command was ended by signal {0}")]
    Killed(i32),
    #[error("the command took longer than {} minutes, and was ended", .0.as_secs().div_ceil(60))]
    Late(Duration),
}

fn quoted(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("; its last words: {said}") }
}

/// Hands a file to a command.
///
/// # Errors
/// When the command can't be started, fails, or takes longer than `limit`. It is ended then, with all that it has started.
pub(super) async fn hand_on(
    command: &Secret,
    file: &Path,
    secrets: &[Secret],
    limit: Duration,
) -> Result<(), HandOnError> {
    let mut running = RunningHandOn::start(command, file)?;
    let mut tail = Tail::default();
    let ended = tokio::time::timeout(limit, running.ended(&mut tail)).await;
    let ended = ended.map_err(|_| HandOnError::Late(limit))??;
    match (ended.code(), ended.signal()) {
        (Some(0), _) => Ok(()),
        (Some(code), _) => Err(HandOnError::Failed { code, said: last_words(&tail.0, secrets) }),
        (None, signal) => Err(HandOnError::Killed(signal.unwrap_or_default())),
    }
}

/// A command that is ended when this is dropped, with all that it has started.
struct RunningHandOn(Child);

impl RunningHandOn {
    fn start(command: &Secret, file: &Path) -> Result<RunningHandOn, HandOnError> {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", command.expose(), "pledge-bot"])
            .arg(std::path::absolute(file).unwrap_or(file.to_owned()));
        shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        shell.process_group(0).kill_on_drop(true);
        for name in setting_names().iter().chain(&OF_SYSTEMD) {
            shell.env_remove(name);
        }
        shell.spawn().map(RunningHandOn).map_err(|error| HandOnError::Start(error.kind()))
    }

    /// Waits for its end, and reads its output meanwhile.
    async fn ended(&mut self, tail: &mut Tail) -> Result<ExitStatus, HandOnError> {
        let (output, errors) = (self.0.stdout.take(), self.0.stderr.take());
        // A command that writes nothing to standard error says on the other one what it has to say.
        let mut nothing = Tail::default();
        let ended = {
            let reading = async { tokio::join!(tail.read(errors), nothing.read(output)) };
            tokio::pin!(reading);
            tokio::select! {
                ended = self.0.wait() => {
                    // Something that it has left behind may hold the pipes open.
                    let _ = tokio::time::timeout(REST, &mut reading).await;
                    ended
                }
                _ = &mut reading => self.0.wait().await,
            }
        };
        if tail.0.is_empty() {
            tail.0 = nothing.0;
        }
        ended.map_err(|error| HandOnError::Start(error.kind()))
    }
}

impl Drop for RunningHandOn {
    fn drop(&mut self) {
        // There is no number any more once the shell has ended and was waited for.
        let group = self.0.id().and_then(|id| Pid::from_raw(id.try_into().ok()?));
        if let Some(group) = group {
            // It fails if all of them have just ended.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// The last bytes of an output.
#[derive(Default)]
struct Tail(Vec<u8>);

impl Tail {
    /// Reads all of it.
    async fn read(&mut self, pipe: Option<impl AsyncRead + Unpin>) {
        let Some(mut pipe) = pipe else { return };
        let mut buffer = [0; TAIL];
        while let Ok(count @ 1..) = pipe.read(&mut buffer).await {
            self.0.extend_from_slice(&buffer[..count]);
            let too_many = self.0.len().saturating_sub(TAIL);
            self.0.drain(..too_many);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LIMIT: Duration = Duration::from_mins(1);

    async fn error_of(command: &str, limit: Duration) -> String {
        let command = Secret::from(command.to_owned());
        let handed = hand_on(&command, Path::new("/tmp/b.age"), &[], limit).await;
        handed.expect_err("it fails").to_string()
    }

    #[tokio::test]
    async fn a_command_gets_the_path_as_its_argument() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("it's a backup.age");
        let command = Secret::from("echo \"$#\" > \"$1\"".to_owned());
        hand_on(&command, &file, &[], LIMIT).await.expect("handed on");
        assert_eq!(fs::read_to_string(file).expect("written"), "1\n");
    }

    #[tokio::test]
    async fn each_failure_has_a_reason_of_its_own() {
        for (command, reason) in [
            ("exit 3", "the command failed with exit code 3"),
            ("echo no route >&2; exit 3", "the command failed with exit code 3; its last words: no route"),
            ("echo no room; exit 4", "the command failed with exit code 4; its last words: no room"),
            ("kill -9 $$", "the command was ended by signal 9"),
        ] {
            assert_eq!(error_of(command, LIMIT).await, reason, "{command}");
        }
        let late = error_of("exec tail -f /dev/null", Duration::from_millis(1)).await;
        assert!(late.contains("took longer"), "{late}");
    }

    #[tokio::test]
    async fn an_output_without_end_is_read_and_forgotten() {
        let command = Secret::from("head -c 10000000 /dev/zero; head -c 10000000 /dev/zero >&2".to_owned());
        hand_on(&command, Path::new("b.age"), &[], LIMIT).await.expect("handed on");
    }

    #[tokio::test]
    async fn a_command_that_leaves_something_running_has_ended() {
        let command = Secret::from("sleep 3 & exit 0".to_owned());
        hand_on(&command, Path::new("b.age"), &[], LIMIT).await.expect("handed on");
    }
}
