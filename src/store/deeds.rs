//! What staff do, at once or after a hold: it changes the store, and goes to the audit log with its result, in one transaction.
//! Whether the person may do it, and whether a freeze keeps it, was asked before: by a turn (`apply.rs`), or by a hold that is due.

use jiff::Timestamp;

use crate::domain::audit::{Deed, DeedObject, DeedRecord};
use crate::domain::campaign::{CampaignId, CampaignKind, Launch, Order, PlanState};
use crate::domain::{Deadline, StatusEntry, StoredId};
use crate::store::error::StoreError;
use crate::store::tables::{campaigns, deadlines, record};
use crate::store::tx::Tx;
use crate::store::{audit, orders};

/// A campaign begins.
pub(crate) async fn launch(
    tx: &mut Tx<'_>,
    person: StoredId,
    launch: &Launch,
    now: Timestamp,
) -> Result<(), StoreError> {
    let id = campaigns::launch(tx, launch, now).await?;
    let (deed, on) = match launch.kind {
        CampaignKind::Send | CampaignKind::Remind(_) => (Deed::Broadcast, id),
        CampaignKind::Replace(of) => (Deed::Correct, of),
        CampaignKind::Delete(of) => (Deed::TakeBack, of),
    };
    audit::append(tx, person, DeedRecord::done(deed, Some(DeedObject::Campaign(on))), now).await
}

/// A planned campaign becomes another one. Where it is overtaken, nothing was written.
pub(crate) async fn plan_anew(
    tx: &mut Tx<'_>,
    person: StoredId,
    id: CampaignId,
    confirmed: &PlanState,
    launch: &Launch,
    now: Timestamp,
) -> Result<(), StoreError> {
    campaigns::plan_anew(tx, id, confirmed, launch, now).await?;
    let record = DeedRecord::done(Deed::Change, Some(DeedObject::Campaign(id)));
    audit::append(tx, person, record, now).await
}

/// A campaign gets an order; says whether it follows it.
pub(crate) async fn follow(
    tx: &mut Tx<'_>,
    person: StoredId,
    id: CampaignId,
    order: Order,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let is_followed = orders::follow(tx, person, id, order, now).await?;
    let deed = match order {
        Order::Pause => Deed::Pause,
        Order::Resume => Deed::Resume,
        Order::Cancel => Deed::Cancel,
        Order::Repeat => Deed::Repeat,
    };
    let record = DeedRecord::had_effect(deed, Some(DeedObject::Campaign(id)), is_followed);
    audit::append(tx, person, record, now).await?;
    Ok(is_followed)
}

/// A deadline is set, or takes the place of the one with this number; says whether it was.
pub(crate) async fn set_deadline(
    tx: &mut Tx<'_>,
    person: StoredId,
    deadline: &Deadline,
    replaces: Option<i64>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let set = deadlines::set(tx, deadline, replaces, now).await?;
    let deed = if replaces.is_some() { Deed::ChangeDeadline } else { Deed::SetDeadline };
    let on = set.or(replaces).map(|id| DeedObject::Deadline(id.to_string()));
    audit::append(tx, person, DeedRecord::had_effect(deed, on, set.is_some()), now).await?;
    Ok(set.is_some())
}

/// A deadline is removed; says whether it was there.
pub(crate) async fn remove_deadline(
    tx: &mut Tx<'_>,
    person: StoredId,
    id: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let was_there = deadlines::remove(tx, id, now).await?;
    let on = Some(DeedObject::Deadline(id.to_string()));
    audit::append(tx, person, DeedRecord::had_effect(Deed::RemoveDeadline, on, was_there), now).await?;
    Ok(was_there)
}

/// The status of a call is entered.
pub(crate) async fn enter_status(
    tx: &mut Tx<'_>,
    person: StoredId,
    entry: &StatusEntry,
    now: Timestamp,
) -> Result<(), StoreError> {
    record::enter(tx, entry, now).await?;
    let on = Some(DeedObject::Call(entry.call.clone()));
    audit::append(tx, person, DeedRecord::done(Deed::EnterStatus, on), now).await
}
