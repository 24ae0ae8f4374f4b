//! Outgoing proxies: every call goes through them, and their passwords are not logged.

use std::fs;

use pledge_bot::emulator::{Emulator, NewPerson, Options};

use super::relay::{Kind, Relay};
use crate::support::chat::english;
use crate::support::program::Program;

/// A name that only the proxy can resolve.
const TELEGRAM: &str = "http://telegram.invalid:8081";

/// Chats through a proxy of this kind; gives the bytes that the proxy saw.
async fn chat_through(kind: Kind, scheme: &str) -> String {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let relay = Relay::start(kind).await;
    relay.to(emulator.addr());
    let proxy = format!("{scheme}://me:S3CRET@{}", relay.address);
    let program =
        Program::new(emulator.url()).with("TELEGRAM_API_URL", TELEGRAM).with("TELEGRAM_PROXY", &proxy);
    let running = program.start();
    let person = emulator.person(&NewPerson::new("Aigul", "en")).expect("a person");
    let seq = emulator.seq();
    emulator.say(person, "/start").expect("it is sent");
    let answer = emulator.next_sent(seq, person).await.expect("an answer");
    assert!(answer.text().contains(&english().language_choose().plain()));
    assert_eq!(running.signal("TERM"), Some(0));

    let log = fs::read_to_string(program.log()).expect("the log");
    assert!(log.contains("starting new connection"), "there is no log of connections to search:\n{log}");
    assert!(!log.contains("S3CRET") && !log.contains("bWU6UzNDUkVU"), "the password is logged");
    relay.seen()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_chats_through_an_http_proxy() {
    let seen = chat_through(Kind::Plain, "http").await;
    // A request to a proxy contains the whole address.
    let called: Vec<_> = seen.split("POST http://telegram.invalid:8081/bot").skip(1).collect();
    for method in ["GetMe", "getUpdates", "SendMessage"] {
        let call = format!("/{method} HTTP/1.1");
        assert!(called.iter().any(|request| request.contains(&call)), "{method} went another way");
    }
    // The name and the password, in Base64.
    assert!(seen.to_lowercase().contains("proxy-authorization: basic bwu6uzndukvu"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_chats_through_a_socks_proxy_that_looks_names_up() {
    let seen = chat_through(Kind::Socks5, "socks5h").await;
    assert!(seen.contains("me:S3CRET telegram.invalid:8081"));
    for method in ["GetMe", "getUpdates", "SendMessage"] {
        assert!(seen.contains(&format!("/{method} HTTP/1.1")), "{method} went another way");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_proxy_is_told_in_one_line_without_its_value() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("TELEGRAM_PROXY", "ftp://me:S3CRET@proxy.example.org");
    let output = program.command(&["run"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("TELEGRAM_PROXY is malformed") && !said.contains("S3CRET"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}
