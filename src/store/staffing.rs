//! Changes to the staff, each in one transaction that checks once more who makes it.

use jiff::Timestamp;

use crate::domain::audit::{AuditEntry, Deed, DeedObject, DeedRecord, Doer};
use crate::domain::staff::{self as rules, Loss};
use crate::domain::staff_change::{Actor, StaffChangeError};
use crate::domain::time::later;
use crate::domain::{ChatId, FormKind, Invitation, Lang, Role, StaffChange, StaffMember, Standing, StoredId};
use crate::store::audit;
use crate::store::error::StoreError;
use crate::store::tables::{drafts, forms, invitations, staff};
use crate::store::tx::Tx;

/// Makes a change if this actor may make it now.
pub(crate) async fn follow(
    tx: &mut Tx<'_>,
    actor: Actor,
    change: &StaffChange,
    now: Timestamp,
) -> Result<Result<(), StaffChangeError>, StoreError> {
    let all = staff::all(tx).await?;
    if let Err(error) = change.check(actor, &all, now) {
        return Ok(Err(error));
    }
    let made = make(tx, actor, &all, change, now).await?;
    if made.is_ok()
        && let Some((deed, person)) = deed(change)
    {
        let doer = match actor {
            Actor::Person(chat) => Doer::staff(&tx.code(chat), all.iter().find(|member| member.chat == chat)),
            Actor::CommandLine => Doer::CommandLine,
        };
        let member = |chat: ChatId| all.iter().find(|member| member.chat == chat);
        let on = person.map(|chat| DeedObject::person(&tx.code(chat), member(chat)));
        let record = DeedRecord::done(deed, on);
        audit::record_in(tx.db, tx.key, AuditEntry { at: now, doer, record }).await?;
    }
    Ok(made)
}

/// The deed that a change is, and the person whom it concerns; none if it changes nobody's rights.
pub(crate) fn deed(change: &StaffChange) -> Option<(Deed, Option<ChatId>)> {
    Some(match change {
        StaffChange::Invite(_) => (Deed::Invite, None),
        StaffChange::Uninvite(_) => (Deed::Uninvite, None),
        StaffChange::Admit(_) => (Deed::Admit, None),
        StaffChange::Promote(person, _) | StaffChange::Demote(person, _) => (Deed::ChangeRole, Some(*person)),
        StaffChange::Reinstate(person) => (Deed::Reinstate, Some(*person)),
        StaffChange::Suspend(person) => (Deed::Suspend, Some(*person)),
        StaffChange::Remove(person) => (Deed::Remove, Some(*person)),
        StaffChange::Leave => (Deed::Leave, None),
        StaffChange::Confirm(person) => (Deed::Confirm, Some(*person)),
        StaffChange::Open(..) | StaffChange::Name(_) => return None,
    })
}

/// Makes a change that was checked. What is left to check concerns the invitation.
async fn make(
    tx: &mut Tx<'_>,
    actor: Actor,
    all: &[StaffMember],
    change: &StaffChange,
    now: Timestamp,
) -> Result<Result<(), StaffChangeError>, StoreError> {
    let find = |person: &ChatId| all.iter().find(|member| member.chat == *person).cloned();
    match change {
        StaffChange::Invite(invitation) => return invite(tx, invitation, now).await,
        StaffChange::Uninvite(id) => invitations::remove(tx, *id).await?,
        StaffChange::Open(id, lang) => return open(tx, actor, all, *id, *lang, now).await,
        StaffChange::Admit(id) => return admit(tx, actor, all, *id, now).await,
        StaffChange::Promote(person, role) => {
            if let Some(member) = find(person) {
                staff::save(tx, &member.promoted(*role, now)).await?;
            }
        }
        StaffChange::Reinstate(person) => {
            if let Some(member) = find(person) {
                staff::save(tx, &reinstated(actor, member, now)).await?;
            }
        }
        StaffChange::Demote(person, role) => {
            if let Some(member) = find(person) {
                take(tx, actor, all, &member, StaffMember { role: *role, ..member.clone() }, now).await?;
            }
        }
        StaffChange::Suspend(person) => {
            if let Some(member) = find(person) {
                let suspended = StaffMember { standing: Standing::Suspended, ..member.clone() };
                take(tx, actor, all, &member, suspended, now).await?;
            }
        }
        StaffChange::Remove(person) => {
            if let Some(member) = find(person) {
                let removed = StaffMember { standing: Standing::Removed, ..member.clone() };
                take(tx, actor, all, &member, removed, now).await?;
            }
        }
        StaffChange::Leave => {
            if let Actor::Person(person) = actor {
                leave(tx, person).await?;
            }
        }
        StaffChange::Name(alias) => {
            if let Actor::Person(person) = actor
                && let Some(member) = find(&person)
            {
                staff::save(tx, &StaffMember { alias: Some(alias.clone()), ..member }).await?;
            }
        }
        StaffChange::Confirm(person) => confirm(tx, all, *person).await?,
    }
    Ok(Ok(()))
}

