//! What `pledge-bot doctor` reads of a data folder without the store key, and what the bot remembers for its weekly check.

use std::path::Path;

use jiff::Timestamp;

use crate::crypto::Fingerprints;
use crate::domain::doctor::{Finding, is_newer};
use crate::store::error::StoreError;
use crate::store::opt_outs::list_state;
use crate::store::sql::{Connection, millis};
use crate::store::tables::{settings, staff, unlisted};
use crate::store::{DATABASE, KnownKey, Store, accepted_keys, folder, key_copy, schema, sqlite};

/// The setting with the time of the next weekly check, in milliseconds since 1970, and the codes of what the last one found.
const NOTE: &str = "doctor_note";
/// The setting with the newest version of the program that was at work here.
const PROGRAM: &str = "program_version";

/// How the schema of a database compares with this program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaAge {
    /// It is the same.
    Same,
    /// It has this older one.
    Older(i64),
    /// It has this newer one.
    Newer(i64),
}

/// The facts about a store that need no key. Of a newer schema nothing else is read.
#[derive(Debug, Clone)]
pub struct StoreFacts {
    /// Its schema.
    pub schema: SchemaAge,
    /// Its key.
    pub key: KnownKey,
    /// Which key the sealed copy is of, and for which of the coalition's.
    copy_of: Option<String>,
    /// The fingerprints of the coalition's keys that were accepted.
    pub accepted: Option<Fingerprints>,
    /// Whether somebody was ever an owner.
    pub has_staff: bool,
    /// The name of its list of opt-outs, and how many entries of it were seen.
    pub opt_outs: Option<(String, u64)>,
    /// How many opt-outs the list does not have yet.
    pub unlisted: u64,
    /// The newest version of the program that was at work here.
    pub program: Option<String>,
}

impl StoreFacts {
    /// The schema of this program.
    pub const SCHEMA: i64 = schema::NEWEST;

    /// Reads them from a data folder, also while a bot runs on it. Nothing is changed, and no file is made.
    ///
    /// # Errors
    /// When there is no database, it can't be read, is not ours, or damaged.
    pub async fn read(dir: &Path) -> Result<StoreFacts, StoreError> {
        folder::has_database(dir)?;
        let path = dir.join(DATABASE);
        // SQLite makes files beside a database that nobody else has open, to read it together with a writer.
        let is_in_use = folder::beside(&path, "-shm").exists();
        let mut db = sqlite::open_reader(&path, !is_in_use).await?;
        let facts = StoreFacts::of(&mut db, &path).await;
        db.close().await?;
        facts
    }

    async fn of(db: &mut Connection, path: &Path) -> Result<StoreFacts, StoreError> {
        let none = KnownKey { check: None, copy: None };
        let schema = match schema::recognize(db, path).await {
            Err(StoreError::Newer { found, .. }) => SchemaAge::Newer(found),
            recognized => {
                recognized?;
                match schema::found(db).await? {
                    schema::NEWEST => SchemaAge::Same,
                    found => SchemaAge::Older(found),
                }
            }
        };
        let mut facts = StoreFacts {
            schema,
            key: none,
            copy_of: None,
            accepted: None,
            has_staff: false,
            opt_outs: None,
            unlisted: 0,
            program: None,
        };
        if !matches!(schema, SchemaAge::Newer(_)) {
            facts.key = KnownKey::of(db).await?;
            facts.copy_of = settings::get(&mut *db, key_copy::COPY_OF).await?;
            facts.accepted = accepted_keys::accepted(db).await?;
            facts.has_staff = settings::get(&mut *db, staff::BEGUN).await?.is_some();
            facts.opt_outs = list_state(db).await?;
            facts.program = settings::get(&mut *db, PROGRAM).await?;
        }
        if schema == SchemaAge::Same {
            facts.unlisted = unlisted::count(&mut *db).await?;
        }
        Ok(facts)
    }

    /// Whether the sealed copy is of this store's key and for these keys; `None` if there is no copy.
    pub fn has_copy_for(&self, keys: &Fingerprints) -> Option<bool> {
        self.key.copy.as_ref()?;
        let check = self.key.check.as_deref().unwrap_or_default();
        Some(self.copy_of.as_deref() == Some(&key_copy::is_copy_of(check, keys)))
    }
}

/// What the bot remembers for its weekly check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoctorNote {
    /// The time of the next one.
    pub due: Timestamp,
    /// What the last one found.
    pub known: Vec<Finding>,
}

impl Store {
    /// What is remembered for the weekly check; `None` before the first one.
    pub async fn doctor_note(&self) -> Result<Option<DoctorNote>, StoreError> {
        let Some(text) = self.setting(NOTE).await? else { return Ok(None) };
        let mut words = text.split(' ');
        let due = words.next().and_then(|due| Timestamp::from_millisecond(due.parse().ok()?).ok());
        Ok(due.map(|due| DoctorNote { due, known: words.filter_map(Finding::from_code).collect() }))
    }

    /// Remembers it.
    pub async fn put_doctor_note(&self, note: &DoctorNote) -> Result<(), StoreError> {
        let codes = note.known.iter().map(|finding| finding.code().to_owned());
        let words: Vec<_> = std::iter::once(millis(note.due).to_string()).chain(codes).collect();
        self.put_setting(NOTE, &words.join(" ")).await
    }

    /// Remembers that this version of the program was at work here, unless a newer one was.
    pub async fn note_program(&self, version: &str) -> Result<(), StoreError> {
        match self.setting(PROGRAM).await? {
            Some(newest) if !is_newer(version, &newest) => Ok(()),
            Some(_) | None => self.put_setting(PROGRAM, version).await,
        }
    }
}
