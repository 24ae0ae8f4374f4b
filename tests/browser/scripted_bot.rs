//! A bot of a few lines in the place of the real one; it uses the Bot API like any bot.

use serde_json::{Value, json};
use tokio::task::JoinHandle;

const TOKEN: &str = "7000000075:a-stand-in-token-for-tests-only-0000";

/// The running bot; it stops when this is dropped.
pub struct ScriptedBot(JoinHandle<()>);

impl ScriptedBot {
    /// Sets its menu and description at the emulator with this URL, and answers from then on.
    pub async fn start(url: &str) -> Self {
        let bot = Bot { http: reqwest::Client::new(), url: format!("{url}/bot{TOKEN}") };
        bot.introduce().await;
        Self(tokio::spawn(async move { bot.answer_forever().await }))
    }
}

impl Drop for ScriptedBot {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct Bot {
    http: reqwest::Client,
    url: String,
}

impl Bot {
    async fn call(&self, method: &str, body: Value) -> Value {
        let request = self.http.post(format!("{}/{method}", self.url)).json(&body);
        match request.send().await {
            Ok(response) => response.json::<Value>().await.unwrap_or_default(),
            // The emulator is gone, so this bot will end too.
            Err(_) => Value::Null,
        }
    }

    async fn introduce(&self) {
        for (language, description) in
            [("", "A bot for tests."), ("ky", "Сыноо үчүн бот: ң ө ү."), ("ru", "Бот для испытаний.")]
        {
            self.call("setMyDescription", json!({"description": description, "language_code": language}))
                .await;
        }
        self.call("setMyName", json!({"name": "Сыноо боту", "language_code": "ky"})).await;
        let commands = json!([
            {"command": "start", "description": "Start over"},
            {"command": "show", "description": "Everything that a message can hold"},
            {"command": "help", "description": "How to use this bot"},
        ]);
        self.call("setMyCommands", json!({"commands": commands})).await;
    }

    async fn answer_forever(&self) {
        let mut offset = 0;
        loop {
            let reply = self.call("getUpdates", json!({"offset": offset, "timeout": 30})).await;
            let Some(updates) = reply["result"].as_array() else { return };
            for update in updates {
                offset = update["update_id"].as_i64().unwrap_or_default() + 1;
                self.answer(update).await;
            }
        }
    }

    async fn answer(&self, update: &Value) {
        if update["callback_query"].is_object() {
            return self.pressed(&update["callback_query"]).await;
        }
        let message = &update["message"];
        let chat = message["chat"]["id"].clone();
        match message["text"].as_str() {
            Some("/start" | "/start@pledge_emulated_bot") => self.home(&chat).await,
            Some("/show") => self.show(&chat).await,
            Some(text) => {
                let text = format!("You said: {text}");
                self.call("sendMessage", json!({"chat_id": chat, "text": text})).await;
            }
            None if message["new_chat_members"].is_array() => {}
            None => {
                self.call("sendMessage", json!({"chat_id": chat, "text": "That is not a text."})).await;
            }
        }
    }

    async fn home(&self, chat: &Value) {
        let button = |text: &str| json!({"text": text, "callback_data": text});
        let keyboard = json!({"inline_keyboard": [
            [button("Edit"), button("Alert")],
            [button("Delete"), {"text": "Copy", "copy_text": {"text": "words to copy"}}],
            [{"text": "Share", "url": "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fbot&text=Join%20us"}],
            [{"text": "Go deeper", "url": "https://t.me/pledge_emulated_bot?start=calls"}],
        ]});
        self.call("sendChatAction", json!({"chat_id": chat, "action": "typing"})).await;
        let text = "<b>Welcome.</b> This is the first screen.";
        let body = json!({"chat_id": chat, "text": text, "parse_mode": "HTML", "reply_markup": keyboard});
        self.call("sendMessage", body).await;
    }

    async fn show(&self, chat: &Value) {
        let text = "<b>bold</b> <i>italic</i> <u>underlined</u> <s>struck</s> <code>code</code>\n\
            <pre>a call to copy</pre>\n<blockquote>a quote</blockquote>\n\
            <blockquote expandable>one\ntwo\nthree\nfour\nfive\nsix</blockquote>\n\
            <tg-spoiler>a secret</tg-spoiler> <a href=\"https://example.org/\">a link</a> & <i>one <b>in</b> another</i>";
        let text = text.replace(" & ", " &amp; ");
        self.call("sendMessage", json!({"chat_id": chat, "text": text, "parse_mode": "HTML"})).await;
        let long = "Узунсөз".repeat(30);
        self.call("sendMessage", json!({"chat_id": chat, "text": long})).await;
    }

    async fn pressed(&self, query: &Value) {
        let (id, message) = (&query["id"], &query["message"]);
        let place = json!({"chat_id": message["chat"]["id"], "message_id": message["message_id"]});
        let with = |more: Value| {
            let mut body = place.clone();
            if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
                body.extend(more.clone());
            }
            body
        };
        let answer = match query["data"].as_str() {
            Some("Edit") => {
                let back = json!({"inline_keyboard": [[{"text": "Alert", "callback_data": "Alert"}]]});
                self.call(
                    "editMessageText",
                    with(json!({"text": "The second screen.", "reply_markup": back})),
                )
                .await;
                json!({"callback_query_id": id, "text": "Saved."})
            }
            Some("Alert") => json!({"callback_query_id": id, "text": "Read this.", "show_alert": true}),
            _ => {
                self.call("deleteMessage", place).await;
                json!({"callback_query_id": id})
            }
        };
        self.call("answerCallbackQuery", answer).await;
    }
}
