//! The state machine of a campaign: which event leads from which stage to which. The staff screens, the store and the
//! engine all ask it; nothing else decides a stage.
//!
//! ```text
//! Scheduled ─Due→ Filling ─AudienceComplete→ Running ─AllDelivered→ Done ─Repeat→ Running
//!     any of the first three ─Pause, Halted→ Paused ─Resume→ Scheduled
//!     any but the last ─Cancel, Superseded, Outdated→ Cancelled
//!     Scheduled or Paused, before it has begun ─PlannedAnew→ Scheduled
//! ```

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::campaign::stage::{Pause, Stage};
use crate::domain::campaign::{Campaign, CampaignKind, DeliveryStatus, Revision, Tally};
use crate::domain::code::coded;

/// An order that an author may give to a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Order {
    /// Send nothing more until the next order.
    Pause,
    /// Go on; also after a trial, after failures, and when it is late.
    Resume,
    /// Call it off: deliveries that wait are skipped.
    Cancel,
    /// Send once more to the chats whose delivery is unsure.
    Repeat,
}

coded!(Order);

/// Something that may move a campaign to another stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignEvent {
    /// Its author gave an order.
    Order(Order),
    /// Its time has come.
    Due,
    /// Every chat of its audience is in the store.
    AudienceComplete,
    /// No delivery is queued or in flight.
    AllDelivered,
    /// It must not go on until its author decides.
    Halted(Pause),
    /// It is a reminder that must not be sent any more, and the deliveries that waited are skipped.
    Outdated,
    /// It is a correction, and a newer change of the same campaign was launched.
    Superseded,
    /// An author confirmed another content, audience or time for it.
    PlannedAnew,
}

/// The facts, besides the stage, that decide where an event leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The latest change to the messages that the campaign sent.
    pub revision: Revision,
    /// How many of its deliveries are unsure.
    pub unsure: u64,
    /// Whether any chat of its audience has been written down.
    pub begun: bool,
}

/// A move to another stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The new stage.
    pub to: Stage,
    /// Whether the trial is over, and the rest goes out without another question.
    pub ends_trial: bool,
    /// Whether the campaign is due from now on: its own time has passed too long ago to count.
    pub is_due_now: bool,
}

impl Stage {
    /// The stage of a campaign at its launch.
    pub const FIRST: Stage = Stage::Scheduled;

    /// Where an event leads from this stage; `None` where it changes nothing.
    pub fn after(self, event: CampaignEvent, facts: &Facts) -> Option<Transition> {
        let to = self.next(event, facts)?;
        let resumed = event == CampaignEvent::Order(Order::Resume);
        Some(Transition {
            to,
            ends_trial: resumed && self == Stage::Paused(Pause::Trial),
            is_due_now: resumed && self == Stage::Paused(Pause::Late),
        })
    }

    fn next(self, event: CampaignEvent, facts: &Facts) -> Option<Stage> {
        match event {
            CampaignEvent::Order(Order::Pause) => self.is_active().then_some(Stage::Paused(Pause::Author)),
            CampaignEvent::Order(Order::Resume) => {
                // Its audience may not be complete yet.
                self.can_resume().then_some(Stage::Scheduled)
            }
            CampaignEvent::Order(Order::Cancel) | CampaignEvent::Superseded => {
                (!self.is_over()).then_some(Stage::Cancelled)
            }
            CampaignEvent::Order(Order::Repeat) => {
                // A message that was corrected or taken back since must not go out as it was.
                let may = facts.revision == Revision::Original && facts.unsure > 0;
                (self == Stage::Done && may).then_some(Stage::Running)
            }
            CampaignEvent::Due => (self == Stage::Scheduled).then_some(Stage::Filling),
            CampaignEvent::AudienceComplete => (self == Stage::Filling).then_some(Stage::Running),
            CampaignEvent::AllDelivered => (self == Stage::Running).then_some(Stage::Done),
            CampaignEvent::Halted(pause) => self.may_halt(pause).then_some(Stage::Paused(pause)),
            CampaignEvent::Outdated => self.is_active().then_some(Stage::Cancelled),
            CampaignEvent::PlannedAnew => {
                let waits = matches!(self, Stage::Scheduled | Stage::Paused(_));
                (waits && !facts.begun).then_some(Stage::Scheduled)
            }
        }
    }

