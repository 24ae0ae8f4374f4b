//! Input that the bot does not understand.

use crate::conversation::citizen::home;
use crate::conversation::context::Context;
use crate::conversation::turn::Turn;
use crate::texts::Html;

/// A text that the bot did not ask for, or an unknown command.
pub(crate) fn not_understood(context: &Context) -> Turn {
    home_under(context, context.say().home_hint())
}

/// A link to a screen that the bot does not have.
pub(crate) fn broken_link(context: &Context) -> Turn {
    home_under(context, context.say().home_broken_link())
}

/// `/cancel` where the bot waited for a choice.
pub(crate) fn cancelled(context: &Context) -> Turn {
    home_under(context, context.say().home_cancelled())
}

/// `/cancel` where nothing is under way.
pub(crate) fn nothing_to_cancel(context: &Context) -> Turn {
    home_under(context, context.say().home_nothing_to_cancel())
}

fn home_under(context: &Context, note: Html) -> Turn {
    let mut page = home::page(context);
    page.text = Html::paragraphs([note, page.text]);
    context.open(page)
}

/// A button that no longer works.
pub(crate) fn stale_button(context: &Context) -> Turn {
    context.toast(context.say().help_stale())
}
