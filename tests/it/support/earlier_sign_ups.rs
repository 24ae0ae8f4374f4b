//! Sign-ups that an earlier version of the bot had begun: it asked for everything step by step.

use std::path::Path;

use jiff::Timestamp;
use pledge_bot::crypto::{IdKey, Purpose, StoreKey};
use pledge_bot::domain::ChatId;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

/// One that waits for this step.
pub fn sign_up(started: Timestamp, step: &Value) -> Value {
    json!({ "started": started, "asks_person": true, "paused": false, "step": step })
}

/// One in which this name was typed and nothing after it.
pub fn named(name: &str, started: Timestamp) -> Value {
    let chosen = json!({ "agreed": { "consent": 1 }, "kind": "person" });
    sign_up(started, &json!({ "step": "region", "chosen": chosen, "name": name }))
}

/// One in which everything was answered and nothing confirmed.
pub fn filled(name: &str, contact: &str, started: Timestamp) -> Value {
    let chosen = json!({ "agreed": { "consent": 1 }, "kind": "organization" });
    let located = json!({ "named": { "chosen": chosen, "name": name }, "region": "KG-T" });
    let reached = json!({ "located": located, "contact": contact });
    sign_up(started, &json!({ "step": "confirm", "reached": reached, "publish": true }))
}

/// Puts one into the data folder of a store, which has this key and knows the chat.
pub async fn put(data: &Path, key: &StoreKey, chat: ChatId, sign_up: &Value) {
    put_sealed(data, key, key, chat, sign_up).await;
}

/// As [`put`], but it is sealed under a key of its own, which may be another one.
pub async fn put_sealed(data: &Path, key: &StoreKey, seal: &StoreKey, chat: ChatId, sign_up: &Value) {
    let started: Timestamp = sign_up["started"].as_str().expect("a time").parse().expect("a time");
    let chat = IdKey::of(key).hide(chat).bits();
    let sealed = seal.seal(Purpose::Dialogue, chat, sign_up.to_string().as_bytes());
    let options = SqliteConnectOptions::new().filename(data.join("pledge.db"));
    let mut db = options.connect().await.expect("the database opens");
    sqlx::query("INSERT OR REPLACE INTO dialogues (chat_id, started_at, sealed) VALUES ($1, $2, $3)")
        .bind(chat)
        .bind(started.as_millisecond())
        .bind(sealed)
        .execute(&mut db)
        .await
        .expect("a row");
    db.close().await.expect("closed");
}
