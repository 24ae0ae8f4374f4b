//! The writer's transactions: the steps before, at and after a commit.

use std::fs::File;
use std::sync::Arc;

use crate::crypto::StateKey;
use crate::store::error::StoreError;
use crate::store::opt_outs::{OptOutList, set_seen};
use crate::store::purge::Purge;
use crate::store::sql::Connection;
use crate::store::tables::inbox;
use crate::store::tx::{Leftover, Tx};

/// Everything that the writer's task owns.
pub(crate) struct WriterState {
    /// The one connection that writes.
    pub db: Connection,
    /// Seals sign-ups, drafts and campaigns.
    pub key: Arc<StateKey>,
    /// The list of opt-outs; `None` if no backup is ever to be restored to this store.
    pub list: Option<OptOutList>,
    /// Whether the store was ever restored from a backup.
    pub restored: bool,
    /// The state of the purge.
    pub purge: Purge,
    /// The lock on the folder, released when the connection is closed.
    pub lock: File,
}

impl WriterState {
    /// Begins a transaction.
    pub async fn begin(&mut self) -> Result<Tx<'_>, StoreError> {
        self.db.begin().await?;
        Ok(Tx { db: &mut self.db, key: &self.key, lists_all: self.restored, left: Leftover::default() })
    }

    /// Undoes the transaction.
    pub async fn roll_back(&mut self) {
        self.db.roll_back().await;
    }

    /// Commits the transaction with the work that its jobs left, or undoes it.
    pub async fn commit(&mut self, left: Leftover) -> Result<(), StoreError> {
        if let Err(error) = self.finish(&left).await {
            self.roll_back().await;
            return Err(error);
        }
        if left.has_swept {
            // Deleted rows leave the log too. If not now, then with the next sweep.
            let _ = self.db.checkpoint().await;
        }
        if left.has_erased {
            self.purge = Purge::Due;
        }
        self.purge = self.purge.step(&mut self.db, left.has_swept).await;
        Ok(())
    }

    async fn finish(&mut self, left: &Leftover) -> Result<(), StoreError> {
        inbox::remove(&mut self.db, &left.handled).await?;
        if let Some(list) = self.list.as_mut().filter(|_| !left.opt_outs.is_empty()) {
            // The list comes first. An entry whose commit fails then does no harm, but a restore would undo an opt-out that
            // is not listed.
            let seen = list.append(&left.opt_outs).await?;
            set_seen(&mut self.db, seen).await?;
        }
        self.db.commit().await
    }

    /// Closes the connection and lets the folder go.
    pub async fn close(mut self) -> Result<(), StoreError> {
        // The last connection to close does this by itself, but an export in another process may still be reading. If it
        // can't be done now, the commits are safe in the log.
        let _ = self.db.checkpoint().await;
        let closed = self.db.close().await;
        drop(self.lock);
        closed
    }
}
