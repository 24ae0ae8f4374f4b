//! The data folder: who can read it, its files, and the reports about one that is not as it should be.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pledge_bot::clock::Clock;
use pledge_bot::crypto::{Recipients, StoreKey, generate};
use pledge_bot::domain::Retention;
use pledge_bot::store::{Change, Reader, Store, StoreError, knows_its_key, until_free};

use super::support::{AIGUL, Folder, change, incoming, met, noon, sealed, supporter};

fn mode(path: &Path) -> u32 {
    path.metadata().expect("is there").permissions().mode() & 0o777
}

fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = dir.read_dir().expect("read").map(|entry| entry.expect("an entry").path());
    entries.map(|path| (path.display().to_string(), fs::read(&path).expect("read"))).collect()
}

async fn refused(dir: &Path) -> StoreError {
    let error = Store::open(dir, StoreKey::generate()).await.expect_err("it is not opened");
    let line = error.to_string();
    assert!(!line.contains('\n') && line.len() > 20, "one clear line: {line}");
    error
}

#[tokio::test]
async fn nobody_else_can_read_the_folder() {
    let folder = Folder::new();
    let store = folder.open().await;
    change(&store, AIGUL, [met()]).await;
    assert_eq!(mode(&folder.data()), 0o700);
    let names = ["pledge.db", "pledge.db-wal", "pledge.db-shm", "pledge.lock"];
    for name in names {
        assert_eq!(mode(&folder.data().join(name)), 0o600, "{name}");
    }
    assert_eq!(files(&folder.data()).len(), names.len(), "there is nothing else");
}

#[tokio::test]
async fn a_store_opens_with_its_own_key_alone() {
    let folder = Folder::new();
    let store = folder.open().await;
    change(&store, AIGUL, [met()]).await;
    store.close().await.expect("closed");
    let database = folder.data().join("pledge.db");
    let before = fs::read(&database).expect("read");
    let error = refused(&folder.data()).await;
    assert!(matches!(error, StoreError::WrongKey(_)), "{error}");
    let line = error.to_string();
    for way_out in
        ["put the right key file back", "pledge-bot store-key recover --identity", "restore a backup"]
    {
        assert!(line.contains(way_out), "{line}");
    }
    assert!(fs::read(&database).expect("read") == before, "nothing has changed");
    let store = folder.open().await;
    assert!(store.snapshot(AIGUL).await.expect("read").chat.is_some());
}

#[tokio::test]
async fn only_a_store_that_was_opened_knows_its_key() {
    let folder = Folder::new();
    assert!(!knows_its_key(&folder.data()).await.expect("there is nothing"));
    fs::create_dir(folder.data()).expect("made");
    fs::write(folder.data().join("pledge.db"), "").expect("as a crash leaves it");
    assert!(!knows_its_key(&folder.data()).await.expect("there is no table"));
    let store = folder.open().await;
    assert!(knows_its_key(&folder.data()).await.expect("it is read while the bot runs"));
    store.close().await.expect("closed");
    folder.forget_key().await;
    assert!(!knows_its_key(&folder.data()).await.expect("an earlier version's"));
}

#[tokio::test]
async fn files_of_a_careless_backup_are_closed_again() {
    let folder = Folder::new();
    folder.open().await.close().await.expect("closed");
    let path = folder.data().join("pledge.db");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("changed");
    let _store = folder.open().await;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&folder.data().join("pledge.db-wal")), 0o600);
}

