//! getUpdates and the webhook.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use pledge_bot::emulator::NewMessage;

use super::*;

fn ids(updates: &Value) -> Vec<i64> {
    updates.as_array().into_iter().flatten().filter_map(|update| update["update_id"].as_i64()).collect()
}

#[tokio::test]
async fn an_offset_confirms_earlier_updates() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    for text in ["1", "2", "3", "4"] {
        emulator.say(chat, text).expect("a message");
    }
    let all = ids(&result(&emulator, "getUpdates", json!({})).await);
    assert_eq!(all.len(), 4);
    let again = ids(&result(&emulator, "getUpdates", json!({"limit": 2})).await);
    assert_eq!(again, all[..2], "unconfirmed updates come again");
    let rest = ids(&result(&emulator, "getUpdates", json!({"offset": all[1]})).await);
    assert_eq!(rest, all[1..]);
    let last = ids(&result(&emulator, "getUpdates", json!({"offset": -1})).await);
    assert_eq!(last, all[3..]);
    assert_eq!(emulator.pending_updates(), 1, "a negative offset confirms the older ones too");
    emulator.clock().advance(std::time::Duration::from_secs(24 * 3600 + 1));
    assert_eq!(ids(&result(&emulator, "getUpdates", json!({})).await), [0_i64; 0], "updates live for a day");
}

#[tokio::test]
async fn a_poll_waits_for_an_update() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let poll = call_in_background(&emulator, "GetUpdates", json!({"timeout": "50"}));
    emulator.waiting_polls(1).await;
    emulator.say(chat, "салам").expect("a message");
    let answer: Value =
        serde_json::from_str(&poll.await.expect("no panic").expect("an answer")).expect("JSON");
    assert_eq!(answer["result"][0]["message"]["text"], "салам");
}

#[tokio::test]
async fn a_second_consumer_ends_the_first() {
    let emulator = start().await;
    let first = call_in_background(&emulator, "getUpdates", json!({"timeout": 50}));
    emulator.waiting_polls(1).await;
    result(&emulator, "getUpdates", json!({})).await;
    let answer: Value =
        serde_json::from_str(&first.await.expect("no panic").expect("an answer")).expect("JSON");
    assert_eq!(answer["error_code"], 409);
    assert_eq!(
        answer["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
}

#[tokio::test]
async fn only_allowed_kinds_are_queued() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    emulator.block(chat).expect("a block");
    assert_eq!(emulator.pending_updates(), 1, "a block is reported by default");
    result(&emulator, "getUpdates", json!({"allowed_updates": ["message"], "offset": -1})).await;
    emulator.unblock(chat).expect("no block");
    assert_eq!(emulator.pending_updates(), 1, "the bot asked for messages only");
    let sent = emulator.say(chat, "x").expect("a message");
    assert!(sent.update_id.is_some());
    result(&emulator, "getUpdates", json!({})).await;
    let edited = emulator.edit(chat, chat, sent.message_id, "y").expect("an edit");
    assert_eq!(edited.update_id, None, "the list is remembered");
    result(&emulator, "getUpdates", json!({"allowed_updates": []})).await;
    let edited = emulator.edit(chat, chat, sent.message_id, "z").expect("an edit");
    assert!(edited.update_id.is_some(), "an empty list restores the default");
}

#[tokio::test]
async fn what_the_emulator_does_not_know_is_passed_on_as_it_came() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let date = json!({"type": "date_time", "offset": 5, "length": 7, "unix_time": 1_772_755_200});
    let bold = json!({"type": "bold", "offset": 0, "length": 2, "colour": {"of": "tomorrow"}});
    let other = json!({"forward_origin": {"type": "satellite"}, "hologram": [1, null]});
    let message = NewMessage {
        entities: vec![date.clone(), bold.clone()],
        other: other.as_object().expect("an object").clone(),
        ..NewMessage::text("/stop 6 March")
    };
    emulator.send(chat, &message).expect("a message");
    let message = &result(&emulator, "getUpdates", json!({})).await[0]["message"];
    assert_eq!(message["entities"], json!([{"type": "bot_command", "offset": 0, "length": 5}, bold, date]));
    for (name, value) in other.as_object().expect("an object") {
        assert_eq!(&message[name], value, "{name}");
    }
    let other = other.as_object().expect("an object").clone();
    let hologram = NewMessage { other, ..NewMessage::default() };
    emulator.send(chat, &hologram).expect("a message");
    let message = &result(&emulator, "getUpdates", json!({})).await[1]["message"];
    assert!(message.get("text").is_none(), "{message}");
}

#[tokio::test]
async fn an_injected_update_arrives_unchanged() {
    let emulator = start().await;
    let id = emulator.inject(json!({"telepathy": {"thought": "ң"}})).expect("an update");
    let updates = result(&emulator, "getUpdates", json!({})).await;
    assert_eq!(updates, json!([{"update_id": id, "telepathy": {"thought": "ң"}}]));
}

/// The calls to a webhook, and the statuses of its next answers; without any, it answers 200.
#[derive(Default)]
struct Received {
    statuses: Vec<u16>,
    calls: Vec<(Option<String>, Value)>,
}

async fn webhook() -> (String, Arc<Mutex<Received>>) {
    let received = Arc::new(Mutex::new(Received::default()));
    let take = |State(received): State<Arc<Mutex<Received>>>, headers: HeaderMap, body: String| async move {
        let secret = headers.get("X-Telegram-Bot-Api-Secret-Token").and_then(|secret| secret.to_str().ok());
        let mut received = received.lock().expect("no panic");
        received.calls.push((secret.map(str::to_owned), serde_json::from_str(&body).expect("JSON")));
        let status = if received.statuses.is_empty() { 200 } else { received.statuses.remove(0) };
        StatusCode::from_u16(status).expect("a status")
    };
    let router =
        axum::Router::new().route("/hook", axum::routing::post(take)).with_state(Arc::clone(&received));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, received)
}

#[tokio::test]
async fn a_webhook_gets_updates_in_order_until_it_accepts_them() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let (url, received) = webhook().await;
    received.lock().expect("no panic").statuses = vec![500];
    emulator.say(chat, "1").expect("a message");
    emulator.say(chat, "2").expect("a message");
    result(&emulator, "setWebhook", json!({"url": url, "secret_token": "a-b_C1"})).await;
    assert_eq!(
        refusal(&emulator, "getUpdates", json!({})).await,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    emulator.drained().await;
    let calls = std::mem::take(&mut received.lock().expect("no panic").calls);
    let texts: Vec<&str> =
        calls.iter().filter_map(|(_, update)| update["message"]["text"].as_str()).collect();
    assert_eq!(texts, ["1", "1", "2"], "the first was refused once, and the second waited for it");
    assert!(calls.iter().all(|(secret, _)| secret.as_deref() == Some("a-b_C1")));
    let info = result(&emulator, "getWebhookInfo", json!({})).await;
    assert_eq!(info["last_error_message"], "Wrong response from the webhook: 500 Internal Server Error");
    result(&emulator, "deleteWebhook", json!({})).await;
    result(&emulator, "getUpdates", json!({})).await;
}

#[tokio::test]
async fn a_webhook_is_checked() {
    let emulator = start().await;
    let said =
        refusal(&emulator, "setWebhook", json!({"url": "https://example.org", "secret_token": "ң"})).await;
    assert_eq!(said, "Bad Request: secret token contains unallowed characters");
    let said = refusal(&emulator, "setWebhook", json!({"url": "example.org"})).await;
    assert_eq!(said, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
}
