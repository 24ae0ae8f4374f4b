//! Changes to the staff: who may make them, and why one is refused.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::code::coded;
use crate::domain::staff::{is_last_owner, who_may_confirm};
use crate::domain::{Alias, ChatId, Lang, Right, Role, StaffMember, Standing, StoredId};

/// Who makes a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The person in this private chat.
    Person(ChatId),
    /// Whoever has the machine, by the command line.
    CommandLine,
}

/// A change to the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StaffChange {
    /// An invitation is made.
    Invite(Invitation),
    /// The invitation with this number is withdrawn.
    Uninvite(i64),
    /// The actor opens the invitation with this number, and is spoken to in this language.
    Open(i64, Lang),
    /// The person who opened the invitation with this number joins the staff.
    Admit(i64),
    /// Somebody gets a higher role.
    Promote(ChatId, Role),
    /// The rights of somebody who was suspended are in force again.
    Reinstate(ChatId),
    /// Somebody gets a lower role.
    Demote(ChatId, Role),
    /// Somebody's rights are not in force until they are reinstated.
    Suspend(ChatId),
    /// Somebody is taken out of the staff.
    Remove(ChatId),
    /// The actor leaves the staff.
    Leave,
    /// The actor chooses an alias.
    Name(Alias),
    /// Somebody who is restrained was right to do what they did.
    Confirm(ChatId),
}

/// An invitation to the staff, by a link that works once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its number, which is random.
    pub id: i64,
    /// The SHA-256 of the token in the link. The token is stored nowhere.
    pub hash: [u8; 32],
    /// The role that it gives.
    pub role: Role,
    /// Who made it; `None` for the command line.
    pub by: Option<StoredId>,
    /// When it ends.
    pub until: Timestamp,
    /// The person who opened it first. Nobody else can.
    pub opened: Option<StoredId>,
    /// The language in which that person was spoken to.
    pub lang: Option<Lang>,
    /// Whether it makes the first owner. Then it counts only while there is no owner, and the command line alone confirms it.
    pub is_first: bool,
}

impl Invitation {
    /// How long one is good for.
    pub const LASTS: SignedDuration = SignedDuration::from_hours(24);
    /// How long one for the first owner is good for.
    pub const FIRST_LASTS: SignedDuration = SignedDuration::from_hours(1);
    /// The most invitations at a time.
    pub const MOST: usize = 10;

    /// Whether it is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.until
    }

    /// Whether it counts with this staff at this time.
    pub fn counts(&self, all: &[StaffMember], now: Timestamp) -> bool {
        !(self.is_over(now) || self.is_first && has_owner(all))
    }

    /// Whether this person may open it, or has done so: somebody who is not on staff and did not make it. What it was refused
    /// for is nobody's business.
    pub fn admits(&self, person: StoredId, chat: ChatId, all: &[StaffMember], now: Timestamp) -> bool {
        let is_free = self.opened.is_none_or(|opened| opened == person);
        // The row of a person who was removed is kept for a while, and is in nobody's way.
        let is_on_staff = find(all, chat).is_some_and(|member| member.standing != Standing::Removed);
        self.counts(all, now) && is_free && !is_on_staff && self.by != Some(person)
    }
}

/// Why a change to the staff is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum StaffChangeError {
    /// The actor may not do it.
    #[error("only an owner may do that, and not one who is restrained")]
    NotAllowed,
    /// There is nobody like that on staff, or nothing to change about them.
    #[error("there is nobody on staff about whom that could be done; see: pledge-bot staff list")]
    NothingToDo,
    /// Without the last owner nobody could manage the staff.
    #[error("the last owner can't leave or get a lower role; make somebody else an owner first")]
    LastOwner,
    /// The staff is full.
    #[error("the staff has {} people already, which is the most; remove somebody first", StaffMember::MOST)]
    Full,
    /// There are too many invitations.
    #[error(
        "{} invitations are open already, which is the most; wait until one ends, or withdraw one in the chat",
        Invitation::MOST
    )]
    TooManyInvitations,
    /// The invitation is over, was used, or belongs to somebody else.
    #[error("there is no such invitation any more")]
    NoInvitation,
    /// An owner is on staff, who invites others.
    #[error("there is an owner already, who invites others with /staff; or: pledge-bot staff invite owner")]
    HasOwner,
}

/// A step about a person on staff that an owner can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum PersonStep {
    /// They become a viewer.
    Viewer,
    /// They become an editor.
    Editor,
    /// They become an owner.
    Owner,
    /// Their rights are not in force for now.
    Suspend,
    /// Their rights are in force again.
    Reinstate,
    /// They are taken out of the staff.
    Remove,
    /// What they did while restrained stands.
    Confirm,
}

