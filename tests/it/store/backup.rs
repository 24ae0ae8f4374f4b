//! Backup and restore, and the list of opt-outs between them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use pledge_bot::backup::{BackupError, RestoreError, backup, restore};
use pledge_bot::crypto::{Identity, SealError, StoreKey, generate};
use pledge_bot::domain::campaign::{Audience, CampaignKind, Launch, Stage};
use pledge_bot::domain::message::MessageVersions;
use pledge_bot::domain::{Alias, ChatId, ChatKind, Retention, Role, StaffMember, Topic};
use pledge_bot::secret_file::SecretFileError;
use pledge_bot::store::{
    Change, Delivered, OptOutsError, Outcome, RESTORED_AT, Reader, Replayed, Restored, Store, StoreError,
};

use super::support::{AIGUL, GROUP, SUPERGROUP, Vault, change, incoming, met, noon, supporter};

fn topic(topic: Topic, on: bool) -> Change {
    Change::SetTopic(topic, on, noon())
}

async fn everything(store: &Store, chat: ChatId, kind: ChatKind) {
    let topics = Topic::ALL.map(|one| topic(one, true));
    let signed = Change::SaveSupporter(supporter(Some(vec![5; 300])));
    change(store, chat, [vec![Change::Meet(kind), signed], topics.to_vec()].concat()).await;
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = dir
        .read_dir()
        .expect("read")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_backup_of_a_running_bot_restores_everything_that_was_chosen() {
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, AIGUL, ChatKind::Private).await;
    store.enqueue(&[incoming(1, "{}")], noon()).await.expect("taken");
    vault.folder.had_begun(AIGUL, "Айгүл").await;
    let path = vault.path("backup.age");
    let made = backup(&vault.path("data"), &vault.recipients, &path, Some(&vault.identity), noon())
        .await
        .expect("made");
    assert_eq!((made.supporters, made.bytes, made.opened), (1, path.metadata().expect("there").len(), true));
    assert_eq!(path.metadata().expect("there").permissions().mode() & 0o777, 0o600);
    change(&store, ChatId::new(9), [met()]).await;
    assert!(!names(&vault.path("data")).iter().any(|name| name.contains("tmp")), "no copy is left");

    let before = store.snapshot(AIGUL).await.expect("read");
    store.close().await.expect("closed");
    let restored = vault.restore(&path, "new").await.expect("restored");
    let replayed = Some(Replayed { later: 0, applied: 0 });
    assert_eq!(restored, Restored { audit_head: None, chats: 1, supporters: 1, replayed });
    assert_eq!(names(&vault.path("new")), ["pledge.db", "pledge.lock"]);
    assert_eq!(vault.path("new/pledge.db").metadata().expect("there").permissions().mode() & 0o777, 0o600);
    let other = Store::open_with_list(&vault.path("new"), StoreKey::generate(), &vault.list()).await;
    assert!(matches!(other, Err(StoreError::WrongKey(_))), "it knows its key");
    let store = vault.open_at("new").await;
    let after = store.snapshot(AIGUL).await.expect("read");
    assert_eq!((after.chat, after.supporter), (before.chat, before.supporter));
    assert_eq!(after.signup, pledge_bot::store::SavedSignUp::None, "what was in hand is over");
    assert_eq!(store.counts().await.expect("read").pending, 0);
    let mark = store.setting(RESTORED_AT).await.expect("read");
    assert_eq!(mark, Some(noon().as_millisecond().to_string()));
    assert!(store.snapshot(ChatId::new(9)).await.expect("read").chat.is_none(), "it came after the backup");
}

