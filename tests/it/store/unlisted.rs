//! An opt-out holds although its list can't be written, and no crash between the store and the list loses it.

use std::fs;
use std::io::Write;
use std::path::Path;

use pledge_bot::backup::{BackupError, backup};
use pledge_bot::domain::{ChatId, ChatKind, Topic};
use pledge_bot::store::{Change, ChangeSet, OptOutsError, Store, StoreError, StoreWarnings};

use super::support::{AIGUL, SIGNED, Vault, change, incoming, met, noon, set, supporter};
use crate::support::earlier_opt_outs;

fn subscribes() -> [Change; 3] {
    [met(), Change::SetTopic(Topic::News, true, noon()), Change::SaveSupporter(supporter(None))]
}

/// Puts a folder in the place of the list, as if its disk could not be written.
fn break_list(vault: &Vault) {
    fs::rename(vault.list(), vault.path("aside.list")).expect("moved");
    fs::create_dir(vault.list()).expect("made");
}

fn mend_list(vault: &Vault) {
    fs::remove_dir(vault.list()).expect("removed");
    fs::rename(vault.path("aside.list"), vault.list()).expect("moved");
}

fn entries(list: &Path) -> usize {
    fs::read_to_string(list).expect("read").lines().count() - 2
}

async fn is_subscribed(store: &Store, chat: ChatId) -> bool {
    store.snapshot(chat).await.expect("read").chat.is_some_and(|chat| !chat.topics.is_empty())
}

/// The number of rows that wait for the list, as the file itself has it.
async fn unlisted(vault: &Vault, data: &str) -> i64 {
    use sqlx::Connection;
    let path = vault.path(data).join("pledge.db");
    let mut db =
        sqlx::SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened");
    sqlx::query_scalar("SELECT COUNT(*) FROM unlisted").fetch_one(&mut db).await.expect("a number")
}

/// Makes a store in which two people subscribe, and an update of one of them is in hand.
async fn begin(vault: &Vault) {
    let store = vault.open().await;
    for chat in [AIGUL, SIGNED] {
        change(&store, chat, subscribes()).await;
    }
    store.enqueue(&[incoming(7, "{}")], noon()).await.expect("taken");
    store.close().await.expect("closed");
}

/// Commits changes and puts the database back as it was before, as a commit that was lost or an old copy leaves it.
async fn commit_and_put_back(vault: &Vault, update: Option<i64>, changes: ChangeSet) {
    let data = vault.path("data/pledge.db");
    let before = fs::read(&data).expect("read");
    let store = vault.open().await;
    store.commit(update, Some(changes)).await.expect("committed");
    store.close().await.expect("closed");
    fs::write(&data, before).expect("put back");
}

async fn refused(vault: &Vault) -> StoreError {
    let opened = Store::open_with_list(&vault.path("data"), vault.folder.key(), &vault.list()).await;
    opened.expect_err("refused")
}

/// Goes the way that the refusal of an old data folder names.
async fn restored_from_its_backup(vault: &Vault) -> Store {
    let copy = vault.back_up("data", "old.age").await;
    vault.restore(&copy, "new").await.expect("restored");
    vault.open_at("new").await
}

#[tokio::test]
async fn an_opt_out_holds_while_its_list_cannot_be_written_and_is_listed_later() {
    let vault = Vault::new();
    let store = vault.open().await;
    for chat in [AIGUL, SIGNED] {
        change(&store, chat, subscribes()).await;
    }
    let before = vault.back_up("data", "before.age").await;
    let mut warnings = store.warnings();
    break_list(&vault);
    change(&store, AIGUL, [Change::StopAll]).await;
    change(&store, SIGNED, [Change::Erase]).await;
    assert!(!is_subscribed(&store, AIGUL).await);
    assert!(store.snapshot(SIGNED).await.expect("read").chat.is_none());
    assert!(warnings.has_changed().expect("open"), "owners can be told");
    assert_eq!(*warnings.borrow_and_update(), StoreWarnings { unlisted: 2 });

    let out = vault.path("meanwhile.age");
    let refused =
        backup(&vault.path("data"), &vault.recipients, &out, None, noon()).await.expect_err("refused");
    let unwritten = BackupError::Store(StoreError::OptOuts(OptOutsError::Unwritten(2)));
    assert_eq!(refused.to_string(), unwritten.to_string());

    mend_list(&vault);
    store.purge().await.expect("a minute later");
    assert_eq!((entries(&vault.list()), *warnings.borrow_and_update()), (2, StoreWarnings::default()));
    assert_eq!(unlisted(&vault, "data").await, 0);
    vault.back_up("data", "after.age").await;
    store.close().await.expect("closed");
    vault.restore(&before, "new").await.expect("restored");
    let store = vault.open_at("new").await;
    assert!(!is_subscribed(&store, AIGUL).await && !is_subscribed(&store, SIGNED).await);
}

