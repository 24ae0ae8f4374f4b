//! Who counts for an action of staff that is held: its author, and the others who may do the same.

use jiff::Timestamp;

use crate::domain::hold::{ApprovalObstacle, HeldKind, Hold, HoldFacts};
use crate::domain::staff::{who_counts_for_alone, who_is_told};
use crate::domain::{ChatId, StaffMember, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::tables::{holds, staff};
use crate::store::tx::Tx;

/// What counts for an action that one of the staff is about to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldStanding {
    /// Whether nobody else may do the same, nor could lately.
    pub is_alone: bool,
    /// Whether an earlier action of theirs was stopped by another person, and none was approved since.
    pub was_stopped: bool,
    /// How many of their actions wait.
    pub waiting: u64,
}

/// Somebody who is told of a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldPerson {
    /// The person.
    pub person: StoredId,
    /// Whether they can stop it. Who lost their rights lately can't.
    pub may_stop: bool,
}

impl Store {
    /// What counts for an action of this kind that a person is about to begin.
    pub async fn hold_standing(
        &self,
        person: ChatId,
        kind: HeldKind,
        now: Timestamp,
    ) -> Result<HoldStanding, StoreError> {
        let (all, own) = (self.staff().await?, self.ids.hide(person));
        Ok(HoldStanding {
            is_alone: who_counts_for_alone(&all, person, kind.right(), now).is_empty(),
            was_stopped: self.reader.was_stopped(own).await?,
            waiting: self.reader.count_holds(own).await?,
        })
    }

    /// What counts for a hold now.
    pub async fn hold_facts(&self, hold: &Hold, now: Timestamp) -> Result<HoldFacts, StoreError> {
        let was_stopped = self.reader.was_stopped(hold.author).await?;
        let facts = weigh(hold, &self.staff().await?, self.ids.reveal(hold.author), was_stopped, now);
        Ok(HoldFacts { is_frozen: *self.frozen().borrow(), ..facts })
    }

    /// Everybody who is told of a hold.
    pub async fn told_of(&self, hold: &Hold, now: Timestamp) -> Result<Vec<ToldPerson>, StoreError> {
        let (all, right) = (self.staff().await?, hold.kind.right());
        let told = who_is_told(&all, self.ids.reveal(hold.author), right, now);
        let told = told
            .into_iter()
            .map(|member| ToldPerson { person: self.ids.hide(member.chat), may_stop: member.has(right) });
        Ok(told.collect())
    }

    /// Why the "Go ahead" of this person does not count; `None` if it does.
    pub async fn approval_obstacle(
        &self,
        hold: &Hold,
        person: ChatId,
        now: Timestamp,
    ) -> Result<Option<ApprovalObstacle>, StoreError> {
        let member = self.staff_member(person).await?;
        Ok(obstacle(hold, self.ids.hide(person), member.as_ref(), now).err())
    }

    /// The word by which colleagues know one of the staff, if they have chosen one.
    pub async fn alias_of(&self, person: StoredId) -> Result<Option<String>, StoreError> {
        let alias = self.staff_member_by_id(person).await?.and_then(|member| member.alias);
        Ok(alias.map(|alias| alias.as_str().to_owned()))
    }

    /// The private chats of all staff besides this person.
    pub async fn staff_besides(&self, person: StoredId) -> Result<Vec<ChatId>, StoreError> {
        let person = self.ids.reveal(person);
        let all = self.staff().await?.into_iter().filter(StaffMember::is_active);
        Ok(all.map(|member| member.chat).filter(|chat| *chat != person).collect())
    }
}

/// What counts for a hold, in the transaction that settles it.
pub(crate) async fn facts(tx: &mut Tx<'_>, hold: &Hold, now: Timestamp) -> Result<HoldFacts, StoreError> {
    let all = staff::all(tx).await?;
    let was_stopped = holds::was_stopped(&mut *tx.db, hold.author).await?;
    let is_frozen = tx.is_frozen();
    Ok(HoldFacts { is_frozen, ..weigh(hold, &all, tx.ids.reveal(hold.author), was_stopped, now) })
}

/// Whether a person may begin actions of this kind.
pub(crate) async fn may_begin(tx: &mut Tx<'_>, person: StoredId, kind: HeldKind) -> Result<bool, StoreError> {
    Ok(staff::find(tx, person).await?.is_some_and(|member| member.may(kind.right())))
}

/// Whether a person may stop actions of this kind.
pub(crate) async fn may_stop(tx: &mut Tx<'_>, person: StoredId, kind: HeldKind) -> Result<bool, StoreError> {
    Ok(staff::find(tx, person).await?.is_some_and(|member| member.has(kind.right())))
}

/// Whether the "Go ahead" of a person counts.
pub(crate) async fn may_approve(
    tx: &mut Tx<'_>,
    hold: &Hold,
    person: StoredId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let member = staff::find(tx, person).await?;
    Ok(obstacle(hold, person, member.as_ref(), now).is_ok())
}

fn weigh(hold: &Hold, all: &[StaffMember], author: ChatId, was_stopped: bool, now: Timestamp) -> HoldFacts {
    let right = hold.kind.right();
    let member = all.iter().find(|member| member.chat == author);
    HoldFacts {
        now,
        may: member.is_some_and(|member| member.has(right)),
        is_restrained: member.is_some_and(|member| member.restrained.is_some()),
        is_alone: who_counts_for_alone(all, author, right, now).is_empty(),
        was_stopped,
        is_frozen: false,
    }
}

fn obstacle(
    hold: &Hold,
    person: StoredId,
    member: Option<&StaffMember>,
    now: Timestamp,
) -> Result<(), ApprovalObstacle> {
    match member.filter(|member| member.has(hold.kind.right())) {
        Some(member) => hold.may_be_approved(person, member.is_new(now), member.restrained.is_some()),
        // They lost the right while they read the message.
        None => Err(ApprovalObstacle::Over),
    }
}
