//! When owners were told the code of the newest entry. Whoever keeps that message can tell later whether the log was cut.

use jiff::{SignedDuration, Timestamp};

use crate::domain::audit::AuditHead;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::millis;

/// The setting with the time of the last telling, in milliseconds since 1970, and the number of the entry.
const TOLD: &str = "audit_told";

/// The time between two tellings.
const EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);

impl Store {
    /// The newest entry, if owners are to be told of it: it is another than the last time, which was a week ago or more.
    pub async fn untold_audit_head(&self, now: Timestamp) -> Result<Option<AuditHead>, StoreError> {
        let told = self.setting(TOLD).await?;
        let told = told.as_deref().and_then(|told| told.split_once(' '));
        let at = told.and_then(|(at, _)| Timestamp::from_millisecond(at.parse().ok()?).ok());
        // A clock that was ahead is set right one day.
        if at.is_some_and(|at| now.duration_since(at).abs() < EVERY) {
            return Ok(None);
        }
        let number = told.and_then(|(_, number)| number.parse().ok());
        Ok(self.reader.audit_head().await?.filter(|head| Some(head.number) != number))
    }

    /// Owners were told of this entry.
    pub async fn note_audit_told(&self, head: AuditHead, now: Timestamp) -> Result<(), StoreError> {
        self.put_setting(TOLD, &format!("{} {}", millis(now), head.number)).await
    }
}
