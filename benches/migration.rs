//! How long a folder of an earlier version takes to be written anew with IDs under the store key, with ten kills in the middle.
//! `cargo bench --bench migration`; for another number of chats: `cargo bench --bench migration -- 100000`.

use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use pledge_bot::crypto::StoreKey;
use pledge_bot::store::Store;

#[path = "../tests/it/support/old_folder.rs"]
mod old_folder;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--upgrade") {
        upgrade(Path::new(&arguments[place + 1])).await;
        return;
    }
    let chats = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder");
    old_folder::fill(folder.path(), chats).await;
    let path = folder.path().join("data/pledge.db");
    println!("{chats} chats, {} MB", size(&path) / 1_000_000);
    for kill in 1..=10 {
        let mut child = start(folder.path());
        std::thread::sleep(Duration::from_secs(2 * kill));
        // With few chats, or on a fast machine, it may have ended before: then this was no kill in the middle.
        let middle = child.try_wait().expect("it can be asked").is_none();
        child.kill().expect("killed");
        child.wait().expect("it ends");
        println!(
            "kill {kill}, {}: the new file has {} MB",
            if middle { "in the middle" } else { "too late" },
            size(&folder.path().join("data/pledge.db.new")) / 1_000_000
        );
    }
    let begun = Instant::now();
    assert!(start(folder.path()).wait().expect("it ends").success());
    println!("{:.1} s to write it anew, {} MB", begun.elapsed().as_secs_f64(), size(&path) / 1_000_000);
}

/// Writes the folder anew in a process of its own.
fn start(folder: &Path) -> Child {
    let program = std::env::current_exe().expect("this program");
    Command::new(program).arg("--upgrade").arg(folder).spawn().expect("it starts")
}

async fn upgrade(folder: &Path) {
    let (key, _) = StoreKey::load_or_create(&folder.join("store.key")).expect("a key");
    Store::upgrade(&folder.join("data"), &key, None).await.expect("written anew");
}

fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |file| file.len())
}