    /// Whether it moves on without an order.
    pub fn is_active(self) -> bool {
        matches!(self, Stage::Scheduled | Stage::Filling | Stage::Running)
    }

    fn can_resume(self) -> bool {
        // Content that can't be read can't be sent, and an audience that nobody knows can't be written down.
        matches!(self, Stage::Paused(pause) if pause != Pause::Unreadable && pause != Pause::Recipients)
    }

    fn may_halt(self, pause: Pause) -> bool {
        match pause {
            // Its author may pause it, by an order.
            Pause::Author => false,
            // After a backup was restored, a pause for another reason becomes this one: the author must know that some
            // chats may have the message already.
            Pause::Late => !self.is_over() && self != Stage::Paused(Pause::Late),
            // Likewise, so that other owners hear of a campaign without an author.
            Pause::Permission => !self.is_over() && self != Stage::Paused(Pause::Permission),
            Pause::Trial | Pause::Failures(_) | Pause::Content | Pause::Unreadable => self == Stage::Running,
            Pause::Recipients => matches!(self, Stage::Scheduled | Stage::Filling),
        }
    }
}

impl Campaign {
    /// Where an event leads, while this many of its deliveries are unsure; `None` where it changes nothing.
    pub fn after(&self, event: CampaignEvent, unsure: u64) -> Option<Transition> {
        self.stage.after(event, &Facts { revision: self.revision, unsure, begun: self.begun })
    }

    /// Whether an order does anything, while this many of its deliveries are unsure.
    pub fn allows(&self, order: Order, unsure: u64) -> bool {
        self.after(CampaignEvent::Order(order), unsure).is_some()
    }

    /// Whether its content, its audience and its time can still be changed: nobody has it yet, and nobody is about to get it.
    pub fn can_be_planned_anew(&self) -> bool {
        self.kind == CampaignKind::Send && self.after(CampaignEvent::PlannedAnew, 0).is_some()
    }

