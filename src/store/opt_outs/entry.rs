//! An entry of the list, of either kind.

use std::fmt;

use crate::store::opt_outs::{HashedEntry, SealedEntry};

/// An entry of the list without its number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum ListEntry {
    /// Of an earlier version.
    Hashed(HashedEntry),
    /// Of this version.
    Sealed(SealedEntry),
}

impl ListEntry {
    /// Reads the text of an entry.
    pub fn parse(text: &str) -> Option<ListEntry> {
        let sealed = SealedEntry::parse(text).map(ListEntry::Sealed);
        sealed.or_else(|| HashedEntry::parse(text).map(ListEntry::Hashed))
    }
}

impl fmt::Display for ListEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ListEntry::Hashed(entry) => entry.fmt(f),
            ListEntry::Sealed(entry) => entry.fmt(f),
        }
    }
}
