//! The proof that the store takes what is written, also while nobody writes to the bot.

use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::tables::settings;
use crate::store::tx::{Tx, WriteJob};
use crate::vitals::Vitals;

/// The setting that is written. Its value means nothing, and changes each time.
const PULSE: &str = "pulse";

impl Store {
    /// From now on each transaction leaves a sign of life here. Only the first call counts.
    pub fn report_to(&self, vitals: Vitals) {
        self.writer.report_to(vitals);
    }

    /// Writes something of no meaning to the disk.
    ///
    /// # Errors
    /// When the store is closed, or the disk does not take it.
    pub async fn pulse(&self) -> Result<(), StoreError> {
        self.writer.run(Pulse).await
    }
}

struct Pulse;

impl WriteJob for Pulse {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        // SQLite writes nothing where the value stays the same.
        let before = settings::get(&mut *tx.db, PULSE).await?;
        settings::put(tx.db, PULSE, if before.as_deref() == Some("1") { "0" } else { "1" }).await
    }
}
