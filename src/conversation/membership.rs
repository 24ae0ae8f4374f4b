//! The bot was blocked, unblocked, added or removed, or a group became a supergroup. It says nothing in answer.

use crate::conversation::context::Context;
use crate::conversation::turn::Turn;
use crate::domain::ChatId;
use crate::store::Change;

/// The bot's membership changed.
pub(crate) fn changed(context: &Context, present: bool) -> Turn {
    if present { context.meet() } else { Turn::nothing().change(Change::MarkUnreachable) }
}

/// The group became the supergroup with this ID.
pub(crate) fn migrated(context: &Context, to: ChatId) -> Turn {
    context.meet().change(Change::MigrateTo(to))
}
