//! How the store speaks SQL: connections and rows of our own, queries with bind parameters, and the codecs of columns.
//!
//! The files of the tables name these types and never the driver's. A second database is added here: [`Connection`] and
//! [`Pool`] become enums, and [`Query`] sends the same text to either.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::sqlite::{
    SqliteArguments, SqliteArgumentsBuffer, SqlitePool, SqliteRow, SqliteTypeInfo, SqliteValueRef,
};
use sqlx::{Decode, Encode, Row as _, Sqlite, SqliteConnection, Type};

use crate::domain::campaign::DeliveryStatus;
use crate::domain::{MessageId, StoredId};
use crate::store::error::StoreError;

/// One connection to the database.
#[derive(Debug)]
pub(crate) struct Connection(pub(super) SqliteConnection);

/// Several connections that can only read.
#[derive(Debug, Clone)]
pub(crate) struct Pool(pub(super) SqlitePool);

/// The connection that runs a query.
pub(crate) enum Session<'c> {
    /// On this connection.
    Connection(&'c mut Connection),
    /// On the next free connection.
    Pool(&'c Pool),
}

impl<'c> From<&'c mut Connection> for Session<'c> {
    fn from(db: &'c mut Connection) -> Session<'c> {
        Session::Connection(db)
    }
}

impl<'c> From<&'c Pool> for Session<'c> {
    fn from(pool: &'c Pool) -> Session<'c> {
        Session::Pool(pool)
    }
}

/// A statement with the values of its parameters `$1`, `$2`, …
#[must_use = "a query does nothing until it runs"]
pub(crate) struct Query(sqlx::query::Query<'static, Sqlite, SqliteArguments>);

/// Begins a query. The text is a literal or a constant of the same file, so that a test can prepare every statement on
/// another database too (`tests/it/store/postgres.rs`).
pub(crate) fn query(sql: &'static str) -> Query {
    Query(sqlx::query(sql))
}

impl Query {
    /// The value of the next parameter.
    pub fn bind<'v, T: Encode<'v, Sqlite> + Type<Sqlite>>(self, value: T) -> Query {
        Query(self.0.bind(value))
    }

    /// Runs a statement; returns how many rows it changed.
    pub async fn execute(self, session: impl Into<Session<'_>>) -> Result<u64, StoreError> {
        let done = match session.into() {
            Session::Connection(db) => self.0.execute(&mut db.0).await?,
            Session::Pool(pool) => self.0.execute(&pool.0).await?,
        };
        Ok(done.rows_affected())
    }

    /// Runs a statement for which it does not matter how many rows it changes.
    pub async fn run(self, session: impl Into<Session<'_>>) -> Result<(), StoreError> {
        self.execute(session).await.map(drop)
    }

    /// All rows of the result.
    pub async fn fetch_all(self, session: impl Into<Session<'_>>) -> Result<Vec<SqlRow>, StoreError> {
        let rows = match session.into() {
            Session::Connection(db) => self.0.fetch_all(&mut db.0).await?,
            Session::Pool(pool) => self.0.fetch_all(&pool.0).await?,
        };
        Ok(rows.into_iter().map(SqlRow).collect())
    }

    /// The first row of the result, if there is one.
    pub async fn fetch_optional(self, session: impl Into<Session<'_>>) -> Result<Option<SqlRow>, StoreError> {
        let row = match session.into() {
            Session::Connection(db) => self.0.fetch_optional(&mut db.0).await?,
            Session::Pool(pool) => self.0.fetch_optional(&pool.0).await?,
        };
        Ok(row.map(SqlRow))
    }

    /// The one row of a result that always has one.
    pub async fn fetch_one(self, session: impl Into<Session<'_>>) -> Result<SqlRow, StoreError> {
        let row = match session.into() {
            Session::Connection(db) => self.0.fetch_one(&mut db.0).await?,
            Session::Pool(pool) => self.0.fetch_one(&pool.0).await?,
        };
        Ok(SqlRow(row))
    }
}

impl Type<Sqlite> for StoredId {
    fn type_info() -> SqliteTypeInfo {
        <i64 as Type<Sqlite>>::type_info()
    }

    fn compatible(info: &SqliteTypeInfo) -> bool {
        <i64 as Type<Sqlite>>::compatible(info)
    }
}

impl Encode<'_, Sqlite> for StoredId {
    fn encode_by_ref(&self, out: &mut SqliteArgumentsBuffer) -> Result<IsNull, BoxDynError> {
        Encode::<Sqlite>::encode(self.bits(), out)
    }
}

impl<'r> Decode<'r, Sqlite> for StoredId {
    fn decode(value: SqliteValueRef<'r>) -> Result<StoredId, BoxDynError> {
        <i64 as Decode<Sqlite>>::decode(value).map(StoredId::from_bits)
    }
}

/// A row of a result.
pub(crate) struct SqlRow(SqliteRow);

impl SqlRow {
    /// The value of a column.
    pub fn get<'r, T: Decode<'r, Sqlite> + Type<Sqlite>>(&'r self, column: &str) -> Result<T, StoreError> {
        Ok(self.0.try_get(column)?)
    }

    /// A number that can't be negative.
    pub fn count(&self, column: &str) -> Result<u64, StoreError> {
        Ok(self.get::<i64>(column)?.unsigned_abs())
    }

    /// A time, stored as by [`millis`].
    pub fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        Timestamp::from_millisecond(self.get(column)?).map_err(|_| odd(column))
    }

    /// A time, or none.
    pub fn optional_time(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        let millis: Option<i64> = self.get(column)?;
        millis.map(|millis| Timestamp::from_millisecond(millis).map_err(|_| odd(column))).transpose()
    }

    /// A civil date, stored as `2027-03-01`.
    pub fn date(&self, column: &str) -> Result<Date, StoreError> {
        self.decode(column, |date| date.parse().ok())
    }

    /// The meaning of a code.
    pub fn decode<T>(&self, column: &str, from_code: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        from_code(self.get(column)?).ok_or_else(|| odd(column))
    }

    /// The meaning of a code in a column that may be empty.
    pub fn decode_optional<T>(
        &self,
        column: &str,
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let code: Option<&str> = self.get(column)?;
        code.map(|code| from_code(code).ok_or_else(|| odd(column))).transpose()
    }

    /// Data stored as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        self.decode(column, |json| serde_json::from_str(json).ok())
    }

    /// The ID of a message.
    pub fn message_id(&self, column: &str) -> Result<Option<MessageId>, StoreError> {
        let id: Option<i64> = self.get(column)?;
        id.map(|id| i32::try_from(id).map(MessageId).map_err(|_| odd(column))).transpose()
    }

    /// The status of a delivery, stored as by [`status_code`].
    pub fn status(&self, column: &str) -> Result<DeliveryStatus, StoreError> {
        let place = usize::try_from(self.get::<i64>(column)?).ok();
        place.and_then(|place| DeliveryStatus::ALL.get(place).copied()).ok_or_else(|| odd(column))
    }
}

/// The error of a column whose value this version does not know.
pub(crate) fn odd(column: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column}"))
}

/// A time as it is stored.
pub(crate) fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// The beginning of the hour of a time, as it is stored where nobody needs to know more: whoever watched a person at some second
/// does not find their row by it.
pub(crate) fn hour(time: Timestamp) -> i64 {
    const HOUR: i64 = 3_600_000;
    millis(time).div_euclid(HOUR) * HOUR
}

/// The status of a delivery as it is stored: its place among all.
pub(crate) fn status_code(status: DeliveryStatus) -> i64 {
    let place = DeliveryStatus::ALL.iter().position(|each| *each == status);
    place.and_then(|place| i64::try_from(place).ok()).unwrap_or(0)
}
