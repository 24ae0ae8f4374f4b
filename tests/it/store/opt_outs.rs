//! The list of opt-outs itself: who can open an entry, whose list it is, and what a crash or a full disk leaves.

use std::fs;

use pledge_bot::backup::{RestoreError, restore};
use pledge_bot::crypto::{Identity, Recipients, generate};
use pledge_bot::domain::{ChatId, ChatKind, Topic};
use pledge_bot::store::{Change, OptOutsError, Replayed, Store, StoreError};

use super::support::{AIGUL, Folder, GROUP, SIGNED, SUPERGROUP, Vault, change, met, noon};
use crate::support::earlier_opt_outs;

fn subscribes(kind: ChatKind) -> [Change; 2] {
    [Change::Meet(kind), Change::SetTopic(Topic::News, true, noon())]
}

async fn is_subscribed(store: &Store, chat: ChatId) -> bool {
    store.snapshot(chat).await.expect("read").chat.is_some_and(|chat| !chat.topics.is_empty())
}

/// The entries of the list, each as its text.
fn entries(vault: &Vault) -> Vec<String> {
    let list = fs::read_to_string(vault.list()).expect("read");
    list.lines().skip(2).map(|line| line[13..].to_owned()).collect()
}

fn list_error<T: std::fmt::Debug>(result: Result<T, RestoreError>) -> OptOutsError {
    match result {
        Err(RestoreError::Store(StoreError::OptOuts(error))) => error,
        other => panic!("{other:?}"),
    }
}

