//! Many chats in a store at once.

use futures_util::{StreamExt, stream};
use pledge_bot::store::{ChangeSet, Store};

/// How many writes wait at the same time; the store puts them into few transactions.
const AT_ONCE: usize = 10_000;

/// Stores the changes of many chats.
pub async fn store_all(store: &Store, sets: impl IntoIterator<Item = ChangeSet>) {
    let commits = stream::iter(sets).map(|set| store.commit(None, Some(set)));
    commits.buffer_unordered(AT_ONCE).for_each(|stored| async { stored.expect("stored") }).await;
}
