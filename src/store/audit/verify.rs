//! Checks the whole log.

use crate::crypto::StoreKey;
use crate::domain::audit::{AuditHash, AuditHead};
use crate::store::audit::AuditReader;
use crate::store::audit::chain;
use crate::store::error::StoreError;
use crate::store::tables::audit_log::{self, AuditRow};

/// The number of rows that are read at once.
const CHUNK: u32 = 1000;

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// How many entries are as they were added, from the first one on.
    pub entries: i64,
    /// The last one of these.
    pub head: Option<AuditHead>,
    /// The first fault; what follows it can't be vouched for.
    pub fault: Option<AuditFault>,
    /// The place of the hash that was looked for, if one was.
    pub found: Option<HeadFound>,
}

/// A fault in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditFault {
    /// The number of the entry.
    pub number: i64,
    /// The kind of the fault.
    pub kind: AuditFaultKind,
}

/// A kind of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditFaultKind {
    /// The entry is missing, and later ones are there.
    Missing,
    /// The entry is not as it was added, or does not belong there.
    Altered,
}

/// The place of a hash that was kept elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadFound {
    /// It is that of this entry, so the log holds everything up to there.
    At(i64),
    /// It is that of no entry: the log was cut before it, or written anew.
    Missing,
}

impl AuditReader {
    /// Checks the log from its first entry on, and looks for a hash that was kept elsewhere. A running bot may add entries
    /// meanwhile.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn verify(&self, kept: Option<AuditHash>) -> Result<AuditReport, StoreError> {
        let mut walk = Walk { number: 0, before: chain::BEFORE_FIRST, kept, found: None };
        let mut fault = None;
        while fault.is_none() {
            // The first rows are taken whatever their numbers are.
            let after = Some(walk.number).filter(|number| *number > 0);
            let rows = audit_log::after(&self.reader.pool, after, CHUNK).await?;
            if rows.is_empty() {
                break;
            }
            fault = rows.iter().find_map(|row| walk.fault(&self.key, row));
        }
        let head = (walk.number > 0).then_some(AuditHead { number: walk.number, hash: walk.before });
        let found = kept.map(|_| walk.found.map_or(HeadFound::Missing, HeadFound::At));
        Ok(AuditReport { entries: walk.number, head, fault, found })
    }
}

/// A walk along the chain.
struct Walk {
    /// The number and the hash of the last entry that is as it was added.
    number: i64,
    before: AuditHash,
    /// The hash that is looked for, and the number of its entry.
    kept: Option<AuditHash>,
    found: Option<i64>,
}

impl Walk {
    /// Takes the next row; gives its fault, if it has one.
    fn fault(&mut self, key: &StoreKey, row: &AuditRow) -> Option<AuditFault> {
        let next = self.number.saturating_add(1);
        if row.number > next {
            return Some(AuditFault { number: next, kind: AuditFaultKind::Missing });
        }
        let altered = Some(AuditFault { number: row.number, kind: AuditFaultKind::Altered });
        let Some(plain) = chain::open(key, row).filter(|plain| chain::read(plain).is_some()) else {
            return altered;
        };
        let hash = chain::hash(self.before, &plain);
        if row.number != next || row.hash != hash.0 {
            return altered;
        }
        (self.number, self.before) = (next, hash);
        if self.kept == Some(hash) {
            self.found = Some(next);
        }
        None
    }
}
