//! What is done with the bot, as the audit log names it.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::Right;
use crate::domain::code::coded;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Deed {
    /// A broadcast was confirmed: it goes out, or is planned.
    Broadcast,
    /// A planned broadcast was changed.
    Change,
    /// A broadcast was corrected.
    Correct,
    /// A broadcast was taken back.
    TakeBack,
    /// A campaign was paused.
    Pause,
    /// A campaign was resumed.
    Resume,
    /// A campaign was cancelled.
    Cancel,
    /// A campaign was sent once more to the chats whose delivery is unsure.
    Repeat,
    /// The bot itself stopped a campaign, or failed to send it.
    Delivery,
    /// A draft was sent to a colleague.
    Test,
    /// A deadline was set.
    SetDeadline,
    /// A deadline was changed.
    ChangeDeadline,
    /// A deadline was removed.
    RemoveDeadline,
    /// The status of a call was entered.
    EnterStatus,
    /// The list of supporters was written to a file.
    Export,
    /// A backup was made.
    Backup,
    /// A backup was restored.
    Restore,
    /// Other keys of the coalition's were accepted.
    AcceptKeys,
    /// The store key was recovered from its copy.
    RecoverKey,
    /// The staff was changed.
    ChangeStaff,
    /// Somebody was invited to the staff.
    Invite,
    /// An invitation was withdrawn.
    Uninvite,
    /// Somebody who was invited joined the staff.
    Admit,
    /// Somebody on staff got another role.
    ChangeRole,
    /// Somebody's rights were suspended.
    Suspend,
    /// Somebody's rights are in force again.
    Reinstate,
    /// Somebody was taken out of the staff.
    Remove,
    /// Somebody left the staff.
    Leave,
    /// Somebody who was restrained was found right.
    Confirm,
    /// The audit log was read.
    ReadLog,
    /// Everything was frozen.
    Freeze,
    /// An owner wanted to lift the freeze.
    WishLift,
    /// The freeze was lifted.
    Lift,
    /// The running bot forgot its store key.
    ForgetKey,
    /// Somebody agreed to what somebody else wants to do.
    GoAhead,
}

coded!(Deed);

impl Deed {
    /// The deed that somebody tried who lacks this right; `None` where nothing but reading was tried.
    pub fn that_takes(right: Right) -> Option<Deed> {
        match right {
            Right::See => None,
            Right::Write | Right::Send => Some(Deed::Broadcast),
            Right::Correct => Some(Deed::Correct),
            Right::Silence => Some(Deed::Cancel),
            Right::Deadlines => Some(Deed::SetDeadline),
            Right::Statuses => Some(Deed::EnterStatus),
            Right::Export => Some(Deed::Export),
            Right::Manage => Some(Deed::ChangeStaff),
            Right::Freeze => Some(Deed::Freeze),
            Right::Audit => Some(Deed::ReadLog),
        }
    }

    /// The right that it takes where the answer is the deed: something goes out to somebody with it, and nothing else in the store
    /// changes.
    pub fn right_to_answer(self) -> Option<Right> {
        match self {
            Deed::Test => Some(Right::Write),
            Deed::Export => Some(Right::Export),
            Deed::Broadcast
            | Deed::Change
            | Deed::Correct
            | Deed::TakeBack
            | Deed::Pause
            | Deed::Resume
            | Deed::Cancel
            | Deed::Repeat
            | Deed::Delivery
            | Deed::SetDeadline
            | Deed::ChangeDeadline
            | Deed::RemoveDeadline
            | Deed::EnterStatus
            | Deed::Backup
            | Deed::Restore
            | Deed::AcceptKeys
            | Deed::RecoverKey
            | Deed::ChangeStaff
            | Deed::Invite
            | Deed::Uninvite
            | Deed::Admit
            | Deed::ChangeRole
            | Deed::Suspend
            | Deed::Reinstate
            | Deed::Remove
            | Deed::Leave
            | Deed::Confirm
            | Deed::ReadLog
            | Deed::Freeze
            | Deed::WishLift
            | Deed::Lift
            | Deed::ForgetKey
            | Deed::GoAhead => None,
        }
    }

    /// The group under which it is found.
    pub fn group(self) -> DeedGroup {
        match self {
            Deed::Broadcast
            | Deed::Change
            | Deed::Correct
            | Deed::TakeBack
            | Deed::Pause
            | Deed::Resume
            | Deed::Cancel
            | Deed::Repeat
            | Deed::Delivery
            | Deed::Test => DeedGroup::Broadcasts,
            Deed::SetDeadline | Deed::ChangeDeadline | Deed::RemoveDeadline | Deed::EnterStatus => {
                DeedGroup::Facts
            }
            Deed::Export | Deed::Backup | Deed::Restore | Deed::AcceptKeys | Deed::RecoverKey => {
                DeedGroup::Data
            }
            Deed::ChangeStaff
            | Deed::Invite
            | Deed::Uninvite
            | Deed::Admit
            | Deed::ChangeRole
            | Deed::Suspend
            | Deed::Reinstate
            | Deed::Remove
            | Deed::Leave
            | Deed::Confirm
            | Deed::ReadLog
            | Deed::Freeze
            | Deed::WishLift
            | Deed::Lift
            | Deed::ForgetKey
            | Deed::GoAhead => DeedGroup::Staff,
        }
    }
}

/// Deeds that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum DeedGroup {
    /// What is sent to many.
    Broadcasts,
    /// What everybody reads: deadlines, and the status of calls.
    Facts,
    /// Files and keys.
    Data,
    /// Who is on staff, and what guards against misuse.
    Staff,
}

coded!(DeedGroup);