#[tokio::test]
async fn people_who_left_after_the_backup_are_not_brought_back() {
    let vault = Vault::new();
    let store = vault.open().await;
    let [erased, withdrawn, stopped, muted, stays] = [1, 2, 3, 4, 5].map(ChatId::new);
    for chat in [erased, withdrawn, stopped, muted, stays] {
        everything(&store, chat, ChatKind::Private).await;
    }
    let old = vault.back_up("data", "old.age").await;
    change(&store, erased, [Change::Erase]).await;
    change(&store, withdrawn, [Change::Withdraw]).await;
    let newer = vault.back_up("data", "newer.age").await;
    change(&store, stopped, [Change::StopAll]).await;
    change(&store, muted, [topic(Topic::Calls, false)]).await;
    store.close().await.expect("closed");

    for (nth, (backup, later)) in [(old, 4), (newer, 2)].iter().enumerate() {
        let data = format!("restored-{nth}");
        let restored = vault.restore(backup, &data).await.expect("restored");
        assert_eq!(restored.replayed, Some(Replayed { later: *later, applied: *later }));
        assert_eq!((restored.chats, restored.supporters), (4, 3));
        let store = vault.open_at(&data).await;
        let snapshot = async |chat| store.snapshot(chat).await.expect("read");
        assert!(snapshot(erased).await.chat.is_none());
        assert!(snapshot(withdrawn).await.supporter.is_none());
        assert!(snapshot(stopped).await.chat.expect("known").topics.is_empty());
        let topics = snapshot(muted).await.chat.expect("known").topics;
        assert!(topics.contains(&Topic::News) && !topics.contains(&Topic::Calls));
        let snapshot = snapshot(stays).await;
        assert!(snapshot.supporter.is_some() && snapshot.chat.expect("known").topics.len() == 3);
        store.close().await.expect("closed");
    }
}

#[tokio::test]
async fn a_group_that_moved_takes_its_opt_outs_along() {
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, GROUP, ChatKind::Group).await;
    let old = vault.back_up("data", "old.age").await;
    change(&store, GROUP, [topic(Topic::News, false)]).await;
    change(&store, GROUP, [Change::MigrateTo(SUPERGROUP)]).await;
    change(&store, GROUP, [Change::MigrateTo(SUPERGROUP)]).await;
    change(&store, SUPERGROUP, [topic(Topic::Calls, false)]).await;
    let now = store.snapshot(SUPERGROUP).await.expect("read");
    store.close().await.expect("closed");

    vault.restore(&old, "new").await.expect("restored");
    let store = vault.open_at("new").await;
    assert!(store.snapshot(GROUP).await.expect("read").chat.is_none(), "nothing is sent to where it was");
    let snapshot = store.snapshot(SUPERGROUP).await.expect("read");
    assert_eq!((snapshot.chat, snapshot.supporter), (now.chat, now.supporter));
}

#[tokio::test]
async fn a_move_that_delivery_learns_of_is_listed_too() {
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, GROUP, ChatKind::Group).await;
    let old = vault.back_up("data", "old.age").await;
    let launch = Launch {
        author: Some(AIGUL),
        kind: CampaignKind::Send,
        audience: Audience { groups: Some(true), ..Audience::of(Topic::News) },
        content: MessageVersions::default(),
        due: noon(),
        urgent: false,
        trial: false,
        paid: false,
    };
    store.save_staff(StaffMember::new(AIGUL, Role::Owner, None)).await.expect("saved");
    change(&store, AIGUL, [met(), Change::Launch(Box::new(launch), noon())]).await;
    let campaign = store.reader().campaigns(1).await.expect("read").remove(0);
    store.fill(&campaign, noon()).await.expect("filled");
    store.set_stage(&campaign, Stage::Running, noon()).await.expect("set");
    store.deliver(&campaign, Vec::new(), 64, noon()).await.expect("claimed");
    let moved =
        Delivered { chat: GROUP, stored: store.stored_id(GROUP), outcome: Outcome::Moved(SUPERGROUP) };
    store.deliver(&campaign, vec![moved], 0, noon()).await.expect("recorded");
    change(&store, SUPERGROUP, [Change::StopAll]).await;
    store.close().await.expect("closed");
    vault.restore(&old, "new").await.expect("restored");
    let store = vault.open_at("new").await;
    assert!(store.snapshot(GROUP).await.expect("read").chat.is_none());
    assert!(store.snapshot(SUPERGROUP).await.expect("read").chat.expect("known").topics.is_empty());
}

