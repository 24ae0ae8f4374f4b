//! The tests' shared helpers: a store in a folder of its own, and short ways to change it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use pledge_bot::backup::{RestoreError, backup, restore};
use pledge_bot::crypto::{Identity, KeyOrigin, Recipients, StoreKey, generate};
use pledge_bot::domain::time::home_day;
use pledge_bot::domain::{ChatId, ChatKind, Region, SealedPerson, Supporter};
use pledge_bot::store::{Change, ChangeSet, Incoming, Restored, Store};
use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;

use crate::support::earlier_sign_ups;

/// A person who chats in private.
pub const AIGUL: ChatId = ChatId::new(7_000_000_001);
/// Another person, who signs.
pub const SIGNED: ChatId = ChatId::new(7_000_000_002);
/// A basic group.
pub const GROUP: ChatId = ChatId::new(-4001);
/// The supergroup that it becomes.
pub const SUPERGROUP: ChatId = ChatId::new(-1_001_234_567_890);

pub struct Folder {
    dir: TempDir,
}

impl Folder {
    pub fn new() -> Folder {
        Folder { dir: tempfile::tempdir().expect("a folder") }
    }

    /// The data folder, which nobody has made yet.
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// The store key, the same one each time.
    pub fn key(&self) -> StoreKey {
        let (key, _): (StoreKey, KeyOrigin) =
            StoreKey::load_or_create(&self.dir.path().join("store.key")).expect("a key");
        key
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.data(), self.key()).await.expect("the store opens")
    }

    /// Puts a sign-up that an earlier version had begun into the store, in which this name was typed.
    pub async fn had_begun(&self, chat: ChatId, name: &str) {
        let sign_up = earlier_sign_ups::named(name, noon());
        earlier_sign_ups::put(&self.data(), &self.key(), chat, &sign_up).await;
    }

    /// Makes the closed store one of an earlier version, which did not know its key.
    pub async fn forget_key(&self) {
        let path = self.data().join("pledge.db");
        let url = format!("sqlite://{}", path.display());
        let mut db = SqliteConnection::connect(&url).await.expect("the database opens");
        sqlx::query("DELETE FROM settings WHERE key = 'store_key_check'")
            .execute(&mut db)
            .await
            .expect("removed");
        db.close().await.expect("closed");
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }
}

/// A store with a list of opt-outs, the coalition's keys, and a place for backups.
pub struct Vault {
    pub folder: Folder,
    pub recipients: Recipients,
    pub identity: Identity,
}

impl Vault {
    pub fn new() -> Vault {
        let (public, secret) = generate();
        Vault {
            folder: Folder::new(),
            recipients: Recipients::parse(&public).expect("a public key"),
            identity: Identity::parse(&secret).expect("a secret key"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The file of the store key.
    pub fn key_file(&self) -> PathBuf {
        self.path("store.key")
    }

    pub fn list(&self) -> PathBuf {
        self.path("opt-outs.list")
    }

    pub async fn open_at(&self, data: &str) -> Store {
        let store = self.open_without_keys(data).await;
        store.seal_opt_outs_to(&self.recipients).await.expect("as the bot does");
        store.keep_key_copy(Some(&self.recipients)).await.expect("as the bot does");
        store
    }

    /// As of a coalition without keys: opt-outs are listed under the store key.
    pub async fn open_without_keys(&self, data: &str) -> Store {
        let opened = Store::open_with_list(&self.path(data), self.folder.key(), &self.list()).await;
        opened.expect("the store opens")
    }

    pub async fn open(&self) -> Store {
        self.open_at("data").await
    }

    pub async fn back_up(&self, data: &str, name: &str) -> PathBuf {
        let path = self.path(name);
        backup(&self.path(data), &self.recipients, &path, None, noon()).await.expect("a backup is made");
        path
    }

    pub async fn restore(&self, from: &Path, data: &str) -> Result<Restored, RestoreError> {
        let (data, list, key) = (self.path(data), self.list(), self.key_file());
        let restored = restore(from, &self.identity, &data, Some(&list), &key, noon()).await;
        restored.map(|(restored, _)| restored)
    }
}

pub fn at(time: &str) -> Timestamp {
    time.parse().expect("a timestamp")
}

pub fn noon() -> Timestamp {
    at("2026-03-08T12:00:00Z")
}

pub fn incoming(update_id: i64, raw: &str) -> Incoming {
    Incoming { update_id, chat: Some(AIGUL), raw: raw.as_bytes().to_vec() }
}

pub fn set(chat: ChatId, list: impl Into<Vec<Change>>) -> ChangeSet {
    ChangeSet { chat, list: list.into() }
}

/// Applies changes that belong to no update.
pub async fn change(store: &Store, chat: ChatId, list: impl Into<Vec<Change>>) {
    store.commit(None, Some(set(chat, list))).await.expect("the changes are applied");
}

/// The chat at this place, from 1 to 200, in the order of the stored forms, which is that of an export. Other numbers are IDs
/// themselves.
pub fn in_order(store: &Store, place: i64) -> ChatId {
    let Some(nth) = usize::try_from(place - 1).ok().filter(|nth| *nth < 200) else {
        return ChatId::new(place);
    };
    let mut chats: Vec<_> = (1..=200).map(ChatId::new).collect();
    chats.sort_by_cached_key(|chat| store.stored_id(*chat));
    chats[nth]
}

pub fn met() -> Change {
    Change::Meet(ChatKind::Private)
}

pub fn supporter(joint: Option<Vec<u8>>) -> Supporter {
    Supporter { region: Region::Naryn, publish: true, joint, ..Supporter::new(1, 1, home_day(noon())) }
}

pub fn sealed(recipients: &Recipients, name: Option<&str>, contact: Option<&str>) -> Vec<u8> {
    recipients.seal(&SealedPerson { name: name.map(str::to_owned), contact: contact.map(str::to_owned) })
}
