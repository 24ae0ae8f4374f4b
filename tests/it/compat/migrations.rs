//! The migrations that databases out there have run.

use std::fs;
use std::path::Path;

use pledge_bot::crypto::StoreKey;
use pledge_bot::store::Store;
use sha2::{Digest, Sha256, Sha384};
use sqlx::{Connection, Row, SqliteConnection};

use super::{assert_same, differs, lines, read};

const LIST: &str = "migrations.txt";

#[test]
fn no_migration_has_changed_by_a_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    let list = lines(&read(LIST));
    let differences: Vec<_> = list
        .iter()
        .flat_map(|line| {
            let sql = fs::read(folder.join(line.column(1))).unwrap_or_default();
            let is =
                [hex::encode(Sha384::digest(&sql)), hex::encode(Sha256::digest(&sql)), sql.len().to_string()];
            is.into_iter()
                .zip(3..)
                .filter_map(|(is, column)| differs(line, &is, line.column(column)))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_same(LIST, &differences);
    let files = fs::read_dir(&folder).expect("the folder of migrations");
    for file in files.map(|file| file.expect("a file").file_name()) {
        assert!(list.iter().any(|line| line.column(1) == file), "{LIST} lacks {}", file.display());
    }
}

#[tokio::test]
async fn a_new_database_runs_the_listed_migrations() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path(), StoreKey::generate()).await.expect("the store opens");
    store.close().await.expect("the store closes");
    let path = folder.path().join("pledge.db");
    let mut db = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened");
    let rows = sqlx::query(
        "SELECT version, description, lower(hex(checksum)) FROM _sqlx_migrations ORDER BY version",
    )
    .fetch_all(&mut db)
    .await
    .expect("read");
    let run: Vec<_> = rows
        .iter()
        .map(|row| {
            format!("{} {} {}", row.get::<i64, _>(0), row.get::<String, _>(1), row.get::<String, _>(2))
        })
        .collect();
    let listed: Vec<_> = lines(&read(LIST))
        .iter()
        .map(|line| format!("{} {} {}", line.column(0), line.column(2), line.column(3)))
        .collect();
    assert_eq!(run, listed);
}
