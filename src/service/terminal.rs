//! Questions at the terminal.

use std::io;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use crate::console::{self, err_line};

/// The most bytes of an answer, as of a line at a terminal (termios(3)).
const LONGEST: usize = 4096;

/// Asks the person at the terminal for a line that is not shown as it is typed. The terminal is as before also if this is
/// dropped.
///
/// # Errors
/// When standard input is no terminal, or was closed.
pub async fn ask_hidden(question: &str) -> io::Result<Zeroizing<String>> {
    let hidden = HiddenInput::begin()?;
    console::ask(question);
    let answer = next_line().await;
    drop(hidden);
    err_line("");
    answer
}

/// Asks the person at the terminal for a line.
///
/// # Errors
/// When standard input was closed.
pub async fn ask_shown(question: &str) -> io::Result<Zeroizing<String>> {
    console::ask(question);
    next_line().await
}

async fn next_line() -> io::Result<Zeroizing<String>> {
    // A thread of its own: the end of the program does not wait for it, as it would for tokio's.
    let (line, answer) = oneshot::channel();
    std::thread::spawn(move || line.send(read_line()));
    answer.await.unwrap_or_else(|_| Err(io::ErrorKind::UnexpectedEof.into()))
}

/// A line, without its end. A terminal gives one at once.
fn read_line() -> io::Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new([0; LONGEST]);
    let length = rustix::io::read(io::stdin(), bytes.as_mut_slice())?;
    if length == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let line = std::str::from_utf8(&bytes[..length]).map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(Zeroizing::new(line.trim_end_matches(['\n', '\r']).to_owned()))
}

/// A terminal that does not show what is typed.
struct HiddenInput(Termios);

impl HiddenInput {
    fn begin() -> io::Result<HiddenInput> {
        let before = tcgetattr(io::stdin())?;
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &hidden)?;
        Ok(HiddenInput(before))
    }
}

impl Drop for HiddenInput {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}
