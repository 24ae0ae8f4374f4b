//! The end of all messages, at once and with no question asked.

use crate::conversation::context::Context;
use crate::conversation::group;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::store::Change;
use crate::telegram::Page;

/// Switches all topics off, of a person or of a group.
pub(crate) fn everywhere(context: &Context) -> Turn {
    if context.is_private() { stopped(context) } else { group::stopped(context) }
}

/// Switches all topics off, and ends a sign-up under way.
pub(crate) fn stopped(context: &Context) -> Turn {
    let say = context.say();
    let page = Page {
        text: say.topics_stopped(),
        rows: vec![vec![context.to(say.button_topics(), Screen::Updates)], context.way_back(&Screen::Home)],
    };
    context.show(page).change(Change::StopAll)
}
