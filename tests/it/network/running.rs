//! The real service in webhook mode against the emulator, with a relay on each way.

use std::path::Path;
use std::sync::Arc;

use pledge_bot::clock::Clock;
use pledge_bot::config::{Monitors, Settings};
use pledge_bot::conversation::route;
use pledge_bot::emulator::{Emulator, NewPerson, Options};
use pledge_bot::service::{Service, ServiceError, Starting};
use pledge_bot::updates::WebhookAddress;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::relay::{Kind, Relay};
use crate::support::token::TOKEN;

/// The header with the secret.
pub const SECRET: &str = "X-Telegram-Bot-Api-Secret-Token";

/// An emulator, a folder for a bot, and the relays between them.
pub struct Place {
    /// Telegram.
    pub emulator: Emulator,
    /// The relay for the bot's calls.
    pub calls: Relay,
    /// The relay for Telegram's deliveries, in the place of nginx or Caddy.
    pub deliveries: Relay,
    folder: tempfile::TempDir,
}

/// A running bot.
pub struct Running {
    /// The bot.
    pub service: Arc<Service>,
    /// The secret of its webhook; empty if it polls.
    pub secret: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<(), ServiceError>>,
}

impl Place {
    /// A place without a bot.
    pub async fn new() -> Place {
        // Another test of the same process may have set it up.
        let _ = env_logger::builder().is_test(true).try_init();
        let emulator = Emulator::start(Options::default()).await.expect("a free port");
        let (calls, deliveries) = (Relay::start(Kind::Plain).await, Relay::start(Kind::Plain).await);
        calls.to(emulator.addr());
        Place { emulator, calls, deliveries, folder: tempfile::tempdir().expect("a folder") }
    }

    /// The webhook's public address.
    pub fn url(&self) -> String {
        format!("http://{}/telegram", self.deliveries.address)
    }

    /// Somebody who reads English.
    pub fn person(&self) -> i64 {
        self.emulator.person(&NewPerson::new("Aigul", "en")).expect("a person")
    }

    /// Says something; gives the first answer.
    pub async fn ask(&self, person: i64, text: &str) -> String {
        let seq = self.emulator.seq();
        self.emulator.say(person, text).expect("it is sent");
        self.emulator.next_sent(seq, person).await.expect("an answer").text().to_owned()
    }

    /// Somebody who has started the bot.
    pub async fn starts(&self) -> i64 {
        let person = self.person();
        self.ask(person, "/start").await;
        person
    }

    /// The number of messages that a person has got.
    pub fn heard(&self, person: i64) -> usize {
        let events = self.emulator.events_after(0).expect("events");
        events.iter().filter(|event| event.chat == person && event.kind == "sent").count()
    }

    /// Calls a method of the Bot API as the bot would.
    pub async fn call(&self, method: &str, body: Value) -> Value {
        let url = format!("{}/bot{TOKEN}/{method}", self.emulator.url());
        let response = reqwest::Client::new().post(url).json(&body).send().await.expect("an answer");
        response.json::<Value>().await.expect("JSON")["result"].clone()
    }

    /// The parameters of each call of setWebhook so far.
    pub fn webhooks_set(seen: &str) -> Vec<Value> {
        let calls = seen.split("/setWebhook HTTP/1.1").skip(1);
        let body = |call: &str| {
            let (_, body) = call.split_once("\r\n\r\n")?;
            serde_json::Deserializer::from_str(body).into_iter().next()?.ok()
        };
        calls.filter_map(body).collect()
    }

    /// Starts a bot with a webhook, and waits until the webhook is set.
    pub async fn with_webhook(&self) -> Running {
        self.with_webhook_and(Clock::System).await
    }

    /// The same with another clock.
    pub async fn with_webhook_and(&self, clock: Clock) -> Running {
        let url = self.url().parse().expect("an address");
        let service = self.service(Some(WebhookAddress { url, listen: "127.0.0.1:0".into() }), clock).await;
        let webhook = service.webhook().expect("a webhook");
        self.deliveries.to(webhook.local_addr().expect("an address"));
        let before = Place::webhooks_set(&self.calls.seen()).len();
        let running = Running::start(service, String::new());
        let set = self.calls.find(|seen| Place::webhooks_set(seen).get(before).cloned()).await;
        let secret = set["secret_token"].as_str().expect("a secret").to_owned();
        Running { secret, ..running }
    }

