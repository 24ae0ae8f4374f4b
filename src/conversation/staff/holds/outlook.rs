//! When an action would take effect that one of the staff is about to confirm, and when one will that waits.

use jiff::Timestamp;

use crate::conversation::{Context, HandlerError};
use crate::domain::hold::{Approvals, HeldKind, Hold, HoldOutline, Verdict};
use crate::domain::time::later;
use crate::store::HoldStanding;
use crate::texts::Html;

/// When an action would take effect that is confirmed now.
pub(in crate::conversation::staff) struct HoldOutlook {
    standing: HoldStanding,
    /// Whether only few people would get it.
    few: bool,
    /// Whether a second person has to agree.
    needs_second: bool,
    /// When the time is over, if nobody else is needed.
    over: Timestamp,
    urgent_over: Timestamp,
}

impl HoldOutlook {
    /// For an action of this kind.
    pub async fn of(context: &Context, kind: HeldKind, few: bool) -> Result<HoldOutlook, HandlerError> {
        let standing = context.app.store.hold_standing(context.chat.id, kind, context.now).await?;
        let rules = &context.app.holds;
        let needs_second = few || standing.was_stopped || rules.approvals == Approvals::Two;
        let over = rules.over(context.now);
        let urgent_over = if standing.is_alone { later(context.now, rules.time) } else { over };
        Ok(HoldOutlook { standing, few, needs_second, over, urgent_over })
    }

    /// Whether its author has too many that wait.
    pub fn is_full(&self) -> bool {
        self.standing.waiting >= Hold::MOST as u64
    }

    /// When it takes effect at the earliest, if nobody else is needed.
    pub fn over(&self, urgent: bool) -> Option<Timestamp> {
        (!self.needs_second).then_some(if urgent { self.urgent_over } else { self.over })
    }

    /// The line that says when something goes out that is meant for this time, or for as soon as it may.
    pub fn line(&self, context: &Context, meant_for: Option<Timestamp>, urgent: bool) -> Html {
        let (say, clock) = (context.say(), context.clock());
        let out = |from: Option<Timestamp>| clock.moment(clock.goes_out(from, urgent));
        match (self.over(urgent), meant_for) {
            (Some(over), due) => say.hold_line_when(&out(Some(due.map_or(over, |due| due.max(over))))),
            (None, Some(due)) => say.hold_line_second_when(&out(Some(due))),
            (None, None) => say.hold_line_second(),
        }
    }

    /// What its author is told as soon as it is confirmed.
    pub fn begun(&self, context: &Context, urgent: bool) -> Vec<Html> {
        let say = context.say();
        if let Some(over) = self.over(urgent) {
            let begun = if self.standing.is_alone { say.hold_begun_alone() } else { say.hold_begun() };
            return vec![begun, say.hold_when(&context.clock().moment(over))];
        }
        let why = self.standing.was_stopped.then(|| say.hold_why_stopped());
        let why = why.or_else(|| self.few.then(|| say.hold_why_few()));
        let nobody = self.standing.is_alone.then(|| say.hold_second_nobody());
        [say.hold_begun_second()].into_iter().chain(why).chain(nobody).collect()
    }
}

/// What an action waits for, as of now.
pub(super) async fn verdict(context: &Context, outline: &HoldOutline) -> Result<Verdict, HandlerError> {
    let facts = context.app.store.hold_facts(outline, context.now).await?;
    Ok(outline.hold.verdict(&context.app.holds, &facts))
}

/// When it takes effect, in a sentence; `None` if it does not wait any more.
pub(super) fn when(context: &Context, verdict: Verdict) -> Option<Html> {
    let (say, clock) = (context.say(), context.clock());
    match verdict {
        Verdict::Until(over) => Some(say.hold_when(&clock.moment(over))),
        Verdict::Due => Some(say.hold_when(&clock.moment(context.now))),
        Verdict::Untold => Some(say.hold_when_untold()),
        Verdict::NeedsSecond => Some(say.hold_when_second()),
        Verdict::Barred => Some(say.hold_when_barred()),
        Verdict::Lapses | Verdict::Refused | Verdict::Over => None,
    }
}

/// What the author of an action that waits is told who taps once more on the button that began it.
pub(super) async fn waits(context: &Context, outline: &HoldOutline) -> Result<Vec<Html>, HandlerError> {
    let (say, hold) = (context.say(), &outline.hold);
    let standing = context.app.store.hold_standing(context.chat.id, hold.kind, context.now).await?;
    let verdict = verdict(context, outline).await?;
    Ok(if verdict == Verdict::NeedsSecond {
        let why = standing.was_stopped.then(|| say.hold_why_stopped());
        let nobody = standing.is_alone.then(|| say.hold_second_nobody());
        [say.hold_begun_second()].into_iter().chain(why).chain(nobody).collect()
    } else {
        let begun = if standing.is_alone { say.hold_begun_alone() } else { say.hold_begun() };
        [begun].into_iter().chain(when(context, verdict)).collect()
    })
}
