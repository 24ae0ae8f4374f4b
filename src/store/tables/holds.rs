//! Actions of staff that are held. What they are about to do is sealed under the store key.

use jiff::Timestamp;

use crate::crypto::{Purpose, StoreKey};
use crate::domain::StoredId;
use crate::domain::hold::{Decider, HeldKind, Hold, HoldId, HoldOutline, HoldState, NewHold};
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, Session, SqlRow, millis};
use crate::store::tx::Tx;
use crate::store::{Reader, Store};

impl Store {
    /// The actions that wait, the oldest first.
    pub async fn waiting_holds(&self) -> Result<Vec<HoldOutline>, StoreError> {
        all_waiting(&self.reader.pool, &self.key).await
    }

    /// The actions that are over, while staff have not been told how they ended, the oldest first.
    pub async fn untold_holds(&self) -> Result<Vec<HoldOutline>, StoreError> {
        let rows = sql::query(
            "SELECT id, author, kind, urgent, begun, lapses, needs_second, state, told, approved, approved_by, ended_by, sealed
             FROM holds WHERE state <> 'waiting' AND NOT reported ORDER BY id",
        );
        let rows = rows.fetch_all(&self.reader.pool).await?;
        rows.iter().map(|row| outline(&self.key, row)).collect()
    }

    /// An action that is or was held; `None` if there is none with this number.
    pub async fn hold(&self, id: HoldId) -> Result<Option<HoldOutline>, StoreError> {
        one(&self.reader.pool, &self.key, id).await
    }
}

impl Reader {
    /// Whether an action of this person was stopped by another, and none of theirs was approved since.
    pub async fn was_stopped(&self, author: StoredId) -> Result<bool, StoreError> {
        was_stopped(&self.pool, author).await
    }

    /// How many actions of this person wait.
    pub async fn count_holds(&self, author: StoredId) -> Result<u64, StoreError> {
        count_waiting(&self.pool, author).await
    }
}

/// The actions that wait, within a transaction.
pub(crate) async fn waiting(tx: &mut Tx<'_>) -> Result<Vec<HoldOutline>, StoreError> {
    all_waiting(&mut *tx.db, tx.key).await
}

async fn all_waiting(
    session: impl Into<Session<'_>>,
    key: &StoreKey,
) -> Result<Vec<HoldOutline>, StoreError> {
    let rows = sql::query(
        "SELECT id, author, kind, urgent, begun, lapses, needs_second, state, told, approved, approved_by, ended_by, sealed
         FROM holds WHERE state = 'waiting' ORDER BY id",
    );
    rows.fetch_all(session).await?.iter().map(|row| outline(key, row)).collect()
}

pub(crate) async fn one(
    session: impl Into<Session<'_>>,
    key: &StoreKey,
    id: HoldId,
) -> Result<Option<HoldOutline>, StoreError> {
    let row = sql::query(
        "SELECT id, author, kind, urgent, begun, lapses, needs_second, state, told, approved, approved_by, ended_by, sealed
         FROM holds WHERE id = $1",
    );
    row.bind(id.0).fetch_optional(session).await?.map(|row| outline(key, &row)).transpose()
}

fn outline(key: &StoreKey, row: &SqlRow) -> Result<HoldOutline, StoreError> {
    let hold = read(row)?;
    let json = key.open(Purpose::Hold, hold.id.0, row.get("sealed")?).ok();
    let action = json.and_then(|json| serde_json::from_slice(&json).ok());
    let ended_by = match (hold.state, row.get("ended_by")?) {
        (HoldState::Undone | HoldState::Stopped, Some(person)) => Some(Decider::Person(person)),
        (HoldState::Stopped, None) => Some(Decider::Operator),
        _ => None,
    };
    Ok(HoldOutline { hold, action, ended_by })
}

fn read(row: &SqlRow) -> Result<Hold, StoreError> {
    let approved = row.optional_time("approved")?.is_some();
    let by: Option<StoredId> = row.get("approved_by")?;
    Ok(Hold {
        id: HoldId(row.get("id")?),
        author: row.get("author")?,
        kind: row.decode("kind", HeldKind::from_code)?,
        urgent: row.get("urgent")?,
        begun: row.time("begun")?,
        state: row.decode("state", HoldState::from_code)?,
        told: row.optional_time("told")?,
        approved: approved.then(|| by.map_or(Decider::Operator, Decider::Person)),
        needs_second: row.get("needs_second")?,
        lapses: row.time("lapses")?,
    })
}

/// Puts an action of this person into a hold.
pub(crate) async fn insert(
    db: &mut Connection,
    key: &StoreKey,
    author: StoredId,
    new: &NewHold,
    work: Option<Vec<u8>>,
) -> Result<HoldId, StoreError> {
    let row = sql::query(
        "INSERT INTO holds (author, kind, urgent, begun, lapses, needs_second, state, reported, sealed, work)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', FALSE, $7, $8) RETURNING id",
    )
    .bind(author)
    .bind(new.action.kind().code())
    .bind(new.action.is_urgent())
    .bind(millis(new.begun))
    .bind(millis(new.lapses))
    .bind(new.needs_second)
    .bind(Vec::<u8>::new())
    .bind(work)
    .fetch_one(&mut *db)
    .await?;
    let id = HoldId(row.get("id")?);
    let json = serde_json::to_vec(&new.action).expect("an action is plain data");
    sql::query("UPDATE holds SET sealed = $2 WHERE id = $1")
        .bind(id.0)
        .bind(key.seal(Purpose::Hold, id.0, &json))
        .run(db)
        .await?;
    Ok(id)
}

