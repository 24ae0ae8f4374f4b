//! The errors of the store, each as one line for the operator.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::crypto::KeyChangeError;
use crate::secret_file::{SecretFileError, remedy};
use crate::store::DATABASE;
use crate::store::opt_outs::OptOutsError;

/// The reason why a request failed; nothing of it was done then. No line carries an ID or anything stored.
///
/// It is `Clone` because one failed commit answers everybody whose changes were in it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The data folder, or a file in it, can't be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The folder has no database, and is only being read.
    #[error(
        "there is no data of the bot in {}; give its folder with --data, or run this in the folder where the bot is started",
        .0.display()
    )]
    NoData(PathBuf),
    /// The list of opt-outs can't be begun.
    #[error(transparent)]
    Begin(#[from] SecretFileError),
    /// Another process has the folder.
    #[error("another pledge-bot uses the folder {}; stop it first, or give this one its own DATA_DIR", .0.display())]
    InUse(PathBuf),
    /// The file was written by a newer version of the bot.
    #[error(
        "{} was written by a newer pledge-bot (schema {found}, this one knows {known}); install that version again. Without it, \
         restore the backup that it made before it changed the data",
        path.display()
    )]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema that this binary knows.
        known: i64,
    },
    /// The file was written by an older version, and is only being read.
    #[error(
        "{} was written by an older pledge-bot (schema {found}, this one reads {known}); use that version to read it, \
         or start this one's bot on it once",
        path.display()
    )]
    Older {
        /// The database.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The schema that this binary reads.
        known: i64,
    },
    /// The file is not the bot's.
    #[error("{} is not pledge-bot's database; move it away, or restore a backup", .0.display())]
    Foreign(PathBuf),
    /// The database is damaged.
    #[error("the database is damaged ({0}); restore a backup")]
    Corrupt(String),
    /// The store in this folder knows another key.
    #[error(
        "the data in {} belongs to another store key; put the right key file back where STORE_KEY_FILE is, or \
         have STORE_KEY_COMMAND print that key; or recover the \
         key from its sealed copy, on a computer with the private key: pledge-bot store-key recover --identity KEYFILE; \
         or restore a backup",
        .0.display()
    )]
    WrongKey(PathBuf),
    /// The list of opt-outs can't be used.
    #[error(transparent)]
    OptOuts(#[from] OptOutsError),
    /// The coalition's keys are others than those that were accepted.
    #[error(transparent)]
    Keys(#[from] KeyChangeError),
    /// The store has no copy of its key that the coalition's keys open, so a backup of it would be of no use without the key's file.
    #[error(
        "the data hold no copy of the store key that the keys in SEAL_RECIPIENTS open, so nobody could go on with a backup of \
         them; start the bot, unlock it if it waits for its key, and make the backup when it runs"
    )]
    NoKeyCopy,
    /// There is no room left.
    #[error("the disk is full; nothing was stored: free some space")]
    Full,
    /// There is too little room to write the database anew.
    #[error(
        "{} is to be written anew, which takes {needed} bytes beside it, and {free} are free; free some space, and start \
         again: nothing has changed",
        path.display()
    )]
    NoRoom {
        /// The database.
        path: PathBuf,
        /// How many bytes are needed.
        needed: u64,
        /// How many are free.
        free: u64,
    },
    /// A change that needs a known chat came for an unknown one.
    #[error("a change came for a chat that the store does not know")]
    UnknownChat,
    /// A change was confirmed for a state that is another one by now.
    #[error("something changed while the update was handled, so it is handled anew")]
    Overtaken,
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
    /// Any other error of the database.
    #[error("the database failed: {0}")]
    Database(Arc<sqlx::Error>),
}

/// The reason why a file or folder can't be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("cannot {action} {}: {source}{}", path.display(), remedy(source))]
pub struct FileError {
    /// `use`, `read`, `write` or `remove`.
    pub action: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// The system's reason.
    pub source: Arc<io::Error>,
}

impl FileError {
    /// For `map_err`: names the path that the bot wanted to use, read or write.
    pub(crate) fn cannot<'p>(
        action: &'static str,
        path: &'p Path,
    ) -> impl Fn(io::Error) -> FileError + use<'p> {
        move |error| FileError { action, path: path.to_owned(), source: Arc::new(error) }
    }
}

/// SQLite's primary result codes (<https://www.sqlite.org/rescode.html>).
pub(crate) mod code {
    pub const READONLY: i32 = 8;
    pub const CORRUPT: i32 = 11;
    pub const FULL: i32 = 13;
    pub const CANTOPEN: i32 = 14;
    pub const NOTADB: i32 = 26;
}

/// SQLite's primary result code of an error, if it has one.
pub(crate) fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let extended: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match primary_code(&error) {
            Some(code::FULL) => return StoreError::Full,
            Some(code::CORRUPT) => return StoreError::Corrupt("SQLite says so".to_owned()),
            Some(code::NOTADB) => return StoreError::Foreign(DATABASE.into()),
            _ => {}
        }
        if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_foreign_key_violation) {
            // A write that breaks a foreign key names a chat that is not stored: the other keys only follow a deletion.
            return StoreError::UnknownChat;
        }
        match error {
            sqlx::Error::PoolClosed => StoreError::Closed,
            sqlx::Error::ColumnDecode { index, .. } => StoreError::Corrupt(format!("column {index}")),
            error => StoreError::Database(Arc::new(error)),
        }
    }
}