#[tokio::test]
async fn a_list_that_was_taken_away_is_noticed_and_nothing_is_written_to_a_lost_file() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, subscribes()).await;
    fs::rename(vault.list(), vault.path("aside.list")).expect("moved");
    change(&store, AIGUL, [Change::StopAll]).await;
    assert_eq!(store.warnings().borrow().unlisted, 1);
    assert_eq!(entries(&vault.path("aside.list")), 0);
    // The list of another store is left alone as well.
    let other = Vault::new();
    other.open().await.close().await.expect("closed");
    fs::copy(other.list(), vault.list()).expect("copied");
    change(&store, AIGUL, [Change::Withdraw]).await;
    assert_eq!((store.warnings().borrow().unlisted, entries(&vault.list())), (2, 0));
    fs::rename(vault.path("aside.list"), vault.list()).expect("moved back");
    change(&store, SIGNED, [met()]).await;
    assert_eq!((store.warnings().borrow().unlisted, entries(&vault.list())), (0, 2));
}

#[tokio::test]
async fn opt_outs_that_a_crash_kept_from_the_list_are_copied_at_the_next_start() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, subscribes()).await;
    let before = vault.back_up("data", "before.age").await;
    break_list(&vault);
    change(&store, AIGUL, [Change::StopAll]).await;
    store.close().await.expect("closed");
    mend_list(&vault);
    assert_eq!((unlisted(&vault, "data").await, entries(&vault.list())), (1, 0), "as a crash leaves it");
    vault.open().await.close().await.expect("closed");
    assert_eq!((unlisted(&vault, "data").await, entries(&vault.list())), (0, 1));
    vault.restore(&before, "new").await.expect("restored");
    assert!(!is_subscribed(&vault.open_at("new").await, AIGUL).await);
}

#[tokio::test]
async fn opt_outs_that_were_copied_right_before_a_crash_are_known_again() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, subscribes()).await;
    break_list(&vault);
    change(&store, AIGUL, [Change::StopAll]).await;
    // She changes her mind, and the entry must not count as something that happened later.
    change(&store, AIGUL, subscribes()).await;
    store.close().await.expect("closed");
    mend_list(&vault);
    let data = vault.path("data/pledge.db");
    let crashed = fs::read(&data).expect("read");
    vault.open().await.close().await.expect("closed");
    fs::write(&data, crashed).expect("written");
    assert_eq!((unlisted(&vault, "data").await, entries(&vault.list())), (1, 1), "as a crash leaves it");

    let store = vault.open().await;
    assert!(is_subscribed(&store, AIGUL).await);
    assert_eq!((unlisted(&vault, "data").await, entries(&vault.list())), (0, 1), "it is not listed twice");
    change(&store, AIGUL, [Change::Withdraw]).await;
    assert_eq!(entries(&vault.list()), 2);
}

#[tokio::test]
async fn a_list_that_is_one_commit_ahead_is_applied() {
    // Schema 6 wrote the list first; then the machine went down, and the commit was lost. The updates are still in hand.
    let vault = Vault::new();
    begin(&vault).await;
    let (data, list) = (vault.path("data"), vault.list());
    earlier_opt_outs::append(&data, &list, &vault.folder.key(), &[(AIGUL, b's'), (AIGUL, b'w')]).await;

    let store = vault.open().await;
    let snapshot = store.snapshot(AIGUL).await.expect("read");
    assert!(snapshot.chat.expect("known").topics.is_empty() && snapshot.supporter.is_none());
    assert!(is_subscribed(&store, SIGNED).await);
    assert_eq!(store.counts().await.expect("read").pending, 1, "it is handled again, and answered");
    change(&store, SIGNED, [Change::StopAll]).await;
    assert_eq!(entries(&vault.list()), 3);
}

#[tokio::test]
async fn a_data_folder_that_is_older_than_its_list_is_refused_and_the_way_out_is_said() {
    let vault = Vault::new();
    // Somebody else has an update in hand, which proves nothing.
    begin(&vault).await;
    commit_and_put_back(&vault, None, set(SIGNED, [Change::Erase])).await;

    let error = refused(&vault).await;
    assert!(matches!(&error, StoreError::OptOuts(OptOutsError::OldStore { later: 1, .. })), "{error}");
    let line = error.to_string();
    assert!(line.contains("pledge-bot backup") && line.contains("pledge-bot restore"), "{line}");

    let store = restored_from_its_backup(&vault).await;
    assert!(store.snapshot(SIGNED).await.expect("read").chat.is_none());
    assert!(is_subscribed(&store, AIGUL).await);
    assert!(store.restored_at().await.expect("read").is_some(), "nothing goes out without a yes");
}

#[tokio::test]
async fn an_entry_of_an_earlier_version_about_somebody_with_nothing_in_hand_shows_an_old_data_folder() {
    let vault = Vault::new();
    begin(&vault).await;
    let (data, list) = (vault.path("data"), vault.list());
    earlier_opt_outs::append(&data, &list, &vault.folder.key(), &[(AIGUL, b's'), (SIGNED, b'e')]).await;
    let error = refused(&vault).await;
    assert!(matches!(&error, StoreError::OptOuts(OptOutsError::OldStore { later: 2, .. })), "{error}");
    let store = restored_from_its_backup(&vault).await;
    assert!(store.snapshot(SIGNED).await.expect("read").chat.is_none());
    assert!(!is_subscribed(&store, AIGUL).await);
}

