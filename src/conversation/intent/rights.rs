//! The right that each command and each button of staff needs. It is asked for when the command comes or the button is tapped,
//! by the role that the person has then.

use crate::conversation::callback::{Callback, DraftAction, PeopleAction, StaffCallback};
use crate::conversation::intent::Intent;
use crate::domain::audit::Deed;
use crate::domain::campaign::Order;
use crate::domain::{FormKind, PersonStep, Right, Role, StaffCommand, StaffQuestion};

/// The right that a command needs, with its whole text.
pub(crate) fn of_command(command: StaffCommand, text: &str) -> Right {
    // Behind the command may stand a deadline that is to be set.
    let has_fields = text.trim().contains(char::is_whitespace);
    if command == StaffCommand::Deadlines && has_fields { Right::Deadlines } else { command.right() }
}

/// The right that a button of staff needs.
pub(crate) fn of_button(callback: &StaffCallback) -> Right {
    match callback {
        StaffCallback::Panel
        | StaffCallback::Campaigns
        | StaffCallback::OlderCampaigns(_)
        | StaffCallback::NewerCampaigns(_)
        | StaffCallback::Report(_)
        | StaffCallback::Deadlines
        | StaffCallback::Deadline(_) => Right::See,
        StaffCallback::Draft
        | StaffCallback::AskDraftFrom(_)
        | StaffCallback::DraftFrom(..)
        | StaffCallback::DropForms => Right::Write,
        StaffCallback::DraftAction(_, action) => of_draft(action),
        StaffCallback::Ask(_, order) | StaffCallback::Order(_, order, _) => of_order(*order),
        // The handlers of a hold ask for the right that its action takes, too.
        StaffCallback::AskTakeBack(_)
        | StaffCallback::TakeBack(..)
        | StaffCallback::Hold(_)
        | StaffCallback::StopHold(_)
        | StaffCallback::LetGo(_)
        | StaffCallback::UndoHold(_) => Right::Silence,
        StaffCallback::Correct(_) => Right::Correct,
        StaffCallback::PlanAnew(_) => Right::Send,
        StaffCallback::NewForm(kind) | StaffCallback::Form(kind) => of_form(*kind),
        StaffCallback::FormAction(_, action) => of_form(action.form()),
        StaffCallback::ChangeDeadline(_)
        | StaffCallback::SetDeadline(_)
        | StaffCallback::AskRemoveDeadline(_)
        | StaffCallback::RemoveDeadline(_) => Right::Deadlines,
        StaffCallback::EnterStatus(_) | StaffCallback::Record | StaffCallback::ShowEntry(_) => {
            Right::Statuses
        }
        StaffCallback::Export | StaffCallback::SendExport => Right::Export,
        StaffCallback::AskFreeze | StaffCallback::Freeze | StaffCallback::LiftFreeze => Right::Freeze,
        StaffCallback::Audit(..) | StaffCallback::AuditDoers | StaffCallback::AuditGroups => Right::Audit,
        StaffCallback::People(action) => of_people(action),
    }
}

/// The right that a button of a draft needs.
pub(crate) fn of_draft(action: &DraftAction) -> Right {
    match action {
        DraftAction::Send(_) => Right::Send,
        DraftAction::Overview
        | DraftAction::Version(_)
        | DraftAction::Write(_)
        | DraftAction::AddMore
        | DraftAction::TakeMore
        | DraftAction::MoreAs(_)
        | DraftAction::LeaveMore
        | DraftAction::Remove(_)
        | DraftAction::Links(_)
        | DraftAction::AddLink(_)
        | DraftAction::Address(_)
        | DraftAction::NoLinks(_)
        | DraftAction::Options
        | DraftAction::Fallback(_)
        | DraftAction::Audience
        | DraftAction::Topic(_)
        | DraftAction::Lang(_)
        | DraftAction::Regions
        | DraftAction::Region(_)
        | DraftAction::Supporters(_)
        | DraftAction::Groups(_)
        | DraftAction::AskSince
        | DraftAction::Since(_)
        | DraftAction::AskWithout
        | DraftAction::Without(_)
        | DraftAction::Time
        | DraftAction::Now
        | DraftAction::Urgent(_)
        | DraftAction::Trial(_)
        | DraftAction::Silent(_)
        | DraftAction::LinkPreview(_)
        | DraftAction::Preview
        | DraftAction::Confirm
        | DraftAction::AskDiscard
        | DraftAction::Discard
        | DraftAction::AskTest
        | DraftAction::Test(_)
        | DraftAction::AsNew => Right::Write,
    }
}

/// The right that a button about the people on staff needs.
pub(crate) fn of_people(action: &PeopleAction) -> Right {
    match action {
        PeopleAction::All | PeopleAction::Alias | PeopleAction::AskLeave | PeopleAction::Leave => Right::See,
        PeopleAction::Person(_)
        | PeopleAction::Ask(..)
        | PeopleAction::Take(..)
        | PeopleAction::Invite
        | PeopleAction::InviteAs(_)
        | PeopleAction::Admit(_)
        | PeopleAction::Uninvite(_) => Right::Manage,
    }
}

/// The deed that somebody tried by an intent that needs this right; `None` where nothing but reading was tried.
pub(crate) fn deed_tried(right: Right, intent: &Intent) -> Option<Deed> {
    match intent {
        Intent::Callback(Callback::Staff(StaffCallback::LetGo(_))) => Some(Deed::GoAhead),
        Intent::Callback(Callback::Staff(StaffCallback::LiftFreeze)) => Some(Deed::Lift),
        Intent::Callback(Callback::Staff(StaffCallback::DraftAction(_, DraftAction::Test(_)))) => {
            Some(Deed::Test)
        }
        _ => Deed::that_takes(right),
    }
}

/// Whether an intent gives somebody rights, or begins to.
pub(crate) fn gives(intent: &Intent) -> bool {
    let Intent::Callback(Callback::Staff(StaffCallback::People(action))) = intent else { return false };
    match action {
        PeopleAction::Invite | PeopleAction::InviteAs(_) | PeopleAction::Admit(_) => true,
        PeopleAction::Take(_, step, had) => match step {
            PersonStep::Viewer => *had < Role::Viewer,
            PersonStep::Editor => *had < Role::Editor,
            PersonStep::Owner | PersonStep::Reinstate => true,
            PersonStep::Suspend | PersonStep::Remove | PersonStep::Confirm => false,
        },
        PeopleAction::All
        | PeopleAction::Person(_)
        | PeopleAction::Ask(..)
        | PeopleAction::Uninvite(_)
        | PeopleAction::Alias
        | PeopleAction::AskLeave
        | PeopleAction::Leave => false,
    }
}

/// The right that an order to a campaign needs.
pub(crate) fn of_order(order: Order) -> Right {
    match order {
        Order::Pause | Order::Cancel => Right::Silence,
        Order::Resume | Order::Repeat => Right::Send,
    }
}

/// The right that a form needs, from its first question on.
pub(crate) fn of_form(kind: FormKind) -> Right {
    match kind {
        FormKind::Deadline => Right::Deadlines,
        FormKind::Status => Right::Statuses,
    }
}

/// The right that the answer to a question of staff needs.
pub(crate) fn of_question(question: StaffQuestion) -> Right {
    of_form(question.form())
}