#[tokio::test]
async fn after_a_restore_an_opt_out_that_changes_nothing_is_listed_too() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, [met()]).await;
    let first = vault.back_up("data", "first.age").await;
    change(&store, AIGUL, [topic(Topic::News, true)]).await;
    let second = vault.back_up("data", "second.age").await;
    store.close().await.expect("closed");
    vault.restore(&first, "again").await.expect("restored");
    let store = vault.open_at("again").await;
    // In this store the topic was never on; in the second backup it was.
    change(&store, AIGUL, [Change::StopAll]).await;
    store.close().await.expect("closed");
    vault.restore(&second, "once-more").await.expect("restored");
    let store = vault.open_at("once-more").await;
    assert!(store.snapshot(AIGUL).await.expect("read").chat.expect("known").topics.is_empty());
}

#[tokio::test]
async fn a_backup_cut_short_or_altered_is_refused_whole() {
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, AIGUL, ChatKind::Private).await;
    let bytes = fs::read(vault.back_up("data", "backup.age").await).expect("read");
    let refused = async |name: &str, bytes: &[u8]| {
        let path = vault.path(name);
        fs::write(&path, bytes).expect("written");
        let error = vault.restore(&path, "new").await.expect_err("refused");
        assert_eq!(names(&vault.path("new")), ["pledge.lock"], "{error}");
        error
    };
    for length in [0, 10, 200, bytes.len() / 2, bytes.len() - 65_552, bytes.len() - 1] {
        let error = refused("cut.age", &bytes[..length]).await;
        assert!(matches!(error, RestoreError::Damaged(_)), "{length}: {error}");
    }
    for place in [5, bytes.len() / 3, bytes.len() - 5] {
        let mut altered = bytes.clone();
        altered[place] ^= 4;
        let error = refused("altered.age", &altered).await;
        assert!(matches!(error, RestoreError::Damaged(_)), "{place}: {error}");
    }
    let longer = [bytes.as_slice(), b"more"].concat();
    assert!(matches!(refused("longer.age", &longer).await, RestoreError::Damaged(_)));
}

#[tokio::test]
async fn a_file_that_is_no_backup_of_ours_is_refused() {
    use std::io::Write;
    let vault = Vault::new();
    let seal = |plain: &[u8]| {
        let mut sealer = vault.recipients.sealer(Vec::new()).expect("sealed");
        sealer.write_all(plain).expect("sealed");
        sealer.finish().expect("sealed")
    };
    let path = vault.path("other.age");
    fs::write(&path, seal(b"a letter")).expect("written");
    assert!(matches!(vault.restore(&path, "new").await, Err(RestoreError::NotABackup(_))));
    fs::write(&path, seal(&[b"SQLite format 3\0".as_slice(), &[0; 9000]].concat())).expect("written");
    let error = vault.restore(&path, "new").await.expect_err("refused");
    assert!(matches!(error, RestoreError::Store(StoreError::Foreign(_) | StoreError::Corrupt(_))), "{error}");

    let store = vault.open().await;
    change(&store, AIGUL, [met()]).await;
    let backup = vault.back_up("data", "backup.age").await;
    let wrong = Identity::parse(&generate().1).expect("a key");
    let error =
        restore(&backup, &wrong, &vault.path("new"), Some(&vault.list()), &vault.key_file(), noon()).await;
    assert!(matches!(error, Err(RestoreError::Unopened { source: SealError::WrongKey, .. })));
    let error = vault.restore(&backup, "data").await.expect_err("in use");
    assert!(matches!(error, RestoreError::Store(StoreError::InUse(_))), "{error}");
    store.close().await.expect("closed");
    assert!(matches!(vault.restore(&backup, "data").await, Err(RestoreError::NotEmpty(_))));
}

