//! Buttons of staff: words between colons, at most 62 bytes.

use std::str::FromStr;

use jiff::Timestamp;

use crate::conversation::callback::draft::{DraftAction, Seal};
use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::conversation::callback::form::FormAction;
use crate::conversation::callback::people::PeopleAction;
use crate::domain::audit::AuditFilter;
use crate::domain::campaign::Order;
use crate::domain::{CallId, CampaignId, FormKind, HoldId};

/// A button that only staff have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(StaffCallbackKind), derive(strum::EnumIter)))]
pub enum StaffCallback {
    /// The panel, from which all screens of staff are reached.
    Panel,
    /// The draft, or a new one.
    Draft,
    /// An action in the draft that was begun at this time.
    DraftAction(Timestamp, DraftAction),
    /// The newest campaigns.
    Campaigns,
    /// The broadcasts before this one.
    OlderCampaigns(CampaignId),
    /// The broadcasts after this one.
    NewerCampaigns(CampaignId),
    /// The report of a campaign.
    Report(CampaignId),
    /// Asks whether to give an order to a campaign.
    Ask(CampaignId, Order),
    /// Gives an order to a campaign. The order to repeat it names the number of unsure deliveries, so that a double tap sends
    /// once.
    Order(CampaignId, Order, u64),
    /// Asks whether to take a campaign back.
    AskTakeBack(CampaignId),
    /// Takes a campaign back.
    TakeBack(CampaignId, Seal),
    /// Begins to correct a campaign.
    Correct(CampaignId),
    /// Begins a new draft with a campaign, unless another one is under way.
    AskDraftFrom(CampaignId),
    /// Begins a new draft with a campaign, in place of the draft that was begun at this time.
    DraftFrom(CampaignId, Timestamp),
    /// Begins to change a planned campaign.
    PlanAnew(CampaignId),
    /// The deadlines.
    Deadlines,
    /// A deadline.
    Deadline(String),
    /// Begins a form.
    NewForm(FormKind),
    /// Goes on with the form under way, or begins one.
    Form(FormKind),
    /// An action in the form that was begun at this time.
    FormAction(Timestamp, FormAction),
    /// Begins the form that changes a deadline.
    ChangeDeadline(String),
    /// Sets the deadline in the form under way.
    SetDeadline(Seal),
    /// Asks whether to remove a deadline.
    AskRemoveDeadline(String),
    /// Removes a deadline.
    RemoveDeadline(String),
    /// Begins the form of a status for this call.
    EnterStatus(CallId),
    /// Explains how to enter the status of a call as one form.
    Record,
    /// Enters the status in the form under way.
    ShowEntry(Seal),
    /// Drops the forms under way.
    DropForms,
    /// Explains the list of supporters as a file.
    Export,
    /// Sends that file.
    SendExport,
    /// The newest entries of the audit log that are looked for, before this number if there is one.
    Audit(AuditFilter, Option<i64>),
    /// Shows whether everything is frozen.
    AskFreeze,
    /// Freezes everything.
    Freeze,
    /// Lifts the freeze, with another owner.
    LiftFreeze,
    /// Asks whose entries to show.
    AuditDoers,
    /// Asks which entries to show.
    AuditGroups,
    /// An action that is or was held.
    Hold(HoldId),
    /// Stops an action that is held.
    StopHold(HoldId),
    /// Agrees to an action that is held.
    LetGo(HoldId),
    /// Takes back the own action that was begun at this time.
    UndoHold(Timestamp),
    /// Something about the people on staff.
    People(PeopleAction),
}

