//! Who is told of an action that is held, and in which message.

use jiff::Timestamp;

use crate::domain::hold::HoldId;
use crate::domain::{MessageId, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tables::holds;
use crate::store::tx::{Tx, WriteJob};

/// One person who is told of a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldNotice {
    /// The person.
    pub person: StoredId,
    /// The message with the buttons; `None` before it was sent.
    pub message: Option<MessageId>,
    /// How often it could not be sent.
    pub tries: u32,
    /// When it is tried again.
    pub next: Timestamp,
}

impl HoldNotice {
    /// Somebody who is to be told now.
    pub fn new(person: StoredId, now: Timestamp) -> HoldNotice {
        HoldNotice { person, message: None, tries: 0, next: now }
    }
}

impl Store {
    /// Those who are told of a hold, or to whom that was tried.
    pub async fn hold_notices(&self, id: HoldId) -> Result<Vec<HoldNotice>, StoreError> {
        let rows = sql::query(
            "SELECT person, message, tries, next FROM hold_notices WHERE hold = $1 ORDER BY person",
        );
        let read = |row: &SqlRow| {
            Ok(HoldNotice {
                person: row.get("person")?,
                message: row.message_id("message")?,
                tries: u32::try_from(row.count("tries")?).unwrap_or(u32::MAX),
                next: row.time("next")?,
            })
        };
        rows.bind(id.0).fetch_all(&self.reader.pool).await?.iter().map(read).collect()
    }

    /// Notes the attempt to tell somebody of a hold. If they know of it now, and the time of the hold begins with them, it does.
    pub async fn note_hold_notice(
        &self,
        id: HoldId,
        notice: HoldNotice,
        starts_time: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer.run(NoteNotice { id, notice, starts_time, now }).await
    }
}

struct NoteNotice {
    id: HoldId,
    notice: HoldNotice,
    starts_time: bool,
    now: Timestamp,
}

impl WriteJob for NoteNotice {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let HoldNotice { person, message, tries, next } = self.notice;
        if holds::one(&mut *tx.db, tx.key, self.id).await?.is_none() {
            return Ok(());
        }
        sql::query(
            "INSERT INTO hold_notices (hold, person, message, tries, next) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (hold, person) DO UPDATE
             SET message = excluded.message, tries = excluded.tries, next = excluded.next",
        )
        .bind(self.id.0)
        .bind(person)
        .bind(message.map(|message| i64::from(message.0)))
        .bind(i64::from(tries))
        .bind(millis(next))
        .run(&mut *tx.db)
        .await?;
        if message.is_some() && self.starts_time {
            holds::set_told(tx.db, self.id, self.now).await?;
        }
        Ok(())
    }
}

/// Removes the ID of a person who is gone.
pub(crate) async fn forget_person(db: &mut Connection, person: StoredId) -> Result<(), StoreError> {
    sql::query("DELETE FROM hold_notices WHERE person = $1").bind(person).run(db).await
}
