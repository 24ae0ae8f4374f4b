//! A data folder of each schema is brought up to date, and says the same as before.
//!
//! The folders were filled by the bot of their time; `tests/fixtures/README.md` tells how, and explains `expected.json`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use pledge_bot::backup::restore;
use pledge_bot::crypto::{Identity, StateKey};
use pledge_bot::store::{Store, StoreError};
use serde_json::{Map, Value, json};
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use super::reading::{everything, rows};
use super::support::at;

/// A copy of a data folder from `tests/fixtures`.
struct OldFolder {
    original: PathBuf,
    copy: TempDir,
}

impl OldFolder {
    fn of_schema(schema: u32) -> OldFolder {
        let original = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/schema-{schema}"));
        let copy = tempfile::tempdir().expect("a folder");
        fs::create_dir(copy.path().join("data")).expect("made");
        let folder = OldFolder { original, copy };
        for (name, to) in [
            ("pledge.db", folder.database()),
            ("state.key", folder.path("state.key")),
            ("opt-outs.list", folder.path("opt-outs.list")),
        ] {
            // The first schemas had no list.
            if folder.original.join(name).exists() {
                fs::copy(folder.original.join(name), &to).expect("copied");
                fs::set_permissions(to, fs::Permissions::from_mode(0o600)).expect("closed");
            }
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.copy.path().join(name)
    }

    fn database(&self) -> PathBuf {
        self.path("data/pledge.db")
    }

    fn identity(&self) -> Identity {
        Identity::read(&self.original.join("coalition.key")).expect("a key")
    }

    fn json(&self, name: &str) -> Value {
        let text = fs::read_to_string(self.original.join(name)).expect("read");
        serde_json::from_str(&text).expect("JSON")
    }

    async fn open(&self) -> Result<Store, StoreError> {
        let (key, _) = StateKey::load_or_create(&self.path("state.key")).expect("a key");
        Store::open_with_list(&self.path("data"), key, &self.path("opt-outs.list")).await
    }

    async fn connect(&self) -> SqliteConnection {
        connect(&self.database()).await
    }
}

async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened")
}

fn is_user(place: &str) -> bool {
    place.rsplit('.').next() == Some("user")
}

/// Compares value by value, so that a failure names the place. Two things differ: `stored` repeats sealed JSON as it was
/// written, and of a user who is mentioned, only the ID is kept.
fn assert_same(read: &Value, expected: &Value) {
    fn compare(place: &str, read: &Value, expected: &Value, found: &mut Vec<String>) {
        match (read, expected) {
            (Value::Object(read), Value::Object(expected)) => {
                for name in read.keys().chain(expected.keys().filter(|name| !read.contains_key(*name))) {
                    if name != "stored" && (name == "id" || !is_user(place)) {
                        let value =
                            |fields: &Map<String, Value>| fields.get(name).cloned().unwrap_or_default();
                        compare(&format!("{place}.{name}"), &value(read), &value(expected), found);
                    }
                }
            }
            (Value::Array(read), Value::Array(expected)) if read.len() == expected.len() => {
                for (nth, (read, expected)) in read.iter().zip(expected).enumerate() {
                    compare(&format!("{place}[{nth}]"), read, expected, found);
                }
            }
            _ if read == expected => {}
            _ => found.push(format!("{place}: {read} instead of {expected}")),
        }
    }
    let mut found = Vec::new();
    compare("", read, expected, &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

async fn row_counts(db: &mut SqliteConnection) -> Value {
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let mut counts = Map::new();
    for table in rows(db, tables).await {
        let name = table["name"].as_str().expect("a name");
        let count = rows(db, &format!("SELECT COUNT(*) AS count FROM {name}")).await.remove(0);
        counts.insert(name.to_owned(), count["count"].clone());
    }
    Value::Object(counts)
}

async fn migrates_and_says_the_same(schema: u32) {
    let folder = OldFolder::of_schema(schema);
    let expected = folder.json("expected.json");
    let mut db = folder.connect().await;
    assert_eq!(row_counts(&mut db).await, expected["rows_in_the_file"]);
    db.close().await.expect("closed");
    // The second time there is nothing to bring up to date.
    for _ in 0..2 {
        let store = folder.open().await.expect("it opens");
        let mut db = folder.connect().await;
        let mut read = everything(&store, &mut db, &folder.identity()).await;
        if !folder.original.join("opt-outs.list").exists() {
            // They are random, as the opening began the list.
            let settings = read["settings"].as_array_mut().expect("settings");
            settings.retain(|one| !one["key"].as_str().expect("a key").starts_with("opt_outs"));
        }
        assert_same(&read, &expected["reads_back"]);
        db.close().await.expect("closed");
        store.close().await.expect("closed");
    }
}

#[tokio::test]
async fn schema_1_says_the_same() {
    migrates_and_says_the_same(1).await;
}

#[tokio::test]
async fn schema_2_says_the_same() {
    migrates_and_says_the_same(2).await;
}

#[tokio::test]
async fn schema_3_says_the_same() {
    migrates_and_says_the_same(3).await;
}

#[tokio::test]
async fn schema_4_says_the_same() {
    migrates_and_says_the_same(4).await;
}

#[tokio::test]
async fn schema_5_says_the_same() {
    migrates_and_says_the_same(5).await;
}

#[tokio::test]
async fn schema_6_says_the_same() {
    migrates_and_says_the_same(6).await;
}

#[tokio::test]
async fn schema_7_says_the_same() {
    migrates_and_says_the_same(7).await;
}

#[tokio::test]
async fn an_old_backup_is_restored_with_the_opt_outs_that_are_later() {
    let folder = OldFolder::of_schema(3);
    let expected = folder.json("restored.json");
    let (data, list) = (folder.path("restored"), folder.path("opt-outs.list"));
    let now = at(expected["restored_at"].as_str().expect("a time"));
    let backup = folder.original.join("backup.age");
    let restored = restore(&backup, &folder.identity(), &data, Some(&list), now).await.expect("restored");
    let replayed = restored.replayed.expect("a list");
    assert_eq!(
        json!([restored.chats, restored.supporters, replayed.later, replayed.applied]),
        json!([expected["chats"], expected["supporters"], expected["later_opt_outs"], expected["applied"]])
    );
    let store = Store::open_with_list(&data, StateKey::generate(), &list).await.expect("it opens");
    let mut db = connect(&data.join("pledge.db")).await;
    let read = everything(&store, &mut db, &folder.identity()).await;
    assert_same(&read, &expected["reads_back"]);
}

#[tokio::test]
async fn an_edited_migration_is_noticed() {
    let folder = OldFolder::of_schema(5);
    let mut db = folder.connect().await;
    let edit = sqlx::query("UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 2");
    edit.execute(&mut db).await.expect("edited");
    db.close().await.expect("closed");
    let error = folder.open().await.expect_err("refused");
    assert!(matches!(&error, StoreError::Corrupt(reason) if reason.contains("migration 2")), "{error}");
}
