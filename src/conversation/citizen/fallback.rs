//! One line and four ways on, where there is nothing better to show: a text that the bot does not understand, a greeting, a
//! button or a link that no longer leads anywhere.

use crate::conversation::context::Context;
use crate::conversation::origin::Trigger;
use crate::conversation::screen::Screen;
use crate::conversation::turn::Turn;
use crate::domain::MessageId;
use crate::telegram::Page;
use crate::texts::Html;

/// A text that the bot does not understand, a command that it does not know, or something else than a text.
pub(crate) fn not_understood(context: &Context) -> Turn {
    with_ways_on(context, context.say().home_hint())
}

/// A greeting.
pub(crate) fn greeted(context: &Context) -> Turn {
    with_ways_on(context, context.say().home_greeting())
}

/// Thanks.
pub(crate) fn thanked(context: &Context) -> Turn {
    with_ways_on(context, context.say().home_thanks())
}

/// A link to a screen that the bot does not have.
pub(crate) fn broken_link(context: &Context) -> Turn {
    with_ways_on(context, context.say().home_broken_link())
}

/// `/cancel` where the bot waited for a choice.
pub(crate) fn cancelled(context: &Context) -> Turn {
    with_ways_on(context, context.say().home_cancelled())
}

/// `/cancel` where nothing is under way.
pub(crate) fn nothing_to_cancel(context: &Context) -> Turn {
    with_ways_on(context, context.say().home_nothing_to_cancel())
}

/// A button that no longer works. Its message stays, since it may be news or a reminder, and the answer is a new message below.
/// A note alone is the answer in a group, to somebody who was erased, and where Telegram does not tell in which message the
/// button stands. So it is while a question is open, since a new message would end it.
pub(crate) fn stale_button(context: &Context) -> Turn {
    let line = context.say().help_stale();
    let is_told = matches!(context.trigger, Trigger::Button { message, .. } if message != MessageId(0));
    if is_told && context.is_private() && context.known && !context.waits_for_text() {
        context.show_below(page(context, Html::escaped(&line)))
    } else {
        context.alert(line)
    }
}

fn with_ways_on(context: &Context, line: Html) -> Turn {
    context.show(page(context, line))
}

/// One line, and the buttons that most people need.
fn page(context: &Context, line: Html) -> Page {
    let say = context.say();
    let rows = vec![
        vec![context.to(say.button_calls(), Screen::Calls)],
        vec![context.to(say.button_sign_up(), Screen::Sign)],
        vec![context.to(say.button_help(), Screen::Help), context.to(say.button_home(), Screen::Home)],
    ];
    Page { text: line, rows }
}
