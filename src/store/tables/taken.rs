//! IDs of updates that were taken lately, so that an update delivered again is dropped.
//!
//! Telegram delivers an update again if it missed that it was taken: after a crash between the commit and the next
//! `getUpdates`, or when the answer to a webhook got lost. It keeps updates for 24 hours at most
//! (<https://core.telegram.org/bots/api#getting-updates>). A low ID does not prove a repetition, because IDs go on
//! from a random number after a week of silence, and webhooks overtake each other. So the IDs themselves are kept for two
//! days: longer than Telegram repeats them, and shorter than the silence after which a new series could meet an old one.

use jiff::{SignedDuration, Timestamp};

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, millis};

/// How long an ID is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(48);
/// How many IDs are kept at most, about 50 bytes each; only a flood reaches it, and then the oldest go first.
const MOST: i64 = 1_000_000;

/// Remembers an ID; says whether it was unknown.
pub(crate) async fn remember(db: &mut Connection, update: i64, now: Timestamp) -> Result<bool, StoreError> {
    let inserted =
        sql::query("INSERT INTO taken (update_id, taken_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(update)
            .bind(millis(now))
            .execute(db)
            .await?;
    Ok(inserted > 0)
}

/// Forgets old IDs. It is called before each new one, so that a new series never depends on the time of the last sweep.
pub(crate) async fn forget_old(db: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
    let before = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
    sql::query("DELETE FROM taken WHERE taken_at < $1").bind(millis(before)).run(db).await
}

/// Keeps the newest [`MOST`] IDs.
pub(crate) async fn bound(db: &mut Connection) -> Result<(), StoreError> {
    sql::query(
        "DELETE FROM taken WHERE taken_at <= (SELECT taken_at FROM taken ORDER BY taken_at DESC LIMIT 1 OFFSET $1)",
    )
    .bind(MOST)
    .run(db)
    .await
}
