//! The order to forget the store key: it counts once it is on the disk, and not before.

use std::fs;

use pledge_bot::domain::audit::{AuditFilter, Deed};
use pledge_bot::store::{AuditReader, end_forgetting, is_key_forgotten};

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
async fn the_order_is_in_the_audit_log_before_it_counts() {
    let folder = Folder::new();
    let store = folder.open().await;
    let (data, key) = (folder.data(), folder.key());
    let is_recorded = async move || {
        let log = AuditReader::open(&data, key).await.expect("opened");
        let page = log.page(&AuditFilter::All, None, 50).await.expect("read");
        let mut entries = page.entries.into_iter().filter_map(|read| read.entry);
        entries.any(|entry| entry.record.deed == Deed::ForgetKey)
    };
    let data = folder.data();
    // Whoever sees the order, as a bot that starts after a kill does, finds the entry.
    let sees = tokio::spawn(async move {
        while !is_key_forgotten(&data) {
            tokio::task::yield_now().await;
        }
        is_recorded().await
    });
    store.forget_key(noon()).await.expect("written");
    assert!(sees.await.expect("no panic"));
}
