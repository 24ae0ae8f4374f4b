//! The greeting of a group, the end of messages to it, and the refusal to members who are no administrators.

use crate::conversation::context::{Context, Rank};
use crate::conversation::origin::Trigger;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::store::Change;
use crate::telegram::Page;
use crate::texts::Html;

/// Says in a new group what the bot can do there, and who sets it up.
pub(crate) fn greeting(context: &Context) -> Page {
    let say = context.say();
    let rows = vec![
        vec![context.to(say.button_pledge(), Screen::Pledge)],
        vec![context.to(say.group_button(), Screen::Updates)],
    ];
    Page { text: say.group_greeting(), rows }
}

/// Switches all topics of the group off.
pub(crate) fn stopped(context: &Context) -> Turn {
    let say = context.say();
    let rows = vec![vec![context.to(say.group_button(), Screen::Updates)]];
    let turn = context.show(Page { text: say.group_stopped(), rows });
    // The language records that a choice was made here, in case the group is moved later.
    turn.change(Change::SetLang(context.lang)).change(Change::StopAll)
}

/// Tells a member that only administrators of the group may do that.
pub(crate) fn refused(context: &Context) -> Turn {
    let say = context.say();
    let refusal = match context.rank {
        Rank::Unknown => say.group_unsure_toast(),
        Rank::Member | Rank::Admin => say.group_refused_toast(),
    };
    match context.trigger {
        Trigger::Button { .. } => context.alert(refusal),
        Trigger::Message { .. } | Trigger::Edit { .. } | Trigger::Membership => {
            context.show(Page::plain(Html::escaped(&refusal)))
        }
    }
}