impl StaffCallback {
    /// The callback data behind staff's letter.
    pub(super) fn data(&self) -> String {
        match self {
            StaffCallback::Panel => "panel".to_owned(),
            StaffCallback::Draft => "draft".to_owned(),
            StaffCallback::DraftAction(begun, action) => format!("s:{}:{}", begun.as_second(), action.data()),
            StaffCallback::Campaigns => "all".to_owned(),
            StaffCallback::OlderCampaigns(id) => format!("older:{}", id.0),
            StaffCallback::NewerCampaigns(id) => format!("newer:{}", id.0),
            StaffCallback::Report(id) => format!("report:{}", id.0),
            StaffCallback::Ask(id, order) => format!("ask:{}:{}", id.0, order.code()),
            StaffCallback::Order(id, order, unsure) => format!("order:{}:{}:{unsure}", id.0, order.code()),
            StaffCallback::AskTakeBack(id) => format!("back:{}", id.0),
            StaffCallback::TakeBack(id, seal) => format!("back:{}:{}", id.0, seal.data()),
            StaffCallback::Correct(id) => format!("correct:{}", id.0),
            StaffCallback::AskDraftFrom(id) => format!("from:{}", id.0),
            StaffCallback::DraftFrom(id, begun) => format!("from:{}:{}", id.0, begun.as_second()),
            StaffCallback::PlanAnew(id) => format!("plan:{}", id.0),
            StaffCallback::Deadlines => "deadlines".to_owned(),
            StaffCallback::Deadline(id) => format!("deadline:{id}"),
            StaffCallback::NewForm(kind) => format!("new:{}", kind.code()),
            StaffCallback::Form(kind) => format!("form:{}", kind.code()),
            StaffCallback::FormAction(begun, action) => format!("f:{}:{}", begun.as_second(), action.data()),
            StaffCallback::ChangeDeadline(id) => format!("change:{id}"),
            StaffCallback::SetDeadline(seal) => format!("set:{}", seal.data()),
            StaffCallback::AskRemoveDeadline(id) => format!("remove:{id}"),
            StaffCallback::RemoveDeadline(id) => format!("removed:{id}"),
            StaffCallback::EnterStatus(id) => format!("status:{}", id.as_str()),
            StaffCallback::Record => "record".to_owned(),
            StaffCallback::ShowEntry(seal) => format!("show:{}", seal.data()),
            StaffCallback::DropForms => "drop".to_owned(),
            StaffCallback::Export => "export".to_owned(),
            StaffCallback::SendExport => "export:file".to_owned(),
            StaffCallback::Audit(filter, None) => format!("audit:{}", filter.code()),
            StaffCallback::Audit(filter, Some(before)) => format!("audit:{}:{before}", filter.code()),
            StaffCallback::AskFreeze => "freeze".to_owned(),
            StaffCallback::Freeze => "freeze:yes".to_owned(),
            StaffCallback::LiftFreeze => "freeze:lift".to_owned(),
            StaffCallback::AuditDoers => "audits:doers".to_owned(),
            StaffCallback::AuditGroups => "audits:groups".to_owned(),
            StaffCallback::Hold(id) => format!("hold:{}", id.0),
            StaffCallback::StopHold(id) => format!("hold:{}:stop", id.0),
            StaffCallback::LetGo(id) => format!("hold:{}:go", id.0),
            StaffCallback::UndoHold(begun) => format!("undo:{}", begun.as_second()),
            StaffCallback::People(action) => format!("p:{}", action.data()),
        }
    }
}