#[tokio::test]
async fn a_commit_of_this_version_that_the_data_folder_lacks_shows_that_it_is_old() {
    // The commit comes before the list. So an update in hand proves nothing.
    let vault = Vault::new();
    begin(&vault).await;
    commit_and_put_back(&vault, Some(7), set(AIGUL, [Change::StopAll])).await;
    let error = refused(&vault).await;
    assert!(matches!(&error, StoreError::OptOuts(OptOutsError::OldStore { later: 1, .. })), "{error}");
}

#[tokio::test]
async fn a_refused_data_folder_leads_out_also_if_an_opt_out_waited_in_it_for_the_list() {
    let vault = Vault::new();
    begin(&vault).await;
    let store = vault.open().await;
    break_list(&vault);
    change(&store, AIGUL, [Change::StopAll]).await;
    store.close().await.expect("closed");
    mend_list(&vault);
    commit_and_put_back(&vault, None, set(SIGNED, [Change::Erase])).await;
    assert_eq!((unlisted(&vault, "data").await, entries(&vault.list())), (1, 2), "as an old copy has it");

    let error = refused(&vault).await;
    assert!(matches!(&error, StoreError::OptOuts(OptOutsError::OldStore { later: 1, .. })), "{error}");
    let store = restored_from_its_backup(&vault).await;
    assert!(store.snapshot(SIGNED).await.expect("read").chat.is_none());
    assert!(!is_subscribed(&store, AIGUL).await);
    assert_eq!(entries(&vault.list()), 2, "nothing is listed twice");
}

#[tokio::test]
async fn a_backup_made_between_the_commit_and_the_list_keeps_the_opt_out() {
    let vault = Vault::new();
    begin(&vault).await;
    let before = vault.back_up("data", "before.age").await;
    let store = vault.open().await;
    break_list(&vault);
    change(&store, AIGUL, [Change::StopAll]).await;
    store.close().await.expect("closed");
    mend_list(&vault);
    // `backup` waits for the list, but an opt-out may come right after that.
    let between = vault.path("between.age");
    let mut sealer = vault.recipients.sealer(fs::File::create(&between).expect("made")).expect("sealed");
    sealer.write_all(&fs::read(vault.path("data/pledge.db")).expect("read")).expect("sealed");
    sealer.finish().expect("sealed");

    vault.restore(&between, "new").await.expect("restored");
    let store = vault.open_at("new").await;
    assert!(!is_subscribed(&store, AIGUL).await);
    assert_eq!(
        (unlisted(&vault, "new").await, entries(&vault.list())),
        (0, 1),
        "the restored store lists it"
    );
    store.close().await.expect("closed");
    vault.restore(&before, "newer").await.expect("restored");
    assert!(!is_subscribed(&vault.open_at("newer").await, AIGUL).await);
}

#[tokio::test]
async fn a_store_never_writes_over_the_entries_of_another_one() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, subscribes()).await;
    let copy = vault.back_up("data", "copy.age").await;
    store.close().await.expect("closed");
    vault.restore(&copy, "new").await.expect("restored");
    let store = vault.open().await;
    // Another machine goes on with a copy of the list, which then comes in the place of this one.
    let aside = vault.path("aside.list");
    fs::copy(vault.list(), &aside).expect("copied");
    let data = vault.path("new");
    let restored = Store::open_with_list(&data, vault.folder.key(), &aside).await.expect("opens");
    change(&restored, AIGUL, [Change::StopAll]).await;
    restored.close().await.expect("closed");
    fs::rename(&aside, vault.list()).expect("moved");
    change(&store, AIGUL, [Change::Withdraw]).await;
    assert_eq!((entries(&vault.list()), store.warnings().borrow().unlisted), (1, 1));
    assert!(store.snapshot(AIGUL).await.expect("read").supporter.is_none(), "it holds all the same");
}

#[tokio::test]
async fn a_row_that_waits_for_the_list_tells_nothing_of_the_chat() {
    let vault = Vault::new();
    let store = vault.open().await;
    let group = ChatId::new(-1_009_876_543_211_357);
    change(&store, group, [Change::Meet(ChatKind::Group)]).await;
    break_list(&vault);
    let new = ChatId::new(-1_008_765_432_113_579);
    change(&store, group, [Change::MigrateTo(new)]).await;
    change(&store, new, [Change::Erase]).await;
    store.close().await.expect("closed");
    let bytes = fs::read(vault.path("data/pledge.db")).expect("read");
    for chat in [group, new] {
        let form = chat.telegram_number().to_be_bytes();
        assert!(!bytes.windows(8).any(|part| part == form), "{}", chat.telegram_number());
    }
}
