//! The folder of a bot from before IDs were stored under the store key, with as many chats as wanted.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

/// The ID of the first chat; the others follow.
pub const FIRST: i64 = 5_000_000_000;

/// Puts a filled folder of schema 9 where a program expects its data, and adds chats with a topic each. Three of ten are
/// supporters, and all have got one campaign.
pub async fn fill(folder: &Path, chats: i64) {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-9");
    fs::create_dir_all(folder.join("data")).expect("made");
    for (from, to) in
        [("pledge.db", "data/pledge.db"), ("state.key", "store.key"), ("opt-outs.list", "opt-outs.list")]
    {
        fs::copy(original.join(from), folder.join(to)).expect("copied");
        // Git keeps no mode 0600.
        fs::set_permissions(folder.join(to), fs::Permissions::from_mode(0o600)).expect("set");
    }
    let options = SqliteConnectOptions::new().filename(folder.join("data/pledge.db"));
    let mut db = options.connect().await.expect("the database opens");
    let mut transaction = db.begin().await.expect("begun");
    for insert in [
        "INSERT INTO campaigns (id, author, audience, stage, created, due, touched, urgent, trial, paid, filled, sealed,
                                reported)
         SELECT 1000, NULL, audience, 'done', created, due, touched, FALSE, FALSE, FALSE, NULL, sealed, TRUE
         FROM campaigns WHERE kind = 'send' LIMIT 1",
        "INSERT INTO chats (chat_id, kind, lang, active)
         WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $2)
         SELECT $1 + i, 'private', 'ky', TRUE FROM n",
        "INSERT INTO topics (chat_id, topic, since) SELECT chat_id, 'news', 1795679700000 FROM chats
         WHERE chat_id BETWEEN $1 AND $1 + $2",
        "INSERT INTO supporters (chat_id, kind, region, publish, consent, supported_at, consented_at, number, name)
         SELECT chat_id, 'person', 'KG-N', FALSE, 2, 1795679700000, 1795679700000, chat_id, zeroblob(800) FROM chats
         WHERE chat_id BETWEEN $1 AND $1 + $2 AND chat_id % 10 < 3",
        "INSERT INTO deliveries (campaign, chat_id, status, at, messages)
         SELECT 1000, chat_id, 2, 1795679700000, '7' FROM chats WHERE chat_id BETWEEN $1 AND $1 + $2",
    ] {
        sqlx::query(insert).bind(FIRST).bind(chats).execute(&mut *transaction).await.expect("filled");
    }
    transaction.commit().await.expect("committed");
    db.close().await.expect("closed");
}
