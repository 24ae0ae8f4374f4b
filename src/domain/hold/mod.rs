//! Holds: what staff do in the coalition's name waits before it takes effect. The others are told of it meanwhile, and any of
//! them can stop it.
//!
//! ```text
//! Waiting ─over, and another was told─→ Done        Waiting ─another says "Go ahead"─→ Done
//!     ─its author takes it back─→ Undone            ─another stops it─→ Stopped
//!     ─nobody decided, or its time passed─→ Lapsed  ─its author may not any more, or it can't be done─→ Refused
//! ```

mod action;
mod rules;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::StoredId;
use crate::domain::code::coded;
use crate::domain::time::later;

pub use action::{Grant, HeldAction, HeldKind};
pub use rules::{Approvals, HoldRules};

/// The number of a hold, as staff see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HoldId(pub i64);

/// Where a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum HoldState {
    /// It has not taken effect, and still may.
    Waiting,
    /// It took effect.
    Done,
    /// Its author took it back.
    Undone,
    /// Another person stopped it.
    Stopped,
    /// It waited for too long: nobody decided, or its own time passed.
    Lapsed,
    /// Its author may not do it any more, or it can't be done as things are now.
    Refused,
}

coded!(HoldState);

/// What somebody does so that the coalition says less. It takes effect at once, and all staff are told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Silencing {
    /// A broadcast is paused.
    Pause,
    /// A broadcast is called off.
    Cancel,
    /// A broadcast is deleted in every chat.
    TakeBack,
}

coded!(Silencing);

/// Somebody who decides about a hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decider {
    /// One of the staff.
    Person(StoredId),
    /// Whoever has the machine, by the command line.
    Operator,
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its number.
    pub id: HoldId,
    /// The person who wants it.
    pub author: StoredId,
    /// The kind of action.
    pub kind: HeldKind,
    /// Whether the action is urgent, so that a person who is alone need not wait for the morning.
    pub urgent: bool,
    /// When it was begun.
    pub begun: Timestamp,
    /// Where it stands.
    pub state: HoldState,
    /// Since when another person has been told of it who can stop it, and is neither new nor restrained.
    pub told: Option<Timestamp>,
    /// The second person who wants it too.
    pub approved: Option<Decider>,
    /// Whether it needs a second person, whatever the settings say.
    pub needs_second: bool,
    /// When it lapses.
    pub lapses: Timestamp,
}

/// An action that is about to be held.
#[derive(Debug, Clone, PartialEq)]
pub struct NewHold {
    /// The action.
    pub action: HeldAction,
    /// When its author confirmed it.
    pub begun: Timestamp,
    /// Whether it needs a second person, whatever the settings say.
    pub needs_second: bool,
    /// When it lapses.
    pub lapses: Timestamp,
}

/// A hold with everything that staff are told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct HoldOutline {
    /// The hold.
    pub hold: Hold,
    /// The action. `None` if it can't be read: it is over, or was sealed under another store key.
    pub action: Option<HeldAction>,
    /// Who stopped it.
    pub ended_by: Option<Decider>,
}

/// What counts for a hold at one moment, besides the hold itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct HoldFacts {
    /// The moment.
    pub now: Timestamp,
    /// Whether its author may still do it.
    pub may: bool,
    /// Whether its author has taken rights from others, and nobody has confirmed that.
    pub is_restrained: bool,
    /// Whether there is nobody else who may do the same, or stop it, or could lately.
    pub is_alone: bool,
    /// Whether a second person wants it too, and still may be one.
    pub is_approved: bool,
    /// Whether an earlier action of its author was stopped by another person, and none was approved since.
    pub was_stopped: bool,
    /// Whether it lets a broadcast go on that only a second person lets go on.
    pub lets_go_on: bool,
    /// Whether nothing of staff's takes effect now.
    pub is_frozen: bool,
    /// Up to when everything that staff did has been handled. A stop may be among the rest.
    pub heard: Timestamp,
}

