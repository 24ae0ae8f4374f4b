//! Who counts for an action of staff that is held: its author, and the others who may do the same.

use jiff::Timestamp;

use crate::crypto::IdKey;
use crate::domain::campaign::{CampaignId, Pause, Stage};
use crate::domain::hold::{ApprovalObstacle, Decider, HeldAction, HeldKind, Hold, HoldFacts, HoldOutline};
use crate::domain::staff::who_is_told;
use crate::domain::{ChatId, Right, StaffMember, StoredId};
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::tables::{campaigns, holds, inbox, staff};
use crate::store::tx::Tx;

/// What counts for an action that one of the staff is about to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoldStanding {
    /// Whether there is nobody else who may do the same, or stop it, or could lately.
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
    /// Whether the time of the hold begins when they know of it: they can stop it, and are neither new nor restrained. Who lost
    /// their rights lately can't.
    pub starts_time: bool,
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
            is_alone: who_is_told(&all, person, kind.right(), now).is_empty(),
            was_stopped: self.reader.was_stopped(own).await?,
            waiting: self.reader.count_holds(own).await?,
        })
    }

    /// What counts for a hold now, if nobody is about to stop it.
    pub async fn hold_facts(&self, outline: &HoldOutline, now: Timestamp) -> Result<HoldFacts, StoreError> {
        let hold = &outline.hold;
        let was_stopped = self.reader.was_stopped(hold.author).await?;
        let lets_go_on = match paused(outline.action.as_ref()) {
            Some((id, Pause::Author)) => is_anothers(self.reader.paused_by(id).await?, hold.author),
            Some(_) => true,
            None => false,
        };
        let facts = weigh(hold, &self.staff().await?, &self.ids, now);
        Ok(HoldFacts { was_stopped, lets_go_on, is_frozen: *self.frozen().borrow(), ..facts })
    }

    /// Everybody who is told of a hold.
    pub async fn told_of(&self, hold: &Hold, now: Timestamp) -> Result<Vec<ToldPerson>, StoreError> {
        let (all, right) = (self.staff().await?, hold.kind.right());
        let told = who_is_told(&all, self.ids.reveal(hold.author), right, now);
        let told = told.into_iter().map(|member| ToldPerson {
            person: self.ids.hide(member.chat),
            starts_time: member.may_second(Right::Silence, now),
        });
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

/// What counts for a hold, in the transaction that settles it. `heard`: up to when everything that staff did has been taken.
pub(crate) async fn facts(
    tx: &mut Tx<'_>,
    outline: &HoldOutline,
    heard: Option<Timestamp>,
    now: Timestamp,
) -> Result<HoldFacts, StoreError> {
    let hold = &outline.hold;
    let was_stopped = holds::was_stopped(&mut *tx.db, hold.author).await?;
    let lets_go_on = lets_go_on(tx, hold.author, outline.action.as_ref()).await?;
    let heard = if inbox::has_any_of_staff(tx.db).await? { None } else { heard };
    let (heard, is_frozen) = (heard.unwrap_or(Timestamp::MIN), tx.is_frozen());
    let facts = weigh(hold, &staff::all(tx).await?, tx.ids, now);
    Ok(HoldFacts { was_stopped, lets_go_on, is_frozen, heard, ..facts })
}

/// Whether an action lets a broadcast go on that somebody else has paused, or that waits because its author lost the right to
/// send.
async fn lets_go_on(
    tx: &mut Tx<'_>,
    author: StoredId,
    action: Option<&HeldAction>,
) -> Result<bool, StoreError> {
    Ok(match paused(action) {
        Some((id, Pause::Author)) => is_anothers(campaigns::paused_by(&mut *tx.db, id).await?, author),
        Some(_) => true,
        None => false,
    })
}

/// The broadcast that an action lets go on by changing it, if that may take another person, and why it is paused.
fn paused(action: Option<&HeldAction>) -> Option<(CampaignId, Pause)> {
    let HeldAction::PlanAnew { id, confirmed, .. } = action? else { return None };
    let Stage::Paused(pause @ (Pause::Author | Pause::Permission)) = confirmed.stage else { return None };
    Some((*id, pause))
}

fn is_anothers(paused_by: Option<StoredId>, person: StoredId) -> bool {
    paused_by.is_some_and(|by| by != person)
}

/// Whether a person may begin actions of this kind.
pub(crate) async fn may_begin(tx: &mut Tx<'_>, person: StoredId, kind: HeldKind) -> Result<bool, StoreError> {
    Ok(staff::find(tx, person).await?.is_some_and(|member| member.may(kind.right())))
}

/// Whether a person may stop what others do.
pub(crate) async fn may_stop(tx: &mut Tx<'_>, person: StoredId) -> Result<bool, StoreError> {
    Ok(staff::find(tx, person).await?.is_some_and(|member| member.has(Right::Silence)))
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

/// What the staff says about a hold.
fn weigh(hold: &Hold, all: &[StaffMember], ids: &IdKey, now: Timestamp) -> HoldFacts {
    let (right, author) = (hold.kind.right(), ids.reveal(hold.author));
    let find = |chat: ChatId| all.iter().find(|member| member.chat == chat);
    let may_second = |by: Decider| match by {
        Decider::Person(person) => find(ids.reveal(person)).is_some_and(|it| it.may_second(right, now)),
        Decider::Operator => true,
    };
    HoldFacts {
        now,
        may: find(author).is_some_and(|member| member.has(right)),
        is_restrained: find(author).is_some_and(|member| member.restrained.is_some()),
        is_alone: who_is_told(all, author, right, now).is_empty(),
        is_approved: hold.approved.is_some_and(may_second),
        was_stopped: false,
        lets_go_on: false,
        is_frozen: false,
        heard: now,
    }
}

fn obstacle(
    hold: &Hold,
    person: StoredId,
    member: Option<&StaffMember>,
    now: Timestamp,
) -> Result<(), ApprovalObstacle> {
    match member.filter(|member| member.has(hold.kind.right())) {
        Some(member) => {
            let is_new = member.is_new(hold.kind.right(), now);
            hold.may_be_approved(person, is_new, member.restrained.is_some())
        }
        // They can only stop it, or lost the right while they read the message.
        None => Err(ApprovalObstacle::NotAllowed),
    }
}
