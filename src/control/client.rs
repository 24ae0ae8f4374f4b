//! The side of the command line.

use std::io;
use std::path::Path;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;

use crate::control::request::{ControlAnswer, ControlRequest};
use crate::control::{LONGEST, PATIENCE, socket};

/// Why the running bot gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum SocketError {
    /// The socket can't be used.
    #[error("the bot that runs here can't be reached at its socket: {0}")]
    Socket(io::ErrorKind),
    /// It did not answer in time.
    #[error("the bot that runs here does not answer")]
    Silent,
    /// It answered something else.
    #[error("the bot that runs here is of another version than this command")]
    Version,
}

/// Gives a request to the bot that runs on this data folder; `None` if none does.
///
/// # Errors
/// When one runs and gives no answer.
pub async fn ask(data: &Path, request: &ControlRequest) -> Result<Option<ControlAnswer>, SocketError> {
    let stream = match UnixStream::connect(socket(data)).await {
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

async fn exchange(stream: UnixStream, request: &ControlRequest) -> io::Result<String> {
    let (read, mut write) = stream.into_split();
    let mut json = serde_json::to_vec(request).map_err(io::Error::other)?;
    json.push(b'\n');
    write.write_all(&json).await?;
    let mut line = String::new();
    BufReader::new(read.take(LONGEST)).read_line(&mut line).await?;
    Ok(line)
}