#[tokio::test]
async fn nothing_that_a_person_typed_is_in_any_file_in_the_clear() {
    let folder = Folder::new();
    let store = folder.open().await;
    let recipients = Recipients::parse(&generate().0).expect("a key");
    let (name, contact) = ("Айгүл Өмүрова", "aigul@example.org");
    store
        .enqueue(&[incoming(1, &format!("{{\"text\":\"{name} {contact}\"}}"))], noon())
        .await
        .expect("taken");
    change(&store, AIGUL, [met()]).await;
    folder.had_begun(AIGUL, name).await;
    let signed = supporter(Some(sealed(&recipients, Some(name), Some(contact))));
    let look = || {
        let files = files(&folder.data());
        let holds = |needle: &str| {
            files.iter().any(|(_, bytes)| bytes.windows(needle.len()).any(|part| part == needle.as_bytes()))
        };
        // Also parts of it, and as JSON may write them.
        for typed in
            [name, "Айгүл", "Өмүрова", "\\u0410\\u0439", contact, "example.org", "\"step\"", "\"text\""]
        {
            assert!(!holds(typed), "{typed}");
        }
        holds("KG-N")
    };
    assert!(!look(), "nobody has signed yet");
    store.commit(Some(1), None).await.expect("done");
    change(&store, AIGUL, [Change::SaveSupporter(signed)]).await;
    assert!(look(), "the region is found, so the search finds what there is");
    store.close().await.expect("closed");
    assert!(look());
}

#[tokio::test]
async fn erased_data_leaves_the_disk_with_the_next_sweep() {
    let folder = Folder::new();
    let store = folder.open().await;
    let mark = b"a sealed document to look for".to_vec();
    let holds = || {
        files(&folder.data())
            .iter()
            .any(|(_, bytes)| bytes.windows(mark.len()).any(|part| part == mark.as_slice()))
    };
    change(&store, AIGUL, [met(), Change::SaveSupporter(supporter(Some(mark.clone())))]).await;
    assert!(holds());
    change(&store, AIGUL, [Change::Withdraw]).await;
    store.sweep(noon(), &Retention::default()).await.expect("swept");
    assert!(!holds());
}

#[tokio::test]
async fn closing_leaves_one_database_file_and_answers_nobody_any_more() {
    let folder = Folder::new();
    let store = folder.open().await;
    change(&store, AIGUL, [met()]).await;
    store.close().await.expect("closed");
    let mut names: Vec<_> = files(&folder.data()).into_iter().map(|(name, _)| name).collect();
    names.sort();
    let expected: Vec<_> = ["pledge.db", "pledge.lock"]
        .iter()
        .map(|name| folder.data().join(name).display().to_string())
        .collect();
    assert_eq!(names, expected);
    assert!(matches!(store.snapshot(AIGUL).await, Err(StoreError::Closed)));
    assert!(matches!(store.commit(None, None).await, Err(StoreError::Closed)));
    assert!(matches!(store.close().await, Err(StoreError::Closed)));
}

#[tokio::test]
async fn writes_sent_before_closing_are_finished() {
    let folder = Folder::new();
    let store = folder.open().await;
    let updates = [incoming(1, "{}")];
    let (taken, closed) = tokio::join!(store.enqueue(&updates, noon()), store.close());
    assert_eq!((taken.expect("taken"), closed.is_ok()), (vec![1], true));
    assert_eq!(folder.open().await.counts().await.expect("read").pending, 1);
}

#[tokio::test]
async fn a_folder_serves_one_bot_at_a_time() {
    let folder = Folder::new();
    let store = folder.open().await;
    assert!(matches!(refused(&folder.data()).await, StoreError::InUse(_)));
    store.close().await.expect("closed");
    folder.open().await;
}

#[tokio::test]
async fn a_folder_is_waited_for_until_the_bot_that_has_it_has_ended() {
    let folder = Folder::new();
    let store = folder.open().await;
    let clock = Clock::by_hand(noon());
    assert!(matches!(until_free(&folder.data(), &clock).await, Err(StoreError::InUse(_))));
    store.close().await.expect("closed");
    until_free(&folder.data(), &clock).await.expect("free");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new();
    let file = folder.path().join("file");
    fs::write(&file, "").expect("written");
    let error = refused(&file.join("data")).await;
    assert!(matches!(error, StoreError::File(_)) && error.to_string().contains("file"), "{error}");
    assert!(matches!(refused(&file).await, StoreError::File(_)));
}

