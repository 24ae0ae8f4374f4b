//! A copy of one of the filled data folders: opening a folder migrates it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use pledge_bot::crypto::{Identity, KeyOrigin, StoreKey};
use pledge_bot::store::Store;
use serde_json::Value;
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use super::fixture;

/// The schemas of which there is a folder.
pub const SCHEMAS: [u32; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11];

pub struct Folder {
    copy: TempDir,
    original: PathBuf,
}

impl Folder {
    pub fn of_schema(schema: u32) -> Folder {
        let original = fixture(&format!("schema-{schema}"));
        let copy = tempfile::tempdir().expect("a folder");
        fs::create_dir(copy.path().join("data")).expect("made");
        for (from, to) in
            [("pledge.db", "data/pledge.db"), ("state.key", "state.key"), ("opt-outs.list", "opt-outs.list")]
        {
            let (from, to) = (original.join(from), copy.path().join(to));
            if from.exists() {
                fs::copy(from, &to).expect("copied");
                // Git keeps no mode 0600.
                fs::set_permissions(&to, fs::Permissions::from_mode(0o600)).expect("set");
            }
        }
        Folder { copy, original }
    }

    /// A file of the fixture.
    pub fn original(&self, name: &str) -> PathBuf {
        self.original.join(name)
    }

    /// A JSON file of the fixture.
    pub fn json(&self, name: &str) -> Value {
        let text = fs::read_to_string(self.original(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// A path in the copy.
    pub fn path(&self, name: &str) -> PathBuf {
        self.copy.path().join(name)
    }

    pub fn identity(&self) -> Identity {
        Identity::read(&self.original("coalition.key")).expect("the coalition's key")
    }

    pub async fn open(&self) -> Store {
        let (key, file) = StoreKey::load_or_create(&self.path("state.key")).expect("the store key");
        assert_eq!(file, KeyOrigin::Loaded);
        let list = self.path("opt-outs.list");
        Store::open_with_list(&self.path("data"), key, &list).await.expect("the folder opens")
    }

    /// A connection of the test's own.
    pub async fn database(&self) -> SqliteConnection {
        let path = self.path("data/pledge.db");
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("the database opens")
    }
}
