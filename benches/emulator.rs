//! The cost of the emulator: the rate of sendMessage against that of a bare axum handler, and the memory for a million chats.
//! It promises half of the bare rate, and 300 MiB. `cargo bench --bench emulator`.
//!
//! The load comes from the same process over 32 open connections. Bare and emulated rounds take turns, so that a busy machine
//! slows both.

use std::net::SocketAddr;
use std::time::Instant;

use pledge_bot::emulator::{Emulator, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CONNECTIONS: u64 = 32;
const CALLS_EACH: u64 = 1_000;
const ROUNDS: usize = 15;
const CHATS: u32 = 1_000_000;
const TOKEN: &str = "7000000075:AAemulatedTokenForBenchmarks000000";

#[tokio::main]
async fn main() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let before = resident_bytes();
    emulator.crowd(1, CHATS, "ky").expect("new people");
    println!("memory for {CHATS} known chats: {:.0} MiB", mebibytes(resident_bytes() - before));

    let bare = bare_server().await;
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let bare = rate(bare).await;
        let emulated = rate(emulator.addr()).await;
        println!(
            "calls a second: bare handler {bare:.0}, sendMessage {emulated:.0}, ratio {:.2}",
            emulated / bare
        );
        ratios.push(emulated / bare);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.2}", ratios[ROUNDS / 2]);
    println!("memory with a message in some of the chats: {:.0} MiB", mebibytes(resident_bytes() - before));
}

/// An axum handler that takes the body and answers with a text as long as a `Message`.
async fn bare_server() -> SocketAddr {
    const ANSWER: &str = r#"{"ok":true,"result":{"message_id":1,"from":{"id":7000000075,"is_bot":true,"first_name":"Pledge","username":"pledge_emulated_bot"},"chat":{"id":123456,"type":"private","first_name":"Person 123456"},"date":1780000000,"text":"A message of an ordinary length, to one of many.","entities":[{"type":"bold","offset":0,"length":9}]}}"#;
    let handler = |_body: axum::body::Bytes| async { ([("content-type", "application/json")], ANSWER) };
    let router = axum::Router::new().fallback(handler);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// Calls per second over all connections.
async fn rate(address: SocketAddr) -> f64 {
    let start = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS).map(|client| tokio::spawn(calls(address, client))).collect();
    for client in clients {
        client.await.expect("no panic").expect("answers");
    }
    #[expect(clippy::cast_precision_loss, reason = "a hundred thousand calls are far from 2^52")]
    let calls = (CONNECTIONS * CALLS_EACH) as f64;
    calls / start.elapsed().as_secs_f64()
}

async fn calls(address: SocketAddr, client: u64) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 16 * 1024];
    for call in 0..CALLS_EACH {
        let chat = (client * CALLS_EACH + call) % u64::from(CHATS) + 1;
        let body = format!(
            r#"{{"chat_id":{chat},"text":"<b>A message</b> of an ordinary length, to one of many.","parse_mode":"HTML"}}"#
        );
        let request = format!(
            "POST /bot{TOKEN}/SendMessage HTTP/1.1\r\nhost: emulator\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).await?;
        answer(&mut stream, &mut buffer).await?;
    }
    Ok(())
}

/// Reads one answer to its end. Any status but 200 is an error.
async fn answer(stream: &mut TcpStream, buffer: &mut [u8]) -> std::io::Result<()> {
    let mut filled = 0;
    loop {
        let read = stream.read(&mut buffer[filled..]).await?;
        filled += read;
        let text = String::from_utf8_lossy(&buffer[..filled]);
        if read == 0 || !text.starts_with("HTTP/1.1 200") {
            return Err(std::io::Error::other(text.into_owned()));
        }
        let Some(end) = text.find("\r\n\r\n") else { continue };
        let length = text[..end].lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if filled >= end + 4 + length.unwrap_or(0_usize) {
            return Ok(());
        }
    }
}

/// The memory of this process, from Linux's `/proc`; 0 on other systems.
fn resident_bytes() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).map_or(0, |pages| pages * 4096)
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people to read")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1024 * 1024)
}
