//! Tests of the emulator, through teloxide's client and through plain HTTP.

mod chats;
mod conformance;
mod control;
mod faults;
mod files;
mod page;
mod texts;
mod updates;

use pledge_bot::emulator::{Emulator, EmulatorEvent, NewPerson, Options};
use serde_json::{Value, json};
use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, ParseMode, UpdateKind};

const TOKEN: &str = "7000000075:AAemulatedTokenForTestsOnly0000000";

async fn start() -> Emulator {
    start_with(Options::default()).await
}

async fn start_with(options: Options) -> Emulator {
    Emulator::start(options).await.expect("a free port")
}

fn bot(emulator: &Emulator) -> Bot {
    Bot::new(TOKEN).set_api_url(emulator.url().parse().expect("the emulator's address"))
}

/// Posts JSON and returns the status and the body.
async fn post(url: String, body: &Value) -> Result<(u16, String), reqwest::Error> {
    let request =
        reqwest::Client::new().post(url).header("content-type", "application/json").body(body.to_string());
    let response = request.send().await?;
    Ok((response.status().as_u16(), response.text().await?))
}

/// Calls a method with a JSON body and returns the whole answer.
async fn call(emulator: &Emulator, method: &str, body: Value) -> Value {
    let (status, text) =
        post(format!("{}/bot{TOKEN}/{method}", emulator.url()), &body).await.expect("an answer");
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    let code = answer["error_code"].as_u64().unwrap_or(200);
    assert_eq!(u64::from(status), code, "the status is the error code");
    answer
}

/// The result of a call that must succeed.
async fn result(emulator: &Emulator, method: &str, body: Value) -> Value {
    let answer = call(emulator, method, body).await;
    assert_eq!(answer["ok"], true, "{answer}");
    answer["result"].clone()
}

/// The description of a call that must be refused.
async fn refusal(emulator: &Emulator, method: &str, body: Value) -> String {
    let answer = call(emulator, method, body).await;
    assert_eq!(answer["ok"], false, "{answer}");
    answer["description"].as_str().expect("a description").to_owned()
}

/// A person who has written to the bot.
fn aibek(emulator: &Emulator) -> i64 {
    let person = NewPerson { started: true, ..NewPerson::new("Aibek", "ky") };
    emulator.person(&person).expect("a new person")
}

#[tokio::test]
async fn a_conversation_with_a_bot() {
    let emulator = start().await;
    let bot = bot(&emulator);
    assert_eq!(bot.get_me().await.expect("getMe").user.id.0, 7_000_000_075);
    let chat = emulator.person(&NewPerson::new("Aibek", "ky")).expect("a new person");
    emulator.say(chat, "/start").expect("a message");
    let updates = bot.get_updates().await.expect("getUpdates");
    assert_eq!(updates.len(), 1);

    let keyboard = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("Кыргызча", "lang:ky")]]);
    let seq = emulator.seq();
    let sent = bot
        .send_message(ChatId(chat), "<b>Салам</b>, <i>дүйнө</i>")
        .parse_mode(ParseMode::Html)
        .reply_markup(keyboard)
        .await
        .expect("sendMessage");
    assert_eq!(sent.text(), Some("Салам, дүйнө"));
    assert_eq!(sent.entities().map(<[_]>::len), Some(2));
    assert_eq!(emulator.next_sent(seq, chat).await.expect("the message").buttons(), [["Кыргызча"]]);

    emulator.tap(chat, "Кыргызча").expect("a press");
    let updates = bot.get_updates().offset(updates[0].id.as_offset()).await.expect("getUpdates");
    let query = updates.iter().find_map(|update| match &update.kind {
        UpdateKind::CallbackQuery(query) => Some(query.clone()),
        _ => None,
    });
    let query = query.expect("a callback query");
    assert_eq!(query.data.as_deref(), Some("lang:ky"));
    bot.answer_callback_query(query.id.clone()).await.expect("answerCallbackQuery");
    let second = bot.answer_callback_query(query.id).await.expect_err("a second answer is too late");
    assert!(
        second.to_string().contains("query is too old and response timeout expired or query ID is invalid")
    );
    let edited = bot.edit_message_text(ChatId(chat), sent.id, "Тил тандалды").await.expect("an edit");
    assert_eq!(edited.text(), Some("Тил тандалды"));
    insta::assert_snapshot!(emulator.transcript(chat), @r"
    Aibek: /start
    bot: Тил тандалды
    ");
    let events = emulator.events_after(0).expect("all events");
    let kinds: Vec<&str> = events.iter().map(|event: &EmulatorEvent| event.kind).collect();
    assert_eq!(kinds, ["from_person", "sent", "pressed", "answered", "edited"]);
}

