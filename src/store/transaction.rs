//! The writer's transactions: the steps before, at and after a commit.

use std::fs::File;
use std::sync::Arc;

use tokio::sync::watch;

use crate::crypto::{IdKey, StoreKey};
use crate::store::error::StoreError;
use crate::store::opt_outs::OptOutList;
use crate::store::purge::Purge;
use crate::store::sql::Connection;
use crate::store::tables::{inbox, unlisted};
use crate::store::tx::{Leftover, PurgeOccasion, Tx};
use crate::store::warnings::StoreWarnings;

/// Everything that the writer's task owns.
pub(crate) struct WriterState {
    /// The one connection that writes.
    pub db: Connection,
    /// Seals sign-ups, drafts and campaigns.
    pub key: Arc<StoreKey>,
    /// Hides Telegram's IDs.
    pub ids: Arc<IdKey>,
    /// The list of opt-outs; `None` if no backup is ever to be restored to this store.
    pub list: Option<OptOutList>,
    /// Whether the list may lack opt-outs that are committed.
    pub is_list_behind: bool,
    /// Whether the store was ever restored from a backup.
    pub restored: bool,
    /// The state of the purge.
    pub purge: Purge,
    /// Whether everything is frozen.
    pub frozen: watch::Sender<bool>,
    /// The faults of the files, for owners.
    pub warnings: watch::Sender<StoreWarnings>,
    /// The lock on the folder, released when the connection is closed.
    pub lock: File,
}

impl WriterState {
    /// Begins a transaction.
    pub async fn begin(&mut self) -> Result<Tx<'_>, StoreError> {
        self.db.begin().await?;
        Ok(Tx {
            db: &mut self.db,
            key: &self.key,
            ids: &self.ids,
            lists_all: self.restored,
            was_frozen: *self.frozen.borrow(),
            left: Leftover::default(),
        })
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
        if let (Some(list), Some(keys)) = (&mut self.list, left.opt_out_keys) {
            list.recipients = Some(keys);
        }
        if let Some(freezes) = left.freezes {
            self.frozen.send_replace(freezes);
        }
        self.is_list_behind |= !left.opt_outs.is_empty();
        self.copy_opt_outs().await;
        if left.has_swept {
            // Deleted rows leave the log too. If not now, then with the next sweep.
            let _ = self.db.checkpoint().await;
        }
        if left.has_erased {
            self.purge = Purge::Due;
        }
        if let Some(occasion) = left.purges {
            self.purge = self.purge.step(&mut self.db, occasion).await;
        }
        Ok(())
    }

    async fn finish(&mut self, left: &Leftover) -> Result<(), StoreError> {
        inbox::remove(&mut self.db, &left.handled).await?;
        if let Some(list) = &self.list {
            for (chat, opt_out) in &left.opt_outs {
                unlisted::add(&mut self.db, list.seal(*chat, *opt_out, &self.key)).await?;
            }
        }
        self.db.commit().await
    }

    /// Copies committed opt-outs to the list. If that fails, or its disk does not answer, they hold all the same: the next commit
    /// tries again, and there is one each minute ([`Store::purge`](crate::store::Store::purge)).
    pub async fn copy_opt_outs(&mut self) {
        let Some(list) = self.list.as_mut().filter(|_| self.is_list_behind) else { return };
        let copied = list.catch_up(&mut self.db).await;
        self.is_list_behind = copied.is_err();
        let Err(error) = copied else {
            if self.warnings.send_if_modified(|now| std::mem::take(&mut now.unlisted) > 0) {
                log::info!("the list of opt-outs is complete again");
            }
            return;
        };
        if self.warnings.borrow().unlisted == 0 {
            log::error!(
                "opt-outs can't be written to their list ({error}): they hold, and are written later; until then no backup \
                 can be made"
            );
        }
        let count = unlisted::count(&mut self.db).await.unwrap_or(1).max(1);
        self.warnings.send_if_modified(|now| std::mem::replace(&mut now.unlisted, count) != count);
    }

    /// Closes the connection and lets the folder go.
    pub async fn close(mut self) -> Result<(), StoreError> {
        self.copy_opt_outs().await;
        self.purge.step(&mut self.db, PurgeOccasion::Stop).await;
        // The last connection to close does this by itself, but an export in another process may still be reading. If it
        // can't be done now, the commits are safe in the log.
        let _ = self.db.checkpoint().await;
        let closed = self.db.close().await;
        drop(self.lock);
        closed
    }
}
