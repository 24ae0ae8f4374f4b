//! A transaction of the writer as the jobs in it see it, and what they leave for its commit.

use crate::crypto::StateKey;
use crate::domain::ChatId;
use crate::store::error::StoreError;
use crate::store::opt_outs::OptOut;
use crate::store::sql::Connection;

/// A write: what is asked for, next to the SQL of its table.
///
/// The writer runs many jobs in one transaction. If one fails, the transaction is undone and the others run once more
/// without it. So `run` takes `&self`, and leaves what is to outlast the transaction in the [`Tx`].
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
    /// Seals what a person typed.
    pub key: &'a StateKey,
    /// What is to be done at the commit, and after it. If the transaction is undone, it is dropped.
    pub left: Leftover,
}

/// What the jobs of a transaction leave for its commit.
#[derive(Debug, Default)]
pub(crate) struct Leftover {
    /// The updates that were handled: they leave the inbox.
    pub handled: Vec<i64>,
    /// What people opted out of: it is listed before the commit.
    pub opt_outs: Vec<(ChatId, OptOut)>,
    /// Whether to list also the opt-outs that change nothing.
    pub list_always: bool,
    /// Whether a chat was erased, so that its bytes are to be purged after the commit.
    pub has_erased: bool,
    /// Whether a sweep removed rows, which are then to leave the log too.
    pub has_swept: bool,
    /// Whether delivery is to look at the campaigns again.
    pub wakes_campaigns: bool,
}

impl Tx<'_> {
    /// Lists an opt-out that changed this many rows.
    pub fn opt_out(&mut self, chat: ChatId, opt_out: OptOut, changed: u64) {
        if self.left.list_always || changed > 0 {
            self.left.opt_outs.push((chat, opt_out));
        }
    }
}
