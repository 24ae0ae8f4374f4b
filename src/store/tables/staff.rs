//! People on staff. Each row is sealed under the store key and bound to its person, so that nobody who can write into the
//! database makes one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::crypto::{Purpose, StoreKey};
use crate::domain::staff::Loss;
use crate::domain::{Alias, ChatId, Lang, Role, StaffMember, Standing, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::sql::{self, Connection};
use crate::store::tables::settings;
use crate::store::tx::{Tx, WriteJob};

/// The setting that is there once somebody was an owner. From then on no owner comes from outside the store.
pub(crate) const BEGUN: &str = "staff_begun";

/// The sealed part of a row.
#[derive(Serialize, Deserialize)]
struct SealedStaff {
    role: Role,
    standing: Standing,
    alias: Option<Alias>,
    since: Option<Timestamp>,
    #[serde(default)]
    as_editor: Option<Timestamp>,
    loss: Option<Loss>,
    restrained: Option<Timestamp>,
    #[serde(default)]
    unwelcomed: Option<Lang>,
}

impl Store {
    /// Everybody on staff, also those who are suspended, and those whose removal waits for a confirmation: the owners first, and
    /// within a role those who have it for longest.
    pub async fn staff(&self) -> Result<Vec<StaffMember>, StoreError> {
        let rows = sql::query("SELECT person, sealed FROM staff ORDER BY person");
        let mut all = Vec::new();
        for row in rows.fetch_all(&self.reader.pool).await? {
            let person: StoredId = row.get("person")?;
            all.extend(open(&self.key, self.ids.reveal(person), person, row.get("sealed")?));
        }
        all.sort_by_key(|member| (std::cmp::Reverse(member.role), member.since, member.chat));
        Ok(all)
    }

    /// A person on staff, as [`Store::staff`] has them.
    pub async fn staff_member(&self, chat: ChatId) -> Result<Option<StaffMember>, StoreError> {
        self.staff_member_by_id(self.ids.hide(chat)).await
    }

    /// The person on staff with this stored ID.
    pub async fn staff_member_by_id(&self, person: StoredId) -> Result<Option<StaffMember>, StoreError> {
        let row = sql::query("SELECT sealed FROM staff WHERE person = $1")
            .bind(person)
            .fetch_optional(&self.reader.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(open(&self.key, self.ids.reveal(person), person, row.get("sealed")?))
    }

    /// Puts these people into a store in which nobody was ever an owner, as its owners. In any other it changes nothing: it
    /// gives nothing back to anybody. Says whether it did.
    pub async fn begin_staff(&self, owners: &[ChatId]) -> Result<bool, StoreError> {
        self.writer.run(BeginStaff(owners.to_vec())).await
    }

    /// Stores a person on staff, in place of what was stored about them, without asking anybody: for tests, and for programs that
    /// fill a store.
    pub async fn save_staff(&self, member: StaffMember) -> Result<(), StoreError> {
        self.writer.run(SaveStaff(member)).await
    }

    /// Takes a person out of the staff, without asking anybody.
    pub async fn remove_staff(&self, chat: ChatId) -> Result<(), StoreError> {
        self.writer.run(RemoveStaff(chat)).await
    }
}

struct BeginStaff(Vec<ChatId>);

impl WriteJob for BeginStaff {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        if self.0.is_empty() || settings::get(&mut *tx.db, BEGUN).await?.is_some() {
            return Ok(false);
        }
        for owner in self.0.iter().take(StaffMember::MOST) {
            save(tx, &StaffMember::new(*owner, Role::Owner, None)).await?;
        }
        Ok(true)
    }
}

struct SaveStaff(StaffMember);

impl WriteJob for SaveStaff {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        save(tx, &self.0).await
    }
}

struct RemoveStaff(ChatId);

impl WriteJob for RemoveStaff {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        remove(tx, self.0).await
    }
}

/// Opens the row of a person; `None` if it was sealed for another person or under another key.
pub(crate) fn open(key: &StoreKey, chat: ChatId, person: StoredId, sealed: &[u8]) -> Option<StaffMember> {
    let json = key.open(Purpose::Staff, person.bits(), sealed).ok();
    let row = json.and_then(|json| serde_json::from_slice(&json).ok());
    let Some(SealedStaff { role, standing, alias, since, as_editor, loss, restrained, unwelcomed }) = row
    else {
        log::error!("a row of the staff can't be read; somebody has changed it, and it gives nobody rights");
        return None;
    };
    Some(StaffMember { chat, role, standing, alias, since, as_editor, loss, restrained, unwelcomed })
}

/// The person on staff with this stored ID, within a transaction.
pub(crate) async fn find(tx: &mut Tx<'_>, person: StoredId) -> Result<Option<StaffMember>, StoreError> {
    let row = sql::query("SELECT sealed FROM staff WHERE person = $1")
        .bind(person)
        .fetch_optional(&mut *tx.db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(open(tx.key, tx.ids.reveal(person), person, row.get("sealed")?))
}

/// Whether this person is on staff, or their removal waits for a confirmation.
pub(crate) async fn contains(db: &mut Connection, person: StoredId) -> Result<bool, StoreError> {
    let row =
        sql::query("SELECT person FROM staff WHERE person = $1").bind(person).fetch_optional(db).await?;
    Ok(row.is_some())
}

/// Everybody on staff, within a transaction.
pub(crate) async fn all(tx: &mut Tx<'_>) -> Result<Vec<StaffMember>, StoreError> {
    let rows = sql::query("SELECT person, sealed FROM staff ORDER BY person").fetch_all(&mut *tx.db).await?;
    let mut all = Vec::new();
    for row in rows {
        let person: StoredId = row.get("person")?;
        all.extend(open(tx.key, tx.ids.reveal(person), person, row.get("sealed")?));
    }
    Ok(all)
}

/// Stores a person on staff. Campaigns are looked at again: their author may have lost the right to send.
pub(crate) async fn save(tx: &mut Tx<'_>, member: &StaffMember) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    if member.role == Role::Owner {
        settings::put(tx.db, BEGUN, "1").await?;
    }
    let StaffMember { chat, role, standing, alias, since, as_editor, loss, restrained, unwelcomed } =
        member.clone();
    let row = SealedStaff { role, standing, alias, since, as_editor, loss, restrained, unwelcomed };
    let json = serde_json::to_vec(&row).expect("plain data with string keys");
    let person = tx.ids.hide(chat);
    sql::query(
        "INSERT INTO staff (person, sealed) VALUES ($1, $2)
         ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed",
    )
    .bind(person)
    .bind(tx.key.seal(Purpose::Staff, person.bits(), &json))
    .run(&mut *tx.db)
    .await
}

/// Takes a person out of the staff.
pub(crate) async fn remove(tx: &mut Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    sql::query("DELETE FROM staff WHERE person = $1").bind(tx.ids.hide(chat)).run(&mut *tx.db).await
}
