//! A data folder of each schema is brought up to date, and says the same as before.
//!
//! The folders were filled by the bot of their time; `tests/fixtures/README.md` tells how, and explains `expected.json`.

use std::fs;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use pledge_bot::backup::{KeyFileOutcome, restore};
use pledge_bot::crypto::{Identity, PUBLIC_KEY_COMMENT, Recipients, StoreKey};
use pledge_bot::store::{STORE_KEY_CHECK, Store, StoreError};
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

    fn recipients(&self) -> Recipients {
        let text = fs::read_to_string(self.original.join("coalition.key")).expect("read");
        let public = text.lines().next().and_then(|line| line.strip_prefix(PUBLIC_KEY_COMMENT));
        Recipients::parse(public.expect("the public key")).expect("a key")
    }

    fn json(&self, name: &str) -> Value {
        let text = fs::read_to_string(self.original.join(name)).expect("read");
        serde_json::from_str(&text).expect("JSON")
    }

    fn key(&self) -> StoreKey {
        let (key, _) = StoreKey::load_or_create(&self.path("state.key")).expect("a key");
        key
    }

    async fn open(&self) -> Result<Store, StoreError> {
        Store::open_with_list(&self.path("data"), self.key(), &self.path("opt-outs.list")).await
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

/// The words of a store from before schema 11 for what opening it changed: rows that its key can't open are left out, and a
/// campaign whose audience was being written down starts over with it. How far that was is none of a reader's business.
fn opened(mut expected: Value) -> Value {
    for chat in expected["chats"].as_array_mut().expect("chats") {
        if chat["sign_up"] == "unreadable" {
            chat["sign_up"] = Value::Null;
        }
    }
    // The key of the hashes in the list is sealed.
    let settings = expected["settings"].as_array_mut().expect("settings");
    settings.retain(|one| one["key"] != "opt_outs_key");
    for campaign in expected["campaigns"].as_array_mut().expect("campaigns") {
        let campaign = campaign.as_object_mut().expect("a campaign");
        campaign.remove("filled");
        let is_over = ["running", "done"].iter().any(|stage| campaign["stage"] == *stage);
        let deliveries = campaign["deliveries"].as_array_mut().expect("deliveries");
        if !is_over && deliveries.iter().all(|delivery| delivery[1] == "queued") {
            deliveries.clear();
            campaign["tally"].as_object_mut().expect("a tally").remove("queued");
        }
    }
    expected
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
        let settings = read["settings"].as_array_mut().expect("settings");
        // The opening noted it.
        settings.retain(|one| one["key"] != STORE_KEY_CHECK);
        if !folder.original.join("opt-outs.list").exists() {
            // They are random, as the opening began the list.
            settings.retain(|one| !one["key"].as_str().expect("a key").starts_with("opt_outs"));
        }
        assert_same(&read, &opened(expected["reads_back"].clone()));
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
async fn schema_8_says_the_same() {
    migrates_and_says_the_same(8).await;
}

#[tokio::test]
async fn schema_9_says_the_same() {
    migrates_and_says_the_same(9).await;
}

#[tokio::test]
async fn schema_11_says_the_same() {
    migrates_and_says_the_same(11).await;
}

#[tokio::test]
async fn an_old_backup_is_restored_with_the_opt_outs_that_are_later() {
    let folder = OldFolder::of_schema(3);
    let expected = folder.json("restored.json");
    let (data, list) = (folder.path("restored"), folder.path("opt-outs.list"));
    let now = at(expected["restored_at"].as_str().expect("a time"));
    let backup = folder.original.join("backup.age");
    let key = folder.path("new.key");
    let restored = restore(&backup, &folder.identity(), &data, Some(&list), &key, now).await;
    let (restored, outcome) = restored.expect("restored");
    assert_eq!(outcome, KeyFileOutcome::Made, "earlier versions kept no copy of their key");
    let (key, _) = StoreKey::load_or_create(&key).expect("the new key");
    let replayed = restored.replayed.expect("a list");
    assert_eq!(
        json!([restored.chats, restored.supporters, replayed.later, replayed.applied]),
        json!([expected["chats"], expected["supporters"], expected["later_opt_outs"], expected["applied"]])
    );
    let store = Store::open_with_list(&data, key, &list).await.expect("it opens");
    let mut db = connect(&data.join("pledge.db")).await;
    let mut read = everything(&store, &mut db, &folder.identity()).await;
    let settings = read["settings"].as_array_mut().expect("settings");
    settings.retain(|one| one["key"] != STORE_KEY_CHECK);
    for campaign in read["campaigns"].as_array_mut().expect("campaigns") {
        // Once, another key came with a restore, and the contents could not be read any more.
        campaign["says"] = json!("unreadable");
    }
    assert_same(&read, &opened(expected["reads_back"].clone()));
}

#[tokio::test]
async fn a_sealed_copy_of_the_data_as_they_were_is_kept_and_is_never_an_old_one() {
    let folder = OldFolder::of_schema(9);
    let (recipients, copy) = (folder.recipients(), folder.path("data/before-stored-ids.age"));
    fs::write(&copy, "of an attempt before the bot of an earlier version ran on").expect("written");
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
    fs::File::options().write(true).open(&copy).expect("it").set_modified(long_ago).expect("set");
    Store::upgrade(&folder.path("data"), &folder.key(), Some(&recipients)).await.expect("written anew");
    let sealed = fs::read(&copy).expect("the copy");
    let mut plain = Vec::new();
    folder.identity().opener(sealed.as_slice()).expect("it opens").read_to_end(&mut plain).expect("whole");
    fs::write(folder.path("copy.db"), plain).expect("written");
    let mut db = connect(&folder.path("copy.db")).await;
    let count = rows(&mut db, "SELECT COUNT(*) AS count FROM chats WHERE chat_id = 2003").await.remove(0);
    assert_eq!(count["count"], 1, "Telegram's IDs are in it");
    // The next start changes nothing.
    Store::upgrade(&folder.path("data"), &folder.key(), Some(&recipients)).await.expect("nothing to do");
    assert_eq!(fs::read(&copy).expect("the copy"), sealed);
}

#[tokio::test]
async fn the_log_with_telegrams_ids_is_overwritten() {
    let folder = OldFolder::of_schema(9);
    // A bot of an earlier version was killed, and has left a log.
    let mut db = folder.connect().await;
    sqlx::query("PRAGMA journal_mode = WAL").execute(&mut db).await.expect("set");
    sqlx::query("UPDATE chats SET active = active").execute(&mut db).await.expect("written");
    let (database, log) = (folder.database(), folder.path("data/pledge.db-wal"));
    let bytes = [&database, &log].map(|path| fs::read(path).expect("read"));
    db.close().await.expect("closed");
    fs::write(&database, &bytes[0]).expect("as it was");
    fs::write(&log, &bytes[1]).expect("as it was");
    let mut held = fs::File::open(&log).expect("the log");
    Store::upgrade(&folder.path("data"), &folder.key(), None).await.expect("written anew");
    let mut left = Vec::new();
    held.read_to_end(&mut left).expect("read");
    assert!(left.len() >= bytes[1].len(), "it was not cut off, which would leave its blocks as they were");
    assert!(left.iter().all(|byte| *byte == 0));
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
