//! The kinds of a draft, and all that depends on them: other files ask here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::conversation::callback::DraftAction;
use crate::conversation::staff::count;
use crate::domain::CampaignId;
use crate::domain::figures::StaffFigure;
use crate::texts::{Html, Say};

/// The kind of a draft: the campaign that it becomes, or changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DraftKind {
    /// A new broadcast.
    #[serde(rename = "send")]
    New,
    /// A correction of a broadcast that was sent. It changes texts only, in the chats that got the broadcast.
    #[serde(rename = "replace")]
    Correction(CampaignId),
    /// Another content, audience or time for a planned broadcast.
    Change {
        /// The broadcast.
        id: CampaignId,
        /// Since when the broadcast was planned as it was when the draft was begun.
        created: Timestamp,
    },
}

impl DraftKind {
    /// The broadcast that it corrects.
    pub(super) fn corrects(&self) -> Option<CampaignId> {
        match self {
            DraftKind::Correction(id) => Some(*id),
            DraftKind::New | DraftKind::Change { .. } => None,
        }
    }

    /// The planned broadcast that it changes.
    pub(in crate::conversation::staff) fn plans(&self) -> Option<CampaignId> {
        match self {
            DraftKind::Change { id, .. } => Some(*id),
            DraftKind::New | DraftKind::Correction(_) => None,
        }
    }

    /// The number under its messages, unless it is to get one.
    pub(super) fn code(&self) -> Option<CampaignId> {
        match self {
            DraftKind::New => None,
            DraftKind::Correction(id) | DraftKind::Change { id, .. } => Some(*id),
        }
    }

    /// The heading of the draft.
    pub(in crate::conversation::staff) fn title(&self, say: &Say<'_>) -> Html {
        match self {
            DraftKind::New => say.campaign_title(),
            DraftKind::Correction(id) => say.campaign_title_correction(id.0),
            DraftKind::Change { id, .. } => say.campaign_title_change(id.0),
        }
    }

    /// The heading of the confirmation.
    pub(super) fn confirm_title(&self, say: &Say<'_>) -> Html {
        match self {
            DraftKind::New => say.campaign_confirm_title(),
            DraftKind::Correction(id) => say.campaign_confirm_correction(id.0),
            DraftKind::Change { id, .. } => say.campaign_confirm_change(id.0),
        }
    }

    /// The label of the button that confirms it, with the number of those who get a message. Nobody gets one by a correction.
    pub(super) fn send_label(&self, say: &Say<'_>, recipients: StaffFigure) -> String {
        match (self, recipients) {
            (DraftKind::Correction(_), _) => say.campaign_button_correct_yes(),
            (DraftKind::New, StaffFigure::Exactly(number)) => say.campaign_button_send(count(number)),
            (DraftKind::New, StaffFigure::AtLeast(number)) => say.campaign_button_send_least(count(number)),
            (DraftKind::New, StaffFigure::Few) => say.campaign_button_send_few(),
            (DraftKind::Change { .. }, StaffFigure::Exactly(number)) => {
                say.campaign_button_send_change(count(number))
            }
            (DraftKind::Change { .. }, StaffFigure::AtLeast(number)) => {
                say.campaign_button_send_change_least(count(number))
            }
            (DraftKind::Change { .. }, StaffFigure::Few) => say.campaign_button_send_change_few(),
        }
    }

    /// The answer once it has begun to go out.
    pub(super) fn launched(&self, say: &Say<'_>) -> Html {
        match self {
            DraftKind::New | DraftKind::Change { .. } => say.campaign_launched(),
            DraftKind::Correction(_) => say.campaign_launched_correction(),
        }
    }

    /// Whether an action makes sense for it.
    pub(super) fn allows(&self, action: &DraftAction) -> bool {
        match self {
            DraftKind::New => !matches!(action, DraftAction::AsNew),
            DraftKind::Correction(_) => fits_correction(action),
            DraftKind::Change { .. } => true,
        }
    }
}

fn fits_correction(action: &DraftAction) -> bool {
    match action {
        DraftAction::Overview
        | DraftAction::Version(_)
        | DraftAction::Write(_)
        | DraftAction::AddMore
        | DraftAction::TakeMore
        | DraftAction::LeaveMore
        | DraftAction::Options
        | DraftAction::LinkPreview(_)
        | DraftAction::Preview
        | DraftAction::Confirm
        | DraftAction::Send(_)
        | DraftAction::AskDiscard
        | DraftAction::AskTest
        | DraftAction::Test(_)
        | DraftAction::Discard => true,
        DraftAction::Remove(_)
        | DraftAction::MoreAs(_)
        | DraftAction::Links(_)
        | DraftAction::AddLink(_)
        | DraftAction::Address(_)
        | DraftAction::NoLinks(_)
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
        | DraftAction::Silent(_)
        | DraftAction::Trial(_)
        | DraftAction::AsNew => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_back_as_they_were_also_those_of_earlier_versions() {
        let created = Timestamp::UNIX_EPOCH;
        for (json, kind) in [
            (r#""send""#, DraftKind::New),
            (r#"{"replace":7}"#, DraftKind::Correction(CampaignId(7))),
            (
                r#"{"change":{"id":7,"created":"1970-01-01T00:00:00Z"}}"#,
                DraftKind::Change { id: CampaignId(7), created },
            ),
        ] {
            assert_eq!(serde_json::to_string(&kind).ok().as_deref(), Some(json));
            assert_eq!(serde_json::from_str::<DraftKind>(json).ok(), Some(kind));
        }
    }
}
