//! What a list of opt-outs, or a copy of one, tells without any key.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::store::error::{FileError, StoreError};
use crate::store::opt_outs::file::{FoundList, examine};

/// What a list of opt-outs tells without any key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFacts {
    /// Its random name, in hexadecimal digits. A copy has that of its list.
    pub name: String,
    /// How many entries it has.
    pub entries: u64,
    /// How many bytes these are, with the head. Behind them may be a line that was cut short.
    pub bytes: u64,
}

/// Looks at a list, which a bot may be using; `None` if there is no file.
///
/// # Errors
/// When it can't be read, or is no list.
pub fn list_facts(path: &Path) -> Result<Option<ListFacts>, StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(FileError::cannot("read", path)(error).into()),
    };
    let FoundList { name, count, end, .. } = examine(file, path)?;
    Ok(Some(ListFacts { name, entries: count, bytes: end }))
}
