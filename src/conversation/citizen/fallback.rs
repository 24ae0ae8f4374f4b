//! Input that the bot does not understand.

use crate::conversation::citizen::home;
use crate::conversation::context::Context;
use crate::conversation::turn::Turn;
use crate::texts::Html;

/// A text that the bot did not ask for, or an unknown command: home, under a hint.
pub(crate) fn not_understood(context: &Context) -> Turn {
    let mut page = home::page(context);
    page.text = Html::paragraphs([context.say().home_hint(), page.text]);
    context.open(page)
}

/// A button that no longer works.
pub(crate) fn stale_button(context: &Context) -> Turn {
    context.toast(context.say().help_stale())
}