pub(crate) async fn was_stopped(
    session: impl Into<Session<'_>>,
    author: StoredId,
) -> Result<bool, StoreError> {
    let row = sql::query(
        "SELECT state FROM holds
         WHERE author = $1 AND (state = 'stopped' OR state = 'done' AND approved IS NOT NULL)
         ORDER BY ended DESC, id DESC LIMIT 1",
    );
    let row = row.bind(author).fetch_optional(session).await?;
    let state = row.map(|row| row.decode("state", HoldState::from_code)).transpose()?;
    Ok(state == Some(HoldState::Stopped))
}

pub(crate) async fn count_waiting(
    session: impl Into<Session<'_>>,
    author: StoredId,
) -> Result<u64, StoreError> {
    let row = sql::query("SELECT COUNT(*) AS holds FROM holds WHERE author = $1 AND state = 'waiting'");
    row.bind(author).fetch_one(session).await?.count("holds")
}

/// Notes that another person has been told with whom the time begins, unless one was before.
pub(crate) async fn set_told(db: &mut Connection, id: HoldId, now: Timestamp) -> Result<(), StoreError> {
    sql::query("UPDATE holds SET told = COALESCE(told, $2) WHERE id = $1")
        .bind(id.0)
        .bind(millis(now))
        .run(db)
        .await
}

/// Notes that it was not begun before this time.
pub(crate) async fn set_begun(db: &mut Connection, id: HoldId, time: Timestamp) -> Result<(), StoreError> {
    sql::query("UPDATE holds SET begun = $2 WHERE id = $1 AND begun < $2")
        .bind(id.0)
        .bind(millis(time))
        .run(db)
        .await
}

/// Notes that a second person wants it too.
pub(crate) async fn set_approved(
    db: &mut Connection,
    id: HoldId,
    by: Decider,
    now: Timestamp,
) -> Result<(), StoreError> {
    // One who agreed before may have lost the right since.
    sql::query("UPDATE holds SET approved = $2, approved_by = $3 WHERE id = $1")
        .bind(id.0)
        .bind(millis(now))
        .bind(person(by))
        .run(db)
        .await
}

/// Forgets an approval that does not count any more.
pub(crate) async fn clear_approval(db: &mut Connection, id: HoldId) -> Result<(), StoreError> {
    sql::query("UPDATE holds SET approved = NULL, approved_by = NULL WHERE id = $1").bind(id.0).run(db).await
}

/// Ends a hold that waits; gives the work of its author, if it had any.
pub(crate) async fn end(
    db: &mut Connection,
    id: HoldId,
    state: HoldState,
    by: Option<Decider>,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sql::query(
        "UPDATE holds SET state = $2, ended = $3, ended_by = $4 WHERE id = $1 AND state = 'waiting' RETURNING work",
    )
    .bind(id.0)
    .bind(state.code())
    .bind(millis(now))
    .bind(by.and_then(person))
    .fetch_optional(&mut *db)
    .await?;
    let work = row.map(|row| row.get("work")).transpose()?.flatten();
    sql::query("UPDATE holds SET work = NULL WHERE id = $1").bind(id.0).run(db).await?;
    Ok(work)
}

fn person(by: Decider) -> Option<StoredId> {
    match by {
        Decider::Person(person) => Some(person),
        Decider::Operator => None,
    }
}

/// Notes that staff were told how it ended. What it was about is not kept any longer.
pub(crate) async fn set_reported(db: &mut Connection, id: HoldId) -> Result<(), StoreError> {
    sql::query("UPDATE holds SET reported = TRUE, sealed = $2 WHERE id = $1")
        .bind(id.0)
        .bind(Vec::<u8>::new())
        .run(db)
        .await
}

/// Removes holds that ended until this time. The last one of an author that another person has stopped or approved stays: it says
/// whether their next action needs a second person.
pub(crate) async fn remove_ended(db: &mut Connection, until: i64) -> Result<(), StoreError> {
    sql::query(
        "DELETE FROM holds WHERE reported AND ended <= $1
         AND (state <> 'stopped' AND (state <> 'done' OR approved IS NULL)
              OR EXISTS (SELECT 1 FROM holds l WHERE l.author = holds.author AND l.ended > holds.ended
                         AND (l.state = 'stopped' OR l.state = 'done' AND l.approved IS NOT NULL)))",
    )
    .bind(until)
    .run(db)
    .await
}

/// Removes holds that wait: they come from a backup.
pub(crate) async fn remove_waiting(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM holds WHERE state = 'waiting' OR NOT reported").run(db).await
}

/// Removes the actions of a person who is gone, and their ID from those of others. Of somebody who is still on staff the marks stay
/// that say whether their next action needs a second person: nobody gets rid of a stop by erasing what a citizen may erase.
pub(crate) async fn forget_person(
    db: &mut Connection,
    person: StoredId,
    is_on_staff: bool,
) -> Result<(), StoreError> {
    sql::query(
        "DELETE FROM holds WHERE author = $1
         AND NOT ($2 AND (state = 'stopped' OR state = 'done' AND approved IS NOT NULL))",
    )
    .bind(person)
    .bind(is_on_staff)
    .run(&mut *db)
    .await?;
    // Without its person an approval would look like the operator's.
    sql::query("UPDATE holds SET approved = NULL WHERE approved_by = $1 AND state = 'waiting'")
        .bind(person)
        .run(&mut *db)
        .await?;
    sql::query("UPDATE holds SET approved_by = NULL WHERE approved_by = $1")
        .bind(person)
        .run(&mut *db)
        .await?;
    sql::query("UPDATE holds SET ended_by = NULL WHERE ended_by = $1").bind(person).run(db).await
}