    /// Whether its messages can be corrected or taken back: some were sent, and it is known where.
    pub fn can_be_changed(&self, tally: &Tally) -> bool {
        self.kind == CampaignKind::Send
            && self.stage.is_over()
            && self.revision != Revision::Archived
            && tally.of(DeliveryStatus::Sent) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{PauseKind, Reason};

    const FACTS: Facts = Facts { revision: Revision::Original, unsure: 2, begun: false };

    /// The events, in the order of the table's columns.
    const EVENTS: [CampaignEvent; 18] = [
        CampaignEvent::Order(Order::Pause),
        CampaignEvent::Order(Order::Resume),
        CampaignEvent::Order(Order::Cancel),
        CampaignEvent::Order(Order::Repeat),
        CampaignEvent::Due,
        CampaignEvent::AudienceComplete,
        CampaignEvent::AllDelivered,
        CampaignEvent::Outdated,
        CampaignEvent::Superseded,
        CampaignEvent::PlannedAnew,
        CampaignEvent::Halted(Pause::Author),
        CampaignEvent::Halted(Pause::Trial),
        CampaignEvent::Halted(Pause::Failures(Reason::Refused)),
        CampaignEvent::Halted(Pause::Late),
        CampaignEvent::Halted(Pause::Content),
        CampaignEvent::Halted(Pause::Unreadable),
        CampaignEvent::Halted(Pause::Permission),
        CampaignEvent::Halted(Pause::Recipients),
    ];

    /// Each stage with the stages that the events lead to: the first letter of the stage, or of the reason for a pause in
    /// lower case; `-` where the event changes nothing.
    const TABLE: [(&str, &str); 13] = [
        //                          orders   progress  others    halts
        ("scheduled", "               a - C -  F - -     C C S     - - - l - - p r"),
        ("filling", "                 a - C -  - R -     C C -     - - - l - - p r"),
        ("running", "                 a - C -  - - D     C C -     - t f l c u p -"),
        ("paused:author", "           - S C -  - - -     - C S     - - - l - - p -"),
        ("paused:trial", "            - S C -  - - -     - C S     - - - l - - p -"),
        ("paused:failures:refused", " - S C -  - - -     - C S     - - - l - - p -"),
        ("paused:late", "             - S C -  - - -     - C S     - - - - - - p -"),
        ("paused:content", "          - S C -  - - -     - C S     - - - l - - p -"),
        ("paused:unreadable", "       - - C -  - - -     - C S     - - - l - - p -"),
        ("paused:permission", "       - S C -  - - -     - C S     - - - l - - - -"),
        ("paused:recipients", "       - - C -  - - -     - C S     - - - l - - p -"),
        ("done", "                    - - - R  - - -     - - -     - - - - - - - -"),
        ("cancelled", "               - - - -  - - -     - - -     - - - - - - - -"),
    ];

    fn letter(stage: Stage) -> String {
        let code = stage.code();
        match code.split(':').nth(1) {
            Some(pause) => pause[..1].to_owned(),
            None => code[..1].to_uppercase(),
        }
    }

    #[test]
    fn every_event_at_every_stage() {
        for stage in Stage::all() {
            // Failures of all reasons are alike.
            let code = stage.code();
            let code = if code.contains("failures") { "paused:failures:refused" } else { code.as_str() };
            let row = TABLE.iter().find(|(stage, _)| *stage == code);
            let row: Vec<_> = row.expect("every stage has a row").1.split_whitespace().collect();
            let found =
                EVENTS.map(|event| stage.after(event, &FACTS).map(|transition| letter(transition.to)));
            let found: Vec<_> = found.iter().map(|to| to.as_deref().unwrap_or("-")).collect();
            assert_eq!(found, row, "{code}");
        }
    }

    #[test]
    fn every_event_has_a_column() {
        let column = |event: &CampaignEvent| match event {
            CampaignEvent::Order(order) => Order::ALL.iter().position(|each| each == order),
            CampaignEvent::Due => Some(4),
            CampaignEvent::AudienceComplete => Some(5),
            CampaignEvent::AllDelivered => Some(6),
            CampaignEvent::Outdated => Some(7),
            CampaignEvent::Superseded => Some(8),
            CampaignEvent::PlannedAnew => Some(9),
            CampaignEvent::Halted(pause) => {
                PauseKind::ALL.iter().position(|each| *each == PauseKind::from(pause)).map(|place| place + 10)
            }
        };
        let columns: Vec<_> = EVENTS.iter().map(column).collect();
        assert_eq!(columns, (0..EVENTS.len()).map(Some).collect::<Vec<_>>());
        assert_eq!(EVENTS.len(), Order::ALL.len() + 6 + PauseKind::ALL.len());
    }

    #[test]
    fn nothing_is_planned_anew_once_a_chat_of_its_audience_is_written_down() {
        let begun = Facts { begun: true, ..FACTS };
        for stage in Stage::all() {
            assert_eq!(stage.after(CampaignEvent::PlannedAnew, &begun), None, "{stage:?}");
        }
    }

    #[test]
    fn failures_of_every_reason_pause_a_running_campaign() {
        for reason in Reason::ALL {
            let pause = Pause::Failures(reason);
            let transition = Stage::Running.after(CampaignEvent::Halted(pause), &FACTS);
            assert_eq!(transition.map(|transition| transition.to), Some(Stage::Paused(pause)));
        }
    }

    #[test]
    fn a_campaign_is_repeated_only_to_unsure_chats_and_only_as_it_was() {
        let repeat = |revision, unsure| {
            Stage::Done
                .after(CampaignEvent::Order(Order::Repeat), &Facts { revision, unsure, begun: true })
                .is_some()
        };
        assert!(repeat(Revision::Original, 1));
        assert!(!repeat(Revision::Original, 0));
        assert!(!repeat(Revision::Superseded, 1) && !repeat(Revision::Archived, 1));
    }

    #[test]
    fn going_on_ends_a_trial_and_makes_a_late_campaign_due() {
        for stage in Stage::all() {
            for event in EVENTS {
                let Some(transition) = stage.after(event, &FACTS) else { continue };
                let resumed = event == CampaignEvent::Order(Order::Resume);
                let (trial, late) =
                    (stage == Stage::Paused(Pause::Trial), stage == Stage::Paused(Pause::Late));
                assert_eq!(
                    (transition.ends_trial, transition.is_due_now),
                    (resumed && trial, resumed && late)
                );
            }
        }
    }
}
