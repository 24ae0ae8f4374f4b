//! The end of all messages in a private chat, at once and with no question asked.

use crate::conversation::context::Context;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::store::Change;
use crate::telegram::Page;

/// Switches all topics off, and ends a sign-up under way.
pub(crate) fn stopped(context: &Context) -> Turn {
    let say = context.say();
    let page = Page {
        text: say.topics_stopped(),
        rows: vec![vec![context.to(say.button_topics(), Screen::Updates)], context.way_back(&Screen::Home)],
    };
    context.show(page).change(Change::StopAll)
}