/// A person whose rights are in force again. They count as new, so that no thief gets back in to agree with another one, unless the
/// command line reinstates them, or a restrained person has taken their rights.
fn reinstated(actor: Actor, member: StaffMember, now: Timestamp) -> StaffMember {
    let member = StaffMember { standing: Standing::Active, ..member };
    if actor == Actor::CommandLine || member.loss.is_some() {
        StaffMember { loss: None, ..member }
    } else {
        StaffMember { since: Some(now), as_editor: None, ..member }
    }
}

async fn invite(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<Result<(), StaffChangeError>, StoreError> {
    let mut open = 0;
    for other in invitations::all(tx).await? {
        // A new link for the first owner takes the place of an earlier one.
        if other.is_over(now) || invitation.is_first && other.is_first {
            invitations::remove(tx, other.id).await?;
        } else {
            open += 1;
        }
    }
    if open >= Invitation::MOST {
        return Ok(Err(StaffChangeError::TooManyInvitations));
    }
    invitations::save(tx, invitation).await?;
    Ok(Ok(()))
}

/// Keeps an invitation until this time at least, as whoever opened it may join until then.
pub(crate) async fn keep_invitation(tx: &mut Tx<'_>, id: i64, until: Timestamp) -> Result<(), StoreError> {
    match find_invitation(tx, id).await? {
        Some(found) => invitations::save(tx, &Invitation { until: found.until.max(until), ..found }).await,
        None => Ok(()),
    }
}

/// Nobody joins by this invitation any more.
pub(crate) async fn end_invitation(tx: &mut Tx<'_>, id: i64) -> Result<(), StoreError> {
    invitations::remove(tx, id).await
}

async fn find_invitation(tx: &mut Tx<'_>, id: i64) -> Result<Option<Invitation>, StoreError> {
    Ok(invitations::all(tx).await?.into_iter().find(|invitation| invitation.id == id))
}

async fn open(
    tx: &mut Tx<'_>,
    actor: Actor,
    all: &[StaffMember],
    id: i64,
    lang: Lang,
    now: Timestamp,
) -> Result<Result<(), StaffChangeError>, StoreError> {
    let Actor::Person(chat) = actor else { return Ok(Err(StaffChangeError::NotAllowed)) };
    let person = tx.ids.hide(chat);
    match find_invitation(tx, id).await?.filter(|found| found.admits(person, chat, all, now)) {
        Some(found) => {
            let opened = Invitation { opened: Some(person), lang: Some(lang), ..found };
            invitations::save(tx, &opened).await.map(Ok)
        }
        None => Ok(Err(StaffChangeError::NoInvitation)),
    }
}

/// The person who opened an invitation joins. Who made it confirms that; the command line may, too.
async fn admit(
    tx: &mut Tx<'_>,
    actor: Actor,
    all: &[StaffMember],
    id: i64,
    now: Timestamp,
) -> Result<Result<(), StaffChangeError>, StoreError> {
    let is_theirs = |found: &Invitation| match actor {
        Actor::Person(chat) => found.by == Some(tx.ids.hide(chat)),
        Actor::CommandLine => true,
    };
    let found = find_invitation(tx, id).await?.filter(|found| is_theirs(found) && found.counts(all, now));
    let found = found.and_then(|found| Some((found.role, found.opened?, found.lang)));
    let Some((role, person, lang)) = found else { return Ok(Err(StaffChangeError::NoInvitation)) };
    invitations::remove(tx, id).await?;
    let chat = tx.ids.reveal(person);
    if is_on_staff(all, chat) {
        return Ok(Err(StaffChangeError::NoInvitation));
    }
    // Whoever was removed, and joins again, still counts as one who lost rights.
    let loss = all.iter().find(|member| member.chat == chat).and_then(|member| member.loss);
    // Whoever is let in by a colleague is welcomed by the same turn.
    let unwelcomed = (actor == Actor::CommandLine).then(|| lang.unwrap_or_else(|| Lang::guess(None)));
    staff::save(tx, &StaffMember { loss, unwelcomed, ..StaffMember::new(chat, role, Some(now)) })
        .await
        .map(Ok)
}

/// Whether somebody is on staff now. The row of a person who was removed is kept for a while, and is in nobody's way.
fn is_on_staff(all: &[StaffMember], chat: ChatId) -> bool {
    all.iter().any(|member| member.chat == chat && member.standing != Standing::Removed)
}

/// Takes rights away. Who takes them from an owner, or from the last other person who could stop them, is restrained.
async fn take(
    tx: &mut Tx<'_>,
    actor: Actor,
    all: &[StaffMember],
    before: &StaffMember,
    after: StaffMember,
    now: Timestamp,
) -> Result<(), StoreError> {
    if after.role != Role::Owner || !after.is_active() {
        withdraw_invitations(tx, tx.ids.hide(before.chat)).await?;
    }
    let restrained = match actor {
        Actor::Person(person) if rules::restrains(all, person, before, now) => {
            all.iter().find(|member| member.chat == person)
        }
        Actor::Person(_) | Actor::CommandLine => None,
    };
    // Without rights there is nothing to restrain.
    let after = StaffMember { restrained: after.restrained.filter(|_| after.is_active()), ..after };
    if let Some(actor) = restrained {
        let loss = Loss { at: now, role: before.role, by: tx.ids.hide(actor.chat) };
        staff::save(tx, &StaffMember { loss: Some(loss), ..after.clone() }).await?;
        staff::save(tx, &StaffMember { restrained: Some(now), ..actor.clone() }).await?;
    } else if after.standing != Standing::Removed {
        staff::save(tx, &after).await?;
    }
    if after.standing == Standing::Removed {
        drop_work(tx, before.chat).await?;
        if restrained.is_none() {
            staff::remove(tx, before.chat).await?;
        }
    }
    if before.restrained.is_some() && !after.is_active() {
        // Those who lost rights by them have nothing to fear any more, and need not be counted.
        release_losses(tx, before.chat).await?;
    }
    Ok(())
}

async fn leave(tx: &mut Tx<'_>, person: ChatId) -> Result<(), StoreError> {
    withdraw_invitations(tx, tx.ids.hide(person)).await?;
    drop_work(tx, person).await?;
    staff::remove(tx, person).await
}

/// The draft and the forms of somebody who is not on staff any more go with them.
async fn drop_work(tx: &mut Tx<'_>, person: ChatId) -> Result<(), StoreError> {
    let chat = tx.ids.hide(person);
    drafts::remove(&mut *tx.db, chat).await?;
    for kind in FormKind::ALL {
        forms::remove(&mut *tx.db, chat, kind).await?;
    }
    Ok(())
}

async fn withdraw_invitations(tx: &mut Tx<'_>, maker: StoredId) -> Result<(), StoreError> {
    for invitation in invitations::all(tx).await? {
        if invitation.by == Some(maker) {
            invitations::remove(tx, invitation.id).await?;
        }
    }
    Ok(())
}

/// What a restrained person did stands. Those who lost rights by it do not count any more.
async fn confirm(tx: &mut Tx<'_>, all: &[StaffMember], person: ChatId) -> Result<(), StoreError> {
    if let Some(member) = all.iter().find(|member| member.chat == person) {
        staff::save(tx, &StaffMember { restrained: None, ..member.clone() }).await?;
    }
    release_losses(tx, person).await
}

/// Those who lost rights by the deed of this person do not count for that any more.
async fn release_losses(tx: &mut Tx<'_>, person: ChatId) -> Result<(), StoreError> {
    let by = tx.ids.hide(person);
    for member in staff::all(tx).await? {
        if member.loss.is_none_or(|loss| loss.by != by) {
            continue;
        }
        if member.standing == Standing::Removed {
            staff::remove(tx, member.chat).await?;
        } else {
            staff::save(tx, &StaffMember { loss: None, ..member }).await?;
        }
    }
    Ok(())
}

/// Forgets what has been kept for long enough: invitations that are over, and people who were removed more than a week ago.
pub(crate) async fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    for invitation in invitations::all(tx).await? {
        if invitation.is_over(now) {
            invitations::remove(tx, invitation.id).await?;
        }
    }
    let before = later(now, -StaffMember::REMEMBERED);
    for member in staff::all(tx).await? {
        let is_old = member.loss.is_some_and(|loss| loss.at <= before);
        if is_old && member.standing == Standing::Removed {
            staff::remove(tx, member.chat).await?;
        }
    }
    Ok(())
}
