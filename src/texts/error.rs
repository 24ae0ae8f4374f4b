//! A fault in texts or facts, and its place.

use std::fmt;

/// A fault in a file of `messages/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentError {
    /// The path under which the operator finds the file: `messages/ru/calls.ftl` for a built-in one, and the path on disk
    /// for one of `MESSAGES_DIR`.
    pub file: String,
    /// The line, counted from 1; 0 for a folder as a whole.
    pub line: usize,
    /// The fault, and how to mend it.
    pub reason: String,
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.reason),
            line => write!(f, "{}:{line}: {}", self.file, self.reason),
        }
    }
}

/// The line of a byte in a text, counted from 1.
pub(super) fn line_at(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|b| **b == b'\n').count() + 1
}
