//! A transaction of the writer as the jobs in it see it, with the work that they leave for its commit.

use crate::crypto::{IdKey, Recipients, StoreKey};
use crate::domain::{ChatId, PersonCode, StoredId};
use crate::store::error::StoreError;
use crate::store::opt_outs::OptOut;
use crate::store::sql::Connection;

/// A write, defined next to the SQL of its table.
///
/// The writer runs many jobs in one transaction. If one fails, the transaction is undone and the others run once more
/// without it. So `run` takes `&self`, and everything that outlasts the transaction is left in the [`Tx`].
pub(crate) trait WriteJob: Send + Sync + 'static {
    /// The answer, given once the transaction is on the disk.
    type Output: Send;

    /// Does the job. Implementations write `async fn run`.
    fn run(&self, tx: &mut Tx<'_>) -> impl Future<Output = Result<Self::Output, StoreError>> + Send;
}

/// A transaction of the writer.
pub(crate) struct Tx<'a> {
    /// The connection that has the transaction.
    pub db: &'a mut Connection,
    /// Seals data that a person typed.
    pub key: &'a StoreKey,
    /// Hides the IDs that a change names beside its own chat.
    pub ids: &'a IdKey,
    /// Whether opt-outs are listed also if they change nothing.
    pub lists_all: bool,
    /// Whether everything was frozen before the transaction.
    pub was_frozen: bool,
    /// The work that is left for the commit and after it. If the transaction is undone, it is dropped.
    pub left: Leftover,
}

/// The work that the jobs of a transaction leave for its commit.
#[derive(Debug, Default)]
pub(crate) struct Leftover {
    /// The updates that were handled: they leave the inbox.
    pub handled: Vec<i64>,
    /// The opt-outs: they are committed with the rest, and listed right after.
    pub opt_outs: Vec<(StoredId, OptOut)>,
    /// The keys that the entries of opt-outs are sealed to from the next transaction on, if they change.
    pub opt_out_keys: Option<Recipients>,
    /// Whether a chat was erased, so that its bytes are to be purged soon.
    pub has_erased: bool,
    /// Whether a sweep removed rows, which are then to leave the log too.
    pub has_swept: bool,
    /// The occasion to purge the bytes of erased chats, if it is one.
    pub purges: Option<PurgeOccasion>,
    /// Whether delivery is to look at the campaigns again.
    pub wakes_campaigns: bool,
    /// Whether everything is frozen from now on, if that changes.
    pub freezes: Option<bool>,
}

/// An occasion to purge the bytes of erased chats (`purge.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PurgeOccasion {
    /// A minute has passed.
    Minute,
    /// Data is deleted that was kept for long enough, which happens more rarely.
    Sweep,
    /// The store is closed.
    Stop,
}

impl Tx<'_> {
    /// The code of the person in this private chat.
    pub fn code(&self, chat: ChatId) -> PersonCode {
        self.ids.code(self.ids.hide(chat))
    }

    /// Whether everything is frozen.
    pub fn is_frozen(&self) -> bool {
        self.left.freezes.unwrap_or(self.was_frozen)
    }

    /// Lists an opt-out that changed this many rows.
    pub fn opt_out(&mut self, chat: StoredId, opt_out: OptOut, changed: u64) {
        if self.lists_all || changed > 0 {
            self.left.opt_outs.push((chat, opt_out));
        }
    }
}
