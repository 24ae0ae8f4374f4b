//! The actions that are held.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, EnumString, IntoStaticStr, VariantArray};

use crate::domain::campaign::{CampaignId, CampaignKind, Launch, PlanState};
use crate::domain::code::coded;
use crate::domain::{ChatId, Deadline, Right, Role, StaffChange, StatusEntry};

/// An action that is held, with all that it needs to take effect later. Its JSON is stored, sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, EnumDiscriminants)]
#[serde(rename_all = "kebab-case")]
#[strum_discriminants(
    name(HeldKind),
    doc = "The kind of an action that is held.",
    derive(EnumString, IntoStaticStr, VariantArray),
    strum(serialize_all = "kebab-case")
)]
pub enum HeldAction {
    /// A broadcast, or a correction.
    Launch(Box<Launch>),
    /// A planned broadcast becomes this one, while it is in the state in which the change was confirmed.
    PlanAnew {
        /// The broadcast.
        id: CampaignId,
        /// The state.
        confirmed: PlanState,
        /// Its new content, audience and time.
        launch: Box<Launch>,
    },
    /// A broadcast goes once more to those of whom nobody knows whether they got it.
    Repeat(CampaignId),
    /// A broadcast that another person has paused goes on.
    Resume(CampaignId),
    /// A deadline is set: a new one, or in place of this one.
    SetDeadline(Box<Deadline>, Option<Box<Deadline>>),
    /// A deadline is removed.
    RemoveDeadline(Box<Deadline>),
    /// The status of a call is entered.
    EnterStatus(Box<StatusEntry>),
    /// The list of supporters is sent to the author as a sealed file.
    Export,
    /// Somebody gets rights.
    Grant(Box<Grant>),
}

/// Rights that somebody gets: they join, get a higher role, or are reinstated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The person.
    pub person: ChatId,
    /// The role that they have then.
    pub role: Role,
    /// The change to the staff.
    pub change: StaffChange,
}

coded!(HeldKind);

impl HeldKind {
    /// The right that it takes. Whoever has it may stop actions of this kind, or let them go.
    pub fn right(self) -> Right {
        match self {
            HeldKind::Launch | HeldKind::PlanAnew | HeldKind::Repeat | HeldKind::Resume => Right::Send,
            HeldKind::SetDeadline | HeldKind::RemoveDeadline => Right::Deadlines,
            HeldKind::EnterStatus => Right::Statuses,
            HeldKind::Export => Right::Export,
            HeldKind::Grant => Right::Manage,
        }
    }
}

impl HeldAction {
    /// Its kind.
    pub fn kind(&self) -> HeldKind {
        self.into()
    }

    /// The campaign that it makes or puts in another's place.
    pub fn launch(&self) -> Option<&Launch> {
        match self {
            HeldAction::Launch(launch) | HeldAction::PlanAnew { launch, .. } => Some(launch),
            HeldAction::Repeat(_)
            | HeldAction::Resume(_)
            | HeldAction::SetDeadline(..)
            | HeldAction::RemoveDeadline(_)
            | HeldAction::EnterStatus(_)
            | HeldAction::Export
            | HeldAction::Grant(_) => None,
        }
    }

    /// The campaign that it changes.
    pub fn campaign(&self) -> Option<CampaignId> {
        match self {
            HeldAction::PlanAnew { id, .. } | HeldAction::Repeat(id) | HeldAction::Resume(id) => Some(*id),
            HeldAction::Launch(launch) => match launch.kind {
                CampaignKind::Replace(id) | CampaignKind::Delete(id) => Some(id),
                CampaignKind::Send | CampaignKind::Remind(_) => None,
            },
            HeldAction::SetDeadline(..)
            | HeldAction::RemoveDeadline(_)
            | HeldAction::EnterStatus(_)
            | HeldAction::Export
            | HeldAction::Grant(_) => None,
        }
    }

    /// The person who gets rights, whose name those who decide about it want to know.
    pub fn newcomer(&self) -> Option<ChatId> {
        let HeldAction::Grant(grant) = self else { return None };
        Some(grant.person)
    }

