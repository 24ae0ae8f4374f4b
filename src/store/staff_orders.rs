//! Changes to the staff by whoever has the machine, and who is still to hear of them.

use jiff::Timestamp;

use crate::domain::audit::{AuditEntry, DeedRecord, Doer};
use crate::domain::staff_change::{Actor, StaffChangeError};
use crate::domain::{ChatId, Role, StaffChange, StaffMember, Standing};
use crate::store::error::StoreError;
use crate::store::staffing::{deed, follow};
use crate::store::tables::{settings, staff};
use crate::store::tx::{Tx, WriteJob};
use crate::store::{Store, audit};

/// Present while the staff is still to be told that the command line has changed it.
const UNTOLD: &str = "staff_untold";

impl Store {
    /// Makes a change to the staff for whoever has the machine; a change that is refused changes nothing. The staff is to be told
    /// of it.
    pub async fn change_staff(
        &self,
        change: StaffChange,
        now: Timestamp,
    ) -> Result<Result<(), StaffChangeError>, StoreError> {
        self.writer.run(ChangeStaff { change, now }).await
    }

    /// Gives somebody a role for whoever has the machine. If their rights were suspended, they are in force again, with that role
    /// alone: both in one transaction.
    pub async fn give_role(
        &self,
        person: ChatId,
        role: Role,
        now: Timestamp,
    ) -> Result<Result<(), StaffChangeError>, StoreError> {
        self.writer.run(GiveRole { person, role, now }).await
    }

    /// Whether the staff is still to be told that the command line has changed it.
    pub async fn is_staff_untold(&self) -> Result<bool, StoreError> {
        Ok(self.reader.setting(UNTOLD).await?.is_some())
    }

    /// The staff was told.
    pub async fn note_staff_told(&self) -> Result<(), StoreError> {
        self.writer.run(NoteStaffTold).await
    }

    /// Somebody whom the command line let in was welcomed.
    pub async fn note_welcomed(&self, person: ChatId) -> Result<(), StoreError> {
        self.writer.run(NoteWelcomed(person)).await
    }
}

struct ChangeStaff {
    change: StaffChange,
    now: Timestamp,
}

impl WriteJob for ChangeStaff {
    type Output = Result<(), StaffChangeError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        obey(tx, &self.change, self.now).await
    }
}

struct GiveRole {
    person: ChatId,
    role: Role,
    now: Timestamp,
}

impl WriteJob for GiveRole {
    type Output = Result<(), StaffChangeError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let &GiveRole { person, role, now } = self;
        let member = staff::find(tx, tx.ids.hide(person)).await?;
        let is_suspended = member.as_ref().is_some_and(|member| member.standing == Standing::Suspended);
        let had = member.map(|member| member.role);
        if is_suspended {
            let reinstated = obey(tx, &StaffChange::Reinstate(person), now).await?;
            if reinstated.is_err() || had == Some(role) {
                return Ok(reinstated);
            }
        }
        let step = if had < Some(role) && had.is_some() {
            StaffChange::Promote(person, role)
        } else {
            StaffChange::Demote(person, role)
        };
        match obey(tx, &step, now).await? {
            // With the role that they had, they must not be let in.
            Err(_) if is_suspended => Err(StoreError::Overtaken),
            given => Ok(given),
        }
    }
}

/// Makes a change for the command line. The staff is to be told of it; what is refused is recorded.
async fn obey(
    tx: &mut Tx<'_>,
    change: &StaffChange,
    now: Timestamp,
) -> Result<Result<(), StaffChangeError>, StoreError> {
    let changed = follow(tx, Actor::CommandLine, change, now).await?;
    let is_news = !matches!(change, StaffChange::Invite(_) | StaffChange::Uninvite(_));
    if changed.is_ok() && is_news {
        settings::put(tx.db, UNTOLD, "1").await?;
    }
    if changed.is_err()
        && let Some((deed, _)) = deed(change)
    {
        let record = DeedRecord::refused(deed);
        audit::record_in(tx.db, tx.key, AuditEntry { at: now, doer: Doer::CommandLine, record }).await?;
    }
    Ok(changed)
}

struct NoteStaffTold;

impl WriteJob for NoteStaffTold {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        settings::remove(tx.db, UNTOLD).await
    }
}

struct NoteWelcomed(ChatId);

impl WriteJob for NoteWelcomed {
    type Output = ();

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        match staff::find(tx, tx.ids.hide(self.0)).await? {
            Some(member) => staff::save(tx, &StaffMember { unwelcomed: None, ..member }).await,
            None => Ok(()),
        }
    }
}
