//! Webhook mode: which requests are accepted, how they are answered, and that no update is lost.

use jiff::Timestamp;
use pledge_bot::clock::Clock;
use pledge_bot::conversation::{ALLOWED_UPDATES, route};
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::ChatId;
use pledge_bot::emulator::{FaultKind, InjectedFault};
use pledge_bot::store::Incoming;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::io::AsyncWriteExt;

use super::running::{Place, Running, SECRET, head, message, status};
use crate::support::chat::english;
use crate::support::program::Program;

#[tokio::test]
async fn telegram_is_told_where_what_and_with_which_secret_to_deliver() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let set = Place::webhooks_set(&place.calls.seen()).remove(0);
    assert_eq!(
        set,
        json!({"url": place.url(), "secret_token": bot.secret, "max_connections": 40,
            "allowed_updates": ALLOWED_UPDATES})
    );
    assert!(
        bot.secret.len() >= 43 && bot.secret.bytes().all(|b| b.is_ascii_alphanumeric()),
        "{}",
        bot.secret
    );

    let first = bot.secret.clone();
    bot.stop().await;
    let bot = place.with_webhook().await;
    assert_ne!(bot.secret, first, "each start makes a secret of its own");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_is_told_in_one_line() {
    let place = Place::new().await;
    let taken = place.deliveries.address.to_string();
    let program = Program::new(place.emulator.url())
        .with("RUST_LOG", "error")
        .with("WEBHOOK_URL", &place.url())
        .with("WEBHOOK_LISTEN", &taken);
    let output = program.command(&["run"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.trim_end(), "pledge-bot: can't listen at WEBHOOK_LISTEN: address in use");
    assert_eq!(place.call("getWebhookInfo", json!({})).await["url"], "", "Telegram is told nothing");
}

#[tokio::test]
async fn people_are_answered_through_a_webhook() {
    let place = Place::new().await;
    // Calls that fail at first are repeated.
    let _ = place.emulator.fault(InjectedFault::new(FaultKind::Reset).method("getWebhookInfo").times(1));
    let _ = place.emulator.fault(InjectedFault::new(FaultKind::ServerError).method("setWebhook").times(1));
    let bot = place.with_webhook().await;
    let person = place.person();
    assert!(place.ask(person, "/start").await.contains(&english().language_choose().plain()));
    assert_eq!(place.ask(person, "/help").await, english().help_text().plain());
    place.emulator.drained().await;
    bot.service.feed().idle().await;
    assert_eq!(bot.inbox().await, (0, 0));
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_key_is_there_deliveries_wait_at_telegram_and_health_says_why() {
    let place = Place::new().await;
    // As the last run left it.
    place.call("setWebhook", json!({"url": place.url(), "secret_token": "of-the-last-run"})).await;
    let pipe = place.folder().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("it runs").success());
    let (settings, starting) = place.starting(format!("cat '{}'", pipe.display())).await;
    let address = starting.webhook().expect("a webhook").local_addr().expect("an address");
    let ask = async |method, path| {
        let request = reqwest::Client::new().request(method, format!("http://{address}{path}"));
        let response = request.send().await.expect("an answer");
        (response.status(), response.text().await.expect("a body"))
    };
    let person = place.person();
    let seq = place.emulator.seq();
    let unlocks = async {
        let key = tokio::fs::File::options().write(true).open(&pipe).await;
        let mut key = key.expect("the command has opened it");
        place.emulator.say(person, "/start").expect("it is sent");
        // It is delivered again, so it was not taken.
        place.deliveries.find(|seen| (seen.matches("POST /telegram").count() > 1).then_some(())).await;
        let (status, said) = ask(Method::GET, "/health").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            said,
            "{\"state\":\"locked\",\"detail\":\"waits for the store key from STORE_KEY_COMMAND\"}\n"
        );
        assert_eq!(ask(Method::GET, "/ready").await.0, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ask(Method::POST, "/telegram").await.0, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ask(Method::POST, "/").await.0, StatusCode::NOT_FOUND);
        key.write_all(StoreKey::generate().to_key_file().as_bytes()).await.expect("printed");
        key.flush().await.expect("printed");
    };
    let (started, ()) = tokio::join!(starting.finish(&settings, route), unlocks);
    let bot = Running::start(started.expect("it starts"), String::new());
    place.emulator.next_sent(seq, person).await.expect("an answer to what waited");
    assert_eq!(ask(Method::GET, "/health").await, (StatusCode::OK, "{\"state\":\"running\"}\n".to_owned()));
    bot.stop().await;
}