/// Why a store does not open.
fn refusal(opened: Result<Store, StoreError>) -> OptOutsError {
    match opened {
        Err(StoreError::OptOuts(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn entries_of_earlier_versions_and_of_this_one_are_applied_in_their_order() {
    let vault = Vault::new();
    let (data, list, key) = (vault.path("data"), vault.list(), vault.folder.key());
    let store = vault.open().await;
    for (chat, kind) in [(AIGUL, ChatKind::Private), (SIGNED, ChatKind::Private), (GROUP, ChatKind::Group)] {
        change(&store, chat, subscribes(kind)).await;
    }
    store.close().await.expect("closed");
    earlier_opt_outs::append(&data, &list, &key, &[]).await;
    let old = vault.back_up("data", "old.age").await;

    earlier_opt_outs::append(&data, &list, &key, &[(AIGUL, b's')]).await;
    earlier_opt_outs::append_move(&data, &list, &key, GROUP, SUPERGROUP).await;
    earlier_opt_outs::note_seen(&data, &list).await;
    let store = vault.open().await;
    change(&store, SUPERGROUP, subscribes(ChatKind::Group)).await;
    change(&store, SUPERGROUP, [Change::SetTopic(Topic::News, false, noon())]).await;
    change(&store, SIGNED, [Change::Erase]).await;
    store.close().await.expect("closed");
    // A row of an earlier version that a restored backup brought may come behind entries of this one.
    earlier_opt_outs::append(&data, &list, &key, &[(SUPERGROUP, b'e')]).await;
    earlier_opt_outs::note_seen(&data, &list).await;

    let restored = vault.restore(&old, "new").await.expect("restored");
    assert_eq!(restored.replayed, Some(Replayed { later: 5, applied: 4 }));
    let store = vault.open_at("new").await;
    assert!(!is_subscribed(&store, AIGUL).await);
    for chat in [SIGNED, GROUP, SUPERGROUP] {
        assert!(store.snapshot(chat).await.expect("read").chat.is_none(), "{}", chat.telegram_number());
    }
}

#[tokio::test]
async fn what_is_sealed_to_other_keys_is_refused_with_its_number_and_the_keys() {
    let ((one, first), (two, second)) = (generate(), generate());
    let keys = |text: &str| Recipients::parse(text).expect("keys");
    let identity = |text: &str| Identity::parse(text).expect("a key file");
    let vault = Vault { folder: Folder::new(), recipients: keys(&one), identity: identity(&first) };
    let store = vault.open().await;
    for chat in [AIGUL, SIGNED] {
        change(&store, chat, subscribes(ChatKind::Private)).await;
    }
    let old = vault.back_up("data", "old.age").await;
    change(&store, AIGUL, [Change::StopAll]).await;
    // The coalition has another pair of keys now.
    store.seal_opt_outs_to(&keys(&two)).await.expect("sealed");
    change(&store, SIGNED, [Change::StopAll, Change::Erase]).await;
    store.close().await.expect("closed");

    let error = list_error(vault.restore(&old, "new").await);
    let line = error.to_string();
    assert!(matches!(error, OptOutsError::OtherKeys { count: 2, .. }), "{line}");
    assert!(line.contains(&keys(&two).fingerprints().to_string()) && !line.contains('\n'), "{line}");
    assert!(!vault.path("new/pledge.db").exists(), "nothing is restored");
    assert_eq!(entries(&vault).len(), 3, "nothing is lost");

    let both = identity(&format!("{first}\n{second}\n"));
    let restored =
        restore(&old, &both, &vault.path("new"), Some(&vault.list()), &vault.key_file(), noon()).await;
    assert_eq!(restored.expect("restored").0.replayed, Some(Replayed { later: 3, applied: 3 }));
    let store = vault.open_at("new").await;
    assert!(!is_subscribed(&store, AIGUL).await);
    assert!(store.snapshot(SIGNED).await.expect("read").chat.is_none());
}

#[tokio::test]
async fn without_keys_of_the_coalition_entries_open_with_the_store_key() {
    let vault = Vault::new();
    let store = vault.open_without_keys("data").await;
    change(&store, AIGUL, subscribes(ChatKind::Private)).await;
    // The backup is for keys that come later.
    store.keep_key_copy(Some(&vault.recipients)).await.expect("as the bot does");
    store.close().await.expect("closed");
    let old = vault.back_up("data", "old.age").await;
    let store = vault.open_without_keys("data").await;
    change(&store, AIGUL, [Change::StopAll]).await;
    store.close().await.expect("closed");
    assert!(entries(&vault)[0].starts_with("key "), "{:?}", entries(&vault));
    vault.restore(&old, "new").await.expect("restored");
    assert!(!is_subscribed(&vault.open_at("new").await, AIGUL).await);

    // An old backup that knows no key would get another one, and its people other stored forms.
    let other = Vault::new();
    let store = other.open_without_keys("data").await;
    change(&store, AIGUL, subscribes(ChatKind::Private)).await;
    store.close().await.expect("closed");
    other.folder.forget_key().await;
    let old = other.back_up("data", "old.age").await;
    let store = other.open().await;
    change(&store, AIGUL, [Change::StopAll]).await;
    store.close().await.expect("closed");
    let new_key = other.path("new.key");
    let restored =
        restore(&old, &other.identity, &other.path("new"), Some(&other.list()), &new_key, noon()).await;
    let error = list_error(restored);
    assert!(matches!(error, OptOutsError::OtherStoreKey { count: 1, .. }), "{error}");
    assert!(!new_key.exists() && !other.path("new/pledge.db").exists(), "nothing is restored");
    other.restore(&old, "new").await.expect("restored with the key that it names");
    assert!(!is_subscribed(&other.open_at("new").await, AIGUL).await);
}

#[tokio::test]
async fn a_list_belongs_to_one_store_and_to_one_process() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, [met()]).await;
    let backup = vault.back_up("data", "backup.age").await;
    let other = Folder::new();
    let open_other = async || Store::open_with_list(&other.data(), other.key(), &vault.list()).await;
    let error = refusal(open_other().await);
    assert!(matches!(error, OptOutsError::InUse(_)), "{error}");
    let error = list_error(vault.restore(&backup, "new").await);
    assert!(matches!(error, OptOutsError::InUse(_)), "{error}");
    let before = fs::read(vault.list()).expect("read");
    store.close().await.expect("closed");
    // It has no entry yet, and is this store's all the same.
    let error = refusal(open_other().await);
    assert!(matches!(error, OptOutsError::Other(_)), "{error}");
    assert_eq!(fs::read(vault.list()).expect("read"), before);
    vault.restore(&backup, "new").await.expect("restored");
}

#[tokio::test]
async fn a_line_that_was_cut_short_is_written_over() {
    let vault = Vault::new();
    let store = vault.open().await;
    for chat in [AIGUL, SIGNED] {
        change(&store, chat, subscribes(ChatKind::Private)).await;
    }
    let old = vault.back_up("data", "old.age").await;
    change(&store, AIGUL, [Change::StopAll]).await;
    let cut = || {
        let list = fs::read_to_string(vault.list()).expect("read");
        let half = format!("{:012} {}", list.lines().count() - 1, &entries(&vault)[0][..200]);
        fs::write(vault.list(), list + &half).expect("written");
    };
    // The disk was full in the middle of a line.
    cut();
    change(&store, SIGNED, [Change::StopAll]).await;
    assert_eq!((entries(&vault).len(), store.warnings().borrow().unlisted), (2, 0));
    cut();
    store.close().await.expect("closed");
    let store = vault.open().await;
    change(&store, SIGNED, [Change::Erase]).await;
    assert_eq!(entries(&vault).len(), 3);
    store.close().await.expect("closed");
    let restored = vault.restore(&old, "new").await.expect("restored");
    assert_eq!(restored.replayed, Some(Replayed { later: 3, applied: 3 }));
}

#[tokio::test]
async fn a_crash_in_the_middle_of_the_lines_leaves_each_entry_once() {
    let vault = Vault::new();
    let store = vault.open().await;
    for chat in [AIGUL, SIGNED] {
        change(&store, chat, subscribes(ChatKind::Private)).await;
    }
    let aside = vault.path("aside.list");
    fs::rename(vault.list(), &aside).expect("moved");
    for chat in [AIGUL, SIGNED] {
        change(&store, chat, [Change::StopAll]).await;
    }
    store.close().await.expect("closed");
    fs::rename(&aside, vault.list()).expect("moved back");
    let data = vault.path("data/pledge.db");
    let waiting = fs::read(&data).expect("read");
    vault.open().await.close().await.expect("closed");
    let list = fs::read(vault.list()).expect("read");
    let whole = entries(&vault);
    assert_eq!(whole.len(), 2);
    // The machine went down after each byte of the two lines in turn, before the store knew of them.
    let lines = whole.iter().map(|entry| entry.len() + 14).sum::<usize>();
    for missing in (0..lines).step_by(37) {
        fs::write(&data, &waiting).expect("put back");
        fs::write(vault.list(), &list[..list.len() - missing]).expect("cut");
        vault.open().await.close().await.expect("it opens");
        assert_eq!(entries(&vault), whole, "{missing} bytes are missing");
    }
}
