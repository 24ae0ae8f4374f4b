//! Opt-outs that are not in the list of opt-outs yet: the entries that it will get, in their order. They are sealed, so that no row
//! names a chat.

use crate::store::error::StoreError;
use crate::store::sql::{self, Connection};

/// How many rows are read at once.
const PAGE: i64 = 1000;

/// An entry that the list will get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnlistedRow {
    /// Its place among the others.
    pub id: i64,
    /// Its text, as it will stand in the list.
    pub entry: String,
}

pub(crate) async fn add(db: &mut Connection, entry: String) -> Result<(), StoreError> {
    sql::query("INSERT INTO unlisted (entry) VALUES ($1)").bind(entry).run(db).await
}

/// The next rows after this one; no more are left if the list is empty.
pub(crate) async fn page(db: &mut Connection, after: i64) -> Result<Vec<UnlistedRow>, StoreError> {
    let rows = sql::query("SELECT id, entry FROM unlisted WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after)
        .bind(PAGE)
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| Ok(UnlistedRow { id: row.get("id")?, entry: row.get("entry")? })).collect()
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