coded!(PersonStep);

impl PersonStep {
    /// The change that this step makes to a person.
    pub fn change(self, member: &StaffMember) -> StaffChange {
        let role = |role: Role| {
            if role < member.role {
                StaffChange::Demote(member.chat, role)
            } else {
                StaffChange::Promote(member.chat, role)
            }
        };
        match self {
            PersonStep::Viewer => role(Role::Viewer),
            PersonStep::Editor => role(Role::Editor),
            PersonStep::Owner => role(Role::Owner),
            PersonStep::Suspend => StaffChange::Suspend(member.chat),
            PersonStep::Reinstate => StaffChange::Reinstate(member.chat),
            PersonStep::Remove => StaffChange::Remove(member.chat),
            PersonStep::Confirm => StaffChange::Confirm(member.chat),
        }
    }
}

impl StaffChange {
    /// Whether it gives rights, so that others must have time to stop it.
    pub fn gives(&self) -> bool {
        match self {
            StaffChange::Admit(_) | StaffChange::Promote(..) | StaffChange::Reinstate(_) => true,
            StaffChange::Invite(_)
            | StaffChange::Uninvite(_)
            | StaffChange::Open(..)
            | StaffChange::Demote(..)
            | StaffChange::Suspend(_)
            | StaffChange::Remove(_)
            | StaffChange::Leave
            | StaffChange::Name(_)
            | StaffChange::Confirm(_) => false,
        }
    }

    /// The same, or whether it begins to.
    pub fn gives_or_begins_to(&self) -> bool {
        match self {
            StaffChange::Invite(_)
            | StaffChange::Admit(_)
            | StaffChange::Promote(..)
            | StaffChange::Reinstate(_) => true,
            StaffChange::Uninvite(_)
            | StaffChange::Open(..)
            | StaffChange::Demote(..)
            | StaffChange::Suspend(_)
            | StaffChange::Remove(_)
            | StaffChange::Leave
            | StaffChange::Name(_)
            | StaffChange::Confirm(_) => false,
        }
    }

    /// Whether the actor may make this change to this staff now. What is left to check concerns the invitation.
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(&self, actor: Actor, all: &[StaffMember], now: Timestamp) -> Result<(), StaffChangeError> {
        let is_full =
            || all.iter().filter(|member| member.standing != Standing::Removed).count() >= StaffMember::MOST;
        match self {
            StaffChange::Invite(invitation) if invitation.is_first && has_owner(all) => {
                Err(StaffChangeError::HasOwner)
            }
            StaffChange::Invite(_) | StaffChange::Admit(_) => {
                may_manage(actor, all)?;
                if is_full() { Err(StaffChangeError::Full) } else { Ok(()) }
            }
            StaffChange::Uninvite(_) => may_manage(actor, all),
            StaffChange::Open(..) => Ok(()),
            StaffChange::Promote(person, role) => {
                may_manage(actor, all)?;
                fits(find(all, *person), |member| member.is_active() && member.role < *role)
            }
            StaffChange::Reinstate(person) => {
                may_manage(actor, all)?;
                fits(find(all, *person), |member| member.standing == Standing::Suspended)
            }
            StaffChange::Demote(person, role) => {
                may_manage(actor, all)?;
                fits(find(all, *person), |member| member.is_active() && member.role > *role)?;
                if actor == Actor::Person(*person) && is_last_owner(all, *person) {
                    return Err(StaffChangeError::LastOwner);
                }
                Ok(())
            }
            StaffChange::Suspend(person) => {
                may_manage(actor, all)?;
                fits(find(all, *person), |member| member.is_active() && actor != Actor::Person(*person))
            }
            StaffChange::Remove(person) => {
                may_manage(actor, all)?;
                let is_other = actor != Actor::Person(*person);
                fits(find(all, *person), |member| member.standing != Standing::Removed && is_other)
            }
            StaffChange::Leave => {
                let Actor::Person(person) = actor else { return Err(StaffChangeError::NotAllowed) };
                fits(find(all, person), StaffMember::is_active)?;
                if is_last_owner(all, person) { Err(StaffChangeError::LastOwner) } else { Ok(()) }
            }
            StaffChange::Name(_) => {
                let Actor::Person(person) = actor else { return Err(StaffChangeError::NotAllowed) };
                fits(find(all, person), StaffMember::is_active)
            }
            StaffChange::Confirm(person) => {
                fits(find(all, *person), |member| member.restrained.is_some())?;
                let Actor::Person(actor) = actor else { return Ok(()) };
                let may = who_may_confirm(all, *person, now).iter().any(|member| member.chat == actor);
                if may { Ok(()) } else { Err(StaffChangeError::NotAllowed) }
            }
        }
    }
}