#[tokio::test]
async fn a_restore_without_the_right_list_is_refused() {
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, AIGUL, ChatKind::Private).await;
    let copy = fs::read(vault.list()).expect("read");
    change(&store, AIGUL, [topic(Topic::News, false)]).await;
    let backup = vault.back_up("data", "backup.age").await;
    change(&store, AIGUL, [Change::Erase]).await;
    store.close().await.expect("closed");
    let newest = fs::read(vault.list()).expect("read");
    let refused = async || match vault.restore(&backup, "new").await {
        Err(RestoreError::Store(StoreError::OptOuts(error))) => error,
        other => panic!("{other:?}"),
    };
    fs::remove_file(vault.list()).expect("removed");
    assert!(matches!(refused().await, OptOutsError::Missing(_)));
    fs::write(vault.list(), copy).expect("written");
    assert!(matches!(refused().await, OptOutsError::Old(_)));
    let other = Vault::new();
    other.open().await;
    fs::copy(other.list(), vault.list()).expect("copied");
    assert!(matches!(refused().await, OptOutsError::Other(_)));
    let mut damaged = newest.clone();
    let place = damaged.len() - 40;
    damaged[place] ^= if damaged[place].is_ascii_digit() { 1 } else { 32 };
    fs::write(vault.list(), damaged).expect("written");
    assert!(matches!(refused().await, OptOutsError::Damaged { line: 4, .. }));
    // A last line that a power cut left unfinished was never part of a commit.
    fs::write(vault.list(), [newest.as_slice(), b"000000000003 abc"].concat()).expect("written");
    assert_eq!(vault.restore(&backup, "new").await.expect("restored").chats, 0);
    let store = vault.open_at("new").await;
    change(&store, AIGUL, [met(), Change::Erase]).await;
    let list = fs::read_to_string(vault.list()).expect("read");
    assert_eq!(list.lines().count(), 5, "the unfinished line was written over: {list}");
}

#[tokio::test]
async fn without_the_list_everybody_comes_back_and_another_one_is_begun() {
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, AIGUL, ChatKind::Private).await;
    let backup = vault.back_up("data", "backup.age").await;
    change(&store, AIGUL, [Change::Erase]).await;
    store.close().await.expect("closed");
    let restored =
        restore(&backup, &vault.identity, &vault.path("new"), None, &vault.key_file(), noon()).await;
    let (restored, _) = restored.expect("restored");
    assert_eq!((restored.chats, restored.replayed), (1, None));
    let refused = Store::open_with_list(&vault.path("new"), vault.folder.key(), &vault.list()).await;
    assert!(matches!(refused, Err(StoreError::OptOuts(OptOutsError::Other(_)))));
    let another = vault.path("another.list");
    Store::open_with_list(&vault.path("new"), vault.folder.key(), &another).await.expect("opens");
}

#[tokio::test]
async fn the_list_is_begun_kept_and_guarded() {
    let vault = Vault::new();
    let store = vault.open().await;
    assert_eq!(vault.list().metadata().expect("there").permissions().mode() & 0o777, 0o600);
    everything(&store, AIGUL, ChatKind::Private).await;
    let empty = fs::read(vault.list()).expect("read");
    change(&store, AIGUL, [Change::StopAll, Change::StopAll, Change::Withdraw]).await;
    change(&store, AIGUL, [Change::StopAll, Change::Withdraw, topic(Topic::News, false)]).await;
    let list = fs::read_to_string(vault.list()).expect("read");
    assert_eq!(list.lines().count(), 4, "what changes nothing is not listed: {list}");
    assert!(!list.contains(&AIGUL.telegram_number().to_string()));
    let keys = vault.recipients.fingerprints();
    for (line, number) in list.lines().skip(2).zip(1..) {
        assert!(line.starts_with(&format!("{number:012} age {keys} ")) && line.len() < 1000, "{line}");
    }
    store.close().await.expect("closed");
    let open = async |list: &Path| Store::open_with_list(&vault.path("data"), vault.folder.key(), list).await;

    assert!(matches!(
        Store::open(&vault.path("data"), vault.folder.key()).await,
        Err(StoreError::OptOuts(OptOutsError::Unlisted))
    ));
    let old = vault.path("old.list");
    fs::write(&old, empty).expect("written");
    assert!(matches!(open(&old).await, Err(StoreError::OptOuts(OptOutsError::Old(_)))));
    fs::write(&old, "something else\n").expect("written");
    assert!(matches!(open(&old).await, Err(StoreError::OptOuts(OptOutsError::Damaged { .. }))));
    open(&vault.list()).await.expect("opens").close().await.expect("closed");

    // The list was lost: another one is begun, and earlier backups are not restored with it.
    let backup = vault.back_up("data", "backup.age").await;
    fs::remove_file(vault.list()).expect("removed");
    open(&vault.list()).await.expect("opens").close().await.expect("closed");
    let error = vault.restore(&backup, "new").await.expect_err("refused");
    assert!(matches!(error, RestoreError::Store(StoreError::OptOuts(OptOutsError::Other(_)))), "{error}");
}

