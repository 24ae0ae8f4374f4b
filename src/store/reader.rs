//! Reading: several connections that cannot write.

use std::io;
use std::path::Path;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use crate::store::error::{code, primary_code};
use crate::store::{StoreError, files, schema};

/// Reads the store without changing it. While the bot runs, each query sees what was committed before it.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(crate) pool: SqlitePool,
}

/// As many queries at once; more cores than this are not what the bot is made for.
const CONNECTIONS: u32 = 4;

impl Reader {
    /// Opens a data folder, or a copy of one, to read: needs neither the lock nor the state key, and works while the bot
    /// runs and on a medium that can't be written.
    ///
    /// # Errors
    /// When there is no database, it is not ours or damaged, or its schema is older or newer than this binary's.
    pub async fn open_copy(dir: &Path) -> Result<Reader, StoreError> {
        let path = dir.join(files::DATABASE);
        path.metadata().map_err(|error| files::failed(&path, error))?;
        let reader = Reader::connect(&path, false);
        let failure = match reader.check(&path).await {
            Ok(()) => return Ok(reader),
            Err(failure) => failure,
        };
        // SQLite wants to write beside the database to read it together with a writer. Where it can't, and nothing is
        // left of a writer, the file can be read as one that nobody changes.
        let StoreError::Database(error) = &failure else { return Err(failure) };
        let unwritable = matches!(primary_code(error), Some(code::CANTOPEN | code::READONLY));
        let settled = files::beside(&path, "-wal").metadata().map_or(true, |wal| wal.len() == 0);
        if !unwritable {
            return Err(failure);
        }
        if !settled {
            let why =
                "its log can be read only where files can be made beside it; copy the folder to such a place";
            return Err(files::failed(&path, io::Error::other(why)));
        }
        let reader = Reader::connect(&path, true);
        reader.check(&path).await.map(|()| reader)
    }

    /// Connects when first asked.
    pub(crate) fn connect(path: &Path, immutable: bool) -> Reader {
        let options = options(path).read_only(true).immutable(immutable);
        Reader { pool: SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_lazy_with(options) }
    }

    async fn check(&self, path: &Path) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        schema::check(&mut connection, path).await
    }
}

/// What every connection needs.
pub(crate) fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        // In KiB, where it is negative; the system keeps the rest of the file in memory where there is room.
        .pragma("cache_size", "-512")
        // Only a backup or an export in another process can make anybody wait.
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging()
}