impl FromStr for StaffCallback {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<StaffCallback, ParseCallbackError> {
        let words: Vec<&str> = data.split(':').collect();
        Ok(match words[..] {
            ["panel"] => StaffCallback::Panel,
            ["draft"] => StaffCallback::Draft,
            ["s", begun, ref action @ ..] => {
                StaffCallback::DraftAction(field::second(begun)?, DraftAction::parse(action)?)
            }
            ["all"] => StaffCallback::Campaigns,
            ["older", id] => StaffCallback::OlderCampaigns(campaign(id)?),
            ["newer", id] => StaffCallback::NewerCampaigns(campaign(id)?),
            ["report", id] => StaffCallback::Report(campaign(id)?),
            ["ask", id, order] => StaffCallback::Ask(campaign(id)?, order_of(order)?),
            ["order", id, order, unsure] => {
                StaffCallback::Order(campaign(id)?, order_of(order)?, field::number(unsure)?)
            }
            ["back", id] => StaffCallback::AskTakeBack(campaign(id)?),
            ["back", id, until, hash] => StaffCallback::TakeBack(campaign(id)?, Seal::parse(until, hash)?),
            ["correct", id] => StaffCallback::Correct(campaign(id)?),
            ["from", id] => StaffCallback::AskDraftFrom(campaign(id)?),
            ["from", id, begun] => StaffCallback::DraftFrom(campaign(id)?, field::second(begun)?),
            ["plan", id] => StaffCallback::PlanAnew(campaign(id)?),
            ["deadlines"] => StaffCallback::Deadlines,
            ["deadline", id] => StaffCallback::Deadline(field::deadline(id)?),
            ["new", code] => StaffCallback::NewForm(field::code(code, FormKind::from_code)?),
            ["form", code] => StaffCallback::Form(field::code(code, FormKind::from_code)?),
            ["f", begun, ref action @ ..] => {
                StaffCallback::FormAction(field::second(begun)?, FormAction::parse(action)?)
            }
            ["change", id] => StaffCallback::ChangeDeadline(field::deadline(id)?),
            ["set", until, hash] => StaffCallback::SetDeadline(Seal::parse(until, hash)?),
            ["remove", id] => StaffCallback::AskRemoveDeadline(field::deadline(id)?),
            ["removed", id] => StaffCallback::RemoveDeadline(field::deadline(id)?),
            ["status", id] => StaffCallback::EnterStatus(field::number(id)?),
            ["record"] => StaffCallback::Record,
            ["show", until, hash] => StaffCallback::ShowEntry(Seal::parse(until, hash)?),
            ["drop"] => StaffCallback::DropForms,
            ["export"] => StaffCallback::Export,
            ["export", "file"] => StaffCallback::SendExport,
            ["audit", filter] => StaffCallback::Audit(field::code(filter, AuditFilter::from_code)?, None),
            ["audit", filter, before] => StaffCallback::Audit(
                field::code(filter, AuditFilter::from_code)?,
                Some(field::number(before)?),
            ),
            ["freeze"] => StaffCallback::AskFreeze,
            ["freeze", "yes"] => StaffCallback::Freeze,
            ["freeze", "lift"] => StaffCallback::LiftFreeze,
            ["audits", "doers"] => StaffCallback::AuditDoers,
            ["audits", "groups"] => StaffCallback::AuditGroups,
            ["hold", id] => StaffCallback::Hold(hold(id)?),
            ["hold", id, "stop"] => StaffCallback::StopHold(hold(id)?),
            ["hold", id, "go"] => StaffCallback::LetGo(hold(id)?),
            ["undo", begun] => StaffCallback::UndoHold(field::second(begun)?),
            ["p", ref action @ ..] => StaffCallback::People(PeopleAction::parse(action)?),
            _ => return Err(ParseCallbackError),
        })
    }
}

fn campaign(id: &str) -> Result<CampaignId, ParseCallbackError> {
    field::number(id).map(CampaignId)
}

fn hold(id: &str) -> Result<HoldId, ParseCallbackError> {
    field::number(id).map(HoldId)
}

fn order_of(code: &str) -> Result<Order, ParseCallbackError> {
    field::code(code, Order::from_code)
}