    /// Whether it may take effect at night, if its author is alone.
    pub fn is_urgent(&self) -> bool {
        self.launch().is_some_and(|launch| launch.urgent)
    }

    /// Whether it needs a second person, whatever the settings say: only another one may let go on what somebody has paused.
    pub fn needs_second(&self) -> bool {
        self.kind() == HeldKind::Resume
    }

    /// The time for which staff meant it, if that is later than when they confirmed it.
    pub fn meant_for(&self, confirmed: Timestamp) -> Option<Timestamp> {
        self.launch().map(|launch| launch.due).filter(|due| *due > confirmed)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::domain::campaign::Stage;
    use crate::domain::message::{CampaignMessage, MessageVersions};
    use crate::domain::time::{home_zone, later};
    use crate::domain::{Audience, CallStatus, Lang, Topic};

    fn launch(kind: CampaignKind, due: Timestamp) -> Launch {
        let message = CampaignMessage::plain("Саламатсызбы");
        let content = MessageVersions { by_lang: [(Lang::Ky, message)].into(), ..MessageVersions::default() };
        Launch {
            author: Some(ChatId::new(7)),
            kind,
            audience: Audience::of(Topic::News),
            content,
            due,
            urgent: true,
            trial: true,
            paid: false,
        }
    }

    fn all(now: Timestamp) -> Vec<HeldAction> {
        let deadline = Deadline::new("7".to_owned(), jiff::civil::date(2027, 3, 1), home_zone());
        let entry = StatusEntry {
            call: "a-call".parse().expect("an ID"),
            status: CallStatus::Kept,
            date: jiff::civil::date(2026, 11, 20),
            notes: [(Lang::Ky, "x".to_owned())].into(),
            link: "https://example.org/".to_owned(),
        };
        let confirmed = PlanState { created: now, stage: Stage::Scheduled };
        vec![
            HeldAction::Launch(Box::new(launch(CampaignKind::Send, now))),
            HeldAction::PlanAnew {
                id: CampaignId(3),
                confirmed,
                launch: Box::new(launch(CampaignKind::Send, now)),
            },
            HeldAction::Repeat(CampaignId(3)),
            HeldAction::Resume(CampaignId(3)),
            HeldAction::SetDeadline(Box::new(deadline.clone()), Some(Box::new(deadline.clone()))),
            HeldAction::RemoveDeadline(Box::new(deadline)),
            HeldAction::EnterStatus(Box::new(entry)),
            HeldAction::Export,
            HeldAction::Grant(Box::new(Grant {
                person: ChatId::new(8),
                role: Role::Editor,
                change: StaffChange::Admit(3),
            })),
        ]
    }

    #[test]
    fn every_action_reads_back_as_it_was() {
        let all = all(Timestamp::UNIX_EPOCH);
        let kinds: Vec<_> = all.iter().map(HeldAction::kind).collect();
        assert_eq!(kinds, HeldKind::ALL);
        for action in all {
            let json = serde_json::to_string(&action).expect("JSON");
            assert_eq!(serde_json::from_str::<HeldAction>(&json).ok(), Some(action), "{json}");
        }
    }

    #[test]
    fn only_what_was_planned_is_meant_for_a_time() {
        let now = Timestamp::UNIX_EPOCH;
        let then = later(now, SignedDuration::from_hours(1));
        let meant_for = |due| HeldAction::Launch(Box::new(launch(CampaignKind::Send, due))).meant_for(now);
        assert_eq!((meant_for(now), meant_for(then)), (None, Some(then)));
        assert_eq!(HeldAction::Export.meant_for(now), None);
        let correction = launch(CampaignKind::Replace(CampaignId(3)), now);
        assert!(HeldAction::Launch(Box::new(correction)).is_urgent());
    }

    #[test]
    fn letting_go_on_what_another_paused_needs_a_second_person() {
        for action in all(Timestamp::UNIX_EPOCH) {
            assert_eq!(action.needs_second(), action.kind() == HeldKind::Resume, "{action:?}");
        }
    }
}
