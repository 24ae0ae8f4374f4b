//! Actions of staff: they are put into a hold, stopped, let go, and carried out. What was true when an action was begun is asked
//! again when it is carried out, in the same transaction, so that it takes effect once or not at all.

use jiff::Timestamp;

use crate::domain::audit::{AuditEntry, Deed, DeedObject, DeedRecord, DeedResult, Doer};
use crate::domain::campaign::{Campaign, CampaignKind, Launch, Order};
use crate::domain::hold::{
    Decider, HeldAction, HeldKind, Hold, HoldId, HoldOutline, HoldRules, HoldState, NewHold, Verdict,
};
use crate::domain::staff_change::Actor;
use crate::domain::{CampaignId, Deadline, FormKind, StaffChange, StoredId};
use crate::store::error::StoreError;
use crate::store::tables::{campaigns, deadlines, drafts, forms, holds};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Store, audit, deeds, staffing, standing};

impl Store {
    /// Carries out an action that is held, if it is due; ends it if it lapses, or its author may not do it any more. Says what it
    /// waited for. `heard`: up to when everything that staff did has been taken.
    pub async fn settle_hold(
        &self,
        id: HoldId,
        rules: &HoldRules,
        heard: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Verdict, StoreError> {
        self.writer.run(Settle { id, rules: rules.clone(), heard, now }).await
    }

    /// Whoever has the machine stops an action, or agrees to it; says whether it still waited.
    pub async fn decide_hold(&self, id: HoldId, stop: bool, now: Timestamp) -> Result<bool, StoreError> {
        match self.writer.run(Decide { id, stop, now }).await {
            Err(StoreError::Overtaken) => {
                if !stop {
                    self.record_by_command_line(DeedRecord::refused(Deed::GoAhead), now).await?;
                }
                Ok(false)
            }
            decided => decided.map(|()| true),
        }
    }

    /// Notes that an action was not begun before this time: its clock was behind.
    pub async fn note_hold_begun(&self, id: HoldId, time: Timestamp) -> Result<(), StoreError> {
        self.writer.run(NoteBegun(id, time)).await
    }

    /// Notes that staff were told how an action ended.
    pub async fn note_hold_reported(&self, id: HoldId) -> Result<(), StoreError> {
        self.writer.run(NoteReported(id)).await
    }
}

struct Settle {
    id: HoldId,
    rules: HoldRules,
    heard: Option<Timestamp>,
    now: Timestamp,
}

impl WriteJob for Settle {
    type Output = Verdict;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Verdict, StoreError> {
        let Some(outline) = holds::one(&mut *tx.db, tx.key, self.id).await? else { return Ok(Verdict::Over) };
        let facts = standing::facts(tx, &outline, self.heard, self.now).await?;
        let verdict = outline.hold.verdict(&self.rules, &facts);
        if verdict == Verdict::Due && !facts.is_approved {
            holds::clear_approval(tx.db, self.id).await?;
        }
        let state = match verdict {
            Verdict::Due if carry_out(tx, &outline, self.now).await? => HoldState::Done,
            Verdict::Due | Verdict::Refused => HoldState::Refused,
            Verdict::Lapses => HoldState::Lapsed,
            Verdict::Until(_) | Verdict::Untold | Verdict::NeedsSecond | Verdict::Barred | Verdict::Over => {
                return Ok(verdict);
            }
        };
        end(tx, &outline, state, None, self.now).await?;
        Ok(verdict)
    }
}

struct Decide {
    id: HoldId,
    stop: bool,
    now: Timestamp,
}

impl WriteJob for Decide {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        if self.stop {
            stop(tx, self.id, Decider::Operator, self.now).await
        } else {
            approve(tx, self.id, Decider::Operator, self.now).await
        }
    }
}

struct NoteBegun(HoldId, Timestamp);

impl WriteJob for NoteBegun {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        holds::set_begun(tx.db, self.0, self.1).await
    }
}

struct NoteReported(HoldId);

impl WriteJob for NoteReported {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        holds::set_reported(tx.db, self.0).await
    }
}

/// Puts an action into a hold. The draft or form that it was made of goes with it. An author who has too many that wait, or who
/// may not do it, has been overtaken by another update of theirs.
pub(crate) async fn begin(tx: &mut Tx<'_>, author: StoredId, new: &NewHold) -> Result<(), StoreError> {
    let waiting = holds::count_waiting(&mut *tx.db, author).await?;
    let may = standing::may_begin(tx, author, new.action.kind()).await?;
    if waiting >= Hold::MOST as u64 || !may {
        return Err(StoreError::Overtaken);
    }
    tx.left.wakes_campaigns = true;
    if holds::waiting(tx).await?.into_iter().any(|it| it.action.as_ref() == Some(&new.action)) {
        // A double tap, or two people who want the same.
        return Err(StoreError::Overtaken);
    }
    let work = match form_of(&new.action) {
        Some(kind) => forms::take(tx.db, author, kind).await?,
        None if new.action.launch().is_some() => drafts::take(tx.db, author).await?,
        None => None,
    };
    if let Some(invitation) = invitation_of(&new.action) {
        staffing::keep_invitation(tx, invitation, new.lapses).await?;
    }
    holds::insert(tx.db, tx.key, author, new, work).await?;
    Ok(())
}

