//! Opt-outs that are not in the list of opt-outs yet: the entries that it will get, in their order.

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, odd};

/// How many rows are read at once.
const PAGE: i64 = 1000;

/// An entry that the list will get: a keyed hash, and a covered ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnlistedRow {
    /// Its place among the others.
    pub id: i64,
    /// The hash.
    pub tag: [u8; 32],
    /// The cover.
    pub cover: u64,
}

pub(crate) async fn add(db: &mut Connection, tag: &[u8; 32], cover: u64) -> Result<(), StoreError> {
    sql::query("INSERT INTO unlisted (tag, cover) VALUES ($1, $2)")
        .bind(tag.as_slice())
        .bind(cover.cast_signed())
        .run(db)
        .await
}

/// The next rows after this one; no more are left if the list is empty.
pub(crate) async fn page(db: &mut Connection, after: i64) -> Result<Vec<UnlistedRow>, StoreError> {
    let rows = sql::query("SELECT id, tag, cover FROM unlisted WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after)
        .bind(PAGE)
        .fetch_all(db)
        .await?;
    let read = |row: &sql::SqlRow| {
        let tag = row.get::<&[u8]>("tag")?.try_into().map_err(|_| odd("tag"))?;
        Ok(UnlistedRow { id: row.get("id")?, tag, cover: row.get::<i64>("cover")?.cast_unsigned() })
    };
    rows.iter().map(read).collect()
}

/// How many there are.
pub(crate) async fn count(session: impl Into<sql::Session<'_>>) -> Result<u64, StoreError> {
    sql::query("SELECT COUNT(*) AS count FROM unlisted").fetch_one(session).await?.count("count")
}

pub(crate) async fn remove(db: &mut Connection, id: i64) -> Result<(), StoreError> {
    sql::query("DELETE FROM unlisted WHERE id = $1").bind(id).run(db).await
}

/// Removes all up to this one.
pub(crate) async fn remove_until(db: &mut Connection, last: i64) -> Result<(), StoreError> {
    sql::query("DELETE FROM unlisted WHERE id <= $1").bind(last).run(db).await
}
