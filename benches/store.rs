//! The rate at which the store takes updates and finishes them. Each is sealed, is on the disk before it is acknowledged, and
//! is removed together with a change to its chat. `cargo bench --bench store`.

use std::alloc::System;
use std::sync::Arc;
use std::time::Instant;

use pledge_bot::clock::Clock;
use pledge_bot::crypto::StoreKey;
use pledge_bot::domain::{ChatId, ChatKind, MessageId};
use pledge_bot::store::{Change, ChangeSet, Incoming, Store};
use zeroizing_alloc::ZeroAlloc;

/// That of the program.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// The most updates that Telegram gives at a time.
const PAGE: i64 = 100;
const UPDATES: i64 = 30_000;
/// The number of concurrent handlers.
const HANDLERS: i64 = 128;
/// The usual size of a text message in a private chat, in bytes.
const RAW: usize = 600;

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = Arc::new(Store::open(dir.path(), StoreKey::generate()).await.expect("the store opens"));

    measure("taken, 100 a call, one call at a time", take(&store)).await;
    let done = |changes| finish(&store, changes);
    measure("done with nothing to change", done(|_| None)).await;
    measure("taken, 100 a call, one call at a time", take(&store)).await;
    measure("done with a first meeting and a screen", done(meeting)).await;
    measure("taken, 100 a call, one call at a time", take(&store)).await;
    measure("done with a meeting and a screen", done(meeting)).await;
    measure("snapshots", read_snapshots(&store)).await;
    let both = async {
        take(&store).await;
        finish(&store, meeting).await;
    };
    measure("taken, then done with a meeting and a screen", both).await;
    store.close().await.expect("closed");
}

async fn measure(what: &str, work: impl Future<Output = ()>) {
    let start = Instant::now();
    work.await;
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
    let rate = UPDATES as f64 / seconds;
    println!("{rate:>9.0} a second  {what}");
}

/// Takes [`UPDATES`] updates with new IDs.
async fn take(store: &Store) {
    static NEXT: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);
    let first = NEXT.fetch_add(UPDATES, std::sync::atomic::Ordering::Relaxed);
    for page in (first..first + UPDATES).step_by(100) {
        let updates: Vec<_> = (page..page + PAGE)
            .map(|id| Incoming { update_id: id, chat: Some(chat_of(id)), raw: vec![b'x'; RAW] })
            .collect();
        let new = store.enqueue(&updates, Clock::System.now()).await.expect("taken");
        assert_eq!(new.len(), updates.len());
    }
}

/// Finishes all pending updates, from many tasks.
async fn finish(store: &Arc<Store>, changes: fn(i64) -> Option<ChangeSet>) {
    let pending = store.pending(None, u32::MAX).await.expect("read");
    let ids: Arc<Vec<i64>> = Arc::new(pending.iter().map(|update| update.update_id).collect());
    let handlers = (0..HANDLERS).map(|nth| {
        let (store, ids) = (Arc::clone(store), Arc::clone(&ids));
        tokio::spawn(async move {
            for id in ids.iter().filter(|id| *id % HANDLERS == nth) {
                store.commit(Some(*id), changes(*id)).await.expect("done");
            }
        })
    });
    for handler in handlers.collect::<Vec<_>>() {
        handler.await.expect("no panic");
    }
    assert_eq!(store.counts().await.expect("read").pending, 0);
}

/// Reads chats, from many tasks.
async fn read_snapshots(store: &Arc<Store>) {
    let handlers = (0..HANDLERS).map(|nth| {
        let store = Arc::clone(store);
        tokio::spawn(async move {
            for id in (0..UPDATES).filter(|id| id % HANDLERS == nth) {
                store.snapshot(chat_of(id)).await.expect("read");
            }
        })
    });
    for handler in handlers.collect::<Vec<_>>() {
        handler.await.expect("no panic");
    }
}

#[expect(clippy::unnecessary_wraps, reason = "`finish` takes this type")]
fn meeting(id: i64) -> Option<ChangeSet> {
    let screen = MessageId(i32::try_from(id).unwrap_or(i32::MAX));
    let list = vec![Change::Meet(ChatKind::Private), Change::SetScreen(Some(screen))];
    Some(ChangeSet { chat: chat_of(id), list })
}

fn chat_of(update: i64) -> ChatId {
    ChatId::new(7_000_000_000 + update % 10_000 * 977)
}