/// Every button, with the longest values.
#[cfg(test)]
pub(super) fn samples() -> Vec<StaffCallback> {
    use strum::IntoEnumIterator as _;

    use crate::conversation::callback::{draft, form, people};
    use crate::domain::Deadline;
    use crate::domain::audit::{DeedGroup, Doer};

    let at = Timestamp::from_second(4_102_444_800).expect("a time");
    let id = CampaignId(i64::from(u32::MAX));
    let deadline = "x".repeat(Deadline::ID_MAX);
    let of = |kind| -> Vec<_> {
        match kind {
            StaffCallbackKind::Panel => vec![StaffCallback::Panel],
            StaffCallbackKind::Draft => vec![StaffCallback::Draft],
            StaffCallbackKind::DraftAction => {
                draft::samples().into_iter().map(|action| StaffCallback::DraftAction(at, action)).collect()
            }
            StaffCallbackKind::Campaigns => vec![StaffCallback::Campaigns],
            StaffCallbackKind::OlderCampaigns => vec![StaffCallback::OlderCampaigns(id)],
            StaffCallbackKind::NewerCampaigns => vec![StaffCallback::NewerCampaigns(id)],
            StaffCallbackKind::Report => vec![StaffCallback::Report(id)],
            StaffCallbackKind::Ask => Order::ALL.map(|order| StaffCallback::Ask(id, order)).into(),
            StaffCallbackKind::Order => {
                Order::ALL.map(|order| StaffCallback::Order(id, order, 1_000_000)).into()
            }
            StaffCallbackKind::AskTakeBack => vec![StaffCallback::AskTakeBack(id)],
            StaffCallbackKind::TakeBack => vec![StaffCallback::TakeBack(id, draft::sample_seal())],
            StaffCallbackKind::Correct => vec![StaffCallback::Correct(id)],
            StaffCallbackKind::AskDraftFrom => vec![StaffCallback::AskDraftFrom(id)],
            StaffCallbackKind::DraftFrom => vec![StaffCallback::DraftFrom(id, at)],
            StaffCallbackKind::PlanAnew => vec![StaffCallback::PlanAnew(id)],
            StaffCallbackKind::Deadlines => vec![StaffCallback::Deadlines],
            StaffCallbackKind::Deadline => vec![StaffCallback::Deadline(deadline.clone())],
            StaffCallbackKind::NewForm => FormKind::ALL.map(StaffCallback::NewForm).into(),
            StaffCallbackKind::Form => FormKind::ALL.map(StaffCallback::Form).into(),
            StaffCallbackKind::FormAction => {
                form::samples().into_iter().map(|action| StaffCallback::FormAction(at, action)).collect()
            }
            StaffCallbackKind::ChangeDeadline => vec![StaffCallback::ChangeDeadline(deadline.clone())],
            StaffCallbackKind::SetDeadline => vec![StaffCallback::SetDeadline(draft::sample_seal())],
            StaffCallbackKind::AskRemoveDeadline => vec![StaffCallback::AskRemoveDeadline(deadline.clone())],
            StaffCallbackKind::RemoveDeadline => vec![StaffCallback::RemoveDeadline(deadline.clone())],
            StaffCallbackKind::EnterStatus => {
                vec![StaffCallback::EnterStatus("a".repeat(CallId::MAX).parse().expect("an ID"))]
            }
            StaffCallbackKind::Record => vec![StaffCallback::Record],
            StaffCallbackKind::ShowEntry => vec![StaffCallback::ShowEntry(draft::sample_seal())],
            StaffCallbackKind::DropForms => vec![StaffCallback::DropForms],
            StaffCallbackKind::Export => vec![StaffCallback::Export],
            StaffCallbackKind::SendExport => vec![StaffCallback::SendExport],
            StaffCallbackKind::Audit => vec![
                StaffCallback::Audit(AuditFilter::All, None),
                StaffCallback::Audit(AuditFilter::NotDone, Some(i64::MAX)),
                StaffCallback::Audit(AuditFilter::Group(DeedGroup::Broadcasts), Some(i64::MAX)),
                StaffCallback::Audit(AuditFilter::Doer(Doer::CommandLine.code()), Some(i64::MAX)),
                StaffCallback::Audit(AuditFilter::Doer("0a1b2c3d".to_owned()), None),
            ],
            StaffCallbackKind::AskFreeze => vec![StaffCallback::AskFreeze],
            StaffCallbackKind::Freeze => vec![StaffCallback::Freeze],
            StaffCallbackKind::LiftFreeze => vec![StaffCallback::LiftFreeze],
            StaffCallbackKind::AuditDoers => vec![StaffCallback::AuditDoers],
            StaffCallbackKind::AuditGroups => vec![StaffCallback::AuditGroups],
            StaffCallbackKind::Hold => vec![StaffCallback::Hold(HoldId(i64::from(u32::MAX)))],
            StaffCallbackKind::StopHold => vec![StaffCallback::StopHold(HoldId(i64::from(u32::MAX)))],
            StaffCallbackKind::LetGo => vec![StaffCallback::LetGo(HoldId(i64::from(u32::MAX)))],
            StaffCallbackKind::UndoHold => vec![StaffCallback::UndoHold(at)],
            StaffCallbackKind::People => people::samples().into_iter().map(StaffCallback::People).collect(),
        }
    };
    StaffCallbackKind::iter().flat_map(of).collect()
}
