//! The time and memory to export, copy and back up a million supporters, and to purge after one of them was erased.
//! `cargo bench --bench export`; for another number of supporters: `cargo bench --bench export -- 100000`.
//!
//! Each command runs the program in a process of its own, so that its memory (`VmHWM`) is only its own. The supporters
//! share a few thousand sealed names and contacts. Each row is opened nevertheless.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use jiff::Timestamp;
use pledge_bot::crypto::{Recipients, StoreKey, generate};
use pledge_bot::domain::{ChatId, Region, Retention, SealedContact, SealedName};
use pledge_bot::store::{Change, ChangeSet, Store};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Sqlite};

const DISTINCT: usize = 5000;

#[tokio::main]
async fn main() {
    let supporters = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let dir = tempfile::tempdir().expect("a folder");
    let (public, secret) = generate();
    fs::write(dir.path().join("coalition.key"), secret).expect("written");
    fs::write(dir.path().join(".env"), format!("SEAL_RECIPIENTS={public}\n")).expect("written");
    fill(dir.path(), &Recipients::parse(&public).expect("a key"), supporters).await;
    println!("{supporters} supporters, {}", size(&dir.path().join("data/pledge.db")));

    let export = ["export", "--identity", "coalition.key", "--format"];
    for format in ["csv", "json", "xlsx"] {
        measure(dir.path(), format, &[&export[..], &[format, "--out", format]].concat());
    }
    measure(dir.path(), "copy.age", &["export", "--format", "sealed", "--out", "copy.age"]);
    measure(dir.path(), "again", &[&export[..], &["csv", "--out", "again", "--from", "copy.age"]].concat());
    measure(dir.path(), "backup.age", &["backup", "backup.age"]);
    let restore = ["restore", "backup.age", "--identity", "coalition.key", "--data", "new"];
    measure(dir.path(), "new/pledge.db", &restore);
    purge(dir.path()).await;
}

/// Runs a command to its end and prints its time, its processor time (which other programs on the machine affect less) and
/// its peak memory.
fn measure(dir: &Path, made: &str, arguments: &[&str]) {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_pledge-bot"));
    let mut child =
        command.args(arguments).current_dir(dir).stdout(Stdio::null()).spawn().expect("it starts");
    let status = format!("/proc/{}/status", child.id());
    let times = format!("/proc/{}/stat", child.id());
    let (mut peak, mut busy) = (String::new(), 0.0);
    let ended = loop {
        // After its end, the process's file has no line on memory.
        let text = fs::read_to_string(&status).unwrap_or_default();
        if let Some(line) = text.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
            line.trim().clone_into(&mut peak);
        }
        busy = cpu_seconds(&fs::read_to_string(&times).unwrap_or_default()).unwrap_or(busy);
        if let Some(ended) = child.try_wait().expect("its state is known") {
            break ended;
        }
        thread::sleep(Duration::from_millis(20));
    };
    assert!(ended.success(), "{arguments:?} failed");
    let made = size(&dir.join(made));
    println!(
        "{:>6.1} s, {busy:>6.1} s of processor, peak {peak:>10}, {made:>8}  {}",
        start.elapsed().as_secs_f64(),
        arguments.join(" ")
    );
}

/// User and system time (proc(5), fields 14 and 15 of `stat`), in ticks of 10 ms.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (u32, u32) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(f64::from(user + system) / 100.0)
}

/// Erases one supporter and purges the store: at once if the store is small, with the sweep if it is large.
async fn purge(dir: &Path) {
    let (key, _) = StoreKey::load_or_create(&dir.join("store.key")).expect("a key");
    let store =
        Store::open_with_list(&dir.join("data"), key, &dir.join("opt-outs.list")).await.expect("opens");
    let start = Instant::now();
    let erase = ChangeSet { chat: chat_of(5), list: vec![Change::Erase] };
    store.commit(None, Some(erase)).await.expect("erased");
    println!("{:>6.1} s  to erase one", start.elapsed().as_secs_f64());
    let start = Instant::now();
    store.sweep(Timestamp::UNIX_EPOCH, &Retention::default()).await.expect("swept");
    println!(
        "{:>6.1} s  to purge with the sweep, while everybody who writes waits",
        start.elapsed().as_secs_f64()
    );
    store.close().await.expect("closed");
}

/// Fills a store by multi-row statements, which the store itself does not need.
async fn fill(dir: &Path, recipients: &Recipients, supporters: usize) {
    let (key, _) = StoreKey::load_or_create(&dir.join("store.key")).expect("a key");
    let data = dir.join("data");
    let store = Store::open_with_list(&data, key, &dir.join("opt-outs.list")).await.expect("opens");
    store.keep_key_copy(Some(recipients)).await.expect("as the bot does");
    store.close().await.expect("closed");
    let sealed: Vec<_> = (0..DISTINCT.min(supporters)).map(|nth| documents(recipients, nth)).collect();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(data.join("pledge.db"));
    let mut connection = options.connect().await.expect("connected");
    let all: Vec<usize> = (0..supporters).collect();
    for page in all.chunks(1000) {
        let mut transaction = connection.begin().await.expect("begun");
        let mut chats = QueryBuilder::<Sqlite>::new("INSERT INTO chats (chat_id, kind, active) ");
        chats.push_values(page, |mut row, nth| {
            row.push_bind(chat_of(*nth).telegram_number()).push("'private'").push("TRUE");
        });
        chats.build().execute(&mut *transaction).await.expect("inserted");
        let mut signed = QueryBuilder::<Sqlite>::new(
            "INSERT INTO supporters (chat_id, kind, region, publish, consent, supported_on, consented_on, number, name, contact) ",
        );
        signed.push_values(page, |mut row, nth| {
            row.push_bind(chat_of(*nth).telegram_number())
                .push("'person'")
                .push_bind(Region::ALL[nth % Region::ALL.len()].code())
                .push("TRUE")
                .push("1")
                .push("'2026-02-02'")
                .push("'2026-02-02'")
                .push_bind(number(nth % sealed.len()))
                .push_bind(sealed[nth % sealed.len()].0.as_slice())
                .push_bind(sealed[nth % sealed.len()].1.as_slice());
        });
        signed.build().execute(&mut *transaction).await.expect("inserted");
        transaction.commit().await.expect("committed");
    }
    connection.close().await.expect("closed");
}

/// A name and a contact, sealed.
fn documents(recipients: &Recipients, nth: usize) -> (Vec<u8>, Vec<u8>) {
    let (v, consent, number) = (1, 1, number(nth));
    let name =
        SealedName { v, name: format!("Өмүрова Айгүл {nth}"), publish: true, consent, number };
    let contact = SealedContact { v, contact: format!("+996555{nth:06}"), consent, number };
    (recipients.seal(&name), recipients.seal(&contact))
}

fn number(nth: usize) -> i64 {
    (1 << 52) + i64::try_from(nth).unwrap_or(0)
}

/// IDs that are spread out like Telegram's.
fn chat_of(nth: usize) -> ChatId {
    ChatId::new(5_000_000_000 + i64::try_from(nth * 7919 % 3_000_000_019).unwrap_or(0))
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people to read")]
fn size(path: &Path) -> String {
    format!("{:.0} MB", path.metadata().map_or(0, |file| file.len()) as f64 / 1e6)
}