#[tokio::test]
async fn a_token_is_checked() {
    let emulator = start_with(Options { token: Some(TOKEN.to_owned()), ..Options::default() }).await;
    let empty = json!({});
    let call = |token: &str| post(format!("{}/bot{token}/getMe", emulator.url()), &empty);
    assert_eq!(call(TOKEN).await.expect("an answer").0, 200);
    let (status, body) = call("7000000075:AnotherTokenOfTheRightForm00").await.expect("an answer");
    assert_eq!((status, body.contains(r#""description":"Unauthorized""#)), (401, true));
    assert_eq!(call("nonsense").await.expect("an answer").0, 404);
}

#[tokio::test]
async fn parameters_are_read_in_every_form() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    let url = format!("{}/bot{TOKEN}/sendMESSAGE", emulator.url());
    let client = reqwest::Client::new();
    let query = client.get(format!("{url}?chat_id={chat}&text=a%20b")).send();
    assert_eq!(query.await.expect("an answer").status(), 200);
    let form = client
        .post(&url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("chat_id={chat}&text=c+%D2%A3"))
        .send();
    assert_eq!(form.await.expect("an answer").status(), 200);
    let multipart = client
        .post(&url)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(format!(
            "--x\r\ncontent-disposition: form-data; name=\"chat_id\"\r\n\r\n{chat}\r\n\
             --x\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\ne\r\n--x--\r\n"
        ))
        .send();
    assert_eq!(multipart.await.expect("an answer").status(), 200);
    insta::assert_snapshot!(emulator.transcript(chat), @r"
    bot: a b
    bot: c ң
    bot: e
    ");
}

#[tokio::test]
async fn an_unknown_method_is_refused_and_counted() {
    let emulator = start().await;
    assert_eq!(refusal(&emulator, "sendTelepathy", json!({})).await, "Not Found");
    assert_eq!(emulator.log()["unknown_methods"]["sendTelepathy"], 1);
}

#[tokio::test]
async fn the_transcript_never_loses_events_silently() {
    let emulator = start_with(Options { events_cap: 2, ..Options::default() }).await;
    let chat = aibek(&emulator);
    for text in ["1", "2", "3"] {
        emulator.say(chat, text).expect("a message");
    }
    assert_eq!(emulator.events_after(1).expect("two events").len(), 2);
    let dropped = emulator.events_after(0).expect_err("the first event is gone");
    assert_eq!(dropped.last_dropped, 1);
}

#[tokio::test]
async fn stopping_ends_a_waiting_poll() {
    let emulator = start().await;
    let poll = call_in_background(&emulator, "getUpdates", json!({"timeout": 50}));
    emulator.waiting_polls(1).await;
    drop(emulator);
    assert_eq!(poll.await.expect("no panic").expect("an answer"), r#"{"ok":true,"result":[]}"#);
}

/// Calls a method in a task, which returns the body of the answer.
fn call_in_background(
    emulator: &Emulator,
    method: &str,
    body: Value,
) -> tokio::task::JoinHandle<Result<String, reqwest::Error>> {
    let url = format!("{}/bot{TOKEN}/{method}", emulator.url());
    tokio::spawn(async move { post(url, &body).await.map(|(_, text)| text) })
}
