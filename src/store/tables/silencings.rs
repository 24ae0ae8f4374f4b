//! Broadcasts that somebody has paused, called off or taken back, until the other staff are told of it.

use jiff::Timestamp;

use crate::domain::hold::Silencing;
use crate::domain::{CampaignId, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection, SqlRow, millis};
use crate::store::tx::{Tx, WriteJob};

/// Something that was silenced, and of which the others are not told yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UntoldSilencing {
    /// Its number.
    pub id: i64,
    /// The person who did it.
    pub person: StoredId,
    /// What they did.
    pub kind: Silencing,
    /// The broadcast.
    pub campaign: CampaignId,
}

impl Store {
    /// Everything that was silenced, and of which the others are not told yet, the oldest first.
    pub async fn untold_silencings(&self) -> Result<Vec<UntoldSilencing>, StoreError> {
        let rows = sql::query("SELECT id, person, kind, campaign FROM silencings ORDER BY id");
        let read = |row: &SqlRow| {
            Ok(UntoldSilencing {
                id: row.get("id")?,
                person: row.get("person")?,
                kind: row.decode("kind", Silencing::from_code)?,
                campaign: CampaignId(row.get("campaign")?),
            })
        };
        rows.fetch_all(&self.reader.pool).await?.iter().map(read).collect()
    }

    /// Notes that the others were told of it.
    pub async fn note_silencing_told(&self, id: i64) -> Result<(), StoreError> {
        self.writer.run(NoteTold(id)).await
    }
}

struct NoteTold(i64);

impl WriteJob for NoteTold {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        sql::query("DELETE FROM silencings WHERE id = $1").bind(self.0).run(&mut *tx.db).await
    }
}

/// Notes that somebody has silenced a broadcast.
pub(crate) async fn insert(
    db: &mut Connection,
    person: StoredId,
    kind: Silencing,
    campaign: CampaignId,
    now: Timestamp,
) -> Result<(), StoreError> {
    sql::query("INSERT INTO silencings (person, kind, campaign, at) VALUES ($1, $2, $3, $4)")
        .bind(person)
        .bind(kind.code())
        .bind(campaign.0)
        .bind(millis(now))
        .run(db)
        .await
}

/// Removes those of a person who is gone.
pub(crate) async fn forget_person(db: &mut Connection, person: StoredId) -> Result<(), StoreError> {
    sql::query("DELETE FROM silencings WHERE person = $1").bind(person).run(db).await
}

/// Removes all of them: they come from a backup.
pub(crate) async fn clear(db: &mut Connection) -> Result<(), StoreError> {
    sql::query("DELETE FROM silencings").run(db).await
}
