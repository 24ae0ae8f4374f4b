//! The rules by which actions of staff are held.

use jiff::{SignedDuration, Timestamp};

use crate::domain::QuietHours;
use crate::domain::time::later;

/// How many people have to want an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Approvals {
    /// Its author, while nobody stops it.
    #[default]
    One,
    /// Its author and a second person.
    Two,
}

/// The rules by which actions of staff are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldRules {
    /// How long an action is held.
    pub time: SignedDuration,
    /// How many people have to want it.
    pub approvals: Approvals,
    /// The quiet hours, which do not count; `None` if there are none.
    pub quiet: Option<QuietHours>,
}

impl HoldRules {
    /// Nothing is held.
    pub const OFF: HoldRules =
        HoldRules { time: SignedDuration::ZERO, approvals: Approvals::One, quiet: None };

    /// Whether nothing is held.
    pub fn are_off(&self) -> bool {
        self.time.is_zero() && self.approvals == Approvals::One
    }

    /// When the time of an action is over of which somebody was told at that time. Whoever was told at night, or just before,
    /// has the whole time again in the morning.
    pub fn over(&self, told: Timestamp) -> Timestamp {
        let over = later(self.morning(told).unwrap_or(told), self.time);
        self.morning(over).map_or(over, |morning| later(morning, self.time))
    }

    fn morning(&self, time: Timestamp) -> Option<Timestamp> {
        self.quiet.as_ref()?.ends(time)
    }
}