/// The invitation by which somebody joins, if an action is that.
fn invitation_of(action: &HeldAction) -> Option<i64> {
    let HeldAction::Grant(grant) = action else { return None };
    let StaffChange::Admit(id) = grant.change else { return None };
    Some(id)
}

/// The kind of form that an action was made of.
fn form_of(action: &HeldAction) -> Option<FormKind> {
    match action {
        HeldAction::SetDeadline(..) => Some(FormKind::Deadline),
        HeldAction::EnterStatus(_) => Some(FormKind::Status),
        HeldAction::Launch(_)
        | HeldAction::PlanAnew { .. }
        | HeldAction::Repeat(_)
        | HeldAction::Resume(_)
        | HeldAction::RemoveDeadline(_)
        | HeldAction::Export
        | HeldAction::Grant(_) => None,
    }
}

/// Stops an action that waits: its author takes it back, or another person who may do that stops it.
pub(crate) async fn stop(tx: &mut Tx<'_>, id: HoldId, by: Decider, now: Timestamp) -> Result<(), StoreError> {
    let Some(outline) = holds::one(&mut *tx.db, tx.key, id).await? else {
        return Err(StoreError::Overtaken);
    };
    let hold = &outline.hold;
    if hold.state != HoldState::Waiting {
        return Err(StoreError::Overtaken);
    }
    let may = match by {
        Decider::Person(person) => person == hold.author || standing::may_stop(tx, person).await?,
        Decider::Operator => true,
    };
    if !may {
        return Err(StoreError::Overtaken);
    }
    end(tx, &outline, hold.stopped_by(by), Some(by), now).await
}

/// A second person wants an action too. It takes effect as soon as nothing else keeps it.
pub(crate) async fn approve(
    tx: &mut Tx<'_>,
    id: HoldId,
    by: Decider,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(outline) = holds::one(&mut *tx.db, tx.key, id).await? else {
        return Err(StoreError::Overtaken);
    };
    let hold = &outline.hold;
    let may = match by {
        Decider::Person(person) => standing::may_approve(tx, hold, person, now).await?,
        Decider::Operator => hold.state == HoldState::Waiting,
    };
    if !may {
        return Err(StoreError::Overtaken);
    }
    if hold.approved == Some(by) {
        // A second tap.
        return Ok(());
    }
    tx.left.wakes_campaigns = true;
    let (_, on) = deed_of(&outline);
    record_deed(tx, hold, DeedRecord::done(Deed::GoAhead, on), Some(by), now).await?;
    holds::set_approved(tx.db, id, by, now).await
}

/// Ends a hold. Unless it took effect, its author has their draft or form back, and the invitation of somebody who was to join
/// ends.
async fn end(
    tx: &mut Tx<'_>,
    outline: &HoldOutline,
    state: HoldState,
    by: Option<Decider>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.left.wakes_campaigns = true;
    let (hold, action) = (&outline.hold, &outline.action);
    let work = holds::end(tx.db, hold.id, state, by, now).await?;
    record_end(tx, outline, state, by, now).await?;
    let Some(action) = action.as_ref().filter(|_| state != HoldState::Done) else { return Ok(()) };
    if let Some(invitation) = invitation_of(action) {
        staffing::end_invitation(tx, invitation).await?;
    }
    let Some(work) = work else { return Ok(()) };
    match form_of(action) {
        Some(kind) => forms::put_back(tx.db, hold.author, kind, work, now).await,
        None => drafts::put_back(tx.db, hold.author, work).await,
    }
}

/// Gives an action its effect; says whether that was possible.
async fn carry_out(tx: &mut Tx<'_>, outline: &HoldOutline, now: Timestamp) -> Result<bool, StoreError> {
    let (Some(action), author) = (&outline.action, outline.hold.author) else { return Ok(false) };
    match action {
        HeldAction::Launch(launch) => launched(tx, author, launch, now).await,
        HeldAction::PlanAnew { id, confirmed, launch } => {
            match deeds::plan_anew(tx, author, *id, confirmed, launch, now).await {
                Ok(()) => Ok(true),
                // It has begun, or was changed, paused or called off. Nothing was written.
                Err(StoreError::Overtaken) => Ok(false),
                Err(error) => Err(error),
            }
        }
        HeldAction::Repeat(id) => deeds::follow(tx, author, *id, Order::Repeat, now).await,
        HeldAction::Resume(id) => deeds::follow(tx, author, *id, Order::Resume, now).await,
        HeldAction::SetDeadline(deadline, old) => {
            set_deadline(tx, author, deadline, old.as_deref(), now).await
        }
        HeldAction::RemoveDeadline(deadline) => match current(tx, deadline).await? {
            Some(id) => deeds::remove_deadline(tx, author, id, now).await,
            None => Ok(false),
        },
        HeldAction::EnterStatus(entry) => {
            deeds::enter_status(tx, author, entry, now).await?;
            Ok(true)
        }
        // The file is made when its author is told.
        HeldAction::Export => {
            audit::append(tx, author, DeedRecord::done(Deed::Export, None), now).await?;
            Ok(true)
        }
        HeldAction::Grant(grant) => {
            let actor = Actor::Person(tx.ids.reveal(author));
            Ok(staffing::follow(tx, actor, &grant.change, now).await?.is_ok())
        }
    }
}