#[tokio::test]
async fn a_backup_overwrites_nothing_and_leaves_nothing() {
    let vault = Vault::new();
    let store = vault.open().await;
    change(&store, AIGUL, [met()]).await;
    let path = vault.path("backup.age");
    fs::write(&path, "precious").expect("written");
    let data = vault.path("data");
    let refused = backup(&data, &vault.recipients, &path, None, noon()).await;
    assert!(matches!(refused, Err(BackupError::Write(SecretFileError::Exists(_)))));
    assert_eq!(fs::read(&path).expect("read"), b"precious");
    let other = Identity::parse(&generate().1).expect("a key");
    let out = vault.path("out");
    fs::create_dir(&out).expect("made");
    let refused = backup(&data, &vault.recipients, &out.join("b.age"), Some(&other), noon()).await;
    assert!(matches!(refused, Err(BackupError::Unopened { .. })));
    assert!(names(&out).is_empty() && !data.join("copy.tmp").exists());

    // The remains of a killed backup go with the next sweep.
    fs::create_dir(data.join("copy.tmp")).expect("made");
    fs::write(data.join("copy.tmp/pledge.db"), "a copy").expect("written");
    store.sweep(noon(), &Retention::default()).await.expect("swept");
    assert!(!data.join("copy.tmp").exists());
}

#[tokio::test]
async fn any_age_tool_opens_a_backup_as_a_database() {
    use std::io::Read;
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, AIGUL, ChatKind::Private).await;
    let sealed = fs::read(vault.back_up("data", "backup.age").await).expect("read");
    let mut opened = Vec::new();
    vault.identity.opener(sealed.as_slice()).expect("opens").read_to_end(&mut opened).expect("whole");
    let copy = vault.path("copy");
    fs::create_dir(&copy).expect("made");
    fs::write(copy.join("pledge.db"), opened).expect("written");
    assert_eq!(Reader::open_copy(&copy).await.expect("opens").supporters().await.expect("read"), 1);
}

#[tokio::test]
async fn without_the_private_key_a_backup_shows_nothing_and_opens_with_nothing() {
    let vault = Vault::new();
    let store = vault.open().await;
    everything(&store, AIGUL, ChatKind::Private).await;
    let sealed = fs::read(vault.back_up("data", "backup.age").await).expect("read");
    let opens = |key: &str| Identity::parse(key).and_then(|key| key.opener(sealed.as_slice()).map(drop));
    assert!(matches!(opens(&generate().1), Err(SealError::WrongKey)));
    assert!(opens(&vault.folder.key().to_key_file()).is_err(), "the store key is none of the coalition's");
    // So begins every database, and so are its tables called.
    for words in ["SQLite format 3", "CREATE TABLE", "supporters", "KG-"] {
        assert!(!sealed.windows(words.len()).any(|bytes| bytes == words.as_bytes()), "{words}");
    }
}

#[tokio::test]
async fn the_staff_is_restored_and_nobody_becomes_an_owner_by_it() {
    let vault = Vault::new();
    let store = vault.open().await;
    let alias = Some(Alias::parse("Falcon").expect("an alias"));
    let editor = StaffMember { alias, ..StaffMember::new(AIGUL, Role::Editor, Some(noon())) };
    let owner =
        StaffMember { restrained: Some(noon()), ..StaffMember::new(ChatId::new(9), Role::Owner, None) };
    for member in [&owner, &editor] {
        store.save_staff(member.clone()).await.expect("saved");
    }
    let path = vault.back_up("data", "a.age").await;
    store.remove_staff(AIGUL).await.expect("removed");
    store.close().await.expect("closed");
    vault.restore(&path, "new").await.expect("restored");
    let store = vault.open_at("new").await;
    assert_eq!(store.staff().await.expect("read"), [owner, editor]);
    assert!(!store.begin_staff(&[ChatId::new(10)]).await.expect("asked"), "OWNER_IDS gives nothing");
}
