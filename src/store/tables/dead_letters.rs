//! Updates that failed by our own fault, again and again. Nothing personal is kept of them.

use jiff::Timestamp;

use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, millis};
use crate::store::tables::inbox;
use crate::store::tx::{Tx, WriteJob};

impl Store {
    /// Makes an update a dead letter: the failure (`kind`, in a word, and `reason`) and its time are kept, and nothing of
    /// the update's text.
    ///
    /// # Errors
    /// When the database fails; the update stays in the inbox then.
    pub async fn bury(
        &self,
        update_id: i64,
        kind: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (kind, reason) = (kind.to_owned(), reason.to_owned());
        self.writer.run(Bury { update: update_id, kind, reason, died_at: now }).await
    }
}

struct Bury {
    update: i64,
    kind: String,
    reason: String,
    died_at: Timestamp,
}

impl WriteJob for Bury {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        sql::query(
            "INSERT INTO dead_letters (update_id, kind, reason, died_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
        )
        .bind(self.update)
        .bind(&self.kind)
        .bind(&self.reason)
        .bind(millis(self.died_at))
        .run(&mut *tx.db)
        .await?;
        inbox::remove(tx.db, &[self.update]).await
    }
}

/// Removes the dead letters that died at that time or before; returns how many.
pub(crate) async fn remove_old(db: &mut Connection, until: i64) -> Result<u64, StoreError> {
    sql::query("DELETE FROM dead_letters WHERE died_at <= $1").bind(until).execute(db).await
}
