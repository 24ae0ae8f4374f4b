//! The lines that a command prints.
//!
//! Whoever reads them may stop before the end, as `head` does. Then nobody wants the rest, and the command goes on with its
//! work: `println!` and `eprintln!` would panic in the middle of it. Any other failure of standard output, such as a full
//! disk, is remembered, so that the command can end with an error.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::sync::OnceLock;

/// The first failure of standard output that was not its reader's leaving.
static FAILURE: OnceLock<io::ErrorKind> = OnceLock::new();

/// Prints a line to standard output.
pub fn out_line(line: impl Display) {
    let printed = writeln!(io::stdout().lock(), "{line}");
    if let Err(error) = printed.and_then(|()| io::stdout().flush())
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        let _ = FAILURE.set(error.kind());
    }
}

/// Prints a line to standard error. There is nowhere to report that this failed.
pub fn err_line(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints a question to standard error and stays on its line.
pub(crate) fn ask(question: &str) {
    let _ = write!(io::stderr(), "{question}");
}

/// Why something that was printed to standard output did not arrive, if that was for another reason than that its reader
/// had left.
pub fn failure() -> Option<io::ErrorKind> {
    FAILURE.get().copied()
}