#[tokio::test]
async fn a_file_that_is_no_database_of_ours_is_left_alone() {
    let folder = Folder::new();
    fs::create_dir(folder.data()).expect("made");
    let path = folder.data().join("pledge.db");
    fs::write(&path, "a letter, not a database. ".repeat(100)).expect("written");
    let before = fs::read(&path).expect("read");
    assert!(matches!(refused(&folder.data()).await, StoreError::Foreign(_)));
    assert!(matches!(Reader::open_copy(&folder.data()).await, Err(StoreError::Foreign(_))));
    assert_eq!(fs::read(&path).expect("read"), before);
}

#[tokio::test]
async fn another_programs_database_is_left_alone() {
    let folder = Folder::new();
    fs::create_dir(folder.data()).expect("made");
    run_sql(&folder.data(), "CREATE TABLE theirs (a TEXT)").await;
    assert!(matches!(refused(&folder.data()).await, StoreError::Foreign(_)));
    assert!(matches!(Reader::open_copy(&folder.data()).await, Err(StoreError::Foreign(_))));
    run_sql(&folder.data(), "INSERT INTO theirs VALUES ('still here')").await;
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let folder = Folder::new();
    folder.open().await.close().await.expect("closed");
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'of the future', TRUE, X'00', 0)";
    run_sql(&folder.data(), newer).await;
    assert!(matches!(refused(&folder.data()).await, StoreError::Newer { found: 9999, .. }));
    assert!(matches!(Reader::open_copy(&folder.data()).await, Err(StoreError::Newer { .. })));
}

#[tokio::test]
async fn an_unfinished_first_start_is_finished_by_the_next() {
    let folder = Folder::new();
    fs::create_dir(folder.data()).expect("made");
    // The file was marked as ours, and then the power failed.
    run_sql(&folder.data(), "PRAGMA application_id = 0x504C4447").await;
    assert!(matches!(Reader::open_copy(&folder.data()).await, Err(StoreError::Older { found: 0, .. })));
    let store = folder.open().await;
    change(&store, AIGUL, [met()]).await;
}

#[tokio::test]
async fn a_database_cut_short_is_reported_as_damaged() {
    let folder = Folder::new();
    folder.open().await.close().await.expect("closed");
    let path = folder.data().join("pledge.db");
    let bytes = fs::read(&path).expect("read");
    fs::write(&path, &bytes[..bytes.len() / 2 / 4096 * 4096]).expect("written");
    assert!(matches!(refused(&folder.data()).await, StoreError::Corrupt(_)));
}

#[tokio::test]
async fn a_database_with_a_damaged_page_is_refused_at_the_start_and_stays_as_it_is() {
    let folder = Folder::new();
    folder.open().await.close().await.expect("closed");
    let fill = "INSERT INTO settings (key, value) WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n \
                WHERE x < 2000) SELECT 'key ' || x, hex(randomblob(200)) FROM n";
    run_sql(&folder.data(), fill).await;
    folder.open().await.close().await.expect("a full file is in order");
    let path = folder.data().join("pledge.db");
    let mut bytes = fs::read(&path).expect("read");
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 4096].fill(0x55);
    fs::write(&path, &bytes).expect("written");
    let error = refused(&folder.data()).await;
    assert!(matches!(error, StoreError::Corrupt(_)), "{error}");
    assert!(error.to_string().ends_with("restore a backup"), "{error}");
    assert_eq!(fs::read(&path).expect("read"), bytes);
}

#[tokio::test]
async fn an_export_names_a_folder_without_a_database() {
    let folder = Folder::new();
    assert!(matches!(Reader::open_copy(&folder.data()).await, Err(StoreError::NoData(_))));
    assert!(!folder.data().exists(), "nothing is made");
}

/// Changes the database as the store itself would not.
async fn run_sql(dir: &Path, sql: &'static str) {
    use sqlx::{ConnectOptions, Connection};
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(dir.join("pledge.db")).create_if_missing(true);
    let mut connection = options.connect().await.expect("connected");
    sqlx::query(sql).execute(&mut connection).await.expect("done");
    connection.close().await.expect("closed");
}
