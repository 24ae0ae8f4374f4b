//! The rows of the audit log. None is ever changed or removed.

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, Session, SqlRow};

/// A row as it is found, whatever has happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AuditRow {
    /// Its number.
    pub number: i64,
    /// Its hash; empty if it is no blob.
    pub hash: Vec<u8>,
    /// The entry, sealed; empty if it is no blob.
    pub sealed: Vec<u8>,
}

pub(crate) async fn insert(
    db: &mut Connection,
    number: i64,
    hash: &[u8; 32],
    sealed: &[u8],
) -> Result<(), StoreError> {
    sql::query("INSERT INTO audit_log (number, hash, sealed) VALUES ($1, $2, $3)")
        .bind(number)
        .bind(hash.as_slice())
        .bind(sealed)
        .run(db)
        .await
}

/// At most so many rows with greater numbers than this one, or from the first one on, in their order.
pub(crate) async fn after(
    session: impl Into<Session<'_>>,
    after: Option<i64>,
    most: u32,
) -> Result<Vec<AuditRow>, StoreError> {
    let rows = sql::query(
        "SELECT number, hash, sealed FROM audit_log WHERE number > $1 OR $2 ORDER BY number LIMIT $3",
    )
    .bind(after.unwrap_or(i64::MIN))
    .bind(after.is_none())
    .bind(i64::from(most))
    .fetch_all(session)
    .await?;
    rows.iter().map(read).collect()
}

/// At most so many rows with smaller numbers than this one, or from the last one on, the newest first.
pub(crate) async fn before(
    session: impl Into<Session<'_>>,
    before: Option<i64>,
    most: u32,
) -> Result<Vec<AuditRow>, StoreError> {
    let rows = sql::query(
        "SELECT number, hash, sealed FROM audit_log WHERE number < $1 OR $2 ORDER BY number DESC LIMIT $3",
    )
    .bind(before.unwrap_or(i64::MAX))
    .bind(before.is_none())
    .bind(i64::from(most))
    .fetch_all(session)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &SqlRow) -> Result<AuditRow, StoreError> {
    // Whoever changes the file can put anything there.
    let blob = |column| row.get::<&[u8]>(column).map(<[u8]>::to_vec).unwrap_or_default();
    Ok(AuditRow { number: row.get("number")?, hash: blob("hash"), sealed: blob("sealed") })
}
