//! Invitations to the staff. The token in a link is stored as its hash alone, and all else is sealed under the store key.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::crypto::{Purpose, StoreKey};
use crate::domain::{Invitation, Lang, Role, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, SqlRow, odd};
use crate::store::tx::Tx;

/// The sealed part of a row.
#[derive(Serialize, Deserialize)]
struct SealedInvitation {
    role: Role,
    by: Option<StoredId>,
    until: Timestamp,
    opened: Option<StoredId>,
    #[serde(default)]
    lang: Option<Lang>,
    #[serde(default)]
    is_first: bool,
}

impl Store {
    /// The invitation whose token has this hash.
    pub async fn invitation(&self, hash: &[u8; 32]) -> Result<Option<Invitation>, StoreError> {
        let row = sql::query("SELECT id, hash, sealed FROM invitations WHERE hash = $1")
            .bind(hash.as_slice())
            .fetch_optional(&self.reader.pool)
            .await?;
        row.map(|row| read(&self.key, &row)).transpose().map(Option::flatten)
    }

    /// All invitations, those that end first at the beginning.
    pub async fn invitations(&self) -> Result<Vec<Invitation>, StoreError> {
        let rows = sql::query("SELECT id, hash, sealed FROM invitations ORDER BY id");
        let rows = rows.fetch_all(&self.reader.pool).await?;
        let mut all = Vec::new();
        for row in &rows {
            all.extend(read(&self.key, row)?);
        }
        all.sort_by_key(|invitation| (invitation.until, invitation.id));
        Ok(all)
    }
}

/// An invitation; `None` if it was sealed under another key, or put into another row.
fn read(key: &StoreKey, row: &SqlRow) -> Result<Option<Invitation>, StoreError> {
    let id = row.get("id")?;
    let hash = row.get::<&[u8]>("hash")?.try_into().map_err(|_| odd("hash"))?;
    let json = key.open(Purpose::Invitation, id, row.get("sealed")?).ok();
    let sealed = json.and_then(|json| serde_json::from_slice(&json).ok());
    Ok(sealed.map(|SealedInvitation { role, by, until, opened, lang, is_first }| Invitation {
        id,
        hash,
        role,
        by,
        until,
        opened,
        lang,
        is_first,
    }))
}

/// All invitations, within a transaction.
pub(crate) async fn all(tx: &mut Tx<'_>) -> Result<Vec<Invitation>, StoreError> {
    let rows =
        sql::query("SELECT id, hash, sealed FROM invitations ORDER BY id").fetch_all(&mut *tx.db).await?;
    let mut all = Vec::new();
    for row in &rows {
        all.extend(read(tx.key, row)?);
    }
    Ok(all)
}

pub(crate) async fn save(tx: &mut Tx<'_>, invitation: &Invitation) -> Result<(), StoreError> {
    let Invitation { id, hash, role, by, until, opened, lang, is_first } = invitation.clone();
    let json = serde_json::to_vec(&SealedInvitation { role, by, until, opened, lang, is_first });
    let json = json.expect("plain data with string keys");
    sql::query(
        "INSERT INTO invitations (id, hash, sealed) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
    )
    .bind(id)
    .bind(hash.as_slice())
    .bind(tx.key.seal(Purpose::Invitation, id, &json))
    .run(&mut *tx.db)
    .await
}

pub(crate) async fn remove(tx: &mut Tx<'_>, id: i64) -> Result<(), StoreError> {
    sql::query("DELETE FROM invitations WHERE id = $1").bind(id).run(&mut *tx.db).await
}
