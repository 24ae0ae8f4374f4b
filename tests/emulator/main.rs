//! The emulator's promises, tried through teloxide's client and through plain HTTP.

use pledge_bot::emulator::{Emulator, Event, NewPerson, Options};
use serde_json::{Value, json};
use teloxide::prelude::*;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, ParseMode};

const TOKEN: &str = "7000000075:AAemulatedTokenForTestsOnly0000000";

async fn start() -> Emulator {
    Emulator::start(Options::default()).await.expect("a free port")
}

fn bot(emulator: &Emulator) -> Bot {
    Bot::new(TOKEN).set_api_url(emulator.url().parse().expect("the emulator's address"))
}

/// Calls a method with a JSON body and gives Telegram's whole answer.
async fn call(emulator: &Emulator, method: &str, body: Value) -> Value {
    let url = format!("{}/bot{TOKEN}/{method}", emulator.url());
    let response = reqwest::Client::new()
        .post(url)
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .expect("an answer");
    serde_json::from_str(&response.text().await.expect("a body")).expect("JSON")
}

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
async fn a_conversation_goes_back_and_forth() {
    let emulator = start().await;
    let bot = bot(&emulator);
    let me = bot.get_me().await.expect("getMe");
    assert_eq!(me.user.id.0, 7_000_000_075);
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
    let event = emulator.next_sent(seq, chat).await.expect("the message");
    assert_eq!(event.buttons(), [["Кыргызча"]]);

    emulator.tap(chat, "Кыргызча").expect("a press");
    let updates = bot.get_updates().offset(updates[0].id.as_offset()).await.expect("getUpdates");
    let query = updates.iter().find_map(|update| match &update.kind {
        teloxide::types::UpdateKind::CallbackQuery(query) => Some(query.clone()),
        _ => None,
    });
    let query = query.expect("a callback query");
    assert_eq!(query.data.as_deref(), Some("lang:ky"));
    bot.answer_callback_query(query.id.clone()).await.expect("answerCallbackQuery");
    assert!(bot.answer_callback_query(query.id).await.is_err(), "a second answer is too late");
    let edited = bot.edit_message_text(ChatId(chat), sent.id, "Тил тандалды").await.expect("an edit");
    assert_eq!(edited.text(), Some("Тил тандалды"));
    insta::assert_snapshot!(emulator.transcript(chat), @r"
    Aibek: /start
    bot: Тил тандалды
    ");
    let kinds: Vec<&str> =
        emulator.events_after(0).expect("all events").iter().map(|event: &Event| event.kind).collect();
    assert_eq!(kinds, ["from_person", "sent", "pressed", "answered", "edited"]);
}

#[tokio::test]
async fn html_is_refused_with_telegrams_words() {
    let emulator = start().await;
    let chat = aibek(&emulator);
    for (text, reason) in [
        ("<b>x", r#"Can't find end tag corresponding to start tag "b""#),
        ("I <3 you", r#"Unsupported start tag "3" at byte offset 2"#),
        ("<b><i>x</b></i>", r#"Unmatched end tag at byte offset 7, expected "</i>", found "</b>""#),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", r#"Tag "span" must have class "tg-spoiler" at byte offset 0"#),
        ("<br/>x", r#"Unsupported start tag "br/" at byte offset 0"#),
        ("<a href=\"x>y</a>", "Unclosed start tag at byte offset 0"),
        ("<a href=x:y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<b =x>z</b>", r#"Empty attribute name in the tag "b" at byte offset 0"#),
        ("<tg-emoji emoji-id=\"x\">z</tg-emoji>", "Invalid custom emoji identifier specified"),
    ] {
        let body = json!({"chat_id": chat, "text": text, "parse_mode": "HTML"});
        let said = refusal(&emulator, "sendMessage", body).await;
        assert_eq!(said, format!("Bad Request: can't parse entities: {reason}"), "for {text}");
    }
}
