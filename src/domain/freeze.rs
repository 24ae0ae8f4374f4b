//! The freeze: nothing goes out to many, and nothing that staff do takes effect, until it is lifted. Citizens are answered as
//! always.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::domain::{Right, StaffMember, StoredId};

/// A freeze that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freeze {
    /// Since when; none if that can't be read any more.
    pub since: Option<Timestamp>,
    /// Whether the command line began it, and not an owner.
    pub by_command_line: bool,
    /// The alias of the owner who began it.
    pub alias: Option<String>,
    /// The owner who wants to lift it.
    pub wish: Option<LiftWish>,
}

/// An owner's wish to lift the freeze, which another owner has to share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftWish {
    /// The owner.
    pub by: StoredId,
    /// When they said so.
    pub at: Timestamp,
}

/// The step of an owner towards the end of a freeze.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiftStep {
    /// It is lifted.
    Lifted,
    /// Another owner has to want it too.
    Wished,
}

impl LiftWish {
    /// How long a wish waits for another owner.
    pub const LASTS: SignedDuration = SignedDuration::from_hours(24);

    /// Whether it waits still.
    pub fn waits(&self, now: Timestamp) -> bool {
        now.duration_since(self.at).abs() < LiftWish::LASTS
    }
}

impl Freeze {
    /// A freeze whose setting can't be read: somebody has changed it, and that lifts nothing.
    pub const UNREADABLE: Freeze = Freeze { since: None, by_command_line: false, alias: None, wish: None };

    /// The wish of another owner than this one, if it waits still.
    pub fn others_wish(&self, owner: StoredId, now: Timestamp) -> Option<LiftWish> {
        self.wish.filter(|wish| wish.by != owner && wish.waits(now))
    }

    /// The step that it is when this owner wants to lift the freeze.
    pub fn step(&self, owner: StoredId, now: Timestamp) -> LiftStep {
        if self.others_wish(owner, now).is_some() { LiftStep::Lifted } else { LiftStep::Wished }
    }
}

/// Whether somebody on staff may take part in lifting a freeze. Whoever became an owner within a day may be the second account of a
/// thief, and a restrained person is to begin nothing.
pub fn may_lift(member: &StaffMember, now: Timestamp) -> bool {
    member.may_second(Right::Freeze, now)
}

/// The news of a freeze that staff are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreezeNews {
    /// It has begun.
    Begun,
    /// An owner wants to lift it.
    Wished,
    /// It was lifted.
    Lifted,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_owners_lift_a_freeze_and_one_alone_does_not() {
        let (olga, bakyt) = (StoredId::from_bits(1), StoredId::from_bits(2));
        let now = Timestamp::UNIX_EPOCH;
        let wished = Freeze { wish: Some(LiftWish { by: olga, at: now }), ..Freeze::UNREADABLE };
        assert_eq!(Freeze::UNREADABLE.step(olga, now), LiftStep::Wished);
        assert_eq!(wished.step(olga, now), LiftStep::Wished);
        assert_eq!(wished.step(bakyt, now), LiftStep::Lifted);
        assert_eq!(wished.step(bakyt, now + LiftWish::LASTS), LiftStep::Wished, "a wish ends");
    }
}
