//! A Bot API server that sends a bot any bytes, even those that Telegram would never send. It accepts every call and keeps
//! almost nothing of it.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// The server; it stops when this is dropped.
pub struct RawApi {
    api: Arc<Api>,
    url: String,
    server: JoinHandle<()>,
}

#[derive(Default)]
struct Api {
    told: Mutex<Told>,
    changed: Notify,
}

/// The answers to give, and what the bot said.
#[derive(Default)]
struct Told {
    /// Elements with the IDs that the server gave them, whatever ID they contain.
    elements: VecDeque<(i64, String)>,
    /// Whole answers to give before the next elements.
    answers: VecDeque<(u16, String)>,
    last_id: i64,
    said: u64,
    /// Chats to watch, and those of them where the bot has said something.
    watched: BTreeSet<i64>,
    heard: BTreeSet<i64>,
    /// Some of the newest buttons: chat, message, callback data.
    buttons: VecDeque<(i64, i64, String)>,
}

/// A button: its chat, its message, its callback data.
pub type Button = (i64, i64, String);

impl RawApi {
    /// The most buttons that are remembered.
    const BUTTONS: usize = 100;

    /// Starts on a free port.
    pub async fn start() -> RawApi {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let api = Arc::new(Api {
            told: Mutex::new(Told { last_id: 1_000_000, ..Told::default() }),
            ..Api::default()
        });
        let router = Router::new().fallback(called).with_state(Arc::clone(&api));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves") });
        RawApi { api, url, server }
    }

    /// The address of the server.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Queues an element, which `make` builds for its ID; gives the ID.
    pub fn push(&self, make: impl FnOnce(i64) -> String) -> i64 {
        let mut told = self.api.told();
        told.last_id += 1;
        let id = told.last_id;
        told.elements.push_back((id, make(id)));
        drop(told);
        self.api.changed.notify_waiters();
        id
    }

    /// Queues a whole answer to getUpdates: HTTP status and body.
    pub fn answer(&self, status: u16, body: &str) {
        self.api.told().answers.push_back((status, body.to_owned()));
        self.api.changed.notify_waiters();
    }

    /// Watches a chat from now on.
    pub fn watch(&self, chat: i64) {
        self.api.told().watched.insert(chat);
    }

    /// Waits until the bot has said something in a watched chat.
    pub async fn hears(&self, chat: i64) {
        self.until(|told| told.heard.contains(&chat)).await;
    }

    /// Waits until at most `to` elements are left.
    pub async fn drained(&self, to: usize) {
        self.until(|told| told.elements.len() <= to).await;
    }

    /// The number of messages that the bot has sent or edited.
    pub fn said(&self) -> u64 {
        self.api.told().said
    }

    /// Takes some of the newest buttons.
    pub fn buttons(&self) -> Vec<Button> {
        self.api.told().buttons.drain(..).collect()
    }

    async fn until(&self, fits: impl Fn(&Told) -> bool) {
        loop {
            let changed = self.api.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if fits(&self.api.told()) {
                return;
            }
            changed.await;
        }
    }
}

impl Drop for RawApi {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn called(State(api): State<Arc<Api>>, uri: Uri, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let method = uri.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let result = match method.as_str() {
        "getupdates" => return api.updates(&body).await,
        "getme" => {
            json!({"id": 1_000_000_001, "is_bot": true, "first_name": "Bot", "username": "pledge_test_bot",
            "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
            "can_connect_to_business": false, "has_main_web_app": false})
        }
        "sendmessage" | "editmessagetext" | "editmessagereplymarkup" => api.say(&body),
        "getwebhookinfo" => json!({"url": "", "pending_update_count": 0}),
        "getmyname" => json!({"name": ""}),
        "getmydescription" => json!({"description": ""}),
        "getmyshortdescription" => json!({"short_description": ""}),
        "getmycommands" => json!([]),
        _ => json!(true),
    };
    answered(200, json!({"ok": true, "result": result}).to_string())
}

impl Api {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// getUpdates: the offset acknowledges all earlier elements, and the call waits for new ones.
    async fn updates(&self, call: &Value) -> Response {
        let (offset, limit) = (call["offset"].as_i64().unwrap_or(0), call["limit"].as_u64().unwrap_or(100));
        let until = tokio::time::Instant::now() + Duration::from_secs(call["timeout"].as_u64().unwrap_or(0));
        loop {
            let changed = self.changed.notified();
            if let Some((status, body)) = self.next(offset, usize::try_from(limit).unwrap_or(100)) {
                self.changed.notify_waiters();
                return answered(status, body);
            }
            if tokio::time::timeout_at(until, changed).await.is_err() {
                return answered(200, r#"{"ok":true,"result":[]}"#.to_owned());
            }
        }
    }

    fn next(&self, offset: i64, limit: usize) -> Option<(u16, String)> {
        let mut told = self.told();
        if let Some(answer) = told.answers.pop_front() {
            return Some(answer);
        }
        while told.elements.front().is_some_and(|(id, _)| *id < offset) {
            told.elements.pop_front();
        }
        let page: Vec<&str> = told.elements.iter().take(limit).map(|(_, json)| json.as_str()).collect();
        (!page.is_empty()).then(|| (200, format!(r#"{{"ok":true,"result":[{}]}}"#, page.join(","))))
    }

    /// Answers a call that sends or edits a message.
    fn say(&self, call: &Value) -> Value {
        let mut told = self.told();
        told.said += 1;
        let chat = call["chat_id"].as_i64().unwrap_or_default();
        let message = call["message_id"].as_i64().unwrap_or(1 + i64::try_from(told.said).unwrap_or(0));
        if told.watched.contains(&chat) && told.heard.insert(chat) {
            self.changed.notify_waiters();
        }
        let rows = call["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        let data: Vec<&str> = rows
            .iter()
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(|button| button["callback_data"].as_str())
            .collect();
        if !data.is_empty() {
            let nth = usize::try_from(told.said).unwrap_or(0) % data.len();
            told.buttons.push_back((chat, message, data[nth].to_owned()));
            if told.buttons.len() > RawApi::BUTTONS {
                told.buttons.pop_front();
            }
        }
        json!({"message_id": message, "date": 1_764_000_000, "text": "x",
            "chat": {"id": chat, "type": if chat > 0 { "private" } else { "supergroup" }, "title": "A"}})
    }
}

fn answered(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}
