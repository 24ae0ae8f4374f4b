//! The list of opt-outs as versions before schema 13 wrote it: keyed hashes of the chats' IDs.

use std::fs;
use std::path::Path;

use hmac::{Hmac, Mac};
use pledge_bot::crypto::{Purpose, StoreKey};
use pledge_bot::domain::ChatId;
use sha2::Sha256;
use sqlx::{Connection, Row, SqliteConnection};

/// The letters of the kinds of opt-outs.
pub const KINDS: [u8; 8] = [b'e', b'w', b'p', b's', b'n', b'c', b'd', b'm'];

/// Writes entries behind those of the list; each is a chat and the letter of its opt-out. The closed store has not seen them. A
/// store without a key of the hashes gets one, in clear as the first versions had it.
pub async fn append(data: &Path, list: &Path, store_key: &StoreKey, entries: &[(ChatId, u8)]) {
    let key = key(data, Some(store_key)).await.expect("a key");
    let mut text = fs::read_to_string(list).expect("the list");
    for (chat, letter) in entries {
        let number = text.lines().count() - 1;
        let (tag, cover) =
            (tag(&key, chat.telegram_number(), *letter), cover(&key, chat.telegram_number(), *letter, 0));
        text.extend([format!("{number:012} {tag} {cover}\n")]);
    }
    fs::write(list, text).expect("written");
}

/// The same of a group that moved to another chat.
pub async fn append_move(data: &Path, list: &Path, store_key: &StoreKey, group: ChatId, to: ChatId) {
    let key = key(data, Some(store_key)).await.expect("a key");
    let mut text = fs::read_to_string(list).expect("the list");
    let number = text.lines().count() - 1;
    let (tag, cover) = (
        tag(&key, group.telegram_number(), b'm'),
        cover(&key, group.telegram_number(), b'm', to.telegram_number().cast_unsigned()),
    );
    text.extend([format!("{number:012} {tag} {cover}\n")]);
    fs::write(list, text).expect("written");
}

/// Notes in the closed store that it has seen all entries of the list.
pub async fn note_seen(data: &Path, list: &Path) {
    let seen = fs::read_to_string(list).expect("the list").lines().count() - 2;
    let mut db = connect(data).await;
    let put =
        sqlx::query("UPDATE settings SET value = $1 WHERE key = 'opt_outs_seen'").bind(seen.to_string());
    put.execute(&mut db).await.expect("noted");
    db.close().await.expect("closed");
}

/// The key of the hashes: in clear, or sealed under the store key. Without the store key, a sealed one is `None`; with it, one is
/// made if there is none.
pub async fn key(data: &Path, store_key: Option<&StoreKey>) -> Option<Vec<u8>> {
    let mut db = connect(data).await;
    let row =
        sqlx::query("SELECT value FROM settings WHERE key = 'opt_outs_key'").fetch_optional(&mut db).await;
    let stored = row.expect("read").map(|row| hex::decode(row.get::<String, _>(0)).expect("digits"));
    let key = match (stored, store_key) {
        (Some(clear), _) if clear.len() == 32 => Some(clear),
        (Some(sealed), Some(key)) => Some(key.open(Purpose::OptOuts, 0, &sealed).expect("opens")),
        (None, Some(_)) => {
            let put = sqlx::query("INSERT INTO settings (key, value) VALUES ('opt_outs_key', $1)");
            put.bind(hex::encode([0x5a; 32])).execute(&mut db).await.expect("made");
            Some(vec![0x5a; 32])
        }
        (Some(_) | None, None) => None,
    };
    db.close().await.expect("closed");
    key
}

/// The hash of a chat and its opt-out in hexadecimal digits.
pub fn tag(key: &[u8], chat: i64, letter: u8) -> String {
    hex::encode(hash(key, b't', chat, letter))
}

fn cover(key: &[u8], chat: i64, letter: u8, to: u64) -> String {
    let hash = hash(key, b'c', chat, letter);
    format!("{:016x}", to ^ u64::from_be_bytes(*hash.first_chunk().expect("32 bytes")))
}

fn hash(key: &[u8], purpose: u8, chat: i64, letter: u8) -> Vec<u8> {
    let mut hash = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    hash.update(&[purpose, letter]);
    hash.update(&chat.to_be_bytes());
    hash.finalize().into_bytes().to_vec()
}

async fn connect(data: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}/pledge.db", data.display())).await.expect("it opens")
}
