//! The coalition's keys of the entries that are still to come.

use crate::crypto::Recipients;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::tx::{Tx, WriteJob};

impl Store {
    /// Seals the entries of later opt-outs to these keys, which were accepted. What was sealed before stays as it is. Until this
    /// is called, entries are sealed under the store key.
    pub async fn seal_opt_outs_to(&self, recipients: &Recipients) -> Result<(), StoreError> {
        self.writer.run(SealTo(recipients.clone())).await
    }
}

struct SealTo(Recipients);

impl WriteJob for SealTo {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.left.opt_out_keys = Some(self.0.clone());
        Ok(())
    }
}