async fn launched(
    tx: &mut Tx<'_>,
    author: StoredId,
    launch: &Launch,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if let CampaignKind::Replace(of) = launch.kind
        && !can_be_corrected(tx, of).await?
    {
        return Ok(false);
    }
    deeds::launch(tx, author, launch, now).await?;
    Ok(true)
}

/// Whether a campaign is over, and nobody takes it back.
async fn can_be_corrected(tx: &mut Tx<'_>, of: CampaignId) -> Result<bool, StoreError> {
    let corrected = campaigns::campaign(&mut *tx.db, of).await?;
    let is_over = |campaign: Campaign| campaign.stage.is_over();
    Ok(corrected.is_some_and(is_over) && !campaigns::is_taken_back(tx.db, of).await?)
}

async fn set_deadline(
    tx: &mut Tx<'_>,
    author: StoredId,
    deadline: &Deadline,
    old: Option<&Deadline>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let is_as_set = old.is_some_and(|old| (old.date, old.time) == (deadline.date, deadline.time));
    if deadline.is_over(now) && !is_as_set {
        return Ok(false);
    }
    let replaces = match old {
        Some(old) => match current(tx, old).await? {
            Some(id) => Some(id),
            None => return Ok(false),
        },
        None => None,
    };
    deeds::set_deadline(tx, author, deadline, replaces, now).await
}

/// The number of a deadline that staff set, if it is still exactly this one.
async fn current(tx: &mut Tx<'_>, deadline: &Deadline) -> Result<Option<i64>, StoreError> {
    let Ok(id) = deadline.id.parse() else { return Ok(None) };
    let is_same = deadlines::one(tx.db, id).await?.is_some_and(|current| current == *deadline);
    Ok(is_same.then_some(id))
}

/// Notes in the audit log that an action did not take effect: who stopped it, or else its author, did it.
async fn record_end(
    tx: &mut Tx<'_>,
    outline: &HoldOutline,
    state: HoldState,
    by: Option<Decider>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let result = match state {
        HoldState::Waiting | HoldState::Done => return Ok(()),
        HoldState::Undone | HoldState::Lapsed | HoldState::Refused => DeedResult::NoEffect,
        HoldState::Stopped => DeedResult::Stopped,
    };
    let (deed, on) = deed_of(outline);
    record_deed(tx, &outline.hold, DeedRecord { deed, on, result }, by, now).await
}

/// Adds an entry about a hold to the audit log: of who decided about it, or else of its author.
async fn record_deed(
    tx: &mut Tx<'_>,
    hold: &Hold,
    record: DeedRecord,
    by: Option<Decider>,
    now: Timestamp,
) -> Result<(), StoreError> {
    match by {
        Some(Decider::Operator) => {
            let entry = AuditEntry { at: now, doer: Doer::CommandLine, record };
            audit::record_in(tx.db, tx.key, entry).await
        }
        Some(Decider::Person(person)) => audit::append(tx, person, record, now).await,
        None => audit::append(tx, hold.author, record, now).await,
    }
}

/// The deed that an action is, and its object.
fn deed_of(outline: &HoldOutline) -> (Deed, Option<DeedObject>) {
    let campaign = outline.action.as_ref().and_then(HeldAction::campaign);
    let is_correction = campaign.is_some();
    let deed = match outline.hold.kind {
        HeldKind::Launch if is_correction => Deed::Correct,
        HeldKind::Launch => Deed::Broadcast,
        HeldKind::PlanAnew => Deed::Change,
        HeldKind::Repeat => Deed::Repeat,
        HeldKind::Resume => Deed::Resume,
        HeldKind::SetDeadline => Deed::SetDeadline,
        HeldKind::RemoveDeadline => Deed::RemoveDeadline,
        HeldKind::EnterStatus => Deed::EnterStatus,
        HeldKind::Export => Deed::Export,
        HeldKind::Grant => Deed::ChangeStaff,
    };
    (deed, campaign.map(DeedObject::Campaign))
}