#[tokio::test]
async fn only_deliveries_of_telegram_are_let_in() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let update = message(1, place.person(), "/start");
    let post = |path: &str| bot.request(Method::POST, path).json(&update);
    let secret = bot.secret.as_str();
    let shorter = &secret[1..];
    let requests = [
        (post("/telegram"), StatusCode::UNAUTHORIZED),
        (post("/telegram").header(SECRET, ""), StatusCode::UNAUTHORIZED),
        (post("/telegram").header(SECRET, shorter), StatusCode::UNAUTHORIZED),
        (post("/telegram").header(SECRET, "0".repeat(secret.len())), StatusCode::UNAUTHORIZED),
        (post("/").header(SECRET, secret), StatusCode::NOT_FOUND),
        (post("/telegram/").header(SECRET, secret), StatusCode::NOT_FOUND),
        (post("/health").header(SECRET, secret), StatusCode::NOT_FOUND),
        (bot.request(Method::GET, "/telegram").header(SECRET, secret), StatusCode::METHOD_NOT_ALLOWED),
        (bot.request(Method::PUT, "/telegram").header(SECRET, secret), StatusCode::METHOD_NOT_ALLOWED),
        (bot.request(Method::GET, "/"), StatusCode::NOT_FOUND),
        (post("/telegram").header(SECRET, secret), StatusCode::OK),
    ];
    for (request, expected) in requests {
        let request = request.build().expect("a request");
        let what =
            format!("{} {} {:?}", request.method(), request.url().path(), request.headers().get(SECRET));
        let response = reqwest::Client::new().execute(request).await.expect("an answer");
        assert_eq!(response.status(), expected, "{what}");
        assert_eq!(response.text().await.expect("a body"), "", "{what}");
    }
    let health = bot.request(Method::GET, "/health").send().await.expect("an answer");
    let health = (health.status(), health.text().await.expect("a body"));
    assert_eq!(health, (StatusCode::OK, "{\"state\":\"running\"}\n".to_owned()));
    bot.stop().await;
}

#[tokio::test]
async fn a_body_that_is_no_update_is_refused() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    for body in ["", "hello", "{\"update_id\":1", "{}", "[]", "{\"update_id\":\"1\"}", "\u{0}"] {
        let request = bot.request(Method::POST, "/telegram").header(SECRET, &bot.secret).body(body);
        assert_eq!(request.send().await.expect("an answer").status(), StatusCode::BAD_REQUEST, "{body:?}");
    }
    assert_eq!(bot.inbox().await, (0, 0));
    bot.stop().await;
}

#[tokio::test]
async fn a_body_over_one_mebibyte_is_refused_before_it_is_read() {
    const LIMIT: usize = 1024 * 1024;
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let mut announced = bot.connect().await;
    announced.write_all(head(&bot.secret, LIMIT + 1).as_bytes()).await.expect("written");
    assert!(status(&mut announced).await.starts_with("HTTP/1.1 413"), "by its announced length");

    // Without an announced length, one byte too many is sent.
    let mut chunked = bot.connect().await;
    let length = format!("Content-Length: {}", LIMIT + 1);
    let head = head(&bot.secret, LIMIT + 1).replace(&length, "Transfer-Encoding: chunked");
    chunked.write_all(head.as_bytes()).await.expect("written");
    chunked.write_all(format!("{:x}\r\n", LIMIT + 1).as_bytes()).await.expect("written");
    chunked.write_all(&vec![b' '; LIMIT + 1]).await.expect("written");
    assert!(status(&mut chunked).await.starts_with("HTTP/1.1 413"), "by its length");

    // The largest body that is accepted.
    let mut body = json!({"update_id": 7, "kind_of_tomorrow": {}}).to_string();
    body.push_str(&" ".repeat(LIMIT - body.len()));
    let request = bot.request(Method::POST, "/telegram").header(SECRET, &bot.secret).body(body);
    assert_eq!(request.send().await.expect("an answer").status(), StatusCode::OK);
    bot.stop().await;
}

#[tokio::test]
async fn an_update_is_stored_before_it_is_answered_and_handled_once() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let person = place.starts().await;
    // The answer fails until the fault is cleared, so the update stays in the inbox.
    let _ = place
        .emulator
        .fault(InjectedFault::new(FaultKind::Delay).chat(person).method("sendMessage").times(1));
    let update = message(900, person, "/help");
    let twice = tokio::join!(bot.deliver(&update), bot.deliver(&update));
    assert_eq!(twice, (StatusCode::OK, StatusCode::OK));
    assert_eq!(bot.inbox().await, (1, 0), "it is on the disk, once");
    assert_eq!(bot.deliver(&update).await, StatusCode::OK, "a third time");

    place.emulator.clear_faults();
    bot.service.feed().idle().await;
    assert_eq!(bot.deliver(&update).await, StatusCode::OK, "after it was handled");
    bot.service.feed().idle().await;
    assert_eq!((place.heard(person), bot.inbox().await), (2, (0, 0)));
    bot.stop().await;
}

