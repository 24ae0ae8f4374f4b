//! Buttons of staff: words between colons, at most 62 bytes.

use std::str::FromStr;

use jiff::Timestamp;

use crate::conversation::callback::draft::{DraftAction, Seal};
use crate::conversation::callback::field;
use crate::conversation::callback::field::ParseCallbackError;
use crate::domain::CampaignId;
use crate::domain::campaign::Order;

/// A button that only staff have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(strum::EnumDiscriminants))]
#[cfg_attr(test, strum_discriminants(name(StaffCallbackKind), derive(strum::EnumIter)))]
pub enum StaffCallback {
    /// The draft, or a new one.
    Draft,
    /// An action in the draft that was begun at this time.
    DraftAction(Timestamp, DraftAction),
    /// The newest campaigns.
    Campaigns,
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
    /// The deadlines.
    Deadlines,
    /// A deadline.
    Deadline(String),
    /// Sets the deadline that the person has drafted.
    SetDeadline(Seal),
    /// Asks whether to remove a deadline.
    AskRemoveDeadline(String),
    /// Removes a deadline.
    RemoveDeadline(String),
    /// Explains how to enter the status of a call.
    Record,
    /// Publishes the status entry that the person has drafted.
    ShowEntry(Seal),
    /// Drops the person's drafts of deadlines and status entries.
    DropForms,
}

impl StaffCallback {
    /// The callback data behind staff's letter.
    pub(super) fn data(&self) -> String {
        match self {
            StaffCallback::Draft => "draft".to_owned(),
            StaffCallback::DraftAction(begun, action) => format!("s:{}:{}", begun.as_second(), action.data()),
            StaffCallback::Campaigns => "all".to_owned(),
            StaffCallback::Report(id) => format!("report:{}", id.0),
            StaffCallback::Ask(id, order) => format!("ask:{}:{}", id.0, order.code()),
            StaffCallback::Order(id, order, unsure) => format!("order:{}:{}:{unsure}", id.0, order.code()),
            StaffCallback::AskTakeBack(id) => format!("back:{}", id.0),
            StaffCallback::TakeBack(id, seal) => format!("back:{}:{}", id.0, seal.data()),
            StaffCallback::Correct(id) => format!("correct:{}", id.0),
            StaffCallback::Deadlines => "deadlines".to_owned(),
            StaffCallback::Deadline(id) => format!("deadline:{id}"),
            StaffCallback::SetDeadline(seal) => format!("set:{}", seal.data()),
            StaffCallback::AskRemoveDeadline(id) => format!("remove:{id}"),
            StaffCallback::RemoveDeadline(id) => format!("removed:{id}"),
            StaffCallback::Record => "record".to_owned(),
            StaffCallback::ShowEntry(seal) => format!("show:{}", seal.data()),
            StaffCallback::DropForms => "drop".to_owned(),
        }
    }
}

impl FromStr for StaffCallback {
    type Err = ParseCallbackError;

    fn from_str(data: &str) -> Result<StaffCallback, ParseCallbackError> {
        let words: Vec<&str> = data.split(':').collect();
        Ok(match words[..] {
            ["draft"] => StaffCallback::Draft,
            ["s", begun, ref action @ ..] => {
                StaffCallback::DraftAction(field::second(begun)?, DraftAction::parse(action)?)
            }
            ["all"] => StaffCallback::Campaigns,
            ["report", id] => StaffCallback::Report(campaign(id)?),
            ["ask", id, order] => StaffCallback::Ask(campaign(id)?, order_of(order)?),
            ["order", id, order, unsure] => {
                StaffCallback::Order(campaign(id)?, order_of(order)?, field::number(unsure)?)
            }
            ["back", id] => StaffCallback::AskTakeBack(campaign(id)?),
            ["back", id, until, hash] => StaffCallback::TakeBack(campaign(id)?, Seal::parse(until, hash)?),
            ["correct", id] => StaffCallback::Correct(campaign(id)?),
            ["deadlines"] => StaffCallback::Deadlines,
            ["deadline", id] => StaffCallback::Deadline(field::deadline(id)?),
            ["set", until, hash] => StaffCallback::SetDeadline(Seal::parse(until, hash)?),
            ["remove", id] => StaffCallback::AskRemoveDeadline(field::deadline(id)?),
            ["removed", id] => StaffCallback::RemoveDeadline(field::deadline(id)?),
            ["record"] => StaffCallback::Record,
            ["show", until, hash] => StaffCallback::ShowEntry(Seal::parse(until, hash)?),
            ["drop"] => StaffCallback::DropForms,
            _ => return Err(ParseCallbackError),
        })
    }
}

fn campaign(id: &str) -> Result<CampaignId, ParseCallbackError> {
    field::number(id).map(CampaignId)
}

fn order_of(code: &str) -> Result<Order, ParseCallbackError> {
    field::code(code, Order::from_code)
}

/// Every button, with the longest values.
#[cfg(test)]
pub(super) fn samples() -> Vec<StaffCallback> {
    use strum::IntoEnumIterator as _;

    use crate::conversation::callback::draft;
    use crate::domain::Deadline;

    let at = Timestamp::from_second(4_102_444_800).expect("a time");
    let id = CampaignId(i64::from(u32::MAX));
    let deadline = "x".repeat(Deadline::ID_MAX);
    let of = |kind| -> Vec<_> {
        match kind {
            StaffCallbackKind::Draft => vec![StaffCallback::Draft],
            StaffCallbackKind::DraftAction => {
                draft::samples().into_iter().map(|action| StaffCallback::DraftAction(at, action)).collect()
            }
            StaffCallbackKind::Campaigns => vec![StaffCallback::Campaigns],
            StaffCallbackKind::Report => vec![StaffCallback::Report(id)],
            StaffCallbackKind::Ask => Order::ALL.map(|order| StaffCallback::Ask(id, order)).into(),
            StaffCallbackKind::Order => {
                Order::ALL.map(|order| StaffCallback::Order(id, order, 1_000_000)).into()
            }
            StaffCallbackKind::AskTakeBack => vec![StaffCallback::AskTakeBack(id)],
            StaffCallbackKind::TakeBack => vec![StaffCallback::TakeBack(id, draft::sample_seal())],
            StaffCallbackKind::Correct => vec![StaffCallback::Correct(id)],
            StaffCallbackKind::Deadlines => vec![StaffCallback::Deadlines],
            StaffCallbackKind::Deadline => vec![StaffCallback::Deadline(deadline.clone())],
            StaffCallbackKind::SetDeadline => vec![StaffCallback::SetDeadline(draft::sample_seal())],
            StaffCallbackKind::AskRemoveDeadline => vec![StaffCallback::AskRemoveDeadline(deadline.clone())],
            StaffCallbackKind::RemoveDeadline => vec![StaffCallback::RemoveDeadline(deadline.clone())],
            StaffCallbackKind::Record => vec![StaffCallback::Record],
            StaffCallbackKind::ShowEntry => vec![StaffCallback::ShowEntry(draft::sample_seal())],
            StaffCallbackKind::DropForms => vec![StaffCallback::DropForms],
        }
    };
    StaffCallbackKind::iter().flat_map(of).collect()
}
