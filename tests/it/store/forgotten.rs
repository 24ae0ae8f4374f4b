//! The order to forget the store key: it counts once it is on the disk, and not before.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fs, thread};

use pledge_bot::domain::audit::{AuditFilter, Deed};
use pledge_bot::store::{AuditReader, end_forgetting, is_key_forgotten};
use sqlx::{Connection as _, SqliteConnection};

use super::support::{Folder, noon};

#[tokio::test]
async fn an_order_that_cannot_be_written_is_no_success() {
    let folder = Folder::new();
    let store = folder.open().await;
    // Nothing can be written in place of a folder, as on a full disk.
    let marker = folder.data().join("key-forgotten");
    fs::create_dir(&marker).expect("made");
    let error = store.forget_key(noon()).await.expect_err("reported");
    assert!(error.to_string().contains("key-forgotten"), "{error}");
    assert!(!store.forgets_its_key());
    fs::remove_dir(&marker).expect("removed");
    let deeds = async || {
        let log = AuditReader::open(&folder.data(), folder.key()).await.expect("opened");
        let page = log.page(&AuditFilter::All, None, 50).await.expect("read");
        let entries = page.entries.into_iter().filter_map(|read| read.entry);
        entries.map(|entry| entry.record.deed).collect::<Vec<_>>()
    };
    assert!(!deeds().await.contains(&Deed::ForgetKey), "the log claims no success");
    store.forget_key(noon()).await.expect("written");
    assert!(store.forgets_its_key() && is_key_forgotten(&folder.data()));
    assert!(deeds().await.contains(&Deed::ForgetKey));
    end_forgetting(&folder.data()).expect("ended");
    assert!(!is_key_forgotten(&folder.data()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_cannot_be_recorded_never_counts_for_a_moment() {
    let folder = Folder::new();
    let store = folder.open().await;
    let url = format!("sqlite://{}", folder.data().join("pledge.db").display());
    let mut db = SqliteConnection::connect(&url).await.expect("opened");
    // There is room for the entry of the freeze, and for no other.
    let full = "CREATE TRIGGER full AFTER INSERT ON audit_log BEGIN
                    SELECT RAISE(ABORT, 'full') WHERE (SELECT COUNT(*) FROM audit_log) > 1;
                END";
    sqlx::query(full).execute(&mut db).await.expect("done");
    let (ended, data) = (Arc::new(AtomicBool::new(false)), folder.data());
    let looks = {
        let ended = Arc::clone(&ended);
        thread::spawn(move || {
            let mut was_forgotten = false;
            while !ended.load(Ordering::SeqCst) {
                was_forgotten |= is_key_forgotten(&data);
            }
            was_forgotten
        })
    };
    store.forget_key(noon()).await.expect_err("it can't be recorded");
    ended.store(true, Ordering::SeqCst);
    assert!(!looks.join().expect("no panic"), "a kill would have left it without its entry");
    assert!(!store.forgets_its_key());
    sqlx::query("DROP TRIGGER full").execute(&mut db).await.expect("done");
    store.forget_key(noon()).await.expect("recorded");
    assert!(store.forgets_its_key() && is_key_forgotten(&folder.data()));
}