/// Whether an owner is on staff, also one whose rights are not in force for now.
pub fn has_owner(all: &[StaffMember]) -> bool {
    all.iter().any(|member| member.role == Role::Owner && member.standing != Standing::Removed)
}

fn may_manage(actor: Actor, all: &[StaffMember]) -> Result<(), StaffChangeError> {
    let may = match actor {
        Actor::CommandLine => true,
        Actor::Person(person) => find(all, person).is_some_and(|member| member.may(Right::Manage)),
    };
    if may { Ok(()) } else { Err(StaffChangeError::NotAllowed) }
}

fn find(all: &[StaffMember], person: ChatId) -> Option<&StaffMember> {
    all.iter().find(|member| member.chat == person)
}

fn fits(
    member: Option<&StaffMember>,
    is_fit: impl FnOnce(&StaffMember) -> bool,
) -> Result<(), StaffChangeError> {
    if member.is_some_and(is_fit) { Ok(()) } else { Err(StaffChangeError::NothingToDo) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLGA: ChatId = ChatId::new(1);
    const BAKYT: ChatId = ChatId::new(2);

    fn now() -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(100)
    }

    fn person(chat: ChatId, role: Role) -> StaffMember {
        StaffMember::new(chat, role, None)
    }

    #[test]
    fn only_an_owner_who_is_free_and_the_command_line_manage_the_staff() {
        let held = StaffMember { restrained: Some(now()), ..person(ChatId::new(3), Role::Owner) };
        let all = [person(OLGA, Role::Owner), person(BAKYT, Role::Editor), held];
        let change = StaffChange::Suspend(BAKYT);
        let check = |actor| change.check(actor, &all, now());
        assert_eq!(check(Actor::Person(OLGA)), Ok(()));
        assert_eq!(check(Actor::CommandLine), Ok(()));
        for other in [BAKYT, ChatId::new(3), ChatId::new(9)] {
            assert_eq!(check(Actor::Person(other)), Err(StaffChangeError::NotAllowed), "{other:?}");
        }
    }

    #[test]
    fn the_last_owner_stays() {
        let all = [person(OLGA, Role::Owner), person(BAKYT, Role::Editor)];
        let by = |change: StaffChange, actor| change.check(Actor::Person(actor), &all, now());
        assert_eq!(by(StaffChange::Leave, OLGA), Err(StaffChangeError::LastOwner));
        assert_eq!(by(StaffChange::Demote(OLGA, Role::Viewer), OLGA), Err(StaffChangeError::LastOwner));
        assert_eq!(by(StaffChange::Leave, BAKYT), Ok(()));
        assert_eq!(by(StaffChange::Remove(OLGA), OLGA), Err(StaffChangeError::NothingToDo));
    }

    #[test]
    fn an_invitation_is_for_the_first_stranger_who_opens_it() {
        let [maker, first, second] = [1, 2, 3].map(StoredId::from_bits);
        let new = Invitation {
            id: 7,
            hash: [0; 32],
            role: Role::Editor,
            by: Some(maker),
            until: now(),
            opened: None,
            lang: None,
            is_first: false,
        };
        let before = now() - SignedDuration::from_secs(1);
        let stranger = ChatId::new(9);
        assert!(new.admits(first, stranger, &[], before));
        assert!(!new.admits(first, stranger, &[], now()), "it is over");
        let suspended = StaffMember { standing: Standing::Suspended, ..person(stranger, Role::Viewer) };
        assert!(!new.admits(first, stranger, &[suspended], before), "on staff, or suspended");
        assert!(!new.admits(maker, stranger, &[], before));
        let opened = Invitation { opened: Some(first), ..new };
        assert!(opened.admits(first, stranger, &[], before) && !opened.admits(second, stranger, &[], before));
    }

    #[test]
    fn the_first_owner_is_invited_only_while_there_is_none() {
        let first = Invitation {
            id: 7,
            hash: [0; 32],
            role: Role::Owner,
            by: None,
            until: now(),
            opened: None,
            lang: None,
            is_first: true,
        };
        let before = now() - SignedDuration::from_secs(1);
        let editors = [person(BAKYT, Role::Editor)];
        let suspended = [StaffMember { standing: Standing::Suspended, ..person(OLGA, Role::Owner) }];
        let invite =
            |all: &[StaffMember]| StaffChange::Invite(first.clone()).check(Actor::CommandLine, all, before);
        assert_eq!(invite(&editors), Ok(()));
        assert_eq!(invite(&suspended), Err(StaffChangeError::HasOwner));
        assert!(first.counts(&editors, before) && !first.counts(&suspended, before));
        assert!(!first.counts(&editors, now()), "it is over");
    }
}