/// What a hold waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing: it takes effect now.
    Due,
    /// This time, and that everything has been handled which staff did before it.
    Until(Timestamp),
    /// Somebody else has to be told of it first.
    Untold,
    /// A second person has to want it too.
    NeedsSecond,
    /// Its author is restrained, or everything is frozen.
    Barred,
    /// It lapses now.
    Lapses,
    /// It is refused now: its author may not do it any more.
    Refused,
    /// Nothing any more: it is over.
    Over,
}

/// Why somebody's "Go ahead" does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApprovalObstacle {
    /// It does not wait any more.
    Over,
    /// It is their own.
    Own,
    /// They have been able to do the same for less than a day.
    New,
    /// They have taken rights from others, and nobody has confirmed that.
    Restrained,
    /// They may not do the same.
    NotAllowed,
}

impl NewHold {
    /// An action that its author confirms now. One that is meant for a time lapses an hour after it, like a broadcast that is late.
    pub fn new(action: HeldAction, rules: &HoldRules, needs_second: bool, now: Timestamp) -> NewHold {
        let last = later(now, Hold::LIFE);
        let late = action.meant_for(now).map(|time| later(time.max(rules.over(now)), NewHold::GRACE));
        let needs_second = needs_second || action.needs_second();
        NewHold { begun: now, needs_second, lapses: late.map_or(last, |late| late.min(last)), action }
    }

    /// How late an action may take effect that is meant for a time.
    const GRACE: SignedDuration = SignedDuration::from_hours(1);
}

impl Hold {
    /// The most holds of one author that wait.
    pub const MOST: usize = 10;
    /// How long a hold waits at most.
    pub const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);
    /// If nobody else could be told for as long as this, the author hears of it.
    pub const UNTOLD_AFTER: SignedDuration = SignedDuration::from_mins(30);

    /// What it waits for.
    pub fn verdict(&self, rules: &HoldRules, facts: &HoldFacts) -> Verdict {
        if self.state != HoldState::Waiting {
            return Verdict::Over;
        }
        if !facts.may {
            return Verdict::Refused;
        }
        if facts.now >= self.lapses {
            return Verdict::Lapses;
        }
        if facts.is_frozen || facts.is_restrained {
            return Verdict::Barred;
        }
        if facts.is_approved {
            // Two people are awake and want it. The messages of a broadcast keep the quiet hours all the same.
            return Verdict::Due;
        }
        if self.needs_second || facts.lets_go_on || facts.was_stopped || rules.approvals == Approvals::Two {
            return Verdict::NeedsSecond;
        }
        let over = match (facts.is_alone, self.told) {
            (true, _) if self.urgent => later(self.begun, rules.time),
            (true, _) => rules.over(self.begun),
            (false, Some(told)) => rules.over(told),
            (false, None) => return Verdict::Untold,
        };
        if facts.now.min(facts.heard) >= over { Verdict::Due } else { Verdict::Until(over) }
    }

    /// Whether the "Go ahead" of somebody counts who may do the same. That of a person who is new does not: a thief would invite a
    /// second account to agree with the first.
    ///
    /// # Errors
    /// The reason why it does not.
    pub fn may_be_approved(
        &self,
        by: StoredId,
        is_new: bool,
        is_restrained: bool,
    ) -> Result<(), ApprovalObstacle> {
        if self.state != HoldState::Waiting {
            Err(ApprovalObstacle::Over)
        } else if self.author == by {
            Err(ApprovalObstacle::Own)
        } else if is_restrained {
            Err(ApprovalObstacle::Restrained)
        } else if is_new {
            Err(ApprovalObstacle::New)
        } else {
            Ok(())
        }
    }

    /// The state in which somebody's stop leaves it.
    pub fn stopped_by(&self, by: Decider) -> HoldState {
        if by == Decider::Person(self.author) { HoldState::Undone } else { HoldState::Stopped }
    }
}

#[cfg(test)]
mod tests;
