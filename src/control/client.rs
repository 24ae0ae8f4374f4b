//! The side of the command line.

use std::io;
use std::os::unix::net::UnixStream as BlockingStream;
use std::path::Path;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;

use crate::control::request::{ControlAnswer, ControlRequest};
use crate::control::{LONGEST, PATIENCE, socket};
use crate::slow_disk::within;

/// Why the running bot gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum SocketError {
    /// The socket can't be used.
    #[error("the bot that runs here can't be reached at its socket: {0}")]
    Socket(io::ErrorKind),
    /// It did not answer in time.
    #[error("the bot that runs here does not answer")]
    Silent,
    /// Nobody knows whether one runs: the socket can't be looked at.
    #[error(
        "the folder of the data, or the bot that runs on it, does not answer; see whether the disk is there"
    )]
    Unseen,
    /// It answered something else.
    #[error("the bot that runs here is of another version than this command")]
    Version,
}

/// Gives a request to the bot that runs on this data folder; `None` if none does.
///
/// # Errors
/// When one runs and gives no answer, or the disk of the folder does not answer.
pub async fn ask(data: &Path, request: &ControlRequest) -> Result<Option<ControlAnswer>, SocketError> {
    let path = socket(data);
    ask_at(move || BlockingStream::connect(path), PATIENCE, request).await
}

/// The same through a connection that is made within this time, as the disk of the socket may hang.
async fn ask_at(
    connect: impl FnOnce() -> io::Result<BlockingStream> + Send + 'static,
    patience: Duration,
    request: &ControlRequest,
) -> Result<Option<ControlAnswer>, SocketError> {
    let connected = within(patience, connect).await.map_err(|_| SocketError::Unseen)?;
    let stream = match connected.and_then(for_tasks) {
        Ok(stream) => stream,
        Err(error) if is_absence(error.kind()) => return Ok(None),
        Err(error) => return Err(SocketError::Socket(error.kind())),
    };
    let answer = tokio::time::timeout(PATIENCE * 2, exchange(stream, request)).await;
    let line = answer.map_err(|_| SocketError::Silent)?.map_err(|error| SocketError::Socket(error.kind()))?;
    if line.is_empty() {
        return Err(SocketError::Silent);
    }
    serde_json::from_str(&line).map(Some).map_err(|_| SocketError::Version)
}

/// Whether nobody listens: there is no socket; it is left over from a bot that was killed; or its path is too long for one, so that
/// no bot has made it.
fn is_absence(error: io::ErrorKind) -> bool {
    matches!(error, io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused | io::ErrorKind::InvalidInput)
}

/// The same connection for a task, which holds up no thread while it waits.
fn for_tasks(stream: BlockingStream) -> io::Result<UnixStream> {
    stream.set_nonblocking(true)?;
    UnixStream::from_std(stream)
}

async fn exchange(stream: UnixStream, request: &ControlRequest) -> io::Result<String> {
    let (read, mut write) = stream.into_split();
    let mut json = serde_json::to_vec(request).map_err(io::Error::other)?;
    json.push(b'\n');
    write.write_all(&json).await?;
    let mut line = String::new();
    BufReader::new(read.take(LONGEST)).read_line(&mut line).await?;
    Ok(line)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_socket_on_a_disk_that_hangs_holds_up_nobody() {
        let (end, hangs) = mpsc::channel::<()>();
        let connect = move || {
            let _ = hangs.recv();
            Err(io::ErrorKind::NotFound.into())
        };
        let asked = ask_at(connect, Duration::from_millis(1), &ControlRequest::About).await;
        assert!(matches!(asked, Err(SocketError::Unseen)), "{asked:?}");
        drop(end);
    }

    #[tokio::test]
    async fn without_a_socket_no_bot_runs() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(ask(folder.path(), &ControlRequest::About).await, Ok(None)));
        let long = folder.path().join("x".repeat(200));
        assert!(matches!(ask(&long, &ControlRequest::About).await, Ok(None)));
    }
}
