//! The parts of SQLite that PostgreSQL does not have: how files are opened, its log, and its upkeep.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, Pool};

/// "PLDG", which the header of our files bears (<https://www.sqlite.org/pragma.html#pragma_application_id>).
pub(crate) const APPLICATION: i32 = i32::from_be_bytes(*b"PLDG");

/// How many queries read at once; the bot is not made for machines with more cores.
const READERS: u32 = 4;
/// How many rows of a result the driver's thread may be ahead, so that it never waits for them to be taken.
const ROWS_AHEAD: usize = 1024;

/// Opens a database as its writer.
pub(crate) async fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    let options = options(path)
        .journal_mode(SqliteJournalMode::Wal)
        // A commit is on the disk when it returns, also when the power fails.
        .synchronous(SqliteSynchronous::Full)
        .row_buffer_size(ROWS_AHEAD);
    Ok(Connection(options.connect().await?))
}

/// Opens a copy of a database, which nobody else has, to change it.
pub(crate) async fn open_copy(path: &Path) -> Result<Connection, StoreError> {
    Ok(Connection(options(path).connect().await?))
}

/// Opens an empty file to which the rows of another one, which nobody else has, are copied; that is `old` in its statements.
/// Temporary tables stay in memory. The file is of use only once it is whole, so it has no journal.
pub(crate) async fn open_rewritten(path: &Path, old: &Path) -> Result<Connection, StoreError> {
    let options = options(path)
        .foreign_keys(false)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-32768");
    let mut db = Connection(options.connect().await?);
    sql::query("ATTACH DATABASE $1 AS old").bind(old.to_string_lossy().as_ref()).run(&mut db).await?;
    Ok(db)
}

/// Opens a database to read. `immutable` is for a file that nobody changes meanwhile.
pub(crate) async fn open_reader(path: &Path, immutable: bool) -> Result<Connection, StoreError> {
    Ok(Connection(options(path).read_only(true).immutable(immutable).connect().await?))
}

/// As [`open_reader`], but several connections, which are made when they are first needed.
pub(crate) fn open_readers(path: &Path, immutable: bool) -> Pool {
    let options = options(path).read_only(true).immutable(immutable);
    Pool(SqlitePoolOptions::new().max_connections(READERS).connect_lazy_with(options))
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        // Deleted rows are overwritten.
        .pragma("secure_delete", "ON")
        // In KiB, as it is negative. The system keeps more of the file in memory where there is room.
        .pragma("cache_size", "-512")
        // Only a backup or an export in another process makes anybody wait.
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging()
}

impl Connection {
    /// Begins a transaction that writes.
    pub async fn begin(&mut self) -> Result<(), StoreError> {
        sql::query("BEGIN IMMEDIATE").run(self).await
    }

    /// Commits; when this returns, everything is on the disk.
    pub async fn commit(&mut self) -> Result<(), StoreError> {
        sql::query("COMMIT").run(self).await
    }

    /// Undoes a transaction. SQLite does so by itself when the disk is full, and then there is nothing left to undo.
    pub async fn roll_back(&mut self) {
        let _ = sql::query("ROLLBACK").execute(self).await;
    }

    /// Moves everything from the log into the database file and empties the log; says whether the log is empty. A
    /// reader of an old state can put that off.
    pub async fn checkpoint(&mut self) -> Result<bool, StoreError> {
        // Writers wait meanwhile, so it does not wait for a slow reader.
        sql::query("PRAGMA busy_timeout = 250").execute(&mut *self).await?;
        let row = sql::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *self).await;
        sql::query("PRAGMA busy_timeout = 5000").execute(self).await?;
        Ok(row?.get::<i64>("busy")? == 0)
    }

    /// Moves everything from the log into the database file, and leaves the log as long as it is; says whether all was moved.
    pub async fn checkpoint_uncut(&mut self) -> Result<bool, StoreError> {
        sql::query("PRAGMA busy_timeout = 250").execute(&mut *self).await?;
        let row = sql::query("PRAGMA wal_checkpoint(FULL)").fetch_one(&mut *self).await;
        sql::query("PRAGMA busy_timeout = 5000").execute(self).await?;
        Ok(row?.get::<i64>("busy")? == 0)
    }

    /// Writes the database anew, without anything that was deleted: in memory, or, if `on_disk`, by way of a file
    /// without a name.
    pub async fn vacuum(&mut self, on_disk: bool) -> Result<(), StoreError> {
        if on_disk {
            sql::query("PRAGMA temp_store = FILE").execute(&mut *self).await?;
        } else {
            sql::query("PRAGMA temp_store = MEMORY").execute(&mut *self).await?;
        }
        sql::query("VACUUM").run(self).await
    }

    /// The size of the database in bytes.
    pub async fn size(&mut self) -> Result<i64, StoreError> {
        let row =
            sql::query("SELECT page_count * page_size AS size FROM pragma_page_count, pragma_page_size");
        row.fetch_one(self).await?.get("size")
    }

    /// Looks through all pages for damage: about a second for each 100 MB.
    pub async fn check(&mut self) -> Result<(), StoreError> {
        let row = sql::query("PRAGMA quick_check(1)").fetch_one(self).await?;
        match row.get::<&str>("quick_check")? {
            "ok" => Ok(()),
            fault => Err(StoreError::Corrupt(fault.replace('\n', " "))),
        }
    }

    /// Whether the whole file is in order.
    pub async fn is_intact(&mut self) -> Result<bool, StoreError> {
        let row = sql::query("PRAGMA integrity_check(1)").fetch_one(&mut *self).await?;
        let broken = sql::query("PRAGMA foreign_key_check").fetch_optional(self).await?;
        Ok(row.get::<&str>("integrity_check")? == "ok" && broken.is_none())
    }

    /// The number in the file's header that names the program it belongs to; 0 in a new file.
    pub async fn application(&mut self) -> Result<i32, StoreError> {
        sql::query("PRAGMA application_id").fetch_one(self).await?.get("application_id")
    }

    /// Marks a new file as ours, with [`APPLICATION`].
    pub async fn mark_as_ours(&mut self) -> Result<(), StoreError> {
        sql::query("PRAGMA application_id = 0x504c4447").run(self).await
    }

    /// Whether there is no table yet.
    pub async fn is_empty(&mut self) -> Result<bool, StoreError> {
        Ok(sql::query("SELECT 1 FROM sqlite_schema LIMIT 1").fetch_optional(self).await?.is_none())
    }

    /// Closes the connection. The last one to be closed empties the log.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.0.close().await?)
    }
}

impl Pool {
    /// Copies the database as it stands at one instant, without anything that was deleted.
    pub async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        sql::query("VACUUM INTO $1").bind(path.to_string_lossy().as_ref()).run(self).await
    }

    /// Closes all connections; later queries get [`StoreError::Closed`].
    pub async fn close(&self) {
        self.0.close().await;
    }
}