#[tokio::test]
async fn two_copies_in_one_batch_are_handled_once() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let person = place.starts().await;
    let raw = message(900, person, "/help").to_string().into_bytes();
    let copy = || Incoming { update_id: 900, chat: Some(ChatId::new(person)), raw: raw.clone() };
    bot.service.feed().take(vec![copy(), copy()]).await.expect("it is written down");
    bot.service.feed().idle().await;
    assert_eq!((place.heard(person), bot.inbox().await), (2, (0, 0)));
    bot.stop().await;
}

#[tokio::test]
async fn an_update_of_an_unknown_kind_is_taken_and_passed_over() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    for update in [
        json!({"update_id": 1, "kind_of_tomorrow": {"n": 1}}),
        json!({"update_id": 2}),
        json!({"update_id": 3, "message": "of another shape"}),
        json!({"update_id": 4, "inline_query": {"id": "1", "query": "x", "offset": "",
            "from": {"id": 5, "is_bot": false, "first_name": "A"}}}),
    ] {
        assert_eq!(bot.deliver(&update).await, StatusCode::OK, "{update}");
    }
    bot.service.feed().idle().await;
    assert_eq!(bot.inbox().await, (0, 0));
    bot.stop().await;
}

#[tokio::test]
async fn telegram_keeps_what_cannot_be_written_down() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let person = place.person();
    bot.service.app().store.close().await.expect("it closes");
    let update = message(900, person, "/start");
    assert_eq!(bot.deliver(&update).await, StatusCode::SERVICE_UNAVAILABLE);
    place.emulator.say(person, "/start").expect("it is sent");
    place.deliveries.find(|seen| seen.contains("/start").then_some(())).await;
    assert_eq!(place.emulator.pending_updates(), 1);
    bot.ask_to_stop();
    drop(bot);

    // Once the disk can be written to, everybody is answered.
    let seq = place.emulator.seq();
    let bot = place.with_webhook().await;
    place.emulator.next_sent(seq, person).await.expect("an answer");
    assert_eq!(bot.deliver(&update).await, StatusCode::OK);
    bot.stop().await;
}

#[tokio::test]
async fn what_waited_at_telegram_is_seen_as_a_whole() {
    let place = Place::new().await;
    let person = place.person();
    for _ in 0..11 {
        place.emulator.say(person, "/start").expect("it is sent");
    }
    let bot = place.with_webhook().await;
    place.emulator.drained().await;
    bot.service.feed().idle().await;
    assert_eq!(place.heard(person), 1, "eleven starts get one answer");
    assert_eq!(bot.inbox().await, (0, 0));
    bot.stop().await;
}

#[tokio::test]
async fn a_bot_that_asks_for_updates_takes_the_webhook_away_and_loses_nothing() {
    let place = Place::new().await;
    // The old webhook's address, where nobody listens any more.
    let set = json!({"url": "http://127.0.0.1:9/telegram"});
    assert_eq!(place.call("setWebhook", set).await, true);
    let person = place.person();
    let seq = place.emulator.seq();
    place.emulator.say(person, "/start").expect("it is sent");
    let bot = place.with_polling().await;
    place.emulator.next_sent(seq, person).await.expect("what waited is answered");
    assert_eq!(place.ask(person, "/help").await, english().help_text().plain());
    assert_eq!(place.call("getWebhookInfo", json!({})).await["url"], "");
    assert!(!place.calls.seen().contains("drop_pending_updates"));
    bot.stop().await;
}

#[tokio::test]
async fn a_webhook_that_another_program_removed_is_set_again() {
    let place = Place::new().await;
    // With a clock that is moved by hand no wait takes time, so the bot checks its webhook without a pause.
    let bot = place.with_webhook_and(Clock::by_hand(Timestamp::UNIX_EPOCH)).await;
    let person = place.starts().await;
    assert_eq!(place.call("deleteWebhook", json!({})).await, true);
    let again = place.calls.find(|seen| Place::webhooks_set(seen).get(1).cloned()).await;
    assert_eq!(again["secret_token"], bot.secret.as_str());
    assert_eq!(place.ask(person, "/help").await, english().help_text().plain());
    bot.stop().await;
}

#[tokio::test]
async fn both_ways_lead_on_from_each_other() {
    let place = Place::new().await;
    let person = place.person();
    let bot = place.with_polling().await;
    place.ask(person, "/start").await;
    bot.stop().await;
    let bot = place.with_webhook().await;
    assert_eq!(place.ask(person, "/help").await, english().help_text().plain());
    bot.stop().await;
    let bot = place.with_polling().await;
    assert!(place.ask(person, "/calls").await.starts_with(&english().calls_intro().plain()));
    bot.stop().await;
}
