//! A folder of an earlier version is written anew while the program is killed again and again. `cargo bench --bench migration`
//! does the same with a million chats.

use pledge_bot::crypto::IdKey;
use pledge_bot::domain::{ChatId, Lang};
use pledge_bot::emulator::{Emulator, Options};
use sqlx::{Connection, Row, SqliteConnection};

use crate::support::campaign;
use crate::support::old_folder::{FIRST, fill};
use crate::support::program::Program;

const CHATS: i64 = 20_000;

#[tokio::test(flavor = "multi_thread")]
async fn ten_kills_in_the_middle_lose_nobody() {
    let emulator = Emulator::start(Options::default()).await.expect("a free port");
    let program = Program::new(emulator.url()).with("RUST_LOG", "info");
    fill(program.folder(), CHATS).await;
    let new = program.folder().join("data/pledge.db.new");
    let mut random = fastrand::Rng::with_seed(11);
    for kill in 0..10 {
        let mut running = program.start();
        // The new file grows, or a kill before left it whole.
        while !new.exists() && running.process.try_wait().expect("its state").is_none() {
            tokio::task::yield_now().await;
        }
        let size = random.u64(0..4_000_000);
        while new.metadata().is_ok_and(|file| file.len() < size) {
            tokio::task::yield_now().await;
        }
        running.kill();
        println!("kill {kill}: {:?}", new.metadata().map(|file| file.len()));
    }
    let store = campaign::open(program.folder()).await;
    for chat in [FIRST, FIRST + CHATS / 2, FIRST + CHATS - 1].map(ChatId::new) {
        let chat = store.snapshot(chat).await.expect("read").chat.expect("there");
        assert_eq!((chat.lang, chat.topics.len()), (Some(Lang::Ky), 1));
    }
    store.close().await.expect("closed");
    let data = program.folder().join("data");
    let mut db =
        SqliteConnection::connect(&format!("sqlite://{}/pledge.db", data.display())).await.expect("it");
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM deliveries WHERE campaign = 1000) AS got, (SELECT COUNT(*) FROM chats WHERE chat_id >= $1 AND chat_id < $1 + $2) AS plain",
    );
    let row = row.bind(FIRST).bind(CHATS).fetch_one(&mut db).await.expect("counted");
    assert_eq!((row.get::<i64, _>("got"), row.get::<i64, _>("plain")), (CHATS, 0));
    let key = IdKey::of(&campaign::key(program.folder()));
    let row = sqlx::query("SELECT status FROM deliveries WHERE campaign = 1000 AND chat_id = $1");
    row.bind(key.hide(ChatId::new(FIRST + 7)).bits()).fetch_one(&mut db).await.expect("theirs");
    // The old file is gone, and a copy that only the coalition can open is there.
    let mut names: Vec<_> =
        data.read_dir().expect("read").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    names.retain(|name| {
        !name.to_string_lossy().ends_with("-wal") && !name.to_string_lossy().ends_with("-shm")
    });
    assert_eq!(names, ["before-stored-ids.age", "pledge.db", "pledge.lock"]);
}