    /// Starts a bot that polls.
    pub async fn with_polling(&self) -> Running {
        Running::start(self.service(None, Clock::System).await, String::new())
    }

    /// A bot that polls when a test tells it to.
    pub async fn stepped(&self) -> Service {
        self.service(None, Clock::System).await
    }

    /// A bot with these monitors that polls when a test tells it to.
    pub async fn watched_by(&self, monitors: Monitors, clock: Clock) -> Service {
        let settings = Settings { monitors, ..self.settings() };
        Service::start_with(&settings, clock, route).await.expect("the bot starts")
    }

    /// The settings of a bot that polls.
    pub fn settings(&self) -> Settings {
        let api = format!("http://{}", self.calls.address).parse().expect("an address");
        Settings::new(TOKEN, api, self.folder.path())
    }

    async fn service(&self, webhook: Option<WebhookAddress>, clock: Clock) -> Service {
        let settings = Settings { webhook, ..self.settings() };
        Service::start_with(&settings, clock, route).await.expect("the bot starts")
    }
}

impl Place {
    /// A bot with a webhook that is about to start, and its settings. A command prints its store key.
    pub async fn starting(&self, store_key_command: String) -> (Settings, Starting) {
        let webhook = Some(WebhookAddress {
            url: self.url().parse().expect("an address"),
            listen: "127.0.0.1:0".into(),
        });
        let store_key_command = Some(store_key_command.into());
        let settings = Settings { webhook, store_key_command, ..self.settings() };
        let starting = Starting::new(&settings, Clock::System).await.expect("it listens");
        self.deliveries.to(starting.webhook().expect("a webhook").local_addr().expect("an address"));
        (settings, starting)
    }

    /// The folder of the bot.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Running {
    /// Runs a bot that has started.
    pub fn start(service: Service, secret: String) -> Running {
        let service = Arc::new(service);
        let (stop, stopped) = watch::channel(false);
        let bot = Arc::clone(&service);
        let task = tokio::spawn(async move { bot.run(stopped).await });
        Running { service, secret, stop, task }
    }

    /// Sends a request directly to the bot.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let address = self.service.webhook().expect("a webhook").local_addr().expect("an address");
        reqwest::Client::new().request(method, format!("http://{address}{path}"))
    }

    /// A connection to the bot itself, for requests that no client would send.
    pub async fn connect(&self) -> TcpStream {
        let address = self.service.webhook().expect("a webhook").local_addr().expect("an address");
        TcpStream::connect(address).await.expect("a connection")
    }

    /// Delivers an update as Telegram does; gives the status.
    pub async fn deliver(&self, update: &Value) -> StatusCode {
        let request = self.request(Method::POST, "/telegram").header(SECRET, &self.secret).json(update);
        request.send().await.expect("an answer").status()
    }

    /// The number of updates in the inbox, and of dead letters.
    pub async fn inbox(&self) -> (u64, u64) {
        let counts = self.service.app().store.counts().await.expect("counts");
        (counts.pending, counts.dead)
    }

    /// Asks the bot to stop.
    pub fn ask_to_stop(&self) {
        self.stop.send_replace(true);
    }

    /// Stops the bot, and waits for its end.
    pub async fn stop(self) {
        self.ask_to_stop();
        self.task.await.expect("no panic").expect("an orderly end");
    }
}

/// A message of a person's, as Telegram delivers it.
pub fn message(update_id: i64, person: i64, text: &str) -> Value {
    let from = json!({"id": person, "is_bot": false, "first_name": "Aigul", "language_code": "en"});
    let chat = json!({"id": person, "type": "private", "first_name": "Aigul"});
    json!({"update_id": update_id, "message": {"message_id": update_id, "date": 1_764_000_000, "chat": chat,
        "from": from, "text": text,
        "entities": [{"type": "bot_command", "offset": 0, "length": text.len()}]}})
}

/// The head of a delivery whose body has this length.
pub fn head(secret: &str, length: usize) -> String {
    format!("POST /telegram HTTP/1.1\r\nHost: bot\r\n{SECRET}: {secret}\r\nContent-Length: {length}\r\n\r\n")
}

/// The first line of the answer.
pub async fn status(stream: &mut TcpStream) -> String {
    let mut answer = vec![0; 4096];
    let count = stream.read(&mut answer).await.expect("an answer");
    String::from_utf8_lossy(&answer[..count]).lines().next().unwrap_or_default().to_owned()
}
