//! Reading: several connections that cannot write.

use std::io;
use std::path::Path;
use std::time::Duration;

use crate::store::error::{FileError, StoreError, code, primary_code};
use crate::store::opt_outs::OptOutsError;
use crate::store::sql::Pool;
use crate::store::tables::unlisted;
use crate::store::{DATABASE, folder, schema, sqlite};

/// Reads the store without changing it. While the bot runs, each query sees all earlier commits.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(crate) pool: Pool,
}

impl Reader {
    /// Opens a data folder, or a copy of one, to read. Needs neither the lock nor the store key, and works while the bot
    /// runs and on a medium that can't be written.
    ///
    /// # Errors
    /// When there is no database, it is not ours or damaged, or its schema is older or newer than this binary's.
    pub async fn open_copy(dir: &Path) -> Result<Reader, StoreError> {
        Reader::open(dir, SchemaNeed::Newest).await
    }

    /// The same for a database whose schema may be older, of which only the settings are read.
    pub(crate) async fn open_any(dir: &Path) -> Result<Reader, StoreError> {
        Reader::open(dir, SchemaNeed::NoNewer).await
    }

    async fn open(dir: &Path, need: SchemaNeed) -> Result<Reader, StoreError> {
        folder::has_database(dir)?;
        let path = dir.join(DATABASE);
        let failure = match check(&path, false, need).await {
            Ok(()) => return Ok(Reader { pool: sqlite::open_readers(&path, false) }),
            Err(failure) => failure,
        };
        // SQLite wants to write beside the database to read it together with a writer. If it can't, and nothing is
        // left of a writer, the file can be read as one that nobody changes.
        let StoreError::Database(error) = &failure else { return Err(failure) };
        if !matches!(primary_code(error), Some(code::CANTOPEN | code::READONLY)) {
            return Err(failure);
        }
        if folder::beside(&path, "-wal").metadata().is_ok_and(|log| log.len() > 0) {
            let reason =
                "its log can be read only where files can be made beside it; copy the folder to such a place";
            return Err(FileError::cannot("use", &path)(io::Error::other(reason)).into());
        }
        check(&path, true, need).await?;
        Ok(Reader { pool: sqlite::open_readers(&path, true) })
    }

    /// Whether the database in a folder has the newest schema.
    ///
    /// # Errors
    /// When it is not ours, damaged, or newer than this binary.
    pub(crate) async fn has_newest_schema(dir: &Path) -> Result<bool, StoreError> {
        match check(&dir.join(DATABASE), false, SchemaNeed::Newest).await {
            Ok(()) => Ok(true),
            Err(StoreError::Older { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Waits a moment for opt-outs that the list does not have yet. As long as it lacks some, a restore of an older backup
    /// would bring those people back, and the person who makes backups has to know.
    ///
    /// # Errors
    /// When they can't be written to the list.
    pub(crate) async fn wait_until_listed(&self) -> Result<(), StoreError> {
        for _ in 0..Reader::TRIES {
            if unlisted::count(&self.pool).await? == 0 {
                return Ok(());
            }
            tokio::time::sleep(Reader::BETWEEN_TRIES).await;
        }
        match unlisted::count(&self.pool).await? {
            0 => Ok(()),
            count => Err(OptOutsError::Unwritten(count).into()),
        }
    }

    /// How often, and how long apart, the list is looked at: the bot writes it right after each commit.
    const TRIES: u32 = 10;
    const BETWEEN_TRIES: Duration = Duration::from_millis(50);

    /// Copies the database to an empty file, as it stands at one instant and without anything that was deleted.
    pub(crate) async fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.pool.copy_to(path).await
    }
}

/// The schema that a reader needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SchemaNeed {
    /// The newest one.
    Newest,
    /// Any that is not newer than this binary.
    NoNewer,
}

async fn check(path: &Path, immutable: bool, need: SchemaNeed) -> Result<(), StoreError> {
    let mut db = sqlite::open_reader(path, immutable).await?;
    match need {
        SchemaNeed::Newest => schema::check(&mut db, path).await?,
        SchemaNeed::NoNewer => schema::recognize(&mut db, path).await?,
    }
    db.close().await
}
