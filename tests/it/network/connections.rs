//! Connections that stay idle, break off, die silently or are open when the bot stops.

use std::time::{Duration, Instant};

use pledge_bot::domain::Lang;
use pledge_bot::updates::PollError;
use reqwest::StatusCode;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::running::{Place, head, message, status};
use crate::support::chat::english;

#[tokio::test]
async fn a_hundred_idle_strangers_keep_nobody_waiting() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let mut known = bot.connect().await;
    let body = json!({"update_id": 1}).to_string();
    known.write_all((head(&bot.secret, body.len()) + &body).as_bytes()).await.expect("written");
    assert!(status(&mut known).await.starts_with("HTTP/1.1 200"));
    let mut strangers = Vec::new();
    for nth in 0..100 {
        let mut stranger = bot.connect().await;
        // Some say nothing, and some begin to say something.
        let begun: &[u8] = if nth % 2 == 0 { b"" } else { b"POST /telegram HTTP/1.1\r\n" };
        stranger.write_all(begun).await.expect("written");
        strangers.push(stranger);
    }
    assert_eq!(bot.deliver(&json!({"update_id": 2})).await, StatusCode::OK);

    // The delivery did not wait for their time to be over: only the oldest two strangers had to go.
    let mut is_open = Vec::new();
    for stranger in &mut strangers {
        let read = tokio::time::timeout(Duration::from_millis(1), stranger.read(&mut [0; 16])).await;
        is_open.push(read.is_err());
    }
    assert_eq!(is_open.iter().filter(|is_open| !**is_open).count(), 2, "{is_open:?}");
    assert!(!is_open[0] && !is_open[1]);
    known.write_all((head(&bot.secret, body.len()) + &body).as_bytes()).await.expect("written");
    assert!(status(&mut known).await.starts_with("HTTP/1.1 200"), "who has shown the secret stays");
    bot.stop().await;
}

#[tokio::test]
async fn a_head_has_five_seconds_to_arrive() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let begun = Instant::now();
    let mut slow = bot.connect().await;
    slow.write_all(b"POST /telegram HTTP/1.1\r\nHost: bot\r\n").await.expect("written");
    assert_eq!(slow.read(&mut [0; 16]).await.expect("closed"), 0);
    assert!((4..9).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    bot.stop().await;
}

#[tokio::test]
async fn a_sender_that_hangs_up_loses_nothing() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let person = place.starts().await;
    let seq = place.emulator.seq();
    let body = message(900, person, "/help").to_string();
    let mut stream = bot.connect().await;
    stream.write_all((head(&bot.secret, body.len()) + &body).as_bytes()).await.expect("written");
    drop(stream);
    place.emulator.next_sent(seq, person).await.expect("an answer");
    bot.stop().await;
}

#[tokio::test]
async fn a_stop_finishes_the_request_in_hand_and_leaves_the_webhook_set() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    let person = place.starts().await;
    let body = message(900, person, "/help").to_string();
    let (mut idle, mut stream) = (bot.connect().await, bot.connect().await);
    stream.write_all((head(&bot.secret, body.len()) + &body[..10]).as_bytes()).await.expect("written");
    // An answer on a later connection proves that this one has been accepted.
    assert_eq!(bot.deliver(&json!({"update_id": 1})).await, StatusCode::OK);
    bot.ask_to_stop();
    assert_eq!(idle.read(&mut [0; 16]).await.expect("closed"), 0, "nobody is in hand there");
    stream.write_all(&body.as_bytes()[10..]).await.expect("written");
    assert!(status(&mut stream).await.starts_with("HTTP/1.1 200"));
    bot.stop().await;
    assert_eq!(place.heard(person), 2, "what was in hand was handled");
    let info = place.call("getWebhookInfo", json!({})).await;
    assert_eq!(info["url"], place.url().as_str());
}

#[tokio::test]
async fn an_answer_over_a_connection_that_died_silently_is_sent_again() {
    let place = Place::new().await;
    let bot = place.with_webhook().await;
    // The calls that register names would keep the connection, and the answer would go over another one. The name without a
    // language is as it should be.
    let (asked, set) = (1 + Lang::ALL.len(), Lang::ALL.len());
    let count = |seen: &str| (seen.matches("/GetMyName").count(), seen.matches("/SetMyName").count());
    place.calls.find(|seen| (count(seen) == (asked, set)).then_some(())).await;
    place.starts().await;
    bot.service.feed().idle().await;
    let asked = place.calls.seen().matches("/SendMessage").count();
    place.calls.goes_silent();
    // The answer to a newcomer is one call.
    let newcomer = place.person();
    assert!(place.ask(newcomer, "/start").await.contains(&english().language_choose().plain()));
    assert!(place.calls.seen().matches("/SendMessage").count() >= asked + 2, "the first went nowhere");
    bot.stop().await;
}

#[tokio::test]
async fn polling_is_back_after_its_connection_died_silently() {
    let place = Place::new().await;
    let bot = place.stepped().await;
    assert_eq!(bot.feed().poll(Duration::ZERO).await, Ok(0));
    place.calls.goes_silent();
    assert_eq!(bot.feed().poll(Duration::ZERO).await, Err(PollError::Down));
    let person = place.person();
    place.emulator.say(person, "/start").expect("it is sent");
    assert_eq!(bot.feed().poll(Duration::ZERO).await, Ok(1), "over another connection");
}

#[tokio::test]
async fn every_tenth_poll_ends_its_connection_and_what_was_decrypted_on_it() {
    let place = Place::new().await;
    let bot = place.stepped().await;
    let is_last = |poll: &str| poll.to_ascii_lowercase().contains("connection: close");
    for _ in 0..21 {
        assert_eq!(bot.feed().poll(Duration::ZERO).await, Ok(0));
    }
    let seen = place.calls.seen();
    let polls: Vec<&str> = seen.split("/getUpdates HTTP/1.1").skip(1).collect();
    let last: Vec<usize> = (1..).zip(&polls).filter(|(_, poll)| is_last(poll)).map(|(nth, _)| nth).collect();
    assert_eq!((polls.len(), last), (21, vec![10, 20]));
}
