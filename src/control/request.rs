//! The requests and their answers.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::staff_change::StaffChangeError;
use crate::domain::{Lang, PersonCode, Role, Standing};

/// A request of whoever has the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlRequest {
    /// Which program runs.
    About,
    /// Who is on staff, and who waits to join.
    StaffList,
    /// An invitation for a role.
    StaffInvite(Role),
    /// The rights of the person with this code are not in force until they get a role again.
    StaffSuspend(PersonCode),
    /// The person with this code is taken out of the staff.
    StaffRemove(PersonCode),
    /// The person with this code, who opened an invitation, joins; or what they did while restrained stands.
    StaffConfirm(PersonCode),
    /// Everything is frozen.
    Freeze,
    /// The freeze is lifted.
    LiftFreeze,
    /// Everything is frozen, and the bot forgets its store key.
    ForgetKey,
    /// The command line did this, by its code in the audit log.
    Record(String),
    /// The actions of staff that wait.
    HoldsList,
    /// The action with this number is stopped.
    HoldStop(i64),
    /// A second person agrees to the action with this number: whoever has the machine.
    HoldGoAhead(i64),
    /// The person with this code gets a role; if they are suspended, their rights are in force again.
    StaffRole(PersonCode, Role),
    /// An invitation for the first owner, in place of an earlier one.
    InviteFirst,
    /// How far the invitation for the first owner is.
    FirstOwner,
    /// The invitation for the first owner ends: another person has opened it than was meant to.
    RefuseFirst,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ControlAnswer {
    /// It was done.
    Done,
    /// The version of the program, and the number of its process.
    About {
        /// The version, as `1.2.3`.
        version: String,
        /// The number of the process.
        process: u32,
    },
    /// Who is on staff, and who waits to join.
    Staff(Vec<StaffEntry>, Vec<WaitingInvitation>),
    /// The text behind `/start` by which somebody opens the invitation, the bot's name, if it is known, and the end.
    Invited(String, Option<String>, Timestamp),
    /// The person with this Telegram ID joined the staff, with this role; the language in which the bot spoke to them.
    Joined(i64, Role, Option<Lang>),
    /// How far the invitation for the first owner is.
    FirstOwner(FirstOwner),
    /// The actions of staff that wait.
    Holds(Vec<HoldEntry>),
    /// The action does not wait any more, or never did.
    NoHold,
    /// The change to the staff is refused.
    Refused(StaffChangeError),
    /// It failed; the reason.
    Failed(String),
}

/// How far the invitation for the first owner is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstOwner {
    /// An owner is on staff.
    There,
    /// There is no invitation, or it is over.
    Uninvited,
    /// Nobody has opened it.
    Unopened,
    /// Somebody has opened it.
    Opened(Opener),
}

/// Who has opened an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opener {
    /// Their code. The bot has shown it to them if the command line made the invitation.
    pub code: PersonCode,
    /// The name that Telegram shows of them at this moment, if it tells it.
    pub name: Option<String>,
}

/// Somebody on staff, for the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffEntry {
    /// Their code.
    pub code: PersonCode,
    /// Their role.
    pub role: Role,
    /// Whether their rights are in force.
    pub standing: Standing,
    /// The word by which colleagues know them.
    pub alias: Option<String>,
    /// Without an alias, the name that Telegram shows of them at this moment, if it tells it.
    pub name: Option<String>,
    /// Since when they have the role; `None` for those with whom the staff began.
    pub since: Option<Timestamp>,
    /// Whether they can begin nothing until somebody confirms what they did.
    pub is_restrained: bool,
}

/// An action of staff that waits, for the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldEntry {
    /// Its number.
    pub id: i64,
    /// The word for its kind.
    pub kind: String,
    /// The code of its author.
    pub author: PersonCode,
    /// The word by which colleagues know its author.
    pub alias: Option<String>,
    /// When it was begun.
    pub begun: Timestamp,
    /// When it lapses.
    pub lapses: Timestamp,
    /// What people would read, each version as a text.
    pub texts: Vec<String>,
}

/// An invitation that is not over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingInvitation {
    /// The role that it gives.
    pub role: Role,
    /// When it ends.
    pub until: Timestamp,
    /// Who has opened it, if anybody did.
    pub opened: Option<Opener>,
}
